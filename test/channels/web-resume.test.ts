import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { solutionOf } from '../support/json-app.ts';
import { PlainBrowser, startWeb, type WebServer } from './web-support.ts';

let server: WebServer;
beforeAll(async () => {
  server = await startWeb({}, {});
});
afterAll(() => server.close());

async function handedOver(): Promise<string> {
  const { engine } = server.product;
  const origin = { channel: 'chat', source: '192.0.2.7' };
  const begun = await engine.start({ tenant: 'acs', flow: 'code-reset', locale: 'fr', origin });
  return (await engine.handOver(begun.token)).code;
}

describe.each(['/reprendre', '/acs/reprendre'])(
  'resume codes on %s, from a source that guesses (X11)',
  (path) => {
    it('after five wrong ones the form asks for the human check first, in words, and takes the right code with it (X17)', async () => {
      const browser = new PlainBrowser(server.url);
      await browser.get(path);
      const form = () =>
        browser.page.main.querySelectorAll('form').find((one) => one.querySelector('#resumeCode'))!;
      const field = () => form().querySelector('[data-human-check]');
      for (let i = 0; i < 5; i++) {
        expect(field()).toBeNull();
        await browser.submit({ resumeCode: '00000000' }, form());
        expect(browser.page.main.querySelector('[role=alert]')!.text).toContain('n’est pas connu');
      }
      expect(form().querySelector('noscript')!.toString()).toContain('attendez un quart d’heure');
      const resumeCode = await handedOver();
      await browser.submit({ resumeCode, humanCheck: '' }, form());
      expect(browser.page.path).toBe(path);
      expect(browser.page.main.querySelector('[role=alert]')!.text).toContain('la vérification ci-dessous');
      const humanCheck = await solutionOf(JSON.parse(field()!.getAttribute('data-challenge')!));
      await browser.submit({ resumeCode, humanCheck }, form());
      expect([browser.page.path, browser.state]).toEqual(['/acs/code', 'code-reset/awaiting-nir']);
      await server.advance(24 * 3600);
    });
  },
);
