import { parse } from 'node-html-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aloud } from '../../../channels/ivr/telling/speech.ts';
import { timesAloud } from '../../../channels/web/render/html.ts';
import { watches } from '../../../channels/web/render/waiting.ts';
import { momentOf } from '../../../machines/messages/moment.ts';
import { solutionOf } from '../../support/json-app.ts';
import { PlainBrowser, startWeb, type WebServer } from '../../support/web-server.ts';

let server: WebServer;
beforeAll(async () => {
  server = await startWeb();
});
afterAll(() => server.close());

const [nir, code] = ['155019710102338', '860352'];
const weekdays = 'lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche';
const dayAndHour = new RegExp(
  String.raw`réessayer le (${weekdays}) \d{1,2}(?:er)? \S+ à \d{1,2}\u00a0h(?:\u00a0\d\d)?\.`,
);

async function signingIn(given: string): Promise<PlainBrowser> {
  const browser = new PlainBrowser(server.url);
  await browser.get('/acs/connexion');
  await browser.submit({ nir, code: given });
  return browser;
}

/** The 25 failures of a day, never three in a row (X04). The last page seen. */
async function failingAllDay(): Promise<PlainBrowser> {
  for (let failures = 0; failures < 24; failures++) {
    await signingIn('111111');
    if (failures % 2 === 1) expect((await signingIn(code)).page.path).toBe('/acs/espace');
  }
  return signingIn('111111');
}

const alertOf = (browser: PlainBrowser) => browser.page.main.querySelector('[role=alert]')!;

describe('a page that a script looks after', () => {
  it('is one that awaits something, or a wait’s end where nobody can be typing (WCAG 2.2.1, 3.2.5)', () => {
    const now = Date.parse('2026-11-21T19:56:03Z');
    const view = {
      turn: 1,
      flow: 'ecps',
      state: 'waiting',
      messages: [],
      choices: [],
    };
    const awaitsEvent = true as const;
    const changesAt = '2026-11-21T20:06:02Z';
    const addCode = { name: 'addCode', kind: 'text', label: 'Code', secret: true } as const;
    expect(watches({ ...view, awaitsEvent, fields: [addCode] }, now)).toBe(true);
    expect(watches({ ...view, changesAt, fields: [] }, now)).toBe(true);
    expect(watches({ ...view, changesAt, fields: [addCode] }, now)).toBe(false);
    expect(watches({ ...view, fields: [] }, now)).toBe(false);
  });
});

describe('a wait that ends on another day (X04)', () => {
  it('names the day and the hour, on a screen and aloud, and counts no seconds down', async () => {
    const last = await failingAllDay();
    expect(alertOf(last).text).toMatch(
      /Prochain essai possible le \S+ \d{1,2}(?:er)? \S+ à \d{1,2}\u00a0h(?:\u00a0\d\d)?\./,
    );
    const refused = await signingIn(code);
    expect(alertOf(refused).text).toMatch(dayAndHour);
    for (const browser of [last, refused])
      expect(alertOf(browser).querySelector('[data-countdown]')).toBeNull();

    const { engine } = server.product;
    const origin = { channel: 'ivr', source: '192.0.2.9' };
    const call = await engine.start({ tenant: 'acs', flow: 'sign-in', locale: 'fr', origin });
    const { token } = call;
    const { view } = await engine.answer({ token, turn: 1, answer: { values: { nir, code } }, origin });
    expect(view.error).toMatchObject({ id: 'wait', text: expect.stringMatching(dayAndHour) });
    const heard = aloud(view.error!.text, 'fr').map(({ text }) => text);
    expect(heard.join(' ')).toMatch(/réessayer le \S+ (?:\d{1,2}|premier) \S+ à \d{1,2} heures?(?: \d\d)?\./);
  });

  it('is said in the person’s language', () => {
    const now = Date.parse('2026-11-21T19:56:03Z');
    const { minute, day } = momentOf(Date.parse('2026-11-22T19:56:02Z'), now);
    const args = {
      retryAt: Date.parse('2026-11-22T19:56:02Z'),
      retryMinute: minute,
      retryDay: day,
      codeName: 'code',
    };
    const { format } = server.product.registry;
    for (const id of ['error.wait', 'error.wait.spoken']) {
      expect(format('fr', id, args)).toContain('réessayer le dimanche 22 novembre à 20\u00a0h\u00a057.');
      expect(format('en', id, args)).toMatch(/again on Sunday,? 22 November at 20:57\./);
    }
  });
});

describe('a wait that ends soon', () => {
  it('says from when another try is welcome, and counts down, in minutes while they are many', async () => {
    const browser = new PlainBrowser(server.url);
    await browser.get('/cpms/connexion');
    const fails = (check: Record<string, string> = {}) =>
      browser.submit({ nir: '285052B03345691', code: '111111', ...check });
    for (let failures = 0; failures < 3; failures++) await fails();
    for (let failures = 3; failures < 5; failures++) {
      expect(alertOf(browser).text).not.toContain('Prochain essai');
      const challenge = browser.page.main.querySelector('[data-challenge]')!.getAttribute('data-challenge')!;
      await fails({ humanCheck: await solutionOf(JSON.parse(challenge)) });
    }
    expect(alertOf(browser).text).toMatch(
      /Le numéro ou le code d’accès ne convient pas.*Prochain essai possible/s,
    );
    expect(alertOf(browser).querySelector('.aloud')!.text).toMatch(/\d (heure|minute|seconde)/);
    const countdown = alertOf(browser).querySelector('[data-countdown]')!;
    expect(Number(countdown.getAttribute('data-countdown'))).toBeLessThanOrEqual(120);
    expect(countdown.getAttribute('data-left-aloud')).toBe('Temps restant\u00a0: # secondes');
    expect(countdown.getAttribute('data-left-minutes')).toBe('Temps restant\u00a0: # min');
  });

  it('is said in whole words where it has seconds, and shown in signs (WCAG 1.3.1)', () => {
    const [shown, said] = parse(timesAloud('à 14\u00a0h\u00a01\u00a0min\u00a000\u00a0s.')).querySelectorAll(
      'span',
    );
    expect([shown!.text, shown!.getAttribute('aria-hidden')]).toEqual([
      '14\u00a0h\u00a01\u00a0min\u00a000\u00a0s',
      'true',
    ]);
    expect(said!.text.trim()).toBe('14 heures 1 minute');
    expect(timesAloud('à 9\u00a0h\u00a030')).toBe('à 9\u00a0h\u00a030');
  });

  it('is today’s as Paris counts days, and its minute is never too early', () => {
    const at = Date.parse('2026-11-22T22:58:30Z');
    expect(momentOf(at, at - 1000)).toEqual({ at, minute: at + 30_000, day: 'today' });
    expect(momentOf(at + 60_000, at)).toMatchObject({ minute: at + 90_000, day: 'other' });
  });
});
