import { afterAll, expect, it, vi } from 'vitest';
import { opened, server } from '../support/mongo-instead.ts';
import { suite } from '../support/mongo-suite.ts';

vi.mock('../../adapters/sqlite/index.ts', () => import('../support/mongo-instead.ts'));
vi.mock('../paths/stored-bytes.ts', () => import('../support/mongo-instead.ts'));
afterAll(() => server.stop());

/** The same tests as on SQLite, in both encodings: every path by keys and words, and no secret stored (P13, P15). */
if (server.reason === undefined) {
  await import('../paths/telephone.test.ts');
  it('all that was in databases of MongoDB', () => expect(opened()).toBeGreaterThan(1));
} else suite('the telephone on MongoDB', { missing: server.reason }, () => undefined);
