import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Chat, chatWith, ids, pageOf, stands, textOf } from '../../support/chat.ts';
import { type TestProduct, testProduct } from '../../support/product.ts';

/** Issue 6: a question asked in the middle of something is answered, and comes back to the same question. */
let test: TestProduct;
let chat: Chat;

beforeAll(async () => {
  test = await testProduct();
});
afterAll(() => test.close());
beforeEach(async () => {
  chat = chatWith(() => test.product.bot, { tenant: 'cpms' });
  await chat.open();
});

describe('an answer that leaves nothing to choose', () => {
  it.each([
    ['c’est quoi la télétransmission', /télétransmission/i],
    ['quand serai-je remboursé ?', /rembours/i],
  ])('« %s » comes back by itself, to the same turn and the same page', async (question, answer) => {
    const asked = await chat.say('jai perdu mon code');
    const said = await chat.say(question);
    expect(said[0]!.text).toMatch(answer);
    expect(textOf(said)).toContain('Revenons à ce que nous faisions');
    expect(stands(said)).toMatchObject({
      flow: 'code-reset',
      state: 'awaiting-nir',
      turn: stands(asked)!.turn,
    });
    expect(pageOf(said)).toBe(pageOf(asked));
    expect(ids(said)).toEqual(ids(asked));
  });

  it('and who says « on reprend » nevertheless is asked it once more', async () => {
    const asked = await chat.say('jai perdu mon code');
    await chat.say('c’est quoi la télétransmission');
    const said = await chat.say('on reprend');
    expect(textOf(said)).not.toContain('on ne peut pas revenir');
    expect(pageOf(said)).toBe(pageOf(asked));
  });

  it('also at a question with choices, which is asked whole again', async () => {
    const asked = await chat.press('door:sign-in-help');
    const said = await chat.say('c’est quoi la télétransmission');
    expect(said.at(-1)!.text).toBe(asked.at(-1)!.text);
    expect(ids(said)).toEqual(ids(asked));
    expect(stands(said)).toMatchObject({ flow: 'sign-in-help', turn: 1 });
  });
});

describe('an answer with parts to ask about', () => {
  it.each(['retour', 'reviens à la question', 'on reprend', 'back to the question'])(
    'waits where none was named, tells the way back once, and « %s » is it',
    async (words) => {
      await chat.press('door:sign-in-help');
      const aside = await chat.say('comment lire ma carte de tiers payant ?');
      expect(stands(aside)).toMatchObject({ flow: 'information', topic: 'card-legend' });
      expect(textOf(aside)).toContain('écrivez « retour »');
      expect(textOf(await chat.say('et la lettre E ?'))).not.toContain('écrivez « retour »');
      expect(stands(await chat.say(words))).toMatchObject({
        flow: 'sign-in-help',
        state: 'asking-typed-right',
      });
    },
  );

  it.each([
    ['c’est quoi le numéro AMC ?', 'Zone A : Numéro AMC'],
    ['comment lire ma carte de tiers payant ?', 'Zone F'],
  ])(
    '« %s » where a page was given comes back to it: its link asks what it was given for (X20)',
    async (question, told) => {
      const asked = await chat.say('jai perdu mon code');
      const said = await chat.say(question);
      expect(textOf(said)).toContain(told);
      expect(textOf(await chat.say('et la lettre E ?'))).toContain('Zone E');
      expect(pageOf(chat.lines)).toBe(pageOf(asked));
      expect(stands(chat.lines)).toMatchObject({ state: 'awaiting-nir', turn: stands(asked)!.turn });
      expect(ids(chat.lines)).toEqual(ids(asked));
    },
  );

  it('one part that is named is told at once, also at a question with choices (D08, D11)', async () => {
    const asked = await chat.press('door:sign-in-help');
    const said = await chat.say('c’est quoi le numéro AMC ?');
    expect(textOf(said)).toContain('Zone A : Numéro AMC');
    expect(said.at(-1)!.text).toBe(asked.at(-1)!.text);
  });
});

describe('words that say too little', () => {
  it('« mon code » in the reset chooses no button: the page still waits', async () => {
    const asked = await chat.say('jai perdu mon code');
    const said = await chat.say('« mon code »');
    expect(stands(said)).toMatchObject({ state: 'awaiting-nir', turn: stands(asked)!.turn });
    expect(textOf(said)).toMatch(/voici une page sûre|Ouvrez-la par ce bouton/);
  });

  it('« supprimer mes données » leads to a person, with no doubt about codes', async () => {
    expect(stands(await chat.say('supprimer mes données'))).toMatchObject({ flow: 'person' });
  });

  it('contacts have no French spacing in English', async () => {
    const english = chatWith(() => test.product.bot, { tenant: 'cpms', locale: 'en' });
    await english.say('I lost my code');
    const said = textOf(await english.say('person'));
    expect(said).toContain('CPMS, by post: ');
    expect(said).not.toMatch(/ :/);
  });
});

describe('two wishes', () => {
  it('of one family: the first is followed, the second noted, and offered after it', async () => {
    const said = await chat.say('je n’arrive plus à me connecter et je n’ai pas reçu ma lettre');
    expect(textOf(said)).toContain('C’est noté aussi');
    expect(stands(said)).toMatchObject({ flow: 'sign-in-help' });
    await chat.say('stop');
    expect(stands(await chat.say('oui'))).toMatchObject({ flow: 'letter-status' });
  });
});

describe('a doubt', () => {
  it('hides no button of the question under it: its label is pressed (P09)', async () => {
    await chat.press('information.reimbursement');
    expect(ids(await chat.say('mon adresse'))).toContain('none-of-these');
    const said = await chat.say('Une autre information');
    expect(stands(said)).toMatchObject({ flow: 'information', state: 'choosing-topic' });
  });

  it('is answered by « non », not the question under it', async () => {
    await chat.press('door:sign-in-help');
    const asked = stands(chat.lines)!;
    expect(ids(await chat.say('mon adresse'))).toContain('none-of-these');
    expect(stands(await chat.say('non'))).toMatchObject({ state: asked.state, turn: asked.turn });
  });

  it('that is answered « oui » again and again ends at a person (P09)', async () => {
    await chat.press('information.reimbursement');
    await chat.say('mon adresse');
    for (const again of ['oui', 'ok']) expect(textOf(await chat.say(again))).toContain('laquelle des deux');
    expect(stands(await chat.say('d’accord'))).toMatchObject({ flow: 'person' });
  });
});

describe('a doubt that the conversation has left behind', () => {
  it.each(['bonjour', 'merci'])(
    'after « %s » the question stands with its own choices (P09)',
    async (words) => {
      const asked = await chat.say('jai perdu mon code');
      expect(ids(await chat.say('mon adresse'))).toContain('none-of-these');
      const said = await chat.say(words);
      expect(stands(said)).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
      expect(ids(said)).toEqual(ids(asked));
    },
  );

  it('in the menu, what is not understood after it has the menu’s choices', async () => {
    expect(ids(await chat.say('mon adresse'))).toContain('none-of-these');
    expect(ids(await chat.say('a b'))).toContain('sign-in');
    expect(textOf(await chat.say('zzz qqq'))).toMatch(/1\. Me connecter\n2\. /);
  });
});
