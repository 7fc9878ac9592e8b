import { afterAll, expect, test, vi } from 'vitest';
import {
  drawPlans,
  expectProven,
  halfOf,
  secretsOnDisk,
  seed,
  telephones,
  together,
  walkPlans,
} from '../paths/proof.ts';
import { coverageTable } from '../paths/table.ts';
import { opened, server } from '../support/mongo-instead.ts';
import { suite } from '../support/mongo-suite.ts';

vi.mock('../../adapters/sqlite/index.ts', () => import('../support/mongo-instead.ts'));
vi.mock('../paths/stored-bytes.ts', () => import('../support/mongo-instead.ts'));
afterAll(() => server.stop());

const plans = drawPlans(telephones[0]);

suite('the telephone on MongoDB', { missing: server.reason }, () => {
  test('every path goes by keys and words as it does on SQLite, one half of them in either encoding, which meets no store; no secret is in the database (P13, P15)', {
    timeout: 900_000,
  }, async () => {
    const [twilio, jambonz] = telephones;
    const all = together(
      'telephone',
      await Promise.all([
        walkPlans(twilio!, halfOf(plans, 0), secretsOnDisk),
        walkPlans(jambonz!, halfOf(plans, 1), secretsOnDisk),
      ]),
    );
    expectProven(all, plans);
    expect(opened(), 'databases of MongoDB').toBeGreaterThan(1);
    console.log(`\non MongoDB\n${coverageTable(plans.goals, [all])}\n\nseed ${seed}\n`);
  });
});
