import { createHmac, randomBytes } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { knownProviders } from '../../../channels/ivr/providers/known.ts';
import { type ReadVerbs, readVerbs } from './jambonz-grammar.ts';
import { type ReadTwiml, readTwiml } from './twiml-grammar.ts';

export type Provider = 'twilio' | 'jambonz';

/** What a webhook says, before it is written the provider's way. */
export type Body = Readonly<Record<string, unknown>>;

interface Signing {
  readonly secret: string;
  readonly url: string;
  readonly body: Body;
  /** The sender's time, ms. */
  readonly at: number;
}

/** How a provider speaks to us: what it sends for what happens in a call, how it signs that, and how it reads our answer. */
export interface Dialect {
  readonly secret: string;
  readonly type: string;
  /** Which call, and between whom; every other part is sent beside it. */
  call(id: string, between?: { readonly from: string; readonly to: string }): Body;
  keys(keys: string): Body;
  /** Keys, then nothing more: told apart from keys and `#` where the provider does. */
  paused(keys: string): Body;
  words(words: string, confidence: number): Body;
  readonly silence: Body;
  dialled(status: 'completed' | 'no-answer'): Body;
  /** Where the call itself stands, in the provider’s word for it; the words for a call that is over. */
  status(word: string): Body;
  readonly ends: readonly string[];
  headers(): Readonly<Record<string, string>>;
  write(body: Body): string;
  sign(signing: Signing): Readonly<Record<string, string>>;
  /** A signature names its time, and dies with it. */
  readonly signaturesAge: boolean;
  read(document: string): ReadTwiml | ReadVerbs;
}

const twilio: Dialect = {
  secret: 'dev-twilio',
  type: 'application/x-www-form-urlencoded',
  call: (CallSid, between) => ({
    CallSid,
    ...(between && { CallStatus: 'in-progress', From: between.from, To: between.to }),
  }),
  keys: (Digits) => ({ Digits }),
  paused: (Digits) => ({ Digits, FinishedOnKey: '' }),
  words: (SpeechResult, confidence) => ({ SpeechResult, Confidence: String(confidence) }),
  silence: { Digits: '' },
  dialled: (DialCallStatus) => ({ DialCallStatus }),
  status: (CallStatus) => ({ CallStatus }),
  ends: ['completed', 'busy', 'failed', 'no-answer', 'canceled'],
  headers: () => ({ 'i-twilio-idempotency-token': randomBytes(12).toString('hex') }),
  write: (body) => new URLSearchParams(body as Record<string, string>).toString(),
  sign: ({ secret, url, body }) => ({ 'x-twilio-signature': getExpectedTwilioSignature(secret, url, body) }),
  signaturesAge: false,
  read: readTwiml,
};

const jambonz: Dialect = {
  secret: 'dev-jambonz',
  type: 'application/json',
  call: (call_sid, between) => ({ call_sid, ...between }),
  keys: (digits) => ({ digits, reason: 'dtmfDetected' }),
  paused: (digits) => ({ digits, reason: 'dtmfDetected' }),
  words: (transcript, confidence) => ({
    speech: { alternatives: [{ transcript, confidence }] },
    reason: 'speechDetected',
  }),
  silence: { reason: 'timeout' },
  dialled: (dial_call_status) => ({ dial_call_status }),
  status: (call_status) => ({ call_status }),
  ends: ['completed', 'busy', 'failed', 'no-answer', 'canceled'],
  headers: () => ({}),
  write: (body) => JSON.stringify(body),
  sign: ({ secret, body, at }) => {
    const t = Math.floor(at / 1000);
    const v1 = createHmac('sha256', secret)
      .update(`${t}.${JSON.stringify(body)}`)
      .digest('hex');
    return { 'jambonz-signature': `t=${t},v1=${v1}` };
  },
  signaturesAge: true,
  read: readVerbs,
};

export const dialects: Readonly<Record<Provider, Dialect>> = { twilio, jambonz };
for (const { id } of knownProviders)
  if (!(id in dialects)) throw new Error(`« ${id} » has no dialect in test/support/phone/dialects.ts`);
export const providers = Object.keys(dialects) as readonly Provider[];
