import { parseArgs } from 'node:util';
import { systemClock } from '../clock.ts';
import { readConfig } from '../config.ts';
import { tryDataFolder } from '../folders.ts';
import { openStore } from '../open-store.ts';
import { failed } from './failure.ts';

const usage = `Usage: npm run migrate

Brings the store to this release's layout, as every start does, for operators whose servers have not the right to
create indexes: run it with a user who has. The environment is read as the server reads it (DATA_DIR, MONGODB_URI …).
`;

try {
  const { values } = parseArgs({ options: { help: { type: 'boolean' } } });
  if (values.help) process.stdout.write(usage);
  else await migrate();
} catch (error) {
  process.exitCode = failed(error, usage);
}

async function migrate(): Promise<void> {
  const config = readConfig();
  await tryDataFolder(config);
  const store = await openStore(config, systemClock);
  await store.close();
  process.stdout.write('The store is ready for this release.\n');
}
