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
import { putSteps } from './put-load.ts';

const [uri, clients, seconds, bytes] = process.argv.slice(2) as [string, string, string, string];
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
const steps = ids.map((id) => {
  let rev = 1;
  return async () => {
    rev += 1;
    const found = await records.findOne({ _id: recordId('session', id) });
    if (found?.rev !== rev - 1) throw new Error(`revision ${rev - 1} is not there`);
    const filter = { _id: recordId('session', id), rev: rev - 1, ...alive(Date.now()) };
    const { matchedCount } = await records.updateOne(filter, revision(at(id, rev), new ObjectId(), false));
    if (matchedCount !== 1) throw new Error(`revision ${rev} was not written`);
  };
});
const length = Number(seconds);
const seen = await putSteps(steps, { seconds: length, warmUpSeconds: Math.min(1, length / 3) });
await records.deleteMany({});
await client.close();
console.log(JSON.stringify(seen));
