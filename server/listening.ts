import { once } from 'node:events';
import { createServer } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { type Config, ConfigError } from './config.ts';

type Place = Pick<Config, 'host' | 'port'>;

/** Links are built before anything listens, so a port left to the system is chosen first. Throws `ConfigError`. */
export async function withPort(config: Config): Promise<Config> {
  if (config.port !== 0) return config;
  const probe = createServer();
  probe.listen(0, config.host);
  await once(probe, 'listening').catch((error: unknown) => {
    throw refusal(error, config);
  });
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return { ...config, port, publicUrl: config.publicUrl.replace(/:0$/, `:${port}`) };
}

/** Throws `ConfigError` where HOST and PORT are not to be had. */
export async function listen(app: FastifyInstance, { host, port }: Place): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw refusal(error, { host, port });
  }
}

/** What the system refuses, by the key that asks for it. */
function refusal(error: unknown, { host, port }: Place): unknown {
  const sentences: Readonly<Record<string, string>> = {
    EADDRINUSE: `PORT is ${port}: expected a free one, and something listens there already.`,
    EACCES: `PORT is ${port}: expected one that this user may listen on, such as 3000.`,
    EADDRNOTAVAIL: `HOST is ${host}: expected an address of this machine.`,
    ENOTFOUND: `HOST is ${host}: expected an address of this machine.`,
  };
  const sentence = sentences[(error as NodeJS.ErrnoException).code ?? ''];
  return sentence === undefined ? error : new ConfigError(sentence);
}
