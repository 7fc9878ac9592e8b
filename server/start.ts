import { createServer } from 'node:net';
import { assemble } from './assemble.ts';
import { banner } from './banner.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { watchContacts } from './contact-watch.ts';
import { seedLetters } from './dev/seed.ts';
import { contactsToConfirm } from './readings.ts';
import { stopOnSignals } from './stop.ts';
import { trimAfterStart } from './trim.ts';

try {
  const config = await withPort(readConfig());
  const server = await assemble(config);
  const { app, loop, product, logger } = server;
  stopOnSignals(server);
  await app.listen({ host: config.host, port: config.port });
  loop.start();
  process.stdout.write(banner(config, [...product.insurers.values()]));
  watchContacts(() => contactsToConfirm(product), logger);
  const letters = server.seeded ? seedLetters(product) : Promise.resolve();
  letters
    .catch((err: unknown) => logger.error({ err }, 'the demo’s letters could not be printed'))
    .finally(() => trimAfterStart(logger));
} catch (error) {
  process.stderr.write(`${sentence(error)}\n`);
  process.exit(1);
}

/** Links are built before anything listens, so a port left to the system is chosen first. */
async function withPort(config: Config): Promise<Config> {
  if (config.port !== 0) return config;
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, config.host, resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return { ...config, port, publicUrl: config.publicUrl.replace(/:0$/, `:${port}`) };
}

/** Whoever starts the server reads what to do, not where in our code it was noticed. */
function sentence(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof Error) return `Guichet cannot start: ${error.message}`;
  return 'Guichet cannot start.';
}
