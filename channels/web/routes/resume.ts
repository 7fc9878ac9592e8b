import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FieldView } from '../../../machines/envelope.ts';
import { CheckFirst, Refused, type ResumeCheck } from '../../../machines/errors.ts';
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
import { humanCheckField } from '../render/human-check.ts';
import { icons } from '../render/icons.ts';
import { layout } from '../render/layout.ts';
import { judge } from '../same-origin.ts';
import { problem } from './errors.ts';
import { bodyOf, formTokenField } from './form.ts';

export interface ResumeForm {
  readonly browser: string;
  readonly action: string;
  /** What became of the code just sent: `resume-unknown`, `resume-check`, or nothing to say. */
  readonly notice?: string | undefined;
  /** What the next code needs first. */
  readonly check?: ResumeCheck | undefined;
}

export const resumeNotices = ['resume-unknown', 'resume-check'];
export const checkScript = 'human-check.js';

/** Takes the code by which a session begun in a chat or a call goes on here (X11). It proves nothing. */
export function resumeForm(scope: PageScope, { browser, action, notice, check }: ResumeForm): string {
  const { say } = scope;
  const said = notice && resumeNotices.includes(notice) ? say(`notice.${notice}`) : undefined;
  const unknown = notice === 'resume-unknown';
  const error = { id: 'code-unknown', text: said ?? '' };
  return html`<section class="resume"><h2>${say('resume.title')}</h2>
!${said ? html`<div class="error-summary" role="alert" tabindex="-1" autofocus>!${icons.alert}<div><p>${said}</p></div></div>` : ''}
<p>${say('resume.text')}</p>
<form method="post" action="${action}" class="question" novalidate>!${formTokenField(browser)}
!${check ? checkField(check, scope) : ''}
<div class="field!${unknown ? ' wrong' : ''}"><label for="resumeCode">${say('resume.label')}</label>
!${unknown ? errorText('resumeCode', error) : ''}
<div class="control"><input id="resumeCode" name="resumeCode" type="text" inputmode="numeric" autocomplete="one-time-code" class="digits" required!${unknown ? ' aria-invalid="true" aria-describedby="resumeCode-error"' : ''}></div></div>
<button type="submit" class="secondary">${say('resume.go')}</button></form></section>`;
}

/** X11, X17: one press of a button. There is no session yet that could offer the other ways; waiting is the other way. */
function checkField({ token, challenge }: ResumeCheck, scope: PageScope): string {
  const label = scope.say('resume.check');
  const view: FieldView = { name: 'humanCheck', kind: 'human-check', label, secret: false, challenge };
  return html`<input type="hidden" name="checkToken" value="${token}">!${humanCheckField(view, {}, scope, 'resume.without-script')}`;
}

export interface ResumeRequest {
  readonly tenant?: string | undefined;
  /** Page to go back to when the code is not taken. */
  readonly back: string;
}

/** Joins the session and shows it where it stands. A code works once (P04); what is wrong with it is not told. */
export async function joinByCode(
  web: Web,
  request: FastifyRequest,
  reply: FastifyReply,
  { tenant, back }: ResumeRequest,
) {
  const { resumeCode = '', humanCheck, checkToken = '' } = bodyOf(request);
  const by = { code: resumeCode.replaceAll(/\s/g, ''), ...(tenant !== undefined && { tenant }) };
  const solved = humanCheck ? { token: checkToken, value: humanCheck } : undefined;
  try {
    const joined = await web.links.resume(by, originOf(web, request, tenant ?? ''), solved);
    web.cookies.session.set(reply, joined.token, joined.tenant);
    const insurer = web.insurers.get(joined.tenant)!;
    return reply.redirect(web.paths.of(insurer, joined.view, web.paths.door(insurer)), 303);
  } catch (error) {
    const unknown = error instanceof Refused && error.code === 'code-unknown';
    if (!unknown && !(error instanceof CheckFirst)) throw error;
    web.cookies.notice.set(reply, unknown ? 'resume-unknown' : 'resume-check', tenant);
    return reply.redirect(tenant === undefined ? '/reprendre' : `/${tenant}/${back}`, 303);
  }
}

/** `/reprendre` without an insurer: a resume code needs none, a mail code is asked on the insurer's own page. */
export function resumeRoutes(app: FastifyInstance, web: Web): void {
  app.get('/reprendre', async (request, reply) => {
    const scope = pageScope(web, request, reply);
    const browser = browserOf(web, request, reply);
    const { say } = scope;
    const notice = takeNotice(web, request, reply);
    const check = await web.links.resumeNeeds(undefined, originOf(web, request, ''));
    const insurers = membersInsurers(web).map(
      ({ id, name }) => html`<a class="button" href="/${id}/reprendre">${name}</a>`,
    );
    const main = html`<div class="card"><h1>${say('reprendre.title')}</h1>
!${resumeForm(scope, { browser, action: '/reprendre', notice, check })}
!${web.registry.has('mail-code') ? html`<section class="resume"><h2>${say('reprendre.mail')}</h2><p class="answers">!${insurers}</p></section>` : ''}</div>`;
    return sendPage(
      reply,
      layout(scope, {
        title: say('reprendre.title'),
        main,
        scripts: check ? ['form.js', checkScript] : ['form.js'],
        failed: notice !== undefined && resumeNotices.includes(notice),
      }),
    );
  });
  app.post('/reprendre', async (request, reply) => {
    const body = bodyOf(request);
    const browser = web.cookies.browser.get(request);
    if (judge({ headers: request.headers, publicUrl: web.publicUrl, browser, token: body.form }) !== 'ours')
      return problem(web, request, reply, { id: 'foreign', status: 403 });
    return joinByCode(web, request, reply, { back: 'reprendre' });
  });
}
