import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { knownKey, parseSecretKeys, type SecretKeys } from '../adapters/crypto/secret-keys.ts';
import { knownProviders } from '../channels/ivr/providers/known.ts';
import { parseEmail } from '../machines/domain/email.ts';

/** The configuration, read once. The only file that reads `process.env`. */
export interface Config {
  readonly production: boolean;
  readonly demo: boolean;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly dataDir: string;
  /** False where neither DATA_DIR nor MONGODB_URI is set: then nobody has said which store is meant. */
  readonly namesStore: boolean;
  readonly letterDir: string;
  readonly insurersDir: string;
  /** Set: MongoDB instead of the file in `dataDir`. */
  readonly mongodbUri?: string;
  readonly smtpUrl?: string;
  readonly mailFrom: string;
  /** Set: SMS leave by this provider instead of standing in the outbox. */
  readonly sms?: { readonly url: string; readonly token: string };
  /** The bot registered at the Bot Service. Unset: from loopback only, and in production not at all. */
  readonly bot?: { readonly id: string; readonly password: string; readonly tenantId?: string };
  /** The secrets shared with the telephone's providers, by provider. Without one, its webhook does not exist. */
  readonly telephone: Readonly<Record<string, string>>;
  readonly secretKeys: string;
  readonly adminToken: string;
  readonly limitSources: boolean;
  readonly trustProxy: readonly string[];
  /** Threads of Node's pool, which read Node's own key: verifications take all but one of them. */
  readonly threadPoolSize: number;
  readonly logLevel: string;
}

/** One sentence that names the key and what is expected; the boot stops with it. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

const demoInsurers = resolve(import.meta.dirname, '../adapters/insurers/demo');
/** Known to everyone who reads this file: for the demo only, impossible in production. */
const demoKeys = `v1:${Buffer.from('guichet demo keys: never for real').subarray(0, 32).toString('base64')}`;
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
/** The one address that is served outside production unless ALLOW_PUBLIC_DEMO=1 (contract). */
const ownHost = '127.0.0.1';

/** A slip in its name must not start the demo in front of real members. */
function isProduction(mode = ''): boolean {
  if (!['', 'production', 'development', 'test'].includes(mode))
    throw new ConfigError(`NODE_ENV is « ${mode} »: expected production, development or test.`);
  return mode === 'production';
}

/** Reads and validates everything at once. Throws `ConfigError` at the first key that is wrong or missing. */
export function readConfig(env: Environment = process.env): Config {
  const production = isProduction(env.NODE_ENV);
  const demo = flag(env, 'DEMO', !production);
  if (production && demo)
    throw new ConfigError('DEMO must be unset or 0 in production: demo data is impossible there.');
  const host = env.HOST || ownHost;
  if (!production && host !== ownHost && env.ALLOW_PUBLIC_DEMO !== '1')
    throw new ConfigError(
      `HOST is ${host}: outside production only ${ownHost} is served, unless ALLOW_PUBLIC_DEMO=1.`,
    );
  const port = wholeNumber(env, 'PORT', 3000, 0, 65_535);
  const dataDir = resolve(env.DATA_DIR || './data');
  const mongodbUri = env.MONGODB_URI;
  if (mongodbUri && !/^mongodb(\+srv)?:\/\//.test(mongodbUri))
    throw new ConfigError('MONGODB_URI is not usable: expected mongodb://… or mongodb+srv://….');
  const smtpUrl = inProduction(
    env,
    'SMTP_URL',
    production,
    'the address of the mail server, as smtps://user:password@host',
    (address) => /^smtps?:$/.test(URL.parse(address)?.protocol ?? '') && URL.parse(address)?.hostname !== '',
  );
  return {
    production,
    demo,
    host,
    port,
    publicUrl: publicUrl(env, production, host, port),
    dataDir,
    namesStore: Boolean(env.DATA_DIR || mongodbUri),
    letterDir: resolve(env.LETTER_DIR || `${dataDir}/letters`),
    insurersDir: resolve(
      inProduction(env, 'INSURERS_DIR', production, 'the folder of the insurers’ data files') ?? demoInsurers,
    ),
    ...(mongodbUri && { mongodbUri }),
    ...(smtpUrl && { smtpUrl }),
    mailFrom:
      inProduction(env, 'MAIL_FROM', production, 'the sender’s address', isSender) ?? 'guichet@example.test',
    ...sms(env),
    ...bot(env),
    telephone: telephone(env, production),
    secretKeys: secretKeys(env, production),
    adminToken:
      inProduction(
        env,
        'ADMIN_TOKEN',
        production,
        'a random secret of at least 32 characters',
        (token) => !production || token.length >= 32,
      ) ?? 'dev-admin',
    limitSources: limits(env, production),
    threadPoolSize: wholeNumber(env, 'UV_THREADPOOL_SIZE', 4, 1, 1024),
    trustProxy: proxies(env),
    logLevel: oneOf(env, 'LOG_LEVEL', logLevels, 'info'),
  };
}

/** All that the command line needs of the environment to talk to a running server. */
export function readAdminToken(env: Environment = process.env): string {
  return env.ADMIN_TOKEN || 'dev-admin';
}

function inProduction(
  env: Environment,
  key: string,
  production: boolean,
  expected: string,
  isUsable: (value: string) => boolean = () => true,
): string | undefined {
  const value = env[key];
  if (!value) {
    if (production) throw new ConfigError(`${key} is missing: production needs ${expected}.`);
    return undefined;
  }
  if (!isUsable(value)) throw new ConfigError(`${key} is not usable: expected ${expected}.`);
  return value;
}

/** « a@b », or « Name <a@b> »: one mailbox. */
const isSender = (from: string): boolean =>
  parseEmail(/^[^<>]*<([^<>]+)>$/.exec(from)?.[1] ?? from) !== undefined;

function secretKeys(env: Environment, production: boolean): string {
  const text =
    inProduction(env, 'SECRET_KEYS', production, 'v1:BASE64 of 32 bytes (see docs/operating.md)') ?? demoKeys;
  const keys = parsed(text);
  const known = production ? knownKey(keys, parsed(demoKeys)) : undefined;
  if (known !== undefined)
    throw new ConfigError(
      `SECRET_KEYS: entry ${known} is not secret: production needs keys of 32 random bytes (make one with: openssl rand -base64 32).`,
    );
  return text;
}

function parsed(keys: string): SecretKeys {
  try {
    return parseSecretKeys(keys);
  } catch (error) {
    throw new ConfigError((error as Error).message);
  }
}

function sms({ SMS_URL: url, SMS_TOKEN: token }: Environment): Pick<Config, 'sms'> {
  if (!url && !token) return {};
  if (!url || !token) throw new ConfigError('SMS_URL and SMS_TOKEN belong together: one of them is missing.');
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new ConfigError('SMS_URL is not usable: expected the https:// address of the provider’s messages.');
  return { sms: { url, token } };
}

function bot(env: Environment): Pick<Config, 'bot'> {
  const { BOT_APP_ID: id, BOT_APP_PASSWORD: password, BOT_TENANT_ID: tenantId } = env;
  if (!id && !password && !tenantId) return {};
  if (!id || !password)
    throw new ConfigError('BOT_APP_ID and BOT_APP_PASSWORD belong together: one of them is missing.');
  return { bot: { id, password, ...(tenantId && { tenantId }) } };
}

function telephone(env: Environment, production: boolean): Config['telephone'] {
  const secrets = knownProviders.flatMap(({ id, secretIn }): [string, string][] => {
    const secret = env[secretIn] || (production ? '' : `dev-${id}`);
    if (production && secret && secret.length < 16)
      throw new ConfigError(`${secretIn} is too short: production needs the provider’s own secret.`);
    return secret ? [[id, secret]] : [];
  });
  return Object.fromEntries(secrets);
}

function publicUrl(env: Environment, production: boolean, host: string, port: number): string {
  const value = inProduction(
    env,
    'PUBLIC_URL',
    production,
    'the address people use, as https://guichet.example',
  );
  if (!value) return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const url = URL.parse(value);
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || /[@?#]/.test(value))
    throw new ConfigError(
      'PUBLIC_URL is not an address: expected an origin like https://guichet.example, without user, path or query.',
    );
  if (production && url.protocol !== 'https:')
    throw new ConfigError('PUBLIC_URL must begin with https:// in production.');
  return url.origin;
}

const rangeNames = ['loopback', 'linklocal', 'uniquelocal'];

function proxies(env: Environment): readonly string[] {
  const entries = (env.TRUST_PROXY ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
  const wrong = entries.findIndex((entry) => !rangeNames.includes(entry) && !isRange(entry));
  if (wrong >= 0)
    throw new ConfigError(
      `TRUST_PROXY entry ${wrong + 1} is not an address: expected ones like 10.0.0.1 or 10.0.0.0/8.`,
    );
  return entries;
}

function isRange(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const most = isIP(address) === 6 ? 128 : 32;
  return (
    isIP(address) > 0 &&
    more.length === 0 &&
    // Of a range with everybody in it no address would be anybody's.
    (bits === undefined || (/^\d+$/.test(bits) && Number(bits) > 0 && Number(bits) <= most))
  );
}

function limits(env: Environment, production: boolean): boolean {
  const on = flag(env, 'RATE_LIMITS', true);
  if (production && !on)
    throw new ConfigError('RATE_LIMITS=0 is for load tests only: leave it out in production.');
  return on;
}

function flag(env: Environment, key: string, fallback: boolean): boolean {
  const value = env[key];
  if (value === undefined || value === '') return fallback;
  if (value === '1' || value === '0') return value === '1';
  throw new ConfigError(`${key} is « ${value} »: expected 1 or 0.`);
}

function wholeNumber(env: Environment, key: string, fallback: number, min: number, max: number): number {
  const value = env[key];
  if (value === undefined || value === '') return fallback;
  const number = Number(value);
  if (!Number.isInteger(number) || number < min || number > max)
    throw new ConfigError(`${key} is « ${value} »: expected a whole number from ${min} to ${max}.`);
  return number;
}

function oneOf(env: Environment, key: string, allowed: readonly string[], fallback: string): string {
  const value = env[key] || fallback;
  if (!allowed.includes(value))
    throw new ConfigError(`${key} is « ${value} »: expected one of ${allowed.join(', ')}.`);
  return value;
}
