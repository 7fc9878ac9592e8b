import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { code, generated, table } from './markdown.ts';

/** Every row of the requirements, as ranges. Their texts are not ours to copy. */
const rows = [
  'L01-L05 L07-L15',
  'R01 R03-R13',
  'F01-F10',
  'K01-K09',
  'T00-T06',
  'E01-E03 E10-E20 E30-E41 E50-E56 E60-E65',
  'D01-D14',
  'X01-X24',
  'P01-P17',
];

interface Citation {
  readonly file: string;
  readonly title: string;
}

/** `K05-K08` → K05, K06, K07, K08. A range stays within its letter. */
export function idsIn(text: string): string[] {
  return [...text.matchAll(/\b([LRFKTEDXP])(\d\d)(?:-\1?(\d\d))?\b/g)].flatMap(
    ([, letter, from, to = from]) =>
      Array.from(
        { length: Math.max(0, Number(to) - Number(from)) + 1 },
        (_, i) => `${letter}${String(Number(from) + i).padStart(2, '0')}`,
      ),
  );
}

/** Titles of describes and tests, `each` included: the strings a reader of the report sees. */
export function titlesIn(source: string): string[] {
  return [...source.matchAll(/\b(?:describe|suite|it|test)\b(?:\.\w+)*(?=\()/g)].flatMap(
    ({ 0: call, index }) => {
      const first = index + call.length;
      const end = endOf(source, first);
      // `it.each(list)('…')`: the title stands in the call of what that gives.
      const title = literalAt(source, (source[end] === '(' ? end : first) + 1);
      return title === undefined ? [] : [title];
    },
  );
}

const literal = /'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|`((?:\\.|[^`\\])*)`/y;

function literalAt(source: string, from: number): string | undefined {
  literal.lastIndex = from + /^\s*/.exec(source.slice(from))![0].length;
  const [, single, double, back] = literal.exec(source) ?? [];
  return single ?? double ?? back;
}

/** Just behind the bracket that closes the one here. Brackets in strings are none. */
function endOf(source: string, open: number): number {
  const marks = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|[()]/g;
  marks.lastIndex = open;
  let depth = 0;
  for (let mark = marks.exec(source); mark; mark = marks.exec(source)) {
    if (mark[0] === '(') depth += 1;
    if (mark[0] === ')') depth -= 1;
    if (depth === 0) return marks.lastIndex;
  }
  return source.length;
}

/** Requirement → the test files whose titles cite it. */
function citations(root: string): Map<string, Citation[]> {
  const cited = new Map<string, Citation[]>();
  const files = globSync('test/**/*.{test,contract}.ts', { cwd: root }).sort();
  for (const file of files)
    for (const title of titlesIn(readFileSync(join(root, file), 'utf8')))
      for (const id of new Set(idsIn(title))) cited.set(id, [...(cited.get(id) ?? []), { file, title }]);
  return cited;
}

export function requirementsPage(root: string): string {
  const cited = citations(root);
  const ids = rows.flatMap(idsIn);
  const without = ids.filter((id) => !cited.has(id));
  return [
    generated,
    '# Requirements and the tests that cite them',
    'A test names in its title the rows it proves. A row counts here once some title names it; how well it is proven is for the reader of the test to judge. The texts of the rows stand in the project’s brief.',
    `${ids.length - without.length} of ${ids.length} rows are cited. Not yet: ${ranges(without) || 'none'}.`,
    table(
      ['row', 'tests', 'files'],
      ids
        .filter((id) => cited.has(id))
        .map((id) => [id, String(cited.get(id)!.length), filesOf(cited.get(id)!)]),
    ),
    '',
  ].join('\n\n');
}

const filesOf = (found: readonly Citation[]) =>
  [...new Set(found.map(({ file }) => file))].map((file) => code(file)).join(' ');

function ranges(ids: readonly string[]): string {
  const groups: string[][] = [];
  for (const id of ids) {
    const last = groups.at(-1)?.at(-1);
    const follows = last?.[0] === id[0] && Number(id.slice(1)) === Number(last?.slice(1)) + 1;
    if (follows) groups.at(-1)!.push(id);
    else groups.push([id]);
  }
  return groups.map((group) => (group.length > 1 ? `${group[0]}-${group.at(-1)}` : group[0])).join(', ');
}
