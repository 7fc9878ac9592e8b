import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Chat, chatWith, ids, pageOf, stands, textOf } from '../../support/chat.ts';
import { type TestProduct, testProduct } from '../../support/product.ts';

/** What the bot says besides its question, and that the question follows (P09). */
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

describe('to whoever wrote a secret, where it belongs (P13)', () => {
  const secret = '184061305501228';

  it('at the menu: the insurer’s own site, as a link with a name', async () => {
    const said = await chat.say(secret);
    const { link } = said.find((line) => line.link)!;
    expect(link).toMatchObject({
      url: expect.stringMatching(/\/cpms\/$/),
      label: expect.stringMatching(/\p{L}/u),
    });
    expect(ids(said)).toContain('code-reset');
  });

  it('at a question that needs none: nowhere, and the question follows', async () => {
    const asked = await chat.press('door:sign-in-help');
    const said = await chat.say(secret);
    expect(textOf(said)).toContain('Aucun code ne s’écrit dans notre conversation. Nous continuons sans.');
    expect(said.at(-1)!.text).toBe(asked.at(-1)!.text);
  });

  it('where a page was given: on that page only', async () => {
    const page = pageOf(await chat.press('door:code-reset'));
    const said = await chat.say(secret);
    expect(textOf(said)).toContain('tapez-le seulement sur la page sûre que je vous donne');
    expect(pageOf(said)).toBe(page);
  });
});

describe('to whoever stays', () => {
  it('the question that they stay at, with its choices', async () => {
    const asked = await chat.press('door:ecps');
    await chat.say('j’ai perdu mon code');
    const said = await chat.say('non');
    expect(said.at(-1)!.text).toBe(asked.at(-1)!.text);
    expect(ids(said)).toEqual(ids(asked));
  });
});

describe('to whoever is not understood a third time', () => {
  it('that the bot is of little help, and a person; then the count begins anew', async () => {
    for (let nth = 1; nth < 3; nth++) await chat.say('brzl');
    expect(textOf(await chat.say('brzl'))).toMatch(/^Je ne vous aide pas beaucoup/);
    await chat.say('menu');
    const again = textOf(await chat.say('brzl'));
    expect(again).toContain('Je n’ai pas compris');
    expect(again).not.toContain('0 826 626 620');
  });
});

describe('to whoever goes on elsewhere', () => {
  it('with nothing under way, the menu again', async () => {
    const menu = ids(chat.lines);
    expect(ids(await chat.say('continuer ailleurs'))).toEqual(menu);
  });

  it('in the middle of the bot’s own question, that question again after the code', async () => {
    await chat.press('door:ecps');
    const asked = await chat.say('j’ai perdu mon code');
    const said = await chat.say('continuer au téléphone');
    expect(textOf(said)).toMatch(/\d{4} \d{4}/);
    expect(said.at(-1)!.text).toBe(asked.at(-1)!.text);
    expect(ids(said)).toEqual(['yes', 'no']);
  });
});

it('to whoever says goodbye once all is told, goodbye; and the next word finds the menu', async () => {
  await chat.press('door:information');
  await chat.press('statements');
  await chat.press('person');
  expect(textOf(await chat.say('merci au revoir'))).toContain('Je m’arrête là');
  expect(stands(await chat.say('bonjour'))).toMatchObject({ flow: 'front-door' });
});
