import { type Flow, sameStates } from '../../flow.ts';
import { emailRegistrationChart } from './chart.ts';
import { messages, proofMessages } from './messages.ts';
import { letterProofQuestion } from './part.ts';

export const emailRegistration: Flow = {
  id: 'email-registration',
  version: 4,
  role: 'public',
  machine: emailRegistrationChart,
  messages,
  // Version 1 registered the address for whoever signed in, whatever number was typed; version 2 had no way back;
  // version 3 emptied what is corrected, and for two hours
  // kept what had been asked for when somebody went back.
  migrations: {
    IXL2XitElVeK: sameStates,
    GtZtx3QMXF2a: sameStates,
    hQXGLZDiLVHH: sameStates,
    '2AzZWefNXu2K': sameStates,
  },
};

export const letterProof: Flow = {
  id: 'letter-proof',
  version: 2,
  role: 'part',
  machine: letterProofQuestion,
  messages: proofMessages,
  input: (insurer, given) => ({
    ...given,
    codeLength: 6,
    checkWaitMs: insurer.policies.humanCheck.waitMs,
  }),
  migrations: { 'uMhjJL-dMW_Y': sameStates },
};
