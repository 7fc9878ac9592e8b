import { hash, timingSafeEqual } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { meaningOf, sendMeaning } from '../../channels/problems.ts';
import type { ImportReport } from './import.ts';
import type { AdminOperations, ClientEntry, Target } from './operations.ts';
import * as schemas from './schemas.ts';

export interface AdminOptions {
  readonly operations: AdminOperations;
  readonly token: string;
}

/** One request's import: what is larger goes in several files, or through the command line. */
const importBytes = 64 * 1024 * 1024;
const importLines = 200_000;

interface InTenant {
  Params: { tenant: string };
}
interface OfId {
  Params: { id: string };
}

/** The admin API (contract). Everything asks for the bearer token; what is refused says why, in words. */
export async function adminRoutes(app: FastifyInstance, { operations, token }: AdminOptions) {
  const isOurs = constantTimeCheck(token);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (isOurs(bearerOf(request))) return;
    const detail = 'send the ADMIN_TOKEN as Authorization: Bearer';
    return sendMeaning(reply, { status: 401, code: 'not-allowed', detail });
  });

  for (const [path, active] of [
    ['deactivate', false],
    ['reactivate', true],
  ] as const)
    app.post<InTenant & { Body: Target }>(
      `/:tenant/members/${path}`,
      { schema: schemas.setActive(active) },
      async ({ params, body }) => ({ changed: await operations.setActive(params.tenant, body, active) }),
    );

  app.post<InTenant & { Body: { nir: string } }>(
    '/:tenant/members/unblock',
    { schema: schemas.unblock },
    async ({ params, body }) => {
      await operations.unblock(params.tenant, body.nir);
      return { unblocked: true };
    },
  );

  await app.register(async (csv) => importRoute(csv, operations));

  app.post<InTenant & { Body: ClientEntry }>(
    '/:tenant/clients',
    { schema: schemas.putClient },
    async ({ params, body }) => {
      await operations.putClient(params.tenant, body);
      return { saved: true };
    },
  );

  app.post<OfId & { Body: { status: schemas.ReportedStatus } }>(
    '/letters/:id/status',
    { schema: schemas.letterStatus },
    async ({ params, body }) => {
      await operations.letterStatus(params.id, body.status);
      return { noted: true };
    },
  );

  app.post<OfId>('/letters/:id/resend', { schema: schemas.resendLetter }, async ({ params }, reply) => {
    const letter = await operations.resendLetter(params.id);
    return reply.code(202).send({ requested: true, letter });
  });

  app.get<{ Querystring: { state: 'dead' } }>('/outbox', { schema: schemas.outbox }, async () => ({
    entries: await operations.deadEntries(),
  }));

  app.post<OfId>('/outbox/:id/resend', { schema: schemas.resendEntry }, async ({ params }, reply) => {
    await operations.resendEntry(params.id);
    return reply.code(202).send({ requested: true });
  });
}

/** The one route that takes CSV, as it comes, and nothing else. */
function importRoute(app: FastifyInstance, operations: AdminOperations): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('text/csv', (_request, payload, done) => done(null, payload));
  app.setErrorHandler((error, _request, reply) => {
    const meaning = meaningOf(error);
    if (meaning.status !== 415) throw error;
    return sendMeaning(reply, { ...meaning, detail: 'send text/csv' });
  });
  app.post<InTenant>(
    '/:tenant/members/import',
    { schema: schemas.importing, bodyLimit: importBytes },
    async ({ params, body, headers }): Promise<ImportReport> => {
      if (!isStream(body)) throw Object.assign(new Error('not csv'), { statusCode: 415 });
      if (Number(headers['content-length'] ?? 0) > importBytes)
        throw Object.assign(new Error('too large'), { statusCode: 413 });
      return operations.import(params.tenant, body, { maxLines: importLines });
    },
  );
}

/** Compares digests, so that neither the length nor a common beginning shows in the time it takes. */
function constantTimeCheck(token: string): (given: string) => boolean {
  const digest = (text: string) => hash('sha256', text, 'buffer');
  const expected = digest(token);
  return (given) => timingSafeEqual(digest(given), expected);
}

function bearerOf({ headers }: FastifyRequest): string {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
}

function isStream(body: unknown): body is Readable {
  return typeof (body as Readable | undefined)?.pipe === 'function';
}
