import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../machines/envelope.ts';
import { Overloaded } from '../../../machines/errors.ts';
import { type Chat, chatWith, ids, stands, textOf } from '../../support/chat.ts';
import { HOUR } from '../../support/product.ts';
import { createWorld, type World } from '../../support/world.ts';

/** Between the bot's look at a session and its answer to it, somebody or time may have been quicker (P10, P11). */
let world: World;
let elsewhere: World['product'];
let chat: Chat;

beforeAll(async () => {
  world = await createWorld();
  elsewhere = await world.another();
});
afterAll(() => world.close());
beforeEach(() => {
  chat = chatWith(() => world.product.bot, { tenant: 'cpms' });
});

const origin = { channel: 'test', source: '192.0.2.78' };

/** The next answer is preceded by what `act` does: the bot has looked at the session once by then. */
const beforeTheAnswer = (act: () => unknown) => world.once('load session', act, 2);

/** Another process gives these answers to the same session, one after the other. */
async function given(...answers: readonly Answer[]) {
  const { token, turn } = (await world.product.conversations.load(chat.id))!;
  for (const [index, answer] of answers.entries())
    await elsewhere.engine.answer({ token: token!, turn: turn + index, answer, origin });
}

describe('an answer that comes too late', () => {
  it.each([
    { by: 'one answer', answers: [{ choice: 'yes' }] },
    { by: 'several', answers: [{ choice: 'yes' }, { choice: 'back' }, { choice: 'yes' }] },
  ])('by $by is not given: where the session stands by now is said', async ({ answers }) => {
    await chat.press('door:sign-in-help');
    beforeTheAnswer(() => given(...answers));
    const said = await chat.say('non');
    expect(world.unsprung()).toEqual([]);
    expect(textOf(said)).toMatch(/^La question a changé entre-temps/);
    const plain = chatWith(() => world.product.bot, { tenant: 'cpms' });
    await plain.press('door:sign-in-help');
    const { state } = stands(await plain.say('oui'))!;
    expect(stands(said)).toMatchObject({ state, turn: 1 + answers.length });
    expect(stands(await chat.say('répéter'))).toMatchObject({ state });
  });

  it('to what was ended elsewhere an hour ago is told so, and the menu is open', async () => {
    await chat.press('door:sign-in-help');
    beforeTheAnswer(async () => {
      await given({ choice: 'stop' });
      world.clock.advance(HOUR);
    });
    const said = await chat.say('non');
    expect(world.unsprung()).toEqual([]);
    expect(textOf(said)).toContain('Cette démarche est close');
    expect(ids(said)).toContain('sign-in-help');
    expect(stands(await chat.press('sign-in-help'))).toMatchObject({ flow: 'sign-in-help' });
  });
});

it('where too much is asked at once, what was typed is asked once more, and then taken (P09)', async () => {
  const guide = chatWith(() => world.product.bot, { tenant: 'ecps' });
  for (const step of ['card-no', 'worked']) await guide.press(step);
  const asked = stands(guide.lines);
  await guide.say('899700000013');
  world.once('call walletRequest', () => {
    throw new Overloaded(1);
  });
  const said = await guide.say('oui');
  expect(world.unsprung()).toEqual([]);
  expect(textOf(said)).toContain('Le service est très demandé');
  expect(stands(said)).toEqual(asked);
  await guide.say('899700000013');
  expect(stands(await guide.say('oui'))!.turn).toBeGreaterThan(asked!.turn);
});
