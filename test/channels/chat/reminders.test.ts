/** A letter takes days, a session rests in minutes: what the letter's state is by then is said unasked (issue 6, X12). */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Line } from '../../../channels/conversation/conversation.ts';
import { Browser } from '../../paths/drivers/web.ts';
import { type Chat, chatWith, ids, pageOf, stands, textOf } from '../../support/chat.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../support/product.ts';
import { createWorld, type Somebody, type Standing, type World } from '../../support/world.ts';

let world: World;
let chat: Chat;
const worlds: World[] = [];
/** Of a request on Wednesday, 11 March: eight days later, at ten in Paris, and the morning after. */
const due = Date.parse('2026-03-19T09:00:00Z');
const late = Date.parse('2026-03-20T09:00:00Z');

beforeEach(async () => {
  world = await createWorld();
  worlds.push(world);
  chat = chatWith(() => world.product.bot, { tenant: 'cpms' });
  await chat.open();
});
afterAll(() => Promise.all(worlds.map((one) => one.close())));

/** The page that the chat gave, joined in a browser. */
async function join(path = pageOf(chat.lines)): Promise<Browser> {
  const page = new Browser(world, { tenant: 'cpms', flow: '', source: '198.51.100.9' });
  await page.get(path);
  await page.submit(page.question!, {});
  return page;
}

/** A code is asked for in the chat, the number given on the page; the chat has gone on. */
async function requested(who: Pick<Somebody, 'nir'>): Promise<readonly Line[]> {
  await chat.press('door:code-reset');
  const page = await join();
  await page.submit(page.question!, { nir: who.nir });
  return later(2 * SECOND);
}

async function later(ms: number): Promise<readonly Line[]> {
  await world.pass(ms);
  return chat.unasked();
}

it('who changes to another insurer hears nothing more of the one before', async () => {
  const anywhere = chatWith(() => world.product.bot);
  chat = anywhere;
  await chat.open();
  await chat.say('CPMS');
  expect(textOf(await requested(world.nobody('cpms')))).toContain('Je vous en reparlerai');
  await chat.say('changer d’assureur');
  await chat.say('ABELA');
  expect((await world.product.conversations.load(chat.id))?.reminders).toBeUndefined();
});

/** The session has ended, long enough ago to be read no more. */
async function toRest(): Promise<void> {
  await world.pass(DAY + HOUR);
  await world.pass(HOUR);
}

const until = (at: number) => later(at - world.clock.now());

describe('a letter that was asked for', () => {
  it.each(['non', 'Non, toujours rien', 'pas encore', 'elle n’est pas là', 'j’ai rien reçu'])(
    '« %s » to whether the code has come leads to where the letter is',
    async (no) => {
      await requested(world.nobody('cpms'));
      await until(late);
      expect(stands(await chat.say(no))).toMatchObject({
        flow: 'letter-status',
        state: 'awaiting-follow-up',
      });
    },
  );

  it.each([
    ['j’ai perdu mon code', 'code-reset'],
    ['la lettre est arrivée à mon ancienne adresse', 'person'],
    ['j’ai reçu une lettre vide', 'front-door'],
  ])('« %s » to whether the code has come is no good news', async (words, flow) => {
    await requested(world.nobody('cpms'));
    await until(late);
    const said = await chat.say(words);
    expect(textOf(said)).not.toContain('Tant mieux');
    expect(stands(said)).toMatchObject({ flow });
  });

  it('is asked about in the language that is spoken then, and again after a greeting', async () => {
    await requested(world.nobody('cpms'));
    await until(late);
    expect(textOf(await chat.say('in English please'))).toContain('Have you received your access code?');
    expect(textOf(await chat.say('hello'))).toContain('Have you received your access code?');
    expect(stands(await chat.say('no'))).toMatchObject({ flow: 'letter-status' });
  });

  it('is not asked about beside another question', async () => {
    await requested(world.nobody('cpms'));
    await toRest();
    await world.pass(late - world.clock.now() - 10 * MINUTE);
    await chat.say('mon code personnel ne marche pas');
    const said = await until(late);
    expect(textOf(said)).toContain('devrait être arrivée');
    expect(textOf(said)).not.toContain('Avez-vous reçu');
    expect(ids(said)).toEqual(expect.arrayContaining(['yes', 'no', 'stop']));
    expect(stands(await chat.say('oui'))).toMatchObject({ flow: 'sign-in-help' });
  });

  it.each(['oui', 'Oui je l’ai reçu merci', 'c’est bon'])(
    '« %s » to whether the code has come is good news, and the menu',
    async (yes) => {
      await requested(world.nobody('cpms'));
      await until(late);
      const said = await chat.say(yes);
      expect(textOf(said)).toMatch(/Tant mieux|Je vous en prie/);
      expect(ids(said)).toContain('sign-in');
    },
  );

  it('is spoken of on the day it is due and when it is late, although the session has long come to rest (X12, X23)', async () => {
    const said = await requested(await world.somebody('cpms', 'temporary'));
    expect(textOf(said)).toMatch(/Je vous en reparlerai ici le jeudi 19 mars 2026.*« stop »/);
    expect(await until(due - MINUTE)).toEqual([]);
    const first = await until(due);
    expect(first).toHaveLength(1);
    expect(first[0]!.text).toMatch(/attendue au plus tard le jeudi 19 mars 2026/);
    expect(await until(late - MINUTE)).toEqual([]);
    const second = await until(late);
    expect(second).toHaveLength(1);
    expect(second[0]!.text).toMatch(/^Votre lettre devrait être arrivée.*« où est ma lettre »/);
    expect(second[0]!.text).toMatch(/Avez-vous reçu votre code d’accès \?$/);
    expect(ids(second)).toEqual(['yes', 'no', 'none-of-these']);
    expect(await later(6 * DAY)).toEqual([]);
    expect(world.leaks).toEqual([]);
  });

  it.each([
    ['two days later', 2 * DAY],
    ['as soon as the question has come to rest', DAY + MINUTE],
  ])('whoever comes back %s hears that it goes on (X12, P09)', async (_when, away) => {
    await requested(await world.somebody('cpms', 'temporary'));
    await world.pass(away);
    const said = textOf(await chat.say('bonjour me revoilà'));
    expect(said).toMatch(/attendue au plus tard le jeudi 19 mars 2026/);
    expect(said).not.toMatch(/changé entre-temps/);
    expect(textOf(await chat.say('où en suis-je ?'))).not.toContain('19 mars');
  });

  it('and whoever asked for nothing comes back to no such word', async () => {
    await chat.press('door:sign-in-help');
    await world.pass(2 * DAY);
    const said = textOf(await chat.say('bonjour'));
    expect(said).toMatch(/(?:démarche|étape) est close/);
    expect(said).not.toContain('lettre, celle-ci');
  });

  it('and is asked about in the words that the bot gave (X12)', async () => {
    await requested(await world.somebody('cpms', 'temporary'));
    await until(late);
    expect(stands(await chat.say('où est ma lettre'))).toMatchObject({ flow: 'letter-status' });
  });

  it('is spoken of without a number or a name, the same for everybody and at the same time (P07, X10, P13)', async () => {
    const told = async (standing: Standing) => {
      chat = chatWith(() => world.product.bot, { tenant: 'cpms' });
      await chat.open();
      const begun = world.clock.now();
      await requested(await world.somebody('cpms', standing));
      const lines = [...(await until(due)), ...(await until(late)), ...(await later(DAY))];
      world.clock.set(begun);
      return lines.map(({ text, at, choices }) => ({ text, at, choices }));
    };
    const unknown = await told('unknown');
    expect(unknown.map(({ at }) => at)).toEqual([due, late]);
    for (const standing of ['ready', 'temporary', 'deactivated'] as const)
      expect(await told(standing), standing).toEqual(unknown);
    for (const { text } of unknown) expect(text).not.toMatch(/\d{5}|ESSAI|Ève/);
  });

  it('is spoken of once where both have come due, and keeps what was asked in between (P11)', async () => {
    await requested(world.nobody('cpms'));
    await chat.press('door:ecps');
    const said = await until(late + HOUR);
    expect(said.filter(({ text }) => text.startsWith('Votre lettre'))).toHaveLength(1);
    expect(textOf(said)).not.toContain('Vous aviez demandé un code d’accès');
    await world.settle();
    expect(await later(DAY)).toEqual([]);
  });

  it('is spoken of once where a page was still open when it came due (P11)', async () => {
    await requested(world.nobody('cpms'));
    await chat.press('sign-in');
    const said = textOf(await until(late + HOUR));
    expect(said).toContain('close');

    expect(said.match(/jeudi 19 mars 2026/g)).toHaveLength(1);
  });

  it('whoever stands at another question hears it there, and goes on (P09)', async () => {
    await requested(world.nobody('cpms'));
    await toRest();
    await world.pass(due - world.clock.now() - 5 * MINUTE);
    await chat.press('door:sign-in-help');
    const asked = stands(chat.lines);
    const said = await until(due);
    expect(textOf(said)).toContain('attendue au plus tard');
    expect(stands(said)).toMatchObject({ flow: 'sign-in-help', turn: asked!.turn });
    expect(stands(await chat.say('oui'))).toMatchObject({ flow: 'sign-in-help', turn: asked!.turn + 1 });
  });

  it('that it will be spoken of is said once, however often the answer is said again', async () => {
    expect(textOf(await requested(world.nobody('cpms')))).toContain('reparlerai');
    for (const words of ['répéter', 'aide']) {
      const again = textOf(await chat.say(words));
      expect(again).toContain('Votre demande de code d’accès est enregistrée');
      expect(again).not.toContain('reparlerai');
    }
  });

  it('after a second request only the second is spoken of', async () => {
    await requested(world.nobody('cpms'));
    await toRest();
    await chat.unasked();
    await requested(world.nobody('cpms'));
    expect(await until(late - MINUTE)).toEqual([]);
    const said = [...(await until(late)), ...(await until(late + DAY))];
    expect(said.map(({ at }) => at)).toEqual([late, late + DAY]);
    for (const { text } of said) expect(text).toContain('vendredi 20 mars 2026');
  });
});

describe('nothing is spoken of', () => {
  it('after « stop » at the question, and the bot says so', async () => {
    await requested(world.nobody('cpms'));
    expect(textOf(await chat.say('stop'))).toMatch(/Vous avez arrêté[\s\S]*je ne vous en reparlerai pas/);
    expect(await until(due)).toEqual([]);
  });

  it.each(['stop', 'laissez tomber'])('after « %s » long after it, and the bot says so', async (word) => {
    await requested(world.nobody('cpms'));
    await toRest();
    expect(textOf(await chat.say('bonjour'))).toMatch(/Cette démarche est close[\s\S]*attendue au plus tard/);
    expect(textOf(await chat.say(word))).toMatch(/je ne vous en reparlerai pas/);
    expect(textOf(await chat.say(word))).not.toContain('reparlerai');
    expect(await until(due)).toEqual([]);
  });

  it('to who has signed in on the page since (X20, P14)', async () => {
    const who = await world.somebody('cpms', 'ready');
    await requested(who);
    await chat.press('sign-in');
    const page = await join();
    await page.submit(page.question!, { nir: who.nir, code: who.code! });
    const said = await later(2 * SECOND);
    expect(textOf(said)).toContain('continue sur l’autre appareil');
    expect(textOf(said)).not.toContain('reparlerai');
    expect(await until(due)).toEqual([]);
  });

  it('to who has signed in there only just, before the bot has looked', async () => {
    const who = await world.somebody('cpms', 'ready');
    await requested(who);
    await toRest();
    await world.pass(due - world.clock.now() - HOUR);
    await chat.press('door:sign-in');
    const page = await join();
    await world.product.conversations.tend(chat.id, async (conversation) => ({
      ...conversation,
      reminders: [{ at: world.clock.now(), text: 'early' }],
      handedOver: { ...conversation.handedOver!, lookAt: due },
    }));
    await page.submit(page.question!, { nir: who.nir, code: who.code! });
    expect(textOf(await later(0))).not.toContain('early');
  });
});

it('a browser that comes back to the page finds what was said meanwhile', async () => {
  const back = new Browser(world, { tenant: 'cpms', flow: '', source: '198.51.100.9' });
  await back.get('/cpms/chat/simple');
  await back.submit(back.main.querySelector('form.chat-message')!, { text: 'j’ai perdu mon code' });
  const when = () => back.main.querySelectorAll('time').map(({ text }) => text);
  expect(when().at(-1)).toMatch(/^\d{1,2}\sh(\s\d{2})?$/);
  const link = back.main
    .querySelectorAll('a')
    .find((a) => /\/l\/[\w-]{22,}/.test(a.getAttribute('href') ?? ''));
  const page = await join(new URL(link!.getAttribute('href')!).pathname);
  await page.submit(page.question!, { nir: world.nobody('cpms').nir });
  await world.pass(2 * SECOND);
  await toRest();
  await world.pass(late - world.clock.now());
  await world.pass(5 * DAY);
  await back.get(back.main.querySelector('.waiting a')!.getAttribute('href')!);
  expect(when()[0]).toMatch(/^le \S+ \S+ \S+ \d{4} à \d{1,2}\sh(\s\d{2})?$/);
  expect(back.main.text).toMatch(
    /Je vous en reparlerai ici[\s\S]*devrait être arrivée[\s\S]*où est ma lettre/,
  );
  expect(back.main.querySelector('button[name=choice][value="no"]')).not.toBeNull();
});

it('the process that said it would need not be the one that does', async () => {
  await requested(world.nobody('cpms'));
  await world.restart();
  expect(textOf(await until(due))).toContain('attendue au plus tard');
  await world.restart();
  expect(textOf(await until(late))).toContain('devrait être arrivée');
  await world.restart();
  expect(await later(DAY)).toEqual([]);
});

it('a conversation is kept until it has been reminded, and its usual time after that (X23)', async () => {
  await requested(world.nobody('cpms'));
  const { conversationMs } = world.insurerOf('cpms').policies.lifetimes;
  const expiry = async () => (await world.product.store.load('conversation', chat.id))?.expiresAt;
  expect(await expiry()).toBe(late + conversationMs);
  await until(late);
  expect(await expiry()).toBe(late + conversationMs);
  await later(conversationMs + DAY);
  await world.product.store.sweep?.(world.clock.now(), 1_000);
  expect(await world.product.conversations.load(chat.id)).toBeUndefined();
});

describe('where a code has just been asked for', () => {
  const asked = async () => stands(await requested(await world.somebody('cpms', 'ready')))!;

  it.each([
    'et si je n’ai pas d’adresse mail ?',
    'pas de mail pour l’instant',
    'je n’ai pas encore regardé mes mails',
    'elle arrive quand la lettre ?',
    'il arrive dans combien de temps le mail ?',
  ])('« %s » is told again what has just been told, and nothing is sent', async (text) => {
    const { turn, state } = await asked();
    expect(state).toBe('requested');
    const said = await chat.say(text);
    expect(stands(said)).toMatchObject({ turn });
    expect(textOf(said)).toMatch(/e-mail arrive (dans|en) quelques minutes/);
  });

  it.each(['merci beaucoup', 'ok', 'c’est noté', 'je vous remercie'])(
    '« %s » is heard, and asks for nothing',
    async (text) => {
      const { turn } = await asked();
      const said = await chat.say(text);
      expect(stands(said)).toMatchObject({ turn });
      expect(textOf(said)).toMatch(/Je vous en prie|Très bien/);
    },
  );

  it.each([
    ['je n’ai rien reçu', 'oui', 'non'],
    ['le mail n’est toujours pas arrivé', 'ok', 'non merci'],
    ['je n’ai plus accès à ma boîte mail', 'oui', 'attendez'],
    ['I never got the email', 'yes', 'no'],
  ])(
    '« %s » is asked about before the letter kills the link: « %s » sends it, « %s » does not',
    async (text, yes, no) => {
      await asked();
      const weighed = await chat.say(text);
      expect(textOf(weighed)).toMatch(
        /dix minutes.*Faut-il envoyer la lettre|ten minutes.*Shall the letter be sent/s,
      );
      expect(ids(weighed)).toEqual(['yes', 'no']);
      expect(stands(await chat.say(no))).toMatchObject({ state: 'requested' });
      await chat.say(text);
      expect(stands(await chat.say(yes))).toMatchObject({ state: 'letter-requested' });
    },
  );

  it.each([
    'oui mais pas tout de suite',
    'oui enfin non',
    'oui j’hésite',
    'oui demain',
    'oui c’est quoi la lettre ?',
    'oui attendez',
  ])('« %s » is no yes to it', async (text) => {
    await asked();
    await chat.say('je n’ai rien reçu');
    await chat.say(text);
    expect(chat.lines.findLast(({ stands }) => stands)?.stands).toMatchObject({ state: 'requested' });
  });

  it.each(['oui vite', 'oui merci', 'oui envoyez-la'])('« %s » is', async (text) => {
    await asked();
    await chat.say('je n’ai rien reçu');
    expect(stands(await chat.say(text))).toMatchObject({ state: 'letter-requested' });
  });

  it.each([
    'je le reçois quand ?',
    'dans quel délai ?',
    'c’est long ?',
    'combien de temps ça prend',
    'when will I get it?',
  ])('« %s » is asked of what was just told, and is told', async (text) => {
    const { turn } = await asked();
    const said = await chat.say(text);
    expect(stands(said)).toMatchObject({ turn });
    expect(textOf(said)).toMatch(
      /e-mail arrive (dans|en) quelques minutes|e-mail arrives? (with)?in (a few )?minutes/,
    );
  });

  it.each(['combien de temps pour être remboursé ?', 'je rappelle quand même'])(
    '« %s » is about something else',
    async (text) => {
      await asked();
      expect(textOf(await chat.say(text))).not.toMatch(/e-mail arrive (dans|en) quelques minutes/);
    },
  );

  it('its button says it plainly', async () => {
    await asked();
    expect(stands(await chat.say('Je n’ai pas reçu l’e-mail : m’envoyer une lettre'))).toMatchObject({
      state: 'letter-requested',
    });
  });
});
