import type { Insurer } from '../../../machines/domain/insurer.ts';
import type { Locale } from '../../../machines/envelope.ts';
import type {
  About,
  Understanding,
  Understood,
  Urgency,
} from '../../conversation/understanding/understanding.ts';
import type { Typed } from '../call-state.ts';
import type { Spoken } from '../prompt.ts';
import type { WordId } from '../words.ts';
import type { Obeyed } from './commanded.ts';

/**
 * What an answer on the telephone means for the question that was asked; `bereaved`: a death was told with it; `second`:
 * another wish was.
 */
export type Meaning = Meant & { readonly bereaved?: true; readonly second?: true };

export type Meant =
  | Obeyed
  /** `spoken`: heard, not pressed, so it is read back. */
  | { readonly kind: 'value'; readonly typed: Typed; readonly value: string; readonly spoken?: true }
  /** The beginning of a number: the rest is to come. */
  | { readonly kind: 'part'; readonly typed: Typed; readonly value: string; readonly spoken?: true }
  | { readonly kind: 'door'; readonly door: string }
  /** One of these, perhaps: the caller is asked which. */
  | { readonly kind: 'doors'; readonly doors: readonly string[] }
  /** What cannot be taken back, said in other words than its own. */
  | { readonly kind: 'weighed'; readonly choice: string }
  /** Danger to life comes before everything; then someone in hospital (D13). */
  | { readonly kind: 'urgent'; readonly urgency: Urgency }
  /** Whom they are talking to, and what becomes of what they say. */
  | { readonly kind: 'about'; readonly about: About }
  /** What is this number, and where does it stand? */
  | { readonly kind: 'help'; readonly typed: Typed }
  /** « La lettre H », where these are the letters there are. */
  | { readonly kind: 'no-such-mark'; readonly marks: readonly string[] }
  | { readonly kind: 'miss'; readonly why: WordId };

export interface Ears {
  readonly locale: Locale;
  readonly nir: string | undefined;
  readonly insurer: Insurer;
  readonly understanding: Understanding | undefined;
  /** What was said with the question and before it. */
  readonly told: readonly Spoken[];
}

/** What was said, as it was understood, besides. */
export interface Listening extends Ears {
  readonly wish: Understood | undefined;
}

export const miss = (why: WordId): Meaning => ({ kind: 'miss', why });
