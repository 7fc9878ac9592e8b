import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { renderMail } from '../../../adapters/mail/render.ts';
import { axeOn, startBrowser, wcag } from '../../support/browser.ts';
import { reloadsNever } from '../../support/reloads.ts';
import { PlainBrowser, startWeb, type WebServer } from '../../support/web-server.ts';

// A browser on a busy machine: each test drives several pages.
vi.setConfig({ testTimeout: 180_000 });

let server: WebServer;
let browser: Browser;
const screenshots = join(import.meta.dirname, '../../../docs/screenshots');

beforeAll(async () => {
  server = await startWeb();
  browser = await startBrowser();
  if (process.env.SCREENSHOTS) await mkdir(screenshots, { recursive: true });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const wide = { width: 1180, height: 820 };
const narrow = { width: 320, height: 640 };

/** A page of a browser of its own. What it complains of (policy, script errors) or asks elsewhere is wrong. */
async function newVisitor(options: BrowserContextOptions, opened = browser) {
  const context = await opened.newContext({
    baseURL: server.url,
    locale: 'fr-FR',
    viewport: wide,
    // A colour on its way from light to dark is none that anybody has to read.
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on(
    'console',
    (message) =>
      message.type() === 'error' && !/status of 4/.test(message.text()) && wrong.push(message.text()),
  );
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('request', (request) => {
    const url = request.url();
    if (!/^(data|blob):/.test(url) && !url.startsWith(server.url)) wrong.push(`asked ${url}`);
  });
  return { context, page, wrong };
}

async function using(
  options: BrowserContextOptions,
  task: (page: Page, context: BrowserContext) => Promise<void>,
) {
  const { context, page, wrong } = await newVisitor(options);
  try {
    await task(page, context);
    expect(wrong).toEqual([]);
  } finally {
    await context.close();
  }
}

/** Sends the form and waits for the page that comes. */
async function send(page: Page, values: Record<string, string> = {}, button = 'main form.question > button') {
  for (const [name, value] of Object.entries(values)) await page.fill(`#${name}`, value);
  await Promise.all([page.waitForNavigation(), page.click(button)]);
}

const choose = (page: Page, id: string) => send(page, {}, `main button[value="${id}"]`);

interface Stop {
  readonly name: string;
  go(page: Page): Promise<void>;
}

let strangers = 0;
/** Valid and nobody's, another at every call: failures of one test are not another's. */
function strangerNir(): string {
  const body = `29902751${String(10_000 + strangers++)}`;
  return `${body}${String(97 - Number(BigInt(body) % 97n)).padStart(2, '0')}`;
}

/** The last of so many failures in the browser, those before it by plain requests: they count for the NIR. */
const failures =
  (tenant: string, times: number, nir = '') =>
  async (page: Page) => {
    const typed = nir || strangerNir();
    const plain = new PlainBrowser(server.url);
    await plain.get(`/${tenant}/connexion`);
    for (let i = 1; i < times; i++) await plain.submit({ nir: typed, code: `11111${i}` });
    await page.goto(`/${tenant}/connexion`);
    await send(page, { nir: typed, code: '111119' });
  };
const signIn = (tenant: string, nir: string, code: string) => async (page: Page) => {
  await page.goto(`/${tenant}/connexion`);
  await send(page, { nir, code });
};
const inside = (path: string) => async (page: Page) => {
  await signIn('acs', '155019710102338', '860352')(page);
  await page.goto(`/acs/espace${path}`);
};
const open = (path: string) => async (page: Page) => {
  await page.goto(path);
};

/** Kinds of states: a field of every kind, refusals, outcomes, waits, menus, contacts, the area, errors. */
const stops: readonly Stop[] = [
  { name: 'insurers', go: open('/') },
  { name: 'door', go: open('/cpms/') },
  { name: 'sign-in', go: open('/cpms/connexion') },
  { name: 'first-connection', go: open('/abela/premiere-connexion') },
  { name: 'change-code', go: open('/abela/modifier-code') },
  { name: 'code-reset', go: open('/acs/code') },
  { name: 'mail-code', go: open('/cpms/reprendre') },
  { name: 'resume', go: open('/reprendre') },
  { name: 'help', go: open('/abela/aide') },
  { name: 'letter-status', go: open('/acs/aide/lettre') },
  { name: 'contact', go: open('/acs/contact') },
  { name: 'missing', go: open('/cpms/nulle-part') },
  { name: 'dead-link', go: open('/l/inconnu') },
  {
    name: 'refused',
    go: async (page) => {
      await page.goto('/acs/connexion');
      await send(page, { nir: '184061305501229', code: '111111' });
    },
  },
  { name: 'wrong', go: failures('cpms', 1) },
  { name: 'human-check', go: failures('acs', 3) },
  {
    name: 'human-check-image',
    go: async (page) => {
      await failures('acs', 3)(page);
      await choose(page, 'check-image');
    },
  },
  {
    name: 'human-check-wait',
    go: async (page) => {
      await failures('acs', 3)(page);
      await choose(page, 'check-wait');
    },
  },
  {
    name: 'requested',
    go: async (page) => {
      await page.goto('/acs/code');
      await send(page, { nir: '155019710102338' });
    },
  },
  {
    name: 'person',
    go: async (page) => {
      await page.goto('/cpms/connexion');
      await choose(page, 'person');
    },
  },
  {
    name: 'stopped',
    go: async (page) => {
      await page.goto('/cpms/connexion');
      await choose(page, 'stop');
    },
  },
  { name: 'choose-code', go: signIn('cpms', '292069935123493', '603815') },
  { name: 'terms', go: signIn('abela', '199999910099902', '380651') },
  { name: 'area', go: inside('') },
  { name: 'area-reimbursements', go: inside('/remboursements') },
  { name: 'area-record', go: inside('/dossier') },
  { name: 'area-forms', go: inside('/formulaires') },
  { name: 'guide', go: open('/ecps/') },
  {
    name: 'guide-card',
    go: async (page) => {
      await page.goto('/ecps/');
      await choose(page, 'card-yes');
    },
  },
  { name: 'outbox', go: open('/dev/outbox') },
];

/** Everything WCAG 2.2 AA that axe can tell, and its good practices; of a second look only what looks change. */
async function violations(page: Page, { onlyLooks }: { onlyLooks: boolean }) {
  const axe = axeOn(page).exclude('iframe');
  if (onlyLooks) axe.withRules(['color-contrast', 'target-size', 'link-in-text-block']);
  else axe.withTags([...wcag, 'best-practice']);
  const { violations: found } = await axe.analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

/** WCAG 1.4.10: nothing to scroll sideways. */
async function fits(page: Page) {
  const overflow = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}

/** Nor anything that ends at the edge of a box (WCAG 1.4.4). */
const cutWords = (page: Page) =>
  page
    .locator('main button:visible, main .button:visible')
    .evaluateAll((nodes) =>
      nodes
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
        .map(({ textContent }) => textContent),
    );

async function shoot(page: Page, name: string, wanted: readonly string[]) {
  if (process.env.SCREENSHOTS && wanted.includes(name))
    await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
}

/** One browser for all of them: it keeps nothing but cookies, and without those a visit is somebody else’s. */
function everyStop(options: BrowserContextOptions, look: (page: Page, name: string) => Promise<void>) {
  let visitor: Awaited<ReturnType<typeof newVisitor>>;
  beforeAll(async () => {
    visitor = await newVisitor(options);
  });
  afterAll(() => visitor.context.close());

  it.each(stops)('$name', async ({ name, go }) => {
    const { context, page, wrong } = visitor;
    wrong.length = 0;
    await context.clearCookies();
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize(wide);
    await go(page);
    await look(page, name);
    expect(wrong).toEqual([]);
  });
}

describe('Every kind of page, light, then dark at 320 px', () => {
  everyStop({}, async (page, name) => {
    expect(await violations(page, { onlyLooks: false })).toEqual([]);
    await fits(page);
    await shoot(page, name, ['door', 'sign-in', 'human-check', 'requested', 'area']);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize(narrow);
    expect(await violations(page, { onlyLooks: true })).toEqual([]);
    await fits(page);
    await shoot(page, name, ['wrong']);
  });
});

// axe is a script: here the page is only looked at.
describe('Every kind of page, without JavaScript', () => {
  everyStop({ javaScriptEnabled: false }, async (page) => {
    await expect(page.locator('h1').count()).resolves.toBe(1);
    expect(await page.locator('main button:visible, main a:visible').count()).toBeGreaterThan(0);
    expect(await page.locator('.keypad:visible').count()).toBe(0);
    reloadsNever(await page.content(), page.url());
    await fits(page);
  });
});

describe('Text of 200 % on a telephone, with words left whole (WCAG 1.4.4, 1.4.10)', () => {
  let large: Browser;
  beforeAll(async () => {
    large = await startBrowser({ textPx: 32 });
  });
  afterAll(() => large?.close());
  /** Headings, buttons and tabs that a whole word does not fit into. */
  const tooNarrow = (page: Page) =>
    page.locator('main :is(h1, h2, button, .button, .tabs a):visible').evaluateAll((nodes) =>
      nodes
        .filter((node) => {
          (node as HTMLElement).style.overflowWrap = 'normal';
          return node.scrollWidth > node.clientWidth;
        })
        .map(({ textContent }) => textContent),
    );
  const elsewhere: Stop = {
    name: 'elsewhere',
    go: async (page) => {
      await page.goto('/cpms/code');
      await send(page, { nir: '1' });
      await page.goto('/cpms/continuer-ailleurs');
      await send(page, {}, 'main form button');
    },
  };
  const looked = ['insurers', 'door', 'refused', 'requested', 'area', 'area-reimbursements', 'guide'];

  it.each([...stops.filter(({ name }) => looked.includes(name)), elsewhere])('$name', async ({ go }) => {
    for (const locale of ['fr-FR', 'en-GB']) {
      const { context, page, wrong } = await newVisitor(
        { locale, viewport: { width: 390, height: 844 } },
        large,
      );
      await go(page);
      await fits(page);
      expect(await tooNarrow(page)).toEqual([]);
      expect(wrong).toEqual([]);
      await context.close();
    }
  });
});

it('no heading ends a line within « e-mail »', async () => {
  const lines = (page: Page) =>
    page.locator('h1').evaluate((heading) => {
      const text = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
      while (text.nextNode() && !/e-mail/.test(text.currentNode.textContent!));
      const start = text.currentNode.textContent!.indexOf('e-mail');
      const range = document.createRange();
      range.setStart(text.currentNode, start);
      range.setEnd(text.currentNode, start + 'e-mail'.length);
      return new Set([...range.getClientRects()].map(({ top }) => top)).size;
    });
  await using({ locale: 'en-GB' }, async (page) => {
    await page.goto('/cpms/adresse-mail');
    for (let width = 260; width <= 400; width += 10) {
      await page.setViewportSize({ width, height: 640 });
      expect(await lines(page), `${width}`).toBe(1);
    }
  });
});

it('a long name and a wide logo of an insurer stay where they belong (WCAG 1.4.10)', async () => {
  const name = 'Mutuelle Générale Interprofessionnelle des Travailleurs Indépendants';
  await using({ viewport: narrow }, async (page) => {
    for (const path of ['', '/remboursements']) {
      await inside(path)(page);
      await page.locator('td[data-label="ACS"]').evaluateAll((cells, label) => {
        for (const cell of cells) (cell as HTMLElement).dataset.label = label;
      }, name);
      await fits(page);
    }
    await page.setViewportSize(wide);
    await page.goto('/');
    const ends = await page.locator('.insurers a').evaluateAll((tiles) =>
      tiles.map((tile) => {
        const logo = tile.querySelector('svg')!;
        logo.setAttribute('viewBox', '0 0 480 48');
        return tile.getBoundingClientRect().right - logo.getBoundingClientRect().right;
      }),
    );
    expect(Math.min(...ends)).toBeGreaterThan(0);
  });
});

describe('With JavaScript', () => {
  it('L07: the keys write into the input; ordered at one press; erase; never said which digit', async () => {
    await using({}, async (page) => {
      await page.goto('/cpms/connexion');
      await page.fill('#nir', '184061305501228');
      for (const digit of '27493') await page.click(`.key:text-is("${digit}")`);
      await page.click('[data-do=erase]');
      expect(await page.inputValue('#code')).toBe('2749');
      await page.click('[data-do=order]');
      expect((await page.locator('.key').allTextContents()).join('')).toBe('1234567890');
      for (const digit of '31') await page.click(`.key:text-is("${digit}")`);
      expect(await page.locator('.keypad [role=status]').textContent()).toBe('Chiffres tapés\u00a0: 6 sur 6');
      await send(page);
      expect(new URL(page.url()).pathname).toBe('/cpms/espace');
    });
  });

  it('keyboard only: through the form, the keypad by arrows, to the area', async () => {
    await using({}, async (page) => {
      await page.goto('/cpms/connexion');
      await page.focus('#nir');
      await page.keyboard.type('184061305501228');
      await page.keyboard.press('Tab');
      await page.keyboard.type('27493');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('key');
      const keys = await page.locator('.key').allTextContents();
      for (let i = 0; i < keys.indexOf('1'); i++) await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      expect(await page.inputValue('#code')).toBe('274931');
      await page.focus('#code');
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
      expect(new URL(page.url()).pathname).toBe('/cpms/espace');
    });
  });

  it('the keys that Tab leaves go after the next field is told of, and give way to its own (WCAG 2.1.1, 4.1.2)', async () => {
    await using({}, async (page) => {
      await signIn('cpms', '292069935123493', '603815')(page);
      const keysOf = (name: string) => page.locator(`.keypad[data-for=${name}]`);
      await page.clock.install();
      await page.clock.pauseAt(Date.now() + 3_600_000);
      await page.focus('#newCode');
      await page.clock.runFor(1_000);
      await keysOf('newCode').locator('[data-do=order]').focus();
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('confirmCode');
      expect(await keysOf('newCode').isVisible()).toBe(true);
      await page.clock.runFor(1_000);
      expect(await keysOf('newCode').isVisible()).toBe(false);
      expect(await keysOf('confirmCode').isVisible()).toBe(true);
    });
  });

  it('shows what was typed at a press, and pastes', async () => {
    await using({}, async (page) => {
      await page.goto('/cpms/connexion');
      await page.fill('#code', '274 931');
      await page.click('[data-reveal=code]');
      expect(await page.getAttribute('#code', 'type')).toBe('text');
      // WCAG 2.5.3: it is called by what it says.
      await page.getByRole('button', { name: 'Masquer : Code d’accès' }).click();
      expect(await page.getAttribute('#code', 'type')).toBe('password');
    });
  });

  it('what the keypad says counts digits, and is withdrawn once one types (WCAG 4.1.3)', async () => {
    await using({}, async (page) => {
      await page.goto('/cpms/connexion');
      const status = page.locator('.keypad [role=status]');
      await page.fill('#code', '274 93');
      await page.click('.key:text-is("1")');
      expect(await status.textContent()).toBe('Chiffres tapés\u00a0: 6 sur 6');
      await page.fill('#code', '274');
      expect(await status.textContent()).toBe('');
    });
  });

  it('the warning of idleness covers no focus, goes when another tab is used, and the area with its time (WCAG 2.2.1, 2.4.11)', async () => {
    await using({ viewport: { width: 320, height: 480 } }, async (page, context) => {
      await page.clock.install();
      await inside('')(page);
      const warning = page.getByRole('alertdialog');
      const idle = Number(await page.locator('.idle').getAttribute('data-idle-seconds'));
      await page.clock.fastForward((idle - 60) * 1000);
      expect(await warning.isVisible()).toBe(true);
      expect(await warning.locator('a').evaluate((node) => node === document.activeElement)).toBe(true);
      await page.keyboard.press('Escape');
      expect(await warning.isVisible()).toBe(false);
      await page.reload();
      await page.clock.fastForward((idle - 60) * 1000);
      const other = await context.newPage();
      await other.goto('/acs/espace/dossier');
      await expect.poll(() => warning.isVisible()).toBe(false);
      // Of two that are led out together one is told why.
      await other.close();
      await server.advance(idle + 60);
      await page.clock.fastForward((idle + 10) * 1000);
      await page.waitForURL('**/acs/connexion');
      expect(await page.locator('[role=status]').first().textContent()).toContain(
        'Votre session s’est fermée',
      );
    });
  });

  it('tells by more than colours where one is, in forced colours (WCAG 1.4.1)', async () => {
    await using({ forcedColors: 'active' }, async (page) => {
      await inside('')(page);
      for (const links of ['.tabs a', '.languages a']) {
        const width = (current: string) =>
          page
            .locator(`${links}${current}`)
            .first()
            .evaluate((node) => getComputedStyle(node).borderTopWidth);
        expect(await width('[aria-current]')).not.toBe(await width(':not([aria-current])'));
      }
    });
  });

  it('puts the focus on the refusal, whose link leads to the field (WCAG 2.4.3)', async () => {
    for (const javaScriptEnabled of [true, false])
      await using({ javaScriptEnabled }, async (page) => {
        await page.goto('/acs/connexion');
        await send(page, { nir: '184061305501229', code: '111111' });
        expect(await page.locator('.error-summary').evaluate((node) => node === document.activeElement)).toBe(
          true,
        );
        await page.click('.error-summary a');
        expect(new URL(page.url()).hash).toBe('#nir');
        await send(page, { nir: '184061305501229', code: '111111' });
        expect(new URL(page.url()).hash).toBe('');
        expect(await page.locator('.error-summary').evaluate((node) => node === document.activeElement)).toBe(
          true,
        );
      });
  });

  it('an answer that was stopped on its way may be corrected and sent', async () => {
    await using({}, async (page) => {
      let posts = 0;
      // An answer without content leaves the page where it is, as Stop does.
      await page.route('**/cpms/connexion', (route) =>
        route.request().method() === 'POST' && posts++ === 0
          ? route.fulfill({ status: 204 })
          : route.continue(),
      );
      await page.goto('/cpms/connexion');
      await page.fill('#nir', '184061305501228');
      await page.fill('#code', '111111');
      await page.click('main form.question > button');
      await expect.poll(() => posts).toBe(1);
      await page.waitForTimeout(1100);
      await send(page, { code: '274931' });
      expect(new URL(page.url()).pathname).toBe('/cpms/espace');
    });
  });

  it('X17: one press solves the proof of work, and the server accepts it', async () => {
    await using({}, async (page) => {
      await failures('abela', 3, '278047511604204')(page);
      await page.click('main form.question > button');
      expect(await page.locator('.check-status').textContent()).toContain('Lancez d’abord');
      await page.focus('[data-do=solve]');
      await page.keyboard.press('Enter');
      await page.waitForSelector('[data-state=done]');
      // WCAG 2.4.3: nothing under the focus has gone.
      expect(await page.locator('[data-do=solve]').evaluate((node) => node === document.activeElement)).toBe(
        true,
      );
      await send(page, { nir: '278047511604204', code: '615937' });
      expect(await page.getAttribute('main', 'data-state')).toBe('awaiting-new-code');
    });
  });

  it('sent without the check: its button has the focus and says why, after a refusal too (WCAG 4.1.3)', async () => {
    await using({}, async (page) => {
      const nir = strangerNir();
      const button = page.locator('[data-do=solve]');
      const heard = async () => {
        await page.click('main form.question > button');
        expect(await button.evaluate((node) => node === document.activeElement)).toBe(true);
        return button.evaluate((node) =>
          (node.getAttribute('aria-describedby') ?? '')
            .split(' ')
            .map((id) => document.getElementById(id)?.textContent)
            .join(' '),
        );
      };
      await failures('abela', 3, nir)(page);
      expect(await heard()).toContain('Lancez d’abord la vérification');
      await page.locator('[name=humanCheck]').evaluate((input) => {
        (input as HTMLInputElement).value = 'too old';
      });
      await send(page, { nir, code: '111111' });
      expect(await heard()).toMatch(/Captcha incorrect.*Lancez d’abord la vérification/);
    });
  });

  it('the check just chosen has the focus, with and without JavaScript (WCAG 2.4.3)', async () => {
    for (const [javaScriptEnabled, proof] of [
      [true, '[data-do=solve]'],
      [false, '.without-script'],
    ] as const)
      await using({ javaScriptEnabled }, async (page) => {
        await failures('abela', 3)(page);
        for (const [way, place] of [
          ['check-image', '#humanCheck'],
          ['check-proof', proof],
        ] as const) {
          await choose(page, way);
          await expect
            .poll(() => page.locator(place).evaluate((node) => node === document.activeElement))
            .toBe(true);
        }
      });
  });

  it('a refused check leads to its button, which is described by what is wrong (WCAG 2.4.3, 3.3.1)', async () => {
    await using({}, async (page) => {
      const nir = strangerNir();
      await failures('abela', 3, nir)(page);
      await page.locator('[name=humanCheck]').evaluate((input) => {
        (input as HTMLInputElement).value = 'too old';
      });
      await send(page, { nir, code: '111111' });
      await page.click('.error-summary a');
      const button = page.locator('[data-do=solve]');
      expect(await button.evaluate((node) => node === document.activeElement)).toBe(true);
      const described = (await button.getAttribute('aria-describedby'))!.split(' ')[0]!;
      expect(await page.locator(`#${described}`).textContent()).toContain('Captcha incorrect');
    });
  });

  it('without a script nothing stands there that nobody can fill, and what is wrong leads to the ways that are left (X17)', async () => {
    await using({ javaScriptEnabled: false }, async (page) => {
      const nir = strangerNir();
      await failures('abela', 3, nir)(page);
      const left = page.locator('.without-script');
      expect(await page.locator('[name=humanCheck]').isVisible()).toBe(false);
      expect(await left.isVisible()).toBe(true);
      await send(page, { nir, code: '111111' });
      await page.click('.error-summary a');
      expect(await left.evaluate((node) => node === document.activeElement)).toBe(true);
      for (const way of ['check-image', 'check-wait'])
        expect(await page.locator(`main button[value=${way}]`).isVisible()).toBe(true);
    });
  });

  it('where a browser cannot calculate, the check says which ways are left (X17)', async () => {
    await using({}, async (page) => {
      await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'Worker'));
      await failures('abela', 3)(page);
      expect(await page.locator('.without-script').isVisible()).toBe(true);
    });
    await using({}, async (page) => {
      await failures('abela', 3)(page);
      expect(await page.locator('.without-script').isVisible()).toBe(false);
    });
  });

  it('the wait counts down and is said at its milestones only, in whole words', async () => {
    await using({}, async (page) => {
      await page.clock.install();
      await failures('cpms', 3)(page);
      await choose(page, 'check-wait');
      await page.waitForFunction(() =>
        /Temps restant\s: \d+ s/.test(document.querySelector('.seconds')?.textContent ?? ''),
      );
      expect(await page.locator('.countdown [role=status]').textContent()).toMatch(
        /^(Temps restant\s: 60 secondes)?$/,
      );
      await page.clock.runFor(35_000);
      expect(await page.locator('.countdown [role=status]').textContent()).toMatch(
        /^Temps restant\s: 30 secondes$/,
      );
    });
  });

  it('a wait that is over leads on by itself, and not before (X17)', async () => {
    await using({}, async (page) => {
      await page.clock.install();
      await failures('cpms', 3)(page);
      await choose(page, 'check-wait');
      const state = () => page.getAttribute('main', 'data-state');
      const waiting = await state();
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.clock.runFor(50_000);
      expect(asked).toEqual([]);
      await server.advance(61);
      await page.clock.runFor(15_000);
      await expect.poll(state).not.toBe(waiting);
      expect(await page.textContent('main')).toContain('C’est prêt');
    });
  });

  it('a double click sends once', async () => {
    await using({}, async (page) => {
      await page.goto('/cpms/connexion');
      await page.fill('#nir', '188077505611182');
      await page.fill('#code', '111111');
      let posts = 0;
      page.on('request', (request) => request.method() === 'POST' && posts++);
      await Promise.all([page.waitForNavigation(), page.dblclick('main form.question > button')]);
      expect(posts).toBe(1);
    });
  });
});

describe('Reading differently', () => {
  it('a number to note is read sign by sign, shown once and copied plain', async () => {
    await using({}, async (page) => {
      const copied = () =>
        page.evaluate(() => {
          getSelection()!.selectAllChildren(document.querySelector('main')!);
          return String(getSelection());
        });
      await page.goto('/acs/code');
      await send(page, { nir: '155019710102338' });
      const followUp = (await page.textContent('.to-note'))!;
      expect(followUp).toMatch(/^\d{6}$/);
      const spelt = [...followUp].join(' ');
      expect(await page.locator('main').ariaSnapshot()).toMatch(new RegExp(`suivi\\s: ${spelt}\\s?\\.`));
      expect(await copied()).toMatch(new RegExp(`suivi\\s: ${followUp}\\.`));
      await page.goto('/cpms/code');
      await send(page, { nir: '1' });
      await page.goto('/cpms/continuer-ailleurs');
      await send(page, {}, 'main form button');
      const code = (await page.textContent('.code'))!;
      expect(await page.locator('main').ariaSnapshot()).toContain([...code.replace(' ', '')].join(' '));
      expect(await copied()).toMatch(new RegExp(`${code}\\s`));
    });
  });

  it('reads in order without CSS', async () => {
    await using({}, async (page) => {
      await page.route('**/*.css*', (route) => route.fulfill({ contentType: 'text/css', body: '' }));
      await page.goto('/cpms/connexion');
      const order = await page.evaluate(() =>
        [
          ...document.querySelectorAll('h1, #nir, #code, main form.question > button, main [name=choice]'),
        ].map((node) => node.id || node.tagName),
      );
      expect(order.slice(0, 4)).toEqual(['H1', 'nir', 'code', 'BUTTON']);
    });
  });

  it('holds text spacing and 200 % text (WCAG 1.4.4, 1.4.12)', async () => {
    await using({ viewport: narrow }, async (page) => {
      await page.goto('/abela/modifier-code');
      await page.evaluate(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(
          '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }',
        );
        document.adoptedStyleSheets = [sheet];
      });
      await fits(page);
    });
    const large = (page: Page) =>
      page.evaluate(() => {
        document.documentElement.style.fontSize = '212%';
      });
    await using({}, async (page) => {
      await page.goto('/abela/connexion');
      await large(page);
      await fits(page);
    });
    await using({ viewport: { width: 360, height: 640 } }, async (page) => {
      for (const path of ['/', '/cpms/', '/cpms/connexion', '/cpms/contact', '/acs/aide']) {
        await page.goto(path);
        await large(page);
        await fits(page);
        expect(await cutWords(page), path).toEqual([]);
      }
      await page.goto('/ecps/');
      await choose(page, 'card-yes');
      await choose(page, 'worked');
      await large(page);
      await fits(page);
      await inside('')(page);
      await large(page);
      await fits(page);
    });
  });

  it('a mail fits a telephone of 320 px (WCAG 1.4.10)', async () => {
    const expiresAt = Date.parse('2026-11-15T13:32:00Z');
    const link = `https://guichet.example.test/l/${'a'.repeat(43)}`;
    await using({ viewport: narrow }, async (page) => {
      for (const insurer of server.product.insurers.values()) {
        const frame = { insurer, locale: 'fr', now: expiresAt } as const;
        const { html } =
          insurer.kind === 'guide'
            ? renderMail('ecps-activation', { qr: 'GUICHET-ECPS:abc', phoneUrl: link, expiresAt }, frame)
            : renderMail('reset', { link, mailCode: '1234 5678', expiresAt }, frame);
        await page.setContent(html);
        await fits(page);
      }
    });
  });

  it('gives every target 24 px at least, the main ones 44 (WCAG 2.5.8)', async () => {
    await using({ viewport: narrow }, async (page) => {
      await page.goto('/cpms/connexion');
      const small = await page
        .locator('button:visible, input:visible')
        .evaluateAll((nodes) =>
          nodes
            .filter(
              (node) => node.getBoundingClientRect().height < 44 || node.getBoundingClientRect().width < 40,
            )
            .map((node) => node.outerHTML.slice(0, 100)),
        );
      expect(small).toEqual([]);
    });
  });
});
