/** Whatever a prompt announces before « tapez N » is its key when it is said. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Served, served } from '../../server/served.ts';
import { Caller, providers } from '../../support/phone/caller.ts';

let server: Served;
beforeAll(async () => {
  server = await served({ RATE_LIMITS: '0' });
});
beforeEach(() => server.ask('POST', '/dev/reset'));
afterAll(() => server.close());

describe.each(providers)('%s', (provider) => {
  const calling = async (...keys: readonly string[]): Promise<Caller> => {
    const phone = new Caller(server.app, { provider, tenant: 'acs' });
    await phone.call();
    for (const key of keys) await phone.press(key);
    return phone;
  };

  test.each([
    'réécouter',
    'je voudrais réécouter',
    'pour réécouter',
    'hear this again',
    'to hear this again',
  ])('« %s » is 9, in a menu and where a number is asked', async (words) => {
    for (const keys of [[], ['1'], ['4']]) {
      const phone = await calling(...keys);
      const { text } = phone;
      expect(await phone.say(words)).toBe(text);
    }
  });

  test('a person who was perhaps asked for is asked about, and « oui » or 0 leads to them', async () => {
    const asked =
      'Je ne suis pas sûr de comprendre. Pour parler à quelqu’un, tapez 0. Pour revenir en arrière, tapez étoile.';
    for (const answer of ['oui', 'je veux quelqu’un']) {
      const phone = await calling('4');
      const menu = phone.text;
      expect(await phone.say('vous m’entendez')).toBe(asked);
      await phone.press('*');
      expect(phone.text).toBe(menu);
      await phone.say('vous m’entendez');
      expect(await phone.say(answer)).toMatch(/^Voici qui peut vous aider/);
    }
  });
});
