import type { Challenge } from 'altcha-lib';
import type { View } from '../../machines/envelope.ts';

/**
 * What the server may say, as tests read it: every part under its name and none optional, because which of them are
 * there is what a test looks at. What is not listed here no test may rely on.
 */
export type Told = {
  readonly session: string;
  readonly view: ToldView;
  /** Problems (RFC 9457). */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly check: { readonly token: string; readonly challenge: Challenge };
  /** A hand-over. */
  readonly resumeCode: string;
  readonly token: string;
  readonly expiresAt: string;
  /** The admin API and what exists outside production only. */
  readonly now: string;
  readonly mails: readonly Record<'id' | 'to' | 'subject' | 'text' | 'html', string>[];
  readonly letters: readonly (Record<
    'id' | 'tenant' | 'pdf' | 'text' | 'code' | 'status' | 'requestedAt',
    string
  > & { readonly addressLines: readonly string[] })[];
  readonly sms: readonly Record<'id' | 'to' | 'text', string>[];
  readonly checks: readonly { readonly answer: string }[];
  readonly activations: readonly Record<'id' | 'nationalId' | 'qr' | 'addCode' | 'state', string>[];
  readonly accepted: number;
  readonly rejected: readonly { readonly line: number; readonly reason: string }[];
  readonly changed: number;
  readonly entries: readonly Record<string, string | number>[];
};

/** The question as it is shown, with the parts that some questions have. */
type ToldView = Required<View> & { readonly error: Required<NonNullable<View['error']>> };
