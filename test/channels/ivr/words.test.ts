import fc from 'fast-check';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, test } from 'vitest';
import { digitsSpoken } from '../../../channels/ivr/hearing/spoken-digits.ts';
import { digitsOfKeys, nirOfKeys, withGroup } from '../../../channels/ivr/nir-keys.ts';
import type { Prompt } from '../../../channels/ivr/prompt.ts';
import { signatureWindowMs, signedByJambonz, verbsOf } from '../../../channels/ivr/providers/jambonz.ts';
import { loadTwilio, signedByTwilio } from '../../../channels/ivr/providers/twilio.ts';
import {
  aloud,
  contactAloud,
  contactsAloud,
  digitByDigit,
  numberAloud,
} from '../../../channels/ivr/telling/speech.ts';
import { parseNir } from '../../../machines/domain/nir.ts';
import type { ContactView } from '../../../machines/envelope.ts';
import { demoInsurer } from '../../support/insurer.ts';
import { readVerbs } from '../../support/phone/jambonz-grammar.ts';
import { readTwiml } from '../../support/phone/twiml-grammar.ts';

describe('a NIR on the keys (X19)', () => {
  test('2 star 1 is 2A and 2 star 2 is 2B, at positions 6 and 7 only', () => {
    expect(nirOfKeys('185052*100412356')).toBe('185052A00412356');
    expect(nirOfKeys('285052*203345691')).toBe('285052B03345691');
    expect(parseNir(nirOfKeys('185052*100412356'))).toMatchObject({ ok: true, nir: '185052A004123' });
    // A 2 elsewhere is a 2, and its star takes the group back.
    expect(nirOfKeys('12*84')).toBe('184');
  });

  test('18 and 19 are never read as Corsica, although their key would agree', () => {
    expect(nirOfKeys('185051900412356')).toBe('185051900412356');
    expect(parseNir(nirOfKeys('185051900412356'))).toMatchObject({ ok: true, nir: '1850519004123' });
  });

  test('elsewhere the star takes back the group under way, or the one just finished', () => {
    expect(nirOfKeys('1840*')).toBe('184');
    expect(nirOfKeys('184*')).toBe('1');
    expect(nirOfKeys('18406130*55012')).toBe('184061355012');
    expect(nirOfKeys('*')).toBe('');
    expect(nirOfKeys('185052**13')).toBe('1850513');
  });

  test('whatever is pressed, no key is made up and none but A and B is a letter', () => {
    const keys = fc.string({ unit: fc.constantFrom(...'0123456789*'), maxLength: 30 });
    fc.assert(
      fc.property(keys, (pressed) => {
        const typed = nirOfKeys(pressed);
        // The star of a letter to come stands at the end.
        expect(typed).toMatch(/^(?:\d*(?:2[AB]\d*)?|\d{5}2\*)$/);
        expect(typed.length).toBeLessThanOrEqual(pressed.length);
        if (!pressed.includes('*')) expect(typed).toBe(pressed);
      }),
      { numRuns: 1_000 },
    );
  });

  test('keys that come apart make what they make in one go', () => {
    const keys = fc.string({ unit: fc.constantFrom(...'0123456789*'), maxLength: 20 });
    fc.assert(
      fc.property(keys, keys, (before, after) => {
        expect(nirOfKeys(after, nirOfKeys(before))).toBe(nirOfKeys(before + after));
      }),
      { numRuns: 1_000 },
    );
    expect(nirOfKeys('1', nirOfKeys('185052*'))).toBe('185052A');
  });

  test('one group is typed anew, at its own length only', () => {
    expect(withGroup('184061305501229', 'key', '28')).toBe('184061305501228');
    expect(withGroup('185051900412356', 'department', '2*1')).toBe('185052A00412356');
    expect(withGroup('184061305501229', 'month', '6')).toBeUndefined();
    expect(withGroup('184061305501229', 'sex', '2')).toBe('284061305501229');
  });

  test('of another number the star takes back all that was typed', () => {
    expect(digitsOfKeys('12*345678')).toBe('345678');
    expect(digitsOfKeys('123*')).toBe('');
  });
});

describe('a number said aloud', () => {
  test.each([
    ['un quatre-vingt-quatre zéro six treize zéro cinquante-cinq zéro douze', '1840613055012'],
    ['1 84 06 13 055 012', '1840613055012'],
    ['un quatre vingt cinq zéro cinq deux A zéro zéro quatre, cent vingt-trois', '185052A004123'],
    ['deux soixante-quinze zéro neuf quatre-vingt-dix-huit', '2750998'],
    ['soixante et onze', '71'],
    ['quatre-vingts', '80'],
    ['cent vingt-trois', '123'],
    ['trois cent douze', '312'],
    ['zéro cinquante-cinq cent vingt-trois', '055123'],
    ['septante-deux, huitante et un, nonante-neuf', '728199'],
    ['deux mille vingt-quatre', '2024'],
    ['oh, un deux', '12'],
    ['bonjour alors', ''],
  ])('« %s » in French', (said, digits) => {
    expect(digitsSpoken(said, 'fr')).toBe(digits);
  });

  test('in English', () => {
    expect(digitsSpoken('one eighty-four oh six thirteen', 'en')).toBe('1840613');
    expect(digitsSpoken('two hundred and twelve', 'en')).toBe('212');
  });

  test('nothing that can be said throws, and nothing but digits, A and B comes out', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 200 }),
        fc.constantFrom('fr' as const, 'en' as const),
        (said, locale) => {
          expect(digitsSpoken(said, locale)).toMatch(/^[\dAB]*$/);
        },
      ),
      { examples: [['constructor __proto__ hasOwnProperty', 'fr']] },
    );
  });
});

describe('texts of a screen, said aloud', () => {
  const text = (written: string) =>
    aloud(written, 'fr')
      .map(({ text }) => text)
      .join(' ');

  test('marks, brackets and signs become words or nothing', () => {
    expect(text('« Espace Adhérent » (13 caractères) : 0,06 €/min, de 9 h à 18 h 30')).toBe(
      'Espace Adhérent, 13 caractères: 6 centimes par minute, de 9 heures à 18 heures 30',
    );
    expect(text('0,60 €, 0,01 €, 1,50 €/min')).toBe('60 centimes, 1 centime, 1,50 euros par minute');
    const english = (written: string) => aloud(written, 'en').map(({ text }) => text);
    expect(english('€0.06/min + price of the call')).toEqual(['6 cents a minute plus price of the call']);
    expect(english('€1.50/min')).toEqual(['1.50 euros a minute']);
    expect(english('€1,200')).toEqual(['1,200 euros']);
    expect(english('€0.065')).toEqual(['0.065 euros']);
    expect(text('0,80 € / min')).toBe('80 centimes par minute');
    expect(text('Sur le téléphone, touchez « Par SMS », puis « Valider ».')).toBe(
      'Sur le téléphone, touchez, Par SMS, puis, Valider.',
    );
    expect(text('Choisissez : « Reprendre »')).toBe('Choisissez: Reprendre');
    expect(text('Voyez https://example.test/a?b=c pour la suite')).toBe('Voyez pour la suite');
    expect(text('Tapez wallet.exemple.fr dans le navigateur. Puis attendez.')).toBe(
      'Tapez wallet point exemple point fr dans le navigateur. Puis attendez.',
    );
    expect(text('Ligne sans point\nUne autre.\n\nLa fin')).toBe('Ligne sans point. Une autre. La fin');
    expect(aloud('Appelez le 01 99 00 20 01 (appel gratuit), merci.', 'fr').at(-1)!.text).toBe(
      'appel gratuit, merci.',
    );
  });

  test('a number to write down is said slowly, digit by digit; dates and prices are not', () => {
    expect(aloud('Numéro de suivi : 123456. Le 30 novembre 2026.', 'fr')).toEqual([
      { text: 'Numéro de suivi:' },
      { text: '1, 2, 3. 4, 5, 6', slowly: true },
      { text: 'Le 30 novembre 2026.' },
    ]);
    expect(aloud('Votre message est parti. Sa référence est VDMR-KVHQ : donnez-la.', 'fr')).toEqual([
      { text: 'Votre message est parti. Sa référence est' },
      { text: 'V, D, M, R. K, V, H, Q', slowly: true },
      { text: 'donnez-la.' },
    ]);
    expect(digitByDigit('12345678')).toBe('1, 2, 3, 4. 5, 6, 7, 8');
  });

  test('that contacts are to be confirmed is said once where it is true of all, else of each that is', () => {
    const desk = (label: string, doubt: { toBeConfirmed?: string } = {}): ContactView => ({
      id: label,
      label,
      phone: '01 99 00 20 01',
      ...doubt,
    });
    const doubt = { toBeConfirmed: 'à confirmer' };
    const said = (...desks: ContactView[]) =>
      contactsAloud(desks, 'fr')
        .map(({ text }) => text)
        .filter((text) => !/\d/.test(text));
    const note = 'Ces informations restent à confirmer.';
    expect(said(desk('Un', doubt), desk('Deux', doubt))).toEqual(['Un.', 'Deux.', note]);
    expect(said(desk('Un', doubt), desk('Deux'))).toEqual(['Un.', note, 'Deux.']);
    expect(said(desk('Un', doubt))).toEqual(['Un.', note]);
  });

  test('a telephone number is said by its groups, and its price before it (E64)', () => {
    expect(numberAloud('01 99 00 20 01', 'fr')).toBe('zéro 1, 99, zéro zéro, 20, zéro 1');
    expect(numberAloud('0 826 626 620', 'fr')).toBe('zéro, 826, 626, 620');
    const said = contactAloud(
      {
        id: 'desk',
        label: 'Service',
        phone: '0 825 85 2000',
        price: '0,06 €/min + prix de l’appel',
        hours: '7 jours sur 7',
      },
      'fr',
    ).map(({ text }) => text);
    expect(said[0]).toBe('Service, 6 centimes par minute plus prix de l’appel, 7 jours sur 7.');
    expect(said[1]).toBe('zéro, 825, 85, 2000');
    const byPost = { id: 'post', label: 'Le service', address: ['1 rue X', '75001 PARIS'] };
    const told = (contact: ContactView) => contactAloud(contact, 'fr').map(({ text }) => text);
    expect(told(byPost)).toEqual(['Le service, par courrier: 1 rue X, 75001 PARIS.']);
    const byMail = { id: 'mail', label: 'Le bureau', email: 'mon-bureau@exemple.fr' };
    expect(told(byMail)).toEqual(['Le bureau, par e-mail: mon tiret bureau arobase exemple point fr.']);
    const onSite = { id: 'site', label: 'Vos coordonnées', url: 'https://aide.exemple.fr/a/b' };
    expect(told(onSite)).toEqual(['Vos coordonnées, sur le site: aide point exemple point fr.']);
    // What the label says already is not said twice.
    expect(contactAloud(byPost, 'en')).toEqual([
      { text: 'Le service, by post:' },
      { text: '1 rue X, 75001 PARIS.', locale: 'fr' },
    ]);
    const named = { id: 'post', label: 'ACME, par courrier', address: ['ACME', '1 rue X'] };
    expect(told(named)).toEqual(['ACME, par courrier: 1 rue X.']);
    const closed = { id: 'desk', label: 'Desk', phone: '01 99 00 20 01', hours: '09:00 to 18:00' };
    expect(contactAloud(closed, 'en')[0]!.text).toBe('Desk, 09:00 to 18:00.');
  });

  test('no text throws or is said with what only the eye reads', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (written) => {
        for (const { text: said } of aloud(written, 'fr')) expect(said).not.toMatch(/[«»\n]|https?:\/\/\S/);
      }),
    );
  });
});

describe('a name with marks of XML in it', () => {
  const name = 'Mutuelle A & B <C> &amp; fils';
  const line = { insurer: demoInsurer('acs'), base: 'https://ivr.example.test/ivr/x/acs' };
  const nexts: readonly Prompt['next'][] = [
    { do: 'ask', keys: 'key', silenceSeconds: 5, speech: { hints: [name] } },
    { do: 'ask', keys: 'number', silenceSeconds: 5 },
    { do: 'dial', number: '+33199002001' },
    { do: 'wait', seconds: 2 },
    { do: 'hang-up' },
  ];

  test.each(nexts)('is heard as it is written, by both providers: $do', async (next) => {
    const { twimlOf } = await loadTwilio();
    const prompt: Prompt = {
      locale: 'fr',
      say: [{ text: name }, { text: name, slowly: true }, { text: name, locale: 'en' }],
      next,
      nonce: 'n',
    };
    expect(readTwiml(twimlOf(prompt, line)).said).toEqual([name, name, name]);
    expect(readVerbs(JSON.stringify(verbsOf(prompt, line))).said).toEqual([`${name} ${name} ${name}`]);
  });
});

describe('how long somebody may look for their card (phone.silenceSeconds)', () => {
  const line = { insurer: demoInsurer('acs'), base: 'https://ivr.example.test/ivr/x/acs' };
  const asking = (keys: 'key' | 'number', silenceSeconds: number): Prompt => ({
    locale: 'fr',
    say: [{ text: 'Tapez.' }],
    next: { do: 'ask', keys, silenceSeconds },
    nonce: 'n',
  });

  test.each([
    // Twilio counts one time for the first key and between two: never shorter than hands need.
    ['key', 3, '3', 3],
    ['key', 30, '30', 30],
    ['number', 3, '6', 3],
    ['number', 7, '7', 7],
    ['number', 30, '30', 30],
  ] as const)('for a %s of %d seconds: both providers wait as long', async (keys, seconds, twiml, verbs) => {
    const { twimlOf } = await loadTwilio();
    const prompt = asking(keys, seconds);
    expect(readTwiml(twimlOf(prompt, line)).gather!.attributes.timeout).toBe(twiml);
    const { attributes } = readVerbs(JSON.stringify(verbsOf(prompt, line))).gather!;
    expect(attributes.timeout).toBe(verbs);
    expect(attributes.interDigitTimeout).toBe(keys === 'number' ? 6 : undefined);
  });
});

describe('the signatures', () => {
  const url = 'https://ivr.example.test/ivr/cpms/step';
  const body = {
    CallSid: 'CA00000000000000000000000000000001',
    CallStatus: 'in-progress',
    Digits: '123456',
    From: '+33100000000',
    To: '+33826626620',
  };

  test('Twilio’s vector is accepted, and nothing near it', async () => {
    const twilio = await loadTwilio();
    const signature = 'IaD2SRGJgPY2fOQOECIvqcP3EkE=';
    expect(getExpectedTwilioSignature('test-token', url, body)).toBe(signature);
    expect(signedByTwilio(twilio, 'test-token', { url, body, signature })).toBe(true);
    expect(signedByTwilio(twilio, 'other', { url, body, signature })).toBe(false);
    expect(signedByTwilio(twilio, 'test-token', { url: `${url}?n=1`, body, signature })).toBe(false);
    expect(signedByTwilio(twilio, 'test-token', { url, body: { ...body, Digits: '1' }, signature })).toBe(
      false,
    );
    for (const wrong of [undefined, '', 'x', ['IaD2SRGJgPY2fOQOECIvqcP3EkE=']])
      expect(signedByTwilio(twilio, 'test-token', { url, body, signature: wrong })).toBe(false);
  });

  test('jambonz’s vector is accepted within its window, and never after it', () => {
    const json = '{"call_sid":"c1","digits":"123456","reason":"dtmfDetected"}';
    const v1 = '590144eea52b5bf09e987b6a9ecf7830359336a3bd45cc13f743d4ed622d9630';
    const nowMs = 1_700_000_000_000;
    const good = { body: json, signature: `t=1700000000,v1=${v1}`, nowMs };
    expect(signedByJambonz('whsec', good)).toBe(true);
    expect(signedByJambonz('whsec', { ...good, nowMs: nowMs + signatureWindowMs })).toBe(true);
    expect(signedByJambonz('whsec', { ...good, nowMs: nowMs + signatureWindowMs + 1 })).toBe(false);
    expect(signedByJambonz('whsec', { ...good, nowMs: nowMs - signatureWindowMs - 1 })).toBe(false);
    expect(signedByJambonz('other', good)).toBe(false);
    expect(signedByJambonz('whsec', { ...good, body: `${json} ` })).toBe(false);
    for (const signature of [
      undefined,
      '',
      `v1=${v1}`,
      `t=1700000001,v1=${v1}`,
      `t=1700000000,v1=${v1}0`,
      `t=x,v1=${v1}`,
    ])
      expect(signedByJambonz('whsec', { ...good, signature })).toBe(false);
  });
});
