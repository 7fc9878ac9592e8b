import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
export const main = join(root, 'server/main.ts');
export const cli = join(root, 'server/admin/cli.ts');

export type Environment = Readonly<Record<string, string>>;

/** Only what is given and the path: no key of the machine's own reaches the process. */
const environment = (env: Environment) => ({ PATH: process.env.PATH, ...env });

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program of ours to its end. */
export async function run(file: string, args: readonly string[], env: Environment, stdin = ''): Promise<Finished> {
  const child = spawn(process.execPath, [file, ...args], { env: environment(env), cwd: root });
  const output = collect(child);
  child.stdin.end(stdin);
  const [code] = await once(child, 'close');
  return { code, ...output() };
}

export interface RunningServer {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it has written so far. */
  output(): { readonly stdout: string; readonly stderr: string };
  /** Sends the signal and waits; says the exit code and how long it took. */
  stop(signal?: NodeJS.Signals): Promise<{ readonly code: number | null; readonly ms: number }>;
}

/** Starts the server as `npm start` does, on a port of the system's choice, and waits until it says it is ready. */
export async function startServer(env: Environment): Promise<RunningServer> {
  const child = spawn(process.execPath, [main], { env: environment({ PORT: '0', ...env }), cwd: root });
  const output = collect(child);
  const url = await new Promise<string>((ready, failed) => {
    child.stdout.on('data', () => {
      const said = /Guichet is ready:\n {2}(\S+?)\/?\n/.exec(output().stdout);
      if (said) ready(said[1]!);
    });
    child.once('close', (code) => failed(new Error(`the server ended with ${code}: ${output().stderr}`)));
  });
  return {
    url,
    child,
    output,
    async stop(signal = 'SIGTERM') {
      const started = performance.now();
      child.kill(signal);
      const [code] = await once(child, 'close');
      return { code, ms: performance.now() - started };
    },
  };
}

/** A directory of its own for each server, gone afterwards. */
export function temporaryDirectory(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'guichet-server-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

function collect(child: ReturnType<typeof spawn>) {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return () => ({ stdout, stderr });
}
