import type { Locale } from '../../machines/envelope.ts';

/** One thing said. `slowly` for what is written down while listening: numbers, codes. */
export interface Spoken {
  readonly text: string;
  readonly slowly?: true;
  /** Its own language, where it is not the prompt’s: said in that language’s voice. */
  readonly locale?: Locale;
}

/** What the caller may send next. */
export interface Ask {
  readonly do: 'ask';
  /** `key`: one key answers. `number`: several, ended by `#` or by a pause. */
  readonly keys: 'key' | 'number';
  /** Words heard as well, in favour of these. Undefined where a code is asked: keys only. */
  readonly speech?: { readonly hints: readonly string[] };
  /** Without a key or a word for so long, the answer is silence. */
  readonly silenceSeconds: number;
}

/** Silence between two keys after which a number is complete, in seconds: elderly hands take their time. */
export const betweenKeysSeconds = 6;

/** Put through. What it costs has been said. `number` is E.164. */
interface Dial {
  readonly do: 'dial';
  readonly number: string;
}

/**
 * What a caller hears and may do next, without a provider: the one translation that every encoder writes in its
 * own way. Plain data, so that a repeated webhook is answered with the same (P11).
 */
export interface Prompt {
  readonly locale: Locale;
  readonly say: readonly Spoken[];
  readonly next: Ask | Dial | { readonly do: 'wait'; readonly seconds: number } | { readonly do: 'hang-up' };
  /** The one-use name of this question: part of the address the answer is sent to. */
  readonly nonce: string;
  /** How often the question will have been fetched again by then. */
  readonly waited?: number;
}

/** What a provider told us, without the provider. */
export interface Heard {
  /** The provider's own id of the call. */
  readonly call: string;
  /** The question this answers; none at the beginning of a call. */
  readonly nonce?: string;
  readonly from?: string;
  /** The number that was called, as the provider writes it. */
  readonly to?: string;
  /** As pressed, without the final `#`. */
  readonly keys?: string;
  /** A # and nothing before it. */
  readonly hashAlone?: true;
  /** The keys ended by a pause and not by `#`, where the provider tells one from the other. */
  readonly paused?: true;
  readonly speech?: string;
  /** How sure the provider is of it, from 0 to 1, where it says so. */
  readonly confidence?: number;
  /** How a call that was put through went. */
  readonly dialled?: 'answered' | 'failed';
  /** How often this same question has been fetched again while its answer was not ready. */
  readonly waited?: number;
}

/** As a provider says it. Recognisers that cannot say write 0. */
export const confidenceOf = (given: unknown): Pick<Heard, 'confidence'> => {
  const confidence = Number(given);
  return confidence > 0 && confidence <= 1 ? { confidence } : {};
};
