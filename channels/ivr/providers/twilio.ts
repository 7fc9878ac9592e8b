import { lazily } from '../../../machines/engine/lazily.ts';
import { type Locale, localeTags } from '../../../machines/envelope.ts';
import { betweenKeysSeconds, confidenceOf, type Heard, type Prompt, type Spoken } from '../prompt.ts';
import { type Asking, addressOf, askingOf } from './addresses.ts';
import type { KnownProvider, Provider, Return } from './provider.ts';

/** Calls by Twilio: signed forms in, TwiML out. */
export const twilio: KnownProvider = { id: 'twilio', secretIn: 'TWILIO_AUTH_TOKEN', with: withToken };

/** Where a call that is over has got to. */
const ends: readonly unknown[] = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];

function withToken(token: string): Provider {
  const loaded = lazily(loadTwilio);
  return {
    id: twilio.id,
    title: 'Twilio',
    receives: 'application/x-www-form-urlencoded',
    answers: { name: 'TwiML', type: 'text/xml', schema: { type: 'string' } },
    async sign({ url, body }) {
      const { getExpectedTwilioSignature } = await loaded();
      const params = Object.fromEntries(new URLSearchParams(body));
      return { 'x-twilio-signature': getExpectedTwilioSignature(token, url, params) };
    },
    async read({ url, query, headers, body: form }) {
      const body: TwilioBody = Object.fromEntries(new URLSearchParams(form));
      const signature = headers['x-twilio-signature'];
      const signed = signedByTwilio(await loaded(), token, { url, body, signature });
      const heard = signed ? heardFromTwilio(body, query) : undefined;
      return heard && { heard, ended: ends.includes(body.CallStatus) };
    },
    write: async (prompt, to) => (await loaded()).twimlOf(prompt, to),
  };
}

type Voice = typeof import('twilio/lib/twiml/VoiceResponse.js');
type Response = InstanceType<Voice>;
type Speaking = Pick<ReturnType<Response['gather']>, 'say'>;

/** Twilio's own library, loaded at the first call: the voice documents and the signature, nothing else of it. */
export async function loadTwilio() {
  const [voice, webhooks] = await Promise.all([
    import('twilio/lib/twiml/VoiceResponse.js'),
    import('twilio/lib/webhooks/webhooks.js'),
  ]);
  return {
    twimlOf: twimlWriter(constructorOf(voice as unknown as { default: unknown }) as Voice),
    validateRequest: webhooks.validateRequest,
    getExpectedTwilioSignature: webhooks.getExpectedTwilioSignature,
  };
}
type Twilio = Awaited<ReturnType<typeof loadTwilio>>;

/** A CommonJS module of an ES class comes wrapped once or twice. */
const constructorOf = ({ default: inner }: { default: unknown }): unknown =>
  typeof inner === 'function' ? inner : (inner as { default: unknown }).default;

type TwilioBody = Readonly<Record<string, string>>;

/** By Twilio's own function, over the public address and the sorted body. Constant time is theirs. */
export const signedByTwilio = (
  { validateRequest }: Pick<Twilio, 'validateRequest'>,
  token: string,
  { url, body, signature }: { url: string; body: TwilioBody; signature: unknown },
): boolean => typeof signature === 'string' && validateRequest(token, signature, url, body);

/** What Twilio says of an answer, or undefined when it names no call. */
function heardFromTwilio(body: TwilioBody, query: unknown): Heard | undefined {
  const { CallSid, From, To, Digits, FinishedOnKey, SpeechResult, Confidence, DialCallStatus } = body;
  if (!CallSid || !/^[\w-]{1,64}$/.test(CallSid)) return undefined;
  return {
    call: CallSid,
    ...askingOf(query),
    ...(From !== undefined && { from: From }),
    ...(To !== undefined && { to: To }),
    ...(Digits !== undefined && { keys: Digits.replace(/#.*$/, '') }),
    // The key that ends a number is not among its digits.
    ...(((Digits === '' && FinishedOnKey === '#') || Digits?.startsWith('#')) && {
      hashAlone: true as const,
    }),
    ...(FinishedOnKey === '' && { paused: true as const }),
    ...(SpeechResult !== undefined && { speech: SpeechResult, ...confidenceOf(Confidence) }),
    ...(DialCallStatus !== undefined && {
      dialled: DialCallStatus === 'completed' || DialCallStatus === 'answered' ? 'answered' : 'failed',
    }),
  };
}

/** Documents kept for the next call that is asked the same: most callers hear the same menus. */
const mostKept = 128;
/** Stands for the question's one-use name, which is the first thing in a document that differs between two calls. */
const anyNonce = 'nonce-of-the-question';

/** Digits said one by one are somebody's: a code, a number to note, the end of a NIR (X18). */
const isForOne = ({ text, slowly }: Spoken) => slowly === true || /\d, \d/.test(text);

/**
 * Prompts as TwiML. Twilio's library takes longer to write one than the rest of the channel does for the turn, so
 * questions are written once; what is said to one caller only is not kept.
 */
function twimlWriter(VoiceResponse: Voice): (prompt: Prompt, to: Return) => string {
  const kept = new Map<string, string>();
  return (prompt, to) => {
    const { locale, say, next, nonce } = prompt;
    if (next.do !== 'ask' || say.some(isForOne)) return write(VoiceResponse, prompt, to);
    const key = JSON.stringify([to.base, locale, say, next]);
    const written = kept.get(key) ?? write(VoiceResponse, { ...prompt, nonce: anyNonce }, to);
    kept.delete(key);
    kept.set(key, written);
    if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
    return written.replace(anyNonce, () => nonce);
  };
}

function write(VoiceResponse: Voice, prompt: Prompt, { insurer, base }: Return): string {
  const response = new VoiceResponse();
  const { next, nonce } = prompt;
  const action = (asking: Asking = {}) => addressOf(base, { nonce, ...asking });
  const voice = (locale: Locale) => ({
    voice: insurer.phone.voices[locale].twilio,
    language: language({ locale }),
  });
  if (next.do === 'ask') {
    const gather = response.gather({
      action: action(),
      method: 'POST',
      input: next.speech ? ['dtmf', 'speech'] : ['dtmf'],
      // One time for the first key and for those after it.
      timeout: next.keys === 'key' ? next.silenceSeconds : Math.max(next.silenceSeconds, betweenKeysSeconds),
      // Silence is an answer too: else the call would end without a word.
      actionOnEmptyResult: true,
      bargeIn: true,
      ...(next.keys === 'key' ? { numDigits: 1, finishOnKey: '' } : { finishOnKey: '#' }),
      ...(next.speech && {
        language: language(prompt),
        speechTimeout: 'auto',
        ...(next.speech.hints.length > 0 && { hints: hintsOf(next.speech.hints) }),
      }),
    } as Parameters<Response['gather']>[0]);
    speak(gather, prompt, voice);
    return response.toString();
  }
  speak(response, prompt, voice);
  if (next.do === 'dial')
    response.dial({ action: action(), method: 'POST', answerOnBridge: true }, next.number);
  else if (next.do === 'wait') {
    response.pause({ length: next.seconds });
    response.redirect(
      { method: 'POST' },
      action(prompt.waited === undefined ? {} : { waited: prompt.waited }),
    );
  } else response.hangup();
  return response.toString();
}

const language = ({ locale }: Pick<Prompt, 'locale'>) => localeTags[locale];

/** Twilio takes a list of phrases separated by commas. */
const hintsOf = (hints: readonly string[]) =>
  hints
    .map((hint) => hint.replaceAll(/[,\s]+/g, ' ').slice(0, 100))
    .join(', ')
    .slice(0, 1_000);

/** One `<Say>` a sentence; what is to be written down is slower, with a pause after it. */
function speak(
  into: Speaking,
  { say, locale }: Pick<Prompt, 'say' | 'locale'>,
  voice: (locale: Locale) => object,
): void {
  for (const { text, slowly, locale: own = locale } of say) {
    const attributes = voice(own);
    if (!slowly) {
      into.say(attributes as never, text);
      continue;
    }
    const said = into.say(attributes as never);
    said.prosody({ rate: 'slow' }, text);
    said.break({ time: '400ms' });
  }
}
