import type { Flow } from '../../flow.ts';
import { emailRegistrationChart } from './chart.ts';
import { messages, proofMessages } from './messages.ts';
import { letterProofQuestion } from './part.ts';

export const emailRegistration: Flow = {
  id: 'email-registration',
  version: 1,
  role: 'public',
  machine: emailRegistrationChart,
  messages,
};

export const letterProof: Flow = {
  id: 'letter-proof',
  version: 1,
  role: 'part',
  machine: letterProofQuestion,
  messages: proofMessages,
  input: (insurer, given) => ({
    ...given,
    codeLength: 6,
    checkWaitMs: insurer.policies.humanCheck.waitMs,
  }),
};
