import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Guest } from '../../page-host.ts';
import { lifetimesMs } from '../directline/chat-tokens.ts';
import { conversationCookie } from './conversation-cookie.ts';
import { serveDrawings } from './drawings.ts';
import { messageFields, messageForm, sendSimple } from './simple-page.ts';
import { simpleRoutes } from './simple-routes.ts';
import { type ChatAssets, type ChatPageOptions, type ChatPages, visitOf } from './visit.ts';
import { serveWidget, widgetUrl } from './widget.ts';
import { widgetPage } from './widget-page.ts';

/** Keys to the conversation asked by one source in ten minutes: each may begin one. */
const keysPerWindow = 300;
const windowMs = 600_000;

/**
 * `/{tenant}/chat`: Microsoft's Web Chat on our Direct Line; `/{tenant}/chat/simple`: the same conversation by
 * plain forms. Where the widget is not installed, the first shows the second.
 */
export function chatPages(options: ChatPageOptions): Guest {
  return async (app, host) => {
    const assets = serveAssets(app);
    const cookie = conversationCookie(options.tokens, options.secureCookies);
    const pages: ChatPages = { ...options, host, cookie, assets };
    await serveWidget(app);
    serveDrawings(app, options.pictures);
    simpleRoutes(app, pages);

    app.get('/:tenant/chat', async (request, reply) => {
      const visit = visitOf(pages, request, reply);
      if (widgetUrl === undefined) return sendSimple(pages, visit, request, reply);
      reply.header('content-security-policy', policy(reply, options.publicUrl));
      const formFields = host.formFields(request, reply);
      const main = widgetPage(visit, {
        formFields,
        plainForm: messageForm(messageFields(formFields, options.tokens), visit),
        nonce: reply.cspNonce,
        widget: widgetUrl,
        assets,
      });
      return host.send(request, reply, {
        insurer: visit.insurer,
        title: visit.say('title'),
        main,
        // The widget leads on without another page: what it shows is in its messages.
        flow: 'chat',
        state: 'live',
        wide: true,
      });
    });

    app.post(
      '/:tenant/chat/key',
      { config: { rateLimit: { max: keysPerWindow, timeWindow: windowMs } } },
      async (request, reply) => {
        if (!host.isOurs(request)) return host.foreign(request, reply, host.insurerOf(request));
        const { party } = visitOf(pages, request, reply);
        return reply.header('cache-control', 'no-store').send({
          conversationId: party.conversation,
          token: options.tokens.issue(party, 'talk'),
          expires_in: lifetimesMs.talk / 1000,
          user: party.user,
        });
      },
    );
  };
}

/**
 * As on the other pages, and what Web Chat needs beside it: its stylesheets are made by script with our nonce,
 * one of them empty (hence the hash of nothing); the stream is a WebSocket; pictures may be blobs.
 */
function policy({ cspNonce }: FastifyReply, publicUrl: string): string {
  const own = new URL(publicUrl).origin;
  return [
    "default-src 'none'",
    `script-src 'nonce-${cspNonce.script}'`,
    `style-src 'nonce-${cspNonce.style}' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='`,
    `img-src 'self' ${own} data: blob:`,
    "font-src 'self'",
    `connect-src 'self' ${own} ${own.replace(/^http/, 'ws')}`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

function serveAssets(app: FastifyInstance): ChatAssets {
  const serve = (name: string, type: string) => {
    const body = readFileSync(join(import.meta.dirname, 'public', name));
    const hash = createHash('sha256').update(body).digest('base64url').slice(0, 10);
    app.get(`/chat/${name}`, (request, reply) => {
      const isCurrent = (request.query as { v?: string }).v === hash;
      return reply
        .type(type)
        .header('cache-control', isCurrent ? 'public, max-age=31536000, immutable' : 'no-cache')
        .send(body);
    });
    return `/chat/${name}?v=${hash}`;
  };
  return {
    script: serve('chat.js', 'text/javascript; charset=utf-8'),
    style: serve('chat.css', 'text/css; charset=utf-8'),
  };
}
