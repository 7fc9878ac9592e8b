import { afterAll, expect, it, vi } from 'vitest';
import { opened, server } from '../support/mongo-instead.ts';
import { suite } from '../support/mongo-suite.ts';

vi.mock('../../adapters/sqlite/index.ts', () => import('../support/mongo-instead.ts'));
afterAll(() => server.stop());

/** The same tests as on SQLite: who dies between two steps, who answers at once, and what nothing may tell (P04, P07, P11, P12). */
if (server.reason === undefined) {
  await import('../paths/crash.test.ts');
  await import('../paths/two-worlds.test.ts');
  it('all that was in databases of MongoDB', () => expect(opened()).toBeGreaterThan(1));
} else suite('crashes, races and two worlds on MongoDB', { missing: server.reason }, () => undefined);
