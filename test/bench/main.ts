/**
 * `npm run bench`: every figure is a ratio of two things measured in turns in one run on one machine. Takes
 * `--rounds 5`, `--seconds 3` (length of a round), `--only NAME`, `--write` (docs/performance.md) and `--profile` (of turns, or
 * of what `--only` names), and `--store mongodb`: what is measured on MongoDB instead, on the server of
 * MONGODB_URI or the tests' own.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { botframework } from './botframework.ts';
import { chat } from './chat.ts';
import { ivr } from './ivr.ts';
import type { Measurement } from './measurement.ts';
import { million } from './million.ts';
import { mongoNodes } from './mongo-nodes.ts';
import { mongoTurns } from './mongo-turns.ts';
import { profile } from './profile.ts';
import { markdownTable } from './report.ts';
import { signIns } from './sign-ins.ts';
import { start } from './start.ts';
import { timers } from './timers.ts';
import { turns } from './turns.ts';
import { understanding } from './understanding.ts';

const measurements: readonly Measurement[] = [
  turns,
  signIns,
  million,
  timers,
  start,
  botframework,
  chat,
  ivr,
  understanding,
];

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    only: { type: 'string' },
    write: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    store: { type: 'string', default: 'sqlite' },
  },
});

if (values.write && values.only)
  throw new Error('--write replaces all that docs/performance.md says of a run: leave --only out');

if (values.profile) await profile(values.only ?? 'turns', Number(values.seconds));
else if (values.store === 'mongodb') await benchMongo();
else if (values.store === 'sqlite') await bench(measurements, 'figures');
else throw new Error('--store takes sqlite or mongodb');

async function benchMongo(): Promise<void> {
  const { startMongo } = await import('../support/mongo-server.ts');
  const server = await startMongo();
  if (server.uri === undefined) throw new Error(server.reason);
  try {
    const what = server.real ? 'the MongoDB of MONGODB_URI' : 'mongo-java-server, in memory: no mongod';
    await bench([mongoTurns(server), mongoNodes(server)], 'figures on mongodb', `, on ${what}`);
  } finally {
    await server.stop();
  }
}

async function bench(measurements: readonly Measurement[], mark: string, where = ''): Promise<void> {
  const chosen = measurements.filter(({ name }) => !values.only || name === values.only);
  if (chosen.length === 0) throw new Error(`--only takes ${measurements.map(({ name }) => name).join(', ')}`);
  const setting = {
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
    note: (text: string) => console.error(`… ${text}`),
  };
  console.log(machine() + where);
  const sections: string[] = [];
  for (const { name, measure } of chosen) {
    const section = `## ${name}\n\n${markdownTable(await measure(setting))}`;
    console.log(`\n${section}`);
    sections.push(section);
  }
  if (values.write) write(sections.join('\n\n'), { mark, where });
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

/** Replaces the figures between these marks in docs/performance.md and leaves the words around them. */
function write(figures: string, { mark, where }: { mark: string; where: string }): void {
  const file = join(import.meta.dirname, '../../docs/performance.md');
  const [start, end] = [`<!-- ${mark} -->`, `<!-- end of ${mark} -->`];
  const text = readFileSync(file, 'utf8');
  const [from, until] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || until < from) throw new Error(`${file} has no place for the ${mark}`);
  const how = `${values.rounds} rounds of ${values.seconds} s, in turns.`;
  const measured = `${start}\n${machine()}${where}. ${how}\n\n${figures}\n`;
  writeFileSync(file, text.slice(0, from) + measured + text.slice(until));
  console.log(`\nwrote ${file}`);
}
