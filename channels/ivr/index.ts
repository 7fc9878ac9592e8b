import formbody from '@fastify/formbody';
import type {
  FastifyError,
  FastifyInstance,
  FastifyPluginAsync,
  FastifyReply,
  FastifyRequest,
} from 'fastify';
import { lazily } from '../../machines/engine/lazily.ts';
import { heardFromJambonz, signedByJambonz, verbsOf } from './jambonz.ts';
import type { TelephoneParts } from './parts.ts';
import { createTelephone, type Telephone } from './telephone.ts';
import { heardFromTwilio, loadTwilio, signedByTwilio, type TwilioBody } from './twilio.ts';

export interface IvrChannelOptions extends TelephoneParts {
  /** Unset: the webhook does not exist. */
  readonly twilioToken?: string;
  readonly jambonzSecret?: string;
}

/** Longer than any webhook of either provider. */
const bodyLimit = 32 * 1024;
type Params = { Params: { tenant: string } };

/**
 * The telephone (contract): a webhook a provider. What is not signed, or names no insurer or call, gets a bare
 * 403 or 404 and changes nothing; what is signed is always answered with something to be heard.
 */
export const ivrChannel: FastifyPluginAsync<IvrChannelOptions> = async (app, options) => {
  const telephone = createTelephone(options);
  const { twilioToken, jambonzSecret } = options;
  if (twilioToken) await app.register(async (own) => twilioRoutes(own, options, telephone, twilioToken));
  if (jambonzSecret) await app.register(async (own) => jambonzRoutes(own, options, telephone, jambonzSecret));
};

async function twilioRoutes(
  app: FastifyInstance,
  { insurers, publicUrl }: IvrChannelOptions,
  telephone: Telephone,
  token: string,
) {
  app.removeAllContentTypeParsers();
  await app.register(formbody, { bodyLimit });
  bare(app);
  const twilio = lazily(loadTwilio);

  /** The insurer and the body, or undefined when the request is nothing to us. */
  const genuine = async (request: FastifyRequest<Params>) => {
    const insurer = lineOf(insurers, request.params.tenant);
    const body = (request.body ?? {}) as TwilioBody;
    const signature = request.headers['x-twilio-signature'];
    const signed = signedByTwilio(await twilio(), token, { url: publicUrl + request.url, body, signature });
    return insurer && signed ? { insurer, body } : undefined;
  };

  app.post<Params>(
    '/ivr/twilio/:tenant',
    described('A call by Twilio: TwiML, by keys and speech', twiml),
    async (request, reply) => {
      const ours = await genuine(request);
      const heard = ours && heardFromTwilio(ours.body, request.query);
      if (!ours || !heard) return refused(reply);
      const prompt = await telephone.receive(heard, { provider: 'twilio', insurer: ours.insurer });
      const base = `${publicUrl}/ivr/twilio/${ours.insurer.id}`;
      const { twimlOf } = await twilio();
      return reply.type('text/xml; charset=utf-8').send(twimlOf(prompt, { insurer: ours.insurer, base }));
    },
  );

  app.post<Params>(
    '/ivr/twilio/:tenant/status',
    described('A call by Twilio has ended', noted),
    async (request, reply) => {
      const ours = await genuine(request);
      const heard = ours && heardFromTwilio(ours.body, {});
      if (!ours || !heard) return refused(reply);
      if (callEnds.includes(ours.body.CallStatus ?? ''))
        await telephone.end(heard.call, { provider: 'twilio', insurer: ours.insurer });
      return reply.code(204).send();
    },
  );
}

/** In the description of the whole server; providers validate nothing by it, and neither do we. */
const described = (summary: string, answers: object) => ({
  schema: {
    summary,
    description: 'Signed by the provider. Without that provider’s secret the address does not exist.',
    tags: ['telephone'],
    response: {
      ...answers,
      403: { type: 'null', description: 'Not signed, or of no insurer or call. Nothing has changed.' },
    },
  },
});

const noted = { 204: { type: 'null', description: 'Heard. Where the call has ended, it is over.' } };
const spoken = (type: string, description: string, schema: object) => ({
  200: { description, content: { [type]: { schema } } },
});
const twiml = spoken('text/xml', 'What is said and asked now.', { type: 'string' });
const verbs = spoken('application/json', 'What is said and asked now.', {
  type: 'array',
  items: { type: 'object', additionalProperties: true },
});

const callEnds: readonly string[] = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];

async function jambonzRoutes(
  app: FastifyInstance,
  { insurers, publicUrl }: IvrChannelOptions,
  telephone: Telephone,
  secret: string,
) {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit }, (_request, body, done) =>
    done(null, body),
  );
  bare(app);

  const genuine = (request: FastifyRequest<Params>) => {
    const insurer = lineOf(insurers, request.params.tenant);
    const raw = typeof request.body === 'string' ? request.body : '';
    const signature = request.headers['jambonz-signature'];
    // The provider's clock is the real one, whatever time the product is told it is.
    const signed = signedByJambonz(secret, { body: raw, signature, nowMs: Date.now() });
    const body = signed ? parsed(raw) : undefined;
    return insurer && body ? { insurer, body } : undefined;
  };

  app.post<Params>(
    '/ivr/jambonz/:tenant',
    described('A call by jambonz: verbs, by keys and speech', verbs),
    async (request, reply) => {
      const ours = genuine(request);
      const heard = ours && heardFromJambonz(ours.body, request.query);
      if (!ours || !heard) return refused(reply);
      const prompt = await telephone.receive(heard, { provider: 'jambonz', insurer: ours.insurer });
      return reply.send(
        verbsOf(prompt, { insurer: ours.insurer, base: `${publicUrl}/ivr/jambonz/${ours.insurer.id}` }),
      );
    },
  );

  app.post<Params>(
    '/ivr/jambonz/:tenant/status',
    described('A call by jambonz has ended', noted),
    async (request, reply) => {
      const ours = genuine(request);
      const heard = ours && heardFromJambonz(ours.body, {});
      if (!ours || !heard) return refused(reply);
      if (callEnds.includes(String(ours.body.call_status)))
        await telephone.end(heard.call, { provider: 'jambonz', insurer: ours.insurer });
      return reply.code(204).send();
    },
  );
}

/** Guides have no line of their own: an insurer’s menu leads to them. */
function lineOf(insurers: IvrChannelOptions['insurers'], tenant: string) {
  const insurer = insurers.get(tenant);
  return insurer?.kind === 'insurer' ? insurer : undefined;
}

function parsed(raw: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const body: unknown = JSON.parse(raw);
    return body !== null && typeof body === 'object' ? (body as Record<string, unknown>) : undefined;
  } catch {
    // Signed and yet no JSON: refused like anything else that is not a webhook.
    return undefined;
  }
}

/** Whatever arrives that is no webhook of ours is told nothing, not even what is wrong with it. */
function bare(app: FastifyInstance): void {
  // What is answered is described for people, not written by the description.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error.statusCode !== undefined && error.statusCode < 500) return refused(reply);
    request.log.error({ err: error }, 'a webhook failed');
    return reply.code(500).send();
  });
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('cache-control', 'no-store');
    done();
  });
}

const refused = (reply: FastifyReply) => reply.code(403).send();
