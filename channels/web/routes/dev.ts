import type { FastifyInstance } from 'fastify';
import { browserOf, pageScope, sendPage, type Web } from '../context.ts';
import { html } from '../render/html.ts';
import { layout } from '../render/layout.ts';
import { judge } from '../same-origin.ts';
import type { DevTools, OutboxView } from '../types.ts';
import { problem } from './errors.ts';
import { bodyOf, formTokenField } from './form.ts';

/**
 * The development outbox: everything that left the product, newest first, and the clock. Exists outside
 * production only. In French and English alike it is a tool of ours, so its words are not a member's words.
 */
export function devRoutes(app: FastifyInstance, web: Web, dev: DevTools): void {
  const described = { schema: { summary: 'All that was sent, as a page', tags: ['development'] } };
  app.get('/dev/outbox', described, async (request, reply) => {
    const scope = pageScope(web, request, reply);
    const main = outboxPage(await dev.outbox(), {
      now: new Date(scope.now).toISOString(),
      token: formTokenField(browserOf(web, request, reply)),
    });
    return sendPage(
      reply,
      layout(scope, { title: 'Outbox', main, flow: 'development', state: 'outbox', wide: true }),
    );
  });

  app.get('/dev/mails/:id', async (request, reply) => {
    const mail = (await dev.outbox()).mails.find(({ id }) => id === (request.params as { id: string }).id);
    if (!mail) return problem(web, request, reply, { id: 'missing', status: 404 });
    // A mail is styled in line, as mails are; it gets a policy of its own, in which nothing runs.
    reply.header(
      'content-security-policy',
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
    );
    reply.header('x-frame-options', 'sameorigin');
    return sendPage(reply, mail.html);
  });

  const content = (type: string) => ({ [type]: { schema: { type: 'string' } } });
  const letter = {
    schema: {
      summary: 'A letter of the outbox, as PDF',
      tags: ['development'],
      response: {
        200: { description: 'The letter.', content: content('application/pdf') },
        404: { description: 'There is no such letter: a page that says so.', content: content('text/html') },
      },
    },
  };
  app.get('/dev/letters/:file', letter, async (request, reply) => {
    const { file } = request.params as { file: string };
    const pdf = file.endsWith('.pdf') ? await dev.pdf(file.slice(0, -'.pdf'.length)) : undefined;
    if (!pdf) return problem(web, request, reply, { id: 'missing', status: 404 });
    return reply.type('application/pdf').header('cache-control', 'no-store').send(Buffer.from(pdf));
  });

  app.post('/dev/outbox', async (request, reply) => {
    const body = bodyOf(request);
    const browser = web.cookies.browser.get(request);
    if (judge({ headers: request.headers, publicUrl: web.publicUrl, browser, token: body.form }) !== 'ours')
      return problem(web, request, reply, { id: 'foreign', status: 403 });
    const seconds = Number(body.advanceSeconds);
    if (body.do === 'reset') await dev.reset();
    else if (Number.isFinite(seconds) && seconds > 0) await dev.advance(seconds);
    return reply.redirect('/dev/outbox', 303);
  });
}

function outboxPage(
  { mails, letters, sms, checks }: OutboxView,
  { now, token }: { now: string; token: string },
): string {
  return html`<div class="card"><h1>Outbox</h1><p>Development only: what was sent, newest first. Clock: <strong>${now}</strong></p>
<form method="post" class="answers">!${token}<p class="field"><label for="advanceSeconds">Advance the clock by (seconds)</label><input id="advanceSeconds" name="advanceSeconds" type="text" inputmode="numeric" value="60"></p><button type="submit" class="secondary">Advance</button></form>
<form method="post">!${token}<button type="submit" name="do" value="reset" class="quiet">Restore the demo data</button></form></div>
!${section('Mails', mails, (mail) => html`<article class="mail"><h3>${mail.subject}</h3><p>${mail.to}</p><pre>${mail.text}</pre><details><summary>As HTML</summary><iframe src="/dev/mails/${encodeURIComponent(mail.id)}" sandbox title="${mail.subject}"></iframe></details></article>`)}
!${section('Letters', letters, (letter) => html`<article class="mail"><h3>${letter.addressLines[0] ?? ''}, ${letter.tenant}, ${letter.status}</h3><p><a href="/dev/letters/${encodeURIComponent(letter.id)}.pdf">PDF</a></p><pre>${letter.text}</pre></article>`)}
!${section('SMS', sms, (one) => html`<article class="mail"><h3>${one.to}</h3><pre>${one.text}</pre></article>`)}
!${section('Image checks', checks, (check) => html`<article class="mail"><h3>${check.answer}</h3></article>`)}`;
}

function section<Item>(title: string, items: readonly Item[], draw: (item: Item) => string): string {
  const body = items.length === 0 ? '<p>–</p>' : items.toReversed().map(draw).join('');
  return html`<div class="card"><h2>${title}</h2>!${body}</div>`;
}
