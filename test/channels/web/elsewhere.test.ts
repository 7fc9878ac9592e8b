/** What is begun on a page goes on by telephone, in a chat or in another browser, at the same step (X11, X20). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../paths/drivers/web.ts';
import { chatWith, ids, pageOf, stands, textOf } from '../../support/chat.ts';
import { Caller } from '../../support/phone/caller.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

let visitors = 0;
const browser = () =>
  new Browser(world, { tenant: 'cpms', flow: '', source: `198.51.100.${++visitors % 250}` });

/** In the middle of the help. */
async function inTheHelp(): Promise<Browser> {
  const page = browser();
  await page.get('/cpms/aide');
  await page.submit(page.main.querySelector('[value=yes]')!.closest('form')!, {}, 'yes');
  expect(page.seen()).toMatchObject({ flow: 'sign-in-help', state: 'asking-six-digits' });
  return page;
}

interface Posted {
  readonly statusCode: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Presses the button of the page that tells what a code is for. */
async function ask(page: Browser, headers: Readonly<Record<string, string>> = {}): Promise<Posted> {
  await page.get('/cpms/continuer-ailleurs');
  const form = page.main.querySelector('form')?.querySelector('[name=form]')?.getAttribute('value') ?? '';
  return world.app.inject({
    method: 'POST',
    url: '/cpms/continuer-ailleurs',
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: page.cookies(), ...headers },
    payload: new URLSearchParams({ form }).toString(),
  });
}

const codeOf = ({ body }: Posted) => /<strong class="code">(\d{4}) (\d{4})</.exec(body)!.slice(1).join('');

describe('a code for elsewhere', () => {
  it('leads a call to the same step', async () => {
    const code = codeOf(await ask(await inTheHelp()));
    const phone = new Caller(world.app, { provider: 'twilio', tenant: 'cpms' });
    await phone.call();
    await phone.press('8');
    expect(await phone.press(code)).toContain('compte-t-il exactement 6 chiffres');
  });

  it('leads a chat there, and what is answered there is answered here', async () => {
    const page = await inTheHelp();
    const code = codeOf(await ask(page));
    const chat = chatWith(() => world.product.bot, { tenant: 'cpms', source: '198.51.100.9' });
    await chat.open();
    await chat.say('reprendre');
    expect(stands(await chat.say(code))).toMatchObject({ flow: 'sign-in-help', state: 'asking-six-digits' });
    await chat.say('oui');
    await page.get('/cpms/aide');
    expect(page.seen().state).not.toBe('asking-six-digits');
  });

  it('leads another browser there, once; it stands in no address and in no cookie, and is kept by no cache', async () => {
    const given = await ask(await inTheHelp());
    const code = codeOf(given);
    expect(given.statusCode).toBe(200);
    expect(given.headers['cache-control']).toBe('no-store');
    expect(JSON.stringify(given.headers)).not.toContain(code);
    for (const [joins, other] of [
      [true, browser()],
      [false, browser()],
    ] as const) {
      await other.get('/reprendre');
      await other.submit(other.main.querySelector('#resumeCode')!.closest('form')!, { resumeCode: code });
      expect(other.here === '/cpms/aide').toBe(joins);
    }
  });

  it('is taken on the page of the code by mail, which says where; a code that is none there is told of the other kind', async () => {
    const page = browser();
    await page.get('/cpms/reprendre');
    const down = page.main.querySelector('a[href="#resumeCode"]')!;
    expect(down.text).toContain('code de reprise');
    expect(page.question!.querySelector('#mailCode')).not.toBeNull();
    const below = page.main.querySelector('#resumeCode')!.closest('form')!;
    await page.submit(below, { resumeCode: '00000000' });
    expect(page.seen().text).toContain('Un code reçu par e-mail se tape avec votre numéro');
  });

  it('replaces the one before', async () => {
    const page = await inTheHelp();
    const older = codeOf(await ask(page));
    const newer = codeOf(await ask(page));
    const chat = chatWith(() => world.product.bot, { tenant: 'cpms', source: '198.51.100.10' });
    await chat.open();
    await chat.say('reprendre');
    expect(textOf(await chat.say(older))).toMatch(/code/);
    expect(chat.lines.findLast((line) => line.stands)?.stands?.flow).not.toBe('sign-in-help');
    await chat.say('reprendre');
    expect(stands(await chat.say(newer))).toMatchObject({ flow: 'sign-in-help' });
  });

  it('is given to no other site, and where nothing is under way to nobody', async () => {
    const page = await inTheHelp();
    expect((await ask(page, { 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
    const fresh = browser();
    await fresh.get('/cpms/continuer-ailleurs');
    expect(fresh.seen().text).toContain('Rien n’est en cours');
    expect((await ask(fresh, { 'sec-fetch-site': 'same-origin' })).statusCode).toBe(303);
  });

  it('is offered in the middle of something, and not before it or after', async () => {
    const link = (page: Browser) => page.main.querySelector('[href="/cpms/continuer-ailleurs"]');
    const page = browser();
    await page.get('/cpms/code');
    expect(link(page)).toBeNull();
    await page.submit(page.question!, { nir: world.nobody('cpms').nir });
    expect(link(page)).toBeNull();
    expect(link(await inTheHelp())).not.toBeNull();
  });
});

describe('in a chat', () => {
  it.each(['donnez-moi un code de reprise', 'je veux continuer au téléphone', 'continue on my computer'])(
    '« %s » gives one, and the question stands; what is done there is told',
    async (words) => {
      const chat = chatWith(() => world.product.bot, { tenant: 'cpms', source: '198.51.100.11' });
      await chat.open();
      await chat.press('door:sign-in-help');
      await chat.say('oui');
      const said = await chat.say(words);
      const [, ...halves] =
        /(?:code de reprise|resume code) : (\d{4}) (\d{4})|resume code: (\d{4}) (\d{4})/.exec(textOf(said))!;
      expect(stands(said)).toMatchObject({ state: 'asking-six-digits' });
      expect(ids(said)).toEqual(expect.arrayContaining(['yes', 'no', 'stop']));
      const phone = new Caller(world.app, { provider: 'twilio', tenant: 'cpms' });
      await phone.call();
      await phone.press('8');
      await phone.press(halves.filter(Boolean).join(''));
      await phone.press('1');
      await world.pass(5_000);
      const news = await chat.unasked();
      expect(stands(news)).toMatchObject({ flow: 'sign-in-help' });
      expect(stands(news)?.state).not.toBe('asking-six-digits');
    },
  );

  it('where a page is waited for, the page’s is given anew, and is good for the telephone too', async () => {
    const chat = chatWith(() => world.product.bot, { tenant: 'cpms', source: '198.51.100.13' });
    await chat.open();
    await chat.press('door:code-reset');
    const said = await chat.say('continuer au téléphone');
    expect(pageOf(said)).toMatch(/^\/l\//);
    const [, ...halves] = /code de reprise (\d{4}) (\d{4})/.exec(textOf(said))!;
    const phone = new Caller(world.app, { provider: 'twilio', tenant: 'cpms' });
    await phone.call();
    await phone.press('8');
    await phone.press(halves.join(''));
    await world.pass(5_000);
    expect(textOf(await chat.unasked())).toContain('Le lien ou le code a servi');
  });

  it('where nothing is under way it says so', async () => {
    const chat = chatWith(() => world.product.bot, { tenant: 'cpms', source: '198.51.100.12' });
    await chat.open();
    expect(textOf(await chat.say('continuer ailleurs'))).toContain('Rien n’est en cours');
  });
});
