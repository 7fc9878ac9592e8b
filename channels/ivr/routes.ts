import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import type { Insurer } from '../../machines/domain/insurer.ts';
import { isPassing, noteWhy } from '../why-failed.ts';
import type { Access } from './parts.ts';
import type { Provider, Told } from './providers/provider.ts';
import type { Telephone } from './telephone.ts';

export interface Lines {
  readonly insurers: ReadonlyMap<string, Insurer>;
  readonly publicUrl: string;
}

/** Longer than any webhook of any provider. */
const bodyLimit = 32 * 1024;

/**
 * The webhooks of one provider: a call's answers, and its end. What is not signed, or names no insurer or call, gets a
 * bare 403 and changes nothing.
 */
export function providerRoutes(
  app: FastifyInstance,
  provider: Provider,
  telephone: Telephone,
  { insurers, publicUrl }: Lines,
): void {
  const { id, title, answers } = provider;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(provider.receives, { parseAs: 'string', bodyLimit }, (_request, body, done) =>
    done(null, body),
  );
  bare(app);

  /** One address: what is ours is answered, everything else turned away. */
  const route = (
    path: string,
    description: object,
    answer: (told: Told, access: Access, reply: FastifyReply) => Promise<FastifyReply>,
  ) =>
    app.post<{ Params: { tenant: string } }>(path, description, async (request, reply) => {
      const insurer = insurerWithLine(insurers, request.params.tenant);
      const told = await provider.read({
        url: publicUrl + request.url,
        query: request.query,
        headers: request.headers,
        body: typeof request.body === 'string' ? request.body : '',
      });
      return insurer && told ? answer(told, { provider: id, insurer, request }, reply) : turnedAway(reply);
    });

  route(
    `/ivr/${id}/:tenant`,
    described(`A call by ${title}: ${answers.name}, by keys and speech`, spoken(answers)),
    async ({ heard }, access, reply) => {
      const prompt = await telephone.receive(heard, access);
      const { insurer } = access;
      const base = `${publicUrl}/ivr/${id}/${insurer.id}`;
      return reply
        .type(`${answers.type}; charset=utf-8`)
        .send(await provider.write(prompt, { insurer, base }));
    },
  );

  route(
    `/ivr/${id}/:tenant/status`,
    described(`A call by ${title} has ended`, noted),
    async ({ heard, ended }, access, reply) => {
      if (ended) await telephone.end(heard.call, access);
      return reply.code(204).send();
    },
  );
}

/** In the description of the whole server; providers validate nothing by it, and neither do we. */
const described = (summary: string, response: object) => ({
  schema: {
    summary,
    description: 'Signed by the provider. Without that provider’s secret the address does not exist.',
    tags: ['telephone'],
    response: {
      ...response,
      403: { type: 'null', description: 'Not signed, or of no insurer or call. Nothing has changed.' },
    },
  },
});

const noted = {
  204: { type: 'null', description: 'Heard. Where the call has ended, it is over.' },
  503: { type: 'null', description: 'The store is away for a moment: tell it again.' },
};
const spoken = ({ type, schema }: Provider['answers']) => ({
  200: { description: 'What is said and asked now.', content: { [type]: { schema } } },
});

/** Guides have no line of their own: an insurer’s menu leads to them. */
function insurerWithLine(insurers: Lines['insurers'], tenant: string): Insurer | undefined {
  const insurer = insurers.get(tenant);
  return insurer?.kind === 'insurer' ? insurer : undefined;
}

/** Whatever arrives that is no webhook of ours is told nothing, not even what is wrong with it. */
function bare(app: FastifyInstance): void {
  // What is answered is described for people, not written by the description.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error.statusCode !== undefined && error.statusCode < 500) return turnedAway(reply);
    // The end of a call only: every question is answered in words (`Telephone.receive`).
    noteWhy(request, error);
    if (isPassing(error)) return reply.code(503).header('retry-after', '5').send();
    request.log.error({ reqId: request.id, err: error }, 'a webhook failed');
    return reply.code(500).send();
  });
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('cache-control', 'no-store');
    done();
  });
}

const turnedAway = (reply: FastifyReply) => reply.code(403).send();
