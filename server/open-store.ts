import { resolve } from 'node:path';
import { openSqliteStore } from '../adapters/sqlite/index.ts';
import type { Clock } from '../machines/ports/clock.ts';
import type { Store } from '../machines/ports/store.ts';
import type { Config } from './config.ts';

/** Shorter than an operator's patience with a server that does not say why it does not start. */
const waitMs = 15_000;

/** The embedded store’s file. */
export const storeFile = ({ dataDir }: Pick<Config, 'dataDir'>): string => resolve(dataDir, 'guichet.sqlite');

/**
 * MongoDB where MONGODB_URI names one, else the file in DATA_DIR. The MongoDB driver is loaded only when it is
 * needed: it would cost every start a quarter of a second and 20 MB.
 */
export async function openStore(config: Config, clock: Clock): Promise<Store> {
  const { mongodbUri, production } = config;
  if (!mongodbUri) return openSqliteStore({ file: storeFile(config), clock });
  const { openMongoStore } = await import('../adapters/mongodb/index.ts');
  return openMongoStore({ uri: mongodbUri, clock, production, waitMs });
}
