/**
 * A process of its own that claims the one due document of a store and writes it when told to: `node lease-holder.ts
 * <mongodb://… or file> <lease in ms>`. Prints the claim as JSON and, once it is sent a line, what became of its
 * commit under that claim.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Store } from '../../machines/ports/store.ts';
import { revised } from './stored-documents.ts';

const [address, leaseMs] = process.argv.slice(2) as [string, string];
const clock = { now: () => Date.now() };

async function open(): Promise<Store> {
  if (address.startsWith('mongodb')) {
    const { openMongoStore } = await import('../../adapters/mongodb/index.ts');
    return openMongoStore({ uri: address, clock, production: false, broom: false });
  }
  const { openSqliteStore } = await import('../../adapters/sqlite/index.ts');
  return openSqliteStore({ file: address, clock });
}

const store = await open();
const [claimed] = await store.claim({ now: Date.now(), leaseMs: Number(leaseMs), limit: 1 });
if (!claimed) throw new Error('nothing is due');
const { document, lease } = claimed;
process.stdout.write(`${JSON.stringify({ id: document.id, until: lease.until })}\n`);
const input = createInterface({ input: process.stdin });
await once(input, 'line');
const late = revised(document, { body: Buffer.from('written after the pause'), dueAt: null });
process.stdout.write(`${JSON.stringify({ result: await store.commit(late, lease) })}\n`);
input.close();
await store.close();
