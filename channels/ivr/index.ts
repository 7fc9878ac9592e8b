import type { FastifyPluginAsync } from 'fastify';
import type { TelephoneParts } from './parts.ts';
import { knownProviders } from './providers/known.ts';
import { providerRoutes } from './routes.ts';
import { createTelephone } from './telephone.ts';

export interface IvrChannelOptions extends TelephoneParts {
  /** By provider. Without one, its webhook does not exist. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** The telephone (contract): a webhook a provider. What is signed is always answered with something to be heard. */
export const ivrChannel: FastifyPluginAsync<IvrChannelOptions> = async (app, options) => {
  const telephone = createTelephone(options);
  for (const known of knownProviders) {
    const secret = options.secrets[known.id];
    if (secret === undefined) continue;
    await app.register(async (own) => providerRoutes(own, known.with(secret), telephone, options));
  }
};
