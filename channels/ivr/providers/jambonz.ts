import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Insurer } from '../../../machines/domain/insurer.ts';
import type { Locale } from '../../../machines/envelope.ts';
import { betweenKeysSeconds, confidenceOf, type Heard, type Prompt } from '../prompt.ts';
import { type Asking, addressOf, askingOf } from './addresses.ts';
import type { KnownProvider, Provider, Return } from './provider.ts';

/** Calls by jambonz: signed JSON in, verbs out. */
export const jambonz: KnownProvider = { id: 'jambonz', secretIn: 'JAMBONZ_SECRET', with: withSecret };

/** Where a call that is over has got to. */
const ends: readonly unknown[] = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];

function withSecret(secret: string): Provider {
  return {
    id: jambonz.id,
    title: 'jambonz',
    receives: 'application/json',
    answers: {
      name: 'verbs',
      type: 'application/json',
      schema: { type: 'array', items: { type: 'object', additionalProperties: true } },
    },
    async sign({ body }, nowMs) {
      const t = String(Math.floor(nowMs / 1000));
      return { 'jambonz-signature': `t=${t},v1=${signJambonz(secret, t, body).toString('hex')}` };
    },
    async read({ query, headers, body: json }) {
      const signature = headers['jambonz-signature'];
      // The provider's clock is the real one, whatever time the product is told it is.
      const signed = signedByJambonz(secret, { body: json, signature, nowMs: Date.now() });
      const body = signed ? parsed(json) : undefined;
      const heard = body && heardFromJambonz(body, query);
      return heard && { heard, ended: ends.includes(body.call_status) };
    },
    write: async (prompt, to) => JSON.stringify(verbsOf(prompt, to)),
  };
}

function parsed(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const body: unknown = JSON.parse(json);
    return body !== null && typeof body === 'object' ? (body as Record<string, unknown>) : undefined;
  } catch {
    // Signed and yet no JSON: refused like anything else that is not a webhook.
    return undefined;
  }
}

/** How far the sender's clock may be from ours, either way. An older request is a replay. */
export const signatureWindowMs = 5 * 60_000;

/**
 * `Jambonz-Signature: t=…,v1=…`: HMAC-SHA256 over `t.body`, compared in constant time, and only good for some
 * minutes around the time it names. `nowMs` is real time, the sender's: not the clock that tests move.
 */
export function signedByJambonz(
  secret: string,
  { body, signature, nowMs }: { body: string; signature: unknown; nowMs: number },
): boolean {
  if (typeof signature !== 'string') return false;
  const parts = new Map(signature.split(',').map((part) => part.trim().split('=', 2) as [string, string]));
  const [time = '', given = ''] = [parts.get('t'), parts.get('v1')];
  if (!/^\d{1,12}$/.test(time) || !/^[0-9a-f]{64}$/.test(given)) return false;
  const genuine = timingSafeEqual(signJambonz(secret, time, body), Buffer.from(given, 'hex'));
  return genuine && Math.abs(nowMs - Number(time) * 1_000) <= signatureWindowMs;
}

/** The HMAC of a body sent at that time, in seconds. */
const signJambonz = (secret: string, time: string, body: string): Buffer =>
  createHmac('sha256', secret).update(`${time}.${body}`).digest();

/** What jambonz says of an answer, or undefined when it names no call. */
function heardFromJambonz(body: Readonly<Record<string, unknown>>, query: unknown): Heard | undefined {
  const { call_sid: call, from, to, digits, reason, speech, dial_call_status: dialled } = body;
  if (typeof call !== 'string' || !/^[\w-]{1,64}$/.test(call)) return undefined;
  const said = bestOf(speech);
  return {
    call,
    ...askingOf(query),
    ...(typeof from === 'string' && { from }),
    ...(typeof to === 'string' && { to }),
    ...(typeof digits === 'string' && { keys: digits.replace(/#.*$/, '') }),
    // The key that ends a number is not among its digits.
    ...(reason === 'dtmfDetected' && /^(?:#|$)/.test(String(digits ?? '')) && { hashAlone: true as const }),
    ...(typeof said?.transcript === 'string' && {
      speech: said.transcript,
      ...confidenceOf(said.confidence),
    }),
    ...(typeof dialled === 'string' && { dialled: dialled === 'completed' ? 'answered' : 'failed' }),
  };
}

/** The best guess of the recogniser. */
function bestOf(speech: unknown): { transcript?: unknown; confidence?: unknown } | undefined {
  const { alternatives } = (speech ?? {}) as { alternatives?: unknown };
  return Array.isArray(alternatives) ? (alternatives[0] ?? undefined) : undefined;
}

type Verb = Readonly<Record<string, unknown>> & { readonly verb: string };

/** The prompt as jambonz verbs. */
export function verbsOf(prompt: Prompt, { insurer, base }: Return): Verb[] {
  const { next, nonce, locale } = prompt;
  const actionHook = (asking: Asking = {}) => ({
    url: addressOf(base, { nonce, ...asking }),
    method: 'POST',
  });
  const synthesizer = insurer.phone.voices[locale].jambonz;
  const said = prompt.say.length > 0 ? [{ text: ssmlOf(prompt, insurer), synthesizer }] : [];
  const say = said.map((one) => ({ verb: 'say', ...one }));
  switch (next.do) {
    case 'ask':
      return [
        {
          verb: 'gather',
          actionHook: actionHook(),
          input: next.speech ? ['digits', 'speech'] : ['digits'],
          bargein: next.speech !== undefined,
          dtmfBargein: true,
          // Without a word for so long, the hook is told `timeout`.
          timeout: next.silenceSeconds,
          ...(next.keys === 'key'
            ? { numDigits: 1 }
            : { finishOnKey: '#', interDigitTimeout: betweenKeysSeconds, maxDigits: 40 }),
          ...(next.speech && {
            recognizer: {
              vendor: synthesizer.vendor,
              language: synthesizer.language,
              hints: next.speech.hints.slice(0, 100),
            },
          }),
          ...(said[0] && { say: said[0] }),
        },
      ];
    case 'dial':
      return [
        ...say,
        {
          verb: 'dial',
          actionHook: actionHook(),
          answerOnBridge: true,
          target: [{ type: 'phone', number: next.number }],
        },
      ];
    case 'wait':
      return [
        ...say,
        { verb: 'pause', length: next.seconds },
        {
          verb: 'redirect',
          actionHook: actionHook(prompt.waited === undefined ? {} : { waited: prompt.waited }),
        },
      ];
    case 'hang-up':
      return [...say, { verb: 'hangup' }];
  }
}

/**
 * One text of all sentences: slower where it is written down, with a short pause after each. A prompt that keys may
 * interrupt has one synthesizer, so a sentence of another language takes its own voice within the text.
 */
function ssmlOf({ say, locale }: Prompt, { phone: { voices } }: Insurer): string {
  const said = say.map(({ text, slowly, locale: own = locale }) => {
    const words = inVoice(escaped(text), voices[own].jambonz, voices[locale].jambonz);
    return slowly
      ? `<prosody rate="slow">${words}</prosody><break time="400ms"/>`
      : `${words}<break time="200ms"/>`;
  });
  return `<speak>${said.join(' ')}</speak>`;
}

type Voice = Insurer['phone']['voices'][Locale]['jambonz'];

/** Whose texts may name another voice of theirs; Amazon’s change the language only. Any other reads all in one voice. */
const voiced: Readonly<Record<string, (words: string, voice: Voice) => string>> = {
  google: (words, { voice }) => `<voice name="${voice}">${words}</voice>`,
  microsoft: (words, { voice }) => `<voice name="${voice}">${words}</voice>`,
  aws: (words, { language }) => `<lang xml:lang="${language}">${words}</lang>`,
};

function inVoice(words: string, own: Voice, prompts: Voice): string {
  const isOther = own.voice !== prompts.voice && own.vendor === prompts.vendor;
  return (isOther && voiced[own.vendor]?.(words, own)) || words;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string) => text.replaceAll(/[&<>]/g, (mark) => entities[mark]!);
