/** What a telephone cannot do goes on in the same session on the site, before a proof and after it (X20, P14). */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Browser } from '../../paths/drivers/web.ts';
import { type Served, served } from '../../server/served.ts';
import { Caller, codeIn, type Provider, providers } from '../../support/phone/caller.ts';
import type { World } from '../../support/world.ts';

let server: Served;
beforeAll(async () => {
  server = await served({ RATE_LIMITS: '0' });
});
beforeEach(() => server.ask('POST', '/dev/reset'));
afterAll(() => server.close());

const oldTerms = { nir: '199999910099902', code: '380651' };

async function toSignIn(provider: Provider, tenant: string): Promise<Caller> {
  const phone = new Caller(server.app, { provider, tenant });
  await phone.call();
  await phone.press('1');
  await phone.press('*');
  await phone.press(/Pour vous connecter, tapez (\d)\./.exec(phone.text)![1]!);
  return phone;
}

/** Member 8 has given number and code on the keys; the terms cannot be read there. */
async function atTerms(provider: Provider): Promise<Caller> {
  const phone = await toSignIn(provider, 'abela');
  await phone.press(oldTerms.nir);
  await phone.press(oldTerms.code);
  expect(phone.text).toContain('Cette étape se fait sur notre site, pas au téléphone.');
  return phone;
}

const tokenOf = async (phone: Caller) =>
  (await server.product.conversations.load(phone.conversation))!.token!;
/** A browser that types the code it was told. */
async function joinedBy(resumeCode: string): Promise<Browser> {
  const visit = { tenant: '', flow: '', source: '192.0.2.44' };
  const page = new Browser({ app: server.app, secrets: new Set<string>() } as unknown as World, visit);
  await page.get('/reprendre');
  await page.submit(page.main.querySelector('[name=resumeCode]')!.closest('form')!, { resumeCode });
  return page;
}

const choose = (session: string, turn: number, answer: object) =>
  server.ask<{ view: { turn: number; state: string; outcome?: string } }>('POST', '/api/v1/session/answers', {
    headers: { authorization: `Bearer ${session}` },
    payload: { turn, answer },
  });

describe.each(providers)('%s', (provider) => {
  test('after a proof on the line the terms are accepted on the site in the same session, by whoever proves it there: to the end (T01, X20, P02, P14)', async () => {
    const phone = await atTerms(provider);
    expect(phone.text).toContain('vous y donnerez de nouveau votre code');
    const code = codeIn(phone.text);
    expect(code).toMatch(/^\d{8}$/);
    const { body, status } = await server.begin('abela', { resumeCode: code });
    expect(status).toBe(201);
    expect(body.session.slice(0, 22)).toBe((await tokenOf(phone)).slice(0, 22));
    // The page has proven nothing yet, and is shown nothing of what was proven.
    expect(body.view.fields.map(({ name }) => name)).toEqual(['nir', 'code']);
    expect(JSON.stringify(body.view)).not.toContain('acceptTerms');
    const signedIn = await server.answer(body, oldTerms);
    expect(signedIn.body.view).toMatchObject({ flow: 'sign-in', state: 'awaiting-terms' });
    const done = await choose(body.session, signedIn.body.view.turn, { values: { acceptTerms: true } });
    expect(done.body.view.outcome).toBe('connected');
    expect(await phone.press('1')).toMatch(
      /^Cette démarche continue sur l’autre appareil ou la page que vous avez ouverte\..* Pour autre chose, tapez 1\./,
    );
  });

  test('what was stopped on the page is not over on the line: the main menu, and nobody is hung up on (P09)', async () => {
    const phone = await atTerms(provider);
    const page = await joinedBy(codeIn(phone.text));
    await page.submit(page.main.querySelector('[value=stop]')!.closest('form')!, {}, 'stop');
    const told = await phone.press('1');
    expect(told).toContain('Pour obtenir un mot de passe, tapez 1.');
    expect(phone.over).toBe(false);
  });

  test('an address typed on the page is not read out on the line (X20)', async () => {
    const phone = new Caller(server.app, { provider, tenant: 'cpms' });
    await phone.call();
    await phone.press('5');
    const page = await joinedBy(codeIn(phone.text));
    await page.submit(page.question!, {
      company: '',
      lastName: 'Essai',
      firstName: 'Ève',
      nir: oldTerms.nir,
      email: 'essai.discret@example.test',
    });
    const told = await phone.press('1');
    expect(told).toContain('Un e-mail vient de partir à l’adresse donnée.');
    expect(told).not.toMatch(/discret|arobase/);
  });

  test('on the pages without JavaScript as well: the short code, which channel and when, number and code, the terms, the area (T01, X11, X20)', async () => {
    const phone = await atTerms(provider);
    const page = await joinedBy(codeIn(phone.text));
    expect(page.here).toMatch(/^\/abela\//);
    expect(page.main.querySelector('.note')!.text).toMatch(/téléphone/);
    await page.submit(page.question!, oldTerms);
    expect(page.seen()).toMatchObject({ flow: 'sign-in', state: 'awaiting-terms', asks: ['acceptTerms'] });
    await page.submit(page.question!, { acceptTerms: true });
    expect(page.here).toBe('/abela/espace');
    expect(await phone.press('1')).toMatch(/^Cette démarche continue sur l’autre appareil/);
  });

  test('a care request, whose words no key can write, goes to the site before the caller signs in: that is done once, there (D14, X20)', async () => {
    const phone = new Caller(server.app, { provider, tenant: 'cpms' });
    await phone.call();
    await phone.press('6');
    const told = await phone.press('1');
    expect(told).toMatch(/connectez-vous avant de faire cette demande.*Cette étape se fait sur notre site/s);
    expect(told).not.toContain('sur les touches');
    const page = await joinedBy(codeIn(phone.text));
    await page.submit(page.question!, { nir: '184061305501228', code: '274931' });
    expect(page.seen()).toMatchObject({ flow: 'care-request', state: 'awaiting-who' });
    expect(await phone.press('1')).toMatch(/^Cette démarche continue sur l’autre appareil/);
  });

  test('once the page is open the telephone says so, and goes on only for who gives the code again', async () => {
    const phone = await atTerms(provider);
    const { body } = await server.begin('abela', { resumeCode: codeIn(phone.text) });
    const told = await phone.press('1');
    expect(told).toMatch(
      /^La page est ouverte sur le site\. .*Pour garder votre numéro de Sécurité sociale, qui se termine par 9, 9, 9, tapez 1/s,
    );
    expect(phone.over).toBe(false);
    await phone.press(oldTerms.nir);
    await phone.press(oldTerms.code);
    expect(phone.text).toContain('Cette étape se fait sur notre site');
    expect(codeIn(phone.text)).toMatch(/^\d{8}$/);
    const there = await server.ask<{ view: { state: string } }>('GET', '/api/v1/session', {
      headers: { authorization: `Bearer ${body.session}` },
    });
    expect(there.body.view).toMatchObject({ state: 'handed-over', fields: [], choices: [] });
  });

  test('a first connection begun on the keys ends on the site by the link to what is on file: the new code, the terms, the area (F01-F05, X20)', async () => {
    const phone = await toSignIn(provider, 'abela');
    await phone.press('278047511604204');
    await phone.press('615937');
    await phone.press('749385');
    expect(await phone.press('749385')).toContain('Votre nouveau mot de passe est enregistré.');
    await phone.press('1');
    await phone.press('749385');
    expect(phone.text).toContain('vous y donnerez de nouveau votre code');
    expect(await phone.press('2')).toMatch(/^Si ce numéro est celui d’un adhérent/);
    await server.loop.drain();
    const { mails } = await server.outbox();
    const { text } = mails.findLast(({ to, text }) => to === 'm09@example.test' && text.includes('/l/'))!;
    const { body, status } = await server.begin('abela', { token: /\/l\/([\w-]+)/.exec(text)![1]! });
    expect(status).toBe(201);
    const signedIn = await server.answer(body, { nir: '278047511604204', code: '749385' });
    expect(signedIn.body.view.state).toBe('awaiting-terms');
    const done = await choose(body.session, signedIn.body.view.turn, { values: { acceptTerms: true } });
    expect(done.body.view.outcome).toBe('connected');
  });

  test('a link that was sent is not offered again, and no key sends what was sent', async () => {
    const phone = new Caller(server.app, { provider, tenant: 'acs' });
    await phone.call();
    await phone.press('5');
    expect(phone.text).toContain('Pour recevoir aussi un lien');
    await phone.press('2');
    await phone.press('150309913900259');
    expect(phone.text).toMatch(/^Si ce numéro est celui d’un adhérent/);
    for (const again of ['1', '9', '1']) {
      await phone.press(again);
      expect(codeIn(phone.text)).toMatch(/^\d{8}$/);
      expect(phone.text).not.toContain('un lien');
    }
    expect(await phone.press('2')).toMatch(/^Je n’ai pas compris/);
  });

  test('a code noted before the proof leads to the same question after it, and never past it (P14)', async () => {
    const phone = await toSignIn(provider, 'abela');
    await phone.press('*');
    await phone.press(/sur le site, tapez (\d)\./.exec(phone.text)![1]!);
    const code = codeIn(phone.text);
    await phone.press('*');
    await phone.press('*');
    await phone.press(oldTerms.nir);
    await phone.press(oldTerms.code);
    expect(phone.text).toContain('Cette étape se fait sur notre site');
    // Another code is told now, and the one before is dead; nobody loses a way.
    expect((await server.begin('abela', { resumeCode: code })).status).toBe(404);
    const { body } = await server.begin('abela', { resumeCode: codeIn(phone.text) });
    expect(body.view.fields.map(({ name }) => name)).toEqual(['nir', 'code']);
  });

  test('a check that needs a page is chosen on that page: its other forms have no key, a minute’s wait has (X17)', async () => {
    const phone = await toSignIn(provider, 'cpms');
    await phone.press('299017505622262');
    await phone.press('111222');
    for (let tries = 0; tries < 2; tries++) {
      await phone.press('1');
      await phone.press('111222');
    }
    expect(codeIn(phone.text)).toMatch(/^\d{8}$/);
    const offered = (await server.product.engine.resume(await tokenOf(phone))).view.choices;
    expect(offered.map(({ id }) => id)).toEqual(expect.arrayContaining(['check-proof', 'check-image']));
    let options = await phone.press('*');
    if (options.includes('Pour la suite des choix')) options += await phone.press('8');
    expect(options).not.toMatch(/image|vérification automatique/);
    expect(options).toContain('Pour attendre une minute');
  });
});
