import { execFile } from 'node:child_process';
import {
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idsIn, titlesIn } from '../docs/generate/requirements.ts';
import { generatedDocuments } from '../docs/generate.ts';

const root = resolve(import.meta.dirname, '..');
const run = promisify(execFile);
const pages = ['README.md', ...globSync('docs/**/*.md', { cwd: root })].sort();
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** Code blocks that a page announces as a file: `<!-- file: PATH -->` on the line before. */
function filesIn(page: string): Map<string, string> {
  const blocks = page.matchAll(/<!-- file: (\S+) -->\n```ts\n([\s\S]*?)```/g);
  return new Map([...blocks].map(([, file, content]) => [file!, content!]));
}

/** The repository with the page's files laid over it, made of links: nothing of the real one is touched. */
function overlay(files: ReadonlyMap<string, string>): string {
  const dir = mkdtempSync(join(tmpdir(), 'guichet-docs-'));
  const link = (path: string) => symlinkSync(join(root, path), join(dir, path));
  for (const entry of ['adapters', 'node_modules', 'package.json', 'server', 'channels', 'tsconfig.json'])
    link(entry);
  mkdirSync(join(dir, 'machines/flows'), { recursive: true });
  for (const entry of readdirSync(join(root, 'machines'))) if (entry !== 'flows') link(`machines/${entry}`);
  for (const entry of readdirSync(join(root, 'machines/flows'))) link(`machines/flows/${entry}`);
  for (const [file, content] of files) {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), content);
  }
  return dir;
}

describe('docs/adding-a-flow.md', () => {
  const files = filesIn(read('docs/adding-a-flow.md'));
  let dir = '';
  beforeAll(() => {
    dir = overlay(files);
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('holds a flow that runs on a real engine as the page says', async () => {
    expect([...files.keys()]).toContain('try-it.ts');
    const { stdout } = await run(process.execPath, ['try-it.ts'], { cwd: dir });
    expect(stdout.trim()).toBe('DURAND a un contrat chez CPMS.');
  });

  it('holds code that the compiler accepts under our own options', async () => {
    const options = JSON.parse(read('tsconfig.json')) as object;
    writeFileSync(join(dir, 'own.json'), JSON.stringify({ ...options, include: [...files.keys()] }));
    const compiler = join(root, 'node_modules/.bin/tsc');
    const { stdout } = await run(compiler, ['--noEmit', '-p', 'own.json'], { cwd: dir });
    expect(stdout).toBe('');
  });
});

describe('every page', () => {
  it.each(pages)('%s links to files that exist', (page) => {
    const targets = [...read(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(
      ([, target]) => target!,
    );
    const missing = targets.filter((target) => !globSync(join(dirname(join(root, page)), target)).length);
    expect(missing).toEqual([]);
  });

  it.each(pages)('%s names source files that exist', (page) => {
    const text = read(page);
    const named = text.matchAll(
      /`((?:machines|channels|adapters|server|test|docs)\/[\w./-]+\.(?:ts|json|md))`/g,
    );
    const exists = (file: string) => filesIn(text).has(file) || globSync(join(root, file)).length > 0;
    expect([...named].map(([, file]) => file!).filter((file) => !exists(file))).toEqual([]);
  });

  it.each(pages)('X24: %s nowhere says that six digits comply', (page) => {
    expect(read(page)).not.toMatch(/\b(?:compliant|complies|conforme à la (?:CNIL|recommandation))\b/i);
  });
});

describe('README.md', () => {
  it('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read('README.md').matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script!);
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });
});

describe('the generated documents', () => {
  it('are the same each time they are made', () => {
    expect(generatedDocuments()).toEqual(generatedDocuments());
  });

  it('cover every flow', () => {
    expect([...generatedDocuments().keys()]).toContain('docs/flows/sign-in.md');
  });

  it('find rows in titles as they are written', () => {
    const source =
      "describe('a (R04)', () => { it.each(list.filter(({ id }) => has(id)))('b K05-K08', run); it(`c P07`, run); });";
    expect(titlesIn(source).flatMap(idsIn)).toEqual(['R04', 'K05', 'K06', 'K07', 'K08', 'P07']);
    expect(titlesIn("other('d (R05)'); it('e', () => say('f (R06)')); suite('g (P08)', {}, run)")).toEqual([
      'e',
      'g (P08)',
    ]);
  });
});
