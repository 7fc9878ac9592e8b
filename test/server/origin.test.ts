import { describe, expect, it } from 'vitest';
import { browserOf, sourceOf } from '../../server/origin.ts';
import { served } from './served.ts';

describe('the source of a request (X03)', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002:ffff::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['203.0.113.7:4711', '203.0.113.7'],
    ['[2001:db8:1:2::1]:4711', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::1]', '2001:db8:1:2::/64'],
    ['_hidden', 'unknown'],
  ])('%s is %s', (address, source) => {
    expect(sourceOf(address)).toBe(source);
  });

  it('is one for all addresses of a household, and another for its neighbour', () => {
    expect(sourceOf('2001:db8:1:2:aaaa::1')).toBe(sourceOf('2001:db8:1:2:bbbb:1:2:3'));
    expect(sourceOf('2001:db8:1:3::1')).not.toBe(sourceOf('2001:db8:1:2::1'));
  });

  it.each([
    ['nobody is believed', {}, '198.51.100.1', '198.51.100.1'],
    ['a proxy that is named is believed', { TRUST_PROXY: '198.51.100.1' }, '198.51.100.1', '203.0.113.9'],
    ['another one is not', { TRUST_PROXY: '198.51.100.2' }, '198.51.100.1', '198.51.100.1'],
  ] as const)('comes from TRUST_PROXY alone: %s', async (_what, env, remoteAddress, expected) => {
    const server = await served(env);
    try {
      let seen = '';
      server.app.addHook('onRequest', async (request) => {
        seen = sourceOf(request.ip);
      });
      await server.app.inject({
        url: '/healthz',
        remoteAddress,
        headers: { 'x-forwarded-for': '192.0.2.66, 203.0.113.9' },
      });
      expect(seen).toBe(expected);
    } finally {
      await server.close();
    }
  });
});

describe('the browser as a mail names it (X16)', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0', 'Firefox, Windows'],
    [
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0 Mobile Safari/537.36',
      'Chrome, Android',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1',
      'Safari, iOS',
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/129.0 Safari/537.36 Edg/129.0',
      'Edge, Linux',
    ],
    ['curl/8', undefined],
    ['<b>Firefox</b>', undefined],
    [undefined, undefined],
  ])('%s is %s', (userAgent, browser) => {
    expect(browserOf(userAgent)).toBe(browser);
  });
});
