import type { FastifyError, FastifyReply } from 'fastify';
import { Refused, type RefusalCode, TooMany } from '../machines/errors.ts';
import { HasherOverloaded } from '../machines/ports/password-hasher.ts';
import { StoreUnavailable } from '../machines/ports/store.ts';

/** What a refused request is told, as RFC 9457 has it. `code` is stable, `detail` is for people. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly retryAfterSeconds?: number;
}

const statusOf: Readonly<Partial<Record<RefusalCode, number>>> = {
  'session-unknown': 401,
  'tenant-unknown': 404,
  'flow-unknown': 404,
  'link-spent': 404,
  'link-expired': 404,
  'code-unknown': 404,
  'version-unknown': 409,
};

const titles: Readonly<Record<number, string>> = {
  400: 'The request cannot be understood',
  401: 'Not allowed without a valid token',
  404: 'There is nothing here',
  409: 'The request comes too late',
  413: 'The request is too large',
  415: 'This content type is not taken here',
  429: 'Too many requests from this source',
  500: 'Something went wrong here',
  503: 'Not available for the moment',
};

/** How long a client should leave a store or a queue in peace. */
const awaySeconds = 2;

export const problem = (status: number, code: string, detail: string, retryAfterSeconds?: number): Problem => ({
  status,
  code,
  title: titles[status] ?? 'The request is refused',
  detail,
  ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
});

/** Each kind of error by what its caller must do. Only what is not known here is a 500, and says nothing. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refused) return problem(statusOf[error.code] ?? 400, error.code, error.message);
  if (error instanceof TooMany) return problem(429, 'too-many', error.message, error.retryAfterSeconds);
  if (error instanceof HasherOverloaded)
    return problem(503, 'overloaded', 'too many verifications are waiting', error.retryAfterSeconds);
  if (error instanceof StoreUnavailable) return problem(503, 'store-away', 'the store does not answer', awaySeconds);
  const { statusCode = 500, validation, code } = error as FastifyError;
  if (validation) return problem(400, 'malformed', `${(error as Error).message}`);
  if (statusCode === 413) return problem(413, 'too-large', 'the body is larger than this address takes');
  if (statusCode === 415) return problem(415, 'unsupported-type', 'this content type is not taken here');
  if (statusCode === 429) return problem(429, 'too-many', 'too many requests from this source', 60);
  if (statusCode === 503) return problem(503, 'overloaded', 'the server is overloaded or stopping', awaySeconds);
  // The parser's own words may quote the body.
  if (statusCode >= 400 && statusCode < 500) return problem(statusCode, 'malformed', malformedBy(code));
  return problem(500, 'internal', 'the error has been noted');
}

function malformedBy(code: string | undefined): string {
  return code?.includes('BODY') ? 'the body is not what its content type says' : 'the request is malformed';
}

export function sendProblem(reply: FastifyReply, { retryAfterSeconds, ...told }: Problem): FastifyReply {
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  return reply
    .code(told.status)
    .type('application/problem+json; charset=utf-8')
    .send({ type: 'about:blank', ...told });
}
