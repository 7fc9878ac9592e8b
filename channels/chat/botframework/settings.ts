import type { Logger } from '../../../machines/ports/logger.ts';

/** As registered at the Bot Service. */
interface BotApp {
  readonly id: string;
  readonly password: string;
  /** The directory of a bot that belongs to one only; a bot without is open to all (« multi-tenant »). */
  readonly tenantId?: string;
}

/** Who signs what arrives, and who signs us in for what we send. */
export interface Authority {
  readonly openIdMetadataUrl: string;
  readonly emulatorMetadataUrl: string;
  readonly issuer: string;
  readonly loginUrl: string;
  readonly scope: string;
}

export interface BotFrameworkSettings {
  /** Undefined: requests without a token are accepted, from loopback only. Never so in production. */
  readonly app?: BotApp | undefined;
  /** Outside production, activities say where the session stands (contract: `channelData.guichet`). */
  readonly production: boolean;
  readonly publicUrl: string;
  /** Another cloud than the public one, or a test's. */
  readonly authority?: Partial<Authority>;
  readonly logger: Logger;
}

/** Published by the Bot Service for its public cloud. */
export const publicCloud: Authority = {
  openIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  emulatorMetadataUrl: 'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
  issuer: 'https://api.botframework.com',
  loginUrl: 'https://login.microsoftonline.com/botframework.com',
  scope: 'https://api.botframework.com',
};
