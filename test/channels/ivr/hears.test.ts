/** What callers say instead of pressing: the star, thanks, a moment, a question about what was just told. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Served, served } from '../../server/served.ts';
import { Caller, digitsSaid, type Provider, providers } from '../../support/phone/caller.ts';
import { wednesdayMorning } from '../../support/times-of-week.ts';

let server: Served;
beforeAll(async () => {
  server = await served({ RATE_LIMITS: '0' });
});
beforeEach(async () => {
  await server.ask('POST', '/dev/reset');
  const now = server.product.clock.now();
  const body = { advanceSeconds: (wednesdayMorning(now) - now) / 1000 };
  await server.ask('POST', '/dev/clock', { body });
});
afterAll(() => server.close());

async function calling(provider: Provider, ...keys: readonly string[]): Promise<Caller> {
  const phone = new Caller(server.app, { provider, tenant: 'acs' });
  await phone.call();
  for (const key of keys) await phone.press(key);
  return phone;
}

const requested = (provider: Provider) => calling(provider, '1', '150309913900259');

describe.each(providers)('%s', (provider) => {
  test.each(['étoile', 'la touche étoile', 'd’autres possibilités', 'other options'])(
    '« %s » is the star, also where a number is asked',
    async (words) => {
      const byKey = await calling(provider, '1');
      const phone = await calling(provider, '1');
      expect(await phone.say(words)).toBe(await byKey.press('*'));
    },
  );

  test.each([
    ['deux', '2'],
    ['2', '2'],
    ['tapez 2.', '2'],
    ['la touche deux', '2'],
    ['zéro', '0'],
    ['neuf', '9'],
  ])('« %s » in a menu is its key', async (words, key) => {
    const byKey = await calling(provider);
    const phone = await calling(provider);
    expect(await phone.say(words)).toBe(await byKey.press(key));
  });

  test('« oui » to danger hears 15 and 112 again, and is put through to no desk (D13)', async () => {
    const phone = await calling(provider, '1');
    const told = await phone.say('je fais un malaise');
    expect(told).toMatch(/^Si une vie est en danger, raccrochez et appelez le 15 ou le 112\./);
    for (const words of ['oui vite', 'oui']) expect(await phone.say(words)).toBe(told);
    expect(phone.heard.dial).toBeUndefined();
    expect(await phone.say('non')).toContain('Tapez les 13 chiffres');
  });

  test('words with « un » or « deux » in them are no beginning of a number', async () => {
    for (const words of ['un instant', 'deux secondes']) {
      const phone = await calling(provider, '1');
      expect(await phone.say(words)).toBe('Prenez votre temps. Pour réécouter, tapez 9.');
    }
    for (const words of ['quelqu’un', "quelqu'un", 'un conseiller', 'je veux quelqu’un'])
      expect(await (await calling(provider, '1')).say(words), words).toMatch(/^Voici qui peut vous aider/);
  });

  test('a number said whole takes the place of its beginning, and its groups are told apart', async () => {
    const said = await calling(provider, '1');
    expect(await said.say('un deux trois')).toMatch(
      /^Chiffres notés : \d+ sur 13\. Continuez votre numéro\.$/,
    );
    const whole = 'un cinquante zéro trois quatre-vingt-dix-neuf cent trente-neuf zéro zéro deux';
    expect(await said.say(whole)).toContain('0, 0, 2');
    const phone = await calling(provider, '1');
    await phone.say('un deux trois');
    expect(await phone.press('150309913900259')).toContain('numéro de suivi');
  });

  test('« 112 » is an emergency, but where a number is asked it may be the next of its digits (D13)', async () => {
    const phone = await calling(provider, '1');
    expect(await phone.say('112')).toMatch(/^Chiffres notés : 3 sur 13/);
    expect(await (await calling(provider)).say('112')).toMatch(/^Si une vie est en danger/);
  });

  test('who asks for the follow-up number just told hears it again, and never « tell us your follow-up number »', async () => {
    for (const words of [
      'quel est mon numéro de suivi',
      'le numéro de suivi s’il vous plaît',
      'répétez le numéro de suivi',
    ]) {
      const phone = await requested(provider);
      const told = phone.text;
      expect(told).toContain('Notez votre numéro de suivi');
      expect(await phone.say(words), words).toBe(told);
    }
  });

  test.each(['la lettre H', 'lettre G', 'G', 'zone z'])(
    '« %s », which the card has not, is told which there are (D11)',
    async (words) => {
      const phone = await calling(provider, '4', '4');
      expect(await phone.say(words)).toMatch(/^Les zones vont de A à F\. .*Pour la zone A, /);
    },
  );

  test.each(['b', 'lettre b', 'la lettre B', 'zone B', 'la zone B s’il vous plaît'])(
    '« %s » where a card is told zone by zone is that zone, and no letter by post (D11)',
    async (words) => expect(await (await calling(provider, '4', '4')).say(words)).toMatch(/^Zone B/),
  );

  test('« oui » to the one desk that a person was asked of is put through, « non » goes back', async () => {
    const phone = await calling(provider, '1');
    const asked = phone.text;
    await phone.press('0');
    await phone.say('non');
    expect(phone.text).toBe(asked);
    await phone.press('0');
    await phone.say('oui');
    expect(phone.heard.dial).toBeDefined();
  });

  test('who tells a death hears a word, and not to say the rest again', async () => {
    const told = await (await calling(provider)).say('mon père vient de mourir, je veux un code');
    expect(told).toMatch(/^Je suis sincèrement désolé pour votre perte\. Voici qui peut vous aider/);
  });

  test('where a code for the site is told, what callers say is heard (X20)', async () => {
    const phone = await calling(provider, '5');
    expect(phone.text).toContain('code de reprise');
    for (const words of ['oui', 'd’accord', 'attendez je note'])
      expect(await phone.say(words), words).toBe('Prenez votre temps. Pour réécouter, tapez 9.');
    expect(await phone.say('c’est fait')).toMatch(/^Rien n’a encore changé sur le site/);
    expect(await phone.say('je n’ai pas d’ordinateur')).toMatch(
      /^Un téléphone ou une tablette avec internet/,
    );
    expect(await phone.say('plus lentement')).toContain('Je répète');
    expect(await phone.say('envoyez-moi un SMS')).toMatch(/^Pour envoyer le lien, il faut votre numéro/);
    expect(await (await calling(provider, '5')).say('je veux quelqu’un')).toMatch(
      /^Voici qui peut vous aider/,
    );
  });

  test('a step that is done on another device is given three minutes of silence, and no more (E10)', async () => {
    const phone = await calling(provider, '7', '1');
    const step = phone.text;
    for (let silences = 0; silences < 18; silences++)
      expect(await phone.silence()).toBe('Prenez votre temps. Pour réécouter, tapez 9.');
    expect(await phone.silence()).toContain(step);
  });

  test('« c’est fait » where the next step follows by itself is told so (E35, P10)', async () => {
    const phone = await calling(provider, '7', '2', '1', '899700000013');
    expect(phone.text).toContain('Votre demande est envoyée');
    for (const words of ['c’est fait', 'oui', 'j’ai reçu l’e-mail', 'j’ai bien reçu le mail'])
      expect(await phone.say(words)).toMatch(/^Dès que ce sera fait, la suite viendra toute seule/);
    expect(await phone.say('je n’ai pas reçu le mail')).not.toMatch(/^Dès que/);
  });

  test.each(['bonjour', 'allô', 'euh bonjour madame'])(
    '« %s » at the menu hears it, and is no miss',
    async (words) => {
      const phone = await calling(provider);
      const menu = phone.text;
      for (let times = 0; times < 5; times++) expect(await phone.say(words)).toBe(menu);
    },
  );

  test.each(['non', 'non merci'])('« %s » at the menu names no door', async (words) => {
    expect(await (await calling(provider)).say(words)).toMatch(/^Je n’ai pas compris\. ACS, bonjour\./);
  });

  test('a zone of the card is told from the menu, in the insurer’s own words (D08)', async () => {
    for (const words of ['zone a', 'la zone d', 'zone b']) {
      const phone = await calling(provider);
      await phone.say(words);
      if (phone.text.startsWith('Je ne suis pas sûr')) await phone.press('1');
      expect(phone.text, words).toMatch(/^Zone [A-F] ?:/);
    }
  });

  test('of two wishes the first is followed, and the caller is told so', async () => {
    const phone = await calling(provider);
    expect(await phone.say('je veux changer mon adresse mail et aussi savoir où est ma lettre')).toMatch(
      /^Commençons par cela\. Pour le reste, redites-le-moi après\. /,
    );
    expect(await (await calling(provider)).say('j’ai perdu mon code')).not.toContain('Commençons');
    // Whether the first is meant at all is asked before anything begins.
    const asked = await calling(provider, '1');
    expect(await asked.say('je veux changer mon adresse mail et aussi activer mon e-CPS')).toMatch(
      /^Je ne suis pas sûr de comprendre/,
    );
  });

  test('a number within a sentence presses no key', async () => {
    const phone = await calling(provider);
    expect(await phone.say('j’ai reçu deux lettres')).not.toBe(await (await calling(provider)).press('2'));
  });

  test('a wish leaves a question only once it has been said twice, and follows an outcome at once', async () => {
    const phone = await calling(provider, '1');
    expect(await phone.say('où est ma lettre')).toMatch(/^Je ne suis pas sûr de comprendre/);
    expect(await (await requested(provider)).say('je veux activer mon e-CPS')).toMatch(/carte CPx/);
  });

  test.each(['attendez', 'une minute s’il vous plaît', 'je prends un stylo'])(
    '« %s » is given time, and is no miss',
    async (words) => {
      const phone = await calling(provider, '1');
      for (let times = 0; times < 6; times++)
        expect(await phone.say(words)).toBe('Prenez votre temps. Pour réécouter, tapez 9.');
      expect(await phone.press('150309913900259')).toContain('numéro de suivi');
    },
  );

  test.each(['non', 'non non', 'euh non'])(
    '« %s » once all is done, or to a number, names no door and tells nothing again',
    async (words) => {
      expect(await (await requested(provider)).say(words)).toMatch(
        /^Je n’ai pas compris\. Pour une lettre à la place de l’e-mail, tapez 1\./,
      );
      const followUp = await calling(provider, '2', '150309913900259');
      expect(await followUp.say(words)).toMatch(/^Je n’ai pas compris\. Tapez les 6 chiffres/);
    },
  );

  test.each([
    'non merci',
    'non merci beaucoup',
    'no thank you',
    'merci',
    'merci au revoir',
    'non c’est tout',
    'thank you bye',
    'd’accord merci au revoir',
  ])('« %s » once all is done is a goodbye', async (words) => {
    const phone = await requested(provider);
    expect(await phone.say(words)).toMatch(/Au revoir|Goodbye/);
    expect(phone.over).toBe(true);
  });

  test.each(['je raccroche', 'tant pis je rappellerai', 'je rappellerai plus tard', 'I’ll call back later'])(
    '« %s » is a goodbye wherever it is said',
    async (words) => {
      for (const keys of [[], ['1'], ['4'], ['1', '150309913900259']]) {
        const phone = await calling(provider, ...keys);
        expect(await phone.say(words)).toBe('Merci de votre appel. Au revoir.');
        expect(phone.over).toBe(true);
      }
    },
  );

  test.each(['vous me rappellerez', 'rappelez-moi', 'je raccroche pas'])('« %s » is none', async (words) => {
    const phone = await calling(provider);
    await phone.say(words);
    expect(phone.over).toBe(false);
  });

  test.each(['hum', 'euh', 'hmm'])('« %s » names nobody', async (words) => {
    expect(await (await calling(provider, '4')).say(words)).toMatch(/^Je n’ai pas compris\./);
  });

  describe('where nothing is left to do, the caller is asked for something else (P09)', () => {
    const signedIn = async () => {
      const phone = new Caller(server.app, { provider, tenant: 'cpms' });
      await phone.call();
      await phone.say('me connecter');
      await phone.press('184061305501228');
      expect(await phone.press('274931')).toMatch(
        /connectez-vous sur notre site.* Pour autre chose, tapez 1\. Sinon, vous pouvez raccrocher\./,
      );
      return phone;
    };

    test('in the other language, too', async () => {
      const phone = await signedIn();
      expect(await phone.say('English please')).toMatch(/^For something else, press 1\./);
      expect(await phone.press('1')).toMatch(/^Welcome to CPMS\./);
    });

    test.each([
      ['1', 'keys', /^CPMS, bonjour/],
      ['*', 'keys', /^CPMS, bonjour/],
      ['oui', 'words', /^CPMS, bonjour/],
      ['autre chose', 'words', /^CPMS, bonjour/],
      ['0', 'keys', /^Voici qui peut vous aider/],
      ['quand est-ce que je serai remboursé', 'words', /^Le remboursement/],
    ] as const)('« %s » by %s', async (answer, how, told) => {
      const phone = await signedIn();
      expect(await (how === 'keys' ? phone.press(answer) : phone.say(answer))).toMatch(told);
      expect(phone.over).toBe(false);
    });

    test('9 tells it again; « non » is a goodbye, and so is silence', async () => {
      const phone = await signedIn();
      const { text } = phone;
      expect(await phone.press('9')).toBe(text);
      await phone.say('non');
      expect(phone.text).toBe('Merci de votre appel. Au revoir.');
      expect(phone.over).toBe(true);
      const silent = await signedIn();
      for (let times = 0; times < 10 && !silent.over; times++) await silent.silence();
      expect(silent.text).toBe('Merci de votre appel. Au revoir.');
      expect(silent.over).toBe(true);
    });
  });

  test('« merci » before that is heard, and the question asked again', async () => {
    const phone = await calling(provider, '1');
    const asked = phone.text;
    expect(await phone.say('merci beaucoup')).toBe(asked);
    expect(phone.over).toBe(false);
  });

  test.each(['je n’ai pas d’e-mail', 'elle arrive quand la lettre ?', 'et si je n’ai pas d’adresse mail'])(
    '« %s » is told again what has just been told, and nothing is sent (X08)',
    async (words) => {
      const phone = await requested(provider);
      const told = phone.text;
      expect(await phone.say(words)).toBe(told);
    },
  );

  test.each(['elle n’est toujours pas arrivée', 'je n’ai toujours rien reçu'])(
    '« %s » of a letter that is late is told so again, with the key for another (X12)',
    async (words) => {
      const followUp = digitsSaid((await requested(provider)).text, 6)!;
      await server.ask('POST', '/dev/clock', { payload: { advanceSeconds: 30 * 24 * 3600 } });
      const phone = await calling(provider, '2', '150309913900259', followUp);
      const told = phone.text;
      expect(told).toContain('Pour recevoir une autre lettre, tapez 1.');
      expect(await phone.say(words)).toBe(told);
    },
  );

  test('« je n’ai rien reçu » hears what a letter would end, before it leaves', async () => {
    for (const yes of ['oui', 'je n’ai rien reçu', 'key']) {
      const phone = await requested(provider);
      const menu = phone.text;
      expect(await phone.say('je n’ai rien reçu')).toBe(
        'Un e-mail peut mettre dix minutes. Si une lettre part à sa place, le lien de l’e-mail ne sert plus. Pour une lettre à la place de l’e-mail, tapez 1. Pour parler à quelqu’un, tapez 0. Pour revenir en arrière, tapez étoile.',
      );
      expect(await phone.say('non')).toBe(menu);
      await phone.say('je n’ai rien reçu');
      expect(await (yes === 'key' ? phone.press('1') : phone.say(yes))).toMatch(/^C’est noté\./);
    }
  });

  test.each([
    'oui mais attendez',
    'oui mais pas tout de suite',
    'oui mais avant je veux vérifier',
    'oui enfin non',
  ])('« %s » sends none', async (words) => {
    const phone = await requested(provider);
    await phone.say('je n’ai rien reçu');
    expect(await phone.say(words)).not.toMatch(/C’est noté/);
  });

  test.each(['autres possibilités', 'd’autres choix'])('« %s » changes no language', async (words) => {
    const phone = await calling(provider);
    expect(await phone.say(words)).toBe(phone.text);
    expect(phone.text).toContain('Pour obtenir un code d’accès, tapez 1.');
  });

  test('« étoile » there is its key, « aide » repeats what there is, « autre chose » after a request is the menu', async () => {
    const menu = (await calling(provider)).text;
    expect(await (await calling(provider)).say('étoile')).toMatch(
      /^Welcome|To get your access code, press 1/,
    );
    for (const words of ['aide', 'help'])
      expect(await (await calling(provider)).say(words)).toContain('tapez 1');
    const phone = await requested(provider);
    expect(await phone.say('autre chose')).toBe(menu);
    const asking = await calling(provider, '1');
    const question = asking.text;
    expect(await asking.say('retour à la question')).toBe(question);
  });

  test.each([
    'une lettre à la place de l’e-mail',
    'par courrier',
    'envoyez plutôt une lettre',
    'a letter instead of the e-mail',
  ])('« %s » hears it, too', async (words) => {
    expect(await (await requested(provider)).say(words)).toMatch(
      /^Un e-mail peut mettre dix minutes\. .* Pour une lettre à la place de l’e-mail, tapez 1\./,
    );
  });

  test.each(['appeler', 'appeler l’assistance', 'Pour appeler : Assistance carte CPx, code PIN, lecteur'])(
    '« %s » where one desk has a key is put through to it',
    async (words) => {
      const phone = await calling(provider, '7', '1', '2', '3');
      await phone.say(words);
      expect(phone.heard.dial?.number).toBe('+33825852000');
    },
  );

  test('who wants to be called is put through to nobody', async () => {
    const phone = await calling(provider, '7', '1', '2', '3');
    await phone.say('vous pouvez m’appeler');
    expect(phone.heard.dial).toBeUndefined();
  });

  test('a death is met with a word before anything else', async () => {
    const phone = await calling(provider);
    expect(await phone.say('mon mari est décédé')).toMatch(
      /^Je suis sincèrement désolé pour votre perte\. Voici qui peut vous aider/,
    );
    expect(await phone.press('9')).toContain('Voici qui peut vous aider');
  });

  test('# with nothing before it is neither silence nor a miss: what it cut off is told again', async () => {
    for (const keys of [[], ['1'], ['4'], ['1', '150309913900259']]) {
      const phone = await calling(provider, ...keys);
      const { text } = phone;
      for (let times = 0; times < 5; times++) expect(await phone.press('#')).toBe(text);
    }
  });

  test.each(['18*1840613055012', '12*18*1840613055012', '184061305*1840613055012'])(
    '« %s » is the number begun again after a star (X19)',
    async (keys) => {
      expect(await (await calling(provider, '1')).press(keys)).toMatch(/se termine par 0, 1, 2\./);
    },
  );

  test('digits that were said are read back as noted, not as keyed in', async () => {
    const phone = await calling(provider, '2', '150309913900259');
    expect(await phone.say('un deux trois quatre cinq six')).toMatch(/^J’ai noté 1, 2, 3\. 4, 5, 6\./);
  });

  test.each([
    ['oui', '1'],
    ['tout à fait', '1'],
    ['exactement', '1'],
    ['non', '2'],
    ['pas du tout', '2'],
  ])('« %s » to what is read back is its key %s', async (words, key) => {
    const noted = async () => {
      const phone = await calling(provider, '2', '150309913900259');
      expect(await phone.say('un deux trois quatre cinq six')).toMatch(/^J’ai noté/);
      return phone;
    };
    expect(await (await noted()).say(words)).toBe(await (await noted()).press(key));
  });

  test('whoever asks what the number is hears what is written beside its field', async () => {
    const phone = await calling(provider, '2', '150309913900259');
    expect(await phone.say('c’est quoi ce numéro')).toMatch(/donné à la fin de votre demande de code/);
    expect(phone.over).toBe(false);
    for (const words of ['c’est quoi ce numéro', 'où je trouve ce numéro'])
      expect(await (await calling(provider, '1')).say(words), words).toMatch(
        /^Votre numéro de Sécurité sociale est sur votre carte Vitale, .* Tapez les 13 chiffres/,
      );
  });

  test.each([
    ['c’est un robot ?', /^Je suis un assistant automatique/],
    ['on a été coupés', /^Si un code de reprise vous a été donné/],
    ['combien de temps pour la lettre', /^Après la demande, une lettre arrive sous huit jours/],
    [
      'je n’ai pas ma carte vitale avec moi',
      /^Votre numéro de Sécurité sociale est sur votre carte Vitale, et aussi/,
    ],
    ['j’ai reçu un sms bizarre', /^Nous n’envoyons jamais de message/],
    ['vous êtes vraiment ma mutuelle ?', /^Vous avez raison de vérifier/],
    ['vous gardez mes données ?', /^Ce que vous dites sert à votre démarche/],
  ])('« %s » is answered, and the question asked again', async (words, answer) => {
    const phone = await calling(provider, '1');
    const said = await phone.say(words);
    expect(said).toMatch(answer);
    expect(said).toContain('Tapez les 13 chiffres');
    expect(await phone.press('150309913900259')).toContain('numéro de suivi');
  });

  test('what is under way is left for another wish only by whoever says so once more', async () => {
    const phone = await calling(provider, '7');
    const asked = phone.text;
    expect(await phone.say('j’ai perdu mon code d’accès à ma mutuelle')).toMatch(
      /^Je ne suis pas sûr de comprendre/,
    );
    expect(await phone.press('*')).toBe(asked);
    await phone.say('j’ai perdu mon code d’accès à ma mutuelle');
    expect(await phone.say('oui')).toContain('Tapez les 13 chiffres');
  });

  test.each([
    'oui',
    'oui s’il vous plaît',
    'd’accord',
    'mettez-moi en relation',
    'passez-les-moi',
    'appelez-les',
  ])('in hospital, « %s » is put through to the desk that answers now (D13)', async (words) => {
    const phone = await calling(provider);
    await phone.say('je suis à l’hôpital');
    await phone.say(words);
    expect(phone.heard.dial?.number).toBe('+33199002002');
  });

  test('in hospital, « non » goes back, and what comes first is said again after a silence', async () => {
    const phone = await calling(provider);
    const menu = phone.text;
    await phone.say('mon mari fait un malaise');
    expect(await phone.silence()).toContain('appelez le 15 ou le 112');
    expect(await phone.say('non')).toBe(menu);
  });

  test.each(['English please', 'en anglais s’il vous plaît'])(
    '« %s » at the menu is the menu in English',
    async (words) => {
      expect(await (await calling(provider)).say(words)).toMatch(/^Welcome to ACS\./);
    },
  );

  test('in the middle of something it is asked on in the other language, by voice and by key', async () => {
    const phone = await calling(provider, '1');
    const french = phone.text;
    const english = await phone.say('English please');
    expect(english).toContain('Key in the 13 digits');
    expect(await phone.say('in French')).toBe(french);
    await phone.press('*#');
    const key = /To go on in English, press (\d)\./.exec(phone.text)![1]!;
    expect(await phone.press(key)).toBe(english);
    expect(await phone.press('150309913900259')).toContain('follow-up number');
  });

  test('a code said aloud is no beginning of a number, and is not encouraged (X20)', async () => {
    const phone = await calling(provider, '1');
    expect(await phone.say('mon code c’est 2 7 4 9 3 1')).toMatch(/^Par sécurité, ne dites pas de code/);
  });

  test.each(['stop', 'je veux arrêter', 'laissez tomber', 'au revoir'])(
    '« %s » in the middle of something leads to where the key for it is, and is no miss',
    async (words) => {
      const phone = await calling(provider, '1');
      for (let times = 0; times < 6; times++) expect(await phone.say(words)).toContain('Pour arrêter ici');
    },
  );

  test('in the e-CPS guide, what went wrong leads to what stands behind its key (E60-E65)', async () => {
    const phone = await calling(provider, '7');
    const before = phone.text;
    expect(await phone.say('oui j’ai ma carte avec moi')).not.toBe(before);
    expect(await phone.say('l’application plante')).not.toMatch(/Sécurité sociale/);
    expect(phone.text).toMatch(/^L’application[\s\S]*zéro, 809/);
  });
});

test('Twilio: a number keyed in with a breath after its groups is taken group by group; ended by #, or at a code’s length, it is refused (X19, P13)', async () => {
  const phone = await calling('twilio', '1');
  expect(await phone.pause('150')).toBe('Chiffres notés : 3 sur 13. Continuez votre numéro.');
  expect(await phone.silence()).toBe('Je n’ai pas reçu de réponse. Continuez votre numéro.');
  expect(await phone.pause('3099')).toBe('Chiffres notés : 7 sur 13. Continuez votre numéro.');
  expect(await phone.pause('139002')).toContain('se termine par 0, 0, 2');
  const corsican = await calling('twilio', '1');
  expect(await corsican.pause('185052*1')).toBe('Chiffres notés : 7 sur 13. Continuez votre numéro.');
  const apart = await calling('twilio', '1');
  await apart.pause('18505');
  expect(await apart.pause('2*')).toBe('Chiffres notés : 6 sur 13. Continuez votre numéro.');
  expect(await apart.pause('1')).toBe('Chiffres notés : 7 sur 13. Continuez votre numéro.');
  expect(await apart.pause('004123')).toContain('se termine par 1, 2, 3');
  const refused = /^Ce numéro n’est pas complet, ou un chiffre est faux/;
  expect(await (await calling('twilio', '1')).press('15030')).toMatch(refused);
  expect(await (await calling('twilio', '1')).pause('731948')).toMatch(refused);
  expect(await (await calling('twilio', '1')).pause('15030991390025912')).toMatch(refused);
});

test('Twilio: in the middle of a number a key alone is a digit, and a star takes back the group (X19)', async () => {
  const noted = (count: number) => `Chiffres notés : ${count} sur 13. Continuez votre numéro.`;
  const phone = await calling('twilio', '1');
  expect(await phone.pause('150')).toBe(noted(3));
  expect(await phone.pause('0')).toBe(noted(4));
  expect(await phone.pause('9')).toBe(noted(5));
  expect(await phone.pause('*')).toBe(noted(3));
  expect(await phone.pause('*')).toBe(noted(1));
  expect(await phone.pause('*')).toBe(noted(0));
  expect(await phone.pause('150')).toBe(noted(3));
  expect(await phone.press('9')).toBe(noted(3));
  expect(await phone.pause('3099')).toBe(noted(7));
  expect(await phone.pause('139002')).toContain('se termine par 0, 0, 2');
  const stuck = await calling('twilio', '1');
  await stuck.pause('150');
  expect(await stuck.press('0')).toMatch(/^Voici qui peut vous aider/);
});

test('Twilio: of a number that was said a key alone is no digit, and no half of a code is noted (X19, P13)', async () => {
  const said = await calling('twilio', '1');
  expect(await said.say('un cinquante')).toMatch(/^Chiffres notés/);
  expect(await said.pause('0')).toMatch(/^Voici qui peut vous aider/);
  const halves = await calling('twilio', '1');
  expect(await halves.pause('274')).toMatch(/^Chiffres notés : 3/);
  expect(await halves.pause('931')).toMatch(/^Ce numéro n’est pas complet/);
  const corsican = await calling('twilio', '1');
  await corsican.pause('18505');
  expect(await corsican.pause('2*')).toMatch(/^Chiffres notés : 6 sur 13/);
  expect(await corsican.say('un')).toMatch(/^Chiffres notés : 7 sur 13/);
});
