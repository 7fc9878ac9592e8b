import type { FastifyRequest } from 'fastify';
import { Refused } from '../../machines/errors.ts';

const bearer = /^Bearer +([\w-]{1,128})$/i;

/** The session of `Authorization: Bearer {session}`. Anything else is no session. */
export function sessionOf({ headers }: FastifyRequest): string {
  const match = bearer.exec(headers.authorization ?? '');
  if (!match) throw new Refused('session-unknown', 'send the session as Authorization: Bearer');
  return match[1]!;
}
