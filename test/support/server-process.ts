import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './free-port.ts';

const root = resolve(import.meta.dirname, '../..');
/** The locked Node 24, whatever runs the tests. */
const node = join(root, 'node_modules/.bin/node');

export interface ServerProcess {
  readonly url: string;
  /** Everything the process wrote, over all its lives. */
  readonly output: () => string;
  /** SIGKILL: the process gets no chance to finish anything. */
  kill(): Promise<void>;
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>;
  /** Starts again on the same port and data. Resolves when it answers. */
  start(): Promise<void>;
}

/** A real server process on real data, as `npm start` runs it. */
export async function serverProcess(
  dataDir: string,
  env: Record<string, string> = {},
): Promise<ServerProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let output = '';
  let child: ChildProcess | undefined;

  const exited = (process: ChildProcess) =>
    new Promise<number | null>((done) => {
      if (process.exitCode !== null || process.signalCode !== null) done(process.exitCode);
      else process.once('exit', (code) => done(code));
    });

  const start = async () => {
    const started = spawn(node, ['server/main.ts'], {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        PORT: String(port),
        DATA_DIR: dataDir,
        LOG_LEVEL: 'warn',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    started.stdout.on('data', (chunk) => (output += chunk));
    started.stderr.on('data', (chunk) => (output += chunk));
    for (let tries = 0; tries < 900; tries++) {
      if (started.exitCode !== null) throw new Error(`the server stopped at start: ${output.slice(-2000)}`);
      try {
        if ((await fetch(`${url}/readyz`)).ok) return;
      } catch {
        // Not listening yet.
      }
      await pause(50);
    }
    throw new Error(`the server did not become ready: ${output.slice(-2000)}`);
  };

  const end = async (signal: NodeJS.Signals) => {
    const running = child;
    if (!running) return null;
    running.kill(signal);
    return exited(running);
  };

  await start();
  return {
    url,
    output: () => output,
    start,
    kill: async () => {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
  };
}
