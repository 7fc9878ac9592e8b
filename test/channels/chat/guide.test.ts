import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Chat, chatWith, ids, stands, textOf } from '../../support/chat.ts';
import { type TestProduct, testProduct } from '../../support/product.ts';

/** The e-CPS guide in words. With the real understanding of sentences. */
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

describe('the e-CPS guide, in a professional’s own words (E60-E65)', () => {
  beforeEach(async () => {
    chat = chatWith(() => test.product.bot, { tenant: 'ecps' });
    await chat.open();
  });
  const installing = () => chat.say('oui j’ai ma carte');

  it('whoever is at its beginning is not asked whether they mean it', async () => {
    expect(ids(await chat.say('le QR code ne s’affiche pas'))).not.toContain('door:ecps');
  });

  it.each([
    'mon lecteur de carte ne marche pas',
    'j’ai perdu ma carte CPS',
    'code PIN bloqué',
    'j’ai pas reçu le mail',
    'le SMS n’arrive pas',
  ])('« %s », before a way is chosen, leads to the one without a card', async (text) => {
    const other = chatWith(() => test.product.bot, { tenant: 'ecps' });
    await other.open();
    const { state } = stands(await other.press('card-no'))!;
    expect(stands(await chat.say(text))).toMatchObject({ state });
  });

  it.each([
    ['l’application est bloquée', 'app-problem'],
    ['mon téléphone n’est pas compatible', 'phone-incompatible'],
    ['l’application plante', 'app-problem'],
    ['rien ne se passe', 'asking'],
  ])('« %s », in the middle of a step, is what happened, without a menu', async (text, state) => {
    await installing();
    const said = await chat.say(text);
    expect(stands(said)).toMatchObject({ flow: 'ecps', state });
    if (state !== 'asking') expect(textOf(said)).not.toContain('Que s’est-il passé');
  });

  it.each([
    'lecteur non détecté',
    'la page dit carte non reconnue',
    'le bouton s’authentifier ne fait rien',
    'je n’ai pas les droits pour installer cryptolib',
  ])('« %s », with the card at the reader, is a trouble of card or reader (E60)', async (text) => {
    await installing();
    await chat.say('c’est fait');
    await chat.say('c’est fait');
    expect(stands(await chat.say(text))).toMatchObject({ flow: 'ecps', state: 'card-problem' });
  });

  it('« e-CPS » is no answer to whether one has a card', async () => {
    expect(stands(await chat.say('e-CPS'))).toMatchObject({ flow: 'ecps', state: 'asking-card' });
  });

  it.each(['ok c’est installé', 'voilà', 'ça y est'])('« %s » is a step done', async (text) => {
    const before = stands(await installing());
    const after = stands(await chat.say(text));
    expect(after!.turn).toBe(before!.turn + 1);
    expect(after!.flow).toBe(before!.flow);
  });

  it('asks about nothing that the guide has not', async () => {
    const said = await chat.say('pas encore');
    expect(ids(said).filter((id) => /letter-status|sign-in-help/.test(id))).toEqual([]);
  });
});

describe('the guide', () => {
  it('leads who wants their insurer’s code to each insurer’s assistant, and not back to itself', async () => {
    chat = chatWith(() => test.product.bot, { tenant: 'ecps' });
    const said = textOf(await chat.say('j’ai perdu mon code'));
    for (const id of ['abela', 'acs', 'cpms']) expect(said).toContain(`/${id}/chat`);
    expect(said).not.toContain('/ecps/chat');
  });

  it('offers no topic that it has nothing to say about, and is asked for none', async () => {
    chat = chatWith(() => test.product.bot, { tenant: 'ecps' });
    await chat.open();
    await chat.press('card-yes');
    const said = await chat.say('que veulent dire les lettres de ma carte de tiers payant');
    expect(textOf(said)).toMatch(/^Je suis l’assistant de l’e-CPS[\s\S]*CPMS \(http/);
    expect(stands(said)).toMatchObject({ flow: 'ecps' });
    expect(textOf(await chat.say('vous êtes un robot ?'))).toContain('l’assistant automatique de l’e-CPS');
    expect(textOf(await chat.say('quel est votre numéro de téléphone ?'))).toMatch(/0 8(?:09|25)/);
  });

  it('hears what went wrong at its step, tells what comes by itself, and begins again what the step does (E34, E15)', async () => {
    chat = chatWith(() => test.product.bot, { tenant: 'ecps' });
    await chat.open();
    for (const choice of ['card-no', 'worked']) await chat.press(choice);
    await chat.say('899700000013');
    const waiting = stands(await chat.say('oui'));
    for (const words of ['j’ai pas recu le mail', 'je l’ai pas reçu', 'rien dans ma boite']) {
      expect(textOf(await chat.say(words)), words).toContain('L’e-mail n’est pas arrivé');
      expect(stands(await chat.say('retour'))?.state).toBe(waiting?.state);
    }
    for (const words of ['c’est fait', 'c’est bon j’ai scanné'])
      expect(textOf(await chat.say(words)), words).toContain('la suite viendra toute seule');
    expect(stands(await chat.say('recommence'))?.state).toBe(waiting?.state);
    expect(textOf(chat.lines)).not.toContain('Nous reprenons au début');
  });

  it('promises no second wish that it cannot serve', async () => {
    chat = chatWith(() => test.product.bot, { tenant: 'ecps' });
    await chat.open();
    const said = await chat.say('je veux activer mon e-CPS et j’ai perdu mon code de mutuelle');
    expect(textOf(said)).not.toContain('noté aussi');
  });
});
