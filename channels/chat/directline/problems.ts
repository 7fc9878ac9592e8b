import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { Overloaded, Refused, TooMany } from '../../../machines/errors.ts';
import { StoreUnavailable } from '../../../machines/ports/store.ts';
import { noteWhy } from '../../why-failed.ts';
import { TokenRefused } from './chat-tokens.ts';

/** An error as Direct Line's clients know it. */
export const ErrorSchema = Type.Object(
  { error: Type.Object({ code: Type.String(), message: Type.String() }) },
  { title: 'DirectLineError' },
);

interface Meaning {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly retryAfterSeconds?: number;
}

/** Another site's page may not use this server's conversations. */
export class ForeignOrigin extends Error {
  override name = 'ForeignOrigin';
}

const storeRetrySeconds = 2;

/** 403 for an outdated token is what Microsoft's client asks for a new one on; 401 says that there was none. */
function meaningOf(error: unknown): Meaning {
  if (error instanceof TokenRefused)
    return {
      status: 403,
      code: error.why === 'expired' ? 'TokenExpired' : 'BadToken',
      message: error.message,
    };
  if (error instanceof ForeignOrigin)
    return { status: 403, code: 'BadOrigin', message: 'not from this page' };
  if (error instanceof Refused) return refused(error);
  if (error instanceof TooMany) return later(429, error.retryAfterSeconds);
  if (error instanceof Overloaded) return later(503, error.retryAfterSeconds);
  if (error instanceof StoreUnavailable) return later(503, storeRetrySeconds);
  const { statusCode = 500, validation } = error as Partial<FastifyError>;
  if (validation) return { status: 400, code: 'BadArgument', message: 'the body is not one we understand' };
  if (statusCode === 413)
    return { status: 413, code: 'MessageSizeTooBig', message: 'no message is that long' };
  if (statusCode === 429) return later(429);
  if (statusCode === 503) return later(503, storeRetrySeconds);
  if (statusCode >= 400 && statusCode < 500)
    return { status: statusCode, code: 'BadArgument', message: 'the request is not one we understand' };
  return { status: 500, code: 'ServiceError', message: 'this should not have happened; it has been noted' };
}

const statuses: Readonly<Partial<Record<Refused['code'], number>>> = {
  'session-unknown': 401,
  'tenant-unknown': 404,
  'code-unknown': 404,
};

const refused = ({ code, message }: Refused): Meaning => ({
  status: statuses[code] ?? 400,
  code: 'BadArgument',
  message,
});

const later = (status: 429 | 503, retryAfterSeconds?: number): Meaning => ({
  status,
  code: status === 429 ? 'TooManyRequests' : 'ServiceUnavailable',
  message: 'nothing was done: send the same again later',
  ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
});

/** Every error of the channel ends here: by its code, never with a stack, never with what was sent (P13). */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, code, message, retryAfterSeconds } = meaningOf(error);
  noteWhy(request, error);
  if (status === 500) request.log.error({ reqId: request.id, err: error }, 'a request failed');
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="guichet"');
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  const body: Static<typeof ErrorSchema> = { error: { code, message } };
  return reply.code(status).type('application/json').send(body);
}
