/** Microsoft's Web Chat, served by us, in a real browser: what a member sees at `/{tenant}/chat`. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { axeOn, lookOften, startBrowser, wcag } from '../support/browser.ts';
import { chatServer, until } from '../support/chat-server.ts';
import { reloadsNever } from '../support/reloads.ts';

// A browser on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

let server: Awaited<ReturnType<typeof chatServer>>;
let browser: Browser;
const screenshots = join(import.meta.dirname, '../../docs/screenshots');

beforeAll(async () => {
  server = await chatServer({ RATE_LIMITS: '0' });
  browser = await startBrowser();
  if (process.env.SCREENSHOTS) await mkdir(screenshots, { recursive: true });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** A browser of its own. What it complains of (policy, script errors) and whatever it asks elsewhere fails the test. */
async function using(
  options: BrowserContextOptions,
  task: (context: BrowserContext) => Promise<void>,
  expected = /status of 4/,
) {
  const context = await browser.newContext({
    baseURL: server.url,
    locale: 'fr-FR',
    viewport: { width: 1180, height: 900 },
    ...options,
  });
  const wrong: string[] = [];
  const complained = (text: string) => {
    if (!expected.test(text)) wrong.push(text);
  };
  context.on('weberror', (error) => complained(error.error().message));
  context.on('console', (message) => {
    if (message.type() === 'error') complained(message.text());
  });
  context.on('request', (request) => {
    const url = request.url();
    if (!/^(data|blob):/.test(url) && !url.startsWith(server.url)) wrong.push(`asked ${url}`);
  });
  try {
    await task(context);
    expect(wrong).toEqual([]);
  } finally {
    await context.close();
  }
}

const room = (page: Page): Locator => page.locator('#conversation');
const box = (page: Page) => room(page).getByRole('textbox');
/** What a screen reader is told the bot said is not what stands in the bubble: the bubbles only. */
const bubbles = (page: Page) => room(page).locator('.webchat__bubble__content');

async function write(page: Page, text: string) {
  await box(page).fill(text);
  await box(page).press('Enter');
  await bubbles(page).filter({ hasText: text }).first().waitFor();
}

/** A bubble of one’s own is there before it was sent: this waits until it has been taken, too. */
async function writeAndSend(page: Page, text: string) {
  const taken = page.waitForResponse(
    (response) =>
      response.request().method() === 'POST' && response.url().endsWith('/activities') && response.ok(),
  );
  await write(page, text);
  await taken;
}

async function openChat(context: BrowserContext, path = '/cpms/chat'): Promise<Page> {
  const page = await context.newPage();
  await page.goto(path);
  await bubbles(page).first().waitFor();
  return page;
}

/** From here on, what Web Chat gives a screen reader to say as it comes: it takes it away again after a second. */
async function listen(context: BrowserContext): Promise<(page: Page) => Promise<string>> {
  await context.addInitScript(() => {
    const heard: (string | null)[] = [];
    Object.assign(window, { heard });
    // As it stands when it is shown: that is what is told to a screen reader.
    const hear = (node: Node) => requestAnimationFrame(() => heard.push(node.textContent));
    new MutationObserver((seen) => {
      for (const { target, addedNodes } of seen)
        if ((target as Element).closest?.('[role="log"]')) addedNodes.forEach(hear);
    }).observe(document, { childList: true, subtree: true });
  });
  return (page) => page.evaluate(() => (window as unknown as { heard: string[] }).heard.join('\n'));
}

/** The browser of the tests shows every tab: what one that is left, or come back to, tells its page. */
const turn = (page: Page, to: 'away' | 'back') =>
  page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, to === 'away');

/** Nothing ends in dots or beyond its edge, and no word of the widget's own is written otherwise than ours. */
async function whole(page: Page) {
  const cut = await room(page).evaluate((place) =>
    [...place.querySelectorAll('.webchat__suggested-action__text, .webchat__stacked-layout__content')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
      .map(({ textContent }) => textContent),
  );
  expect(cut).toEqual([]);
  expect(await room(page).textContent()).not.toContain("'");
}

async function picture(page: Page, name: string) {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: join(screenshots, `${name}.png`) });
}

/** WCAG 2.2 AA by axe: our page around the widget, and the widget itself. */
async function accessible(page: Page) {
  const { violations } = await axeOn(page).withTags(wcag).analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
  reloadsNever(await page.content(), page.url());
}

/** The server's time, as if the browser had slept: longer than the key to the conversation lasts. */
const sleepOverTheKey = () =>
  fetch(`${server.url}/dev/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advanceSeconds: 1_900 }),
  });

/** What the page says when it cannot go on. */
const stale = (page: Page) => room(page).getByRole('alert').filter({ hasText: 'Rechargez' });

async function newestMail(to: string): Promise<string> {
  return until('the mail', async () => {
    const outbox = (await (await fetch(`${server.url}/dev/outbox.json`)).json()) as {
      mails: { to: string; text: string }[];
    };
    return outbox.mails.findLast((mail) => mail.to === to)?.text;
  });
}

const send = (page: Page, button: string) => Promise.all([page.waitForNavigation(), page.click(button)]);

/** The page that a hand-over opens in a tab of its own. */
async function handedOver(context: BrowserContext, page: Page): Promise<Page> {
  const button = room(page).getByRole('button', { name: 'Ouvrir la page' }).last();
  await button.waitFor();
  const [tab] = await Promise.all([context.waitForEvent('page'), button.click()]);
  await tab.waitForLoadState();
  return tab;
}

describe('the chat page', () => {
  it('R01-R06 X20 P14 « jai perdu mon code » to a new code, the hand-over in a second tab, the bot going on by itself', () =>
    using({}, async (context) => {
      const page = await openChat(context);
      await accessible(page);
      await picture(page, 'chat');
      await write(page, 'jai perdu mon code');
      const tab = await handedOver(context, page);
      await picture(page, 'chat-hand-over');
      await accessible(page);
      expect(await tab.textContent('main')).toContain('dans une conversation');
      await send(tab, 'main form button');
      const before = await bubbles(page).count();
      await tab.fill('#nir', '184061305501228');
      await send(tab, 'main form.question > button');
      // Nobody writes: the conversation goes on because the page was used.
      await until('the bot going on', async () => (await bubbles(page).count()) > before);
      expect(await room(page).textContent()).not.toContain('184061305501228');
      const mail = await newestMail('m01@example.test');
      const link = mail
        .split('\n')
        .find((line) => line.includes('/l/'))!
        .trim();
      await tab.goto(link);
      await send(tab, 'main form button');
      await tab.fill('#newCode', '749385');
      await tab.fill('#confirmCode', '749385');
      await send(tab, 'main form.question > button');
      expect(await tab.getAttribute('main', 'data-flow')).toBe('new-code');
      expect(await tab.locator('[role="alert"]').count()).toBe(0);
      await picture(page, 'chat-goes-on');
    }));

  it('what is said and offered in another language than the page’s says so, also when it is read again (WCAG 3.1.2)', () =>
    using({}, async (context) => {
      const page = await openChat(context);
      const language = (place: Locator) =>
        place.evaluate((node) => node.closest<HTMLElement>('[lang]')!.lang.slice(0, 2));
      const answer = room(page).getByRole('toolbar').getByRole('button').first().locator('span').last();
      const said = bubbles(page).getByText('Let us go on in English').last();
      await answer.waitFor();
      expect(await language(answer)).toBe('fr');
      await write(page, 'do you speak English?');
      await said.waitFor();
      await expect.poll(() => language(answer)).toBe('en');
      expect(await language(said)).toBe('en');
      expect(await language(bubbles(page).first())).toBe('fr');
      await page.reload();
      await said.waitFor();
      expect(await language(said)).toBe('en');
      expect(await language(bubbles(page).first())).toBe('fr');
      await accessible(page);
      await write(page, 'en français');
      await expect.poll(() => language(answer)).toBe('fr');
    }));

  it.each([
    ['fr-FR', 'Ouvrir la page (nouvel onglet)'],
    ['en-GB', 'Open the page (new tab)'],
  ])(
    'WCAG 4.1.2 in %s the button of a card says that it opens a tab, and is none that stays pressed',
    (locale, name) =>
      using({ locale }, async (context) => {
        const page = await openChat(context);
        await write(page, locale === 'fr-FR' ? 'jai perdu mon code' : 'I have lost my code');
        const button = room(page).locator('.ac-pushButton');
        await button.waitFor();
        const seen = async () => [await button.ariaSnapshot(), await button.getAttribute('aria-pressed')];
        const right = [`- button "${name}"`, null];
        await expect.poll(seen).toEqual(right);
        await Promise.all([context.waitForEvent('page'), button.click()]);
        await expect.poll(seen).toEqual(right);
        await page.emulateMedia({ colorScheme: 'dark' });
        await expect
          .poll(() =>
            button.evaluate((node) => getComputedStyle(node.closest('.ac-adaptiveCard')!).backgroundColor),
          )
          .not.toBe('rgb(255, 255, 255)');
        await expect.poll(seen).toEqual(right);
      }),
  );

  it('when something was said is told by a French clock', () =>
    using({}, async (context) => {
      const page = await openChat(context);
      await writeAndSend(page, 'j’ai perdu mon code');
      const said = room(page).locator('.webchat__stacked-layout__status').last();
      await expect
        .poll(() => said.textContent())
        .toMatch(/^Envoyé le \d+ \p{L}+ à \d{1,2} h \d\d(?! *[AP]M)/u);
    }));

  it('buttons, keys and labels are enough: the whole of it without a mouse', () =>
    using({}, async (context) => {
      const page = await openChat(context);
      await box(page).focus();
      await page.keyboard.type('où est mon courrier ?');
      await page.keyboard.press('Enter');
      await bubbles(page).filter({ hasText: 'où est mon courrier' }).first().waitFor();
      // Back to the suggested answers with the keyboard alone, and one of them with Enter.
      const suggestions = room(page).getByRole('toolbar').getByRole('button');
      await suggestions.first().waitFor();
      await page.keyboard.press('Shift+Tab');
      const focused = await page.evaluate(() => document.activeElement?.textContent ?? '');
      expect(focused.length).toBeGreaterThan(0);
      const said = await bubbles(page).count();
      await page.keyboard.press('Enter');
      await until('an answer', async () => (await bubbles(page).count()) > said);
    }));

  it.each([
    ['fr-FR', 'sur Échap pour en sortir'],
    ['en-GB', 'Escape to leave it'],
  ])(
    'WCAG 2.1.2 in %s a message in which Tab goes round says how to leave it, and that leaves it',
    (locale, how) =>
      using({ locale }, async (context) => {
        const page = await openChat(context);
        await write(page, locale === 'fr-FR' ? 'jai perdu mon code' : 'I have lost my code');
        const button = room(page).locator('.ac-pushButton');
        await button.waitFor();
        const message = room(page).getByRole('article', { name: how });
        await expect.poll(() => message.count(), { timeout: 5_000 }).toBe(1);
        await button.focus();
        await page.keyboard.press('Tab');
        const isInside = () => button.evaluate((node) => node === document.activeElement);
        expect(await isInside()).toBe(true);
        await page.keyboard.press('Escape');
        await expect.poll(isInside).toBe(false);
      }),
  );

  it.each([
    ['fr-FR', 'jai perdu mon code', 'Appuyez sur Alt + Maj + A, ou sur Maj + Tab', 'Une carte'],
    ['en-GB', 'I have lost my code', 'Press Alt Shift A, or Shift + Tab', 'A card'],
  ])(
    'in %s a screen reader hears how to come to the answers, and of no card that says nothing',
    (locale, text, how, card) =>
      using({ locale }, async (context) => {
        const heard = await listen(context);
        const page = await openChat(context);
        await write(page, text);
        await expect.poll(async () => (await heard(page)).split(text)[1]).toContain(how);
        expect(await heard(page)).not.toContain(card);
        expect(await heard(page)).toMatch(/Ouvrir la page|Open the page/);
      }),
  );

  it('a number to note is heard figure by figure, as it comes and as it is come to again; what is seen stays', () =>
    using({}, async (context) => {
      const heard = await listen(context);
      const page = await openChat(context);
      await write(page, 'jai perdu mon code');
      const bubble = bubbles(page).filter({ hasText: 'code de reprise' });
      await bubble.first().waitFor();
      const [, code] = /code de reprise (\d{4}\s\d{4})\./.exec((await bubble.first().textContent())!)!;
      const spelt = [...code!.replace(/\s/, ',')].join(' ').replace(' ,', ',');
      await expect.poll(() => heard(page)).toContain(`code de reprise ${spelt}.`);
      expect(await heard(page)).not.toContain(code);
      expect(await room(page).getByRole('article', { name: spelt }).count()).toBe(1);
      expect(await room(page).getByRole('article', { name: code! }).count()).toBe(0);
    }));

  it('WCAG 4.1.3 what the bot said while the tab was not seen is said on coming back to it, once; the title counts it', () =>
    using({}, async (context) => {
      const page = await openChat(context);
      const news = page.locator('#news');
      const title = await page.title();
      const elsewhere = await context.newPage();
      await elsewhere.goto('/cpms/chat/simple');
      const say = async (text: string, answer: string) => {
        await elsewhere.fill('#text', text);
        await send(elsewhere, '.chat-message button');
        await bubbles(page).filter({ hasText: answer }).first().waitFor();
      };
      await say('jai perdu mon code', 'Ne l’écrivez pas ici');
      await turn(page, 'away');
      await turn(page, 'back');
      expect(await page.title()).toBe(title);
      await turn(page, 'away');
      await say(
        'j’ai reçu un SMS bizarre qui demande mon code, est-ce une arnaque ?',
        'Personne de chez nous',
      );
      await turn(page, 'back');
      await expect
        .poll(() => news.textContent())
        .toMatch(/^\d nouveaux? messages?\s: Personne de chez nous.{300,400} …/);
      await turn(page, 'away');
      await say('do you speak English?', 'Let us go on in English');
      const said = await elsewhere.locator('.from-person').last().locator('~ .from-bot .bubble').count();
      await expect.poll(() => page.title()).toBe(`(${said}) ${title}`);
      expect(await news.textContent()).toBe('');
      await turn(page, 'back');
      expect(await page.title()).toBe(title);
      await expect
        .poll(() => news.textContent())
        .toMatch(said === 1 ? /^1 nouveau message / : RegExp(`^${said} nouveaux messages`));
      expect(await news.getAttribute('lang')).toMatch(/^en/);
      expect(await news.locator('*').count()).toBe(0);
      expect(await news.textContent()).toContain('let us go on in English');
      expect(await news.textContent()).not.toMatch(/Personne|do you speak|\d{4}\s\d{4}/);
      await accessible(page);
    }));

  it('two tabs, a reload and a new visit show the same conversation; « nouvelle conversation » begins another', () =>
    using({}, async (context) => {
      const one = await openChat(context);
      await write(one, 'bonjour, je suis Anne');
      const two = await openChat(context);
      await bubbles(two).filter({ hasText: 'je suis Anne' }).first().waitFor();
      await write(two, 'où est mon courrier ?');
      await bubbles(one).filter({ hasText: 'où est mon courrier ?' }).first().waitFor();
      await one.reload();
      await bubbles(one).filter({ hasText: 'je suis Anne' }).first().waitFor();
      await one.goto('/cpms/chat/simple');
      expect(await one.locator('.talk').textContent()).toContain('je suis Anne');
      await accessible(one);
      await send(one, '.chat-ways button');
      await bubbles(one).first().waitFor();
      expect(await bubbles(one).filter({ hasText: 'je suis Anne' }).count()).toBe(0);
    }));

  it('two pages opened at once by a browser that was never here: the cookie of the later wins, and the page goes live all the same', () =>
    using({}, async (context) => {
      const page = await context.newPage();
      let keys = 0;
      await page.route('**/chat/key', async (route) => {
        keys += 1;
        if (keys === 1) await context.clearCookies({ name: /guichet$/ });
        await route.continue();
      });
      await page.goto('/cpms/chat');
      await bubbles(page).first().waitFor();
      expect(keys).toBe(2);
    }));

  it('the socket cut: what was said meanwhile arrives when it is back, once', () =>
    using({}, async (context) => {
      const cuts: (() => Promise<void>)[] = [];
      await context.routeWebSocket(/\/stream\?/, (socket) => {
        socket.connectToServer();
        cuts.push(() => socket.close({ code: 3000 }));
      });
      const page = await openChat(context);
      await writeAndSend(page, 'bonjour');
      expect(cuts).toHaveLength(1);
      await cuts[0]!();
      const other = await context.newPage();
      await other.goto('/cpms/chat/simple');
      await other.fill('#text', 'écrit sur l’autre page');
      await send(other, '.chat-message button');
      await bubbles(page).filter({ hasText: 'écrit sur l’autre page' }).first().waitFor({ timeout: 60_000 });
      expect(await bubbles(page).filter({ hasText: 'écrit sur l’autre page' }).count()).toBe(1);
    }));

  it('asleep for longer than its key lasts: what is said next arrives, once, and the conversation goes on', () =>
    using({}, async (context) => {
      const page = await openChat(context);
      await writeAndSend(page, 'bonjour');
      await sleepOverTheKey();
      await writeAndSend(page, 'où est mon courrier ?');
      await writeAndSend(page, 'menu');
      await page.reload();
      await bubbles(page).filter({ hasText: 'menu' }).first().waitFor();
      for (const text of ['bonjour', 'où est mon courrier ?', 'menu'])
        expect(await bubbles(page).getByText(text, { exact: true }).count()).toBe(1);
    }));

  it('asleep, and the socket lost: it comes back with another key, and what was said meanwhile arrives once', () =>
    using({}, async (context) => {
      const cuts: (() => Promise<void>)[] = [];
      await context.routeWebSocket(/\/stream\?/, (socket) => {
        socket.connectToServer();
        cuts.push(() => socket.close({ code: 3000 }));
      });
      const page = await openChat(context);
      await writeAndSend(page, 'bonjour');
      await sleepOverTheKey();
      await cuts[0]!();
      const other = await context.newPage();
      await other.goto('/cpms/chat/simple');
      await other.fill('#text', 'écrit sur l’autre page');
      await send(other, '.chat-message button');
      await bubbles(page).filter({ hasText: 'écrit sur l’autre page' }).first().waitFor({ timeout: 60_000 });
      expect(await bubbles(page).filter({ hasText: 'écrit sur l’autre page' }).count()).toBe(1);
      expect(cuts).toHaveLength(2);
    }));

  it('no network for half an hour while the page is open: it comes back by itself, and misses nothing', () =>
    using(
      {},
      async (context) => {
        const cuts: (() => Promise<void>)[] = [];
        await context.routeWebSocket(/\/stream\?/, (socket) => {
          socket.connectToServer();
          cuts.push(() => socket.close({ code: 3000 }));
        });
        const page = await context.newPage();
        await page.clock.install();
        await page.goto('/cpms/chat');
        await bubbles(page).first().waitFor();
        const said = await bubbles(page).count();
        await write(page, 'bonjour');
        await until('the answer', async () => (await bubbles(page).count()) > said + 1);
        let tries = 0;
        await page.route('**/v3/directline/conversations/*?watermark=*', (route) => {
          tries += 1;
          return route.abort();
        });
        await cuts[0]!();
        await until('sixty attempts', async () => {
          await page.clock.runFor(25_000);
          return tries >= 60;
        });
        const other = await context.newPage();
        await other.goto('/cpms/chat/simple');
        await other.fill('#text', 'écrit sur l’autre page');
        await send(other, '.chat-message button');
        await page.unrouteAll();
        await page.clock.runFor(25_000);
        await bubbles(page).filter({ hasText: 'écrit sur l’autre page' }).first().waitFor();
      },
      /status of 4|ERR_FAILED/,
    ));

  it('its conversation ended in another tab while it slept: it says so, and its button opens the present one', () =>
    using({}, async (context) => {
      const page = await openChat(context);
      await writeAndSend(page, 'bonjour, je suis Anne');
      const other = await openChat(context, '/cpms/chat');
      await send(other, '.chat-ways button[type="submit"]');
      await sleepOverTheKey();
      expect(await stale(page).count()).toBe(0);
      await write(page, 'où est mon courrier ?');
      await stale(page).waitFor();
      await accessible(page);
      await stale(page).getByRole('link').click();
      await bubbles(other).first().waitFor();
      await room(page).locator('.webchat__bubble__content').first().waitFor();
      expect(await bubbles(page).filter({ hasText: 'je suis Anne' }).count()).toBe(0);
      expect(await stale(page).count()).toBe(0);
    }));

  it('the conversation cannot be opened at first: the page says so, and its button tries again', () =>
    using(
      {},
      async (context) => {
        const page = await context.newPage();
        const away = { status: 503, json: { error: { code: 'ServiceUnavailable', message: 'later' } } };
        await page.route('**/v3/directline/conversations/*', (route) => route.fulfill(away), { times: 1 });
        await page.goto('/cpms/chat');
        await stale(page).waitFor();
        await stale(page).getByRole('link').click();
        await bubbles(page).first().waitFor();
        expect(await stale(page).count()).toBe(0);
      },
      // The widget lets the failed request go uncaught, by a name of one letter.
      /status of 503|^\w$/,
    ));

  it('WCAG 1.4.3 what it says of a connection that is slow to come can be read in the dark', () =>
    using({ colorScheme: 'dark' }, async (context) => {
      const page = await context.newPage();
      await page.route('**/v3/directline/conversations/*', () => new Promise(() => {}));
      await page.goto('/abela/chat');
      await room(page)
        .locator('.webchat__connectivityStatus')
        .filter({ hasText: 'La conversation s’ouvre' })
        .waitFor();
      await accessible(page);
    }));

  it.each([
    [
      'dark and narrow',
      { colorScheme: 'dark' as const, viewport: { width: 320, height: 740 } },
      '/abela/chat',
    ],
    ['light, in English', { locale: 'en-GB' }, '/acs/chat'],
  ])('WCAG 2.2 it is accessible %s', (name, options, path) =>
    using(options, async (context) => {
      const page = await openChat(context, path);
      await room(page).getByRole('toolbar').waitFor();
      await whole(page);
      await write(page, 'jai perdu mon code');
      await room(page).locator('.ac-pushButton').first().waitFor();
      await accessible(page);
      await whole(page);
      await picture(page, `chat-${name.split(' ')[0]!.replace(',', '')}`);
      const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(width).toBeLessThanOrEqual(0);
    }),
  );

  it.each([640, 300])(
    'WCAG 1.4.10 on a telephone of 320 px by %s, the keyboard open or not, what was said last is in sight',
    (height) =>
      using({ viewport: { width: 320, height: 640 } }, async (context) => {
        const page = await openChat(context);
        await box(page).focus();
        await page.setViewportSize({ width: 320, height });
        await write(page, 'jai perdu mon code');
        await room(page).locator('.ac-pushButton').first().waitFor();
        const seen = () =>
          bubbles(page)
            .last()
            .evaluate((node) => {
              const bubble = node.getBoundingClientRect();
              const list = node.closest('.webchat__basic-transcript')!.getBoundingClientRect();
              return Math.min(bubble.bottom, list.bottom, innerHeight) - Math.max(bubble.top, list.top, 0);
            });
        await expect.poll(seen).toBeGreaterThan(48);
        const input = (await box(page).boundingBox())!;
        expect(input.y + input.height / 2).toBeLessThan(height);
        const around = (await room(page).boundingBox())!;
        expect([around.y >= 0, around.y + around.height <= height]).toEqual([true, true]);
      }),
  );

  it('a widget that does not arrive leaves the plain form, in which nobody is interrupted (P09)', () =>
    using({}, async (context) => {
      const page = await context.newPage();
      let arrive = () => {};
      await page.route(/webchat-[\d.]+\.js/, (route) => {
        arrive = () => void route.continue();
      });
      await page.goto('/cpms/chat', { waitUntil: 'commit' });
      const plain = page.locator('form.chat-message');
      await page.locator('.chat-loading').waitFor();
      await plain.waitFor({ timeout: 15_000 });
      await plain.locator('input[name=text]').fill('jai perdu mon code');
      arrive();
      await page.waitForLoadState();
      expect(await plain.locator('input[name=text]').inputValue()).toBe('jai perdu mon code');
      await send(page, 'form.chat-message button');
      expect(new URL(page.url()).pathname).toBe('/cpms/chat/simple');
    }));

  it('whoever writes in the plain form before any script has come goes on in it (P09)', () =>
    using({}, async (context) => {
      const page = await context.newPage();
      const held: (() => void)[] = [];
      await page.route(/chat[-\w.]*\.js/, (route) => {
        held.push(() => void route.continue());
      });
      await page.goto('/cpms/chat', { waitUntil: 'commit' });
      const plain = page.locator('form.chat-message');
      await plain.locator('input[name=text]').fill('jai perdu mon code');
      for (const arrive of held) arrive();
      await page.waitForLoadState();
      expect(await plain.isVisible()).toBe(true);
      expect(await plain.locator('input[name=text]').inputValue()).toBe('jai perdu mon code');
      await send(page, 'form.chat-message button');
      expect(new URL(page.url()).pathname).toBe('/cpms/chat/simple');
    }));

  it.each(['/dev', '/dev/phone'])('%s fits a telephone of 320 px, in the dark too', (path) =>
    using({ viewport: { width: 320, height: 640 }, colorScheme: 'dark' }, async (context) => {
      const page = await context.newPage();
      await page.goto(path);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
      const axe = axeOn(page).exclude('iframe').withRules(['color-contrast', 'target-size']);
      expect((await axe.analyze()).violations.map(({ nodes }) => nodes[0]?.html)).toEqual([]);
    }),
  );

  it('the widget comes compressed, for a year; the door leads to the page', () =>
    using({}, async (context) => {
      const page = await context.newPage();
      const widget = page.waitForResponse((response) => /webchat-[\d.]+\.js$/.test(response.url()));
      await page.goto('/cpms/');
      await send(page, 'main a[href="/cpms/chat"]');
      const headers = await (await widget).allHeaders();
      expect(headers['content-encoding']).toMatch(/^(br|gzip)$/);
      expect(headers['cache-control']).toMatch(/max-age=31536000.*immutable/);
    }));
});

describe('the plain page', () => {
  const plain = { javaScriptEnabled: false };

  /** The page that the conversation handed over to, filled in and sent. */
  async function finishOn(tab: Page, chat: Page) {
    await tab.goto((await chat.locator('.talk a.button').last().getAttribute('href'))!);
    await send(tab, 'main form button');
    await tab.fill('#nir', '299017505622262');
    await send(tab, 'main form.question > button');
  }

  it('X20 the same conversation by forms, from the first word to the hand-over and back', () =>
    using(plain, async (context) => {
      const page = await context.newPage();
      await page.goto('/cpms/chat');
      await page.fill('#text', 'jai perdu mon code');
      await send(page, '.chat-message button');
      expect(new URL(page.url()).pathname).toBe('/cpms/chat/simple');
      await picture(page, 'chat-plain');
      reloadsNever(await page.content(), page.url());
      const said = await page.locator('.talk li').count();
      const nextLine = page.locator(`#ligne-${said + 1}`);
      const look = () => send(page, '.waiting a');
      const inSight = () => nextLine.evaluate((node) => node.matches(':target'));
      // Nothing new: one stays at the link, and may press it again.
      await look();
      expect(await inSight()).toBe(true);
      await finishOn(await context.newPage(), page);
      await until('the bot going on', async () => {
        await look();
        return (await page.locator('.talk li').count()) > said;
      });
      expect(await inSight()).toBe(true);
      expect(await nextLine.evaluate((node) => node.closest('li')!.className)).toBe('from-bot');
      expect(await page.textContent('.talk')).not.toContain('299017505622262');
    }));

  it('WCAG 2.4.3 after sending one reads on at what the bot said, not at who said it and when', () =>
    using({ ...plain, viewport: { width: 1180, height: 320 } }, async (context) => {
      const page = await context.newPage();
      await page.goto('/cpms/chat/simple');
      await send(page, 'button[name="begin"]');
      await page.fill('#text', 'jai perdu mon code');
      await send(page, '.chat-message button');
      const from = await page.locator(':target').textContent();
      const answer = page.locator('.from-person + .from-bot');
      expect(from!.trim()).toBe((await answer.locator('.bubble').textContent())!.trim());
      expect((await answer.locator('.who').boundingBox())!.y).toBeGreaterThanOrEqual(0);
      await page.goto('/cpms/chat/simple?vu=0');
      expect(await page.locator(':target').textContent()).toBe(
        await page.locator('.bubble').first().textContent(),
      );
    }));

  it('X20 WCAG 2.2.1 with JavaScript it goes on by itself, but never under somebody who is typing', () =>
    using({}, async (context) => {
      await context.addInitScript(lookOften);
      const page = await context.newPage();
      await page.goto('/cpms/chat/simple');
      await page.fill('#text', 'jai perdu mon code');
      await send(page, '.chat-message button');
      await accessible(page);
      const said = await page.locator('.talk li').count();
      await page.fill('#text', 'et ma carte');
      await finishOn(await context.newPage(), page);
      await until('the bot going on', async () => {
        const there = await context.request.get('/cpms/chat/simple');
        return (await there.text()).split('<li class="from-').length - 1 > said;
      });
      // It has looked since, more than once.
      for (let looks = 0; looks < 3; looks++) await page.waitForResponse(/chat\/simple$/);
      expect(await page.inputValue('#text')).toBe('et ma carte');
      await Promise.all([page.waitForNavigation(), page.fill('#text', '')]);
      expect(await page.locator('.talk li').count()).toBeGreaterThan(said);
    }));

  it('P11 a form sent twice says its message once; a button answers like words', () =>
    using(plain, async (context) => {
      const page = await context.newPage();
      await page.goto('/acs/chat/simple');
      await send(page, 'button[name="begin"]');
      const fields = await page
        .locator('.chat-message input')
        .evaluateAll((inputs) =>
          inputs.map(
            (input) => [(input as HTMLInputElement).name, (input as HTMLInputElement).value] as const,
          ),
        );
      const form = { ...Object.fromEntries(fields), text: 'bonjour' };
      const headers = { 'sec-fetch-site': 'same-origin' };
      for (const time of [1, 2]) {
        const posted = await page.request.post('/acs/chat/simple', { form, headers, maxRedirects: 0 });
        expect(`${time}: ${posted.status()}`).toBe(`${time}: 303`);
      }
      await page.goto('/acs/chat/simple');
      expect(await page.locator('.from-person').count()).toBe(1);
      await send(page, '.chat-choices button[value="code-reset"]');
      expect(await page.getAttribute('main', 'data-flow')).toBe('code-reset');
    }));

  it('ASVS 3.5.1 a form from elsewhere is refused and says nothing', () =>
    using(plain, async (context) => {
      const page = await context.newPage();
      await page.goto('/cpms/chat/simple');
      const form = { text: 'bonjour', message: 'x', form: 'forged' };
      for (const path of ['/cpms/chat/simple', '/cpms/chat/key', '/cpms/chat/new'])
        expect((await page.request.post(path, { form, maxRedirects: 0 })).status()).toBe(403);
      await page.goto('/cpms/chat/simple');
      expect(await page.locator('.talk').count()).toBe(0);
    }));
});
