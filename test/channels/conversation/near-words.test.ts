/** What is only near to a word, or to two of them, is taken for none: nothing is done that nobody said. */
import { describe, expect, test } from 'vitest';
import { makeUnderstanding } from '../../../channels/conversation/understanding/make-understanding.ts';
import { commonMessages } from '../../../machines/messages/common.ts';

const understanding = makeUnderstanding();

describe('no command', () => {
  test.each([
    // Two letters from « arrêter », « humain », « agent », « correct », « recommencer », « aidé ».
    ...['arriver', 'demain', 'avant', 'courrier', 'commencer', 'agence', 'envoyé', 'devis'],
  ])('« %s », which is two letters from one', (word) => {
    expect(understanding.command(word)).toBeUndefined();
  });

  test.each(['terminée', 'retour au débu', 'c’est fat', 'n french'])(
    '« %s », which is as near to two',
    (words) => {
      expect(understanding.command(words)).toBeUndefined();
    },
  );
});

test.each([
  ['👍🏽', 'yes'],
  ['👎🏿', 'no'],
  ['👍 merci', 'yes'],
] as const)('%s is %s, in any colour and beside a word', (sign, meant) => {
  expect(understanding.command(sign)).toBe(meant);
});

describe('« oui » and « non » are the choices whose labels begin with them, whatever their ids', () => {
  const choices = [
    { id: 'glad', label: 'Oui, avec plaisir' },
    { id: 'sad', label: 'Non, plus tard' },
    { id: 'willing', label: 'Peut-être' },
  ];
  test.each([
    ['oui', 'glad'],
    ['d’accord', 'glad'],
    ['nan', 'sad'],
  ])('« %s »', (words, id) => expect(understanding.choose(words, choices)).toBe(id));

  test('and in English', () => {
    const english = [
      { id: 'glad', label: 'Yes, gladly' },
      { id: 'sad', label: 'No, later' },
    ];
    expect(understanding.choose('okay', english)).toBe('glad');
    expect(understanding.choose('nope', english)).toBe('sad');
  });
});

test('a sentence that names two troubles chooses neither', () => {
  const choices = [
    { id: 'phone-lost', label: 'J’ai perdu mon téléphone' },
    { id: 'sms-not-received', label: 'Le SMS n’arrive pas' },
  ];
  expect(understanding.choose('j’ai changé de téléphone', choices)).toBe('phone-lost');
  expect(understanding.choose('je n’ai pas reçu de SMS', choices)).toBe('sms-not-received');
  expect(understanding.choose('j’ai changé de téléphone et pas reçu de SMS', choices)).toBeUndefined();
});

describe('what cannot be taken back', () => {
  const choices = (['not-received', 'resend', 'stop'] as const).map((id) => ({
    id,
    label: commonMessages[`choice.${id}`]!.fr,
  }));

  test.each(['lettre e-mail', 'la lettre de l’e-mail', 'une lettre et un e-mail', 'une lettre'])(
    'is not chosen at once by some words of its name: « %s »',
    (words) => {
      expect(understanding.choose(words, choices)).toBeUndefined();
    },
  );

  test('is by its whole name', () => {
    for (const { id, label } of choices) expect(understanding.choose(label, choices)).toBe(id);
  });
});
