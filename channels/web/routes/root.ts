import type { FastifyInstance } from 'fastify';
import type { Locale } from '../../../machines/envelope.ts';
import { membersInsurers, pageScope, sendPage, type Web } from '../context.ts';
import { html } from '../render/html.ts';
import { icons } from '../render/icons.ts';
import { layout } from '../render/layout.ts';

/** « Guide d’activation e-CPS », “e-CPS activation guide”: in English the name of a thing follows. */
const areaNamed = (areaName: string, locale: Locale): string =>
  locale === 'en' ? areaName.charAt(0).toLowerCase() + areaName.slice(1) : areaName;

/** `/`: the insurers, and the guide for health professionals where it exists. */
export function rootRoutes(app: FastifyInstance, web: Web): void {
  app.get('/', async (request, reply) => {
    const scope = pageScope(web, request, reply);
    const { say, locale } = scope;
    const insurers = membersInsurers(web);
    const guides = [...web.insurers.values()].filter(({ kind }) => kind === 'guide');
    const main = html`<div class="card"><h1>${say('root.title')}</h1><p>${say('root.text')}</p>
<ul class="insurers">!${insurers.map(
      ({ id, theme, fullName, wording }) =>
        html`<li><a href="/${id}/" class="own-${id}"><span class="logo" aria-hidden="true">!${theme.logo}</span><strong lang="fr">${fullName}</strong><span>${wording.areaName[locale]}</span></a></li>`,
    )}</ul>
<p class="answers"><a class="button quiet" href="${scope.resumePath}">!${icons.letter}${say('resume.link')}</a>
!${guides.map(({ id, wording, name }) => html`<a class="button quiet" href="/${id}/">!${icons.card}${say('root.guide', { accountKind: wording.accountKind[locale], areaName: areaNamed(wording.areaName[locale], locale), name })}</a>`)}</p></div>`;
    const style = insurers.map(
      ({ id, theme }) =>
        `.own-${id}{--own:${theme.primary};--own-accent:${theme.accent}}@media (prefers-color-scheme:dark){.own-${id}{--own:${theme.darkPrimary}}}`,
    );
    return sendPage(
      reply,
      layout(scope, {
        title: say('root.title'),
        main,
        flow: 'insurers',
        state: 'choosing-insurer',
        wide: true,
        style: style.join(''),
      }),
    );
  });
}
