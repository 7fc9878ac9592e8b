import { systemClock } from '../clock.ts';
import { readConfig } from '../config.ts';
import { openStore } from '../open-store.ts';

/**
 * Brings the store to this release's layout, as every start does, for operators whose servers have not the right to
 * create indexes: run it with a user who has.
 */
try {
  const store = await openStore(readConfig(), systemClock);
  await store.close();
  process.stdout.write('The store is ready for this release.\n');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'failed'}\n`);
  process.exitCode = 1;
}
