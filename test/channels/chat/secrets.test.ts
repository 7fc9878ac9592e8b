import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBot } from '../../../channels/chat/bot/create-bot.ts';
import type { Line } from '../../../channels/conversation/conversation.ts';
import type { Understanding } from '../../../channels/conversation/understanding/understanding.ts';
import { allKinds } from '../../../server/kinds.ts';
import { type ChatOptions, chatWith, textOf } from '../../support/chat.ts';
import { createWorld, type World } from '../../support/world.ts';

/** P13, X18: what looks like a secret is not stored, not logged, not matched and not echoed, wherever it is typed. */
let world: World;
const matched: string[] = [];

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** Somebody opens the page that was given last and gives a number there. */
async function answeredOnPage(chat: { readonly lines: readonly Line[] }): Promise<void> {
  const { engine, links } = world.product;
  const origin = { channel: 'web', source: '192.0.2.1' };
  const page = new URL(chat.lines.findLast(({ link }) => link?.handOver)!.link!.url).pathname.slice(3);
  const { token } = await links.exchange(page, engine.mint(), origin, 'fr');
  const { view } = await engine.resume(token);
  await engine.answer({ token, turn: view.turn, answer: { values: { nir: '185077505604801' } }, origin });
}

/** The product's own bot, which tells what it gives to the understanding. */
function watchedBot() {
  const { product } = world;
  const watched = (real: Understanding): Understanding => ({
    understand: (text) => {
      matched.push(text);
      return real.understand(text);
    },
    command: (text) => {
      matched.push(text);
      return real.command(text);
    },
    openedBy: real.openedBy,
    alreadySaid: (wish, choices) => {
      matched.push(wish);
      return real.alreadySaid(wish, choices);
    },
    weighed: (text, choices) => {
      matched.push(text);
      return real.weighed(text, choices);
    },
    choose: (text, choices, known) => {
      matched.push(text);
      return real.choose(text, choices, known);
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
/** The words around are read for what cannot wait; of the number nothing is, nor where it stood. */
const traceOfNumber = /\d|deux|neuf|FR|masqué/;
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
      expect(matched.join('\n')).not.toMatch(traceOfNumber);
      const kept = await world.product.conversations.load(chat.id);
      for (const trace of tracesOf(secret)) {
        expect(JSON.stringify(kept)).not.toContain(trace);
        expect(textOf(said)).not.toContain(trace);
        expect(world.logged.join('')).not.toContain(trace);
      }
    }
  });
});

describe('a password told in words', () => {
  it.each([
    'mon mot de passe est tournesol',
    'mon mdp c’est Tournesol2024!',
    'my password is tournesol7',
    'mon code c’est tournesol7',
    'mot de passe : tournesol',
  ])('« %s » leaves no trace, and the person is told kindly (P13)', async (text) => {
    for (const steps of [...Object.values(moments), [{ choice: 'person' }, { choice: 'write' }]]) {
      const chat = await talk({ tenant: 'cpms' }, steps);
      world.logged.length = 0;
      matched.length = 0;
      const said = await chat.say(text);
      expect(textOf(said)).toContain('Je ne l’ai ni lu, ni gardé');
      const kept = JSON.stringify(await world.product.conversations.load(chat.id));
      for (const place of [kept, textOf(said), matched.join('\n'), world.logged.join('')])
        expect(place).not.toMatch(/tournesol|masqué.*masqué/i);
    }
  });

  it('and what is only said of a password is heard', async () => {
    const chat = await talk({ tenant: 'cpms' }, [{}]);
    for (const text of ['mon mot de passe est oublié', 'mon mot de passe est toujours refusé'])
      expect(textOf(await chat.say(text)), text).not.toContain('ni lu, ni gardé');
  });

  it('is left out of a message to a person, which nobody is to ask it for', async () => {
    const chat = await talk({ tenant: 'cpms' }, [{ choice: 'person' }, { choice: 'write' }]);
    const said = await chat.say('Bonjour, mon mot de passe est tournesol. Rappelez-moi au 06 12 34 56 78');
    expect(textOf(said)).toContain('sans ce numéro ou ce mot');
    expect(textOf(said)).toContain('un mot de passe, jamais');
    expect(textOf(await chat.say('Rappelez-moi au 06 12 34 56 78'))).not.toContain('tournesol');
  });
});

describe('a code in two messages', () => {
  it.each([
    ['where a page was given for it', [{ choice: 'door:code-reset' }], ['274', '931']],
    ['where the page is to hear a code', [{ choice: 'door:sign-in' }], ['27', '49', 'et 31']],
    ['at the menu', [{}], ['274', '931']],
    ['at a choice', [{ choice: 'door:sign-in-help' }], ['deux cent soixante-quatorze', '931']],
    ['in a message to a person', [{ choice: 'person' }, { choice: 'write' }], ['274', '931']],
    [
      'in a message to a person, after a warning',
      [{ choice: 'person' }, { choice: 'write' }, { say: 'mon code est 274931' }],
      ['27', 'puis 931'],
    ],
    ['after a warning', [{}, { say: 'mon code est 274931' }], ['12.03.26', '27', 'puis 931']],
  ])('%s: neither half is kept, echoed or matched (P13, X18)', async (_when, steps, halves) => {
    const chat = await talk({ tenant: 'cpms' }, steps);
    for (const half of halves) {
      matched.length = 0;
      const said = await chat.say(half);
      expect(textOf(said), half).toContain('Je ne l’ai ni lu, ni gardé');
      expect(matched.join('\n')).not.toMatch(traceOfNumber);
      const last = (await world.product.conversations.load(chat.id))!.lines.findLast(
        ({ from }) => from === 'person',
      );
      expect(last!.text).not.toMatch(/\d|deux|neuf/);
    }
  });

  it('and a number that chooses a button is one, even there', async () => {
    const chat = await talk({ tenant: 'cpms' }, [{ choice: 'door:code-reset' }]);
    const offered = chat.lines.at(-1)!.choices!;
    const person = offered.findIndex(({ id }) => id === 'person') + 1;
    expect((await chat.say(String(person))).at(-1)!.stands).toMatchObject({ flow: 'person' });
    const other = await talk({ tenant: 'cpms' }, [{ choice: 'door:code-reset' }]);
    expect(textOf(await other.say('la page affiche erreur 404'))).not.toContain('ni lu, ni gardé');
    expect(textOf(await other.say('rappelez moi à 14h30'))).not.toContain('ni lu, ni gardé');
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

describe('what cannot wait, beside a number', () => {
  const dangers = [
    'ma femme ne respire plus 184061305501228',
    'mon père fait un arrêt cardiaque mon code 274931',
    'urgence ! mon mari a fait un AVC, sécu 1 84 06 13 055 012 28',
    'je vais me suicider 274931',
    'my husband is not breathing 184061305501228',
  ];

  it.each(dangers)(
    '« %s »: 15 and 112 first, then the number, and nothing is asked (D13, P13)',
    async (text) => {
      for (const options of [{ tenant: 'cpms' }, { tenant: 'acs', channel: 'botframework' as const }, {}]) {
        const chat = await talk(options, []);
        matched.length = 0;
        const said = await chat.say(text);
        expect(said[0]!.text).toMatch(/15 \(SAMU\) ou le 112|15 \(medical emergencies\) or 112/);
        expect(textOf(said)).toMatch(/Je ne l’ai ni lu, ni gardé|neither read nor kept/);
        expect(said.at(-1)!.choices).toBeUndefined();
        expect(matched.join('\n')).not.toMatch(traceOfNumber);
      }
    },
  );

  it.each(dangers)(
    '« %s », where a page was given, and where it has moved on meanwhile (D13)',
    async (text) => {
      const chat = await talk({ tenant: 'cpms' }, [{ choice: 'door:code-reset' }]);
      const first = /15 \((?:SAMU|medical emergencies)\)/;
      expect((await chat.say(text))[0]!.text).toMatch(first);
      await answeredOnPage(chat);
      expect((await chat.say(text))[0]!.text).toMatch(first);
      expect(textOf(await chat.say('bonjour'))).toMatch(
        /demande de code d’accès est enregistrée|request (?:for [a-z ]+ )?is registered/,
      );
    },
  );

  it.each([{ tenant: 'cpms' }, { tenant: 'acs', channel: 'botframework' as const }])(
    'is said in the language of who tells it, from their first words on',
    async (options) => {
      const danger = await (await talk(options, [])).say('my baby is not breathing');
      expect(danger[0]!.text).toMatch(/call 15 \(medical emergencies\) or 112 at once/);
      for (const words of ['he has fainted', 'life is not worth living'])
        expect(textOf(await (await talk(options, [])).say(words)), words).toContain('112 at once');
      const hospital = textOf(await (await talk(options, [])).say('my husband is in hospital'));
      expect(hospital).toMatch(/call this number first/);
      expect(hospital).not.toMatch(/Appelez|urgent, ou/);
    },
  );

  it('also where the code of a hand-over is asked for', async () => {
    const chat = await talk({ tenant: 'cpms' }, [{}, { say: 'reprendre' }]);
    expect((await chat.say('ma femme ne respire plus 4821 7735'))[0]!.text).toContain('15 (SAMU)');
  });

  it('in hospital: the care desk first, then the number, and the question stands (D13)', async () => {
    const chat = await talk({ tenant: 'cpms' }, [{ choice: 'door:code-reset' }]);
    const said = await chat.say('je suis à l’hôpital, mon numéro de sécu est 184061305501228');
    expect(textOf(said)).toMatch(/hospitalisation[\s\S]*01 47 70 45 57[\s\S]*ni lu, ni gardé/);
    expect(said.some(({ link }) => link?.handOver)).toBe(true);
    const anyone = await talk({}, []);
    const asked = await anyone.say('je suis à l’hôpital, mon numéro de sécu est 184061305501228');
    expect(textOf(asked)).toMatch(
      /appelez votre assureur[\s\S]*ni lu, ni gardé[\s\S]*Quel est votre assureur/,
    );
  });
});

describe('a picture or a file', () => {
  it('is not read, is kept nowhere, and the person is told so and what to do', async () => {
    const chat = await talk({ tenant: 'cpms' }, [{ choice: 'door:code-reset' }]);
    const said = await chat.attach();
    expect(textOf(said)).toMatch(/Je ne lis pas les images ni les fichiers[\s\S]*supprimez votre message/);
    expect(textOf(said)).not.toContain('menu « … »');
    expect(said.some(({ link }) => link?.handOver)).toBe(true);
    const teams = await talk({ tenant: 'cpms', channel: 'botframework' }, []);
    expect(textOf(await teams.attach())).toContain('menu « … »');
    const anyone = await talk({ channel: 'botframework' }, []);
    expect(textOf(await anyone.attach())).toMatch(/ne lis pas les images[\s\S]*menu « … »[\s\S]*assureur/);
  });

  it('the words beside it are answered: a wish, a number, a danger', async () => {
    const chat = await talk({ tenant: 'cpms' }, [{}]);
    const said = await chat.attach('c’est quoi le numéro AMC ?');
    expect(textOf(said)).toMatch(/^Je ne lis pas les images[\s\S]*Numéro AMC/);
    const teams = await talk({ tenant: 'cpms', channel: 'botframework' }, [{}]);
    const both = textOf(await teams.attach('mon code est 274931'));
    expect(both).toMatch(/ni lu, ni gardé[\s\S]*ne lis pas les images/);
    expect(both.match(/menu « … »/g)).toHaveLength(1);
    expect((await teams.attach('il ne respire plus'))[0]!.text).toContain('15 (SAMU)');
  });
});

it('a link beside a word that counts where the page has moved on is read by nobody (P13)', async () => {
  const chat = await talk({ tenant: 'cpms' }, [{ choice: 'door:code-reset' }]);
  await answeredOnPage(chat);
  matched.length = 0;
  const said = await chat.say(
    'https://guichet.example/l/AbCdEfGhIjKlMnOpQrStUvWxYz012345 parler à quelqu’un',
  );
  expect(textOf(said)).toContain('est enregistrée');
  expect(matched).not.toEqual([]);
  expect(matched.join('\n')).not.toMatch(/AbCdEf|guichet\.example/);
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
    const teams = await talk({ channel: 'botframework' }, []);
    expect(textOf(await teams.say('184061305501228'))).toContain('menu « … »');
  });

  it('a slip in a number that may be written here is read back, and no secret', async () => {
    const chat = await talk({ tenant: 'ecps' }, [{}, { choice: 'card-no' }, { choice: 'worked' }]);
    expect(textOf(await chat.say('8997000'))).toBe('Identifiant national : « 8997000 ». C’est bien cela ?');
    expect(textOf(await chat.say('8997001'))).toBe('Identifiant national : « 8997001 ». C’est bien cela ?');
  });

  it('as many digits as a code has are no slip there: they are not kept (P13)', async () => {
    const chat = await talk({ tenant: 'ecps' }, [{}, { choice: 'card-no' }, { choice: 'worked' }]);
    expect(textOf(await chat.say('274931'))).toContain('ni lu, ni gardé');
    expect(JSON.stringify(await world.product.conversations.load(chat.id))).not.toContain('274931');
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

async function talk(options: ChatOptions, steps: readonly { choice?: string; say?: string }[]) {
  const bot = watchedBot();
  const chat = chatWith(() => bot, options);
  for (const { choice, say } of steps)
    await (say !== undefined ? chat.say(say) : choice === undefined ? chat.open() : chat.press(choice));
  return chat;
}

/** As typed, and without what separates its digits. */
function tracesOf(secret: string): readonly string[] {
  return [...new Set([secret, secret.replaceAll(/[\s.]/g, '')])];
}
