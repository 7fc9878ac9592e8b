/** Errors by what the caller must do. Channels map each to their own form once; none carries a secret. */
import type { View } from './envelope.ts';

export type RefusalCode =
  | 'not-offered'
  | 'malformed'
  | 'session-unknown'
  | 'tenant-unknown'
  | 'flow-unknown'
  | 'token-needed'
  | 'link-spent'
  | 'link-expired'
  | 'code-unknown'
  | 'not-found'
  | 'version-unknown';

/** The request as it stands will never be accepted; nothing has changed. */
export class Refused extends Error {
  override name = 'Refused';
  readonly code: RefusalCode;
  constructor(code: RefusalCode, detail: string) {
    super(detail);
    this.code = code;
  }
}

/** The answer is to a question that is no longer asked; `view` is the one that is. Nothing has changed. */
export class StaleTurn extends Error {
  override name = 'StaleTurn';
  readonly view: View;
  constructor(view: View) {
    super('this question is no longer the one being asked');
    this.view = view;
  }
}

/** A queue of this machine is full. Answer 503 with `Retry-After`; nothing was verified or counted. */
export class Overloaded extends Error {
  override name = 'Overloaded';
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number, what = 'too much is waiting') {
    super(what);
    this.retryAfterSeconds = Math.max(1, Math.ceil(retryAfterSeconds));
  }
}

/** Too many failures or requests from one source (X04, X22): try again after this many seconds. */
export class TooMany extends Error {
  override name = 'TooMany';
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number) {
    super('too many requests from this source');
    this.retryAfterSeconds = Math.max(1, Math.ceil(retryAfterSeconds));
  }
}

/** What to solve before a resume code is looked at (X11); `token` goes back with the solution. */
export interface ResumeCheck {
  readonly token: string;
  /** Proof of work, as altcha-lib v2 makes it. */
  readonly challenge: Record<string, unknown>;
}

/** Like `TooMany` for whoever can show no check; with one solved, the same request is taken at once. */
export class CheckFirst extends TooMany {
  override name = 'CheckFirst';
  readonly check: ResumeCheck;
  constructor(retryAfterSeconds: number, check: ResumeCheck) {
    super(retryAfterSeconds);
    this.check = check;
  }
}
