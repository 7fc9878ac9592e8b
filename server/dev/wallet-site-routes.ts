import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { WalletSimulator } from '../../adapters/wallet/simulator.ts';
import { forPeople } from './described.ts';
import { siteConditions, siteStart, siteStep } from './wallet-computer.ts';
import { passwordProblem } from './wallet-forms.ts';
import type { WalletPage } from './wallet-html.ts';

export interface WalletSiteParts {
  readonly wallet: WalletSimulator;
  readonly settle: () => Promise<void>;
  readonly page: (reply: FastifyReply, content: Omit<WalletPage, 'nonce'>) => FastifyReply;
  readonly missing: (reply: FastifyReply) => FastifyReply;
  /** Answers a request of another site; true when it did. */
  readonly refuseForeign: (request: FastifyRequest, reply: FastifyReply) => boolean;
}

const title = 'Site du portefeuille';
const scripts = ['/dev/wallet/phone.js', '/dev/wallet/watch.js'];
/** The guide's: the site belongs to no insurer. */
const tenant = 'ecps';

/** E11-E20 as the wallet's own site: the card, the conditions, and the wizard of three stages (E14). */
export function walletSiteRoutes(app: FastifyInstance, parts: WalletSiteParts): void {
  const { wallet, settle, page, missing, refuseForeign } = parts;

  app.get('/dev/wallet/site', forPeople('The wallet’s own site'), async (_request, reply) =>
    page(reply, { title, main: siteStart(await wallet.cardInReader()) }),
  );

  const conditions = async (reply: FastifyReply, problem?: string) =>
    page(reply, { title, main: siteConditions(await wallet.cardInReader(), problem) });
  app.get('/dev/wallet/site/conditions', async (_request, reply) => conditions(reply));
  app.post('/dev/wallet/site/conditions', async (request, reply) => {
    if (refuseForeign(request, reply)) return reply;
    if ((request.body as { accept?: unknown } | undefined)?.accept !== 'yes')
      return conditions(reply.code(422), 'Acceptez les conditions pour continuer.');
    const { activation } = await wallet.site.start(tenant, 'fr');
    return reply.redirect(`/dev/wallet/site/${activation}`, 303);
  });

  const step = async (reply: FastifyReply, id: string, problem?: string) => {
    const activation = await wallet.load(id);
    if (!activation) return missing(reply);
    if (problem) reply.code(422);
    return page(reply, { title, main: siteStep(id, activation, wallet.now(), problem), scripts });
  };
  app.get<{ Params: { id: string } }>('/dev/wallet/site/:id', async ({ params }, reply) =>
    step(reply, params.id),
  );
  app.post<{ Params: { id: string } }>('/dev/wallet/site/:id', async (request, reply) => {
    if (refuseForeign(request, reply)) return reply;
    const { id } = request.params;
    const problem = await done(wallet, id, (request.body ?? {}) as Record<string, string>);
    await settle();
    return problem ? step(reply, id, problem) : reply.redirect(`/dev/wallet/site/${id}`, 303);
  });
}

/** What the person does on the site; the words of a refusal, if it is one. */
async function done(
  { site }: WalletSimulator,
  id: string,
  body: Record<string, string>,
): Promise<string | undefined> {
  if (body.do === 'restart') {
    await site.restart(id);
    return undefined;
  }
  if (body.do === 'add') {
    const result = await site.typeAddCode(id, body.addCode ?? '');
    if (result === 'added') return undefined;
    return result === 'wrong'
      ? 'Ce code d’ajout ne convient pas.'
      : 'Ce code d’ajout n’est plus valable : recommencez l’activation.';
  }
  const problem = passwordProblem(body);
  if (problem) return problem;
  return (await site.setPassword(id, body.pin!)) === 'active'
    ? undefined
    : 'Cette activation a été recommencée ailleurs.';
}
