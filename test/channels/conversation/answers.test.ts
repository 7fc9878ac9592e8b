// The answers to the questions of help, chat and telephone, in other words than the buttons’.
import { describe, expect, test } from 'vitest';
import { makeUnderstanding } from '../../../channels/conversation/understanding/make-understanding.ts';

const understanding = makeUnderstanding();

interface Question {
  readonly question: string;
  /** With their labels. */
  readonly choices: Readonly<Record<string, string>>;
  readonly given: Readonly<Record<string, readonly string[]>>;
  /** What gives none of the choices, or not this one. */
  readonly notGiven: Readonly<Record<string, readonly string[]>>;
}

const yesOrNo = { yes: 'Oui', no: 'Non' };

const questions: readonly Question[] = [
  {
    question: 'reminded',
    choices: yesOrNo,
    given: {
      yes: [
        'oui je l’ai bien reçu ce matin merci',
        'elle est arrivée hier',
        'je l’ai reçue il y a trois jours',
        'je viens de la recevoir',
        'je l’ai reçue samedi',
        'I received it yesterday',
      ],
    },
    notGiven: {
      yes: [
        'je l’ai reçue mais je l’ai perdue',
        'elle est arrivée chez la voisine',
        'j’ai reçu un mail',
        'elle est arrivée vide',
        'j’ai reçu une lettre de la sécu',
        'je l’ai pas',
      ],
    },
  },
  {
    question: 'asking-card',
    choices: { 'card-yes': 'Oui', 'card-no': 'Non' },
    given: {
      'card-yes': [
        'oui cps',
        'j’ai encore ma carte',
        'j’ai bien une carte cps',
        'j’ai une carte et un lecteur',
        'I have one',
      ],
    },
    notGiven: { 'card-yes': ['j’ai une carte bleue', 'j’ai un code', 'ma carte a expiré'] },
  },
  {
    question: 'asking-six-digits',
    choices: yesOrNo,
    given: {
      yes: ['il fait 6 chiffres', 'oui c’est bien un code à six chiffres'],
      no: ['il fait 4 chiffres seulement', 'non il n’en a que cinq', 'il y a une lettre dedans'],
    },
    notGiven: { yes: ['ça fait 6 fois', 'plus de 6 chiffres'], no: ['j’ai essayé 4 fois'] },
  },
  {
    question: 'asking-typed-right',
    choices: yesOrNo,
    given: { yes: ['oui j’ai mis 13 chiffres', 'j’ai bien mis les treize'] },
    notGiven: { yes: ['je me suis trompé dans les 13 chiffres', 'il faut mettre 13 chiffres ?'] },
  },
  {
    question: 'not-received',
    choices: yesOrNo,
    given: {
      yes: ['envoyez-la moi', 'oui envoyez', 'd’accord envoyez moi la lettre', 'par courrier oui', 'allez-y'],
      no: ['je vais attendre le mail', 'non attendez', 'not now'],
    },
    notGiven: {
      yes: [
        'j’ai eu la lettre',
        'j’ai déjà une autre lettre',
        'envoyez plutôt un mail',
        'attendez avant d’envoyer',
        'vous l’envoyez à mon fils',
        'on m’a envoyé la lettre',
        'envoyez-la à ma nouvelle adresse',
        'à quelle adresse vous l’envoyez ?',
        'je refuse la lettre',
        'il était dans les courriers indésirables',
        'cancel the letter',
      ],
    },
  },
  {
    question: 'resend',
    choices: yesOrNo,
    given: {
      yes: ['oui renvoyez-la', 'envoyez une autre lettre', 'je veux bien'],
      no: ['je préfère attendre encore'],
    },
    notGiven: { yes: ['j’ai eu une autre lettre', 'je vous la renvoie', 'ne renvoyez rien'] },
  },
  {
    question: 'without-follow-up',
    choices: { back: 'Retour' },
    given: {
      back: ['ça y est je l’ai retrouvé', 'ah si je l’ai', 'j’ai mon numéro de suivi', 'voici le numéro'],
    },
    notGiven: { back: ['je l’ai perdu', 'je l’ai pas noté'] },
  },
  {
    question: 'requested',
    choices: { 'mail-code': 'J’ai reçu le mail' },
    given: { 'mail-code': ['ça y est j’ai le mail', 'je viens de recevoir le mail'] },
    notGiven: { 'mail-code': ['j’ai supprimé le mail'] },
  },
  {
    question: 'teletransmission',
    choices: { 'care-request': 'Faire une demande' },
    given: { 'care-request': ['oui', 'faites la demande'] },
    notGiven: { 'care-request': ['j’ai déjà fait la demande'] },
  },
  {
    question: 'urgent',
    choices: { 'put-through': 'Être mis en relation' },
    given: { 'put-through': ['passez-moi quelqu’un', 'appelez-les', 'try again'] },
    notGiven: {
      'put-through': ['je les ai appelés', 'je vais les appeler', 'je réessaierai', 'appelez ma femme'],
    },
  },
];

describe.each(questions)('to « $question »', ({ question, choices, given, notGiven }) => {
  const offered = Object.entries(choices).map(([id, label]) => ({ id, label, question }));
  const chosen = (text: string) => understanding.choose(text, offered);
  const pairs = (said: Question['given']) =>
    Object.entries(said).flatMap(([id, all]) => all.map((text) => [text, id] as const));

  test.each(pairs(given))('« %s » is « %s »', (text, id) => expect(chosen(text)).toBe(id));
  test.each(pairs(notGiven))('« %s » is not « %s »', (text, id) => expect(chosen(text)).not.toBe(id));
});

test('what a list behind a choice is not meant by, the choice is not either', () => {
  const tried = [
    { id: 'worked', label: 'Oui, ça a marché', question: 'doing' },
    { id: 'failed', label: 'Autre chose s’est produit', question: 'doing' },
  ];
  expect(understanding.choose('le lecteur ne lit pas ma carte', tried)).toBe('failed');
  expect(understanding.choose('j’ai pas besoin de lecteur', tried)).toBeUndefined();
});

describe('to a question that nothing is lost by', () => {
  const plain = Object.entries(yesOrNo).map(([id, label]) => ({ id, label, question: 'switch' }));

  test.each(
    'oui c’est ça|ok allons-y|yes I do|ben oui|oui bien sûr|oui tout à fait|oui merci beaucoup|oui normalement|oui faites|oui effectivement|yes exactly|oui plutôt|oui continuez|ok très bien'.split(
      '|',
    ),
  )('« %s » is a yes', (text) => expect(understanding.choose(text, plain)).toBe('yes'));

  test.each('non merci|non pas du tout|non c’est bon|oui enfin non|oui mais non|ah non'.split('|'))(
    '« %s » is a no',
    (text) => expect(understanding.choose(text, plain)).toBe('no'),
  );

  test.each(['oui mais attendez', 'oui avant dites-moi', 'c’est bon, non ?', 'oui et non'])(
    '« %s » is neither',
    (text) => expect(understanding.choose(text, plain)).toBeUndefined(),
  );
});
