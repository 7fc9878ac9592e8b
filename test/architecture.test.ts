/** Who may import whom (docs: « Who may import whom » of the design), and what may stand where. Read from the sources. */
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

interface Source {
  readonly path: string;
  readonly text: string;
  /** Without comments: a word in a comment breaks nothing. */
  readonly code: string;
  readonly imports: readonly string[];
}

const roots = ['machines', 'channels', 'adapters', 'server'];
const sources: readonly Source[] = roots.flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => read(join(root, file))),
);

function read(path: string): Source {
  const text = readFileSync(path, 'utf8');
  const code = withoutComments(text);
  const imports = importsOf(code).map((name) =>
    name.startsWith('.') ? normalize(join(dirname(path), name)) : name,
  );
  return { path, text, code, imports };
}

/** `import … from 'x'`, `export … from 'x'`, `import 'x'`, `import('x')`: also types. */
function importsOf(code: string): readonly string[] {
  const statements = /(?:^|\n)\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]/g;
  const dynamic = /\bimport\(\s*['"`]([^'"`]+)['"`]/g;
  return [...code.matchAll(statements), ...code.matchAll(dynamic)].map(([, name]) => name!);
}

/** Each circle once, from its first file in the order of the alphabet. */
function circlesIn(needs: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const circles = new Set<string>();
  const over = new Set<string>();
  const walk = (path: string, way: readonly string[]): void => {
    const at = way.indexOf(path);
    if (at >= 0) {
      const circle = way.slice(at);
      const first = circle.indexOf([...circle].sort()[0]!);
      const turned = [...circle.slice(first), ...circle.slice(0, first)];
      circles.add([...turned, turned[0]].join(' → '));
      return;
    }
    if (over.has(path)) return;
    for (const next of needs.get(path) ?? []) walk(next, [...way, path]);
    over.add(path);
  };
  for (const path of needs.keys()) walk(path, []);
  return [...circles].sort();
}

/** Comments go, strings and templates stay. */
function withoutComments(text: string): string {
  return text.replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (_all, literal: string | undefined) => literal ?? ' ',
  );
}

const inFolder = (folder: string) => sources.filter(({ path }) => path.startsWith(`${folder}/`));
const found = (wrong: readonly { path: string; what: string }[]) =>
  wrong.map(({ path, what }) => `${path}: ${what}`);

/** Every import of these files that the rule forbids. */
const forbidden = (files: readonly Source[], rule: (name: string, path: string) => boolean) =>
  found(
    files.flatMap(({ path, imports }) =>
      imports.filter((name) => rule(name, path)).map((what) => ({ path, what })),
    ),
  );

/** Every match of the pattern in these files' code. */
const matches = (files: readonly Source[], pattern: RegExp) =>
  found(files.flatMap(({ path, code }) => [...code.matchAll(pattern)].map(([what]) => ({ path, what }))));

const isOurs = (name: string) => roots.some((root) => name.startsWith(`${root}/`));
/** `machines/flows/sign-in/chart.ts` → `sign-in` for the depth of 2. */
const partOf = (path: string, depth: number) => path.split('/')[depth]!;

test('there is something to look at, and every relative import leads to a file', () => {
  expect(sources.length).toBeGreaterThan(150);
  const known = new Set(sources.map(({ path }) => path));
  expect(forbidden(sources, (name) => isOurs(name) && name.endsWith('.ts') && !known.has(name))).toEqual([]);
});

test('imports are read whatever their form', () => {
  const code = `import a from 'one';\nimport {\n b,\n} from "two";\nexport * from 'three';\nimport 'four';\nawait import('five');`;
  expect(importsOf(code)).toEqual(['one', 'two', 'three', 'four', 'five']);
  expect(
    importsOf(withoutComments(`// import x from 'six'\n/* import 'seven' */ const url = 'http://eight';`)),
  ).toEqual([]);
});

describe('who may import whom', () => {
  const bottom = ['flow', 'envelope', 'errors', 'fields'].map((name) => `machines/${name}.ts`);
  const layers: readonly (readonly [string, readonly string[]])[] = [
    ['machines/domain', ['machines/domain/', ...bottom]],
    ['machines/messages', ['machines/messages/', 'machines/domain/', ...bottom]],
    ['machines/ports', ['machines/ports/', 'machines/domain/', ...bottom]],
    [
      'machines/flows',
      ['machines/flows/', 'machines/domain/', 'machines/ports/', 'machines/messages/', ...bottom],
    ],
    [
      'machines/engine',
      ['machines/engine/', 'machines/domain/', 'machines/ports/', 'machines/messages/', ...bottom],
    ],
    ['machines/services', ['machines/']],
    ['channels', ['machines/', 'channels/']],
    ['adapters', ['machines/', 'adapters/']],
    ['server', ['']],
  ];

  test.each(layers)('%s imports nothing above it', (folder, allowed) => {
    const files = inFolder(folder);
    expect(files.length).toBeGreaterThan(1);
    expect(
      forbidden(files, (name) => isOurs(name) && !allowed.some((prefix) => name.startsWith(prefix))),
    ).toEqual([]);
  });

  test('the shared bottom stands on domain and messages alone', () => {
    const files = sources.filter(({ path }) => bottom.includes(path));
    expect(files).toHaveLength(4);
    const below = ['machines/domain/', 'machines/messages/', ...bottom];
    expect(
      forbidden(files, (name) => isOurs(name) && !below.some((prefix) => name.startsWith(prefix))),
    ).toEqual([]);
  });

  test('a flow imports no other flow: sub-flows go by name', () => {
    const files = inFolder('machines/flows').filter(({ path }) => path !== 'machines/flows/index.ts');
    const other = (name: string, path: string) =>
      name.startsWith('machines/flows/') && ![partOf(path, 2), 'shared'].includes(partOf(name, 2));
    expect(forbidden(files, other)).toEqual([]);
  });

  test('a channel imports no other channel: what sequential ones share is none itself', () => {
    const other = (name: string, path: string) =>
      name.startsWith('channels/') &&
      name.split('/').length > 2 &&
      ![partOf(path, 1), 'conversation'].includes(partOf(name, 1));
    expect(forbidden(inFolder('channels'), other)).toEqual([]);
  });

  /** Folders of a channel, each with those it knows; the files named are the ground that all stand on. */
  const insides: readonly (readonly [
    string,
    Readonly<Record<string, readonly string[]>>,
    readonly string[],
  ])[] = [
    [
      'channels/chat/bot/',
      { hearing: ['acting', 'telling'], acting: ['telling'], telling: [], unasked: ['telling'] },
      ['scene', 'session', 'language', 'own', 'parts'],
    ],
    [
      'channels/ivr/',
      { acting: ['hearing', 'telling'], telling: ['hearing'], hearing: [], providers: [] },
      ['words', 'about-words', 'prompt', 'parts', 'call-state', 'session', 'nir-keys', 'channel'],
    ],
    [
      'channels/conversation/understanding/',
      { meaning: ['model', 'words'], choosing: ['words'], model: ['words'], words: [] },
      ['understanding', 'read-data', 'remembered'],
    ],
  ];

  test.each(insides)('inside %s nothing runs back', (place, folders, names) => {
    const ground = names.map((name) => `${place}${name}.ts`);
    const groundFiles = sources.filter(({ path }) => ground.includes(path));
    expect(groundFiles).toHaveLength(ground.length);
    expect(forbidden(groundFiles, (name) => name.startsWith(place) && !ground.includes(name))).toEqual([]);
    for (const [folder, below] of Object.entries(folders)) {
      const files = inFolder(`${place}${folder}`);
      expect(files.length).toBeGreaterThan(2);
      const allowed = [folder, ...below].map((name) => `${place}${name}/`);
      const isBack = (name: string) =>
        name.startsWith(place) && !ground.includes(name) && !allowed.some((start) => name.startsWith(start));
      expect(forbidden(files, isBack)).toEqual([]);
    }
  });

  test('an adapter imports no other adapter', () => {
    const other = (name: string, path: string) =>
      name.startsWith('adapters/') && partOf(name, 1) !== partOf(path, 1);
    expect(forbidden(inFolder('adapters'), other)).toEqual([]);
  });
});

describe('what a package is used for', () => {
  const only: readonly (readonly [RegExp, readonly string[]])[] = [
    [/^mongodb(\/|$)/, ['adapters/mongodb/']],
    [/^(botbuilder|botframework|@microsoft\/agents-)/, ['channels/chat/botframework/']],
    [/^twilio(\/|$)/, ['channels/ivr/']],
    [/^(@?fastify)(\/|$)/, ['channels/', 'server/']],
    [/^node:sqlite$/, ['adapters/sqlite/']],
    [/^argon2$/, ['adapters/crypto/', 'adapters/insurers/demo/hash-codes.ts']],
    [/^nodemailer(\/|$)/, ['adapters/mail/']],
    [/^pdfkit(\/|$)/, ['adapters/letters/']],
    [/^node:worker_threads$/, ['adapters/letters/']],
    [/^xstate(\/|$)/, ['machines/flows/', 'machines/engine/', 'machines/flow.ts', 'docs/']],
  ];

  test.each(only)('%s only where it belongs', (name, places) => {
    const elsewhere = sources.filter(({ path }) => !places.some((place) => path.startsWith(place)));
    expect(forbidden(elsewhere, (imported) => name.test(imported))).toEqual([]);
  });
});

describe('what may stand where', () => {
  const pure = [...inFolder('machines/flows'), ...inFolder('machines/domain')];

  test('the environment is read in one file', () => {
    const elsewhere = sources.filter(({ path }) => path !== 'server/config.ts');
    expect(matches(elsewhere, /process\.env\b/g)).toEqual([]);
  });

  test('flows and domain know no Node, no clock and no chance', () => {
    expect(forbidden(pure, (name) => isBuiltin(name))).toEqual([]);
    expect(
      matches(
        pure,
        /\b(?:Date\.now|Math\.random|new Date\(\)|crypto\.|performance\.|set(?:Timeout|Interval|Immediate)|process\.|Buffer\b)/g,
      ),
    ).toEqual([]);
  });

  test('the engine and the services take the time from the clock', () => {
    const files = [...inFolder('machines/engine'), ...inFolder('machines/services')];
    expect(matches(files, /\b(?:Date\.now|new Date\(\)|performance\.now)/g)).toEqual([]);
  });

  test('letters are drawn by the thread that is there for it, which nobody loads into another (P07)', () => {
    const thread = 'adapters/letters/drawing-thread.ts';
    const users = (file: string) =>
      sources.filter(({ imports }) => imports.includes(file)).map(({ path }) => path);
    expect([users('adapters/letters/render.ts'), users(thread)]).toEqual([[thread], []]);
  });

  test('no flow, channel, service or engine names an insurer (L15)', () => {
    const files = [
      ...inFolder('machines').filter(({ path }) => !path.startsWith('machines/domain/')),
      ...inFolder('channels'),
    ];
    expect(matches(files, /\b(?:cpms|acs|abela)\b/gi)).toEqual([]);
  });

  test('no flow, channel, service or engine holds a telephone number, a price or a mailbox (CT, L15)', () => {
    const files = [...inFolder('machines'), ...inFolder('channels')];
    // Not the ten keys themselves.
    const numbers =
      /(?<![\d.])(?!0123456789)(?:\+33|0)[1-9](?:[ .]?\d{2}){4}(?!\d)|\b0 ?8\d{2}(?: ?\d{2,3}){2,3}\b/g;
    expect(matches(files, numbers)).toEqual([]);
    expect(matches(files, /\d+[.,]\d{2} ?(?:€|EUR)/g)).toEqual([]);
    expect(matches(files, /[\w.-]+@[\w-]+\.(?:fr|com|test)\b/g)).toEqual([]);
  });

  test('no file needs itself through others, not even its types: imports make no circle', () => {
    const needs = new Map(sources.map(({ path, imports }) => [path, imports.filter(isOurs)]));
    expect(needs.get('channels/ivr/telephone.ts')).toContain('channels/ivr/call.ts');
    expect(circlesIn(needs)).toEqual([]);
    expect(
      circlesIn(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['b']],
        ]),
      ),
    ).toEqual(['b → c → b']);
  });

  test('every file says one thing: at most 600 lines, and no folder for leftovers', () => {
    const long = sources.filter(({ text }) => text.split('\n').length > 600).map(({ path }) => path);
    expect(long).toEqual([]);
    expect(
      sources.map(({ path }) => path).filter((path) => /\b(?:utils?|helpers?|misc|common)\//.test(path)),
    ).toEqual([]);
  });
});
