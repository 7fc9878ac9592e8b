import { assemble } from './assemble.ts';
import { banner } from './banner.ts';
import { ConfigError, readConfig } from './config.ts';
import { watchContacts } from './contact-watch.ts';
import { seedLetters } from './dev/seed.ts';
import { tryFolders } from './folders.ts';
import { listen, withPort } from './listening.ts';
import { contactsToConfirm } from './readings.ts';
import { stopOnSignals } from './stop.ts';
import { trimAfterStart } from './trim.ts';

try {
  const config = await withPort(readConfig());
  await tryFolders(config);
  const server = await assemble(config);
  const { app, loop, product, logger } = server;
  stopOnSignals(server);
  await listen(app, config);
  loop.start();
  const insurers = [...product.insurers.values()];
  if (config.production)
    logger.info({ insurers: insurers.map(({ id }) => id) }, `Guichet is ready: ${config.publicUrl}/`);
  // Unlike the stream itself, it takes a full disk or a reader that is gone for no reason to end.
  else console.log(banner(config, insurers).trimEnd());
  watchContacts(() => contactsToConfirm(product), logger);
  const letters = server.seeded ? seedLetters(product) : Promise.resolve();
  letters
    .catch((err: unknown) => logger.error({ err }, 'the demo’s letters could not be printed'))
    .finally(() => trimAfterStart(logger));
} catch (error) {
  process.stderr.write(`${sentence(error)}\n`);
  process.exit(1);
}

/** Whoever starts the server reads what to do, not where in our code it was noticed. */
function sentence(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof Error) return `Guichet cannot start: ${error.message}`;
  return 'Guichet cannot start.';
}
