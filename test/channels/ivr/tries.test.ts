/** What cannot be is refused at once and not for ever: numbers, codes of another length; then whoever can help (P09). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Served, served } from '../../server/served.ts';
import { Caller, type Provider, providers } from '../../support/phone/caller.ts';

let server: Served;
beforeAll(async () => {
  server = await served({ RATE_LIMITS: '0' });
});
afterAll(() => server.close());

const tries = 4;
const wrongKey = '150309913900258';
const enough = /^Nous n’y arrivons pas cette fois/;
const personOfAcs = 'zéro 1, 99, zéro zéro, 20, zéro 1';
const careDeskOfAcs = 'Service des prises en charge, appel non surtaxé, 7 jours sur 7';

const phoneOf = (provider: Provider, tenant = 'acs') => new Caller(server.app, { provider, tenant });

async function standing(phone: Caller) {
  const stored = (await server.product.conversations.load(phone.conversation))!;
  return { stored, view: (await server.product.engine.resume(stored.token!)).view };
}

describe.each(providers)('%s', (provider) => {
  /** In the first connection of member 2: the new code is asked for the first time. */
  async function atNewCode(): Promise<Caller> {
    await server.ask('POST', '/dev/reset');
    const phone = phoneOf(provider, 'cpms');
    await phone.call();
    await phone.press('1');
    await phone.press('*');
    await phone.press(/Pour vous connecter, tapez (\d)\./.exec(phone.text)![1]!);
    await phone.press('292069935123493');
    await phone.press('603815');
    expect(phone.text).toContain('Tapez les 6 chiffres de votre nouveau code');
    return phone;
  }

  test('a new code of the wrong length is refused after its first entry: in words, asked again, nothing moved in the session and nothing kept (F03, F09, P13)', async () => {
    const phone = await atNewCode();
    const asked = phone.text;
    const { turn } = (await standing(phone)).view;
    for (const short of ['74938', '7493856', '7']) {
      const told = await phone.press(short);
      expect(told).toMatch(
        /^Ce code compte exactement 6 chiffres\. Reprenons\. Tapez les 6 chiffres de votre nouveau code/,
      );
      const { stored, view } = await standing(phone);
      expect(view).toMatchObject({ turn });
      expect(view).not.toHaveProperty('error');
      expect({ digests: stored.digests, gathered: stored.gathered }).toEqual({ digests: {}, gathered: {} });
      // Digits are kept as they were typed, in texts; a time in numbers holds some by chance.
      const texts = JSON.stringify(stored, (_key, value) => (typeof value === 'number' ? 0 : value));
      if (short.length > 1) expect(texts).not.toContain(short);
      expect(await phone.press('9')).toBe(asked);
    }
    await phone.press('749385');
    expect(await phone.press('749385')).toContain('Votre nouveau code d’accès est enregistré.');
  });

  test('a new code that anybody would guess is refused after its first entry (X05)', async () => {
    const phone = await atNewCode();
    for (const easy of ['123456', '777777', '240587'])
      expect(await phone.press(easy)).toMatch(/^Ce code d’accès est trop facile à deviner.*nouveau code/);
    const { stored } = await standing(phone);
    expect({ digests: stored.digests, gathered: stored.gathered }).toEqual({ digests: {}, gathered: {} });
    await phone.press('749385');
    expect(await phone.press('749385')).toContain('Votre nouveau code d’accès est enregistré.');
  });

  test('the length is the field’s own: where a code has eight digits, six are refused at once (X06)', async () => {
    const phone = await atNewCode();
    const insurer = server.product.insurers.get('cpms')! as { code: { length: number } };
    const { code } = insurer;
    try {
      insurer.code = { ...code, length: 8 };
      await phone.press('*');
      await phone.press('*');
      expect(await phone.press('749385')).toMatch(/^Ce code compte exactement 8 chiffres/);
    } finally {
      insurer.code = code;
    }
  });

  test('wrong lengths again and again end as kindly as silence does; a right one in between sets the count back (P09)', async () => {
    const phone = await atNewCode();
    for (let nth = 1; nth < tries; nth++) await phone.press('12');
    await phone.press('749385');
    await phone.press('836417');
    expect(phone.text).toMatch(/^Les deux saisies sont différentes\./);
    for (let nth = 1; nth < tries; nth++) {
      await phone.press('12');
      expect(phone.over).toBe(false);
    }
    expect(await phone.press('12')).toMatch(enough);
    expect(phone.over).toBe(true);
  });

  test('a number that cannot be is not asked for ever: as many tries as of silence, then who can help (P09, X19)', async () => {
    for (const keys of [[wrongKey], ['12'], [wrongKey, '999999999999999'], [wrongKey, '2', '7', '57']]) {
      const phone = phoneOf(provider);
      await phone.call();
      await phone.press('1');
      let refused = 0;
      for (let nth = 0; !phone.over && nth < 40; nth++) {
        await phone.press(keys[nth % keys.length]!);
        if (phone.text.startsWith('Ce numéro n’est pas complet')) refused++;
      }
      expect(refused, keys.join()).toBe(tries - 1);
      expect(phone.text).toMatch(enough);
      expect(phone.text).toContain(personOfAcs);
    }
  });

  test('neither does going away from the question and back, or a silence, begin the count anew', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    await phone.press('1');
    for (let nth = 1; nth < tries; nth++) {
      await phone.press(wrongKey);
      await phone.silence();
      await phone.press('*');
      await phone.press('*');
    }
    expect(await phone.press(wrongKey)).toMatch(enough);
  });

  test('a right number sets the count back', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    await phone.press('2');
    for (let nth = 1; nth < tries; nth++) await phone.press(wrongKey);
    expect(await phone.press('150309913900259')).toContain('numéro de suivi');
    await phone.press('111111');
    expect(phone.text).toMatch(/^Ce numéro de suivi/);
    for (let nth = 1; nth < tries; nth++) await phone.press(wrongKey);
    expect(phone.over).toBe(false);
    expect(await phone.press(wrongKey)).toMatch(enough);
  });

  test('of a follow-up number that is wrong as often it is said who can help, and the question stays (P09)', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    await phone.press('2');
    await phone.press('150309913900259');
    for (let nth = 1; nth < tries; nth++) {
      await phone.press(`11111${nth}`);
      expect(phone.text).toMatch(/^Ce numéro de suivi/);
      await phone.press('1#');
    }
    await phone.press('111115');
    expect(phone.text).toMatch(/^Ce numéro de suivi.*Nous n’y arrivons pas cette fois/);
    expect(phone.text).toContain(personOfAcs);
    expect(phone.text, 'the call goes on').not.toContain('rappeler');
    expect(await phone.press('1#')).toContain('numéro de suivi');
    await phone.press('111116');
    expect(phone.text).not.toContain(personOfAcs);
  });

  test('a number for the message with the link is refused in words, and not for ever either', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    await phone.press('3');
    await phone.press('*');
    await phone.press(/sur le site, tapez (\d)\./.exec(phone.text)![1]!);
    await phone.press('2');
    for (let nth = 1; nth < tries; nth++)
      expect(await phone.press(wrongKey)).toMatch(
        /^Ce numéro n’est pas complet, ou un chiffre est faux\. Regardez votre carte Vitale\. Tapez/,
      );
    expect(await phone.press(wrongKey)).toMatch(enough);
  });

  test('whoever gives up in the middle of a care request hears its desk first, day and night (D13, P15)', async () => {
    for (const keys of [['6'], ['6', '0']]) {
      const phone = phoneOf(provider);
      await phone.call();
      for (const key of keys) await phone.press(key);
      for (let nth = 0; nth < tries; nth++) await phone.silence();
      expect(phone.text).toMatch(enough);
      expect(phone.text).toContain(careDeskOfAcs);
      expect(phone.text.indexOf('prises en charge')).toBeLessThan(phone.text.indexOf(personOfAcs));
      expect(phone.text.split(personOfAcs)).toHaveLength(2);
    }
    const other = phoneOf(provider);
    await other.call();
    for (let nth = 0; nth < tries; nth++) await other.silence();
    expect(other.text).toMatch(enough);
    expect(other.text).not.toContain('prises en charge');
  });
});
