/** What must not be stored, logged, matched or echoed is recognised in whatever spelling (P13, X18). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { talkWords } from '../../channels/chat/words/talk.ts';
import { readSentences } from '../../channels/conversation/understanding/training/sentences.ts';
import { nirKey } from '../../machines/domain/nir.ts';
import { awaitedSecret } from '../../machines/domain/secrets/kind-of-number.ts';
import { toldPasswords } from '../../machines/domain/secrets/told-passwords.ts';
import { looksSecret, withoutSecrets } from '../../machines/domain/secrets.ts';

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));

const nir = fc
  .tuple(
    fc.constantFrom('1', '2'),
    digits(2),
    fc.integer({ min: 1, max: 12 }).map((month) => String(month).padStart(2, '0')),
    fc.constantFrom('06', '13', '75', '2A', '2B', '97', '99'),
    digits(6),
  )
  .map((parts) => parts.join(''));

const separator = fc.constantFrom('', ' ', '.', '-', '\u00a0', '\u202f', ' - ', ', ', '\u200b', '/', '·');

/** The same characters with anything people put between them. */
const spaced = (text: fc.Arbitrary<string>) =>
  text.chain((plain) =>
    fc
      .array(separator, { minLength: plain.length, maxLength: plain.length })
      .map((gaps) => [...plain].map((char, at) => (at === 0 ? char : gaps[at] + char)).join('')),
  );

const around = fc.constantFrom(
  '',
  'bonjour ',
  'voici ',
  'mon numéro de sécu c’est ',
  'NIR:',
  'je suis né en 84, ',
  '« ',
);
const afterwards = fc.constantFrom('', ' merci', '.', ' et ça ne marche pas', ' »', '\nCordialement');

/** No run of digits that the secret was made of is left, whatever stood between them. */
const leaks = (kept: string, secret: string) => kept.replace(/[^\dA-Z]/gi, '').includes(secret.slice(-6));

describe('a NIR', () => {
  test('is found in any spelling, with or without its key, and nothing of it is kept (P13, X18, X19)', () => {
    const withKey = nir.map((plain) => plain + nirKey(plain));
    fc.assert(
      fc.property(around, spaced(fc.oneof(nir, withKey)), afterwards, (before, written, after) => {
        const text = before + written + after;
        expect(looksSecret(text)).toBe('nir');
        expect(leaks(withoutSecrets(text), written.replace(/[^\dA-Z]/g, ''))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('is found in lower case, full-width digits, and with an O or l typed for a 0 or 1', () => {
    for (const written of [
      '185052a00412356',
      '1 85 05 2 b 004 123',
      '１８４０６１３０５５０１２',
      '184O61305501228',
      'l84061305501228',
      '1️⃣8️⃣4️⃣0️⃣6️⃣1️⃣3️⃣0️⃣5️⃣5️⃣0️⃣1️⃣2️⃣',
      '١٨٤٠٦١٣٠٥٥٠١٢',
    ])
      expect(looksSecret(written), written).toBe('nir');
  });

  test('is found when it is mistyped, unfinished, provisional or a visitor’s (X19)', () => {
    for (const written of [
      '184061305501229',
      '1840613055',
      '184 06 13 055',
      '7112345678901',
      '5212345678901',
      '2999999999999',
    ])
      expect(looksSecret(written), written).toBe('nir');
  });

  test('is found when it is said in groups, in French and in English', () => {
    for (const said of [
      'un quatre-vingt-quatre zéro six treize zéro cinquante-cinq zéro douze vingt-huit',
      'mon numéro c’est un, quatre vingt quatre, zéro six, treize, cinquante cinq, zéro douze',
      'deux quatre-vingt-douze zéro six quatre-vingt-dix-neuf trois cent cinquante et un deux cent trente-quatre',
      'one eighty-four zero six thirteen zero fifty-five zero twelve twenty-eight',
    ]) {
      expect(looksSecret(said), said).toBeDefined();
      expect(withoutSecrets(said)).toContain('[nombre masqué]');
    }
  });

  test('is found even while another number is asked for', () => {
    for (const expecting of ['followUp', 'resumeCode', 'nationalId', 'nir', 'email', undefined])
      expect(looksSecret('1 84 06 13 055 012 28', expecting)).toBe('nir');
  });
});

describe('a code', () => {
  test('of 4 to 8 digits standing alone is a secret, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 8 }).chain(digits), separator, (code, gap) => {
        const written = [...code].join(gap);
        expect(['code', 'pin']).toContain(looksSecret(written));
        expect(withoutSecrets(written)).toBe('[nombre masqué]');
      }),
    );
  });

  test('of up to 15 digits is a secret after the words for it, in every insurer’s words (L05, X06)', () => {
    const named = fc.constantFrom(
      'mon code est ',
      'mon mot de passe c’est ',
      'code d’accès : ',
      'mdp=',
      'mon code confidentiel ',
      'mon identifiant est le ',
      'my code is ',
      'my password: ',
      'le code que j’ai choisi est ',
    );
    fc.assert(
      fc.property(named, fc.integer({ min: 4, max: 15 }).chain(digits), afterwards, (words, code, after) => {
        const text = words + code + after;
        expect(looksSecret(text)).toBeDefined();
        expect(withoutSecrets(text)).not.toContain(code);
      }),
    );
  });

  test('said as one number is wholly masked', () => {
    expect(withoutSecrets('deux cent soixante-quatorze mille neuf cent trente et un')).toBe(
      '[nombre masqué]',
    );
    expect(looksSecret('soixante et onze, zéro huit, trente et un')).toBe('code');
  });

  test('in pieces is wholly masked, whatever stands between them', () => {
    for (const text of [
      'code 7+4+9+3+8+5',
      'code 749…385',
      'code 749;385',
      'code "749""385"',
      'code 749~385',
      'code 749 et 385',
      'mon code : 749 : 385',
      'mon code 749, puis 385',
      'NIR 1:84:06:13:055:012',
      'NIR 1;84;06;13;055;012',
      'NIR 1 84 06 13 … 055 012',
    ])
      expect(withoutSecrets(text), text).not.toMatch(/\d/);
    expect(withoutSecrets('code 749385 et 385 euros')).toBe('code [nombre masqué] et 385 euros');
  });

  test.each(['112', '911', '999'])(
    '« %s » alone is a cry for help, but where a code is waited for',
    (number) => {
      expect(looksSecret(number)).toBeUndefined();
      expect(withoutSecrets(number, awaitedSecret)).not.toMatch(/\d/);
    },
  );

  test('told in parts is one, by the words for its parts, and by any where one is awaited', () => {
    for (const text of [
      'les 3 premiers 749 les 3 derniers 385',
      'ça commence par 749 et ça finit par 385',
      '749 suivi de 385',
      'mon code c’est 749 et ensuite 385',
      'mes trois derniers chiffres sont 385',
      'commune 055, clé 28',
    ])
      expect(withoutSecrets(text), text).not.toMatch(/\d{2}/);
    for (const text of [
      'c’est 749 et ensuite 385',
      'd’abord 749 puis après 385',
      'je crois que c’est le 749',
    ])
      expect(withoutSecrets(text, awaitedSecret), text).not.toMatch(/\d/);
    for (const text of [
      'erreur 404',
      'j’attends depuis 20 jours',
      'j’habite 13001 Marseille',
      'mon numéro AMC est 75998877',
      'mes 2 derniers remboursements, 150 euros',
      'je suis né en 1984',
      'mes décomptes de 2024',
    ])
      for (const expecting of [undefined, awaitedSecret])
        expect(looksSecret(text, expecting), text).toBeUndefined();
  });

  test('with letters for digits at its ends, or a month in its middle, leaves no more than three digits (X18)', () => {
    for (const text of ['l84o6l3o55ol228', 'I84O6I3O55OI2', 'version 274931', 'appel 274931', 'en 274931'])
      expect(withoutSecrets(text), text).not.toMatch(/\d/);
    expect(withoutSecrets('1 84 juin 13 055 012 28')).toMatch(/^\D*1 84 juin \D*$/);
  });

  test('is a secret in the middle of a sentence, and when the word comes after', () => {
    for (const text of [
      'je tape 274931 et ça marche pas',
      '274931 c’est mon code',
      'j’ai mis 274 931 hier',
      'deux sept quatre neuf trois un',
      'septante-deux nonante-neuf huitante et un',
    ])
      expect(looksSecret(text), text).toBe('code');
    expect(looksSecret('constructor, puis __proto__')).toBeUndefined();
    expect(looksSecret('I was born in nineteen hundred sixty two and want my statements')).toBeUndefined();
  });

  test('of the mail is a secret, and the resume code passes only while it is asked for (X11)', () => {
    expect(looksSecret('1234 5678')).toBe('code');
    expect(looksSecret('le mail dit 1234 5678')).toBe('code');
    expect(looksSecret('1234 5678', 'resumeCode')).toBeUndefined();
    expect(looksSecret('12345678', 'followUp')).toBe('code');
  });

  test('of a code’s length is one whatever file, letter or follow-up it is called after', () => {
    for (const said of ['la lettre 648 093', 'lettre 12345678', 'dossier 274931', 'ma commande 123456'])
      expect(looksSecret(said), said).toBe('code');
    expect(looksSecret('numéro de suivi 1234 5678')).toBe('code');
    for (const said of [
      'mon code de suivi c’est 274931',
      'tel 274931',
      'mon numéro de téléphone est 274931',
      'code postal 274931',
    ])
      expect(looksSecret(said), said).toBe('code');
    expect(looksSecret('mon code de suivi c’est 274931', 'followUp')).toBeUndefined();
  });

  test('is not excused by a name that only ends like a word for other numbers', () => {
    for (const said of ['Jean 274931 Dupont', 'Julien 274931', 'Hôtel-Dieu 860352, Lyon', 'poursuivi 447190'])
      expect(withoutSecrets(said), said).toContain('[nombre masqué]');
  });

  test('that could be read as a date is one where it is called a code, where one is awaited, or with a date’s slip', () => {
    for (const said of ['12 03 26', '120326', '12 03 2026', '12.13.26', '32/01/84'])
      expect(looksSecret(said === '12 03 2026' ? `code ${said}` : said), said).toBe('code');
    for (const said of ['mon code est le 12/03/1984', 'code 12.03.26', 'mdp : 12/03', 'my code is 12-03-84'])
      expect(looksSecret(said), said).toMatch(/code|pin/);
    for (const said of ['12 03 26', '12.03.26', '12/03', '12/03/1984'])
      expect(looksSecret(said, 'secret'), said).toBe('code');
    expect(looksSecret('rendez-vous le 12.03.26 à 14h30', 'secret')).toBeUndefined();
    for (const said of ['12.03.26 1430', '12.03.26.14', '12.03.26 27 49 31'])
      expect(looksSecret(said), said).toBeDefined();
    for (const said of ['1.84.06.13.055.012', '18/4/06 13/05/50 12'])
      expect(looksSecret(said), said).toBe('nir');
  });

  test('in halves is one: three digits alone, and however few while a code is awaited', () => {
    for (const said of ['274', '2 7 4', 'deux cent soixante-quatorze', '931.'])
      expect(looksSecret(said), said).toBe('code');
    for (const said of ['mon code c 274', 'mon code c’est 27', 'mdp : 49'])
      expect(looksSecret(said), said).toBe('code');
    expect(looksSecret('un code à 6 chiffres')).toBeUndefined();
    for (const said of ['274', 'et 931', 'puis 931', 'c’est 274', '27', 'et 31', '2', '4 9'])
      expect(looksSecret(said, 'secret'), said).toBe('code');
    for (const said of ['erreur 404', '14h30', '200 €', 'deux', 'j’ai 70 ans', 'oui', 'chambre 12'])
      expect(looksSecret(said, 'secret'), said).toBeUndefined();
    expect(looksSecret('274', 'followUp')).toBeUndefined();
  });

  test('of four digits is taken for a PIN', () => {
    expect(looksSecret('1235')).toBe('pin');
    expect(looksSecret('mon pin c’est 1357')).toBe('pin');
  });

  test('passes as a follow-up number when that is asked for or named (X12)', () => {
    expect(looksSecret('482913', 'followUp')).toBeUndefined();
    expect(looksSecret('mon numéro de suivi est 482913')).toBeUndefined();
    expect(looksSecret('482913')).toBe('code');
  });

  test('passes as a professional’s identifier when that is asked for (E32)', () => {
    expect(looksSecret('899700218144', 'nationalId')).toBeUndefined();
    expect(looksSecret('899700218144')).toBeDefined();
  });
});

describe('bank numbers', () => {
  test('a card is found, spaced or not, right or mistyped', () => {
    for (const text of [
      '4970101234567890',
      '4970 1012 3456 7890',
      'ma carte 5555-5555-5555-4444',
      '4970 1012 3456 7891',
    ])
      expect(looksSecret(text), text).toBe('card');
  });

  test('the three digits on the back of a card are found where they are named', () => {
    expect(withoutSecrets('le cvv est 123')).toBe('le cvv est [nombre masqué]');
    expect(looksSecret('la chambre 123')).toBeUndefined();
  });

  test('a number to be called back on, or of a file, is kept where the sentence has gone on since « code »', () => {
    for (const text of [
      'mon code ne marche plus, rappelez-moi au 06 39 98 00 01',
      'mon code marche plus rappelez moi au 0639980001',
      'pas reçu mon code, mon numéro : 0639980001',
      'je n’ai pas reçu de SMS sur le 0639980001',
      'my password is lost. Phone +33 6 39 98 00 01',
      '06 39 98 00 01, c’est pour mon code',
      '0639980001 pour mon mot de passe',
      '06 39 98 00 01, it is about my code',
      'code non reçu, dossier 4521',
      'mon code ne va pas, devis 45871',
    ])
      expect(withoutSecrets(text), text).toBe(text);
    for (const text of [
      'mon code est 0639980001',
      'mon code confidentiel 0639980001',
      'code de téléphone 0749385261',
      'code par sms 07 49 38 52 61',
      'mon code c’est 06 39 98 00 01 pour entrer',
      '06 39 98 00 01 c’est mon code',
      '274931, c’est pour mon code',
      'le code de la lettre est 74938',
      'le code PIN de mon mobile est 1357',
      'code reçu par sms sur mon portable 7493',
      'mon code, dossier 274931',
    ])
      expect(withoutSecrets(text), text).toContain('[nombre masqué]');
  });

  test('a number with wide or unusual signs between its digits is one; two telephones, days or amounts are not', () => {
    for (const text of [
      '1     84     06     13     055     012',
      '1=84=06=13=055=012',
      '1 > 84 > 06 > 13 > 055 > 012',
    ])
      expect(withoutSecrets(text), text).toBe('[nombre masqué]');
    expect(withoutSecrets('code : 2      7     4     9     3      1')).toBe('code : [nombre masqué]');
    for (const text of [
      'Tél : 06 12 34 56 78          75009 Paris',
      '06 12 34 56 78      01 47 70 45 57',
      'soins du 12/06/2024 > 15/06/2024',
      '8 février 2026      16,13',
      'taux 70 > 65',
    ])
      expect(withoutSecrets(text), text).toBe(text);
  });

  test('an IBAN is found, spaced or not, in lower case, right or mistyped, and wholly masked', () => {
    for (const text of [
      'FR76 3000 6000 0112 3456 7890 189',
      'fr7630006000011234567890189',
      'DE89 3704 0044 0532 0130 00',
      'mon RIB : FR76 3000 6000 0112 3456 7890 188',
    ]) {
      expect(looksSecret(text), text).toBe('iban');
      expect(withoutSecrets(text)).not.toMatch(/\d{2}/);
    }
  });
});

describe('telephone numbers beside other numbers', () => {
  test.each([
    'Je suis né le 12/03/1954\n06 12 34 56 78',
    'né le 12/3/54\n06 12 34 56 78',
    'Paul Durand\n12/03/1954\n06 12 34 56 78',
    'je suis adhérente depuis 1954\n06.12.34.56.78',
    'Paul Durand\n06 12 34 56 78\n12 rue des Lilas',
    '0612345678\r\n75012 Paris',
    '06 12 34 56 78\nUn conseiller peut m’appeler',
    'dossier 4521\n06 12 34 56 78',
    '06 12 34 56 78\n01 42 33 44 55',
    '0612345678\n\n0142334455',
    '06 12 34 56 78 / 01 42 33 44 55',
    '06-12-34-56-78, 01-42-33-44-55',
    '06 12 34 56 78 - 01 42 33 44 55',
    '06 12 34 56 78 (01 42 33 44 55)',
    '06 12 34 56 78 ou 01 42 33 44 55',
    '+33 6 12 34 56 78 / 06 98 76 54 32 et 01 42 33 44 55',
    '+33 (0)6 12 34 56 78\n12 rue des Lilas',
  ])('%j is kept whole, where each is set apart', (text) => {
    for (const written of [text, `Bonjour, pour me joindre :\n${text}\nMerci`]) {
      expect(looksSecret(written)).toBeUndefined();
      expect(withoutSecrets(written)).toBe(written);
    }
  });

  test.each([
    '1 84 06 12 34 56 78 90',
    '1 84\n06 12 34 56 78 90',
    '1 84 06 12 34 56 78\n90',
    '1 84\n06 12 34 56 78\n90',
    'NIR 1 84\n06 12 34 56 78',
    'NIR : 1\n05 06 12 34 56\n78 90 merci',
    'NIR 10. 01 00 67 32 38. 754',
    'je suis né le 30/03/1954 1 84\n06 12 34 56 78\n90 et je ne peux plus entrer du tout',
    '1 84 06 13\n055 012 28',
    '274\n931',
    '274\n06 12 34 56 78\n931',
    'mon code : 27\n06 12 34 56 78\n49 31',
    '27\n04 93 12 34 56',
    '06 12 34 56 78\n274931',
    '06 12 34 56 78 / 1357',
    'mon code est 0612345678 / 0142334455',
    '06 12 34 56 78 01 42 33 44 55',
  ])('%j stays a secret: what may be half of a number excuses nothing (P13, X18)', (text) => {
    expect(looksSecret(text)).toBeDefined();
    expect(withoutSecrets(text)).not.toMatch(/\d/);
  });
});

describe('a telephone number after the sex and the year, with words between them', () => {
  test.each([
    ['sexe 2, année 69, 05 49 58 81 57', 'sexe 2, année [nombre masqué]'],
    ['sexe : 2, née en 69, 05 49 58 81 57', 'sexe : 2, née en [nombre masqué]'],
    ['2 puis l’année 69, 05 49 58 81 57', '2 puis l’année [nombre masqué]'],
  ])('« %s » is a NIR’s beginning (P13)', (text, kept) => {
    expect(withoutSecrets(text)).toBe(kept);
  });

  test.each(['né le 3 mars 54, 06 12 34 56 78', 'bâtiment 2, dans le 69, 05 49 58 81 57'])(
    '« %s » is none',
    (text) => {
      expect(withoutSecrets(text)).toBe(text);
    },
  );
});

describe('digits joined by words', () => {
  test.each([
    ['1 84 et 06 et 13 et 055 et 012', 'nir'],
    ['184 et 061 et 305 et 501 et 228', 'nir'],
    ['mon code est 2 et 7 et 4 et 9 et 3 et 1', 'code'],
    ['274 et 931', 'code'],
    ['274 & 931', 'code'],
    ['2 7 4 et 9 3 1', 'code'],
    ['27 49 and 31', 'code'],
    ['274 plus 931', 'code'],
    ['c’est 274 et 931 merci', 'code'],
    ['mon code c’est 274 et 931', 'code'],
  ] as const)('« %s » are one number', (text, kind) => {
    expect(looksSecret(text)).toBe(kind);
    expect(withoutSecrets(text)).not.toMatch(/\d/);
  });

  test.each([
    'entre 100 et 200 euros',
    '06 12 34 56 78 et 07 11 22 33 44',
    'absente les 12/03 et 14/05',
    '24 ou 48 heures',
    '2 enfants de 10 et 12 ans',
    'j’ai une erreur 404 ou 500 quand je me connecte',
    'chambre 214 et 215',
    'deux factures 123 et 456 à rembourser',
    'dent 16 et 26 et 36',
    'verres 120 et 150',
  ])('« %s » are not', (text) => expect(withoutSecrets(text)).toBe(text));
});

/** Each mask shows only the next number in another light: once, as many looks as there are numbers (CWE-407). */
describe('a text made to be looked at for ever', () => {
  test.each(['#12', 'un 1#', '061(#', '1#', '12 =', '##12#274', '274 et '])(
    'of « %s » is looked at a few times, and no number is left in it',
    (piece) => {
      const kept = withoutSecrets(piece.repeat(5_000));
      expect(kept).not.toMatch(/\d/);
      expect(withoutSecrets(kept)).toBe(kept);
    },
  );
});

describe('a password told in words', () => {
  test.each([
    ['mon mot de passe est soleil', 'mon mot de passe est _'],
    ['mon mdp c’est Soleil2024!', 'mon mdp c’est _'],
    ['my password is hunter2', 'my password is _'],
    ['mon code c’est azerty', 'mon code c’est _'],
    ['mot de passe : soleil', 'mot de passe : _'],
    ['mdp=azerty', 'mdp=_'],
    ['mon mdp c soleil ça marche pas', 'mon mdp c _ ça marche pas'],
    ['MON MOT DE PASSE EST SOLEIL.', 'MON MOT DE PASSE EST _.'],
    ['Mon mot de passe est « soleil » depuis hier', 'Mon mot de passe est « _ » depuis hier'],
    ['mon code d’accès est azerty et je suis bloqué', 'mon code d’accès est _ et je suis bloqué'],
    ['mon mot de passe pour mon espace est Soleil', 'mon mot de passe pour mon espace est _'],
    ['mon ancien mdp était doudou75 et il marchait', 'mon ancien mdp était _ et il marchait'],
    ['mon mot de passe est bien : soleil', 'mon mot de passe est bien : _'],
    ['Nom : Durand\nMot de passe : soleil\nMerci', 'Nom : Durand\nMot de passe : _\nMerci'],
    ['mon mdp est soleil75 1357', 'mon mdp est _ _'],
    ['mon mdp est soleil75[nombre masqué]', 'mon mdp est __'],
    ['my password’s "sunshine", please help', 'my password’s "_", please help'],
  ])('« %s » is masked as a number is (P13)', (text, kept) => {
    expect(looksSecret(text)).toBe('code');
    expect(withoutSecrets(text)).toBe(kept.replaceAll('_', '[nombre masqué]'));
  });

  test.each([
    ...'oublié, perdu, refusé, faux, incorrect, bloqué, expiré, invalide, périmé, trop long, toujours refusé'.split(
      ', ',
    ),
    ...'le bon, pas bon, pas accepté, celui de l’an dernier, à changer, dans mon mail, en majuscules'.split(
      ', ',
    ),
    ...'je ne sais où, impossible à retrouver, introuvable, incorecte, incomplet, bien le bon, quoi ?, soleil ?, OUBLIE !!'.split(
      ', ',
    ),
    ...'refusée et je suis bloquée, oublier svp, perdu/oublié, perdu.Merci, oublié(e), « refusé »'.split(
      ', ',
    ),
    ...'désactivé, l’ancien, n’importe quoi, mort, là, source de soucis, durand@example.test'.split(', '),
  ])('« mon mot de passe est %s » tells none', (said) => {
    for (const text of [`mon mot de passe est ${said}`, `mot de passe : ${said}`, `mon code c’est ${said}`])
      expect(looksSecret(text), text).toBeUndefined();
  });

  test.each([
    'my password is wrong',
    'my password is lost',
    'my password is expired, please help',
    'my password is not working',
    'mot de passe: comment le changer ?',
    'Objet : mot de passe :\nMadame, rappelez-moi',
    'j’ai le mot de passe de mon mari qui est malade',
    'mon mot de passe ne marche pas, mon mari est furieux',
    'mon code postal est Paris',
    'mon code est arrivé',
    'code d’accès : Paul',
    'le mot de passe c’est pareil',
    'le code d’accès c’est gratuit ou payant',
    'mon code est disponible quand',
    'mot de passe : aidez-moi',
    'mot de passe : perdu!Merci',
    'mot de passe : Oublié !!',
    'mot de passe : *obligatoire*',
    'mot de passe : 12 caractères',
    'mot de passe : 12caractères minimum',
    'mot de passe : ameli.fr',
    'mot de passe : www.cpms.fr',
    'mot de passe : xxxxxx',
    'mot de passe oublié !!',
    'mot de passe Windows11',
    'mot de passe (8-12caractères)',
    'mot de passe durand75@example.test',
    'mon code 3ème essai',
    'mot de passe : 12caractères',
    'mot de passe oublié,06 12 34 56 78',
    'mot de passe : oublié...06 12 34 56 78',
    'mon mot de passe est perdu.06 12 34 56 78',
    'mot de passe : refusé;06 12 34 56 78',
    'mot de passe ameli,06 12 34 56 78',
    'mon mot de passe est expiré(6mois)',
  ])('« %s » tells none', (text) => {
    expect(looksSecret(text)).toBeUndefined();
  });

  test.each(
    [
      'written on the letter, written on the letter but it does not work, shown on the screen, kept on paper',
      'late, coming, pending, stuck, torn, private, overdue, perfect, useless, weird, frozen, mysterious, over',
    ].flatMap((line) => line.split(', ')),
  )('“my password is %s” tells none, nor does “my code”', (said) => {
    for (const text of [`my password is ${said}`, `my code is ${said}`])
      expect(looksSecret(text), text).toBeUndefined();
  });

  test.each(
    'bizarre, étrange, fichu, foutu, pourri, gratuit, nickel, parfait, problématique, bloquant, douteux, illisible, confidentiel, inactif'.split(
      ', ',
    ),
  )('« mon mot de passe est %s » says how it is', (said) => {
    for (const text of [`mon mot de passe est ${said}`, `mon code est ${said}`, `mon code est « ${said} »`])
      expect(looksSecret(text), text).toBeUndefined();
  });

  test.each('aide, help, reset, forgot, panne, échec, attente, refus, comment, oubli, recovery'.split(', '))(
    '« mot de passe : %s » asks for help',
    (said) => {
      for (const text of [`mot de passe : ${said}`, `password: ${said}`, `code d’accès = ${said}`])
        expect(looksSecret(text), text).toBeUndefined();
    },
  );

  test.each(['brillant', 'magique', 'amoureux', 'camping', 'militaire', 'beautiful'])(
    'is a word that could also say how it is (« %s »): in doubt it is one',
    (word) => {
      expect(looksSecret(`mon mdp est ${word}`)).toBe('code');
      expect(withoutSecrets(`mdp : ${word}`)).toBe('mdp : [nombre masqué]');
    },
  );

  test.each(['soleil', 'Soleil', 'tournesol', 'Paul'])(
    'of one plain word (« %s ») is one, but a code is of digits',
    (word) => {
      for (const name of ['mon mot de passe', 'mon mdp', 'my password'])
        for (const tells of [' est ', ' : ', ' is ', '='])
          expect(looksSecret(name + tells + word), name + tells + word).toBe('code');
      for (const name of ['mon code', 'my code', 'code d’accès', 'le code confidentiel']) {
        for (const tells of [' est ', ' : ', ' is ', '='])
          expect(looksSecret(name + tells + word), name + tells + word).toBeUndefined();
        expect(withoutSecrets(`${name} : ${word}75`)).toBe(`${name} : [nombre masqué]`);
        expect(withoutSecrets(`${name} est « ${word} »`)).toBe(`${name} est « [nombre masqué] »`);
      }
    },
  );

  test.each(
    'Monique, Véronique, Chantal, Clément, André, Chloé, Mohamed, Inès, Vincent, cheval, diamant, darling'.split(
      ', ',
    ),
  )('that people love to take (« %s ») is no adjective', (word) => {
    for (const text of [`mon mot de passe est ${word}`, `mdp : ${word}`])
      expect(looksSecret(text), text).toBe('code');
  });

  test('is no English word that goes on with “on”', () => {
    expect(looksSecret('my password is somewhere on paper')).toBeUndefined();
    expect(withoutSecrets('mon mdp est soleil on me refuse')).toBe(
      'mon mdp est [nombre masqué] on me refuse',
    );
  });

  test.each(
    [
      'Bonjour@123 Secret@2024 Change@75!x André#75 Alfred$12 Incroyable75 l’ancien75 2024andré oubli2024',
      'P@ssw0rd Soleil.75 Soleil!Lune Soleil_Lune Bonjour!75',
    ].flatMap((line) => line.split(' ')),
  )('that mixes letters with digits or signs (« %s ») is one, whatever word it begins with', (word) => {
    for (const lead of ['mon mot de passe est ', 'mdp : ', 'my password is ', 'mon code c’est '])
      expect(withoutSecrets(lead + word), lead + word).toBe(`${lead}[nombre masqué]`);
  });

  test.each([
    ['mdp Soleil75!', 'mdp _'],
    ['mot de passe toto2024', 'mot de passe _'],
    ['password hunter2', 'password _'],
    ['mon mdp actuel Soleil75 ne marche pas', 'mon mdp actuel _ ne marche pas'],
    ['mon mdp « Soleil75 » est refusé', 'mon mdp « _ » est refusé'],
    ['mdp P@ssword', 'mdp _'],
    ['mdp toto2024,merci', 'mdp _'],
    ['mot de passe        :        soleil', 'mot de passe        :        _'],
  ])('straight after its name, or far from it (%j), is one', (text, kept) => {
    expect(withoutSecrets(text)).toBe(kept.replace('_', '[nombre masqué]'));
  });

  test.each([
    ['blanks', `mot de passe${' '.repeat(50_000)}x`],
    ['blanks and commas', `mdp${' '.repeat(50_000)},${' '.repeat(50_000)}x`],
    ['dots', `mdp est a${'.'.repeat(50_000)}a`],
    ['exclamations', `mdp est a${'!'.repeat(50_000)}a`],
    ['letters', `mdp de ${'a'.repeat(50_000)}`],
    ['names', 'mdp : a '.repeat(6000)],
  ])('is looked for in a page of %s without delay', (_what, text) => {
    const from = performance.now();
    toldPasswords(text);
    expect(performance.now() - from).toBeLessThan(500);
  });

  test('is told in no sentence that the bot is to understand, and in none of its own', () => {
    for (const { text } of readSentences()) expect(toldPasswords(text), text).toEqual([]);
    for (const said of Object.values(talkWords))
      for (const text of [said.fr, said.en]) expect(toldPasswords(text), text).toEqual([]);
  });

  test('is masked once and for all, whatever stands around it', () => {
    const part = fc.constantFrom(
      ...[
        'mon mdp',
        ' est ',
        ' : ',
        'soleil',
        'x1',
        ' 2749 ',
        '"',
        '[nombre masqué]',
        ', ',
        '!',
        '\n',
        ' et ',
      ],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const kept = withoutSecrets(parts.join(''));
        expect(withoutSecrets(kept)).toBe(kept);
        expect(looksSecret(kept)).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the address of a page', () => {
  test.each([
    'http://127.0.0.1:3000/l/JjaDtgabcdefghijklmnopqrstuvwxyz',
    'https://x/?code=274931',
    'www.acs.fr/espace/abc?x=1',
  ])('« %s » may open something for whoever has it: it goes, and what is said of it stays (P13)', (link) => {
    expect(looksSecret(`le lien ${link} ne marche pas`)).toBe('link');
    expect(withoutSecrets(`le lien ${link} ne marche pas`)).toBe('le lien [lien masqué] ne marche pas');
  });
});

describe('what is no secret', () => {
  test.each([
    [
      'telephone numbers',
      [
        '06 12 34 56 78',
        'rappelez-moi au 0612345678',
        '+33 6 12 34 56 78',
        '0033612345678',
        '01.47.70.45.57',
      ],
    ],
    ['dates', ['né le 12/05/1984', '12-05-1984', 'le 12.05.84', 'le 2026-11-21', 'le 3 mai 1984']],
    ['dates without a year', ['12/03', 'le 12/03', 'le 12.03', 'du 12/03 au 15/03', 'le 12/03 14h30']],
    [
      'dates with hours',
      [
        '12.03.26 14h30',
        '12.03.26 14h30-16h',
        '12/03/2026 14:30',
        '12-03-26, 9h',
        '12 03 2026 à 14 h 30',
        'mardi 12 mars 2026 14h30',
        '14h30, 12 mars',
        'à 14h30–15h30',
        '12/03/26, 14/03/26 et 18/03/26',
        '12/03/2026 - 14/03/2026',
        '12.03.26\u00a014\u00a0heures',
      ],
    ],
    [
      'dates beside the word for a code, which they are not called',
      ['j’ai demandé mon code le 12/03/2026', 'code arrivé le 12.03.26', 'code refusé hier à 14h30, 15h45'],
    ],
    [
      'years and hours',
      [
        'ouvert 10:30 - 11:45',
        'de 9:00 : 18:00',
        'le 12/03/2026 : 14:30',
        'le 3 : 40 personnes',
        'en 2025',
        'depuis 2019 je suis chez vous',
        'mes décomptes de 2024 svp',
        'à 18h30',
        '18:30',
      ],
    ],
    ['amounts', ['12,50 €', 'une facture de 1234 euros', '€1500', 'j’ai payé 1 250,00 €', 'il y a 15 jours']],
    ['postcodes', ['j’habite 75012 Paris', '13001 Marseille', 'code postal 69003']],
    ['small numbers', ['2', 'la 3', '2 enfants et 3 chats', 'un conseiller', 'e-cps 90 secondes']],
    ['words that only sound like numbers', ['mille mercis', 'en deux mille vingt-six', 'entre 2024 et 2025']],
    ['a site’s first page', ['www.cpms.fr', 'https://cpms.fr', 'https://cpms.fr/']],
    ['addresses of mail', ['m01@example.test', 'jean1984@example.test']],
    ['numbers named as something else', ['numéro AMC 99999999', 'dossier 4829135', 'ma facture 12345']],
  ])('%s pass as they are', (_what, texts) => {
    for (const text of texts) {
      expect(looksSecret(text), text).toBeUndefined();
      expect(withoutSecrets(text)).toBe(text);
    }
  });
});

describe('on any text', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc
      .array(fc.oneof(digits(3), separator, fc.constantFrom('code', 'un', 'vingt', 'A', 'FR76', ' €', '@')), {
        maxLength: 40,
      })
      .map((parts) => parts.join('')),
  );

  test('nothing throws, masking twice changes nothing more, and what was masked is not found again', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const kept = withoutSecrets(text);
        expect(withoutSecrets(kept)).toBe(kept);
        expect(looksSecret(kept)).toBeUndefined();
        expect(kept === text).toBe(looksSecret(text) === undefined);
      }),
      { numRuns: 1000 },
    );
  });

  test('a very long message takes no longer than it should', () => {
    expect(looksSecret(`${'a1 '.repeat(20_000)}`)).toBeUndefined();
    expect(looksSecret(`${'1'.repeat(50_000)}`)).toBeDefined();
    expect(looksSecret(`${'FR76 '.repeat(10_000)}`)).toBeDefined();
  });
});

describe('what a person writes freely', () => {
  test.each([
    '1840613055012',
    '1 84 06 13 055 012 28',
    '184061305501228',
    '1 85 05 2A 004 123 56',
    '749385',
    '749 385',
    '1234 5678',
    '12345678',
    '4970 1012 3456 7890',
    'FR76 3000 6000 0112 3456 7890 189',
  ])('loses « %s » (P13, X18)', (secret) => {
    expect(withoutSecrets(`Voici ${secret}, merci.`)).toMatch(/^Voici \[[^\]\d]+ masqué\], merci\.$/);
  });

  test.each([
    '06 12 34 56 78',
    '0612345678',
    '+33 6 12 34 56 78',
    '75009 Paris',
    'le 12/03/2027',
    '1 250,00 €',
  ])('keeps « %s », without which nobody could answer', (kept) => {
    expect(withoutSecrets(`Voici ${kept}, merci.`)).toBe(`Voici ${kept}, merci.`);
  });
});
