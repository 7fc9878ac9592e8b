import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Insurer } from '../../../machines/domain/insurer.ts';
import type { Beginning, Reply } from '../../../machines/engine/engine.ts';
import type { View } from '../../../machines/envelope.ts';
import { Refused, StaleTurn } from '../../../machines/errors.ts';
import { insurerOf, originOf, type PageScope, pageScope, sendPage, takeNotice, type Web } from '../context.ts';
import type { FlowPath } from '../paths.ts';
import { type ViewPage, viewPage } from '../render/view-page.ts';
import { judge } from '../same-origin.ts';
import { deriveSessionToken } from '../tokens.ts';
import { connect } from './connect.ts';
import { contactPage } from './contact.ts';
import { foreign, problem } from './errors.ts';
import { bodyOf, type Body, hiddenFields, kept, type Posted, posted } from './form.ts';
import { joinByCode, resumeForm } from './resume.ts';

/** One page a flow: GET shows where the session stands or how it would begin, POST answers and leads on. */
export function flowRoutes(app: FastifyInstance, web: Web): void {
  for (const page of web.paths.pages) {
    const url = `/:tenant/${page.path}`;
    app.get(url, (request, reply) => show({ web, page, request, reply, insurer: insurerOf(web, request) }));
    app.post(url, (request, reply) => take({ web, page, request, reply, insurer: insurerOf(web, request) }));
  }
  app.get('/:tenant', (request, reply) => reply.redirect(`/${insurerOf(web, request).id}/`, 308));
}

interface Visit {
  readonly web: Web;
  readonly page: FlowPath;
  readonly insurer: Insurer;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** GET changes nothing that is stored: a session is begun by the first answer (X09). */
async function show(visit: Visit): Promise<FastifyReply> {
  const { web, page, insurer, request, reply } = visit;
  const scope = pageScope(web, request, reply, insurer);
  const notice = takeNotice(web, request, reply, insurer.id);
  const cookie = web.cookies.session.get(request, insurer.id) ?? newCookie(visit);
  const live = await present(web, cookie, scope);
  if (live && web.paths.shows(page, live.view)) {
    const ended = isEnded(live.view);
    // What a session ended with is shown once: the next visit of the page begins anew.
    if (ended) newCookie(visit);
    const hidden = ended ? '' : hiddenFields({ cookie, turn: live.view.turn });
    return sendPage(reply, viewPage(withMore({ view: live.view, typed: live.draft, hidden, notice }, visit, cookie), scope));
  }
  if (page.starts) return sendPage(reply, await beginningPage(visit, scope, cookie, { notice }));
  return web.registry.get(page.flow).role === 'digression' ? contactPage(scope, reply) : reply.redirect(`/${insurer.id}/`, 303);
}

/** The session of this cookie as it stands, if there is one. */
async function present(web: Web, cookie: string, { locale, insurer }: PageScope): Promise<Reply | undefined> {
  try {
    const reply = await web.engine.resume(cookie, locale);
    return reply.tenant === insurer?.id ? reply : undefined;
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

function newCookie({ web, reply, insurer }: Visit): string {
  const cookie = web.engine.mint();
  web.cookies.session.set(reply, cookie, insurer.id);
  return cookie;
}

/** The flow's first question. Its form begins the session and answers it in one commit. */
export async function beginningPage(
  visit: Visit,
  scope: PageScope,
  cookie: string,
  extra: Pick<ViewPage, 'notice' | 'instead'> & { typed?: ViewPage['typed'] },
): Promise<string> {
  const { web, page, insurer } = visit;
  const { view } = await web.engine.preview(beginning(visit, scope.locale));
  const hidden = hiddenFields({ cookie, turn: view.turn, begin: web.engine.mint().slice(0, 22) });
  const { typed = {}, ...said } = extra;
  return viewPage(withMore({ view: { ...view, flow: page.flow }, typed, hidden, ...said }, { web, page, insurer }, cookie), scope);
}

const beginning = ({ web, page, insurer, request }: Visit, locale: Beginning['locale']): Beginning => ({
  tenant: insurer.id,
  flow: page.flow,
  locale,
  origin: originOf(web, request, insurer.id),
});

/** The page for codes takes those of sessions begun elsewhere too (X11). */
function withMore(view: ViewPage, { page }: Pick<Visit, 'web' | 'page' | 'insurer'>, cookie: string): ViewPage {
  return page.resumes ? { ...view, resume: cookie } as ViewPage : view;
}

async function take(visit: Visit): Promise<FastifyReply> {
  const { web, page, insurer, request, reply } = visit;
  const body = bodyOf(request);
  const cookie = web.cookies.session.get(request, insurer.id);
  const verdict = judge({ headers: request.headers, publicUrl: web.publicUrl, cookie, token: body.form });
  if (verdict === 'foreign') return foreign(web, request, reply, insurer);
  if (verdict === 'outdated' || cookie === undefined) return changed(visit, undefined, body);
  if (page.resumes && body.resumeCode !== undefined) return joinByCode(web, request, reply, { code: body.resumeCode, tenant: insurer.id });
  const form = posted(body);
  if (!form) return problem(web, request, reply, { id: 'malformed', status: 400, insurer });
  return answer(visit, cookie, form, body);
}

/** Answers, and leads to where the session stands now. The page answered with is always another GET. */
async function answer(visit: Visit, cookie: string, form: Posted, body: Body): Promise<FastifyReply> {
  const { web, page, insurer, request, reply } = visit;
  const { locale } = pageScope(web, request, reply, insurer);
  const token = form.begin === undefined ? cookie : deriveSessionToken(cookie, form.begin);
  try {
    const result = await web.engine.answer({
      token,
      turn: form.turn,
      answer: form.answer,
      origin: originOf(web, request, insurer.id),
      locale,
      ...(form.begin !== undefined && page.starts && { begin: beginning(visit, locale) }),
    });
    if (token !== cookie) web.cookies.session.set(reply, token, insurer.id);
    if (result.connected) return await connect(web, request, reply, { insurer, ...result.connected });
    return reply.redirect(web.paths.of(insurer.id, result.view, page), 303);
  } catch (error) {
    if (error instanceof StaleTurn && token !== cookie) web.cookies.session.set(reply, token, insurer.id);
    if (error instanceof StaleTurn) return changed(visit, error.view, body);
    if (error instanceof Refused && error.code === 'session-unknown') return expired(visit, cookie, body);
    if (error instanceof Refused && error.code === 'not-offered') return changed(visit, undefined, body);
    throw error;
  }
}

/** Another tab, Back, or time has changed what is asked. Nothing was done; show where the session stands. */
async function changed(visit: Visit, view: View | undefined, body: Body): Promise<FastifyReply> {
  const { web, page, insurer, request, reply } = visit;
  const cookie = web.cookies.session.get(request, insurer.id);
  if (view && isEnded(view)) return expired(visit, cookie ?? newCookie(visit), body);
  const now = view ?? (cookie && (await present(web, cookie, pageScope(web, request, reply, insurer)))?.view);
  if (!now) return expired(visit, cookie ?? newCookie(visit), body);
  // A double click finds that the first press has done what the second wanted: nothing to explain.
  if (view !== undefined && body.choice !== view.flow) web.cookies.notice.set(reply, 'page-changed', insurer.id);
  return reply.redirect(web.paths.of(insurer.id, now, page), 303);
}

/**
 * Says that the session has expired and offers the same question again, with what was typed but the secrets
 * (X18, WCAG 2.2.5, 3.3.7). Rendered in answer to the POST, because what was typed may rest nowhere.
 */
async function expired(visit: Visit, cookie: string, body: Body): Promise<FastifyReply> {
  const { web, page, insurer, request, reply } = visit;
  const scope = pageScope(web, request, reply, insurer);
  if (!page.starts) return problem(web, request, reply, { id: 'expired', status: 410, insurer });
  const instead = { title: scope.say('expired.title'), text: scope.say('expired.text') };
  return sendPage(reply, await beginningPage(visit, scope, cookie, { instead, typed: kept(body) }), 410);
}

export const isEnded = (view: View): boolean => view.fields.length === 0 && view.choices.length === 0;

export { resumeForm };
