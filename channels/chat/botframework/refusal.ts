import { Overloaded, TooMany } from '../../../machines/errors.ts';
import { StoreUnavailable } from '../../../machines/ports/store.ts';

interface RefusalOptions {
  readonly retryAfterSeconds?: number;
  /** For the log: never what was sent or received. */
  readonly reason?: string;
}

/** A request that is not taken: told as the protocol's own `ErrorResponse`. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;
  readonly reason: string | undefined;

  /** `what` is the status and the code, as `503 Unavailable`. */
  constructor(
    what: `${number} ${string}`,
    message: string,
    { retryAfterSeconds, reason }: RefusalOptions = {},
  ) {
    super(message);
    const [status = '', code = ''] = what.split(' ');
    this.status = Number(status);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
    this.reason = reason;
  }
}

/** What is passing, for the sender to try again. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof TooMany)
    return new Refusal('429 TooMany', 'too many messages', { retryAfterSeconds: error.retryAfterSeconds });
  if (error instanceof StoreUnavailable || error instanceof Overloaded)
    return new Refusal('503 Unavailable', 'nothing was decided: send the same again later', {
      reason: error.name,
    });
  return undefined;
}
