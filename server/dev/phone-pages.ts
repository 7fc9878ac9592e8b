import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { demoRows } from '../../adapters/insurers/demo/seed.ts';
import { knownProviders } from '../../channels/ivr/providers/known.ts';
import type { Insurer } from '../../machines/domain/insurer.ts';
import { forPeople } from './described.ts';
import { devPage, phonePage } from './phone-html.ts';

export interface PhonePagesOptions {
  readonly insurers: ReadonlyMap<string, Insurer>;
  /** Shared with the telephone’s providers, by provider. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly publicUrl: string;
}

const Signing = Type.Object(
  {
    provider: Type.String({ maxLength: 20 }),
    /** A webhook of ours, as `/ivr/…`. */
    path: Type.String({ pattern: '^/ivr/[a-z0-9/-]{1,80}(\\?[\\w=&-]{0,120})?$' }),
    body: Type.String({ maxLength: 8_000 }),
  },
  { additionalProperties: false },
);

const assets = ['phone.js', 'dev.js', 'phone.css'] as const;
const types = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' } as const;

/**
 * A telephone in the browser, and one page with telephone, chat and web side by side. The page plays the
 * provider: it posts to the real webhook, with the signature that the provider would have made. Outside
 * production only, and for pages of ours only: nobody else gets a signature.
 */
export async function phonePages(app: FastifyInstance, { insurers, secrets, publicUrl }: PhonePagesOptions) {
  const members = [...insurers.values()].filter(({ kind }) => kind === 'insurer');
  const known = members.map(({ id, name }) => ({ id, name }));
  const demo = demoRows.map(({ tenant, nir, code, email, mobile, lastName, firstName }) => ({
    tenant,
    nir,
    code,
    name: `${firstName} ${lastName}`,
    reach: [email && 'e-mail', mobile && 'mobile'].filter(Boolean).join(', ') || 'ni e-mail ni mobile',
  }));

  app.get('/dev', forPeople('Telephone, chat and web side by side'), async (_request, reply) =>
    send(reply, devPage({ insurers: known, members: demo })),
  );
  app.get('/dev/phone', forPeople('A telephone in the browser'), async (_request, reply) =>
    send(reply, phonePage({ insurers: known, members: demo })),
  );
  for (const name of assets)
    app.get(`/dev/phone/${name}`, async (_request, reply) =>
      reply
        .type(types[name.split('.')[1] as keyof typeof types])
        .header('cache-control', 'no-cache')
        .send(await readFile(join(import.meta.dirname, 'phone', name))),
    );

  app.post<{ Body: { provider: string; path: string; body: string } }>(
    '/dev/phone/sign',
    { schema: { hide: true, body: Signing } as object },
    async (request, reply) => {
      if (isForeign(request)) return reply.code(403).send();
      const { provider, path, body } = request.body;
      const played = knownProviders.find(({ id }) => id === provider);
      const secret = played && secrets[played.id];
      if (!secret) return reply.code(404).send();
      return played.with(secret).sign({ url: publicUrl + path, body }, Date.now());
    },
  );
}

/** Browsers say where a request comes from; what does not say so is no page of ours. */
const isForeign = ({ headers }: FastifyRequest) => headers['sec-fetch-site'] !== 'same-origin';

/** Our own files and nothing else: no inline script or style. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

function send(reply: FastifyReply, page: string): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .headers({
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
    })
    .send(page);
}
