import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { withoutSeparators } from '../../../machines/domain/separators.ts';
import type { FieldView } from '../../../machines/envelope.ts';
import { CheckFirst, Refused } from '../../../machines/errors.ts';
import {
  type AskedCheck,
  type CheckWay,
  checkWays,
  type WantedCheck,
} from '../../../machines/services/resume-codes.ts';
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
import { html } from '../render/html.ts';
import { layout } from '../render/layout.ts';
import { type ResumeCheckView, resumeForm, resumeNotices, waitView } from '../render/resume.ts';
import { viewPage } from '../render/view-page.ts';
import { judge } from '../same-origin.ts';
import { problem } from './errors.ts';
import { type Body, bodyOf, formTokenField } from './form.ts';

/** Which code page it is: an insurer's, or the one that needs none. */
export interface ResumeRequest {
  readonly tenant?: string | undefined;
  readonly path: string;
}

/** Where this browser stands with the check: none needed, one to solve, or a wait that is not over. */
export async function checkFor(
  web: Web,
  request: FastifyRequest,
  tenant: string | undefined,
): Promise<AskedCheck | undefined> {
  return web.links.resumeNeeds(
    tenant,
    originOf(web, request, tenant ?? ''),
    wantedCheck(web, request, tenant),
  );
}

export const stillWaits = (
  check: AskedCheck | undefined,
  now: number,
): check is Extract<AskedCheck, { way: 'check-wait' }> => check?.way === 'check-wait' && check.readyAt > now;

const isWay = (value: string): value is CheckWay => (checkWays as readonly string[]).includes(value);

/** The cookie: the way chosen, and after a point the token of a wait. */
function wantedCheck(web: Web, request: FastifyRequest, tenant?: string): WantedCheck | undefined {
  const [way = '', token] = (web.cookies.check.get(request, tenant) ?? '').split('.');
  return isWay(way) ? { way, ...(token && { token }) } : undefined;
}

/** The wait as a page of its own: until it is over there is nothing to type. */
export function waitPage(
  web: Web,
  scope: PageScope,
  { readyAt, browser }: { readyAt: number; browser: string },
): string {
  const text = (id: string) => web.registry.format(scope.locale, id, {});
  const back = { id: 'back', label: text('choice.back') };
  const view = waitView({ text: text('check.waiting'), readyAt, back });
  return viewPage({ view, typed: {}, hidden: resumeFields(browser) }, scope);
}

/** Hidden in every form about such a code: they are no answers to the question of the same page. */
export const resumeFields = (browser: string): string =>
  html`!${formTokenField(browser)}<input type="hidden" name="resume" value="1">`;

export const isAboutResuming = ({ resume }: Body): boolean => resume !== undefined;

/** What a human check is everywhere: the field, and every other way beside it. */
export function checkView(web: Web, { locale }: PageScope, check: AskedCheck): ResumeCheckView {
  const text = (id: string) => web.registry.format(locale, id, {});
  const base = { name: 'humanCheck', secret: false } as const;
  const choices = checkWays.map((id) => ({ id, label: text(`choice.${id}`) }));
  const fields: Record<CheckWay, () => FieldView | undefined> = {
    'check-proof': () => ({
      ...base,
      kind: 'human-check',
      label: text('field.humanCheck'),
      ...('challenge' in check && { challenge: check.challenge }),
    }),
    'check-image': () => ({
      ...base,
      kind: 'text',
      label: text('field.humanCheck.image'),
      ...('image' in check && { image: check.image }),
    }),
    'check-wait': () => undefined,
  };
  return { token: check.token, field: fields[check.way](), choices };
}

export const resumeScripts = (check: AskedCheck | undefined): readonly string[] =>
  check?.way === 'check-proof' ? ['form.js', 'human-check.js'] : ['form.js'];

/** A code, or another way to show that one is a person. The page after it is always another GET. */
export async function takeResume(
  web: Web,
  request: FastifyRequest,
  reply: FastifyReply,
  { tenant, path }: ResumeRequest,
): Promise<FastifyReply> {
  const { choice } = bodyOf(request);
  if (choice === undefined) return joinByCode(web, request, reply, { tenant, path });
  if (choice === 'check-wait') {
    const wait = await web.links.resumeNeeds(tenant, originOf(web, request, tenant ?? ''), { way: choice });
    if (wait) web.cookies.check.set(reply, `${choice}.${wait.token}`, tenant);
  } else if (isWay(choice)) web.cookies.check.set(reply, choice, tenant);
  else web.cookies.check.clear(reply, tenant);
  return reply.redirect(path, 303);
}

/** Joins the session and shows it where it stands. A code works once (P04); what is wrong with it is not told. */
async function joinByCode(
  web: Web,
  request: FastifyRequest,
  reply: FastifyReply,
  { tenant, path }: ResumeRequest,
): Promise<FastifyReply> {
  const { resumeCode = '', humanCheck = '', checkToken } = bodyOf(request);
  const code = withoutSeparators(resumeCode);
  // Nothing that could be a code: no try at one.
  if (!/^\d{8}$/.test(code)) {
    web.cookies.notice.set(reply, code === '' ? 'resume-empty' : 'resume-length', tenant);
    return reply.redirect(path, 303);
  }
  const by = { code, ...(tenant !== undefined && { tenant }) };
  const solved = checkToken === undefined ? undefined : { token: checkToken, value: humanCheck };
  // A wait is good for one code.
  if (wantedCheck(web, request, tenant)?.token) web.cookies.check.clear(reply, tenant);
  try {
    const joined = await web.links.resume(by, originOf(web, request, tenant ?? ''), solved);
    web.cookies.session.set(reply, joined.token, joined.tenant);
    web.cookies.check.clear(reply, tenant);
    const insurer = web.insurers.get(joined.tenant)!;
    return reply.redirect(web.paths.of(insurer, joined.view, web.paths.door(insurer)), 303);
  } catch (error) {
    const unknown = error instanceof Refused && error.code === 'code-unknown';
    if (!unknown && !(error instanceof CheckFirst)) throw error;
    const checkRefused = humanCheck ? 'resume-check-wrong' : 'resume-check';
    web.cookies.notice.set(reply, unknown ? 'resume-unknown' : checkRefused, tenant);
    return reply.redirect(path, 303);
  }
}

/** `/reprendre` without an insurer: a resume code needs none, a mail code is asked on the insurer's own page. */
export function resumeRoutes(app: FastifyInstance, web: Web): void {
  const path = '/reprendre';
  app.get(path, async (request, reply) => {
    const scope = pageScope(web, request, reply);
    const browser = browserOf(web, request, reply);
    const { say } = scope;
    const check = await checkFor(web, request, undefined);
    if (stillWaits(check, scope.now)) return sendPage(reply, waitPage(web, scope, { ...check, browser }));
    const notice = takeNotice(web, request, reply);
    const insurers = membersInsurers(web).map(
      ({ id, name }) => html`<a class="button" href="/${id}/reprendre">${name}</a>`,
    );
    const form = {
      action: path,
      hidden: resumeFields(browser),
      notice,
      check: check && checkView(web, scope, check),
    };
    const main = html`<div class="card"><h1>${say('reprendre.title')}</h1>
!${resumeForm(scope, form)}
!${web.registry.has('mail-code') ? html`<section class="resume"><h2>${say('reprendre.mail')}</h2><p class="answers">!${insurers}</p></section>` : ''}</div>`;
    return sendPage(
      reply,
      layout(scope, {
        title: say('reprendre.title'),
        main,
        flow: 'resume',
        state: form.check?.field ? 'awaiting-code-and-check' : 'awaiting-code',
        scripts: resumeScripts(check),
        failed: notice !== undefined && resumeNotices.includes(notice),
      }),
    );
  });
  app.post(path, async (request, reply) => {
    const body = bodyOf(request);
    const browser = web.cookies.browser.get(request);
    if (judge({ headers: request.headers, publicUrl: web.publicUrl, browser, token: body.form }) !== 'ours')
      return problem(web, request, reply, { id: 'foreign', status: 403 });
    return takeResume(web, request, reply, { path });
  });
}
