/**
 * A process of its own: `raw-mongo.ts URI CLIENTS SECONDS BYTES` does with the driver alone what a turn asks of it, one
 * read by id and one conditional write of a body of that length, and prints how often a second. Same connection
 * settings, same filters, same updates as the store: what it leaves out is the product.
 */
import { randomBytes } from 'node:crypto';
import { ObjectId } from 'mongodb';
import { createClient } from '../../adapters/mongodb/connection.ts';
import { alive, type DocumentRecord, newRecord, recordId, revision } from '../../adapters/mongodb/records.ts';
import type { StoredDocument } from '../../machines/ports/store.ts';
import { quantile } from './statistics.ts';

const [uri, clients, seconds, bytes] = process.argv.slice(2) as [string, string, string, string];
const warmUpMs = Math.min(1000, Number(seconds) * 333);
const body = randomBytes(Number(bytes));
const { client, database } = createClient(uri);
await client.connect();
const records = database.collection<DocumentRecord>('raw');

const day = 86_400_000;
const at = (id: string, rev: number): StoredDocument => ({
  ...{ kind: 'session', id, rev, keys: [], body },
  ...{ dueAt: Date.now() + day, expiresAt: Date.now() + 30 * day },
});

// One after the other: connections are made before they are needed by all at once.
const ids = Array.from({ length: Number(clients) }, (_, i) => `raw-${process.pid}-${i}`);
for (const id of ids) await records.insertOne(newRecord(at(id, 1), new ObjectId()));
const from = performance.now() + warmUpMs;
const until = from + Number(seconds) * 1000;
const latencies: number[] = [];

async function turnAfterTurn(id: string): Promise<void> {
  for (let rev = 2, now = performance.now(); now < until; rev++) {
    const started = now;
    const found = await records.findOne({ _id: recordId('session', id) });
    if (found?.rev !== rev - 1) throw new Error(`revision ${rev - 1} is not there`);
    const filter = { _id: recordId('session', id), rev: rev - 1, ...alive(Date.now()) };
    const { matchedCount } = await records.updateOne(filter, revision(at(id, rev), new ObjectId(), false));
    if (matchedCount !== 1) throw new Error(`revision ${rev} was not written`);
    now = performance.now();
    if (now >= from && now < until) latencies.push(now - started);
  }
}

await Promise.all(
  Array.from({ length: Number(clients) }, (_, i) => turnAfterTurn(`raw-${process.pid}-${i}`)),
);
await records.deleteMany({});
await client.close();
const result = { perSecond: latencies.length / Number(seconds), p50Ms: quantile(latencies, 0.5) };
console.log(JSON.stringify(result));
