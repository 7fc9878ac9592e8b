/** Whoever is in a hurry or in hospital: the desk that answers day and night, told and put through (D13). */
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
  const calling = async (...words: readonly string[]): Promise<Caller> => {
    const phone = new Caller(server.app, { provider, tenant: 'acs' });
    await phone.call();
    for (const one of words) await phone.say(one);
    return phone;
  };

  test('a care request tells the desk without asking what it takes no answer to', async () => {
    const { text } = await calling('prise en charge');
    expect(text).toMatch(/^Si c’est urgent, ou si vous êtes déjà à l’hôpital, appelez d’abord/);
    expect(text).toMatch(/Pour appeler : Service des prises en charge, tapez \d\./);
  });

  test.each(['c’est urgent', 'Urgent.', 'oui c’est urgent', 'it is urgent'])(
    '« %s » there, or where it has callers sign in first, is the desk’s number and its key',
    async (words) => {
      const { text } = await calling('prise en charge', 'je suis à l’hôpital');
      expect(await (await calling('prise en charge')).say(words)).toBe(text);
      const signingIn = await calling('prise en charge', 'devis');
      expect(signingIn.text).toMatch(/^Pour votre sécurité, connectez-vous/);
      expect(await signingIn.say(words)).toBe(text);
      await signingIn.say('oui');
      expect(signingIn.heard.dial?.number).toBe('+33199002002');
    },
  );

  test.each(['réessayer', 'oui', 'try again'])(
    'where the desk does not answer it is told again, and « %s » calls it once more',
    async (words) => {
      const phone = await calling('je suis à l’hôpital');
      const told = phone.text;
      await phone.say('oui');
      expect(await phone.dialled('no-answer')).toBe(`Personne n’a pu répondre. ${told}`);
      await phone.say(words);
      expect(phone.heard.dial?.number).toBe('+33199002002');
      await phone.dialled('completed');
      expect(phone.over).toBe(true);
    },
  );

  test('what a key is called is no emergency, in either language', async () => {
    const french = await calling('prise en charge');
    expect(await french.say('une hospitalisation en établissement conventionné')).toMatch(
      /^Pour votre sécurité/,
    );
    const english = await calling('English please', 'a care authorisation');
    expect(english.text).toContain('For a stay in a hospital under agreement, press 1.');
    expect(await english.say('a stay in a hospital under agreement')).toMatch(/^For your safety, sign in/);
  });

  test.each(['ce n’est pas urgent', 'urgent, un devis dentaire'])(
    '« %s » says more, and is heard',
    async (words) => {
      const phone = await calling('prise en charge');
      expect(await phone.say(words)).not.toBe((await calling('prise en charge', 'urgent')).text);
    },
  );

  test('« c’est urgent » where another desk answers is not that desk’s', async () => {
    const phone = await calling('j’ai perdu mon code');
    expect(await phone.say('c’est urgent')).not.toContain('Service des prises en charge');
    expect(phone.heard.dial).toBeUndefined();
  });

  test('« c’est urgent » before anything is asked for leads to a person', async () => {
    expect(await (await calling()).say('c’est urgent')).toMatch(/^Voici qui peut vous aider/);
  });
});
