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

  test.each(['Reprendre avec un code', 'reprendre avec un code de reprise', 'go on with a resume code'])(
    '« %s » is 8 of the main menu',
    async (words) => {
      expect(await (await calling()).say(words)).toBe(await (await calling()).press('8'));
    },
  );

  test('within a number nothing is taken back by whoever says so, and the number is asked again', async () => {
    const phone = await calling('8');
    const { text } = phone;
    expect(await phone.say('Pour recommencer la saisie')).toBe(text);
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

/** « Pour réécouter, tapez 9. »: the words, the key, and whether it is one that ends a number. */
const announcement = /^(.+), (?:tapez|press) (\d|étoile|star)(, puis dièse|, then hash)?\.$/;

/** Numbers of these lengths are each call's own. */
/** Nor the time, which may pass meanwhile. */
const withoutCodes = (text: string): string =>
  text.replaceAll(/(?:\d[,.] ){3,}\d/g, '…').replaceAll(/\d\d:\d\d|\d+ heures(?: \d+)?/g, '…');

/** It cannot be taken back: said in other words than these it is asked about. */
const weighty = 'Pour une lettre à la place de l’e-mail';

/** So many keys from where a walk begins; what stands behind more of them is told in the same way. */
const deepest = 2;

test('in every menu each announcement said aloud, with « pour » or without, is its key', async () => {
  const after = async (...keys: readonly string[]): Promise<Caller> => {
    const phone = new Caller(server.app, { provider: 'twilio', tenant: 'acs' });
    await phone.call();
    for (const key of keys) await phone.press(key);
    return phone;
  };
  const heardOf = ({ text, heard }: Caller) => `${withoutCodes(text)} ${heard.dial?.number ?? ''}`;
  const waiting: string[][] = [[], ['*'], ['1', '150309913900259'], ['1', '150309913900259', '*']];
  const menus = new Set<string>();
  let said = 0;
  for (let keys = waiting.shift(); keys; keys = waiting.shift()) {
    const menu = await after(...keys);
    if (menu.over || menus.has(withoutCodes(menu.text))) continue;
    menus.add(withoutCodes(menu.text));
    const isTyped = /(?:dièse|hash)\./.test(menu.text);
    for (const sentence of menu.heard.said) {
      const [, words = '', named = '', hash] = announcement.exec(sentence) ?? [];
      const key = /\d/.test(named) ? named : '*';
      // Within a number a star alone takes it back.
      if (words === '' || (isTyped && key === '*' && !hash)) continue;
      const byKey = await after(...keys, key);
      const bare = words === weighty ? words : words.replace(/^(?:Pour|Si|To|For|If) /, '');
      for (const spoken of new Set([words, bare])) {
        const phone = await after(...keys);
        await phone.say(spoken);
        expect(heardOf(phone), `${keys.join(' ')} « ${spoken} »`).toBe(heardOf(byKey));
        said++;
      }
      if (keys.length < deepest && key !== '9') waiting.push([...keys, key]);
    }
  }
  expect(menus.size).toBeGreaterThan(30);
  expect(said).toBeGreaterThan(300);
});
