import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Insurer } from '../../../machines/domain/insurer.ts';
import type { Locale } from '../../../machines/envelope.ts';
import type { Origin } from '../../../machines/flow.ts';
import { insurerArguments } from '../../../machines/messages/insurer-arguments.ts';
import type { Clock } from '../../../machines/ports/clock.ts';
import type { PageHost } from '../../page-host.ts';
import type { Bot } from '../bot.ts';
import type { ChatTokens, Party } from '../directline/chat-tokens.ts';
import type { ConversationCookie } from './conversation-cookie.ts';
import type { Pictures } from './drawings.ts';
import { sayIn } from './words.ts';

export interface ChatPageOptions {
  readonly bot: Bot;
  readonly tokens: ChatTokens;
  readonly clock: Clock;
  readonly pictures: Pictures;
  readonly publicUrl: string;
  readonly secureCookies: boolean;
  readonly originOf: (request: FastifyRequest, channel: string) => Origin;
}

/** What the routes of the pages share. */
export interface ChatPages extends ChatPageOptions {
  readonly host: PageHost;
  readonly cookie: ConversationCookie;
  readonly assets: ChatAssets;
}

/** Our own two files beside the widget, addressed by their content. */
export interface ChatAssets {
  readonly script: string;
  readonly style: string;
}

/** Who is on which page. */
export interface Visit {
  readonly insurer: Insurer;
  readonly locale: Locale;
  readonly party: Party;
  readonly say: ReturnType<typeof sayIn>;
}

/**
 * Whose conversation a request belongs to. Whoever has none gets one, and the cookie that leads to it: a request that
 * another site caused is refused before, or it would take the place of the conversation that is there.
 */
export function visitOf(pages: ChatPages, request: FastifyRequest, reply: FastifyReply): Visit {
  const insurer = pages.host.insurerOf(request);
  const locale = pages.host.localeOf(request, reply);
  const words = sayIn(locale);
  const args = insurerArguments(insurer, locale, pages.clock.now());
  return {
    insurer,
    locale,
    party: pages.cookie.party(request, reply, { tenant: insurer.id, locale }),
    say: (id, more) => words(id, { ...args, ...more }),
  };
}
