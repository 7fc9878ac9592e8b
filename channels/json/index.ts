import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { AnswerRequest } from '../../machines/engine/engine.ts';
import type { Registry } from '../../machines/engine/registry.ts';
import { Refused, StaleTurn } from '../../machines/errors.ts';
import type { Origin } from '../../machines/flow.ts';
import { meaningOf } from '../problems.ts';
import { sessionOf } from './bearer.ts';
import { acceptedLocale } from './locale.ts';
import { forAnyone, forHolder, problems } from './operations.ts';
import { sendNotFound, sendProblem } from './problems.ts';
import {
  AnswerBody,
  HandOverBody,
  ProblemSchema,
  SessionBody,
  StaleProblemSchema,
  StartBody,
  TenantParams,
  ViewBody,
  viewSchemaOf,
} from './schemas.ts';
import { type StartParts, startSession } from './start.ts';
import { validator } from './validator.ts';

export { openApi } from './open-api.ts';

export interface JsonChannelOptions extends StartParts {
  /** Where a request comes from, as the server trusts it (X03). */
  readonly originOf: (request: FastifyRequest, channel: string) => Origin;
}

/** As it stands in `Origin.channel` and in the audit. */
const channel = 'json';
/** The longest answer: a solved human check beside four fields. */
const bodyLimit = 16_384;

/** The JSON channel for apps and portals (contract): `/api/v1/{tenant}/sessions`, `/api/v1/session`. */
export const jsonChannel: FastifyPluginAsync<JsonChannelOptions> = async (app, options) => {
  await app.register(async (api) => routes(speaking(api, options.registry), options), { prefix: '/api/v1' });
};

/** JSON only, by our schemas, refused in our words, cached by nobody. */
function speaking(api: FastifyInstance, registry: Registry) {
  api.removeAllContentTypeParsers();
  api.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit },
    api.getDefaultJsonParser('error', 'error'),
  );
  api.setValidatorCompiler(validator);
  api.setErrorHandler(sendProblem);
  api.setNotFoundHandler(sendNotFound);
  api.addHook('onRequest', (_request, reply, done) => {
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
    done();
  });
  for (const schema of [viewSchemaOf(registry), ProblemSchema, StaleProblemSchema]) api.addSchema(schema);
  return api.withTypeProvider<TypeBoxTypeProvider>();
}

function routes(api: ReturnType<typeof speaking>, options: JsonChannelOptions) {
  const { engine, originOf } = options;

  const starting = {
    ...forAnyone('startSession', 'Start a session, open a link or join by a resume code'),
    params: TenantParams,
    body: StartBody,
    response: { 201: SessionBody, ...problems(400, 404, 413, 415, 429, 503) },
  };
  api.post('/:tenant/sessions', { schema: starting, preValidation: emptyBody }, async (request, reply) => {
    const { body, params, headers } = request;
    const { token, view } = await startSession(options, {
      tenant: params.tenant,
      locale: body.locale ?? acceptedLocale(headers['accept-language']),
      origin: originOf(request, channel),
      start: body,
    });
    return reply.code(201).send({ session: token, view });
  });

  const reading = {
    ...forHolder('readSession', 'What the session shows now'),
    response: { 200: ViewBody, ...problems(401, 503) },
  };
  api.get('/session', { schema: reading }, async (request) => {
    const { view } = await engine.resume(sessionOf(request));
    return { view };
  });

  const answering = {
    ...forHolder('answer', 'Answer the question asked, or take one of the choices'),
    body: AnswerBody,
    response: { 200: ViewBody, ...problems(400, 401, 409, 413, 415, 429, 503) },
  };
  api.post('/session/answers', { schema: answering, attachValidation: true }, async (request) => {
    const said = request.validationError ? unreadable(request) : request.body;
    const { view } = await engine
      .answer({ token: sessionOf(request), ...said, origin: originOf(request, channel) })
      .catch((error: unknown) => {
        throw toldOf(error, request.validationError);
      });
    return { view };
  });

  const handingOver = {
    ...forHolder('handOver', 'A code and a link by which another channel joins this session'),
    description:
      'Whoever joins finds the session where it stands. Where this holder has proven who they are, joining takes it back to the question before that proof, for both, with a new turn: what was done since stays done, and whoever answers the question goes on alone; the other sees `handed-over`. A session entered with a link is not passed on: who joins sees `handed-over`.',
    response: { 201: HandOverBody, ...problems(400, 401, 413, 415, 503) },
  };
  api.post('/session/hand-over', { schema: handingOver }, async (request, reply) => {
    const { code, token, until } = await engine.handOver(sessionOf(request));
    return reply.code(201).send({ resumeCode: code, token, expiresAt: new Date(until).toISOString() });
  });
}

/**
 * A body of another shape than an answer's. Nothing in it can be taken, and an empty choice never is; but where its
 * turn is the last one accepted, the recorded view is due whatever else it holds (contract).
 */
function unreadable({ body, validationError }: FastifyRequest): Pick<AnswerRequest, 'turn' | 'answer'> {
  const { turn } = (body ?? {}) as { readonly turn?: unknown };
  if (!Number.isInteger(turn)) throw validationError;
  return { turn: turn as number, answer: { choice: '' } };
}

/**
 * Whether the question is still asked is judged before what was answered: a stale turn stays one, whatever type its
 * values are of. What has not the shape of an answer at all is malformed, at any turn but the last one accepted.
 */
function toldOf(error: unknown, validationError: FastifyRequest['validationError']): unknown {
  if (!validationError) return error;
  if (error instanceof StaleTurn)
    return meaningOf(validationError).code === 'malformed' ? validationError : error;
  return error instanceof Refused ? validationError : error;
}

/** Everything about a start is optional, its body included; `null` is a body, and malformed. */
function emptyBody(request: FastifyRequest, _reply: unknown, done: () => void) {
  if (request.body === undefined) request.body = {};
  done();
}
