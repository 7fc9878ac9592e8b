import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { MongoServer } from '../support/mongo-server.ts';
import { ownDatabase } from '../support/mongo-server.ts';
import type { Measurement } from './measurement.ts';
import { processorMs, type Served, scratch, serve } from './processes.ts';
import { type Finding, figure, milliseconds, perSecond } from './report.ts';
import { median } from './statistics.ts';
import { putLoad } from './turns.ts';

export const serveOnMongo = (uri: string, dataDir: string): Promise<Served> =>
  serve({
    script: 'server/main.ts',
    env: { DATA_DIR: dataDir, MONGODB_URI: uri, RATE_LIMITS: '0', LOG_LEVEL: 'warn' },
    ready: '/readyz',
  });

const counts = [1, 2, 4] as const;
/** Always as many in all: what grows is the number of nodes they are spread over. */
const clients = 64;

interface Round {
  readonly perSecond: number;
  readonly p99Ms: number;
  /** Processor time of one turn, in ms: of all nodes together, and of the database. */
  readonly nodesMs: number;
  readonly databaseMs: number | undefined;
  readonly nodesCores: number;
  readonly databaseCores: number;
}

/** One, two and four nodes on one MongoDB, the same load on each number: what it yields, and what runs short. */
export const mongoNodes = (server: MongoServer): Measurement => ({
  name: 'mongodb-nodes',
  async measure({ rounds, seconds, note }) {
    const uri = ownDatabase(server.uri!);
    const dir = scratch();
    const nodes = [await serveOnMongo(uri, join(dir.path, '0'))];
    while (nodes.length < 4) nodes.push(await serveOnMongo(uri, join(dir.path, `${nodes.length}`)));
    const seen = new Map<number, Round[]>(counts.map((count) => [count, []]));
    try {
      // In turns, and once before: the first of them would pay for a cold server.
      await oneRound(nodes.slice(0, 1), server.pid, seconds);
      for (let round = 0; round < rounds; round++)
        for (const count of counts)
          seen.get(count)!.push(await oneRound(nodes.slice(0, count), server.pid, seconds));
      note('one, two and four nodes');
    } finally {
      await Promise.all(nodes.map((node) => node.stop()));
      dir.remove();
    }
    return counts.flatMap((count) => findings(count, seen.get(count)!, seen.get(1)!));
  },
});

async function oneRound(
  nodes: readonly Served[],
  database: number | undefined,
  seconds: number,
): Promise<Round> {
  const used = () => ({
    nodes: nodes.reduce((sum, { pid }) => sum + processorMs(pid), 0),
    database: database === undefined ? 0 : processorMs(database),
  });
  const before = used();
  const started = performance.now();
  const loads = await Promise.all(
    nodes.map(({ url }) =>
      putLoad({ url, kind: 'turns', clients: clients / nodes.length, seconds, warmUpSeconds: 0.5 }),
    ),
  );
  const wallMs = performance.now() - started;
  const after = used();
  const requests = loads.reduce((sum, load) => sum + load.requests, 0);
  const nodesMs = after.nodes - before.nodes;
  const databaseMs = after.database - before.database;
  return {
    perSecond: loads.reduce((sum, load) => sum + load.perSecond, 0),
    p99Ms: Math.max(...loads.map(({ p99Ms }) => p99Ms)),
    nodesMs: nodesMs / requests,
    databaseMs: database === undefined ? undefined : databaseMs / requests,
    nodesCores: nodesMs / wallMs,
    databaseCores: databaseMs / wallMs,
  };
}

function findings(count: number, rounds: readonly Round[], alone: readonly Round[]): Finding[] {
  const of = (pick: (round: Round) => number) => rounds.map(pick);
  const nodes = `${count} node${count === 1 ? '' : 's'}`;
  const growth = median(of((round) => round.perSecond)) / median(alone.map((round) => round.perSecond));
  const databaseMs = rounds.flatMap((round) => round.databaseMs ?? []);
  return [
    figure(
      `${nodes}: turns`,
      of((round) => round.perSecond),
      perSecond,
    ),
    { name: `${nodes}: growth`, value: `${growth.toFixed(2)} ×`, verdict: 'figure' },
    figure(
      `${nodes}: p99 of a turn`,
      of((round) => round.p99Ms),
      milliseconds,
    ),
    figure(
      `${nodes}: processor time of a turn, nodes`,
      of((round) => round.nodesMs),
      milliseconds,
    ),
    ...(databaseMs.length > 0
      ? [figure(`${nodes}: processor time of a turn, MongoDB`, databaseMs, milliseconds)]
      : []),
    {
      name: `${nodes}: cores in use`,
      value: limitOf(median(of((round) => round.nodesCores)), median(of((round) => round.databaseCores))),
      verdict: 'figure',
    },
  ];
}

/** What runs short: a node's one thread, the machine that nodes, database and clients share, or neither. */
function limitOf(nodes: number, database: number): string {
  const cores = availableParallelism();
  const rest = 'the load clients, and whatever else runs here, have the rest';
  return `nodes ${nodes.toFixed(2)}, MongoDB ${database.toFixed(2)} of ${cores}; ${rest}`;
}
