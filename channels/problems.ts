import type { FastifyError, FastifyReply } from 'fastify';
import type { FastifySchemaValidationError } from 'fastify/types/schema.js';
import { CheckFirst, Overloaded, Refused, StaleTurn, TooMany } from '../machines/errors.ts';
import { StoreUnavailable } from '../machines/ports/store.ts';
import { byStatus, checkRequired, defect, refusals, staleTurn } from './problem-codes.ts';

export const problemType = 'application/problem+json';

/** What an error is to whoever called: the status, and how long to wait where waiting helps (RFC 9457). */
export interface Meaning {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly retryAfterSeconds?: number;
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** A lost store is usually back after an election or a restart. */
const storeRetrySeconds = 2;
/** The words of our schemas; anything else in a path was made up by the sender and is not repeated (P13). */
const ownPath =
  /^(?:\/(?:turn|answer|values|choice|flow|locale|token|resumeCode|nir|client|name|contact|email|status|advanceSeconds|id|do))*$/;

/** Each kind of error by what its caller must do. Only what is not known here is a 500, and says nothing. */
export function meaningOf(error: unknown): Meaning {
  if (error instanceof Refused)
    return { status: refusals[error.code], code: error.code, detail: error.message };
  if (error instanceof StaleTurn) return { status: 409, code: staleTurn, detail: error.message };
  if (error instanceof CheckFirst)
    return {
      ...named(429, error.retryAfterSeconds),
      code: checkRequired,
      detail: 'solve check.challenge and send the same again with humanCheck and checkToken, or wait',
    };
  if (error instanceof TooMany) return named(429, error.retryAfterSeconds);
  if (error instanceof Overloaded) return named(503, error.retryAfterSeconds);
  if (error instanceof StoreUnavailable) return named(503, storeRetrySeconds);
  const { statusCode = 500, validation } = error as Partial<FastifyError>;
  if (validation) return invalid(validation);
  if (statusCode >= 400 && statusCode < 500) return named(statusCode in byStatus ? statusCode : 400);
  if (statusCode === 503) return named(503, storeRetrySeconds);
  return { status: 500, code: defect, detail: 'this should not have happened; it has been noted' };
}

function named(status: number, retryAfterSeconds?: number): Meaning {
  const [code, detail] = byStatus[status]!;
  return {
    status: status === 414 ? 400 : status,
    code,
    detail,
    ...(retryAfterSeconds && { retryAfterSeconds }),
  };
}

/** A value of the wrong type is one that is not offered; anything else about the shape is malformed (contract). */
function invalid(errors: readonly FastifySchemaValidationError[]): Meaning {
  const offered = errors.find(({ instancePath }) => /^\/answer\/(values\/|choice$)/.test(instancePath));
  if (offered)
    return { status: 400, code: 'not-offered', detail: 'values are texts, true or false; a choice is an id' };
  const { instancePath = '', message = 'does not fit' } = errors[0] ?? {};
  const where = ownPath.test(instancePath) ? `body${instancePath} ${message}` : 'the body does not fit';
  return { status: 400, code: 'malformed', detail: `${where}: see /openapi.json` };
}

/** The one form in which a refusal leaves as JSON. */
export function sendMeaning(reply: FastifyReply, meaning: Meaning, extra: object = {}): FastifyReply {
  const { status, code, detail, retryAfterSeconds } = meaning;
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="guichet"');
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  else if (status === 429 && !reply.hasHeader('retry-after')) reply.header('retry-after', '60');
  const title = titles[status] ?? 'Error';
  const problem = { type: `urn:guichet:problem:${code}`, title, status, code, detail, ...extra };
  return reply.code(status).type(problemType).send(problem);
}
