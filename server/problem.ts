import type { FastifyError, FastifyReply } from 'fastify';
import { type RefusalCode, Refused, TooMany } from '../machines/errors.ts';
import { HasherOverloaded } from '../machines/ports/password-hasher.ts';
import { StoreUnavailable } from '../machines/ports/store.ts';

/** What a refused request is told, as RFC 9457 has it. `code` is stable, `detail` is for people. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly retryAfterSeconds?: number;
}

const statusOf: Readonly<Partial<Record<RefusalCode, number>>> = {
  'session-unknown': 401,
  'version-unknown': 401,
  'tenant-unknown': 404,
  'flow-unknown': 404,
  'link-spent': 404,
  'link-expired': 404,
  'code-unknown': 404,
};

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
};

/** How long a client should leave a store or a queue in peace. */
const awaySeconds = 2;

/** Each kind of error by what its caller must do. Only what is not known here is a 500, and says nothing. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refused)
    return { status: statusOf[error.code] ?? 400, code: error.code, detail: error.message };
  if (error instanceof TooMany)
    return {
      status: 429,
      code: 'too-many',
      detail: error.message,
      retryAfterSeconds: error.retryAfterSeconds,
    };
  if (error instanceof HasherOverloaded) {
    const retryAfterSeconds = Math.max(1, Math.ceil(error.retryAfterSeconds));
    return {
      status: 503,
      code: 'unavailable',
      detail: 'too many verifications are waiting',
      retryAfterSeconds,
    };
  }
  if (error instanceof StoreUnavailable) return unavailable('the store does not answer');
  return problemOfRequest(error as FastifyError);
}

/** What the HTTP server itself refuses. Its parsers' own words may quote the body, so ours are used (P13). */
function problemOfRequest({ statusCode = 500, code = '', validation, message }: FastifyError): Problem {
  if (validation) return { status: 400, code: 'malformed', detail: message };
  if (statusCode === 413)
    return { status: 413, code: 'too-large', detail: 'the body is larger than this address takes' };
  if (statusCode === 415)
    return { status: 415, code: 'media-type', detail: 'this content type is not taken here' };
  if (statusCode === 429)
    return {
      status: 429,
      code: 'too-many',
      detail: 'too many requests from this source',
      retryAfterSeconds: 60,
    };
  if (statusCode === 503) return unavailable('the server is overloaded or stopping');
  if (statusCode >= 400 && statusCode < 500) {
    const detail = code.includes('BODY') ? 'the body is not what its type says' : 'the request is malformed';
    return { status: statusCode, code: 'malformed', detail };
  }
  return { status: 500, code: 'defect', detail: 'this should not have happened; it has been noted' };
}

function unavailable(detail: string): Problem {
  return { status: 503, code: 'unavailable', detail, retryAfterSeconds: awaySeconds };
}

export function sendProblem(reply: FastifyReply, told: Problem): FastifyReply {
  const { status, code, detail, retryAfterSeconds } = told;
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="guichet"');
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  return reply
    .code(status)
    .type('application/problem+json; charset=utf-8')
    .send({
      type: `urn:guichet:problem:${code}`,
      title: titles[status] ?? 'Internal Server Error',
      status,
      code,
      detail,
    });
}
