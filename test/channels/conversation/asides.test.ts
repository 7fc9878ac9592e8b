/** What is said beside any wish and that no list of signs foretells, in sentences that are not learnt. */
import { describe, expect, test } from 'vitest';
import { makeUnderstanding } from '../../../channels/conversation/understanding/make-understanding.ts';
import { urgencyOf } from '../../../channels/conversation/understanding/meaning/urgency.ts';
import { wordsOf } from '../../../channels/conversation/understanding/words/words.ts';

const { understand } = makeUnderstanding();

describe('a life in danger that nobody names (D13)', () => {
  test.each([
    'depuis ce matin sa main gauche ne lui obéit plus et elle bafouille',
    'mon voisin est au sol, il ne répond pas quand je le secoue',
    'mon frère a mangé des cacahuètes, ses lèvres ont doublé et il siffle en respirant',
    'l’eau bouillante lui est tombée sur tout le dos',
    'my dad can’t move his arm and his speech makes no sense',
  ])('« %s »', (text) => {
    expect(urgencyOf(wordsOf(text)), 'a sign').toBeUndefined();
    expect(understand(text).urgency).toBe('danger');
  });

  test.each([
    'bientôt je ne serai plus un poids pour mes enfants, j’ai tout préparé pour partir',
    'je n’ai plus aucune raison de rester en vie depuis que ma femme est partie là-haut',
    'I see no reason to go on living since my wife left us',
  ])('« %s » is despair', (text) => {
    expect(understand(text).urgency).toBe('despair');
  });

  test.each([
    'ce formulaire me rend chèvre, où est le bouton',
    'mon opération de la cataracte est prévue le 12, il me faut une prise en charge',
    'mon mari a été opéré l’an dernier et attend toujours son remboursement',
    'il fait un froid de canard ce matin',
    'je suis épuisée de recopier ces lettres',
    'this website is driving me crazy',
    'je préfère tout annuler pour aujourd’hui',
    'mon téléphone est tombé en panne',
    'brûlure au bras, soins infirmiers',
    'j’ai tout rangé pour mon départ en cure',
  ])('not « %s »', (text) => {
    expect(['danger', 'despair']).not.toContain(understand(text).urgency);
  });
});

describe('what asks for a word of ours', () => {
  test.each([
    ['une dame au téléphone voulait mes six chiffres pour vérifier mon dossier', 'fraud'],
    ['un mail avec votre logo me demande ma carte bleue pour être remboursé', 'fraud'],
    ['quelqu’un écrit ces réponses, ou bien un programme', 'robot'],
    ['mon ex se sert de mon espace et a changé l’adresse', 'intruder'],
    ['on m’envoie un code alors que je n’ai rien demandé du tout', 'unasked'],
  ])('« %s »: %s', (text, about) => {
    expect(understand(text).about).toBe(about);
  });

  test('what they came for is done', () => {
    for (const text of [
      'laissez, j’ai fini par remettre la main dessus',
      'never mind, I found it in a drawer',
    ])
      expect(understand(text).solved, text).toBe(true);
    for (const text of [
      'la lettre oui je l’ai, le code dessus est illisible',
      'ça ne marche toujours pas',
      'je n’ai rien retrouvé dans mes tiroirs',
      'vous l’avez retrouvée ?',
    ])
      expect(understand(text).solved, text).toBeUndefined();
  });

  test.each([
    ['j’ai reçu votre mail avec le code', 'mail-code'],
    ['j’ai demandé mon code par courrier et je n’ai rien reçu', 'letter-status'],
  ])('a plain wish is none of them: « %s »', (text, door) => {
    expect(understand(text).about).toBeUndefined();
    expect(understand(text).doors[0]?.door).toBe(door);
  });

  test('a complaint of the conversation leads to no door', () => {
    expect(understand('vous tournez en rond avec vos réponses toutes faites')).toMatchObject({
      verdict: 'none',
      angry: true,
    });
  });
});
