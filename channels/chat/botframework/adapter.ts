import type { Activity, CloudAdapter, ConversationReference, TurnContext } from 'botbuilder';
import { lazily } from '../../../machines/engine/lazily.ts';
import { lasting } from './lasting.ts';
import { poster, type Sign } from './poster.ts';
import { type Authority, type BotFrameworkSettings, publicCloud } from './settings.ts';

type Logic = (context: TurnContext) => Promise<void>;

/** What is needed of botbuilder, in two steps, so that a token refused is never mistaken for a turn that failed. */
export interface Adapter {
  /** Verifies the token of `authorization` for this activity. Throws whatever botbuilder throws. */
  authenticate(activity: Activity, authorization: string): Promise<Authenticated>;
  /** Runs one turn. What it returns is the answer's body: the replies when they are expected there. */
  run(authenticated: Authenticated, activity: Activity, logic: Logic): Promise<Answered | undefined>;
  /** A turn that nobody asked for, at the place that `reference` names. */
  proceed(reference: ConversationReference, logic: Logic): Promise<void>;
}

/** What botbuilder knows of who sends. Opaque here. */
export type Authenticated = Exclude<Parameters<CloudAdapter['processActivityDirect']>[0], string>;

export interface Answered {
  readonly status: number;
  readonly body?: unknown;
}

/** botbuilder, loaded by the first call: a second and 60 MB that a server without a bot never pays. */
export const lazyAdapter = (settings: BotFrameworkSettings): (() => Promise<Adapter>) =>
  lazily(() => createAdapter(settings));

async function createAdapter({ app, authority }: BotFrameworkSettings): Promise<Adapter> {
  const { CloudAdapter, ConfigurationBotFrameworkAuthentication } = await import('botbuilder');

  /** botbuilder builds two HTTP clients for each turn, half of what a turn costs: these last, and post by our own hand. */
  class LastingAuthentication extends ConfigurationBotFrameworkAuthentication {
    readonly #connectors = lasting<ReturnType<Factory['create']>>();
    readonly #tokens = lasting<ReturnType<Authentication['createUserTokenClient']>>();

    override async authenticateRequest(activity: Activity, header: string): Promise<Authenticated> {
      const result = await super.authenticateRequest(activity, header);
      return {
        ...result,
        ...(result.connectorFactory && { connectorFactory: this.#reusing(result.connectorFactory) }),
      };
    }

    override createConnectorFactory(identity: Identity): Factory {
      return this.#reusing(super.createConnectorFactory(identity));
    }

    override createUserTokenClient(identity: Identity) {
      return this.#tokens('ours', () => super.createUserTokenClient(identity));
    }

    #reusing(factory: Factory): Factory {
      return {
        create: (serviceUrl, audience) =>
          this.#connectors(`${audience ?? ''} ${serviceUrl}`, async () => {
            const client = await factory.create(serviceUrl, audience);
            const credentials = client.credentials as unknown as Credentials | undefined;
            const sign: Sign = async (headers) => credentials?.signRequest({ headers });
            Object.assign(client.conversations, poster(serviceUrl, sign));
            return client;
          }),
      };
    }
  }

  const authentication = new LastingAuthentication({
    ...credentials(app),
    ...endpoints({ ...publicCloud, ...authority }),
  });

  /** `process()` answers a bad token with 500 and writes to the console: its two halves are used instead. */
  class TwoStepAdapter extends CloudAdapter implements Adapter {
    authenticate(activity: Activity, authorization: string): Promise<Authenticated> {
      return authentication.authenticateRequest(activity, authorization);
    }

    run(authenticated: Authenticated, activity: Activity, logic: Logic): Promise<Answered | undefined> {
      return this.processActivity(authenticated, activity, logic);
    }

    proceed(reference: ConversationReference, logic: Logic): Promise<void> {
      return this.continueConversationAsync(app?.id ?? '', reference, logic);
    }
  }
  return new TwoStepAdapter(authentication);
}

/** botbuilder's credentials, which fetch our token once and keep it, as far as they are used here. */
interface Credentials {
  signRequest(request: { readonly headers: Headers }): Promise<unknown>;
}
type Authentication = InstanceType<typeof import('botbuilder').ConfigurationBotFrameworkAuthentication>;
type Factory = ReturnType<Authentication['createConnectorFactory']>;
type Identity = Parameters<Authentication['createConnectorFactory']>[0];

function credentials(app: BotFrameworkSettings['app']): Record<string, string> {
  if (!app) return {};
  return {
    MicrosoftAppId: app.id,
    MicrosoftAppPassword: app.password,
    ...(app.tenantId
      ? { MicrosoftAppType: 'SingleTenant', MicrosoftAppTenantId: app.tenantId }
      : { MicrosoftAppType: 'MultiTenant' }),
  };
}

function endpoints(authority: Authority) {
  return {
    ValidateAuthority: true,
    CallerId: 'urn:botframework:azure',
    OAuthUrl: authority.issuer,
    ToChannelFromBotLoginUrl: authority.loginUrl,
    ToChannelFromBotOAuthScope: authority.scope,
    ToBotFromChannelTokenIssuer: authority.issuer,
    ToBotFromChannelOpenIdMetadataUrl: authority.openIdMetadataUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: authority.emulatorMetadataUrl,
  };
}
