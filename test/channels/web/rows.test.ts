/** What the sources say of the pages, row by row, as whoever opens them reads it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PlainBrowser, startWeb, type WebServer } from '../../support/web-server.ts';

let server: WebServer;
beforeAll(async () => {
  server = await startWeb();
});
afterAll(() => server.close());

const at = (path: string) => PlainBrowser.at(server.url, path);

const insurers = ['cpms', 'acs', 'abela'];

describe('the sign-in page', () => {
  it('leads to getting a code and to changing it, at every insurer (L08)', async () => {
    for (const insurer of insurers) {
      for (const flow of ['code-reset', 'change-code']) {
        const browser = await at(`/${insurer}/connexion`);
        await browser.choose(flow);
        expect(browser.state, insurer).toMatch(new RegExp(`^${flow}/`));
      }
    }
  });

  it('asks for the human check after three failures at ABELA too (X02)', async () => {
    const browser = await at('/abela/connexion');
    const fails = () => browser.submit({ nir: '285052B03345691', code: '111111' });
    for (let failures = 0; failures < 2; failures++) await fails();
    expect(browser.page.main.querySelector('[name=humanCheck]')).toBeNull();
    await fails();
    expect(browser.page.main.querySelector('[name=humanCheck]')).not.toBeNull();
  });
});

describe('whoever has their last statement in hand', () => {
  it('reads that the code stands there, before asking for another (L11)', async () => {
    for (const insurer of insurers)
      expect((await at(`/${insurer}/code`)).page.main.text, insurer).toMatch(/décompte/);
  });

  it('reads at the code of today that the one of the statement or of the letter serves (F07)', async () => {
    for (const insurer of insurers) {
      const { main } = (await at(`/${insurer}/modifier-code`)).page;
      const [hint] = main.querySelector('[name=currentCode]')!.getAttribute('aria-describedby')!.split(' ');
      expect(main.querySelector(`[id="${hint}"]`)!.text, insurer).toMatch(/décompte.*reçu par lettre/);
    }
  });

  it('reads that every insured person gets one with each reimbursement (D06)', async () => {
    for (const insurer of insurers) {
      const browser = await at(`/${insurer}/informations`);
      await browser.choose('reimbursement');
      expect(browser.page.main.text, insurer).toContain('tout assuré en reçoit un');
    }
  });
});
