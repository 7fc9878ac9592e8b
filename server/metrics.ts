import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { EngineEvent } from '../machines/engine/engine.ts';
import type { OutboxEntry } from '../machines/engine/outbox.ts';

/** What is read at the moment of a scrape. */
export interface Readings {
  /** How long the oldest due work has been waiting, in ms; undefined while the store is away. */
  readonly lateMs: () => Promise<number | undefined>;
  readonly deadEntries: () => Promise<number | undefined>;
  readonly waitingHashes: () => number;
  readonly contactsToConfirm: () => readonly {
    readonly tenant: string;
    readonly contacts: readonly string[];
  }[];
}

export type Metrics = ReturnType<typeof createMetrics>;

/** For Prometheus. Labels are names of flows, states, routes and kinds: never anything about a person (P13). */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const turns = new Counter({
    name: 'guichet_turns_total',
    help: 'Answers accepted, by the flow and state they led to.',
    labelNames: ['flow', 'state'],
    registers,
  });
  const refusals = new Counter({
    name: 'guichet_refusals_total',
    help: 'Answers refused by a flow (wrong code, wait, too easy …), by the state that refused.',
    labelNames: ['flow', 'state', 'error'],
    registers,
  });
  const ended = new Counter({
    name: 'guichet_sessions_ended_total',
    help: 'Sessions that ended, by how.',
    labelNames: ['flow', 'how'],
    registers,
  });
  const unreadable = new Counter({
    name: 'guichet_sessions_unreadable_total',
    help: 'Stored sessions that no chart of this process can read (P17).',
    labelNames: ['flow'],
    registers,
  });
  const deliveries = new Counter({
    name: 'guichet_deliveries_total',
    help: 'Mails, letters and SMS handed to their adapter, by result.',
    labelNames: ['kind', 'result'],
    registers,
  });
  const waited = new Histogram({
    name: 'guichet_outbox_wait_seconds',
    help: 'How long a message waited in the outbox beyond its time before it was handed over.',
    labelNames: ['kind'],
    buckets: [0.25, 0.5, 1, 2, 5, 15, 60, 300, 3600],
    registers,
  });
  const http = new Histogram({
    name: 'guichet_http_duration_seconds',
    help: 'Requests by route template.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const rounds = new Counter({
    name: 'guichet_worker_documents_total',
    help: 'Documents with due work that this process handled, by result.',
    labelNames: ['result'],
    registers,
  });
  const failures = new Counter({
    name: 'guichet_failures_total',
    help: 'Requests that failed here (5xx), by kind.',
    labelNames: ['code'],
    registers,
  });

  return {
    registry,
    onEngine(event: EngineEvent) {
      if (event.type === 'turn') {
        const { flow, state, error } = event;
        turns.inc({ flow, state });
        if (error !== undefined) refusals.inc({ flow, state, error });
      } else if (event.type === 'ended') ended.inc({ flow: event.flow, how: event.how });
      else if (event.type === 'version-unknown') unreadable.inc({ flow: event.flow });
    },
    onRound({ handled, failed }: { handled: number; failed: number }) {
      if (handled > failed) rounds.inc({ result: 'done' }, handled - failed);
      if (failed > 0) rounds.inc({ result: 'failed' }, failed);
    },
    onDelivery(entry: OutboxEntry, result: 'sent' | 'failed', now: number) {
      deliveries.inc({ kind: entry.kind, result });
      waited.observe({ kind: entry.kind }, Math.max(0, now - entry.dueAt) / 1000);
    },
    onFailure: (code: string) => failures.inc({ code }),
    onResponse: (labels: { method: string; route: string; status: string }, seconds: number) =>
      http.observe(labels, seconds),
    read(readings: Readings) {
      collectDefaultMetrics({ register: registry });
      gauge(
        'guichet_work_late_seconds',
        'How late the earliest due work is: timers, mails, letters.',
        async () => {
          const late = await readings.lateMs();
          return late === undefined ? Number.NaN : late / 1000;
        },
      );
      gauge('guichet_outbox_dead', 'Messages given up: see the admin API, outbox?state=dead.', async () => {
        return (await readings.deadEntries()) ?? Number.NaN;
      });
      gauge('guichet_argon2_waiting', 'Verifications waiting for a core.', async () =>
        readings.waitingHashes(),
      );
      const contacts = new Gauge({
        name: 'guichet_contacts_to_confirm',
        help: 'Contacts of an insurer that nobody has checked within its interval.',
        labelNames: ['tenant'],
        registers,
        collect() {
          for (const { tenant, contacts } of readings.contactsToConfirm())
            this.set({ tenant }, contacts.length);
        },
      });
      void contacts;
    },
  };

  function gauge(name: string, help: string, read: () => Promise<number>) {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(await read());
      },
    });
  }
}

/** `GET /metrics`. To be reached by the operator's own network only: see docs/operating.md. */
export async function metricsRoutes(app: FastifyInstance, { metrics }: { metrics: Metrics }) {
  const schema = { summary: 'Prometheus metrics', tags: ['operations'] };
  app.get('/metrics', { schema }, async (_request, reply) =>
    reply
      .type(metrics.registry.contentType)
      .header('cache-control', 'no-store')
      .send(await metrics.registry.metrics()),
  );
}
