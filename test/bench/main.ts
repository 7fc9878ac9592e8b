/**
 * `npm run bench`: every figure is a ratio of two things measured in turns in one run on one machine. Takes
 * `--rounds 5`, `--seconds 3` (length of a round), `--only NAME`, `--write` (docs/performance.md) and `--profile` (of turns, or
 * with `--only sign-ins` of those).
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Measurement } from './measurement.ts';
import { million } from './million.ts';
import { profile } from './profile.ts';
import { markdownTable } from './report.ts';
import { signIns } from './sign-ins.ts';
import { start } from './start.ts';
import { timers } from './timers.ts';
import { turns } from './turns.ts';

const measurements: readonly Measurement[] = [turns, signIns, million, timers, start];

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    only: { type: 'string' },
    write: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
  },
});

if (values.profile) await profile(values.only === 'sign-ins' ? 'sign-ins' : 'turns', Number(values.seconds));
else await bench();

async function bench(): Promise<void> {
  const chosen = measurements.filter(({ name }) => !values.only || name === values.only);
  if (chosen.length === 0) throw new Error(`--only takes ${measurements.map(({ name }) => name).join(', ')}`);
  const setting = {
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
    note: (text: string) => console.error(`… ${text}`),
  };
  console.log(machine());
  const sections: string[] = [];
  for (const { name, measure } of chosen) {
    const section = `## ${name}\n\n${markdownTable(await measure(setting))}`;
    console.log(`\n${section}`);
    sections.push(section);
  }
  if (values.write) write(sections.join('\n\n'));
}

function machine(): string {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  return `${availableParallelism()} cores (${cpus()[0]?.model.trim()}), ${memory}, Node ${process.version}, commit ${commit()}`;
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

/** Replaces the figures in docs/performance.md and leaves the words around them. */
function write(figures: string): void {
  const file = join(import.meta.dirname, '../../docs/performance.md');
  const marked = /(<!-- figures -->)[\s\S]*(<!-- end of figures -->)/;
  const text = readFileSync(file, 'utf8');
  if (!marked.test(text)) throw new Error(`${file} has no place for the figures`);
  const how = `${values.rounds} rounds of ${values.seconds} s, in turns.`;
  writeFileSync(
    file,
    text.replace(
      marked,
      () => `<!-- figures -->\n${machine()}. ${how}\n\n${figures}\n<!-- end of figures -->`,
    ),
  );
  console.log(`\nwrote ${file}`);
}
