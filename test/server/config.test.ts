import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../server/config.ts';
import { createLogger } from '../../server/logging.ts';
import { wire } from '../../server/wire.ts';
import { freshKeys } from '../support/fresh-keys.ts';
import { temporaryDirectory } from './process.ts';

const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://guichet.example',
  SMTP_URL: 'smtps://mail.example',
  MAIL_FROM: 'guichet@guichet.example',
  INSURERS_DIR: '/etc/guichet/insurers',
  SECRET_KEYS: freshKeys(),
  ADMIN_TOKEN: 'a-secret-of-at-least-32-characters',
};

const complaint = (env: Record<string, string | undefined>): string => {
  try {
    readConfig(env);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message;
  }
};

describe('configuration', () => {
  it('needs nothing outside production', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      production: false,
      demo: true,
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://127.0.0.1:3000',
      adminToken: 'dev-admin',
      limitSources: true,
      threadPoolSize: 4,
      trustProxy: [],
      logLevel: 'info',
    });
    expect(config.smtpUrl).toBeUndefined();
    expect(config.letterDir).toBe(`${config.dataDir}/letters`);
  });

  it('takes a complete production environment, without demo', () => {
    expect(readConfig(production)).toMatchObject({
      production: true,
      demo: false,
      publicUrl: 'https://guichet.example',
    });
  });

  it.each(['PUBLIC_URL', 'SMTP_URL', 'MAIL_FROM', 'INSURERS_DIR', 'SECRET_KEYS', 'ADMIN_TOKEN'])(
    'names %s when production lacks it',
    (key) => {
      expect(complaint({ ...production, [key]: undefined })).toMatch(
        new RegExp(`^${key} is missing: production needs .+\\.$`),
      );
      expect(complaint({ ...production, [key]: '' })).toContain(key);
    },
  );

  it.each([
    [
      'a short name of production, which would start the demo',
      { ...production, NODE_ENV: 'prod' },
      /^NODE_ENV is « prod »: expected production, development or test\./,
    ],
    ['production in capitals', { ...production, NODE_ENV: 'Production' }, /^NODE_ENV is « Production »/],
    ['the demo in production', { ...production, DEMO: '1' }, /^DEMO must be unset or 0/],
    [
      'limits off in production',
      { ...production, RATE_LIMITS: '0' },
      /^RATE_LIMITS=0 is for load tests only/,
    ],
    [
      'plain http in production',
      { ...production, PUBLIC_URL: 'http://guichet.example' },
      /^PUBLIC_URL must begin with https/,
    ],
    ['a public address that is none', { PUBLIC_URL: 'guichet' }, /^PUBLIC_URL is not an address/],
    [
      'a public address of another kind',
      { PUBLIC_URL: 'ftp://guichet.example' },
      /^PUBLIC_URL is not an address/,
    ],
    ['a mail server of another kind', { SMTP_URL: 'http://mail.example' }, /^SMTP_URL is not usable/],
    ['a mail server without a name', { SMTP_URL: 'smtp://' }, /^SMTP_URL is not usable/],
    ['a mail server at no port', { SMTP_URL: 'smtp://mail.example:99999' }, /^SMTP_URL is not usable/],
    ['a mail server with blanks', { SMTP_URL: 'smtps://u:p a@mail example' }, /^SMTP_URL is not usable/],
    ['a sender that is none', { MAIL_FROM: 'guichet' }, /^MAIL_FROM is not usable/],
    ['a sender without a name', { MAIL_FROM: '@' }, /^MAIL_FROM is not usable/],
    ['two senders', { MAIL_FROM: 'a@example.test, b@example.test' }, /^MAIL_FROM is not usable/],
    ['everybody as a proxy', { TRUST_PROXY: '0.0.0.0/0' }, /^TRUST_PROXY entry 1 is not an address/],
    [
      'a short admin token in production',
      { ...production, ADMIN_TOKEN: 'short' },
      /^ADMIN_TOKEN is not usable/,
    ],
    ['keys that are none', { SECRET_KEYS: 'v1:abc' }, /^SECRET_KEYS: entry 1 is not the base64 of 32 bytes/],
    ['a flag that is none', { DEMO: 'yes' }, /^DEMO is « yes »: expected 1 or 0/],
    ['a limit flag that is none', { RATE_LIMITS: 'off' }, /^RATE_LIMITS is « off »/],
    [
      'a pool of threads that is none',
      { UV_THREADPOOL_SIZE: 'many' },
      /^UV_THREADPOOL_SIZE is « many »: expected a whole number from 1 to 1024/,
    ],
    ['a port that is none', { PORT: '70000' }, /^PORT is « 70000 »: expected a whole number from 0 to 65535/],
    ['a log level that is none', { LOG_LEVEL: 'loud' }, /^LOG_LEVEL is « loud »: expected one of fatal,/],
    ['a public demo', { HOST: '0.0.0.0' }, /^HOST is 0\.0\.0\.0: outside production only 127\.0\.0\.1/],
    ['loopback by name', { HOST: 'localhost' }, /^HOST is localhost: outside production only 127\.0\.0\.1/],
    ['loopback of IPv6', { HOST: '::1' }, /^HOST is ::1: outside production only 127\.0\.0\.1/],
    [
      'a proxy that is no address',
      { TRUST_PROXY: '10.0.0.1, proxy' },
      /^TRUST_PROXY entry 2 is not an address/,
    ],
  ])('refuses %s in one sentence', (_what, env, sentence) => {
    expect(complaint(env)).toMatch(sentence);
    expect(complaint(env).split('\n')).toHaveLength(1);
  });

  it.each([
    ['with a user', 'https://user:hunter2@guichet.example'],
    ['with a user alone', 'https://user@guichet.example'],
    ['with a query', 'https://guichet.example/?a=1'],
    ['with an empty query', 'https://guichet.example/?'],
    ['with a path', 'https://guichet.example/desk'],
    ['with a fragment', 'https://guichet.example/#top'],
    ['with an empty fragment', 'https://guichet.example#'],
  ])('refuses a public address %s: links are built from the origin alone', (_what, PUBLIC_URL) => {
    for (const env of [{ PUBLIC_URL }, { ...production, PUBLIC_URL }]) {
      expect(complaint(env)).toMatch(/^PUBLIC_URL is not an address: expected an origin like [^\n]+\.$/);
      expect(complaint(env)).not.toContain('hunter2');
    }
  });

  it('takes a public address with a port, and with a slash at its end', () => {
    expect(readConfig({ PUBLIC_URL: 'http://10.0.0.1:8080' }).publicUrl).toBe('http://10.0.0.1:8080');
    expect(readConfig({ ...production, PUBLIC_URL: 'https://guichet.example/' }).publicUrl).toBe(
      'https://guichet.example',
    );
  });

  it.each([
    ['the key that this repository publishes', readConfig({}).secretKeys.slice('v1:'.length)],
    ['a key of one byte, as an example has it', Buffer.alloc(32, 7).toString('base64')],
    ['a key of zeros', Buffer.alloc(32).toString('base64')],
  ])('refuses %s in production, current or older', (_what, key) => {
    for (const SECRET_KEYS of [`v1:${key}`, `${freshKeys()},v2:${key}`]) {
      expect(complaint({ ...production, SECRET_KEYS })).toMatch(
        /^SECRET_KEYS: entry [12] is not secret: production needs keys of 32 random bytes [^\n]+\.$/,
      );
      expect(complaint({ ...production, SECRET_KEYS })).not.toContain(key);
      expect(complaint({ SECRET_KEYS })).toBe('accepted');
    }
  });

  it('takes any other key in production', () => {
    for (let i = 0; i < 20; i++)
      expect(complaint({ ...production, SECRET_KEYS: freshKeys() })).toBe('accepted');
  });

  it('never repeats a key or a token it refuses (P13)', () => {
    const key = Buffer.alloc(31, 9).toString('base64');
    expect(complaint({ SECRET_KEYS: `v1:${key}` })).not.toContain(key);
    expect(complaint({ ...production, ADMIN_TOKEN: 'my-little-secret' })).not.toContain('my-little-secret');
    expect(complaint({ SMTP_URL: 'user:hunter2@mail' })).not.toContain('hunter2');
  });

  it('serves the demo elsewhere only when told twice', () => {
    expect(readConfig({ HOST: '0.0.0.0', ALLOW_PUBLIC_DEMO: '1' }).host).toBe('0.0.0.0');
    expect(readConfig({ ...production, HOST: '0.0.0.0' }).host).toBe('0.0.0.0');
  });

  it('takes proxies as addresses, ranges and names of ranges', () => {
    const { trustProxy } = readConfig({ TRUST_PROXY: '10.0.0.0/8, ::1,loopback' });
    expect(trustProxy).toEqual(['10.0.0.0/8', '::1', 'loopback']);
  });
});

it('UV_THREADPOOL_SIZE says how many verifications run at once, and so how many may wait', async () => {
  const dir = temporaryDirectory();
  const config = readConfig({ DATA_DIR: dir.path, UV_THREADPOOL_SIZE: '2' });
  const product = await wire({ config, logger: createLogger('silent') });
  const asked = await Promise.allSettled(Array.from({ length: 62 }, () => product.hasher.hash('749385')));
  await product.close();
  dir.remove();
  expect(asked.filter(({ status }) => status === 'rejected')).toHaveLength(1);
});
