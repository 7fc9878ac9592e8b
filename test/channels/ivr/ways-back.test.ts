/** Where a caller is asked something in between, every key leads where it says, and back to the same question (P09). */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Served, served } from '../../server/served.ts';
import { Caller, type Provider, providers } from '../../support/phone/caller.ts';

let server: Served;
beforeAll(async () => {
  server = await served({ RATE_LIMITS: '0' });
});
beforeEach(() => server.ask('POST', '/dev/reset'));
afterAll(() => server.close());

async function calling(provider: Provider, tenant: string, ...keys: readonly string[]): Promise<Caller> {
  const phone = new Caller(server.app, { provider, tenant });
  await phone.call();
  for (const key of keys) await phone.press(key);
  return phone;
}

const backKey = 'Pour revenir en arrière, tapez étoile.';

describe.each(providers)('%s', (provider) => {
  test('which group of a number is wrong: the star leads back, and so it does from the group itself (X19)', async () => {
    const refused = await calling(provider, 'acs', '1', '150309913900258');
    const question = refused.text.slice(refused.text.indexOf('Pour ne corriger'));
    for (const keys of [['2'], ['2', '7']]) {
      const phone = await calling(provider, 'acs', '1', '150309913900258', ...keys);
      if (keys.length === 1) expect(phone.text).toContain(backKey);
      expect(await phone.press('*')).toContain(question);
    }
  });

  test('only groups that were typed can be wrong: a number without its key has none of it (X19)', async () => {
    const phone = await calling(provider, 'acs', '1', '1501399139002', '2');
    expect(phone.text).toContain('tapez 6.');
    expect(phone.text).not.toContain('clé');
    expect(await phone.press('7')).not.toMatch(/^Tapez les deux chiffres/);
  });

  test('before a letter leaves: 9 hears it again, 0 is somebody, the star goes back, and 1 sends it', async () => {
    const asked = await calling(provider, 'acs', '1', '150309913900259');
    const weighed = await asked.say('par courrier');
    expect(weighed).toContain(backKey);
    expect(await asked.press('9')).toContain(weighed);
    expect(await asked.press('0')).toContain('zéro 1, 99, zéro zéro, 20, zéro 1');
    const back = await calling(provider, 'acs', '1', '150309913900259');
    await back.say('par courrier');
    expect(await back.press('*')).toContain('Votre demande est enregistrée');
    await back.say('par courrier');
    expect(await back.press('1')).toContain('lettre');
  });

  test('« quatre cent vingt-trois » in a number is what makes it one: said whole, after another beginning, or after its own', async () => {
    for (const before of [[], ['un deux trois']]) {
      const whole = await calling(provider, 'cpms', '1');
      for (const words of before) await whole.say(words);
      await whole.say('un quatre-vingt-cinq zéro cinq deux A zéro zéro quatre cent vingt-trois');
      expect(whole.text).toContain('se termine par 1, 2, 3');
    }
    const parts = await calling(provider, 'cpms', '1');
    await parts.say('un quatre-vingt-cinq zéro cinq deux A');
    expect(await parts.say('zéro zéro quatre cent vingt-trois')).toContain('se termine par 1, 2, 3');
  });
});
