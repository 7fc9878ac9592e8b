import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Insurer } from '../../../machines/domain/insurer.ts';
import { Overloaded, Refused, TooMany } from '../../../machines/errors.ts';
import { StoreUnavailable } from '../../../machines/ports/store.ts';
import { noteWhy } from '../../why-failed.ts';
import { pageScope, sendPage, type Web } from '../context.ts';
import { meantAddress } from '../paths.ts';
import { contactCards } from '../render/contacts.ts';
import { field } from '../render/field.ts';
import { html } from '../render/html.ts';
import { icons } from '../render/icons.ts';
import { card, layout } from '../render/layout.ts';
import { contactsOf } from './contact.ts';
import { bodyOf, kept } from './form.ts';
import { fieldsOf } from './typed.ts';

export interface Problem {
  /** Words `{id}.title` and, unless `text` names others, `{id}.text`. */
  readonly id:
    | 'foreign'
    | 'malformed'
    | 'too-long'
    | 'missing'
    | 'busy'
    | 'many'
    | 'changed'
    | 'broken'
    | 'expired'
    | 'cookies'
    | 'link.dead';
  readonly text?: string;
  readonly status: number;
  readonly insurer?: Insurer | undefined;
  readonly retryAfterSeconds?: number;
  /** Instead of the way to the door. */
  readonly further?: string;
  /** Before the ways on. */
  readonly typed?: string;
}

/** What went wrong, in words, with the way to go on and whom to call (P09). Never a stack. */
export function problem(web: Web, request: FastifyRequest, reply: FastifyReply, what: Problem): FastifyReply {
  const { id, status, insurer, retryAfterSeconds = 0 } = what;
  const scope = pageScope(web, request, reply, insurer);
  const { say } = scope;
  const title = say(`${id}.title`);
  const text = say(what.text ?? `${id}.text`, {
    seconds: retryAfterSeconds,
    at: scope.now + retryAfterSeconds * 1000,
  });
  if (retryAfterSeconds > 0) reply.header('retry-after', String(retryAfterSeconds));
  const way = html`<p class="answers"><a class="button primary" href="${insurer ? `/${insurer.id}/` : '/'}">${say('to-the-door')}</a></p>`;
  const main = card(
    title,
    html`<div class="error-summary" role="alert" tabindex="-1" autofocus>!${icons.alert}<div><p>${text}</p></div></div>!${what.typed ?? ''}!${what.further ?? way}`,
  );
  const aside = insurer ? contactCards(contactsOf(scope, 'person'), scope) : '';
  const page = { title, main, aside, flow: 'problem', state: id, failed: true, scripts: ['form.js'] };
  return sendPage(reply, layout(scope, page), status);
}

/** Errors by what the person can do about them. */
export function errorPages(app: FastifyInstance, web: Web): void {
  app.setErrorHandler((error, request, reply) => {
    const insurer = web.insurers.get((request.params as { tenant?: string } | null)?.tenant ?? '');
    noteWhy(request, error);
    if (error instanceof Refused) {
      const meant = request.method === 'GET' ? meantAddress(request.url, web.insurers) : undefined;
      return meant === undefined
        ? problem(web, request, reply, { id: 'missing', status: 404, insurer })
        : reply.redirect(meant, 308);
    }
    if (error instanceof TooMany)
      return problem(web, request, reply, {
        id: 'many',
        status: 429,
        insurer,
        retryAfterSeconds: error.retryAfterSeconds,
      });
    if (error instanceof Overloaded || error instanceof StoreUnavailable) {
      const retryAfterSeconds = error instanceof Overloaded ? error.retryAfterSeconds : 5;
      return problem(web, request, reply, {
        id: 'busy',
        status: 503,
        insurer,
        retryAfterSeconds,
        further: sendAgain(web, request, reply, insurer),
      });
    }
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    // The rate limit has set the header.
    if (status === 429) {
      const retryAfterSeconds = Number(reply.getHeader('retry-after')) || 60;
      return problem(web, request, reply, { id: 'many', status, insurer, retryAfterSeconds });
    }
    if (status < 500)
      return problem(web, request, reply, { id: status === 413 ? 'too-long' : 'malformed', status, insurer });
    request.log.error({ reqId: request.id, err: error }, 'a page failed');
    return problem(web, request, reply, { id: 'broken', status: 500, insurer });
  });
}

/**
 * The same question again, to be sent when the queue is shorter: nothing was taken, so it still has its turn.
 * What was typed is kept; secrets are typed anew.
 */
function sendAgain(web: Web, request: FastifyRequest, reply: FastifyReply, insurer?: Insurer): string {
  const scope = pageScope(web, request, reply, insurer);
  if (request.method !== 'POST' || !insurer)
    return html`<p class="answers"><a class="button primary" href="${scope.path}">${scope.say('begin-again')}</a></p>`;
  const body = bodyOf(request);
  const typed = kept(body);
  const silent = ['session', 'turn', 'begin', 'form', 'choice', 'humanCheck'].filter(
    (name) => body[name] !== undefined,
  );
  return html`<form method="post" action="${scope.path}" class="question" novalidate>
!${silent.map((name) => html`<input type="hidden" name="${name}" value="${body[name]}">`)}
!${fieldsOf(web, scope, insurer, body).map((view) => field(view, { typed: typed[view.name] }, scope))}
<button type="submit" class="primary">${scope.say('send-again')}</button></form>`;
}
