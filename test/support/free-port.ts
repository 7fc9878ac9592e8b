import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below what the system draws by itself, for connections too, and apart for each worker of the tests: what is free now
 * is still free when somebody listens on it.
 */
const each = 1_000;
const first = 20_000 + (Number(process.env.VITEST_POOL_ID ?? 0) % 10) * each;
let drawn = Math.floor(Math.random() * each);

/** A port of this machine on which nobody listens. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < each; tries++) {
    const port = first + (drawn++ % each);
    if (await isFree(port)) return port;
  }
  throw new Error(`no port from ${first} to ${first + each} is free`);
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer().listen(port, '127.0.0.1');
  const outcome = await Promise.race([
    once(probe, 'listening').then(() => true),
    once(probe, 'error').then(() => false),
  ]);
  if (outcome) {
    probe.close();
    await once(probe, 'close');
  }
  return outcome;
}
