import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBot } from '../../channels/chat/bot/create-bot.ts';
import type { Understanding } from '../../channels/conversation/understanding/understanding.ts';
import { allKinds } from '../../server/kinds.ts';
import { type ChatOptions, chatWith, textOf } from '../support/chat.ts';
import { createWorld, type World } from '../support/world.ts';

/** P13, X18: what looks like a secret is not stored, not logged, not matched and not echoed, wherever it is typed. */
let world: World;
const matched: string[] = [];

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** The product's own bot, which tells what it gives to the understanding. */
function watchedBot() {
  const { product } = world;
  const watched = (real: Understanding): Understanding => ({
    understand: (text, locale) => {
      matched.push(text);
      return real.understand(text, locale);
    },
    command: (text, locale) => {
      matched.push(text);
      return real.command(text, locale);
    },
    choose: (text, choices, locale) => {
      matched.push(text);
      return real.choose(text, choices, locale);
    },
  });
  return createBot({
    ...product,
    logger: product.ports.logger,
    publicUrl: product.config.publicUrl,
    understanding: async () => watched(await product.understanding()),
  });
}

const secrets = [
  '184061305501228',
  '1 84 06 13 055 012 28',
  '1.84.06.13.055.012',
  '1850 52A 004 123 56',
  '274931',
  '27 49 31',
  '4970 1000 0000 0014',
  'FR76 3000 6000 0112 3456 7890 189',
  '4821 7735',
] as const;
const sentences = [
  (secret: string) => secret,
  (secret: string) => `mon code est ${secret}`,
  (secret: string) => `Bonjour, voici mon numéro : ${secret} merci de me débloquer`,
];
/** What people may be doing when they type it. */
const moments = {
  'before anything': [],
  'at the menu': [{}],
  'where a page was given': [{ choice: 'door:code-reset' }],
  'at a choice': [{ choice: 'door:sign-in-help' }],
  'while a person is shown': [{ choice: 'door:sign-in-help' }, { choice: 'person' }],
} as const;

describe.each(Object.entries(moments))('typed %s', (_when, steps) => {
  it.each(secrets)('« %s » leaves no trace, and the person is told kindly (P13, X18)', async (secret) => {
    for (const sentence of sentences) {
      const chat = await talk({ tenant: 'cpms' }, steps);
      world.logged.length = 0;
      matched.length = 0;
      const said = await chat.say(sentence(secret));
      expect(textOf(said)).toContain('Je ne l’ai ni lu, ni gardé');
      expect(matched).toEqual([]);
      const kept = await world.product.conversations.load(chat.id);
      for (const trace of tracesOf(secret)) {
        expect(JSON.stringify(kept)).not.toContain(trace);
        expect(textOf(said)).not.toContain(trace);
        expect(world.logged.join('')).not.toContain(trace);
      }
    }
  });
});

it('the address of a page goes, and what is said of it is heard (P13)', async () => {
  const chat = await talk({ tenant: 'cpms' }, [{ choice: 'door:code-reset' }]);
  const link = `${world.product.config.publicUrl}/l/abcdefghijklmnopqrstuvwxyz012345`;
  const said = await chat.say(`le lien ${link} ne marche pas`);
  expect(textOf(said)).toContain('J’ai retiré l’adresse de page');
  expect(said.some((line) => line.link?.handOver)).toBe(true);
  expect(JSON.stringify(await world.product.conversations.load(chat.id))).not.toContain('abcdefghijklmnop');
});

describe('the person is led on', () => {
  it('at the door, to the insurer’s own pages, and the menu stands again', async () => {
    const chat = await talk({ tenant: 'acs' }, [{}]);
    const said = await chat.say('mon code c’est 274931 et je suis bloqué');
    expect(said.find(({ link }) => link)?.link?.url).toBe(`${world.product.config.publicUrl}/acs/`);
    expect(textOf(said)).toContain('les pages d’ACS');
    expect(said.at(-1)?.choices?.map(({ id }) => id)).toContain('sign-in');
  });

  it('where a page was given, it is given again: there the number may be typed (X20)', async () => {
    const chat = await talk({ tenant: 'cpms' }, [{ choice: 'door:code-reset' }]);
    const said = await chat.say('184061305501228');
    expect(said.some(({ link }) => link?.handOver)).toBe(true);
  });

  it('in Teams they are told how to delete their message, which the bot cannot; elsewhere not', async () => {
    const teams = await talk({ tenant: 'cpms', channel: 'botframework' }, []);
    expect(textOf(await teams.say('mon code est 274931'))).toContain('menu « … »');
    const web = await talk({ tenant: 'cpms' }, []);
    expect(textOf(await web.say('mon code est 274931'))).not.toContain('menu « … »');
  });

  it('before the insurer is known, too', async () => {
    const chat = await talk({}, []);
    const said = await chat.say('mon code est 274931');
    expect(textOf(said)).toMatch(/ni lu, ni gardé[\s\S]*assureur/);
  });

  it('a button’s value that holds one is treated as a message that does (P13)', async () => {
    const chat = await talk({ tenant: 'cpms' }, [{}]);
    expect(textOf(await chat.press('184061305501228'))).toContain('ni lu, ni gardé');
    expect(JSON.stringify(await world.product.conversations.load(chat.id))).not.toContain('184061305501228');
  });
});

it('nothing of all this stands anywhere in the store, opened or not (P13)', async () => {
  const { documents } = world.product;
  const opened: string[] = [];
  for (const kind of allKinds)
    for (const document of await documents.list(kind, '', 5_000)) opened.push(JSON.stringify(document));
  const conversations = opened.filter((text) => text.includes('"kind":"conversation"'));
  expect(conversations.length).toBeGreaterThan(100);
  const bytes = [world.file, `${world.file}-wal`].map((name) => readFileSync(name, 'latin1')).join('');
  for (const trace of secrets.flatMap(tracesOf)) {
    expect(bytes).not.toContain(trace);
    expect(conversations.filter((text) => text.includes(trace))).toEqual([]);
  }
});

async function talk(options: ChatOptions, steps: readonly { choice?: string }[]) {
  const bot = watchedBot();
  const chat = chatWith(() => bot, options);
  for (const { choice } of steps) await (choice === undefined ? chat.open() : chat.press(choice));
  return chat;
}

/** As typed, and without what separates its digits. */
function tracesOf(secret: string): readonly string[] {
  return [...new Set([secret, secret.replaceAll(/[\s.]/g, '')])];
}
