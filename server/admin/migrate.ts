import { systemClock } from '../clock.ts';
import { readConfig } from '../config.ts';
import { tryDataFolder } from '../folders.ts';
import { openStore } from '../open-store.ts';
import { failed } from './failure.ts';

/**
 * Brings the store to this release's layout, as every start does, for operators whose servers have not the right to
 * create indexes: run it with a user who has.
 */
try {
  const config = readConfig();
  await tryDataFolder(config);
  const store = await openStore(config, systemClock);
  await store.close();
  process.stdout.write('The store is ready for this release.\n');
} catch (error) {
  process.exitCode = failed(error);
}
