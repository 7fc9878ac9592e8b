import { MongoClient } from 'mongodb';
import type { DocumentRecord } from '../../adapters/mongodb/records.ts';
import type { MongoServer } from '../support/mongo-server.ts';
import { ownDatabase } from '../support/mongo-server.ts';
import type { Measurement } from './measurement.ts';
import { serveOnMongo } from './mongo-nodes.ts';
import { run, scratch } from './processes.ts';
import { figure, judged, milliseconds, percent, perSecond } from './report.ts';
import { alternating, median, ratios } from './statistics.ts';
import { putLoad } from './turns.ts';

const clients = 32;

interface Rate {
  readonly perSecond: number;
  readonly p50Ms: number;
}

const rates = (seen: readonly Rate[]) => seen.map(({ perSecond: rate }) => rate);
const p50s = (seen: readonly Rate[]) => seen.map(({ p50Ms }) => p50Ms);

/**
 * A durable turn, one read and one conditional write of a session, beside the driver alone doing that read and that write
 * on the same server: both without HTTP, since the driver has none. Over HTTP the same turns stand below, as a figure.
 */
export const mongoTurns = (server: MongoServer): Measurement => ({
  name: 'mongodb-turns',
  async measure({ rounds, seconds, note }) {
    const uri = ownDatabase(server.uri!);
    const dir = scratch();
    const guichet = await serveOnMongo(uri, dir.path);
    try {
      const load = { url: guichet.url, kind: 'turns', clients, seconds, warmUpSeconds: 1 } as const;
      // Once before: the JVM or the cache of the server is as warm for the first round as for the last.
      await putLoad(load);
      const bytes = String(await bodyBytes(uri));
      const common = [uri, String(clients), String(seconds)];
      const raw = () => run<Rate>('test/bench/raw-mongo.ts', [...common, bytes]);
      const engine = await alternating(rounds, () => run<Rate>('test/bench/engine-turns.ts', common), raw);
      note('turns on MongoDB against the raw driver');
      const http = await alternating(rounds, () => putLoad(load), raw);
      note('the same over HTTP');
      return [
        judged(
          'durable turn ÷ raw driver, same read and write, 32 at once',
          ratios(rates(engine.a), rates(engine.b)),
          { goal: 0.5, more: true, format: percent },
        ),
        figure('the same over HTTP, load client included', ratios(rates(http.a), rates(http.b)), percent),
        figure('durable turns on MongoDB, one node', rates(engine.a), perSecond),
        figure('the same over HTTP', rates(http.a), perSecond),
        figure('raw driver: a read and a conditional write', rates(engine.b), perSecond),
        figure('p50 of a turn', p50s(engine.a), milliseconds),
        figure('p50 of the raw driver', p50s(engine.b), milliseconds),
        { name: 'stored body of such a session', value: `${bytes} bytes`, verdict: 'figure' },
      ];
    } finally {
      await guichet.stop();
      dir.remove();
    }
  },
});

/** What the load's sessions weigh: the raw driver writes as much. */
async function bodyBytes(uri: string): Promise<number> {
  const client = await MongoClient.connect(uri);
  const records = client.db().collection<DocumentRecord>('documents');
  const found = await records.find({ kind: 'session' }).limit(50).toArray();
  await client.close();
  return median(found.map(({ body }) => ('value' in body ? body.value().length : body.length)));
}
