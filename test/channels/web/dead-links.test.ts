import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PlainBrowser, startWeb, type WebServer } from '../../support/web-server.ts';

let server: WebServer;
beforeAll(async () => {
  server = await startWeb();
});
afterAll(() => server.close());

const day = 24 * 60 * 60;
const codeHint = /code à 8 chiffres|\/reprendre/;

async function at(path: string): Promise<PlainBrowser> {
  const browser = new PlainBrowser(server.url);
  await browser.get(path);
  return browser;
}

/** The link of the mail that this form leads to. */
async function mailed(path: string, values: Readonly<Record<string, string>>): Promise<string> {
  const earlier = (await server.mails()).length;
  await (await at(path)).submit(values);
  await server.settle();
  const mail = (await server.mails()).slice(earlier).find(({ text }) => text.includes('/l/'))!;
  return /\/l\/[\w-]+/.exec(mail.text)![0];
}

const reset = () => mailed('/cpms/code', { nir: '185051900412356' });
const registration = (email: string) =>
  mailed('/acs/adresse-mail', {
    company: '',
    lastName: 'MARTIN',
    firstName: 'Camille',
    nir: '155019710102338',
    email,
  });
async function handOver(): Promise<string> {
  const { engine } = server.product;
  const origin = { channel: 'chat', source: '192.0.2.7' };
  const { token } = await engine.start({ tenant: 'acs', flow: 'code-reset', locale: 'fr', origin });
  return `/l/${(await engine.handOver(token)).token}`;
}

const kinds = [
  ['reset mail', reset, '/cpms/code', /nouvel e-mail/],
  [
    'mail that confirms an address',
    () => registration('a@example.test'),
    '/acs/adresse-mail',
    /Recommencez-le/,
  ],
  ['hand-over', handOver, '/acs/', /Retournez à la conversation ou à l’appel/],
] as const;

async function use(link: string): Promise<PlainBrowser> {
  const browser = await at(link);
  await browser.submit({});
  return browser;
}

describe('a link that leads nowhere any more (X08, X09, X11, P09)', () => {
  describe.each([
    ['was used', use, 'Il a déjà été utilisé', 'expiré'],
    ['has expired', () => server.advance(day), 'Il a expiré', 'utilisé'],
  ] as const)('that %s', (_fate, end, told, other) => {
    it.each(kinds)('of a %s says so, and where another comes from', async (_, given, way, words) => {
      const link = await given();
      await end(link);
      const late = await at(link);
      const { text } = late.page.main;
      expect([late.page.status, late.state]).toEqual([404, 'problem/link.dead']);
      expect(text).toContain(told);
      expect(text).not.toContain(other);
      expect(text).toMatch(words);
      const further = late.page.main.querySelector('.answers a')!.getAttribute('href')!;
      expect((await late.get(further)).path).toBe(way);
    });
  });

  it('of a mailbox that its code has confirmed does not say that it was not (D04)', async () => {
    const earlier = (await server.mails()).length;
    const browser = await at('/acs/adresse-mail');
    await browser.submit({
      company: '',
      lastName: 'MARTIN',
      firstName: 'Camille',
      nir: '155019710102338',
      email: 'b@example.test',
    });
    await server.settle();
    const { text } = (await server.mails()).slice(earlier).find((mail) => mail.text.includes('/l/'))!;
    await browser.submit({ mailCode: /^(\d{4} \d{4})$/m.exec(text)![1]! });
    await server.advance(day);
    const late = await at(/\/l\/[\w-]+/.exec(text)![0]);
    expect(late.page.main.text).toContain('votre boîte e-mail est confirmée');
  });

  it('asks for no short code that died with the link', async () => {
    for (const [, given] of kinds) {
      const used = await given();
      await use(used);
      expect((await at(used)).page.main.innerHTML).not.toMatch(codeHint);
    }
  });

  it('a form sent after its end says the same as the page', async () => {
    const link = await reset();
    const slow = await at(link);
    await server.advance(day);
    await slow.submit({});
    expect([slow.page.status, slow.page.main.text]).toEqual([404, expect.stringContaining('Il a expiré')]);
  });

  it('that was replaced looks like one that never was, and the newest code can be typed (P07)', async () => {
    const older = await reset();
    await reset();
    const replaced = await at(older);
    expect([replaced.page.status, replaced.state]).toEqual([404, 'problem/link.dead']);
    expect(replaced.page.main.text).toContain('un lien plus récent le remplace');
    expect(replaced.page.main.innerHTML).toMatch(codeHint);
    expect(replaced.page.main.innerHTML).toBe((await at('/l/inconnu')).page.main.innerHTML);
  });
});
