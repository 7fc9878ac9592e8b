import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import type { LockoutContext } from '../../machines/flows/lockout/nir.ts';
import { createWorld } from '../support/world.ts';

/** K01, X04, P03, P12: as many guesses at once as one likes, from as many processes, are as few as one by one. */
const run = promisify(execFile);
const script = resolve(import.meta.dirname, '../support/guessing-process.ts');

interface Told {
  readonly verified: number;
  readonly told: Readonly<Record<string, number>>;
}

async function guessTogether(times: readonly number[], solve: 'solve' | 'ignore') {
  const world = await createWorld();
  try {
    const who = await world.somebody('cpms', 'ready');
    const processes = times.map((count) =>
      run(process.execPath, [script, world.dir, String(world.clock.now()), who.nir, String(count), solve]),
    );
    const results = (await Promise.all(processes)).map(({ stdout }) => JSON.parse(stdout) as Told);
    const { lockouts } = world.product.app;
    const { ids } = lockouts.nirCounter({ insurer: world.insurerOf('cpms') }, who.nir13);
    const stored = await world.product.documents.load<{ frame: { value: string; context: LockoutContext } }>(
      'lockout',
      ids[0]!,
    );
    const told: Record<string, number> = {};
    for (const one of results)
      for (const [result, count] of Object.entries(one.told)) told[result] = (told[result] ?? 0) + count;
    return {
      verified: results.reduce((sum, { verified }) => sum + verified, 0),
      told,
      counted: stored!.body.frame.context.inRow,
      state: stored!.body.frame.value,
    };
  } finally {
    await world.close();
  }
}

it('of 200 wrong codes at once from two processes three are verified and counted, the others refused for want of a check (K01, P03, P12)', {
  timeout: 120_000,
}, async () => {
  const { verified, told, counted, state } = await guessTogether([100, 100], 'ignore');
  expect({ verified, counted, state }).toEqual({ verified: 3, counted: 3, state: 'human-check' });
  expect(told).toEqual({ 'wrong-credentials': 3, 'check-required': 197 });
});

it('with every check solved, guesses at once stop exactly where the first wait begins (X04, P03, P12)', {
  timeout: 180_000,
}, async () => {
  const { verified, told, counted, state } = await guessTogether([6, 6], 'solve');
  expect({ verified, counted, state }).toEqual({ verified: 5, counted: 5, state: 'cooling-down' });
  const waiting = (told.wait ?? 0) + (told['wait, then a wait'] ?? 0);
  const wrong = (told['wrong-credentials'] ?? 0) + (told['wrong-credentials, then a wait'] ?? 0);
  expect({ wrong, waiting }).toEqual({ wrong: 5, waiting: 7 });
});
