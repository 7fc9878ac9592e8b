/** Writes the documents that follow from the charts and the tests; `--check` names those out of date instead. */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createRegistry } from '../machines/engine/registry.ts';
import { flows } from '../machines/flows/index.ts';
import { commonMessages } from '../machines/messages/common.ts';
import { flowPages } from './generate/flow-pages.ts';
import { requirementsPage } from './generate/requirements.ts';

const root = resolve(import.meta.dirname, '..');

export function generatedDocuments(): Map<string, string> {
  const registry = createRegistry({ flows, messages: [commonMessages] });
  return new Map([...flowPages(registry), ['docs/requirements.md', requirementsPage(root)]]);
}

/** Files that differ from what they would be, and pages of flows that no longer exist. */
export function outOfDate(documents: ReadonlyMap<string, string>): string[] {
  const differing = [...documents]
    .filter(([file, content]) => readOr(file) !== content)
    .map(([file]) => file);
  const orphans = globSync('docs/flows/*.md', { cwd: root }).filter((file) => !documents.has(file));
  return [...differing, ...orphans].sort();
}

function readOr(file: string): string | undefined {
  try {
    return readFileSync(join(root, file), 'utf8');
  } catch {
    return undefined;
  }
}

if (import.meta.main) {
  const documents = generatedDocuments();
  const stale = outOfDate(documents);
  if (process.argv.includes('--check')) {
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
