import type { FastifyPluginAsync } from 'fastify';
import type { TelephoneParts } from './parts.ts';
import { jambonz } from './providers/jambonz.ts';
import { twilio } from './providers/twilio.ts';
import { providerRoutes } from './routes.ts';
import { createTelephone } from './telephone.ts';

export interface IvrChannelOptions extends TelephoneParts {
  /** Unset: the webhook does not exist. */
  readonly twilioToken?: string;
  readonly jambonzSecret?: string;
}

/** The telephone (contract): a webhook a provider. What is signed is always answered with something to be heard. */
export const ivrChannel: FastifyPluginAsync<IvrChannelOptions> = async (app, options) => {
  const { twilioToken, jambonzSecret } = options;
  const telephone = createTelephone(options);
  const providers = [
    ...(twilioToken ? [twilio(twilioToken)] : []),
    ...(jambonzSecret ? [jambonz(jambonzSecret)] : []),
  ];
  for (const provider of providers)
    await app.register(async (own) => providerRoutes(own, provider, telephone, options));
};
