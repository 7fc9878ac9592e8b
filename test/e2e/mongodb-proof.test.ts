import { afterAll, describe, expect, test, vi } from 'vitest';
import type { openSqliteStore } from '../../adapters/sqlite/index.ts';
import type { Store } from '../../machines/ports/store.ts';
import { byInsurer } from '../paths/plan.ts';
import { channels, inWorld, lockoutGoals, planFor, seed, walkAll, walkLockouts } from '../paths/proof.ts';
import { type Coverage, coverageTable } from '../paths/table.ts';
import { demoInsurer } from '../support/insurer.ts';
import { ownDatabase, startMongo } from '../support/mongo-server.ts';
import { suite } from '../support/mongo-suite.ts';

const { server, databases } = await vi.hoisted(async () => {
  const { startMongo } = await import('../support/mongo-server.ts');
  return { server: await startMongo(), databases: new Map<string, string>() };
});
afterAll(() => server.stop());

/** The proof's world as it is, except that where it opens a file it gets a MongoDB database of its own. */
vi.mock('../../adapters/sqlite/index.ts', async () => {
  const { openMongoStore } = await import('../../adapters/mongodb/index.ts');
  const open: typeof openSqliteStore = ({ file, clock }) => {
    const uri = databases.get(file) ?? ownDatabase(server.uri ?? '');
    databases.set(file, uri);
    return whenOpen(openMongoStore({ uri, clock, production: false, broom: false }));
  };
  return { openSqliteStore: open };
});
