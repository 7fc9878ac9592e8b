/** What is said beside any wish and that no list of signs foretells: learnt, and written here by nobody who learnt it. */
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
  ])('not « %s »', (text) => {
    expect(['danger', 'despair']).not.toContain(understand(text).urgency);
  });
});

describe('what asks for a word of ours', () => {
  test.each([
    ['une dame au téléphone voulait mes six chiffres pour vérifier mon dossier', 'fraud'],
    ['un mail avec votre logo me demande ma carte bleue pour être remboursé', 'fraud'],
    ['je parle avec une machine ou avec une vraie dame', 'robot'],
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
    for (const text of ['j’ai retrouvé la lettre mais pas le code', 'ça ne marche toujours pas'])
      expect(understand(text).solved, text).toBeUndefined();
  });

  test('a complaint of the conversation leads to no door', () => {
    expect(understand('ça fait trois fois que vous me sortez la même chose')).toMatchObject({
      verdict: 'none',
      angry: true,
    });
  });
});
