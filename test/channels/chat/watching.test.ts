import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Chat, chatWith, stands, textOf } from '../../support/chat.ts';
import { DAY, SECOND, type TestProduct, testProduct } from '../../support/product.ts';

/** What changes although nobody answers is said in the conversation, by itself. */
let test: TestProduct;
let chat: Chat;
beforeAll(async () => {
  test = await testProduct();
});
afterAll(() => test.close());

/** The guide has asked for the mail and waits for it to be opened. */
async function awaitingTheMail() {
  chat = chatWith(() => test.product.bot, { tenant: 'ecps' });
  await chat.open();
  for (const step of ['card-no', 'worked']) await chat.press(step);
  await chat.say('899700000013');
  await chat.say('oui');
  await test.settle();
  return stands(chat.lines)!;
}

it('a mail that is opened on the telephone moves the guide on, and the bot says so (E35, P10)', async () => {
  const before = await awaitingTheMail();
  const { wallet } = test.product;
  const { activation } = (await wallet!.list()).at(-1)!;
  expect((await wallet!.phone.scan(activation.qr!.payload)).scanned).toBe(true);
  for (let i = 0; i < 4; i++) await test.pass(2 * SECOND);
  expect(textOf(await chat.unasked())).toContain('Il y a du nouveau');
  expect(stands(chat.lines)!.turn).toBeGreaterThan(before.turn);
});

it('what time brings is said when it comes, without a question in between (E65, P10)', async () => {
  const before = await awaitingTheMail();
  expect(await chat.unasked()).toEqual([]);
  await test.pass(2 * DAY);
  expect(textOf(await chat.unasked())).toContain('Il y a du nouveau');
  expect(stands(chat.lines)!.turn).toBeGreaterThan(before.turn);
});
