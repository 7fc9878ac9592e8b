import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { openSqliteStore } from '../../adapters/sqlite/index.ts';
import type { Store } from '../../machines/ports/store.ts';
import { copyKind, type KindSum, sumOf } from '../../machines/services/copy.ts';
import { allKinds } from '../kinds.ts';
import { failed } from './failure.ts';

const usage = `npm run copy-store -- --from ADDRESS --to ADDRESS

Copies a stopped installation from one store to another and verifies the copy. ADDRESS is sqlite:FILE or a mongodb
connection string. Run it again to go on after an interruption. The print spool is not in the store: copy its folder.
`;

/** One instant for both stores: what expires during the copy is in both or in neither. */
const now = Date.now();
const clock = { now: () => now };

try {
  const { values } = parseArgs({
    options: { from: { type: 'string' }, to: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help || !values.from || !values.to) {
    process.stdout.write(usage);
    process.exitCode = values.help ? 0 : 2;
  } else {
    process.exitCode = await copyStore(values.from, values.to);
  }
} catch (error) {
  process.exitCode = failed(error, usage);
}

async function copyStore(fromAddress: string, toAddress: string): Promise<number> {
  const from = await open(fromAddress, true);
  try {
    const to = await open(toAddress, false);
    try {
      const before = await counted(from);
      await copied({ from, to }, before);
      return await verified(to, before);
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

async function open(address: string, mustExist: boolean): Promise<Store> {
  if (/^mongodb(\+srv)?:/.test(address)) {
    const { openMongoStore } = await import('../../adapters/mongodb/index.ts');
    return openMongoStore({ uri: address, clock, production: false });
  }
  const [, path] = /^sqlite:(?:\/\/)?(.+)$/.exec(address) ?? [];
  if (!path) throw new Error(`« ${address} » is no address: expected sqlite:FILE or mongodb://…`);
  const file = resolve(path);
  if (mustExist && !existsSync(file)) throw new Error(`${file} does not exist: there is nothing to copy.`);
  if (existsSync(file) && statSync(file).isDirectory())
    throw new Error(`« ${file} » is a folder: expected the SQLite file in it, as guichet.sqlite.`);
  return openSqliteStore({ file, clock });
}

async function counted(from: Store): Promise<readonly KindSum[]> {
  const bar = progress('reading', undefined);
  const sums: KindSum[] = [];
  for (const kind of allKinds) sums.push(await sumOf(from, kind, bar.add));
  bar.stop();
  return sums;
}

async function copied(stores: { from: Store; to: Store }, before: readonly KindSum[]): Promise<void> {
  const bar = progress('copying', total(before));
  let present = 0;
  for (const { kind } of before) present += (await copyKind(stores, kind, bar.add)).present;
  bar.stop();
  if (present > 0) process.stdout.write(`${present} documents were there already.\n`);
}

async function verified(to: Store, before: readonly KindSum[]): Promise<number> {
  const bar = progress('verifying', total(before));
  const wrong: string[] = [];
  const lines: string[] = [];
  for (const { kind, documents, sha256 } of before) {
    const after = await sumOf(to, kind, bar.add);
    if (after.documents !== documents || after.sha256 !== sha256) wrong.push(kind);
    else if (documents > 0) lines.push(`${String(documents).padStart(10)}  ${sha256.slice(0, 16)}  ${kind}`);
  }
  bar.stop();
  process.stdout.write(`${lines.join('\n')}\n`);
  if (wrong.length === 0) {
    process.stdout.write(
      `${total(before)} documents copied; counts and SHA-256 are the same on both sides.\n`,
    );
    return 0;
  }
  process.stderr.write(
    `Not the same on both sides: ${wrong.join(', ')}. The source was in use: stop every server, empty the target, copy again.\n`,
  );
  return 1;
}

function total(sums: readonly KindSum[]): number {
  return sums.reduce((sum, { documents }) => sum + documents, 0);
}

/** On stderr, where somebody watches. */
function progress(what: string, documents: number | undefined) {
  if (!process.stderr.isTTY) return { add: () => undefined, stop: () => undefined };
  const known = documents !== undefined;
  const format = known ? `${what} {bar} {percentage} %, {eta_formatted} left` : `${what} {value} documents`;
  const bar = new SingleBar({ format, hideCursor: true });
  bar.start(documents ?? 0, 0);
  return { add: (count: number) => bar.increment(count), stop: () => bar.stop() };
}
