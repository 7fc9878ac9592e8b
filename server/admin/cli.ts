import { enableCompileCache } from 'node:module';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Config, readAdminToken, readConfig } from '../config.ts';
import { tryStore, tryStoreFolders } from '../folders.ts';
import type { Product } from '../wire.ts';
import { type CommandLine, commands, type Tools } from './commands.ts';
import { failed, UsageError } from './failure.ts';
import { remoteOperations } from './remote.ts';
import { usage } from './usage.ts';

const options = {
  tenant: { type: 'string' },
  nir: { type: 'string' },
  client: { type: 'string' },
  'contact-name': { type: 'string' },
  'contact-email': { type: 'string' },
  state: { type: 'string' },
  url: { type: 'string' },
  help: { type: 'boolean' },
} as const;

enableCompileCache(resolve(import.meta.dirname, '../../node_modules/.cache/guichet'));
try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.exitCode = failed(error, usage);
}

async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [name, ...operands] = positionals;
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const command = name === undefined ? undefined : commands[name];
  if (!command)
    throw new UsageError(name === undefined ? 'A command is expected.' : `There is no command « ${name} ».`);
  const line: CommandLine = { operands, options: values };
  await command.check?.(line);
  if (values.url) {
    if (command.onStore) throw new UsageError(`${name} works on the store itself: leave --url out.`);
    return command.run(line, { operations: remoteOperations(values.url, readAdminToken()) } as Tools);
  }
  const config = readConfig();
  command.checkStore?.(config);
  await (command.begins && config.namesStore ? tryStoreFolders(config) : tryStore(config));
  return onStore(config, async (product) => {
    const { localOperations } = await import('./operations.ts');
    return command.run(line, { operations: localOperations(product), product });
  });
}

/**
 * Opens the store as the server does; several processes may. Nothing is seeded, and no worker runs here. The
 * product is loaded only now: a word of usage, or a question to a server, does without.
 */
async function onStore(config: Config, use: (product: Product) => Promise<number>): Promise<number> {
  const [{ isMovable, wire }, { createLogger }] = await Promise.all([
    import('../wire.ts'),
    import('../logging.ts'),
  ]);
  const product = await wire({ config, logger: createLogger('warn', process.stderr) });
  try {
    if (isMovable(product.clock)) await product.clock.refresh(product.documents);
    return await use(product);
  } finally {
    await product.close();
  }
}
