import { median, spread } from './statistics.ts';

/** One line of the table: what was measured, against what, and what it must reach. */
export interface Finding {
  readonly name: string;
  readonly value: string;
  readonly noise?: string;
  readonly floor?: string;
  readonly goal?: string;
  readonly verdict: 'goal' | 'floor' | 'below' | 'figure';
}

export interface Bounds {
  readonly floor?: number;
  readonly goal: number;
  /** Whether more is better. */
  readonly more: boolean;
  readonly format: (value: number) => string;
}

/** The median of the rounds, judged by the bounds of the issue. */
export function judged(
  name: string,
  rounds: readonly number[],
  { floor, goal, more, format }: Bounds,
): Finding {
  const value = median(rounds);
  const reaches = (bound: number) => (more ? value >= bound : value <= bound);
  const verdict = reaches(goal) ? 'goal' : floor !== undefined && reaches(floor) ? 'floor' : 'below';
  return {
    name,
    value: format(value),
    ...(rounds.length > 1 && { noise: `± ${(spread(rounds) * 100).toFixed(0)} %` }),
    ...(floor !== undefined && { floor: format(floor) }),
    goal: format(goal),
    verdict,
  };
}

/** A figure without a bound: it says what the ratios were made of. */
export function figure(name: string, rounds: readonly number[], format: (value: number) => string): Finding {
  const noise = rounds.length > 1 ? { noise: `± ${(spread(rounds) * 100).toFixed(0)} %` } : {};
  return { name, value: format(median(rounds)), ...noise, verdict: 'figure' };
}

export const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
export const perSecond = (value: number) => `${Math.round(value).toLocaleString('en')}/s`;
export const milliseconds = (value: number) => `${value.toFixed(2)} ms`;
export const seconds = (value: number) => `${value.toFixed(2)} s`;
export const times = (value: number) => `${value.toFixed(2)} ×`;
export const megabytes = (value: number) => `${value.toFixed(0)} MB`;

const words: Record<Finding['verdict'], string> = {
  goal: 'goal reached',
  floor: 'floor reached',
  below: 'BELOW',
  figure: '',
};

export function markdownTable(findings: readonly Finding[]): string {
  const rows = findings.map(({ name, value, noise = '', floor = '', goal = '', verdict }) =>
    [name, value, noise, floor, goal, words[verdict]].join(' | '),
  );
  return ['measure | median | noise | floor | goal | verdict', '---|---|---|---|---|---', ...rows]
    .map((row) => `| ${row} |`)
    .join('\n');
}
