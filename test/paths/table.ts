import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface Coverage {
  readonly channel: string;
  readonly reached: ReadonlySet<string>;
  /** Goals that cannot be there on the channel, with the reason. */
  readonly excused: ReadonlyMap<string, string>;
  readonly paths: number;
  readonly steps: number;
}

/** Flow × channel: how many of its transitions, and of what is offered everywhere, were made. */
export function coverageTable(goals: readonly string[], channels: readonly Coverage[]): string {
  const flows = [...new Set(goals.map((goal) => goal.split(':')[0]!))];
  const of = (flow: string) => goals.filter((goal) => goal.startsWith(`${flow}:`));
  const rows = flows.map((flow) => [
    flow,
    String(of(flow).length),
    ...channels.map(({ reached }) => share(of(flow), reached)),
  ]);
  const total = ['all', String(goals.length), ...channels.map(({ reached }) => share(goals, reached))];
  const walked = ['paths / steps', '', ...channels.map(({ paths, steps }) => `${paths} / ${steps}`)];
  const excused = ['excused', '', ...channels.map((channel) => String(channel.excused.size))];
  return columns([
    ['flow', 'transitions', ...channels.map(({ channel }) => channel)],
    ...rows,
    total,
    excused,
    walked,
  ]);
}

const share = (goals: readonly string[], reached: ReadonlySet<string>) => {
  const made = goals.filter((goal) => reached.has(goal)).length;
  return `${made}${made === goals.length ? '' : ` of ${goals.length}`}`;
};

function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
        .join('  '),
    )
    .join('\n');
}

/** The rows of the requirements, by family. `10-13` is four rows. */
const requirements: Readonly<Record<string, string>> = {
  L: '01-05 07-15',
  R: '01 03-13',
  F: '01-10',
  K: '01-09',
  T: '00-06',
  E: '01-03 10-20 30-41 50-56 60-65',
  D: '01-14',
  X: '01-24',
  P: '01-17',
};

const twoDigits = (n: number) => String(n).padStart(2, '0');

function expand(family: string, list: string): string[] {
  return list.split(' ').flatMap((part) => {
    const [from, to = from] = part.split('-').map(Number) as [number, number?];
    return Array.from({ length: to! - from + 1 }, (_, i) => family + twoDigits(from + i));
  });
}

/** Which requirements the titles of tests cite, by family, and which none does yet. */
export function requirementsCited(folder = resolve(import.meta.dirname, '..')): string {
  const cited = new Set<string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(test|contract)\.ts$/.test(file)) continue;
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [title] of text.matchAll(/\b(?:it|test|describe)[.\w]*\((?:.*\)\()?\s*[`'"].*?[`'"],/g))
      for (const [, family, from, to] of title.matchAll(/\b([LRFKTEDXP])(\d{2})(?:-\1?(\d{2}))?\b/g))
        for (const id of expand(family!, to ? `${from}-${to}` : from!)) cited.add(id);
  }
  const rows = Object.entries(requirements).map(([family, list]) => ({ family, ids: expand(family, list) }));
  const all = rows.flatMap(({ ids }) => ids);
  const short = (ids: readonly string[]) => ids.map((id) => id.slice(1)).join(' ');
  const lines = rows.map(({ family, ids }) => {
    const missing = ids.filter((id) => !cited.has(id));
    return `${family}  ${short(ids.filter((id) => cited.has(id)))}${missing.length > 0 ? `   not yet: ${short(missing)}` : ''}`;
  });
  return [
    `${all.filter((id) => cited.has(id)).length} of ${all.length} requirements cited by titles of tests`,
    ...lines,
  ].join('\n');
}
