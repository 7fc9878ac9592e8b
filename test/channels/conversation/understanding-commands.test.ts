/** Words that mean the same everywhere, and the ways of picking one of several: buttons and free text are equal. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeUnderstanding } from '../../../channels/conversation/understanding/make-understanding.ts';
import type { Choice, Command } from '../../../channels/conversation/understanding/understanding.ts';

const understanding = makeUnderstanding();
const command = (text: string) => understanding.command(text);

describe('a command', () => {
  const said: readonly (readonly [Command, readonly string[]])[] = [
    [
      'yes',
      [
        'oui',
        'Oui.',
        'ouais',
        'OK !',
        'ok',
        'd’accord',
        'D’ACCORD',
        'daccord',
        'oui merci',
        'euh oui',
        'c’est ça',
        // At a page that was given: stopping would throw away what was just done there.
        'g fini',
        'c’est terminé',
        'bien sûr',
        'yes',
        'yep',
        'sure',
        'alright',
        'absolutely',
        'definitely',
        'certainly',
        'I did',
        'I have',
        'that’s correct',
        'that’s right',
        'c’est correct',
        '👍',
      ],
    ],
    [
      'no',
      [
        'non',
        'rien merci',
        'Non merci',
        'nan',
        'pas du tout',
        'non pas encore',
        'je ne crois pas',
        'malheureusement non',
        'no',
        'no thanks',
        'I don’t think so',
        'I’m afraid not',
        'not really',
        'no, not yet',
        'that’s not right',
        'absolutely not',
        'certainly not',
        'certainement pas',
        '👎',
      ],
    ],
    [
      'repeat',
      [
        'répéter',
        'où en suis-je ?',
        'me revoilà',
        'Répétez svp',
        'réptéer',
        'pardon ?',
        'encore une fois',
        'repeat',
        'say that again',
        'come again?',
        'I beg your pardon',
        'I didn’t catch that',
        'what did you say',
        'qu’est-ce que vous avez dit ?',
      ],
    ],
    [
      'help',
      ['aide', 'je n’ai pas compris', 'pourquoi ?', 'c’est quoi', 'où je le trouve ?', 'why do you ask'],
    ],
    [
      'back',
      ['retour', 'revenir en arrière', 'précédent', 'reviens', 'la question d’avant', 'back', 'go back'],
    ],
    [
      'correct',
      [
        'corriger',
        'je me suis trompé',
        'je me suis trompée de choix',
        'j’ai fait une erreur',
        'I made a mistake',
        'oups',
        'oops',
      ],
    ],
    ['other-topics', ['autre chose', 'Autre chose.', 'je voudrais faire autre chose', 'oui, autre chose']],
    ['start-over', ['recommencer', 'tout recommencer', 'start over']],
    ['menu', ['menu', 'retour au menu', 'accueil', 'main menu']],
    ['unknown', ['je sais pas', 'jsp', 'aucune idée', 'I don’t know']],
    [
      'wait',
      [
        'attends',
        'attends deux minutes',
        'j’arrive',
        'plus tard',
        'juste une minute',
        'donnez-moi un instant',
        'hold on',
        'hang on a minute',
        'just a sec',
        'one sec',
        'bear with me',
        'give me a minute',
      ],
    ],
    [
      'stop',
      [
        'stop',
        'j’ai changé d’avis',
        'bonne journée',
        'arrêter',
        'arretez',
        'au revoir',
        'annuler',
        'laisse tomber',
        'quit',
        'that’s it',
        'that’ll be all',
        'ta, that’s it',
        'cheerio',
      ],
    ],
    [
      'person',
      [
        'quelqu’un',
        'un humain',
        'un conseiller svp',
        'je veux parler à quelqu’un',
        'parler a un conseiler',
        'human',
        'talk to someone',
      ],
    ],
    [
      'in-english',
      [
        'english please',
        'can we speak English?',
        'anglais svp',
        'do you speak english',
        'Englsh please',
        'I don’t speak French',
        'can we do this in English',
        'could I have this in English',
        'is there an English version?',
        'I’m English',
        'my French isn’t very good',
        'do you speak any English',
        'mon français n’est pas très bon',
        'y a-t-il une version anglaise ?',
      ],
    ],
    [
      'in-french',
      [
        'en français s’il vous plaît',
        'français',
        'en francai svp',
        'French please',
        'on peut parler français ?',
        'can we do this in French',
        'is there a French version?',
        'my English isn’t very good',
        'je suis français',
      ],
    ],
    ['resume', ['reprendre', 'j’ai un code de reprise', 'j’ai un code pour reprendre', 'resume']],
  ];

  test.each(said)(
    '« %s » is heard in its usual words, with typing errors and politeness',
    (wanted, texts) => {
      for (const text of texts) expect(command(text), text).toBe(wanted);
    },
  );

  test('is none when it is a part of a wish', () => {
    for (const text of [
      'j’ai perdu mon code',
      'no code',
      'autre code',
      'je veux arrêter la télétransmission',
      'non j’ai perdu mon code',
      'la deuxième',
      '2',
      '',
      'stop aux décomptes papier',
      'je suis Françoise',
      'I’m finishing',
      'c’est incorrect',
      'it is incorrect',
      'j’y crois pas',
      'I gave',
    ])
      expect(command(text), text).toBeUndefined();
  });

  test('after a yes or a no is the one that counts', () => {
    expect(command('oui, retour')).toBe('back');
    expect(command('non, un conseiller')).toBe('person');
  });

  test('is looked for in any text without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(['string', 'undefined']).toContain(typeof command(text));
      }),
    );
  });
});

describe('a choice', () => {
  const doors = [
    { id: 'sign-in', label: 'Me connecter' },
    { id: 'first-connection', label: 'Première connexion' },
    { id: 'code-reset', label: 'Obtenir mon code' },
    { id: 'change-code', label: 'Modifier mon code' },
    { id: 'letter-status', label: 'Où est ma lettre ?' },
    { id: 'person', label: 'Parler à quelqu’un' },
  ];
  const choose = (text: string, choices: readonly Choice[] = doors) => understanding.choose(text, choices);

  test('is made by its number, its place, its label or a part of it, with typing errors', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['2', 'first-connection'],
      ['la deuxième', 'first-connection'],
      ['le 2 svp', 'first-connection'],
      ['n° 3', 'code-reset'],
      ['le premier', 'sign-in'],
      ['la dernière', 'letter-status'],
      ['le dernier', 'letter-status'],
      ['6', 'person'],
      ['deux', 'first-connection'],
      ['the second one', 'first-connection'],
      ['Modifier mon code', 'change-code'],
      ['modifié', 'change-code'],
      ['obtenir', 'code-reset'],
      ['lettre', 'letter-status'],
      ['ma letre', 'letter-status'],
      ['premiere conexion', 'first-connection'],
      ['quelquun', 'person'],
      ['un conseiller', 'person'],
      ['j’ai perdu mon code', 'code-reset'],
    ];
    for (const [text, wanted] of cases) expect(choose(text), text).toBe(wanted);
  });

  test('« la dernière » is the last answer; no way out is chosen by its place in words', () => {
    const legend = [
      'zone-a',
      'zone-b',
      'other-topics',
      'back',
      'person',
      'start-over',
      'stop',
      'new-link',
    ].map((id) => ({ id, label: id }));
    for (const text of ['la dernière', 'le dernier', 'the last one', 'la deuxième'])
      expect(choose(text, legend), text).toBe('zone-b');
    for (const text of ['la quatrième', 'la cinquième', 'la sixième', 'the seventh', 'la huitième'])
      expect(choose(text, legend), text).toBeUndefined();
    expect(choose('le 7', legend)).toBe('stop');
    expect(choose('la dernière', legend.slice(2))).toBeUndefined();
  });

  test('is none when two are meant equally, or none of them', () => {
    for (const text of ['code', 'pizza', '7', '0', 'connexion', '', 'quel temps fait-il'])
      expect(choose(text), text).toBeUndefined();
  });

  test('of yes and no is made by yes and no, and by what stands for them', () => {
    const card = [
      { id: 'card-yes', label: 'Oui, j’ai ma carte' },
      { id: 'card-no', label: 'Non, je n’ai pas de carte' },
    ];
    for (const text of ['oui', 'ouais', 'yes', 'j’ai la carte', '1'])
      expect(choose(text, card), text).toBe('card-yes');
    for (const text of ['non', 'pas de carte', 'j’ai pas la carte', '2'])
      expect(choose(text, card), text).toBe('card-no');
    const worked = [
      { id: 'worked', label: 'Oui, ça a marché' },
      { id: 'failed', label: 'Autre chose s’est produit' },
    ];
    expect(choose('non', worked)).toBe('failed');
    expect(choose('ça marche pas', worked)).toBe('failed');
    expect(choose('ça marche', worked)).toBe('worked');
  });

  test('« oui » where another letter is offered is that letter, once it has been weighed; elsewhere it is nothing of the kind', () => {
    const offered = (question: string) => [
      { id: 'resend', label: 'Renvoyer', question },
      { id: 'address-wrong', label: 'Mon adresse est fausse', question },
    ];
    for (const yes of ['oui', 'ok', 'oui svp']) {
      expect(understanding.weighed(yes, offered('late')), yes).toBe('resend');
      expect(choose(yes, offered('late')), yes).toBeUndefined();
      expect(understanding.weighed(yes, offered('awaiting-sms-code')), yes).toBeUndefined();
    }
  });

  test('is always one of those offered, and a label that only it has chooses it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const id = choose(text);
        expect(id === undefined || doors.some((one) => one.id === id)).toBe(true);
      }),
    );
    for (const { id, label } of doors) expect(choose(label), label).toBe(id);
  });
});

test('who asks for a moment is waited for, and who goes on with a wish is heard', () => {
  const { command } = makeUnderstanding();
  for (const text of [
    'attendez, je demande à mon mari',
    'attends je cherche ma carte vitale',
    'hold on, let me get my glasses',
    'un instant je regarde',
  ])
    expect(command(text), text).toBe('wait');
  for (const text of [
    'attendez je ne retrouve pas mon code',
    'attendez je demande un nouveau code',
    'attendez, je cherche à joindre un conseiller',
    'wait I get an error',
    'wait i never get the letter',
  ])
    expect(command(text), text).toBeUndefined();
});
