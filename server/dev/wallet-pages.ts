import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Activation } from '../../adapters/wallet/activation.ts';
import { holderOf } from '../../adapters/wallet/holders.ts';
import { type Fault, faults } from '../../adapters/wallet/phone.ts';
import type { WalletSimulator } from '../../adapters/wallet/simulator.ts';
import { meaningOf, sendMeaning } from '../../channels/problems.ts';
import { forPeople } from './described.ts';
import { foreign, isForeign } from './foreign.ts';
import { passwordProblem } from './wallet-forms.ts';
import { type WalletPage, walletPage, walletPolicy } from './wallet-html.ts';
import { phoneStart, phoneStep } from './wallet-phone.ts';
import * as schemas from './wallet-schemas.ts';
import { walletSite } from './wallet-site.ts';
import { walletSiteRoutes } from './wallet-site-routes.ts';

export interface WalletPagesOptions {
  readonly wallet: WalletSimulator;
  /** Everything due is handled: the guide's session has heard what happened. */
  readonly settle: () => Promise<void>;
}

const require = createRequire(import.meta.url);
const scripts: Readonly<Record<string, () => Promise<Buffer>>> = {
  'jsqr.js': () => readFile(require.resolve('jsqr')),
  'phone.js': () => readFile(join(import.meta.dirname, 'wallet-phone.js')),
  'watch.js': () => readFile(join(import.meta.dirname, 'wallet-watch.js')),
};

/** The simulated wallet outside production (contract): its site, its telephone, and both as data. */
export async function walletPages(app: FastifyInstance, { wallet, settle }: WalletPagesOptions) {
  if (!app.hasContentTypeParser('application/x-www-form-urlencoded')) await app.register(formbody);
  app.setErrorHandler((error, _request, reply) => sendMeaning(reply, meaningOf(error)));

  app.get('/dev/wallet.json', { schema: schemas.listing }, async () => ({
    activations: await listed(wallet),
  }));

  for (const [name, read] of Object.entries(scripts))
    app.get(`/dev/wallet/${name}`, async (_request, reply) =>
      reply
        .type('text/javascript; charset=utf-8')
        .header('cache-control', 'no-cache')
        .send(await read()),
    );

  app.get(
    '/dev/wallet',
    forPeople('The simulated wallet: what it shows, and what may go wrong'),
    async (_request, reply) => {
      const [all, card] = await Promise.all([wallet.list(), wallet.cardInReader()]);
      return page(reply, { title: 'Portefeuille simulé', main: walletSite(all, card, wallet.now()) });
    },
  );

  app.post('/dev/wallet', { schema: schemas.acting }, async (request, reply) => {
    if (isForeign(request)) return sendMeaning(reply, foreign);
    const body = (request.body ?? {}) as Record<string, unknown>;
    const outcome = await act(wallet, body);
    if (outcome !== 'done') return refuse(reply, outcome.status, outcome.code, outcome.detail);
    await settle();
    if (isForm(request))
      return reply.redirect(body.back === '/dev/wallet/site' ? body.back : '/dev/wallet', 303);
    return { activations: (await listed(wallet)).filter(({ id }) => id === body.id) };
  });

  walletSiteRoutes(app, {
    wallet,
    settle,
    page,
    missing,
    refuseForeign: (request, reply) => {
      if (isForeign(request)) sendMeaning(reply, foreign);
      return isForeign(request);
    },
  });

  const starting = (reply: FastifyReply, problem?: string) =>
    page(reply, {
      title: 'Téléphone',
      main: phoneStart(problem),
      scripts: ['/dev/wallet/jsqr.js', '/dev/wallet/phone.js'],
    });
  app.get('/dev/wallet/phone', forPeople('The wallet’s telephone'), async (_request, reply) =>
    starting(reply),
  );
  app.post('/dev/wallet/phone', async (request, reply) => {
    if (isForeign(request)) return sendMeaning(reply, foreign);
    const result = await wallet.phone.scan(String((request.body as { qr?: unknown })?.qr ?? ''));
    if (!result.scanned) return starting(reply.code(422), scanProblems[result.why]);
    await settle();
    return reply.redirect(`/dev/wallet/phone/${result.activation}`, 303);
  });

  const step = async (reply: FastifyReply, id: string, problem?: string) => {
    const activation = await wallet.load(id);
    if (!activation) return missing(reply);
    if (problem) reply.code(422);
    const main = phoneStep(id, activation, problem);
    return page(reply, { title: 'Téléphone', main, scripts: ['/dev/wallet/phone.js'] });
  };
  app.get<{ Params: { id: string } }>('/dev/wallet/phone/:id', async ({ params }, reply) =>
    step(reply, params.id),
  );
  app.post<{ Params: { id: string } }>('/dev/wallet/phone/:id', async (request, reply) => {
    if (isForeign(request)) return sendMeaning(reply, foreign);
    const { id } = request.params;
    const problem = await onPhone(wallet, id, (request.body ?? {}) as Record<string, string>);
    await settle();
    return problem ? step(reply, id, problem) : reply.redirect(`/dev/wallet/phone/${id}`, 303);
  });
}

const scanProblems = {
  unknown: 'Ce QR code n’est pas connu, ou l’activation a été recommencée depuis.',
  used: 'Ce QR code a déjà servi.',
  expired: 'Ce QR code a expiré.',
} as const;

async function listed(wallet: WalletSimulator) {
  return (await wallet.list()).map(({ id, activation }) => ({ id, ...shown(activation) }));
}

function shown({ nationalId, qr, addCode, stage, method }: Activation) {
  return {
    nationalId,
    qr: qr && !qr.spent ? qr.payload : null,
    addCode: addCode?.code ?? null,
    state: stage,
    method,
    expiresAt: qr && !qr.spent ? new Date(qr.expiresAt).toISOString() : null,
  };
}

type Acted = 'done' | { readonly status: number; readonly code: string; readonly detail: string };

async function act(wallet: WalletSimulator, { id, do: what, card }: Record<string, unknown>): Promise<Acted> {
  if (what === 'insert-card') {
    if (!holderOf(String(card))?.hasCard)
      return { status: 400, code: 'malformed', detail: 'nobody has this card' };
    await wallet.insertCard(String(card));
    return 'done';
  }
  if (what !== 'scan' && !faults.includes(what as Fault))
    return { status: 400, code: 'malformed', detail: `do is one of scan, ${faults.join(', ')}` };
  const activation = await wallet.load(String(id));
  if (!activation) return { status: 404, code: 'not-found', detail: 'there is no such activation' };
  const happened =
    what === 'scan'
      ? activation.qr !== undefined && (await wallet.phone.scan(activation.qr.payload)).scanned
      : await wallet.phone.happen(String(id), what as Fault);
  return happened
    ? 'done'
    : {
        status: 409,
        code: 'impossible',
        detail: `this cannot happen to an activation in state ${activation.stage}`,
      };
}

/** What the person does in the app; the words of a refusal, if it is one. */
async function onPhone(
  wallet: WalletSimulator,
  id: string,
  body: Record<string, string>,
): Promise<string | undefined> {
  const { phone } = wallet;
  if (body.do === 'sms') return (await phone.askSms(id)).sent ? undefined : 'Aucun SMS ne peut partir.';
  if (body.do === 'code') {
    const result = await phone.typeSmsCode(id, body.code ?? '');
    if (result === 'accepted') return undefined;
    return result === 'expired' ? 'Ce code a expiré : demandez un autre SMS.' : 'Ce code ne convient pas.';
  }
  const problem = passwordProblem(body);
  if (problem) return problem;
  return (await phone.setPassword(id, body.pin!)) === 'active'
    ? undefined
    : 'Cette activation a été recommencée.';
}

function page(reply: FastifyReply, content: Omit<WalletPage, 'nonce'>): FastifyReply {
  const nonce = randomBytes(12).toString('base64');
  return reply
    .type('text/html; charset=utf-8')
    .headers({
      'content-security-policy': walletPolicy(nonce),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    .send(walletPage({ ...content, nonce }));
}

const missing = (reply: FastifyReply) => refuse(reply, 404, 'not-found', 'there is no such activation');
const refuse = (reply: FastifyReply, status: number, code: string, detail: string) =>
  sendMeaning(reply, { status, code, detail });

const isForm = ({ headers }: FastifyRequest) => Boolean(headers['content-type']?.includes('form'));
