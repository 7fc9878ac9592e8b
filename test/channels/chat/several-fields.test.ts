import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { assign, setup } from 'xstate';
import { createBot } from '../../../channels/chat/bot/create-bot.ts';
import { createEngine } from '../../../machines/engine/engine.ts';
import { createRegistry } from '../../../machines/engine/registry.ts';
import type { Flow, ShownContext, StateMeta } from '../../../machines/flow.ts';
import { flows } from '../../../machines/flows/index.ts';
import { type PersonEvent, text, valuesOf } from '../../../machines/flows/shared/chart.ts';
import { chattedMessages } from '../../../machines/messages/chatted.ts';
import { commonMessages } from '../../../machines/messages/common.ts';
import { type Chat, chatWith, ids, stands, textOf } from '../../support/chat.ts';
import { createWorld, type World } from '../../support/world.ts';

/**
 * A view that asks several things is asked one by one, and given as one answer. No flow of today asks any of them in
 * chat before somebody has signed in on a page; the next flow may, and needs no code of the bot's for it.
 */
const asked = setup({
  types: {} as { meta: StateMeta; context: ShownContext & { given?: object }; events: PersonEvent },
  guards: { nowhere: ({ event }) => text(valuesOf(event), 'provider') === 'nulle part' },
  actions: {
    refuse: assign({ error: { id: 'field-missing', field: 'provider' } }),
    keep: assign({ given: ({ event }) => valuesOf(event), error: undefined }),
  },
}).createMachine({
  id: 'visit',
  context: {},
  initial: 'asking',
  states: {
    asking: {
      meta: {
        view: { messages: ['visit.ask'], fields: ['provider', 'company', 'acceptTeletransmission'] },
      },
      on: {
        ANSWERED: [
          { guard: 'nowhere', actions: 'refuse' },
          { target: 'noted', actions: 'keep' },
        ],
      },
    },
    noted: { type: 'final', meta: { view: { messages: ['visit.noted'], outcome: 'informed' } } },
  },
});
const visit: Flow = {
  id: 'visit',
  version: 1,
  role: 'public',
  machine: asked,
  messages: {
    'choice.visit': { fr: 'Une visite', en: 'A visit' },
    'visit.ask': { fr: 'Préparons la visite.', en: 'Let us prepare the visit.' },
    'visit.noted': { fr: 'La visite est notée.', en: 'The visit is noted.' },
  },
};

let world: World;
let chat: Chat;
let given: unknown;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  given = undefined;
  const { product } = world;
  const registry = createRegistry({
    flows: [...flows, visit],
    messages: [commonMessages, chattedMessages],
    observe: (_flow, _before, _event, to) => {
      given = to.context.given ?? given;
    },
  });
  const engine = createEngine({
    ...product.ports,
    registry,
    services: product.app.services,
    effects: {},
    stillConnected: async () => true,
  });
  const bot = createBot({
    ...product,
    engine,
    registry,
    logger: product.ports.logger,
    publicUrl: product.config.publicUrl,
  });
  chat = chatWith(() => bot, { tenant: 'cpms' });
  await chat.open();
});

describe('a view with several fields', () => {
  it('is asked one by one, what may be left out can be, and yes and no are pressed or said (X18)', async () => {
    const first = await chat.press('door:visit');
    expect(textOf(first)).toMatch(/Préparons la visite[\s\S]*\(1 sur 3\)/);
    const second = await chat.say('Hôpital Saint-Joseph, Lyon');
    expect(textOf(second)).toContain('(2 sur 3)');
    expect(textOf(second)).not.toContain('Préparons');
    expect(ids(second)).toContain('skip');
    const third = await chat.press('skip');
    expect(textOf(third)).toContain('Répondez par oui ou par non.');
    expect(ids(third)).toEqual(expect.arrayContaining(['yes', 'no']));
    const last = await chat.say('oui');
    expect(textOf(last)).toContain('La visite est notée.');
    expect(given).toEqual({
      provider: 'Hôpital Saint-Joseph, Lyon',
      company: '',
      acceptTeletransmission: true,
    });
  });

  it('gives a no as well, and « passer » in words', async () => {
    await chat.press('door:visit');
    await chat.say('Clinique du Parc');
    await chat.say('passer');
    await chat.press('no');
    expect(given).toEqual({ provider: 'Clinique du Parc', company: '', acceptTeletransmission: false });
  });

  it('takes no question and no sentence that wishes for something else as an answer', async () => {
    await chat.press('door:visit');
    for (const wish of ['où est ma lettre?', 'je veux changer mon code']) {
      const said = await chat.say(wish);
      expect(textOf(said), wish).toContain('passer à');
      expect(textOf(await chat.say('non')), wish).toContain('(1 sur 3)');
    }
    expect(textOf(await chat.say('Clinique du Parc'))).toContain('(2 sur 3)');
  });

  it('that is refused is asked again from its first field, with the reason', async () => {
    await chat.press('door:visit');
    await chat.say('nulle part');
    await chat.press('skip');
    const refused = await chat.press('yes');
    expect(stands(refused)).toMatchObject({ flow: 'visit', state: 'asking', error: { field: 'provider' } });
    expect(textOf(refused)).toContain('(1 sur 3)');
    expect(given).toBeUndefined();
  });
});
