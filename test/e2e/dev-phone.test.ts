/** The telephone of the browser, `/dev/phone`: a call that is over is over, however late its answers come. */
import type { Browser, Page, Request, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { axeOn, startBrowser } from '../support/browser.ts';
import { chatServer } from '../support/chat-server.ts';

// A browser on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

let server: Awaited<ReturnType<typeof chatServer>>;
let browser: Browser;
beforeAll(async () => {
  server = await chatServer({ RATE_LIMITS: '0' });
  browser = await startBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

interface Telephone {
  readonly page: Page;
  /** Voice webhooks sent, in order. */
  readonly asked: readonly Request[];
  /** Voice webhooks that nobody has answered yet; from now on none is answered. */
  readonly held: readonly Route[];
}

/** A page on which voice webhooks wait for `task` to let them through. */
async function onTelephone(task: (telephone: Telephone) => Promise<void>) {
  const context = await browser.newContext({ baseURL: server.url, locale: 'fr-FR' });
  try {
    const page = await context.newPage();
    await page.clock.install();
    await page.goto('/dev/phone?tenant=acs');
    const asked: Request[] = [];
    const held: Route[] = [];
    await page.route(isVoice, (route) => {
      asked.push(route.request());
      held.push(route);
    });
    await task({ page, asked, held });
  } finally {
    await context.close();
  }
}

const isVoice = (url: URL) => url.pathname.startsWith('/ivr/') && !url.pathname.endsWith('/status');
const heard = (page: Page) => page.locator('#transcript li').allTextContents();
const status = (page: Page) => page.textContent('#status');

async function call({ page, held }: Telephone): Promise<Route> {
  const before = held.length;
  await page.click('#call');
  await expect.poll(() => held.length).toBe(before + 1);
  return held.at(-1)!;
}

async function hangUp(page: Page) {
  const told = page.waitForResponse((response) => response.url().endsWith('/status'));
  await page.click('#hang-up');
  await told;
}

/** Lets an answer through, and the page take it: what it does then it does at once. */
async function arrive(page: Page, route: Route, answer: () => Promise<void>) {
  const outbox = page.waitForResponse((response) => response.url().endsWith('/dev/outbox.json'));
  await answer();
  await route.request().response();
  await outbox;
}

describe('/dev/phone', () => {
  it('says nothing of an answer that comes after hanging up, and no key goes on with it', () =>
    onTelephone(async (telephone) => {
      const { page, asked } = telephone;
      const slow = await call(telephone);
      await hangUp(page);
      await arrive(page, slow, () => slow.continue());
      expect(await heard(page)).toEqual([expect.stringMatching(/^Appel de/), 'Vous raccrochez']);
      await page.keyboard.press('1');
      await page.click('[data-key="1"]');
      expect(await heard(page)).toHaveLength(2);
      expect(asked).toHaveLength(1);
      expect(await status(page)).toBe('Raccroché');
    }));

  it('does not hear in a call what belongs to the one before', () =>
    onTelephone(async (telephone) => {
      const { page } = telephone;
      const slow = await call(telephone);
      await hangUp(page);
      const other = await call(telephone);
      await arrive(page, slow, () => slow.continue());
      expect(await heard(page)).not.toContain('ACS, bonjour.');
      expect(await page.isEnabled('#silence')).toBe(false);
      await arrive(page, other, () => other.continue());
      expect((await heard(page)).filter((text) => text === 'ACS, bonjour.')).toHaveLength(1);
      expect(await status(page)).toBe('En communication');
    }));

  it('fetches no question again that was to be asked after hanging up', () =>
    onTelephone(async (telephone) => {
      const { page, asked, held } = telephone;
      const first = await call(telephone);
      const wait =
        '<Response><Say>Un instant.</Say><Pause length="2"/><Redirect>/ivr/twilio/acs</Redirect></Response>';
      await arrive(page, first, () => first.fulfill({ contentType: 'text/xml', body: wait }));
      await page.clock.runFor(2_500);
      await expect.poll(() => asked.length).toBe(2);
      const again = held.at(-1)!;
      await arrive(page, again, () => again.fulfill({ contentType: 'text/xml', body: wait }));
      await hangUp(page);
      await page.clock.runFor(60_000);
      expect(await status(page)).toBe('Raccroché');
      // What had been asked meanwhile would have been asked before this.
      await call(telephone);
      const calls = asked.map((request) => new URLSearchParams(request.postData()!).get('CallSid'));
      expect(calls).toEqual([calls[0], calls[0], expect.not.stringContaining(calls[0]!)]);
    }));

  it('leaves open what somebody reads of what was sent, until more is sent', () =>
    onTelephone(async ({ page }) => {
      let sent = letters('postée le lundi');
      await page.route('**/dev/outbox.json', (route) => route.fulfill({ json: sent }));
      const looked = () => page.waitForResponse((response) => response.url().endsWith('/dev/outbox.json'));
      const looks = async () => {
        const look = looked();
        await page.clock.runFor(4_000);
        await look;
      };
      await looks();
      await page.click('#outbox summary');
      await looks();
      await looks();
      expect(await page.textContent('#outbox details[open] pre')).toBe('postée le lundi');
      expect(await page.getAttribute('#outbox a', 'href')).toBe('/dev/letters/1.pdf');
      sent = letters('postée le mardi');
      await looks();
      await expect.poll(() => page.textContent('#outbox pre')).toBe('postée le mardi');
    }));
});

const letters = (text: string) => ({
  sms: [],
  mails: [],
  letters: [{ addressLines: ['Camille EXEMPLE'], status: 'posted', text, pdf: '/dev/letters/1.pdf' }],
});

it('on `/dev`, what scrolls sideways at 320 px can be reached by key (WCAG 2.1.1)', async () => {
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 320, height: 640 } });
  try {
    const page = await context.newPage();
    await page.goto('/dev');
    const people = page.locator('.people');
    expect(await people.evaluate((place) => place.scrollWidth > place.clientWidth)).toBe(true);
    const { violations } = await axeOn(page)
      .include('.people')
      .withRules(['scrollable-region-focusable'])
      .analyze();
    expect(violations).toEqual([]);
  } finally {
    await context.close();
  }
});
