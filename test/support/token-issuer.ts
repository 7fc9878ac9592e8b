import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Authority } from '../../channels/chat/botframework/settings.ts';

interface TokenOptions {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Signs with a key that the issuer does not publish, under the name of one that it does. */
  readonly forged?: boolean;
}

/** The Bot Service's authority on loopback: publishes its keys as OpenID metadata and signs with them. */
export interface TokenIssuer {
  readonly authority: Partial<Authority>;
  readonly publicKeyPem: string;
  /** `Bearer …`, valid unless an option makes it otherwise. */
  bearer(options?: TokenOptions): string;
  close(): Promise<void>;
}

export const botApp = { id: '6f1c2f3e-0000-4000-8000-000000000001', password: 'not-a-real-password' };
const issuer = 'https://api.botframework.com';
export const teamsService = 'https://smba.trafficmanager.net/fr/';

export async function tokenIssuer(): Promise<TokenIssuer> {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = 'key-1';
  const jwk = {
    ...keys.publicKey.export({ format: 'jwk' }),
    kid,
    use: 'sig',
    endorsements: ['msteams', 'test'],
  };
  const server = createServer((request, response) => {
    const base = `http://${request.headers.host}`;
    const body = request.url === '/keys' ? { keys: [jwk] } : { issuer, jwks_uri: `${base}/keys` };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    authority: { openIdMetadataUrl: `${base}/metadata`, emulatorMetadataUrl: `${base}/metadata` },
    publicKeyPem: keys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    bearer: ({ header, claims, forged } = {}) => {
      const seconds = Math.floor(Date.now() / 1000);
      const signed = signedBy(forged ? stranger.privateKey : keys.privateKey, {
        header: { alg: 'RS256', typ: 'JWT', kid, ...header },
        claims: {
          iss: issuer,
          aud: botApp.id,
          nbf: seconds - 60,
          exp: seconds + 3600,
          serviceurl: teamsService,
          ...claims,
        },
      });
      return `Bearer ${signed}`;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function signedBy(key: KeyObject, { header, claims }: { header: object; claims: object }): string {
  const signed = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
}
