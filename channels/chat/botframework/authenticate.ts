import type { Activity } from 'botbuilder';
import type { FastifyRequest } from 'fastify';
import type { Adapter, Authenticated } from './adapter.ts';
import { isLoopback } from './loopback.ts';
import { reasonOf } from './reason-of.ts';
import { Refusal } from './refusal.ts';
import type { BotFrameworkSettings } from './settings.ts';
import { isPlausible } from './token.ts';

/**
 * Before the body is even read: a request that cannot be right is refused with 401. Without an app, that is one
 * from elsewhere than this machine, or one with a token that nobody here can verify; an empty « Bearer » is none.
 */
export function refuseImplausible(request: FastifyRequest, { app }: BotFrameworkSettings): void {
  const { authorization } = request.headers;
  if (app) {
    if (!isPlausible(authorization, app.id, Date.now())) throw unauthorized();
    return;
  }
  const bare = authorization === undefined || /^(bearer)?\s*$/i.test(authorization);
  if (!bare || !isFromThisMachine(request)) throw unauthorized();
}

/**
 * A tunnel or a proxy on this machine speaks from loopback for somebody who is not: it says so in a header. A page
 * elsewhere may make a browser here ask this machine by a name of its own: then that name is in the header.
 */
function isFromThisMachine({ ip, socket, headers }: FastifyRequest): boolean {
  const forwarded = headers.forwarded ?? headers['x-forwarded-for'] ?? headers['x-forwarded-host'];
  const named = /^(.+?)(?::\d+)?$/.exec(headers.host ?? '')?.[1] ?? '';
  const isOwnName = named === 'localhost' || isLoopback(named.replace(/^\[|\]$/g, ''));
  return isOwnName && isLoopback(ip) && isLoopback(socket.remoteAddress ?? '') && forwarded === undefined;
}

/**
 * Verifies the token against the keys that the issuer publishes now. Throws a `Refusal`: 401 for a bad token
 * whatever is bad about it, 503 when the keys cannot be had, so that the sender tries again.
 */
export async function authenticate(
  adapter: Adapter,
  activity: Activity,
  authorization: string | undefined,
): Promise<Authenticated> {
  try {
    return await adapter.authenticate(activity, authorization ?? '');
  } catch (error) {
    if (isAboutTheToken(error)) throw unauthorized();
    throw new Refusal('503 KeysUnavailable', 'the keys of the issuer cannot be had now', {
      reason: reasonOf(error),
    });
  }
}

/** The names of jsonwebtoken's errors, and botbuilder's own with the status 401; others are about the network. */
function isAboutTheToken(error: unknown): boolean {
  const { name, statusCode } = error as { name?: string; statusCode?: number };
  return (
    statusCode === 401 || ['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError'].includes(name ?? '')
  );
}

function unauthorized(): Refusal {
  return new Refusal('401 Unauthorized', 'send a token of the Bot Service for this bot');
}
