import type { FastifyReply, FastifyRequest } from 'fastify';
import { CheckFirst, StaleTurn } from '../../machines/errors.ts';
import { meaningOf, sendMeaning } from '../problems.ts';
import { noteWhy } from '../why-failed.ts';
import type { Problem } from './schemas.ts';

/** Every error of the channel ends here: said by its code, never with a stack, never with what was sent. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const meaning = meaningOf(error);
  noteWhy(request, error);
  if (meaning.status === 500) request.log.error({ reqId: request.id, err: error }, 'a request failed');
  return sendMeaning(reply, meaning, extraOf(error));
}

function extraOf(error: unknown): Partial<Problem> {
  if (error instanceof StaleTurn) return { view: error.view };
  return error instanceof CheckFirst ? { check: error.check } : {};
}

export function sendNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem({ statusCode: 404 }, request, reply);
}
