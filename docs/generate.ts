/**
 * Writes the documents that follow from the charts and the tests; `--check` names those out of date instead.
 * `--insurers DIR --out DIR`: sheets and scripts of one's own insurers, and nothing else.
 */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createRegistry } from '../machines/engine/registry.ts';
import { flows } from '../machines/flows/index.ts';
import { chattedMessages } from '../machines/messages/chatted.ts';
import { commonMessages } from '../machines/messages/common.ts';
import { spokenMessages } from '../machines/messages/spoken.ts';
import { flowPages } from './generate/flow-pages.ts';
import { requirementsPage } from './generate/requirements.ts';
import { sheets } from './generate/sheets/index.ts';

const root = resolve(import.meta.dirname, '..');

const registry = createRegistry({ flows, messages: [commonMessages, chattedMessages, spokenMessages] });

export function generatedDocuments(): Map<string, string> {
  return new Map([...flowPages(registry), ['docs/requirements.md', requirementsPage(root)]]);
}

/** Pages and papers that follow from the insurers’ data as well: what the telephone says, what members are told. */
export const generatedSheets = () => sheets(registry, join(root, 'adapters/insurers/demo'));

/** Sheets and scripts of the insurers of a folder, side by side in another. */
export async function writeOwn(insurers: string, out: string): Promise<void> {
  mkdirSync(out, { recursive: true });
  for (const [name, content] of await sheets(registry, resolve(insurers))) {
    const file = join(out, basename(name));
    writeFileSync(file, content);
    console.log(`wrote ${file}`);
  }
}

/** Files that differ from what they would be, and pages of flows that no longer exist. */
export function outOfDate(documents: ReadonlyMap<string, string | Buffer>): string[] {
  const differing = [...documents]
    .filter(([file, content]) => !Buffer.from(content).equals(readOr(file)))
    .map(([file]) => file);
  const orphans = globSync(['docs/flows/*.md', 'docs/sheets/*'], { cwd: root }).filter(
    (file) => !documents.has(file),
  );
  return [...differing, ...orphans].sort();
}

function readOr(file: string): Buffer {
  try {
    return readFileSync(join(root, file));
  } catch {
    return Buffer.alloc(0);
  }
}

if (import.meta.main) {
  const { insurers, out, check } = parseArgs({
    options: { insurers: { type: 'string' }, out: { type: 'string' }, check: { type: 'boolean' } },
  }).values;
  if ((insurers === undefined) !== (out === undefined))
    throw new Error('--insurers says whose sheets are written, --out where: name both');
  if (insurers !== undefined && out !== undefined) await writeOwn(insurers, out);
  else await writeOurs(check === true);
}

async function writeOurs(check: boolean): Promise<void> {
  const documents = new Map([...generatedDocuments(), ...(await generatedSheets())]);
  const stale = outOfDate(documents);
  if (check) {
    for (const file of stale) console.error(`${file} is out of date: run npm run docs`);
    process.exitCode = stale.length > 0 ? 1 : 0;
  } else {
    for (const file of stale) {
      const content = documents.get(file);
      if (content === undefined) rmSync(join(root, file));
      else {
        mkdirSync(dirname(join(root, file)), { recursive: true });
        writeFileSync(join(root, file), content);
      }
      console.log(content === undefined ? `removed ${file}` : `wrote ${file}`);
    }
  }
}
