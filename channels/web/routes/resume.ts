import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from '../../../machines/errors.ts';
import {
  browserOf,
  membersInsurers,
  originOf,
  type PageScope,
  pageScope,
  sendPage,
  takeNotice,
  type Web,
} from '../context.ts';
import { errorText } from '../render/field.ts';
import { html } from '../render/html.ts';
import { icons } from '../render/icons.ts';
import { layout } from '../render/layout.ts';
import { judge } from '../same-origin.ts';
import { problem } from './errors.ts';
import { bodyOf, formTokenField } from './form.ts';

export interface ResumeForm {
  readonly browser: string;
  readonly action: string;
  /** The code just sent is not known. */
  readonly unknown: boolean;
}

/** Takes the code by which a session begun in a chat or a call goes on here (X11). It proves nothing. */
export function resumeForm({ say }: PageScope, { browser, action, unknown }: ResumeForm): string {
  const error = { id: 'code-unknown', text: say('notice.resume-unknown') };
  return html`<section class="resume"><h2>${say('resume.title')}</h2>
!${unknown ? html`<div class="error-summary" role="alert" tabindex="-1" autofocus>!${icons.alert}<div><p>${error.text}</p></div></div>` : ''}
<p>${say('resume.text')}</p>
<form method="post" action="${action}" class="question" novalidate>!${formTokenField(browser)}
<div class="field!${unknown ? ' wrong' : ''}"><label for="resumeCode">${say('resume.label')}</label>
!${unknown ? errorText('resumeCode', error) : ''}
<div class="control"><input id="resumeCode" name="resumeCode" type="text" inputmode="numeric" autocomplete="one-time-code" class="digits" required!${unknown ? ' aria-invalid="true" aria-describedby="resumeCode-error"' : ''}></div></div>
<button type="submit" class="secondary">${say('resume.go')}</button></form></section>`;
}

export interface ResumeRequest {
  readonly code: string;
  readonly tenant?: string | undefined;
  /** Page to go back to with an unknown code. */
  readonly back: string;
}

/** Joins the session and shows it where it stands. A code works once (P04); what is wrong with it is not told. */
export async function joinByCode(
  web: Web,
  request: FastifyRequest,
  reply: FastifyReply,
  { code, tenant, back }: ResumeRequest,
) {
  const digits = code.replaceAll(/\s/g, '');
  const origin = originOf(web, request, tenant ?? '');
  try {
    const joined = await web.links.resume({ code: digits, ...(tenant !== undefined && { tenant }) }, origin);
    web.cookies.session.set(reply, joined.token, joined.tenant);
    const insurer = web.insurers.get(joined.tenant)!;
    return reply.redirect(web.paths.of(insurer, joined.view, web.paths.door(insurer)), 303);
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'code-unknown') throw error;
    web.cookies.notice.set(reply, 'resume-unknown', tenant);
    return reply.redirect(tenant === undefined ? '/reprendre' : `/${tenant}/${back}`, 303);
  }
}

/** `/reprendre` without an insurer: a resume code needs none, a mail code is asked on the insurer's own page. */
export function resumeRoutes(app: FastifyInstance, web: Web): void {
  app.get('/reprendre', async (request, reply) => {
    const scope = pageScope(web, request, reply);
    const browser = browserOf(web, request, reply);
    const { say } = scope;
    const unknown = takeNotice(web, request, reply) === 'resume-unknown';
    const insurers = membersInsurers(web).map(
      ({ id, name }) => html`<a class="button" href="/${id}/reprendre">${name}</a>`,
    );
    const main = html`<div class="card"><h1>${say('reprendre.title')}</h1>
!${resumeForm(scope, { browser, action: '/reprendre', unknown })}
!${web.registry.has('mail-code') ? html`<section class="resume"><h2>${say('reprendre.mail')}</h2><p class="answers">!${insurers}</p></section>` : ''}</div>`;
    return sendPage(
      reply,
      layout(scope, { title: say('reprendre.title'), main, scripts: ['form.js'], failed: unknown }),
    );
  });
  app.post('/reprendre', async (request, reply) => {
    const body = bodyOf(request);
    const browser = web.cookies.browser.get(request);
    if (judge({ headers: request.headers, publicUrl: web.publicUrl, browser, token: body.form }) !== 'ours')
      return problem(web, request, reply, { id: 'foreign', status: 403 });
    return joinByCode(web, request, reply, { code: body.resumeCode ?? '', back: 'reprendre' });
  });
}
