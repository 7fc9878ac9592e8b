import type { Answer, Locale, View } from '../envelope.ts';
import type { Origin } from '../flow.ts';
import type { Session } from './session.ts';

export interface Beginning {
  readonly tenant: string;
  readonly flow: string;
  readonly locale: Locale;
  readonly origin: Origin;
  /** What the flow is handed: the link it was opened with, the way it is shown. */
  readonly given?: Readonly<Record<string, unknown>>;
  /** `given` is proof of who they are: a hand-over does not pass it on (P14). */
  readonly proven?: true;
  /** Rest at least until this instant (X09: until the link's own expiry). */
  readonly restUntil?: number;
}

export interface AnswerRequest {
  readonly token: string;
  readonly turn: number;
  readonly answer: Answer;
  readonly origin: Origin;
  readonly locale?: Locale;
  /** A form shown before anything was stored: its first answer begins the session and answers it in one commit. */
  readonly begin?: Beginning;
}

export interface BegunElsewhere {
  readonly channel: string;
  readonly since: number;
}

export interface Step {
  readonly flow: string;
  readonly at: number;
  readonly of: number;
}

export interface Reply {
  readonly view: View;
  /** What was typed into fields that are not secret, for the same form again. Only ever for the web's own form. */
  readonly draft: Readonly<Record<string, string | boolean>>;
  readonly tenant: string;
  /** Where a flow counts its steps: at which of how many the session stands. */
  readonly step?: Step;
  /** For a holder who joined: the channel the session was begun on, and when (X20). */
  readonly begunElsewhere?: BegunElsewhere;
  /** This holder gave the proof: what follows is shown to nobody else who holds the session (X20, P14). */
  readonly provenHere?: true;
  /** It was begun by who was signed in: what was typed is theirs as long as they are. */
  readonly begunSignedIn?: true;
  /** The turn had been answered by another holder, or with something else: nothing of this answer counts (X20). */
  readonly answeredOtherwise?: true;
  /** Set for the holder whose answer signed in, and for the same answer sent again. */
  readonly connected?: NonNullable<Session['connected']>;
}
