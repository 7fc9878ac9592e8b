import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '../support/free-port.ts';

const root = resolve(import.meta.dirname, '../..');
/** The locked Node 24, whatever runs the tests. */
export const node = join(root, 'node_modules/.bin/node');
export const main = join(root, 'server/main.ts');
export const cli = join(root, 'server/admin/cli.ts');

export type Environment = Readonly<Record<string, string>>;

/** Only what is given and the path: no key of the machine's own reaches the process. */
export const environment = (env: Environment) => ({ PATH: process.env.PATH, ...env });

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program of ours to its end. */
export async function run(
  file: string,
  args: readonly string[],
  env: Environment,
  stdin = '',
): Promise<Finished> {
  const child = spawn(node, [file, ...args], { env: environment(env), cwd: root });
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

/**
 * Starts the server as `npm start` does, or by it, on a port of the system's choice, and waits until it says it is
 * ready. Behind a public address of another host it is reached where it listens.
 */
export async function startServer(
  env: Environment,
  [program, ...args]: readonly [string, ...string[]] = [node, main],
): Promise<RunningServer> {
  const port = await freePort();
  const child = spawn(program, args, { env: environment({ ...env, PORT: String(port) }), cwd: root });
  const output = collect(child);
  await new Promise<void>((ready, failed) => {
    child.stdout.on('data', () => {
      if (output().stdout.includes('Guichet is ready:')) ready();
    });
    child.once('close', (code) => failed(new Error(`the server ended with ${code}: ${output().stderr}`)));
  });
  const url = `http://127.0.0.1:${port}`;
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
