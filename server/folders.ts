import { constants, existsSync } from 'node:fs';
import { access, mkdir, readdir } from 'node:fs/promises';
import { type Config, ConfigError } from './config.ts';
import { storeFile } from './open-store.ts';

type Folders = Pick<Config, 'insurersDir' | 'dataDir' | 'letterDir' | 'mongodbUri'>;

/**
 * Tries every folder of the configuration before anything is opened: a letter that cannot be spooled would be
 * noticed only when somebody waits for it. Throws `ConfigError`.
 */
export async function tryFolders(config: Folders): Promise<void> {
  await tryStoreFolders(config);
  await writable('LETTER_DIR', config.letterDir);
}

/** The same for a command line, which prints no letter. */
export async function tryStoreFolders(config: Omit<Folders, 'letterDir'>): Promise<void> {
  await insurers('INSURERS_DIR', config.insurersDir);
  await tryDataFolder(config);
}

/**
 * For a command that works on what is there: run without the server's settings it would find, and copy or search, an
 * empty store of its own making.
 */
export async function tryStore(config: Omit<Folders, 'letterDir'>): Promise<void> {
  await insurers('INSURERS_DIR', config.insurersDir);
  if (!config.mongodbUri && !existsSync(storeFile(config)))
    throw new ConfigError(
      `DATA_DIR is « ${config.dataDir} »: expected a folder with the store of a server that has been started. Give this command the server’s settings.`,
    );
  await tryDataFolder(config);
}

export async function tryDataFolder({ dataDir, mongodbUri }: Pick<Config, 'dataDir' | 'mongodbUri'>) {
  if (!mongodbUri) await writable('DATA_DIR', dataDir);
}

async function insurers(key: string, path: string): Promise<void> {
  const files = await readdir(path).catch((error: unknown) => {
    throw unusable(key, path, { expected: 'a folder that can be read', error });
  });
  if (!files.some((file) => file.endsWith('.json')))
    throw new ConfigError(`${key} is « ${path} »: expected at least one insurer there, as a file <id>.json.`);
}

/** Made where there is none, for its owner alone. */
async function writable(key: string, path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unusable(key, path, {
      expected: 'a folder that exists or can be made, to read and write',
      error,
    });
  }
}

function unusable(key: string, path: string, why: { readonly expected: string; readonly error: unknown }) {
  const { code } = why.error as NodeJS.ErrnoException;
  return new ConfigError(`${key} is « ${path} »: expected ${why.expected} (${code}).`);
}
