/** What a slow, nervous caller hears: patience where they were told to wait, nothing twice, a way back everywhere. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Served, served } from '../../server/served.ts';
import { Caller, codeIn, type Provider, providers } from '../../support/phone/caller.ts';
import { wednesdayMorning } from '../../support/times-of-week.ts';

let server: Served;
beforeAll(async () => {
  server = await served({ RATE_LIMITS: '0' });
});
beforeEach(async () => {
  await server.ask('POST', '/dev/reset');
  const now = server.product.clock.now();
  await advance((wednesdayMorning(now) - now) / 1000);
});
afterAll(() => server.close());

const advance = (advanceSeconds: number) => server.ask('POST', '/dev/clock', { body: { advanceSeconds } });
const times = (text: string, words: string) => text.split(words).length - 1;

async function calling(provider: Provider, tenant: string, ...keys: readonly string[]): Promise<Caller> {
  const phone = new Caller(server.app, { provider, tenant });
  await phone.call();
  for (const key of keys) await phone.press(key);
  return phone;
}

async function toSite(phone: Caller): Promise<Caller> {
  await phone.press('*');
  await phone.press(/(?:sur le site|on the site), (?:tapez|press) (\d)\./.exec(phone.text)![1]!);
  return phone;
}

/** Three wrong codes: the fourth attempt needs a check, and a minute of patience is one (X17). */
async function toldToWait(provider: Provider): Promise<Caller> {
  const phone = await calling(provider, 'cpms', '1', '*');
  await phone.press(/Pour vous connecter, tapez (\d)\./.exec(phone.text)![1]!);
  await phone.press('299017505622262');
  await phone.press('111222');
  for (let tries = 0; tries < 2; tries++) {
    await phone.press('1');
    await phone.press('111222');
  }
  await phone.press('*');
  await phone.press(/Pour attendre une minute, tapez (\d)\./.exec(phone.text)![1]!);
  expect(phone.text).toMatch(/^Patientez une minute/);
  return phone;
}

describe.each(providers)('%s', (provider) => {
  test('whoever goes to a computer with the code is silent for minutes and is not sent away; then hears that the code stays good (P09, X20)', async () => {
    const phone = await toSite(await calling(provider, 'acs', '1'));
    const told = phone.text;
    for (let silences = 0; silences < 8; silences++) {
      await advance(20);
      expect(await phone.silence()).toBe(
        'Prenez votre temps. Quand c’est fait, tapez 1. Pour réécouter le code, tapez 9.',
      );
    }
    expect(await phone.press('9')).toBe(told);
    await phone.silence();
    expect(codeIn(await phone.press('5'))).toBe(codeIn(told));
    expect(phone.text).toMatch(/^Je n’ai pas compris\./);
    await advance(40);
    for (let silences = 0; silences < 4 && !phone.over; silences++) await phone.silence();
    expect(phone.over).toBe(true);
    expect(phone.text).toMatch(/^Vous pouvez raccrocher et continuer à votre rythme/);
    expect(phone.text).not.toContain('Nous n’y arrivons pas');
    expect((await server.begin('acs', { resumeCode: codeIn(told) })).status).toBe(201);
  });

  test('what was said in a call is forgotten when it ends, however often it was missed (P13)', async () => {
    const phone = await toSite(await calling(provider, 'acs', '1', '150309913900259'));
    const code = codeIn(phone.text);
    const followUp = /(?:\d, ){2}\d\. (?:\d, ){2}\d/.exec(phone.text)![0];
    await phone.silence();
    await phone.hangUp();
    const kept = JSON.stringify(await server.product.conversations.load(phone.conversation));
    expect(kept.replaceAll(/\D/g, '')).not.toContain(code);
    expect(kept).not.toContain(followUp);
  });

  test('when it is we who hang up, what was typed is forgotten at once, and a repeat is answered all the same (P11, P13)', async () => {
    const nir = '150309913900259';
    const ends: readonly (readonly [readonly string[], (phone: Caller) => Promise<unknown>])[] = [
      [['1', nir], (phone) => phone.say('merci au revoir')],
      [['1', nir.slice(0, 13)], fourSilences],
      [['1', nir, '*', '1'], (phone) => phone.say('stop').then(() => fourSilences(phone))],
    ];
    for (const [keys, end] of ends) {
      const phone = await calling(provider, 'acs', ...keys);
      const id = phone.conversation;
      expect(JSON.stringify(await server.product.conversations.load(id))).toContain(nir.slice(0, 13));
      await advance(200);
      await end(phone);
      expect(phone.over).toBe(true);
      const { gathered, digests, aside } = (await server.product.conversations.load(id))!;
      expect({ gathered, digests }).toEqual({ gathered: {}, digests: {} });
      expect(JSON.stringify(aside)).not.toContain(nir.slice(0, 13));
      expect(aside).not.toHaveProperty('offer');
      expect(aside).not.toHaveProperty('told');
      expect(await phone.repeat()).toEqual({ status: 200, document: phone.documents.at(-1) });
      expect((await phone.repeat(phone.webhooks.at(-2))).document).toBe(phone.documents.at(-2));
    }
  });

  async function fourSilences(phone: Caller): Promise<void> {
    for (let silences = 0; silences < 4 && !phone.over; silences++) await phone.silence();
  }

  test('whoever is told to wait a minute may be silent for a minute, and then goes on (X17, P10)', async () => {
    const phone = await toldToWait(provider);
    for (let silences = 0; silences < 5; silences++) {
      await advance(9);
      expect(await phone.silence()).toMatch(/^Patientez encore un peu\. Pour réécouter, tapez 9\.$/);
    }
    expect(await phone.press('9')).toMatch(/^Patientez une minute/);
    await advance(20);
    expect(await phone.silence()).toMatch(
      /Pour garder votre numéro de Sécurité sociale, qui se termine par 2, 2, 2, tapez 1/,
    );
  });

  test('a resume code of another length is no try at one; the star leads back to the menu, as it says (X11)', async () => {
    const phone = await calling(provider, 'acs');
    const menu = phone.text;
    await phone.press('8');
    expect(await phone.press('1234567')).toMatch(
      /^Ce code compte exactement 8 chiffres\. Reprenons\. Tapez les 8 chiffres/,
    );
    expect(await phone.press('*')).toMatch(/Pour revenir au menu principal, tapez étoile\.$/);
    expect(await phone.press('*')).toBe(menu);
  });

  test('a number that was typed is offered first, and how to type one is not explained twice', async () => {
    const phone = await calling(provider, 'acs', '2', '150309913900259', '111111');
    expect(phone.text).toMatch(
      /^Ce numéro de suivi ne correspond pas à une demande\. Pour garder votre numéro de Sécurité sociale, qui se termine par 0, 0, 2, tapez 1, puis dièse\./,
    );
    expect(phone.text).toContain('Pour un autre numéro, tapez ses 13 chiffres, puis dièse.');
    expect(phone.text).not.toContain('Corse');
    expect(await phone.press('1')).toContain('numéro de suivi');
  });

  test('a refusal that no field is to blame for tells the key of the way out it speaks of (P09)', async () => {
    const phone = await calling(provider, 'abela');
    await phone.say('me connecter');
    await phone.press('174054221806613');
    expect(await phone.press('482769')).toMatch(
      /^Après trop d’erreurs, .* Demandez un nouveau mot de passe.* Pour obtenir un mot de passe, tapez 4, puis dièse\./,
    );
    expect(await phone.say('non')).toMatch(/^Quel groupe corriger/);
    await phone.press('*');
    expect(await phone.press('4')).toMatch(/^Demande de mot de passe\./);
  });

  test('what opened a question is not said again with the reason why it is asked again', async () => {
    const phone = await calling(provider, 'acs', '1');
    expect(phone.text).toContain('Demande de code d’accès.');
    await phone.press('150309913900258');
    expect(phone.text).toMatch(/^Ce numéro n’est pas complet/);
    expect(phone.text).not.toContain('Demande de code d’accès.');
  });

  test('a person is named behind every star, and has one key where 0 leads to the same desk', async () => {
    const phone = await calling(provider, 'acs', '1', '150309913900259');
    expect(phone.text).toContain('Pour parler à quelqu’un, tapez 0.');
    expect(phone.text).not.toContain('Pour appeler : Service clients ACS');
    expect(await phone.press('*')).toContain(
      'Pour parler à quelqu’un, tapez 0. Pour revenir en arrière, tapez étoile.',
    );
    expect(await phone.press('0')).toContain('Pour appeler : Service clients ACS, tapez 1.');
    // The care desk is another: it keeps its key beside 0.
    const care = await calling(provider, 'acs', '6');
    expect(care.text).toContain('Pour appeler : Service des prises en charge, tapez 6.');
  });

  test('0 reaches somebody also where the message to them is handed over, and the star’s own way back is not that to the question (P09)', async () => {
    const phone = await calling(provider, 'acs', '3', '0');
    await phone.press(/écrire un message sur notre site, tapez (\d)\./.exec(phone.text)![1]!);
    expect(phone.text).toContain('Pour parler à quelqu’un, tapez 0.');
    expect(times(await phone.press('*'), 'Pour revenir où vous en étiez')).toBe(1);
    await phone.press('*');
    expect(await phone.press('0')).toMatch(
      /^Voici qui peut vous aider\. Service clients ACS, appel non surtaxé/,
    );
    expect(phone.text).toContain('Pour appeler : Service clients ACS, tapez 1.');
  });

  test('of a number that stops half-way no group is offered to be corrected', async () => {
    const phone = await calling(provider, 'acs', '1', '1503');
    expect(phone.text).toMatch(/^Ce numéro n’est pas complet/);
    expect(phone.text).not.toContain('corriger qu’un groupe');
    expect(await phone.press('150309913900258')).toContain('corriger qu’un groupe');
  });

  test('in English a desk has its article, a name has none', async () => {
    const phone = await calling(provider, 'acs', '*', '6', '0');
    expect(phone.text).toContain('To call ACS customer service, press');
    expect(phone.text).toContain('To call the care authorisation desk, press');
  });

  test('that details are to be confirmed is said once of all of them', async () => {
    const phone = await calling(provider, 'acs', '6', '0');
    expect(times(phone.text, 'Pour appeler')).toBe(2);
    expect(times(phone.text, 'restent à confirmer')).toBe(1);
    for (let silences = 0; silences < 4; silences++) await phone.silence();
    expect(times(phone.text, 'restent à confirmer')).toBe(1);
  });

  test('where the code for the site is told, it can be heard again, and the star does not offer it a second time', async () => {
    const phone = await toSite(await calling(provider, 'acs', '*', '1'));
    expect(phone.text).toContain('To hear this again, press 9.');
    expect(await phone.press('1')).toMatch(/^Nothing has changed on the site yet\. Note your resume code/);
    const asked = await calling(provider, 'acs', '5');
    expect(codeIn(asked.text)).toMatch(/^\d{8}$/);
    expect(await asked.press('*')).not.toContain('Pour continuer plus tard ou sur le site');
  });

  test('a session begun in one language goes on in that of the call, and never in both at once (X11)', async () => {
    const english = await toSite(await calling(provider, 'acs', '*', '1'));
    const code = codeIn(english.text);
    await english.hangUp();
    const french = await calling(provider, 'acs', '8', code);
    expect(french.text).toMatch(/^Nous reprenons où vous étiez\. Demande de code d’accès\./);
    expect(french.text).not.toContain('Getting your access code');
    expect(await french.silence()).toMatch(/^Je n’ai pas reçu de réponse\. Tapez/);
  });

  test('« retour » said where a person is named leads back to the question', async () => {
    const phone = await calling(provider, 'acs', '3');
    const asked = phone.text;
    expect(await phone.say('je veux parler à quelqu’un')).toMatch(/^Voici qui peut vous aider/);
    expect(await phone.say('retour')).toBe(asked);
  });

  test('« retour » leads to the question before, as its key does (K05)', async () => {
    const phone = await calling(provider, 'acs', '3');
    const first = phone.text;
    const second = await phone.say('oui');
    expect(second).toContain('Pour la question précédente, tapez 4.');
    expect(await phone.say('retour')).toBe(first);
    await phone.say('oui');
    expect(await phone.press('4')).toBe(first);
  });

  test('words where a number is asked are no number: someone is named, a wish is asked about, and the question comes back', async () => {
    const phone = await calling(provider, 'acs', '1');
    const asked = phone.text;
    expect(await phone.say('je veux parler à quelqu’un')).toMatch(/^Voici qui peut vous aider/);
    expect(await phone.say('retour')).toBe(asked);
    expect(
      await phone.say('il y a un truc que je comprends pas avec ma lettre que je n’ai pas reçue'),
    ).toMatch(/^Je ne suis pas sûr de comprendre.* Pour savoir où est votre lettre, tapez 1\./);
    expect(await phone.press('*')).toBe(asked);
    expect(await phone.say('attendez j’en ai deux')).toMatch(/^Je n’ai pas compris\./);
    expect(await phone.say('alors c’est le un cinquante zéro trois')).toMatch(
      /^Chiffres notés : \d+ sur 13\. Continuez votre numéro\.$/,
    );
  });

  test('where no SMS can be sent, only the e-mail is promised (X20)', async () => {
    const messages = server.product.app.handOverMessages as { sendsSms: boolean };
    try {
      messages.sendsSms = false;
      const phone = await toSite(await calling(provider, 'acs', '3'));
      expect(phone.text).toMatch(/un lien à l’adresse e-mail que nous connaissons, tapez 2\./);
      await phone.press('2');
      expect(await phone.press('150309913900259')).toMatch(
        /dont nous connaissons l’e-mail, un lien lui est envoyé/,
      );
      expect(phone.documents.join(' ')).not.toContain('portable');
    } finally {
      messages.sendsSms = true;
    }
  });

  test('noise in the middle of a number that is said is not praised', async () => {
    const phone = await calling(provider, 'acs', '1');
    expect(await phone.say('un cinquante zéro trois')).toMatch(
      /^Chiffres notés : \d+ sur 13\. Continuez votre numéro\.$/,
    );
    expect(await phone.say('euh')).toBe('Je n’ai pas compris. Continuez votre numéro.');
  });

  test('the terms are not announced by a number of version that nobody can do anything with', async () => {
    const phone = await calling(provider, 'abela', '1', '*');
    await phone.press(/Pour vous connecter, tapez (\d)\./.exec(phone.text)![1]!);
    await phone.press('199999910099902');
    expect(await phone.press('380651')).toMatch(/^Avant d’entrer, il faut lire et accepter les conditions/);
    expect(phone.text).not.toContain('version');
  });
});

test('the other language is offered in its own voice, where the provider can change it', async () => {
  const phone = await calling('twilio', 'acs');
  expect(phone.documents[0]).toMatch(/<Say voice="[^"]*" language="en-GB">For English, press star\.<\/Say>/);
  expect(phone.documents[0]).toMatch(/<Say voice="[^"]*" language="fr-FR">ACS, bonjour\.<\/Say>/);
  await phone.press('*');
  expect(phone.documents[1]).toMatch(
    /<Say voice="[^"]*" language="fr-FR">Pour le français, tapez étoile\.<\/Say>/,
  );
});
