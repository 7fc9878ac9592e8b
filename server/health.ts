import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { Store } from '../machines/ports/store.ts';
import type { Readings } from './metrics.ts';

export interface HealthOptions {
  readonly store: Pick<Store, 'ping'>;
  readonly readings: Readings;
  readonly workerHealthy: () => boolean;
  readonly stopping: () => boolean;
  /** Whether the installation brought Microsoft's Web Chat along; the plain chat page serves without it. */
  readonly chatWidget: 'served' | 'absent';
}

const Ready = Type.Object({
  status: Type.Union([Type.Literal('ready'), Type.Literal('away'), Type.Literal('stopping')]),
  store: Type.Union([Type.Literal('answers'), Type.Literal('away')]),
  worker: Type.Object({
    healthy: Type.Boolean({
      description: 'False once two rounds running achieved nothing: they threw, or all that was due failed.',
    }),
    lateMs: Type.Optional(
      Type.Number({ description: 'How long the oldest due work has been waiting, in whole seconds.' }),
    ),
  }),
  chatWidget: Type.Union([Type.Literal('served'), Type.Literal('absent')], {
    description: 'Without it the chat has its plain page only: run npm ci with a network.',
  }),
  contactsToConfirm: Type.Array(Type.Object({ tenant: Type.String(), contacts: Type.Array(Type.String()) })),
});

/** A store that hangs is away. */
const patienceMs = 2_000;

/**
 * `/healthz`: the process answers. `/readyz`: it can also do its work, which takes the store, and is not stopping; a late
 * worker is told but does not make a server unready, for taking it out of the balance would make the worker no faster.
 */
export async function healthRoutes(
  app: FastifyInstance,
  { store, readings, workerHealthy, stopping, chatWidget }: HealthOptions,
) {
  const tags = ['operations'];
  app.get('/healthz', { schema: { summary: 'Is the process alive?', tags } }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );

  const schema = { summary: 'Can it do its work?', tags, response: { 200: Ready, 503: Ready } };
  app.get('/readyz', { schema }, async (_request, reply) => {
    const answers = await answersInTime(store);
    // In whole seconds: how a quiet server was busy just now would tell whether a request was a member’s (P07).
    const lateMs = answers ? wholeSeconds(await readings.lateMs()) : undefined;
    if (!answers || stopping()) reply.code(503).header('retry-after', '2');
    return reply.header('cache-control', 'no-store').send({
      status: stopping() ? 'stopping' : answers ? 'ready' : 'away',
      store: answers ? 'answers' : 'away',
      worker: { healthy: workerHealthy(), ...(lateMs !== undefined && { lateMs }) },
      chatWidget,
      contactsToConfirm: readings.contactsToConfirm().filter(({ contacts }) => contacts.length > 0),
    });
  });
}

const wholeSeconds = (ms: number | undefined) =>
  ms === undefined ? undefined : Math.floor(ms / 1000) * 1000;

async function answersInTime(store: Pick<Store, 'ping'>): Promise<boolean> {
  const { promise: tooLate, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), patienceMs);
  try {
    return await Promise.race([
      store.ping().then(
        () => true,
        () => false,
      ),
      tooLate,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
