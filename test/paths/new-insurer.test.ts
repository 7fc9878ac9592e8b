import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { expectedBy } from '../../machines/domain/working-days.ts';
import { jsonDriver } from './drivers/json.ts';
import { channels, inWorld, planFor, seed, walkAll } from './proof.ts';

const demo = resolve(import.meta.dirname, '../../adapters/insurers/demo');

/** A fourth insurer: another name, other delays, another ladder, codes of eight digits. Nothing but data. */
async function fourthInsurer(dir: string): Promise<void> {
  const abela = JSON.parse(await readFile(join(demo, 'abela.json'), 'utf8'));
  const data = {
    ...abela,
    id: 'quarta',
    name: 'QUARTA',
    fullName: 'QUARTA, mutuelle fictive',
    code: { length: 8, keypad: 'ordered' },
    letter: {
      ...abela.letter,
      delay: { unit: 'calendar-days', days: 5, words: { fr: 'sous cinq jours', en: 'within five days' } },
    },
    helpLadder: ['typed-right', 'six-digits'],
  };
  await writeFile(join(dir, 'quarta.json'), JSON.stringify(data));
}

it('a new insurer is one data file, and every path of its flows goes as for the others (L15, X01, X06)', {
  timeout: 300_000,
}, async () => {
  const insurersDir = await mkdtemp(join(tmpdir(), 'guichet-insurers-'));
  try {
    await fourthInsurer(insurersDir);
    await inWorld(
      async (world) => {
        expect(world.product.insurers.has('cpms')).toBe(false);
        const insurer = world.insurerOf('quarta');
        expect(new Date(expectedBy(insurer.letter.delay, world.clock.now())).toISOString()).toMatch(
          /^2026-03-16/,
        );
        const plan = planFor(insurer, 'cpms', seed);
        const channel = channels.find(({ driver }) => driver === jsonDriver)!;
        const { failures, reached } = await walkAll({
          channel,
          plan,
          tenant: 'quarta',
          ladder: 'cpms',
          world,
        });
        expect(failures).toEqual([]);
        expect(plan.goals.filter((goal) => !reached.has(goal))).toEqual([]);
        const page = await world.app.inject({ url: '/quarta/connexion' });
        expect(page.body).toContain('QUARTA');
      },
      { insurersDir },
    );
  } finally {
    await rm(insurersDir, { recursive: true, force: true });
  }
});
