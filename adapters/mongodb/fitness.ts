import { type Collection, ObjectId, type TopologyDescription } from 'mongodb';
import { CODES, hasCode } from './errors.ts';
import { UnfitStore } from './layout.ts';
import { alive, type DocumentRecord, newRecord, revision } from './records.ts';

const RACERS = 8;
const ROUNDS = 10;
const KIND = 'self-test';

/** @throws UnfitStore in production when the address leads to a server that stands alone. */
export function refuseStandalone(topology: TopologyDescription | undefined, production: boolean): void {
  const servers = [...(topology?.servers.values() ?? [])];
  if (production && servers.some(({ type }) => type === 'Standalone'))
    throw new UnfitStore(
      'MONGODB_URI names a standalone server: production needs a replica set or a sharded cluster, because only ' +
        'there does an acknowledged answer survive the loss of a machine.',
    );
}

/**
 * Races eight writers for each of ten revisions, and eight inserts for one id. A store that lets two of them win
 * would let an attacker's parallel guesses past the lockout; FerretDB on SQLite is known to.
 * @throws UnfitStore when any race has not exactly one winner.
 */
export async function refuseLostUpdates(records: Collection<DocumentRecord>): Promise<void> {
  const id = new ObjectId().toHexString();
  const start = { kind: KIND, id, rev: 1, keys: [], dueAt: null, expiresAt: Date.now() + 60_000, body };
  const _id = `${KIND}/${id}`;
  try {
    const inserts = await race(async () => {
      try {
        await records.insertOne(newRecord(start, new ObjectId()));
        return true;
      } catch (error) {
        if (hasCode(error, CODES.duplicateKey)) return false;
        throw error;
      }
    });
    if (inserts !== 1) throw unfit(`let ${inserts} of ${RACERS} racing inserts of one id win`);
    for (let rev = 1; rev <= ROUNDS; rev++) {
      const next = { ...start, rev: rev + 1 };
      const winners = await race(async () => {
        const filter = { _id, rev, ...alive(Date.now()) };
        const { matchedCount } = await records.updateOne(filter, revision(next, new ObjectId(), false));
        return matchedCount === 1;
      });
      if (winners !== 1) throw unfit(`let ${winners} of ${RACERS} racing writes to one revision win`);
    }
    const end = await records.findOne({ _id });
    if (end?.rev !== ROUNDS + 1) throw unfit(`stands at revision ${end?.rev} after ${ROUNDS} races`);
  } finally {
    await records.deleteOne({ _id }).catch(() => undefined);
  }
}

const body = new Uint8Array(16);

async function race(racer: () => Promise<boolean>): Promise<number> {
  const results = await Promise.all(Array.from({ length: RACERS }, racer));
  return results.filter(Boolean).length;
}

function unfit(found: string): UnfitStore {
  return new UnfitStore(
    `The server at MONGODB_URI loses updates: it ${found}. Lockouts cannot be kept on it: use MongoDB itself, ` +
      'version 4.4 or later.',
  );
}
