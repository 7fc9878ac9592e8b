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
