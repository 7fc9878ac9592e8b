import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Served, served } from '../../server/served.ts';
import { Caller, type Provider } from '../../support/phone/caller.ts';

let server: Served;
beforeAll(async () => {
  server = await served();
});
beforeEach(() => server.ask('POST', '/dev/reset'));
afterAll(() => server.close());

const caller = (from: string, provider: Provider = 'twilio') =>
  new Caller(server.app, { provider, tenant: 'acs', from });

async function handedOver(): Promise<string> {
  const { engine } = server.product;
  const origin = { channel: 'web', source: '192.0.2.7' };
  const begun = await engine.start({ tenant: 'acs', flow: 'code-reset', locale: 'fr', origin });
  return (await engine.handOver(begun.token)).code;
}

async function joinsBy(phone: Caller, code: string): Promise<string> {
  await phone.call();
  await phone.press('8');
  return phone.press(code);
}

/** Wrong resume codes until this source is told that it was too much (X11). */
async function guess(from: string, provider?: Provider): Promise<void> {
  const phone = caller(from, provider);
  await phone.call();
  await phone.press('8');
  for (let wrong = 0; wrong < 6 && !phone.over; wrong++) await phone.press('00000000');
  expect(phone.text).toContain('trop d’essais');
}

describe('callers who withhold their number', () => {
  it.each([
    ['twilio', '+266696687'],
    ['twilio', 'Anonymous'],
    ['twilio', '+7378742833'],
    ['twilio', '+2562533'],
    ['twilio', '+8656696'],
    ['twilio', '+86282452253'],
    ['jambonz', 'anonymous'],
    ['jambonz', ''],
  ] as const)('are not locked out by one another: %s « %s » (X03, X11)', async (provider, from) => {
    await guess(from, provider);
    expect(await joinsBy(caller(from, provider), await handedOver())).toContain('13 chiffres');
  });

  it('are counted within their call', async () => {
    await guess('anonymous');
  });
});

it.each(['sip:+33639980046@carrier.example', '0033639980046', '33639980046', '06 39 98 00 46'])(
  'a caller is counted by their number however the provider writes it: « %s » (X03, X11)',
  async (from) => {
    await guess('+33639980046');
    expect(await joinsBy(caller(from, 'jambonz'), await handedOver())).toContain('trop d’essais');
  },
);

it('a caller who shows a number is counted by it, call after call (X03, X11)', async () => {
  await guess('+33639980044');
  expect(await joinsBy(caller('+33639980044'), await handedOver())).toContain('trop d’essais');
  expect(await joinsBy(caller('+33639980045'), await handedOver())).toContain('13 chiffres');
});
