import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Insurer } from '../../../machines/domain/insurer.ts';
import { Refused } from '../../../machines/errors.ts';
import type { Login } from '../../../machines/services/logins.ts';
import { browserOf, insurerOf, originOf, pageScope, sendPage, takeNotice, type Web } from '../context.ts';
import { areaPages } from '../paths.ts';
import { areaForms, areaHome } from '../render/area/home.ts';
import { recordPage, reimbursementPage, reimbursementsPage } from '../render/area/records.ts';
import type { AreaScope } from '../render/area/scope.ts';
import { judge } from '../same-origin.ts';
import { mintName, sessionToken } from '../tokens.ts';
import { contactsOf } from './contact.ts';
import { reimbursementsCsv } from './csv.ts';
import { problem } from './errors.ts';
import { bodyOf, formTokenField } from './form.ts';

interface Inside {
  readonly login: Login;
  readonly cookie: string;
  readonly insurer: Insurer;
}

/** The member area (L13): only with a login of this insurer, looked at again at every request (P05, X16). */
export function areaRoutes(app: FastifyInstance, web: Web): void {
  const page = (
    url: string,
    draw: (area: AreaScope, inside: Inside, request: FastifyRequest) => Promise<string | undefined>,
  ) =>
    app.get(`/:tenant/${url}`, async (request, reply) => {
      const inside = await enter(web, request);
      if (!inside) return outside(web, request, reply);
      const area = await scopeOf(web, request, reply, inside);
      const drawn = await draw(area, inside, request);
      return drawn === undefined
        ? problem(web, request, reply, { id: 'missing', status: 404, insurer: inside.insurer })
        : sendPage(reply, drawn);
    });

  page('espace', async (area, { login }) => areaHome(area, await web.memberArea.reimbursements(login)));
  page('espace/remboursements', async (area, { login }) =>
    reimbursementsPage(area, await web.memberArea.reimbursements(login)),
  );
  page('espace/remboursements/:id', async (area, { login }, request) => {
    const { id } = request.params as { id: string };
    const found = (await web.memberArea.reimbursements(login)).find((one) => one.id === id);
    return found && reimbursementPage(area, found);
  });
  page('espace/dossier', async (area, { login }) => recordPage(area, await web.memberArea.personal(login)));
  page('espace/formulaires', async (area) => areaForms(area, contactsOf(area, 'care')));

  app.get('/:tenant/espace/remboursements.csv', async (request, reply) => {
    const inside = await enter(web, request);
    if (!inside) return outside(web, request, reply);
    const area = await scopeOf(web, request, reply, inside);
    return reply
      .type('text/csv; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="remboursements-${inside.insurer.id}.csv"`)
      .send(reimbursementsCsv(area, await web.memberArea.reimbursements(inside.login)));
  });

  const action = (
    url: string,
    act: (inside: Inside, reply: FastifyReply, request: FastifyRequest) => Promise<string>,
  ) =>
    app.post(`/:tenant/${url}`, async (request, reply) => {
      const insurer = insurerWithMembers(web, request);
      const browser = web.cookies.browser.get(request);
      const verdict = judge({
        headers: request.headers,
        publicUrl: web.publicUrl,
        browser,
        token: bodyOf(request).form,
      });
      if (verdict === 'foreign') return problem(web, request, reply, { id: 'foreign', status: 403, insurer });
      const inside = verdict === 'ours' && (await enter(web, request));
      return inside ? reply.redirect(await act(inside, reply, request), 303) : outside(web, request, reply);
    });

  action('espace/formulaires', (inside, reply, request) => beginForm(web, inside, request, reply));
  action('espace/deconnexion', async ({ cookie, insurer }, reply) => {
    await web.logins.close(cookie);
    web.cookies.login.clear(reply, insurer.id);
    // A request under way was this member's: the next person at this browser begins their own.
    web.cookies.session.clear(reply, insurer.id);
    web.cookies.notice.set(reply, 'signed-out', insurer.id);
    return `/${insurer.id}/`;
  });
  action('espace/autres-sessions', async ({ cookie, insurer }, reply) => {
    await web.logins.closeOthers(cookie);
    web.cookies.notice.set(reply, 'others-ended', insurer.id);
    return `/${insurer.id}/espace`;
  });
}

/** D14: the forms need a proof, and here it is: who is signed in is not asked again, as long as they are (X16). */
async function beginForm(
  web: Web,
  { login, insurer }: Inside,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string> {
  const browser = browserOf(web, request, reply);
  const name = mintName(web.engine.mint);
  const token = sessionToken(browser, name);
  const origin = originOf(web, request, insurer.id);
  const { locale } = pageScope(web, request, reply, insurer);
  const given = { login: { member: login.member, epoch: login.epoch, id: login.id } };
  const beginning = {
    tenant: insurer.id,
    flow: 'care-request',
    locale,
    origin,
    given,
    proven: true,
  } as const;
  const { view } = await web.engine.start(beginning, token);
  const choice = bodyOf(request).demande ?? '';
  const chosen = view.choices.some(({ id }) => id === choice)
    ? (await web.engine.answer({ token, turn: view.turn, answer: { choice }, origin, locale })).view
    : view;
  web.cookies.session.set(reply, name, insurer.id);
  return web.paths.of(insurer, chosen, web.paths.door(insurer));
}

/** A guide has no members, and so no area. */
function insurerWithMembers(web: Web, request: FastifyRequest): Insurer {
  const insurer = insurerOf(web, request);
  if (insurer.kind !== 'insurer') throw new Refused('not-found', 'a guide has no members');
  return insurer;
}

async function enter(web: Web, request: FastifyRequest): Promise<Inside | undefined> {
  const insurer = insurerWithMembers(web, request);
  const cookie = web.cookies.login.get(request, insurer.id);
  const login = cookie && (await web.logins.check(cookie));
  return cookie && login && login.tenant === insurer.id ? { login, cookie, insurer } : undefined;
}

/** To the sign-in page, which leads back; it says why when there had been a login. */
function outside(web: Web, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const insurer = insurerWithMembers(web, request);
  if (web.cookies.login.get(request, insurer.id) !== undefined) {
    web.cookies.login.clear(reply, insurer.id);
    web.cookies.notice.set(reply, 'area-expired', insurer.id);
  }
  const wanted = areaPages.find((page) => request.routeOptions.url === `/:tenant/${page}`);
  if (wanted && request.method === 'GET') web.cookies.wanted.set(reply, wanted, insurer.id);
  return reply.redirect(`/${insurer.id}/connexion`, 303);
}

async function scopeOf(
  web: Web,
  request: FastifyRequest,
  reply: FastifyReply,
  { insurer, login }: Inside,
): Promise<AreaScope> {
  return {
    ...pageScope(web, request, reply, insurer),
    insurer,
    member: await web.memberArea.show(login),
    token: formTokenField(browserOf(web, request, reply)),
    notice: takeNotice(web, request, reply, insurer.id),
  };
}
