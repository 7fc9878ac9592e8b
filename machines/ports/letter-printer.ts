import type { Locale } from '../envelope.ts';

export interface OutgoingLetter {
  /** Stable across retries; printed on the letter and used as its file name in the spool. */
  readonly id: string;
  readonly tenant: string;
  readonly locale: Locale;
  /** When the letter was asked for, epoch ms: its printed date, so that the same letter gives the same bytes. */
  readonly requestedAt: number;
  /** At most 6 lines of 38 characters, the last in capitals (NF Z10-011). */
  readonly addressLines: readonly string[];
  readonly recipient: string;
  /** The posted code in clear. It stands nowhere else than on this letter (P13). Empty where the letter only tells. */
  readonly code: string;
  /** Until when the code is good, epoch ms. */
  readonly codeExpiresAt: number;
  /** D04: the letter tells of this address, asked for or registered. */
  readonly email?: { readonly address: string; readonly registered: boolean };
}

/** Hands a letter to the print spool. The same id twice leaves one letter. */
export interface LetterPrinter {
  print(letter: OutgoingLetter): Promise<void>;
}
