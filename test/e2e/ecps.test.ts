/** The guide on a computer and the simulated telephone beside it, in one Chromium, as a person would use them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import jsQR from 'jsqr';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Assembled, assemble } from '../../server/assemble.ts';
import { readConfig } from '../../server/config.ts';
import { axeOn, lookOften, startBrowser, wcag } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { reloadsNever } from '../support/reloads.ts';

// A browser on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

const dir = mkdtempSync(join(tmpdir(), 'guichet-ecps-'));
let server: Assembled;
let browser: Browser;
let url: string;

beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  server = await assemble(readConfig({ DATA_DIR: dir, LOG_LEVEL: 'silent', PORT: String(port) }));
  await server.app.listen({ port, host: '127.0.0.1' });
  server.loop.start();
  browser = await startBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.loop.stop();
  await server?.app.close();
  await server?.product.close();
  rmSync(dir, { recursive: true, force: true });
});

interface Desk {
  readonly computer: Page;
  readonly phone: Page;
  readonly context: BrowserContext;
}

/** Two pages of one browser; what it complains of fails the test. */
async function atTheDesk(task: (desk: Desk) => Promise<void>, options: { javaScriptEnabled?: boolean } = {}) {
  const context = await browser.newContext({ baseURL: url, locale: 'fr-FR', ...options });
  await context.addInitScript(lookOften);
  const complaints: string[] = [];
  context.on('weberror', (error) => complaints.push(error.error().message));
  context.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4/.test(message.text())) complaints.push(message.text());
  });
  try {
    await task({ computer: await context.newPage(), phone: await context.newPage(), context });
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

const state = (page: Page) => page.getAttribute('main', 'data-state');
const press = (page: Page, button: string) => Promise.all([page.waitForNavigation(), page.click(button)]);
const choose = (page: Page, id: string) => press(page, `main button[name="choice"][value="${id}"]`);
async function type(page: Page, values: Record<string, string>) {
  for (const [name, value] of Object.entries(values)) await page.fill(`main #${name}`, value);
  await press(page, 'main form.question > button');
}
async function work(page: Page) {
  while (await page.locator('main button[value="worked"]').count()) await choose(page, 'worked');
}

const checked = new Set<string>();
/** WCAG 2.2 AA by axe, once a state. */
async function accessible(page: Page) {
  const stage = await page.evaluate(() => document.querySelector('[data-stage]')?.getAttribute('data-stage'));
  const name = `${new URL(page.url()).pathname} ${stage ?? (await state(page))}`;
  if (checked.has(name)) return;
  checked.add(name);
  const { violations } = await axeOn(page).withTags(wcag).analyze();
  expect(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html}`)).toEqual([]);
  reloadsNever(await page.content(), name);
}

/** A CommonJS module whose types say otherwise. */
const scan = jsQR as unknown as typeof jsQR.default;
/** What a telephone sees on a screenshot. */
function decoded(png: Buffer): string | undefined {
  const image = `data:image/png;base64,${png.toString('base64')}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 500"><image href="${image}" width="500" height="500"/></svg>`;
  const { pixels, width, height } = new Resvg(svg).render();
  return scan(new Uint8ClampedArray(pixels), width, height)?.data;
}

const pin = { pin: '7391', confirmPin: '7391' };
const activation = async () => {
  const { activations } = (await (await fetch(`${url}/dev/wallet.json`)).json()) as {
    activations: { id: string; qr: string; addCode: string; state: string }[];
  };
  return activations.at(-1)!;
};
async function toQr(computer: Page) {
  await computer.goto('/ecps/');
  await choose(computer, 'card-yes');
  await work(computer);
  expect(await state(computer)).toBe('showing-qr.waiting');
}

describe('the guide and the telephone, side by side', () => {
  it('E10-E20 P16 method A: the QR on the screen is scanned from its picture, the computer follows by itself', () =>
    atTheDesk(async ({ computer, phone }) => {
      await computer.goto('/ecps/');
      expect(await computer.getAttribute('main', 'data-flow')).toBe('ecps');
      expect(await computer.locator('a[href="https://www.youtube.com/watch?v=LdCD9dCDWzM"]').count()).toBe(1);
      await accessible(computer);
      await choose(computer, 'card-yes');
      while (await computer.locator('main button[value="worked"]').count()) {
        await accessible(computer);
        await choose(computer, 'worked');
      }
      await accessible(computer);
      expect(await computer.locator('.countdown').textContent()).toMatch(/Temps restant\s: \d+ s/);
      const picture = await computer.locator('.qr svg').screenshot();
      expect(decoded(picture)).toBe((await activation()).qr);
      await phone.goto('/dev/wallet/phone');
      await accessible(phone);
      await Promise.all([
        phone.waitForNavigation(),
        phone.setInputFiles('#file', { name: 'qr.png', mimeType: 'image/png', buffer: picture }),
      ]);
      const code = (await phone.locator('.code').textContent())!;
      await computer.waitForSelector('#addCode');
      await accessible(computer);
      await type(computer, { addCode: 'Z00000' });
      expect(await state(computer)).toBe('adding-phone.add-code-wrong');
      await accessible(computer);
      await type(computer, { addCode: code });
      await accessible(computer);
      await type(computer, { pin: '1234', confirmPin: '1234' });
      expect(await computer.locator('[role="alert"]').count()).toBeGreaterThan(0);
      await type(computer, pin);
      expect(await state(computer)).toBe('activated');
      await accessible(computer);
    }));

  it('E30-E41 method B: from the identifier to the mail, the telephone and the SMS', () =>
    atTheDesk(async ({ computer, phone }) => {
      await computer.goto('/ecps/');
      await choose(computer, 'card-no');
      await work(computer);
      await accessible(computer);
      await type(computer, { nationalId: '8 123' });
      expect(await computer.inputValue('#nationalId')).toBe('8 123');
      await accessible(computer);
      await type(computer, { nationalId: '812345678901' });
      expect(await computer.textContent('main')).toContain('inhabituel');
      await accessible(computer);
      await server.loop.drain();
      const { mails } = (await (await fetch(`${url}/dev/outbox.json`)).json()) as {
        mails: { text: string; to: string }[];
      };
      const line = mails
        .at(-1)!
        .text.split('\n')
        .find((text) => text.startsWith('GUICHET-ECPS:'))!;
      expect(mails.at(-1)!.to).toBe('e04@example.test');
      await phone.goto('/dev/wallet/phone');
      await phone.fill('#qr', line);
      await press(phone, '#scan button');
      await computer.waitForSelector('main[data-state="choosing-sms.doing"]');
      await press(phone, 'button[value="sms"]');
      await computer.waitForSelector('#smsCode');
      await accessible(computer);
      await press(phone, 'button[value="code"] >> nth=0');
      await computer.waitForSelector('#pin');
      await accessible(phone);
      for (const digit of '73917391') await phone.click(`.keys button[data-digit="${digit}"]`);
      await press(phone, 'button[value="pin"]');
      await computer.waitForSelector('main[data-state="activated"]');
    }));

  it.each([
    ['expire', 'qr-expired'],
    ['lost', 'phone-lost'],
    ['incompatible', 'phone-incompatible'],
  ])(
    'E65 the switch « %s » of /dev/wallet leads to %s, with whom to call and at which price',
    (fault, exit) =>
      atTheDesk(async ({ computer, phone }) => {
        await toQr(computer);
        const { id } = await activation();
        await phone.goto('/dev/wallet');
        await accessible(phone);
        await press(phone, `[id="${id}"] button[value="${fault}"]`);
        await computer.waitForSelector(`main[data-state="${exit}"]`);
        await accessible(computer);
        expect((await computer.textContent('body'))!.replaceAll('\u00a0', ' ')).toMatch(
          /0 809 40 00 82[\s\S]*gratuit/,
        );
        await choose(computer, 'restart');
        expect(await state(computer)).toBe('showing-qr.waiting');
      }),
  );

  it('E65 a wrong SMS code leads to its exit and to another SMS', () =>
    atTheDesk(async ({ computer, phone }) => {
      await computer.goto('/ecps/');
      await choose(computer, 'card-no');
      await work(computer);
      await type(computer, { nationalId: '899700000013' });
      const { id, qr } = await activation();
      await phone.goto('/dev/wallet/phone');
      await phone.fill('#qr', qr);
      await press(phone, '#scan button');
      await computer.waitForSelector('main button[value="worked"]');
      await work(computer);
      await phone.goto('/dev/wallet');
      await press(phone, `[id="${id}"] button[value="wrong-sms"]`);
      await computer.waitForSelector('main[data-state="awaiting-sms.sms-wrong"]');
      await accessible(computer);
      await choose(computer, 'resend');
      expect(await state(computer)).toBe('awaiting-sms.awaiting-sms-code');
    }));

  it('E60 E34 the exits of the tree are accessible too, and the details lead to where they are corrected', () =>
    atTheDesk(async ({ computer }) => {
      await computer.goto('/ecps/');
      for (const id of ['card-yes', 'worked', 'worked', 'failed']) await choose(computer, id);
      expect(await state(computer)).toBe('card-problem');
      await accessible(computer);
      for (const id of ['card-no', 'worked', 'details-outdated']) await choose(computer, id);
      expect(await computer.locator('a[href*="mise-jour-des-coordonnees"]').count()).toBeGreaterThan(0);
      await accessible(computer);
    }));

  /** E11-E13 on the wallet's own site, as far as the QR code. */
  async function toSiteQr(site: Page) {
    await site.goto('/dev/wallet/site');
    await accessible(site);
    await press(site, 'a.button');
    await accessible(site);
    await site.check('#accept');
    await press(site, 'main form button');
  }

  it('E11-E20 the wallet’s own site: card, conditions, three stages; it follows the telephone by itself', () =>
    atTheDesk(async ({ computer: site, phone }) => {
      await toSiteQr(site);
      await accessible(site);
      const picture = await site.locator('svg.qr').screenshot();
      expect(decoded(picture)).toBe((await activation()).qr);
      await phone.goto('/dev/wallet/phone');
      await phone.fill('#qr', (await activation()).qr);
      await press(phone, '#scan button');
      await site.waitForSelector('#addCode');
      await accessible(site);
      await site.fill('#addCode', (await phone.locator('.code').textContent())!);
      await press(site, 'button[value="add"]');
      await accessible(site);
      for (const digit of '73917391') await site.click(`.keys button[data-digit="${digit}"]`);
      await press(site, 'button[value="pin"]');
      expect(await site.textContent('main')).toContain('Félicitations');
      await accessible(site);
    }));

  it('E11-E20 the wallet’s own site works without JavaScript', () =>
    atTheDesk(
      async ({ computer: site, phone }) => {
        await toSiteQr(site);
        await phone.goto('/dev/wallet/phone');
        await phone.fill('#qr', (await activation()).qr);
        await press(phone, '#scan button');
        await press(site, 'main a >> text=Actualiser');
        await site.fill('#addCode', (await phone.locator('.code').textContent())!);
        await press(site, 'button[value="add"]');
        await site.fill('#pin', '7391');
        await site.fill('#confirmPin', '7391');
        await press(site, 'button[value="pin"]');
        expect(await site.textContent('main')).toContain('Félicitations');
      },
      { javaScriptEnabled: false },
    ));

  it('E10-E20 everything works without JavaScript: typing for the camera, a link for the countdown', () =>
    atTheDesk(
      async ({ computer, phone }) => {
        await toQr(computer);
        await phone.goto('/dev/wallet/phone');
        await phone.fill('#qr', (await activation()).qr);
        await press(phone, '#scan button');
        await press(computer, '.waiting a');
        await type(computer, { addCode: (await phone.locator('.code').textContent())! });
        await type(computer, pin);
        expect(await state(computer)).toBe('activated');
      },
      { javaScriptEnabled: false },
    ));
});
