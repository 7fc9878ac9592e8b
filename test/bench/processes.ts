import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** A directory of this run, removed when it ends. */
export function scratch(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'guichet-bench-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export interface Served {
  readonly url: string;
  readonly pid: number;
  /** From the start of the process until it said that it was ready. */
  readonly readyMs: number;
  /** Asks it to stop, and waits until it has. */
  stop(): Promise<void>;
}

export interface ServeOptions {
  readonly script: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeArgs?: readonly string[];
  /** Path that answers 200 once it is ready. */
  readonly ready: string;
}

export async function serve({ script, env = {}, nodeArgs = [], ready }: ServeOptions): Promise<Served> {
  const port = await freePort();
  const started = performance.now();
  const child = start(script, [], { PORT: String(port), ...env }, nodeArgs);
  const url = `http://127.0.0.1:${port}`;
  let errors = '';
  child.stderr!.on('data', (chunk) => {
    errors += chunk;
  });
  child.stdout!.resume();
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${script} ended with ${child.exitCode}: ${errors}`);
    const answered = await fetch(url + ready).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) break;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return {
    url,
    pid: child.pid!,
    readyMs: performance.now() - started,
    stop: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** A port nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Runs a script to its end and returns the JSON it printed last. */
export async function run<Result>(script: string, args: readonly string[]): Promise<Result> {
  const child = start(script, args, {}, []);
  let output = '';
  let errors = '';
  child.stdout!.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr!.on('data', (chunk) => {
    errors += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${script} ended with ${code}: ${errors}`);
  return JSON.parse(output.trim().split('\n').at(-1)!) as Result;
}

function start(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  nodeArgs: readonly string[],
): ChildProcess {
  return spawn(process.execPath, [...nodeArgs, join(root, script), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Processor time a process has used so far, in ms: what a turn costs, however busy the machine is. Linux only. */
export function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return ticks * 10;
}

/** Resident memory of a process, in MB. Linux only. */
export function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024;
}
