import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Received } from '../bot.ts';
import { storedAs } from '../directline/desk.ts';
import { lineId, longestMessage, sendSimple } from './simple-page.ts';
import { type ChatPages, type Visit, visitOf } from './visit.ts';

/** Messages from one source in a minute: several people behind one address, typing fast. */
const messagesPerMinute = 120;

/** The conversation by forms: a message is a POST, the page after it always another GET. */
export function simpleRoutes(app: FastifyInstance, pages: ChatPages): void {
  app.get('/:tenant/chat/simple', (request, reply) => {
    const seen = lastSeen(request);
    if (seen === undefined) return sendSimple(pages, visitOf(pages, request, reply), request, reply);
    // A link that led to a place of this same page would only scroll: no browser asks for it again.
    const { id } = pages.host.insurerOf(request);
    return reply.redirect(`/${id}/chat/simple#${lineId(seen + 1)}`, 303);
  });

  app.post(
    '/:tenant/chat/simple',
    { config: { rateLimit: { max: messagesPerMinute, timeWindow: 60_000 } } },
    async (request, reply) => {
      const { host } = pages;
      if (!host.isOurs(request)) return host.foreign(request, reply, host.insurerOf(request));
      const visit = visitOf(pages, request, reply);
      const message = messageOf(pages, visit, request);
      if (message) await pages.bot.receive(message);
      return reply.redirect(`/${visit.insurer.id}/chat/simple#suite`, 303);
    },
  );

  app.post('/:tenant/chat/new', async (request, reply) => {
    const { host, cookie } = pages;
    const insurer = host.insurerOf(request);
    if (!host.isOurs(request)) return host.foreign(request, reply, insurer);
    cookie.forget(reply, insurer.id);
    return reply.redirect(`/${insurer.id}/chat`, 303);
  });
}

/** The last line that whoever asks what is new has before them. */
function lastSeen(request: FastifyRequest): number | undefined {
  const { vu } = request.query as Record<string, unknown>;
  return typeof vu === 'string' && /^\d{1,9}$/.test(vu) ? Number(vu) : undefined;
}

/** What a form says, as the bot takes it. An empty one says nothing. */
function messageOf(pages: ChatPages, { party }: Visit, request: FastifyRequest): Received | undefined {
  const body = (request.body ?? {}) as Record<string, unknown>;
  const field = (name: string) => {
    const value = body[name];
    return typeof value === 'string' ? value.trim().slice(0, longestMessage) : '';
  };
  const [text, choice] = [field('text'), field('choice')];
  if (!text && !choice && !field('begin')) return undefined;
  const opens = !text && !choice;
  return {
    conversation: storedAs(party),
    channel: 'directline',
    id: opens ? 'open' : `form:${field('message')}`,
    tenant: party.tenant,
    locale: party.locale,
    origin: pages.originOf(request, 'chat'),
    ...(choice ? { choice } : text ? { text } : {}),
  };
}
