import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Insurer } from '../../../machines/domain/insurer.ts';
import { Refused } from '../../../machines/errors.ts';
import { browserOf, insurerOf, pageScope, sendPage, takeNotice, type Web } from '../context.ts';
import { areaPages } from '../paths.ts';
import { areaForms, areaHome } from '../render/area/home.ts';
import { recordPage, reimbursementPage, reimbursementsPage } from '../render/area/records.ts';
import type { AreaScope } from '../render/area/scope.ts';
import { judge } from '../same-origin.ts';
import { contactsOf } from './contact.ts';
import { reimbursementsCsv } from './csv.ts';
import { problem } from './errors.ts';
import { bodyOf, formTokenField } from './form.ts';
import { beginRequest, type Inside, insideOf } from './inside.ts';

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

  action('espace/formulaires', (inside, reply, request) =>
    beginRequest(web, inside, { request, reply, choice: bodyOf(request).demande }),
  );
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

/** A guide has no members, and so no area. */
function insurerWithMembers(web: Web, request: FastifyRequest): Insurer {
  const insurer = insurerOf(web, request);
  if (insurer.kind !== 'insurer') throw new Refused('not-found', 'a guide has no members');
  return insurer;
}

const enter = (web: Web, request: FastifyRequest): Promise<Inside | undefined> =>
  insideOf(web, request, insurerWithMembers(web, request));

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
