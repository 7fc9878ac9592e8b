import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface Coverage {
  readonly channel: string;
  readonly reached: ReadonlySet<string>;
  /** Goals a channel's capabilities excuse it from, with the capability. */
  readonly excused: ReadonlyMap<string, string>;
  readonly paths: number;
  readonly steps: number;
}

/** Flow × channel: how many of its transitions, and of what is offered everywhere, were made. */
export function coverageTable(goals: readonly string[], channels: readonly Coverage[]): string {
  const flows = [...new Set(goals.map((goal) => goal.split(':')[0]!))];
  const of = (flow: string) => goals.filter((goal) => goal.startsWith(`${flow}:`));
  const rows = flows.map((flow) => [flow, String(of(flow).length), ...channels.map(({ reached }) => share(of(flow), reached))]);
  const total = ['all', String(goals.length), ...channels.map(({ reached }) => share(goals, reached))];
  const walked = ['paths / steps', '', ...channels.map(({ paths, steps }) => `${paths} / ${steps}`)];
  const excused = ['excused', '', ...channels.map((channel) => String(channel.excused.size))];
  return columns([['flow', 'transitions', ...channels.map(({ channel }) => channel)], ...rows, total, excused, walked]);
}

const share = (goals: readonly string[], reached: ReadonlySet<string>) => {
  const made = goals.filter((goal) => reached.has(goal)).length;
  return `${made}${made === goals.length ? '' : ` of ${goals.length}`}`;
};

function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '))
    .join('\n');
}

/** Requirements that the titles of tests cite, by family: what is proven somewhere. */
export function requirementsCited(folder = resolve(import.meta.dirname, '..')): string {
  const ids = new Set<string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(test|contract)\.ts$/.test(file)) continue;
    const titles = readFileSync(join(folder, file), 'utf8').match(/\b(?:it|test|describe)[.\w]*\(.*?[`'"](.*?)[`'"],/gs) ?? [];
    for (const title of titles)
      for (const [, family, from, to] of title.matchAll(/\b(CT|[LRFKTEDXPS])(\d{2})(?:-[A-Z]?(\d{2}))?\b/g))
        for (let n = Number(from); n <= Number(to ?? from); n++) ids.add(`${family}${String(n).padStart(2, '0')}`);
  }
  const families = [...new Set([...ids].map((id) => id.replace(/\d+/, '')))].sort();
  const lines = families.map((family) => {
    const own = [...ids].filter((id) => id.replace(/\d+/, '') === family).sort();
    return `${family.padEnd(3)} ${own.map((id) => id.slice(family.length)).join(' ')}`;
  });
  return [`${ids.size} requirements cited by tests`, ...lines].join('\n');
}
