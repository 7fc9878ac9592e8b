import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Chat, chatWith, ids, pageOf, stands, textOf } from '../../support/chat.ts';
import { MINUTE, type TestProduct, testProduct } from '../../support/product.ts';

/** One bot of several insurers: whose the person is they say themselves, and may say again. */
let test: TestProduct;
let chat: Chat;

beforeAll(async () => {
  test = await testProduct();
});
afterAll(() => test.close());
beforeEach(async () => {
  chat = chatWith(() => test.product.bot, { channel: 'botframework' });
  await chat.open();
});

const everyInsurer = ['insurer:abela', 'insurer:acs', 'insurer:cpms', 'insurer:ecps'];
const tenant = async () => (await test.product.conversations.load(chat.id))?.tenant;

it('is asked for once, however many openings are told (Teams tells two)', async () => {
  expect(ids(chat.lines)).toEqual(everyInsurer);
  expect(await chat.open()).toEqual([]);
  expect(await chat.open()).toEqual([]);
});

it.each([
  ['CMPS', 'cpms'],
  ['abeal', 'abela'],
])('« %s » is %s: its letters, in another order', async (words, meant) => {
  await chat.say(words);
  expect(await tenant()).toBe(meant);
});

describe('an insurer once chosen', () => {
  it('is named, with the way to another', async () => {
    expect(textOf(await chat.say('le 2'))).toMatch(/^ACS, c’est noté\..*« changer d’assureur »/);
    expect(await tenant()).toBe('acs');
  });

  it.each([
    'changer d’assureur',
    'je me suis trompé d’assureur',
    'c’est pas ma mutuelle',
    'recommencer au début',
    'wrong insurer',
    'I chose the wrong insurer',
    'start over',
  ])('« %s » asks again whose they are', async (words) => {
    await chat.press('insurer:acs');
    const said = await chat.say(words);
    expect(textOf(said)).toBe('Quel est votre assureur ?');
    expect(ids(said)).toEqual(everyInsurer);
    expect(textOf(await chat.say('cpms'))).toContain('CPMS, c’est noté');
    expect(await tenant()).toBe('cpms');
  });

  it.each(['stop', 'au revoir', 'Arrêter'])(
    '« %s » lets it go: whoever writes next is asked',
    async (words) => {
      await chat.press('insurer:acs');
      expect(textOf(await chat.say(words))).toContain('Je m’arrête là');
      expect(textOf(await chat.say('bonjour'))).toBe('Quel est votre assureur ?');
    },
  );

  it('is let go of with what it promised: that is told, and nothing more is said of it (X12)', async () => {
    await chat.press('insurer:cpms');
    const page = pageOf(await chat.press('door:code-reset'));
    const { engine, links } = test.product;
    const origin = { channel: 'web', source: '192.0.2.2' };
    const { token } = await links.exchange(page.slice('/l/'.length), engine.mint(), origin, 'fr');
    const { view } = await engine.resume(token);
    await engine.answer({ token, turn: view.turn, answer: { values: { nir: '184061305501228' } }, origin });
    expect(textOf(await chat.say('alors ?'))).toContain('Je vous en reparlerai');
    expect(textOf(await chat.say('au revoir'))).toBe('Je m’arrête là. Écrivez-moi quand vous voulez.');
    expect(textOf(await chat.say('stop'))).toContain('je ne vous en reparlerai pas');
    await test.pass(30 * MINUTE);
    expect(await chat.unasked()).toEqual([]);
  });

  it.each(['abela', 'non, ABELA', 'je suis chez abela'])('« %s » goes to that one at once', async (words) => {
    await chat.press('insurer:acs');
    expect(textOf(await chat.say(words))).toContain('ABELA, c’est noté');
    expect(await tenant()).toBe('abela');
  });

  it('with what is wished there', async () => {
    await chat.press('insurer:acs');
    expect(stands(await chat.say('jai perdu mon code cpms'))).toMatchObject({ flow: 'code-reset' });
    expect(await tenant()).toBe('cpms');
  });

  it.each([
    'ma mutuelle c’est abela, j’ai perdu mon code',
    'Bonjour, je suis chez ABELA et j’ai perdu mon code',
    'moi c’est Abela mon assureur et j’ai oublié mon code',
    'my insurer is ABELA and I have lost my code',
    'ma complémentaire c’est abela et j’ai perdu mon code',
    'Ma mutuelle, c’est : Abela. J’ai perdu mon code',
  ])('« %s »: theirs, with what is wished there', async (words) => {
    await chat.press('insurer:acs');
    expect(stands(await chat.say(words))).toMatchObject({ flow: 'code-reset' });
    expect(await tenant()).toBe('abela');
  });

  it.each([
    'mon mari est chez abela mais moi j’ai perdu mon code',
    'je ne suis plus chez abela depuis mars, j’ai perdu mon code',
    'je suis partie de chez abela en mars et j’ai perdu mon code',
    'ma fille qui est chez abela me dit que j’ai perdu mon code',
  ])('« %s »: another is spoken of, and theirs stays', async (words) => {
    await chat.press('insurer:acs');
    await chat.say(words);
    expect(await tenant()).toBe('acs');
  });

  it('is told where theirs is, on the page of one', async () => {
    const own = chatWith(() => test.product.bot, { tenant: 'cpms' });
    const opened = await own.open();
    const said = await own.say('ma mutuelle c’est acs, j’ai perdu mon code');
    expect(textOf(said)).toMatch(/Vous êtes ici chez CPMS\. ACS a sa propre page/);
    expect(ids(said)).not.toContain('new-link');
    expect(ids(said)).toEqual(ids(opened));
    expect(textOf(await own.say('je suis chez e-CPS'))).not.toContain('a sa propre page');
  });

  it('named again changes nothing: what is wished with it is begun, what is under way goes on', async () => {
    await chat.press('insurer:acs');
    const wished = await chat.say('acs, j’ai perdu mon code');
    expect(textOf(wished)).not.toContain('Nous restons');
    expect(stands(wished)).toMatchObject({ flow: 'code-reset' });
    const named = await chat.say('acs');
    expect(textOf(named)).toContain('Nous restons chez ACS');
    expect(stands(named)).toMatchObject({ flow: 'code-reset' });
    expect(ids(named)).not.toContain('insurer:abela');
  });

  it('is left only when another is chosen, and « retour » goes on with what was under way (P09)', async () => {
    await chat.press('insurer:acs');
    await chat.press('door:sign-in-help');
    const asked = await chat.say('abela');
    expect(ids(asked)).toEqual(everyInsurer);
    expect(stands(await chat.say('retour'))).toMatchObject({ flow: 'sign-in-help', turn: 1 });
    await chat.say('abela');
    expect(textOf(await chat.say('non'))).toContain('Nous restons chez ACS');
    expect(stands(chat.lines)).toMatchObject({ flow: 'sign-in-help', turn: 1 });
    await chat.say('changer d’assureur');
    expect(textOf(await chat.press('insurer:acs'))).toContain('Nous restons chez ACS');
    expect(stands(chat.lines)).toMatchObject({ flow: 'sign-in-help' });
    await chat.say('changer d’assureur');
    expect(stands(await chat.say('le 1'))).toMatchObject({ flow: 'front-door' });
    expect(await tenant()).toBe('abela');
  });

  it('is not left for one that there is not', async () => {
    await chat.press('insurer:acs');
    await chat.press('door:sign-in-help');
    expect(stands(await chat.press('insurer:nobody'))).toMatchObject({ flow: 'sign-in-help' });
    expect(await tenant()).toBe('acs');
  });

  it('is the address’s where the address tells it: nobody changes it there', async () => {
    const own = chatWith(() => test.product.bot, { tenant: 'acs' });
    await own.open();
    expect(textOf(await own.say('changer d’assureur'))).not.toContain('Quel est votre assureur');
    await own.say('abela');
    await own.press('insurer:abela');
    expect((await test.product.conversations.load(own.id))?.tenant).toBe('acs');
  });
});

describe('before the insurer is known there is a way out', () => {
  it.each(['parler à quelqu’un', 'mutuelle', 'je voudrais parler à un conseiller svp'])(
    '« %s »: one number of each, with its price, and the question stands (P09, P15)',
    async (words) => {
      const said = await chat.say(words);
      expect(textOf(said)).toMatch(
        /^Pour parler à quelqu’un :\nABELA : 0[\d ]+\([\s\S]*ACS : 0[\d ]+\([\s\S]*CPMS : 0 826 626 620 \(/m,
      );
      expect(ids(said)).toEqual(everyInsurer);
    },
  );

  it.each(['aide', 'je ne sais pas', 'help', 'je comprends pas'])(
    '« %s »: where its name is',
    async (words) => {
      const said = await chat.say(words);
      expect(textOf(said)).toMatch(/carte de tiers payant, ou en haut de ses lettres/);
      expect(ids(said)).toEqual(everyInsurer);
    },
  );

  it.each([
    ['vous êtes un robot ?', 'un assistant automatique, pas une personne'],
    ['que faites-vous de mes données ?', 'Nous le gardons quelques semaines'],
    ['j’ai reçu un code que je n’ai pas demandé', 'Si vous n’avez rien demandé'],
  ])('« %s » is answered as elsewhere, and the question stands', async (words, answer) => {
    const said = await chat.say(words);
    expect(textOf(said)).toContain(answer);
    expect(ids(said)).toEqual(everyInsurer);
  });

  it('a person wished for in the same breath is named all the same (P09)', async () => {
    for (const words of [
      'on m’a volé mon code, je veux quelqu’un',
      'are you a robot? I want to talk to a human',
      'j’ai pas demandé ce code je veux parler à un conseiller',
    ])
      expect(textOf(await chat.say(words))).toMatch(/ABELA ?: 0[\d ]+\([\s\S]*CPMS ?: 0 826 626 620 \(/);
  });

  it('« stop » is answered by a goodbye, and nothing is asked', async () => {
    const said = await chat.say('stop');
    expect(textOf(said)).toBe('Je m’arrête là. Écrivez-moi quand vous voulez.');
    expect(ids(said)).toEqual([]);
  });

  it('who is not understood three times is given people to call, as elsewhere (P09)', async () => {
    expect(textOf(await chat.say('patate'))).toContain('Je n’ai pas compris');
    expect(textOf(await chat.say('patate'))).toContain('carte de tiers payant');
    expect(textOf(await chat.say('patate'))).toMatch(
      /Je ne vous aide pas beaucoup[\s\S]*CPMS : 0 826 626 620/,
    );
    expect(textOf(await chat.say('patate'))).not.toContain('CPMS :');
  });

  it('a wish in between was understood: the count begins anew', async () => {
    for (const words of ['patate', 'patate', 'jai perdu mon code', 'patate'])
      expect(textOf(await chat.say(words)), words).not.toContain('CPMS :');
  });
});
