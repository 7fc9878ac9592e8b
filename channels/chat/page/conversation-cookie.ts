import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Locale } from '../../../machines/envelope.ts';
import { type ChatTokens, type Party, TokenRefused } from '../directline/chat-tokens.ts';

/**
 * Which conversation a browser has open with an insurer: all its tabs show the same one, with the widget or
 * without. Lasts as long as the browser runs; out of reach of scripts.
 */
export interface ConversationCookie {
  /** The conversation of this browser, or a new one: its name is chosen here, nothing is stored for it. */
  party(request: FastifyRequest, reply: FastifyReply, about: { tenant: string; locale: Locale }): Party;
  /** The conversation is shown here no more; it goes on wherever else it is open. */
  forget(reply: FastifyReply, tenant: string): void;
}

export function conversationCookie(tokens: ChatTokens, secure: boolean): ConversationCookie {
  const name = (tenant: string) => `${secure ? '__Host-' : ''}guichet_chat_${tenant}`;
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;

  const known = (request: FastifyRequest, tenant: string): Party | undefined => {
    const value = request.cookies[name(tenant)];
    if (!value) return undefined;
    try {
      const party = tokens.read(value, 'page');
      return party.tenant === tenant ? party : undefined;
    } catch (error) {
      // Outdated, or of a server with other keys: a new conversation begins.
      if (error instanceof TokenRefused) return undefined;
      throw error;
    }
  };
  return {
    party(request, reply, { tenant, locale }) {
      const before = known(request, tenant);
      // The language of the page is that of the conversation from now on.
      const party = before ? { ...before, locale } : tokens.party({ tenant, locale, user: tokens.anyone() });
      void reply.setCookie(name(tenant), tokens.issue(party, 'page'), options);
      return party;
    },
    forget: (reply, tenant) => void reply.clearCookie(name(tenant), options),
  };
}
