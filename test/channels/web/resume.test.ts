import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { solutionOf } from '../../support/json-app.ts';
import { PlainBrowser, startWeb, type WebServer } from '../../support/web-server.ts';

let server: WebServer;
beforeAll(async () => {
  server = await startWeb({}, {});
});
afterAll(() => server.close());

async function handedOver(channel = 'chat'): Promise<string> {
  const { engine } = server.product;
  const origin = { channel, source: '192.0.2.7' };
  const begun = await engine.start({ tenant: 'acs', flow: 'code-reset', locale: 'fr', origin });
  return (await engine.handOver(begun.token)).code;
}

const formOf = (browser: PlainBrowser) =>
  browser.page.main.querySelectorAll('form').find((one) => one.querySelector('#resumeCode'))!;
const checkOf = (browser: PlainBrowser) => formOf(browser).querySelector('[data-human-check]');
const said = (browser: PlainBrowser) => browser.page.main.querySelector('[role=alert]')!.text;
const noteOf = (browser: PlainBrowser) => browser.page.main.querySelector('.note')!.text;
const type = (browser: PlainBrowser, values: Record<string, string>) =>
  browser.submit(values, formOf(browser));

async function afterFiveWrong(path: string): Promise<PlainBrowser> {
  const browser = new PlainBrowser(server.url);
  await browser.get(path);
  for (let i = 0; i < 5; i++) {
    expect(checkOf(browser)).toBeNull();
    await type(browser, { resumeCode: '00000000' });
    expect(said(browser)).toContain('n’est pas connu');
  }
  return browser;
}

describe.each(['/reprendre', '/acs/reprendre'])(
  'resume codes on %s, from a source that guesses (X11)',
  (path) => {
    beforeEach(() => server.advance(24 * 3600));

    it('after five wrong ones the form asks for the human check first, in words, and takes the right code with it (X17)', async () => {
      const browser = await afterFiveWrong(path);
      const resumeCode = await handedOver();
      await type(browser, { resumeCode, humanCheck: '' });
      expect(browser.page.path).toBe(path);
      expect(said(browser)).toContain('la vérification ci-dessous');
      const humanCheck = await solutionOf(JSON.parse(checkOf(browser)!.getAttribute('data-challenge')!));
      await type(browser, { resumeCode, humanCheck });
      expect([browser.page.path, browser.state]).toEqual(['/acs/code', 'code-reset/awaiting-nir']);
    });

    it('what has not the length of a code is no try at one, and is told its length (WCAG 3.3.3)', async () => {
      const browser = new PlainBrowser(server.url);
      await browser.get(path);
      for (const resumeCode of ['1234', '1', '123456789', 'abcdefgh', '12 34', '1234567x']) {
        await type(browser, { resumeCode });
        expect(said(browser)).toContain('compte 8 chiffres');
        expect(checkOf(browser)).toBeNull();
      }
    });

    it('no check is asked of whoever comes from another address (X03, X22)', async () => {
      await afterFiveWrong(path);
      const other = new PlainBrowser(server.url);
      other.headers['x-forwarded-for'] = '192.0.2.9';
      await other.get(path);
      await type(other, { resumeCode: '00000000' });
      expect(said(other)).toContain('n’est pas connu');
      expect(checkOf(other)).toBeNull();
    });

    it('without JavaScript the words lead to two other ways, which are there (X17, WCAG 3.3.8)', async () => {
      const browser = await afterFiveWrong(path);
      expect(checkOf(browser)!.querySelector('.without-script')!.text).toMatch(
        /ci-dessous l’image ou l’attente d’une minute/,
      );
      expect(browser.page.text).not.toContain('quart d’heure');
      expect(browser.choices()).toEqual(expect.arrayContaining(['check-image', 'check-wait']));
      const [after] = browser.page.main
        .querySelectorAll('form')
        .filter((one) => one.querySelector('[value=check-image]'));
      expect(browser.page.text.indexOf('check-image')).toBeGreaterThan(
        browser.page.text.indexOf('resumeCode'),
      );
      expect(after!.querySelector('#resumeCode')).toBeNull();
      const names = browser.page.main
        .querySelectorAll('form[aria-label]')
        .map((one) => one.getAttribute('aria-label'));
      expect(new Set(names).size, 'names of forms').toBe(names.length);
    });

    it('the image is one: a wrong answer is told from a wrong code, and there is another (K04, X17)', async () => {
      const browser = await afterFiveWrong(path);
      await browser.choose('check-image');
      expect(browser.page.main.querySelector('.check-image')!.getAttribute('src')).toMatch(
        /^data:image\/png;base64,/,
      );
      const resumeCode = await handedOver();
      await type(browser, { resumeCode, humanCheck: 'XXXXXX' });
      expect(said(browser)).toContain('Captcha incorrect');
      expect(browser.page.main.querySelector('#humanCheck')!.getAttribute('aria-invalid')).toBe('true');
      await type(browser, { resumeCode, humanCheck: await server.checkAnswer() });
      expect([browser.page.path, browser.state]).toEqual(['/acs/code', 'code-reset/awaiting-nir']);
    });

    it('a flood of images is refused as too busy: only a few wait to be drawn (X17)', async () => {
      const browser = await afterFiveWrong(path);
      await browser.choose('check-image');
      const cookie = [...browser.cookies].map((one) => one.join('=')).join('; ');
      const answers = await Promise.all(
        Array.from({ length: 150 }, () => fetch(`${server.url}${path}`, { headers: { cookie } })),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 503]));
      const refused = answers.find(({ status }) => status === 503)!;
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    });

    it('so is a minute’s wait: its link leads on when it is over, and the code still lives (X17, X08)', async () => {
      const resumeCode = await handedOver();
      const browser = await afterFiveWrong(path);
      await browser.choose('check-wait');
      expect([browser.page.path, browser.state]).toEqual([path, 'resume/waiting-for-check']);
      expect(browser.page.main.querySelectorAll('input:not([type=hidden])')).toEqual([]);
      await server.advance(browser.secondsLeft() + 1);
      await browser.lookAgain();
      expect(noteOf(browser)).toContain('C’est prêt');
      await type(browser, { resumeCode });
      expect([browser.page.path, browser.state]).toEqual(['/acs/code', 'code-reset/awaiting-nir']);
    });

    it('a wait that was made up is none: the first check is asked for', async () => {
      const browser = await afterFiveWrong(path);
      await browser.choose('check-wait');
      const [name, value] = [...browser.cookies].find(([one]) => one.startsWith('guichet_verification'))!;
      const changed = `${value.slice(0, -9)}${value.at(-9) === 'A' ? 'B' : 'A'}${value.slice(-8)}`;
      for (const forged of [
        'check-wait.rubbish',
        changed,
        'check-nothing',
        `check-image.${'A'.repeat(300)}`,
      ]) {
        browser.cookies.set(name, forged);
        expect((await browser.get(path)).status, forged).toBe(200);
        expect(checkOf(browser), forged).not.toBeNull();
      }
    });

    it('a wait is good for one code, not before its end, and may be given up (P04)', async () => {
      const browser = await afterFiveWrong(path);
      const resumeCode = await handedOver();
      await browser.choose('check-wait');
      await browser.choose('back');
      expect(checkOf(browser)).not.toBeNull();
      const other = formOf(browser);
      await browser.choose('check-wait');
      const checkToken = [...browser.cookies]
        .find(([name]) => name.startsWith('guichet_verification'))![1]
        .split('.')[1]!;
      await browser.submit({ resumeCode, checkToken }, other);
      expect(said(browser)).toContain('la vérification ci-dessous');
      await server.advance(61);
      await browser.submit({ resumeCode: '00000000', checkToken }, other);
      expect(said(browser)).toContain('n’est pas connu');
      await browser.submit({ resumeCode, checkToken }, other);
      expect(said(browser)).toContain('la vérification ci-dessous');
      expect(checkOf(browser)).not.toBeNull();
    });
  },
);

describe('a session joined by its resume code (X20)', () => {
  beforeEach(() => server.advance(24 * 3600));

  it.each([
    ['chat', 'dans une conversation'],
    ['ivr', 'au téléphone'],
    ['json', 'dans une application'],
  ])('names the channel it was begun on, %s, and when, at every step', async (channel, words) => {
    const { engine, registry } = server.product;
    const begun = await engine.start({
      tenant: 'acs',
      flow: 'code-reset',
      locale: 'fr',
      origin: { channel, source: '192.0.2.7' },
    });
    const since = (await server.product.links.peek((await engine.handOver(begun.token)).token))!.begun!.since;
    const when = registry.format('fr', 'error.wait', {
      retryAt: since,
      retryMinute: since,
      retryDay: 'other',
      codeName: 'code d’accès',
    });
    const hour = /à (\d{1,2}\u00a0h(?:\u00a0\d\d)?)/.exec(when)![1]!;
    await server.advance(300);
    const browser = new PlainBrowser(server.url);
    await browser.get('/reprendre');
    await type(browser, { resumeCode: (await engine.handOver(begun.token)).code });
    for (const state of ['awaiting-nir', 'requested']) {
      expect(browser.page.main.getAttribute('data-state')).toContain(state);
      expect(noteOf(browser)).toMatch(
        new RegExp(String.raw`commencé ${words} le \d{1,2}(?:er)? \S+ \d{4} à ${hour}`),
      );
      await browser.submit({ nir: '155019710102338' });
    }
  });

  it('says that the page had changed where whoever began it answered first (P14)', async () => {
    const { engine } = server.product;
    const origin = { channel: 'chat', source: '192.0.2.7' };
    const begun = await engine.start({ tenant: 'acs', flow: 'code-reset', locale: 'fr', origin });
    const browser = new PlainBrowser(server.url);
    await browser.get('/reprendre');
    await type(browser, { resumeCode: (await engine.handOver(begun.token)).code });
    const answer = { values: { nir: '155019710102338' } };
    await engine.answer({ token: begun.token, turn: begun.view.turn, answer, origin });
    await browser.submit({ nir: '150309913900259' });
    expect(browser.state).toBe('code-reset/requested');
    expect(browser.page.main.querySelector('[role=status]')!.text).toContain('La page avait changé');
  });

  it('says what to do if somebody else began it', async () => {
    const browser = new PlainBrowser(server.url);
    await browser.get('/reprendre');
    await type(browser, { resumeCode: await handedOver() });
    expect(noteOf(browser)).toMatch(/Ce n’était pas vous\s\? Ne tapez rien, choisissez «\sArrêter\s»/);
    expect(browser.choices()).toContain('stop');
    await browser.submit({ nir: '155019710102338' });
    expect(noteOf(browser), 'done: nothing is left to stop').not.toContain('Arrêter');
  });
});
