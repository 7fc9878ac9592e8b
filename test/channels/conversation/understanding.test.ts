/** What people write, in their own words, leads to the right door: from data, offline, without a model download. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeUnderstanding } from '../../../channels/conversation/understanding/make-understanding.ts';
import { readData } from '../../../channels/conversation/understanding/read-data.ts';
import type { Understanding } from '../../../channels/conversation/understanding/understanding.ts';

let understanding: Understanding;
beforeAll(() => {
  understanding = makeUnderstanding();
});

const understand = (text: string) => understanding.understand(text);
const leadsTo = (text: string) => {
  const { verdict, doors } = understand(text);
  return verdict === 'sure' ? doors[0]?.door : verdict;
};

describe('one wish', () => {
  test.each([
    [
      'code-reset',
      [
        'j’ai perdu mon code',
        'jai pu mon code',
        'g perdu mon mdp',
        'J’AI OUBLIÉ MON MOT DE PASSE',
        'code confidentiel oublié',
        'je ne connais plus mes identifiants',
        'I forgot my password',
        'je voudrais un nouveau code',
        'I’d like a new code please',
        'I would like a new code',
        'I’d like my code',
        'I can’t remember my PIN',
        'I forgot my pin',
        'j’ai oublié mon code PIN',
      ],
    ],
    ['sign-in', ['je veux me connecter', 'aller sur mon espace adhérent', 'where do I log in']],
    [
      'first-connection',
      ['c’est ma première connexion', 'créer mon compte', 'I have never signed in before'],
    ],
    ['change-code', ['je voudrais changer mon code', 'modifier mon mot de passe', 'change my password']],
    [
      'letter-status',
      ['où est ma lettre ?', 'toujours pas reçu le courrier avec le code', 'my letter has not arrived'],
    ],
    ['sign-in-help', ['mon code est refusé', 'je n’arrive pas à me connecter', 'my password does not work']],
    [
      'email-registration',
      ['je veux enregistrer mon adresse e-mail', 'jai changé de mail', 'register my email'],
    ],
    [
      'care-request',
      [
        'j’ai un devis pour des lunettes',
        'prise en charge pour une opération',
        'the hospital asks for a guarantee',
      ],
    ],
    ['ecps', ['activer mon e-CPS', 'mon lecteur de carte CPS ne marche pas', 'activate my e-CPS']],
    ['person', ['je veux parler à un conseiller', 'passez-moi quelqu’un', 'I want to talk to a human']],
    ['mail-code', ['j’ai reçu un code à 8 chiffres par e-mail', 'I have the code from the e-mail']],
    ['information:statements', ['recevoir mes décomptes par mail', 'je ne comprends pas mon décompte']],
    ['information:reimbursement', ['quand serai-je remboursé ?', 'when will I be reimbursed']],
    ['information:teletransmission', ['c’est quoi la télétransmission', 'lien Noémie']],
    ['information:card-legend', ['c’est quoi le numéro AMC ?', 'que veut dire SP sur ma carte']],
    ['information:contacts', ['quels sont vos horaires', 'quel est votre numéro de téléphone']],
  ])('leads to %s, with accents or without, in SMS style and in English', (door, texts) => {
    for (const text of texts) expect(leadsTo(text), text).toBe(door);
  });

  test('for a person comes before the complaint beside it; another wish comes after it (P09)', () => {
    for (const text of [
      'un humain svp ça marche pas',
      'ça fait 3 fois que ça me refuse, je veux un humain maintenant',
      'rappelez moi demain matin je suis bloqué',
      'my code is refused, I want a human',
    ]) {
      expect(leadsTo(text), text).toBe('person');
      expect(understand(text), text).not.toHaveProperty('second');
    }
    expect(understand('je veux parler à quelqu’un, et je n’ai pas reçu ma lettre')).toMatchObject({
      doors: [{ door: 'person' }],
      second: 'letter-status',
    });
    expect(leadsTo('un conseiller m’a dit de changer mon code')).toBe('change-code');
  });

  test('who tells of a caller that wants their code is warned', () => {
    for (const text of [
      'un conseiller m’a appelée pour me demander le code du mail',
      'on m’a demandé mon code par téléphone',
    ])
      expect(understand(text), text).toMatchObject({ about: 'fraud' });
  });

  test('of who has lost their mailbox is the letter instead, where it is offered', () => {
    const offered = [
      { id: 'not-received', label: 'Je n’ai pas reçu l’e-mail : m’envoyer une lettre' },
      { id: 'mail-code', label: 'J’ai le code de l’e-mail' },
      { id: 'person', label: 'Parler à quelqu’un' },
    ];
    for (const text of ['je n’ai plus accès à ma boîte mail', 'c’est une vieille adresse mail'])
      expect(understanding.weighed(text, offered), text).toBe('not-received');
  });

  test('names the one part of the card that is asked about, in either language (D08-D11)', () => {
    for (const [text, part] of [
      ['à quoi correspond la zone F de ma carte', 'information:zone-f'],
      ['QUE VEUT DIRE LA LETTRE « B » DE MA CARTE DE TIERS PAYANT', 'information:zone-b'],
      ['what does the letter D on my third-party card mean', 'information:zone-d'],
      ['what does C mean?', 'information:zone-c'],
      ['que veut dire « C » ?', 'information:zone-c'],
    ] as const)
      expect(understand(text).part, text).toBe(part);
    for (const text of [
      'que veulent dire les lettres de ma carte de tiers payant',
      'le code d’accès est-il sur ma carte',
      'la zone Z de ma carte',
      'que veut dire la lettre à gauche sur ma carte de tiers payant',
      'où est la lettre a-t-elle été envoyée',
    ])
      expect(understand(text).part, text).toBeUndefined();
  });

  test('is the same with typing errors, glued articles and spelling by ear', () => {
    for (const text of [
      'jai oublier mon mo de passe',
      'g perdut mon cod dacces',
      'mot de pase oublié',
      'réinitialisé mon mdp svp',
    ])
      expect(leadsTo(text), text).toBe('code-reset');
    expect(leadsTo('jarive pa a me conecté')).toBe('sign-in-help');
    expect(leadsTo('kan je serai rembourssé')).toBe('information:reimbursement');
  });

  test('is found among greetings, thanks and a story', () => {
    const story =
      'Bonjour, je me permets de vous écrire, je suis adhérent depuis 2010, j’habite à Lyon, et voilà que je ne me souviens plus de mon mot de passe, pourriez-vous m’aider ? Merci beaucoup';
    expect(understand(story)).toMatchObject({ verdict: 'sure', greets: true, thanks: true });
    expect(leadsTo(story)).toBe('code-reset');
  });
});

describe('two wishes in one message', () => {
  test.each([
    ['j’ai perdu mon code et je voudrais aussi enregistrer mon mail', 'code-reset', 'email-registration'],
    [
      'je veux enregistrer mon adresse mail et savoir quand je serai remboursé',
      'email-registration',
      'information:reimbursement',
    ],
    ['c’est quoi le numéro AMC ? et comment je modifie mon code', 'information:card-legend', 'change-code'],
    ['mon code est refusé, et sinon quels sont vos horaires ?', 'sign-in-help', 'information:contacts'],
    ['I lost my code and I also want to register my email', 'code-reset', 'email-registration'],
    [
      'j’ai perdu mon code, et le remboursement du dentiste puis mon code svp',
      'code-reset',
      'information:reimbursement',
    ],
    ['la lettre puis mon code svp', 'letter-status', 'code-reset'],
    ['bonjour, la télétransmission et ma lettre, merci', 'information:teletransmission', 'letter-status'],
    ['mon code et mes décomptes', 'code-reset', 'information:statements'],
    ['je voudrais mon code puis savoir où est ma lettre', 'code-reset', 'letter-status'],
    ['my letter then my code please', 'letter-status', 'code-reset'],
    [
      'bonjour je narrive plus a me connecter et en plus jai pas recu ma lettre merci',
      'sign-in-help',
      'letter-status',
    ],
    ['je n’arrive plus à me connecter et je n’ai pas reçu ma lettre', 'sign-in-help', 'letter-status'],
    [
      'deux choses : 1) mon code ne marche pas 2) mon adresse mail a changé',
      'sign-in-help',
      'email-registration',
    ],
    ['1. mon code perdu 2. ma lettre', 'code-reset', 'letter-status'],
    ['I lost my code and I want to know where my letter is', 'code-reset', 'letter-status'],
  ])('« %s »: the first, then the second', (text, first, second) => {
    expect(leadsTo(text)).toBe(first);
    expect(understand(text).second).toBe(second);
  });

  test('one wish told twice, or with what led to it, is one', () => {
    for (const text of [
      'j’ai perdu mon code, je n’arrive pas à me connecter',
      'j’ai demandé un code et je n’ai pas reçu la lettre',
      'j’ai changé mon code et il ne marche pas',
      'je me connecte puis mon code est refusé',
      'le code et le mot de passe',
      'bonjour, mon code puis merci',
      'j’attends ma lettre depuis 3 semaines et du coup je peux pas me connecter',
      'j’ai redemandé mon code et rien reçu par courrier',
    ])
      expect(understand(text).second, text).toBeUndefined();
  });
});

describe('a page that is not to be had', () => {
  test.each([
    'envoyez moi un nouveau lien',
    'le lien ne marche pas',
    'le lien marche pu',
    'lien éxpirée',
    'la page ne s’ouvre pas',
    'j’arrive pas a ouvrir la paje',
    'la page est blanche',
    'j’ai fermé la page',
    'the link does not work',
    'the page won’t load, send me another link',
    'link expird',
  ])('« %s » is heard', (text) => {
    expect(understand(text).linkTrouble, text).toBe(true);
  });

  test.each([
    'j’ouvre la page',
    'la page s’ouvre',
    'je suis sur la page',
    'un lien vers ma famille',
    'mon code est perdu',
  ])('« %s » is something else', (text) => expect(understand(text).linkTrouble).toBeUndefined());
});

describe('what is not ours', () => {
  test('never begins a flow: none, or a question (P09)', () => {
    for (const text of [
      'quel temps fera-t-il demain',
      'je voudrais une pizza',
      'mot de passe netflix',
      'remboursement sncf',
      'j’ai perdu mes clés',
      'assurer ma voiture',
      'où est mon colis',
      'qsdfgh',
      'raconte une blague',
      'my cat is sick',
      '???',
      '',
      '   ',
      '👋',
    ])
      expect(understand(text).verdict, text).not.toBe('sure');
  });

  test('is asked about where one part of the message alone would be ours', () => {
    for (const [text, first] of [
      ['trop payé au fisc, quand serai-je remboursé ?', 'information:reimbursement'],
      ['c’est pour netflix, j’ai oublié mon mot de passe', 'code-reset'],
    ] as const)
      expect(understand(text), text).toMatchObject({ verdict: 'unsure', doors: [{ door: first }] });
  });

  test('nor does one strange word among words that are ours begin a flow', () => {
    for (const text of [
      'identifiant educonnect perdu',
      'mon espace client veolia ne s’ouvre pas',
      'j’ai été piraté sur gmail',
      'mes notes de frais ne sont pas remboursées',
    ])
      expect(understand(text).verdict, text).not.toBe('sure');
  });

  test('close scores are a question between two doors', () => {
    const { verdict, doors } = understand('code');
    expect(verdict === 'sure' || doors.length >= 1).toBe(true);
    const asked = ['mon mail code', 'problème carte', 'mon compte mail'].map(understand);
    for (const { verdict: one, doors: two } of asked)
      if (one === 'unsure') expect(two.length).toBeGreaterThan(0);
    expect(asked.some((one) => one.verdict === 'unsure')).toBe(true);
  });
});

describe('urgency and mood', () => {
  test('danger to life is heard, however it is written', () => {
    for (const text of [
      'mon mari ne respire plus',
      'elle respire plus',
      'je veux mourir',
      'jveu mourir',
      'je vais me suicider',
      'envie de me tuer',
      'j’ai envie d’en finir',
      'mon pere fait un infractus',
      'crise cardiaque',
      'crise cardiak',
      'il a une hémoragie',
      'elle est inconsciente',
      'il est inconscient par terre',
      'j’ai très mal à la poitrine',
      'douleur dans la poitrine et le bras',
      'il fait un avc',
      'mon bébé s’étouffe',
      'ma fille a avalé des médicaments',
      'il a pris trop de médicaments',
      'mon mari me frappe',
      'appelez le samu',
      'au secours',
      'je saigne beaucoup',
      'il perd beaucoup de sang',
      'je suis en danger',
      'he is not breathing',
      'I want to die',
      'chest pain',
      'heart attack',
      'I took too many pills',
      'je ne veux plus vivre',
      'j’ai plus envie de vivre',
      'c’est une question de vie ou de mort',
      'il va mourir',
      'she is unconscious',
      'overdose',
      'la vie ne vaut plus la peine',
      'j’ai pris toutes mes pilules',
      'mon fils a bu de l’eau de javel',
      'elle a fait un malaise et ne bouge plus',
      'il y a beaucoup de sang',
      'ma mère a la bouche tordue et ne parle plus',
      'mon bébé ne bouge plus',
      'je vais me jeter sous un train',
      'mon conjoint me tape dessus',
      'SOS',
      'vite une ambulance',
      'il faut les pompiers',
      'je veu me tué',
      'je vé mourir',
      'sucide',
      'j’ai des idées noires',
      'I can’t breathe',
      'I’m dying',
      'jai mal o coeur et o bras gauche',
      'je fais un malaise',
      'g un malaise',
      'je saigne',
      'il y a le feu',
      'on m’agresse',
      'ma mère est tombée elle ne répond pas',
      'crise d’épilepsie',
      'mon fils a eu un accident',
      'je viens d’avoir un accident',
      'je me sens très mal',
      'à quoi bon vivre',
      'j’accouche',
      'there is a fire',
      'stroke',
      'I took too many tablets',
      'I’ve taken too many pills',
      'he has fainted',
      'she has collapsed',
      '999',
      '112 !',
      'le SAMU',
      'les pompiers svp',
    ])
      expect(understand(text).urgency, text).toMatch(/^(danger|despair)$/);
  });

  test('danger is heard in the middle of something else, and in capitals', () => {
    expect(understand('Bonjour, j’ai perdu mon code et mon mari ne respire plus, vite').urgency).toBe(
      'danger',
    );
    expect(understand('IL NE RESPIRE PLUS').urgency).toBe('danger');
  });

  test('a figure of speech hides no danger that stands beside it, in whatever order', () => {
    const { danger } = readData<{ danger: Record<'phrases' | 'harmless', string[]> }>('urgency.json');
    const plain = (phrase: string) => phrase.replaceAll('=', '');
    fc.assert(
      fc.property(
        fc.constantFrom(...danger.phrases.map(plain)),
        fc.constantFrom(...danger.harmless),
        fc.boolean(),
        (sign, figure, first) => {
          const text = first ? `${sign} , vraiment , ${figure}` : `${figure} , vraiment , ${sign}`;
          expect(understand(text).urgency, text).toMatch(/^(danger|despair)$/);
        },
      ),
    );
    expect(understand('sos compte bloqué et mon bébé s’étouffe').urgency).toBe('danger');
    expect(understand('ma fille travaille à l’hôpital où je suis hospitalisée').urgency).toBe('hospital');
  });

  test('whoever speaks of their own death is told from who needs an ambulance', () => {
    for (const text of [
      'JE VEUX MOURIR',
      'je pense au suicide',
      'j’ai des idées noires',
      'I want to kill myself',
      'I want to end it all',
      'I don’t want to live any more',
      'life is not worth living',
      'I’ve had enough of life',
      'I can’t go on',
      'I cant go on like this',
      'j’en ai assez de vivre',
    ])
      expect(understand(text).urgency, text).toBe('despair');
    for (const text of ['il fait un infarctus', 'vite une ambulance', 'he wants to kill me'])
      expect(understand(text).urgency, text).toBe('danger');
  });

  test('somebody in hospital is heard (D13), a stay planned for later is a request like others', () => {
    for (const text of [
      'je suis à l’hôpital',
      'jsuis a lhopital',
      'ma mère est aux urgences',
      'je suis hospitalisé',
      'on est à l’hôpital avec mon fils',
      'mon mari vient d’être hospitalisé',
      'on m’opère demain',
      'ma femme va être opérée demain',
      'je suis à la clinique',
      'I am in hospital',
      'he was taken to hospital',
      'mon fils est à l’hosto',
      'je suis au CHU',
      'mon mari est en réa',
      'je sors du bloc',
      'je pars aux urgences',
      'les pompiers m’emmènent',
      'je suis aux admissions',
      'hospitalisée depuis ce matin à Nantes',
      'l’hôpital me demande une prise en charge',
      'l’hopital veut un chèque de caution',
      'ma femme accouche',
      'I’m at A&E',
      'my wife is in casualty',
      'I was admitted to hospital',
      'I have been rushed to hospital',
      'I’m on the ward',
    ])
      expect(understand(text).urgency, text).toBe('hospital');
    for (const text of [
      'je vais être hospitalisé en mars',
      'devis pour des lunettes',
      'facture de l’hôpital',
      'what do zones A and E mean',
      'I will be admitted to hospital in March',
    ])
      expect(understand(text).urgency, text).toBeUndefined();
  });

  test('what only sounds like danger is none', () => {
    for (const text of [
      'je suis mort de rire',
      'j’ai changé d’adresse',
      'on m’a volé mon sac avec mon code',
      'j’ai perdu mon code',
      'ma carte est périmée',
      'je me fais rejeter quand je tape mon code',
      'c’est urgent, j’ai besoin de mon code',
      'mon mari est décédé',
      'SOS mot de passe oublié',
      'la connexion est coupée',
      'l’ambulance est-elle remboursée',
      'je suis mal à l’aise avec internet',
      'mon compte est bloqué',
      'je signe où',
      'le site est tombé, il ne répond pas',
      'what do I do on my first visit',
      'j’accouche en mars',
      'my number is 999 123',
      'call me on 07 999 123',
      'facture du samu',
      'I can’t go on the website',
      'I can’t go on, the page is blank',
      'I can’t go to the site on my phone',
      'I’ve had enough of this website',
      'I’m tired of your life insurance',
      'I don’t want to talk to a live agent',
      'I don’t want to leave',
      'my phone is dead',
    ])
      expect(understand(text).urgency, text).toBeUndefined();
  });

  test('anger is heard and the problem’s door is kept', () => {
    for (const text of [
      'j’en ai marre, mon code ne marche pas',
      'C’EST UN SCANDALE MON CODE EST REFUSÉ !!!',
      'votre service est nul, mon mot de passe est refusé',
      'fed up, my code does not work',
    ]) {
      expect(understand(text).angry, text).toBe(true);
      expect(leadsTo(text), text).toBe('sign-in-help');
    }
    for (const text of [
      'j’ai perdu mon code',
      'je ne peux plus me connecter',
      'mon fils connaît mon code',
      'bonjour à vous, j’ai perdu mon code !',
      'BONJOUR J’AI PERDU MON CODE',
      'MERCI !',
    ])
      expect(understand(text).angry, text).toBeUndefined();
    expect(understand('J’AI PERDU MON CODE !').angry).toBe(true);
  });

  test('an account number given for its own sake, or a letter preferred, is no fraud and no want of internet', () => {
    for (const text of [
      'je vous donne mon iban pour le remboursement',
      'je préfère par courrier',
      'j’ai pris mon code',
    ])
      expect(understand(text).about, text).toBeUndefined();
    for (const text of ['on m’a pris mon code', 'j’ai donné mon numéro de carte bleue', 'un lien bizarre'])
      expect(understand(text).about, text).toBe('fraud');
  });

  test('who tells of what somebody else did, or asked for, in their name is told what to do (X16)', () => {
    for (const text of [
      'mon code a été changé et c’est pas moi',
      'j’ai reçu un mail qui dit que mon code a été changé mais ce n’est pas moi',
      'connexion depuis un nouveau navigateur, ce n’était pas moi',
      'someone changed my password and it wasn’t me',
    ])
      expect(understand(text).about, text).toBe('intruder');
    for (const text of [
      'j’ai reçu une lettre avec un code que je n’ai pas demandé',
      'je n’ai jamais demandé de code',
      'I did not request this code',
    ])
      expect(understand(text).about, text).toBe('unasked');
    for (const text of [
      'mon code a changé et pas moyen de me connecter',
      'quelqu’un peut m’aider à changer mon code',
      'je n’ai pas encore demandé de code',
      'j’ai changé de navigateur et ça marche pas',
      'la connexion ne marche pas chez moi',
      'mon navigateur ne marche pas, aidez-moi',
      'la page ne m’a pas demandé de code',
    ])
      expect(understand(text).about, text).toBeUndefined();
  });

  test('who asks whether somebody is a member is told that nobody is told (P07); who says that they are one is not', () => {
    for (const text of [
      'suis-je adhérent chez vous ?',
      'est-ce que je suis bien adhérente',
      'dites moi si mon mari est adhérent',
      'am I still a member?',
    ])
      expect(understand(text).about, text).toBe('membership');
    for (const text of [
      'je suis adhérent et j’ai perdu mon code',
      'comme je suis adhérente depuis lundi',
      'ma femme qui est adhérente a perdu son code',
      'my wife, who is a member, forgot her code',
    ])
      expect(understand(text).about, text).toBeUndefined();
  });

  test('what people ask about the number, what they typed here, writing instead of speaking, and later (L05, X19)', () => {
    for (const [text, about] of [
      ['mon numéro de sécu je le trouve où', 'nir'],
      ['la clé du numéro de sécu c’est quoi', 'nir'],
      ['est ce que vous gardez mes messages', 'data'],
      ['j’ai tapé mon code dans le chat par erreur', 'typed'],
      ['comment effacer ce que j’ai écrit', 'typed'],
      ['je suis sourd comment je peux faire', 'unheard'],
      ['je suis malentendante', 'unheard'],
      ['on peut reprendre demain ?', 'later'],
      ['I will do it later', 'later'],
      ['I don’t have a computer', 'offline'],
      ['I can’t see the picture', 'unseen'],
      ['I didn’t ask for this letter', 'unasked'],
    ] as const)
      expect(understand(text).about, text).toBe(about);
    for (const text of [
      'j’ai écrit mon code dans la case et ça ne marche pas',
      'mon numéro de sécurité sociale est refusé',
      'je vous rappelle plus tard',
      'numéro de sécurité sociale ou code d’accès incorrect',
      'j’ai tapé mon code ici et il est refusé',
      'je n’ai plus mon code et je ne peux pas appeler',
      'le site dit de revenir plus tard, trop d’essais',
      'vous pouvez répéter, j’entends pas bien',
    ])
      expect(understand(text).about, text).toBeUndefined();
  });

  test('danger and a wish are heard at the end of a long story, too (D13)', () => {
    const story =
      'Alors voilà, hier le facteur est passé, puis ma voisine, et nous avons parlé du jardin. '.repeat(16);
    expect(understand(`${story}Mon mari vient de tomber, il ne respire plus.`).urgency).toBe('danger');
    expect(understand(`${story}Je veux mourir.`).urgency).toBe('despair');
  });

  test('a death in the family is heard in either language, however softly it is told', () => {
    for (const text of [
      'ma femme est morte',
      'my wife is dead',
      'my husband passed on',
      'my husband has passed away',
      'my dad died last week',
    ])
      expect(understand(text).bereaved, text).toBe(true);
  });

  test('a telephone that has died is no death', () => {
    for (const text of [
      'mon téléphone vient de mourir',
      'my phone is dead',
      'the line is dead',
      'dead link',
      'the code passed on to me',
      'my husband passed on your number to me',
      'un salarié nous a quittés, comment le désactiver ?',
    ])
      expect(understand(text).bereaved, text).toBeUndefined();
  });

  test('thanks and nothing else ask for nothing; thanks for something may', () => {
    for (const text of ['merci', 'ok merci', 'merci madame', 'merci beaucoup'])
      expect(understand(text).acknowledges, text).toBe('plainly');
    for (const text of ['merci la lettre', 'merci pour la carte'])
      expect(understand(text).acknowledges, text).toBe('perhaps');
  });
});

test('nothing that a person can type makes it throw, and scores stay between 0 and 1', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme', minLength: 100, maxLength: 900 }),
        fc.string({ unit: 'grapheme' }),
      ),
      (text) => {
        const { doors } = understand(text);
        expect(doors.length).toBeLessThanOrEqual(3);
        for (const { score } of doors) expect(score >= 0 && score <= 1).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});
