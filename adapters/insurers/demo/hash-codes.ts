/**
 * Writes the hash of every demo code into members.json: `node adapters/insurers/demo/hash-codes.ts`. Run it
 * after changing a code. Hashing 22 codes at each start would take most of the two seconds a start may take;
 * codes and hashes stand side by side here because these members are fictitious and exist outside production only.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import argon2 from 'argon2';
import type { DemoRow } from './seed.ts';

const FILE = new URL('members.json', import.meta.url);

/** OWASP's second choice for argon2id; the parameters are part of the hash. */
const PARAMETERS = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

const people = JSON.parse(readFileSync(FILE, 'utf8')) as { clients: unknown; members: DemoRow[] };
const members: DemoRow[] = [];
for (const row of people.members) {
  // A hash that still fits stays as it is, so that the file changes only where a code did.
  const fits = row.hash !== '' && (await argon2.verify(row.hash, row.code));
  members.push(fits ? row : { ...row, hash: await argon2.hash(row.code, PARAMETERS) });
}
writeFileSync(FILE, `${JSON.stringify({ ...people, members }, null, 2)}\n`);
