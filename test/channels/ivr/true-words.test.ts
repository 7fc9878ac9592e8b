/** What is said on the telephone is true at that hour, on that line, in that language, to whoever is still there. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CallState } from '../../../channels/ivr/call-state.ts';
import { verbsOf } from '../../../channels/ivr/providers/jambonz.ts';
import { lineOf } from '../../../channels/ivr/telling/own-line.ts';
import { pressed } from '../../bench/ivr-keys.ts';
import { type Served, served } from '../../server/served.ts';
import { Caller, codeIn, type Provider, providers } from '../../support/phone/caller.ts';
import { sundayEvening } from '../../support/times-of-week.ts';

let server: Served;
beforeAll(async () => {
  server = await served({ RATE_LIMITS: '0' });
});
beforeEach(() => server.ask('POST', '/dev/reset'));
afterAll(() => server.close());

const advance = (advanceSeconds: number) => server.ask('POST', '/dev/clock', { body: { advanceSeconds } });
const hourIn = (text: string) => /jusqu’à ([^.:]+)/.exec(text)?.[1] ?? '';

interface Calling {
  readonly provider: Provider;
  readonly tenant: string;
  readonly to?: string;
}

async function calling(line: Calling, ...keys: readonly string[]): Promise<Caller> {
  const phone = new Caller(server.app, line);
  await phone.call();
  for (const key of keys) await phone.press(key);
  return phone;
}

/** Behind the star: the code by which another channel goes on. */
async function toSite(phone: Caller): Promise<string> {
  await phone.press('*');
  return phone.press(/Pour continuer plus tard ou sur le site, tapez (\d)\./.exec(phone.text)![1]!);
}

const offerOf = async ({ conversation }: Caller) =>
  ((await server.product.conversations.load(conversation))!.aside as CallState).offer!;

/** An hour of France as it is said. */
function aloud(at: number): string {
  const [hour, minutes] = new Intl.DateTimeFormat('fr-FR', {
    timeZone: 'Europe/Paris',
    hour: '2-digit',
    minute: '2-digit',
  })
    .format(at)
    .split(':');
  const hours = `${Number(hour)} heure${Number(hour) < 2 ? '' : 's'}`;
  return minutes === '00' ? hours : `${hours} ${minutes}`;
}

describe.each(providers)('%s', (provider) => {
  const acs = { provider, tenant: 'acs' };

  test('a new code for the caller leaves the link of whoever joined alive, and the other way round (P09, X11, X20)', async () => {
    const phone = await calling(acs, '1');
    const chat = (await server.begin('acs', { resumeCode: codeIn(await toSite(phone)) })).body;
    const given = () =>
      server.ask<{ token: string; resumeCode: string }>('POST', '/api/v1/session/hand-over', {
        headers: { authorization: `Bearer ${chat.session}` },
      });
    const link = (await given()).body.token;
    await phone.press('1');
    expect(await phone.press('2')).toContain('Votre code de reprise, ou son lien, a servi');
    const code = codeIn(phone.text);
    expect((await server.begin('acs', { token: link })).status).toBe(201);
    const second = (await given()).body;
    expect(codeIn(await phone.press('1'))).toBe(code);
    expect((await server.begin('acs', { resumeCode: code })).status).toBe(201);
    expect((await server.begin('acs', { resumeCode: second.resumeCode })).status).toBe(201);
  });

  test('a code is said with the hour until which it serves, however often it is heard again (X08, X11)', async () => {
    const phone = await calling(acs, '1');
    const first = await toSite(phone);
    const { code, until } = await offerOf(phone);
    expect(hourIn(first)).toBe(aloud(until));
    await advance(300);
    expect(await phone.press('9')).toBe(first);
    await advance(220);
    const late = await phone.press('1');
    expect([codeIn(late), hourIn(late)]).toEqual([code, aloud(until)]);
    expect((await server.begin('acs', { resumeCode: code })).status).toBe(201);
  });

  test('with less than a minute left another code takes its place, with its own hour', async () => {
    const phone = await calling(acs, '1');
    const first = codeIn(await toSite(phone));
    await advance(550);
    const told = await phone.press('1');
    expect(codeIn(told)).not.toBe(first);
    expect(hourIn(told)).toBe(aloud((await offerOf(phone)).until));
    // Ten seconds are left for a slow machine.
    await advance(590);
    expect((await server.begin('acs', { resumeCode: codeIn(told) })).status).toBe(201);
  });

  test('the hour in the SMS is true of its link: neither the last minute nor another question takes it away (X20)', async () => {
    const phone = await calling(acs, '1');
    await toSite(phone);
    const { until } = await offerOf(phone);
    await phone.press('2');
    expect(await phone.press('155019710102338')).toMatch(/^Si ce numéro est celui d’un adhérent/);
    expect(hourIn(phone.text)).toBe(aloud(until));
    await server.loop.drain();
    const sms = (await server.outbox()).sms[0]!.text;
    const written = /jusqu’à (\d+)\sh(?:\s(\d+))?/.exec(sms)!;
    expect(aloud(until)).toMatch(new RegExp(`^${written[1]} heures?${written[2] ? ` ${written[2]}` : ''}$`));
    await phone.press('*');
    await phone.press('*');
    await phone.press('1#');
    expect(phone.text).toContain('Votre demande est enregistrée');
    await toSite(phone);
    await advance(585);
    await phone.press('1');
    await phone.press('9');
    expect((await server.begin('acs', { token: /\/l\/([\w-]+) /.exec(sms)![1]! })).status).toBe(201);
  });

  test('whoever is sent away with a code hears its hour, or nothing of a code that is over (P09)', async () => {
    for (const [left, words] of [
      [0, /votre code de reprise reste valable jusqu’à \d/],
      [420, /^Nous n’y arrivons pas cette fois/],
    ] as const) {
      const phone = await calling(acs, '1');
      await toSite(phone);
      await advance(190);
      for (let silences = 0; silences < 3; silences++) await phone.silence();
      await advance(left);
      await phone.silence();
      if (!phone.over) await phone.silence();
      if (left === 0) expect(phone.text).toMatch(words);
      else expect(phone.text).not.toContain('reste valable');
    }
  });

  test.each([
    '+33826626620',
    '0826626620',
    '33826626620',
    '0033826626620',
    'sip:+33826626620@carrier.example',
  ])(
    'called on %s, the number that is this line is neither dialled nor given, and who else can help is (D13, P09)',
    async (to) => {
      const cpms = { provider, tenant: 'cpms', to };
      const phone = await calling(cpms, '0');
      expect(phone.text).toContain(
        'CPMS, par téléphone, code par courrier: c’est cette ligne, où je suis seul à répondre.',
      );
      expect(phone.text).toContain('75425 PARIS');
      expect(phone.text).not.toMatch(/826, 626|Pour appeler/);
      await phone.press('1');
      expect(phone.heard.dial).toBeUndefined();
      const elsewhere = await calling({ provider, tenant: 'cpms' }, '0');
      expect(elsewhere.text).toContain('Pour appeler : CPMS, par téléphone, code par courrier, tapez 1.');
      await elsewhere.press('1');
      expect(elsewhere.heard.dial!.number).toBe('+33826626620');
    },
  );

  test('no key of any menu leads back to the line that was called, and nobody is told to call it (D13, L12)', async () => {
    const cpms = { provider, tenant: 'cpms', to: '+33826626620' };
    for (const walk of [['1', '184061305501228', '1'], ['3', '1', '1'], ['6', '*'], ['1', '*#'], ['4']]) {
      const phone = await calling(cpms, ...walk);
      for (const key of ['1', '2', '3', '4', '5', '6', '7', '8', '0']) {
        const again = await calling(cpms, ...walk);
        if (again.over) continue;
        await again.press(again.heard.gather?.attributes.numDigits ? key : `${key}#`);
        expect(again.heard.dial?.number, `${walk} ${key}`).not.toBe('+33826626620');
        expect(again.text, `${walk} ${key}`).not.toMatch(/826, 626, 620|Pour appeler : CPMS, par téléphone/);
      }
      expect(phone.text).not.toContain('Pour appeler : CPMS, par téléphone');
    }
    const silent = await calling(cpms);
    for (let silences = 0; silences < 4; silences++) await silent.silence();
    expect(silent.over).toBe(true);
    expect(silent.text).toMatch(/Vous pouvez rappeler\. Pour nous écrire : CPMS, par courrier: 5 rue/);
    expect(silent.text).not.toContain('cette ligne');
    expect(silent.text).not.toContain('826, 626');
  });

  test('the care desk’s own line does not put a hospital through to itself (D13)', async () => {
    const care = { provider, tenant: 'cpms', to: '+33147704557' };
    const phone = await calling(care);
    expect(await phone.say('je suis à l’hôpital')).toMatch(
      /c’est cette ligne, où je suis seul à répondre\. 7 jours sur 7, 24 heures sur 24\. Par e-mail: prise tiret/,
    );
    expect(phone.text).not.toContain('Pour appeler');
  });

  test('a desk that is closed is named with when it opens, and nobody is put through to it (CT, P09)', async () => {
    const { now } = server.product.clock;
    await advance((sundayEvening(now()) - now()) / 1000);
    const phone = await calling(acs, '0');
    expect(phone.text).toContain(
      'du lundi au vendredi, de 9 heures à 18 heures, personne ne répond en ce moment, réouverture demain à 9 heures.',
    );
    expect(phone.text).toContain('zéro 1, 99, zéro zéro, 20, zéro 1');
    expect(phone.text).not.toContain('Pour appeler');
    // The care desk never sleeps.
    await phone.say('je suis à l’hôpital');
    expect(phone.text).toContain('Pour appeler');
    await advance(13 * 3600);
    const inTheMorning = await calling(acs, '0');
    expect(inTheMorning.text).not.toContain('fermé');
    expect(inTheMorning.text).toContain('Pour appeler');
  });

  test('the keys that the bench presses lead back to the main menu, for ever', async () => {
    const phone = await calling(acs);
    for (let round = 0; round < 3; round++) {
      for (const key of pressed) await phone.press(key);
      expect(phone.text).toContain('Pour obtenir un code d’accès, tapez 1.');
    }
  });

  test('« stop » in the main menu is a goodbye (P09)', async () => {
    const phone = await calling(acs);
    expect(await phone.say('stop')).toBe('Merci de votre appel. Au revoir.');
    expect(phone.over).toBe(true);
  });

  test.each(['9', '1', 'silence'])(
    'a call left for half an hour hears what is true, and the menu: then %s (X23, P09)',
    async (then) => {
      for (const walk of [['1'], ['1', '155019710102338#', '1#'], ['3', '1']]) {
        const phone = await calling(acs, ...walk);
        if (walk.length > 1) {
          await toSite(phone);
          await phone.press('*');
          await phone.press('*');
        }
        // A session that was handed over rests longer.
        await advance(walk.length > 1 ? 24 * 3_600 + 60 : 31 * 60);
        await (then === 'silence' ? phone.silence() : phone.press(`${then}#`));
        expect(phone.text).not.toContain('Votre démarche a avancé');
        expect(phone.text).toMatch(
          /^(?:Nous n’avons pas eu de réponse pendant un moment|Cette démarche est close)/,
        );
        expect(phone.text).toContain('ACS, bonjour.');
        expect(phone.over).toBe(false);
        expect(await phone.press('1')).toContain('Tapez les 13 chiffres');
      }
    },
  );
});

test.each([
  ['+33826626620', '+33826626620'],
  ['+41 22 123 45 67', '+41221234567'],
  ['sip:0199002001@10.0.0.1', '+33199002001'],
  ['0033199002001', '+33199002001'],
  ['33199002001', '+33199002001'],
  ['', undefined],
  ['anonymous', undefined],
  ['1001', undefined],
])('the number called, written %j, is %j', (to, line) => expect(lineOf(to)).toBe(line));

describe('a sentence is said by a voice of its own language', () => {
  const voices = async (provider: Provider, ...keys: readonly string[]) => {
    const phone = await calling({ provider, tenant: 'acs' }, ...keys);
    return phone.documents.at(-1)!;
  };

  test('as TwiML: its own voice and language', async () => {
    const french = await voices('twilio');
    expect(french).toContain('<Say voice="Polly.Amy-Neural" language="en-GB">For English, press star.</Say>');
    expect(french).toContain('<Say voice="Polly.Lea-Neural" language="fr-FR">ACS, bonjour.</Say>');
    const english = await voices('twilio', '*');
    expect(english).toContain(
      '<Say voice="Polly.Lea-Neural" language="fr-FR">Pour le français, tapez étoile.</Say>',
    );
    expect(english).toContain('<Say voice="Polly.Amy-Neural" language="en-GB">Welcome to ACS.</Say>');
  });

  test('as jambonz verbs: its own voice within the text, which keys may interrupt as a whole', async () => {
    const textOf = (document: string) => JSON.parse(document)[0].say;
    const french = textOf(await voices('jambonz'));
    expect(french.synthesizer.voice).toBe('fr-FR-Neural2-A');
    expect(french.text).toContain('<voice name="en-GB-Neural2-A">For English, press star.</voice>');
    expect(french.text).toContain('<speak>ACS, bonjour.<break');
    const english = textOf(await voices('jambonz', '*'));
    expect(english.synthesizer.voice).toBe('en-GB-Neural2-A');
    expect(english.text).toContain('<voice name="fr-FR-Neural2-A">Pour le français, tapez étoile.</voice>');
  });

  test.each([
    ['google', 'google', '<voice name="en">Star.</voice>'],
    ['microsoft', 'microsoft', '<voice name="en">Star.</voice>'],
    ['aws', 'aws', '<lang xml:lang="en-GB">Star.</lang>'],
    ['google', 'microsoft', '<speak>Bonjour.<break time="200ms"/> Star.<break'],
    ['other', 'other', '<speak>Bonjour.<break time="200ms"/> Star.<break'],
  ])('with jambonz as the vendors can: %s beside %s', (french, english, said) => {
    const acs = server.product.insurers.get('acs')!;
    const voice = (vendor: string, name: string, language: string) => ({
      ...acs.phone.voices.fr,
      jambonz: { vendor, language, voice: name },
    });
    const voices = { fr: voice(french, 'fr', 'fr-FR'), en: voice(english, 'en', 'en-GB') };
    const insurer = { ...acs, phone: { ...acs.phone, voices } };
    const say = [{ text: 'Bonjour.' }, { text: 'Star.', locale: 'en' as const }];
    const prompt = { locale: 'fr' as const, say, next: { do: 'hang-up' as const }, nonce: 'n' };
    const [spoken] = verbsOf(prompt, { insurer, base: 'https://guichet.example' });
    expect(spoken!.text).toContain(said);
  });
});
