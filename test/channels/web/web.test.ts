import { Buffer } from 'node:buffer';
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noMemberRecord } from '../../../adapters/member-record/no-member-record.ts';
import { judge } from '../../../channels/web/same-origin.ts';
import { formToken, sessionToken, tokenNamed } from '../../../channels/web/tokens.ts';
import { webWords } from '../../../channels/web/words.ts';
import { Overloaded, TooMany } from '../../../machines/errors.ts';
import { StoreUnavailable } from '../../../machines/ports/store.ts';
import { PlainBrowser, startWeb, type WebServer } from '../../support/web-server.ts';

let server: WebServer;
beforeAll(async () => {
  server = await startWeb();
});
afterAll(() => server.close());

const browse = () => new PlainBrowser(server.url);

/** A browser at the question of a flow's page. */
async function at(path: string): Promise<PlainBrowser> {
  const browser = browse();
  await browser.get(path);
  return browser;
}

async function signedIn(tenant = 'cpms', nir = '184061305501228', code = '274931'): Promise<PlainBrowser> {
  const browser = await at(`/${tenant}/connexion`);
  await browser.submit({ nir, code });
  expect(browser.page.path).toBe(`/${tenant}/espace`);
  return browser;
}

async function failing(times: number, tenant: string, nir: string): Promise<PlainBrowser> {
  const browser = await at(`/${tenant}/connexion`);
  for (let i = 0; i < times; i++) await browser.submit({ nir, code: `11111${i}` });
  return browser;
}

const linkIn = (text: string) => /\/l\/[\w-]+/.exec(text)![0];

async function mailTo(address: string) {
  await server.settle();
  const mail = (await server.mails()).findLast(({ to }) => to.address === address);
  if (!mail) throw new Error(`no mail to ${address}`);
  return mail;
}

describe('Pages as the contract describes them', () => {
  it('lists the insurers at /, and guides apart from them', async () => {
    const { page } = await at('/');
    const listed = page.main.querySelectorAll('.insurers a').map((link) => link.getAttribute('href'));
    expect(listed.sort()).toEqual(['/abela/', '/acs/', '/cpms/']);
    expect(page.main.querySelector('a[href=/ecps/]')).not.toBeNull();
  });

  it('a guide has its own door and ways to a person, but no members’ pages (E01-E03)', async () => {
    const browser = await at('/ecps/');
    expect(browser.state).toBe('ecps/asking-card');
    expect(browser.page.main.querySelector('.links a')!.getAttribute('href')).toContain(
      'youtube.com/watch?v=LdCD9dCDWzM',
    );
    expect(browser.page.main.querySelector('[role=img]')!.getAttribute('aria-label')).toContain('Dessin');
    await browser.choose('card-yes');
    expect([browser.page.path, browser.state.split('/')[0]]).toEqual(['/ecps/', 'ecps']);
    await browser.choose('person');
    expect(browser.page.main.text).toContain('0 809 40 00 82');
    for (const path of ['connexion', 'code', 'reprendre', 'espace', 'espace/dossier']) {
      expect((await browser.get(`/ecps/${path}`)).status, path).toBe(404);
      expect(browser.hops, path).toEqual([]);
    }
    expect((await browser.post('/ecps/espace/deconnexion', {})).status).toBe(404);
    const member = await at('/cpms/e-cps');
    await member.choose('card-no');
    expect(member.page.path).toBe('/cpms/e-cps');
  });

  it('names flow and state in main, asks first, offers other ways after (contract, Web)', async () => {
    const { page } = await at('/cpms/connexion');
    expect(page.main.getAttribute('data-flow')).toBe('sign-in');
    expect(page.main.getAttribute('data-state')).toBe('awaiting-secret');
    const [first, ...others] = page.main.querySelectorAll('form[method=post]');
    expect(first!.querySelectorAll('#nir, #code')).toHaveLength(2);
    expect(first!.querySelector('button[type=submit]')!.getAttribute('name')).toBeUndefined();
    expect(first!.querySelector('button[name=choice]')).toBeNull();
    expect(others.flatMap((form) => form.querySelectorAll('button[name=choice]')).length).toBeGreaterThan(3);
  });

  it('labels every control and has one h1 (WCAG 1.3.1, 2.4.6)', async () => {
    for (const path of [
      '',
      'connexion',
      'code',
      'modifier-code',
      'premiere-connexion',
      'aide/lettre',
      'reprendre',
    ]) {
      const { page } = await at(`/acs/${path}`);
      expect(page.main.querySelectorAll('h1'), path).toHaveLength(1);
      for (const input of page.main.querySelectorAll('input:not([type=hidden])'))
        expect(page.main.querySelector(`label[for=${input.id}]`), `${path} ${input.id}`).not.toBeNull();
    }
  });

  it('answers 404 with a way on for unknown insurers, pages and links', async () => {
    for (const path of ['/nobody/', '/nobody/connexion', '/cpms/rien', '/cpms/rien/du/tout', '/l/abc']) {
      const { page } = await at(path);
      expect(page.status, path).toBe(404);
      expect(page.main.querySelectorAll('a').length, path).toBeGreaterThan(0);
    }
  });

  it('has a page for every flow a menu offers', () => {
    for (const insurer of server.product.insurers.values())
      for (const flow of insurer.menu)
        if (server.product.registry.has(flow)) expect(webWords[`web.title.${flow}`], flow).toBeDefined();
  });

  it('speaks French by default, English by Accept-Language or ?lang=en, and remembers', async () => {
    const browser = browse();
    expect((await browser.get('/cpms/connexion')).html.querySelector('html')!.getAttribute('lang')).toBe(
      'fr',
    );
    expect((await browser.get('/cpms/connexion?lang=en')).main.text).toContain('Social security number');
    expect((await browser.get('/cpms/code')).html.querySelector('html')!.getAttribute('lang')).toBe('en');
    const other = browse();
    other.headers['accept-language'] = 'de, en-GB;q=0.8, fr;q=0.5';
    expect((await other.get('/cpms/')).html.querySelector('html')!.getAttribute('lang')).toBe('en');
  });

  it('is themed by the insurer’s data', async () => {
    const { page } = await at('/abela/');
    const theme = page.html.querySelectorAll('link[rel=stylesheet]').at(-1)!.getAttribute('href')!;
    const css = await (await fetch(new URL(theme, server.url))).text();
    expect(css).toContain(server.product.insurers.get('abela')!.theme.primary);
    expect(page.html.querySelector('header svg')).not.toBeNull();
  });

  it('fills in for password managers and never with type=number (WCAG 1.3.5, 3.3.8)', async () => {
    const { page } = await at('/cpms/modifier-code');
    const of = (id: string) => page.main.querySelector(`#${id}`)!;
    expect(of('nir').getAttribute('autocomplete')).toBe('username');
    expect(of('currentCode').getAttribute('autocomplete')).toBe('current-password');
    expect(of('newCode').getAttribute('autocomplete')).toBe('new-password');
    expect(of('newCode').getAttribute('inputmode')).toBe('numeric');
    expect(page.text).not.toMatch(/type="number"|maxlength/);
    const { page: codes } = await at('/cpms/reprendre');
    expect(codes.main.querySelector('#mailCode')!.getAttribute('autocomplete')).toBe('one-time-code');
  });

  it('L07: draws ten keys in two rows of five, in an order of its own on every page', async () => {
    const order = async () =>
      (await at('/cpms/connexion')).page.main.querySelectorAll('.keypad .key').map((key) => key.text);
    const orders = await Promise.all([order(), order(), order(), order()]);
    for (const keys of orders) expect([...keys].sort().join('')).toBe('0123456789');
    expect(new Set(orders.map((keys) => keys.join(''))).size).toBeGreaterThan(1);
    const { page } = await at('/cpms/connexion');
    expect(
      page.main.querySelectorAll('.keypad .row').map((row) => row.querySelectorAll('.key').length),
    ).toEqual([5, 5]);
    for (const button of page.main.querySelectorAll('.keypad button'))
      expect(button.getAttribute('type')).toBe('button');
  });
});

describe('Headers and cookies', () => {
  it('lets nothing run but our own scripts, and stores no page', async () => {
    const { page } = await at('/cpms/connexion');
    const csp = page.headers.get('content-security-policy')!;
    expect(csp).toContain("default-src 'none'");
    expect(csp).toMatch(/script-src 'nonce-[0-9a-f]{32}'/);
    expect(csp).not.toMatch(/unsafe|\*/);
    expect(page.headers.get('cache-control')).toBe('no-store');
    for (const script of page.html.querySelectorAll('script'))
      expect(csp).toContain(script.getAttribute('nonce')!);
  });

  it('keeps cookies from scripts and other sites; __Host- and Secure behind https', async () => {
    const response = await fetch(new URL('/cpms/connexion', server.url));
    for (const cookie of response.headers.getSetCookie()) expect(cookie).toMatch(/HttpOnly; SameSite=Lax/);
    const secure = await startWeb({ secureCookies: true });
    try {
      const [cookie] = (await fetch(new URL('/cpms/connexion', secure.url))).headers.getSetCookie();
      expect(cookie).toMatch(/^__Host-guichet=[\w-]{65}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    } finally {
      await secure.close();
    }
  });

  it('puts no secret into an address: every redirect is a bare path', async () => {
    const browser = await signedIn();
    expect(browser.hops.every(({ location }) => /^\/[\w/-]*$/.test(location))).toBe(true);
  });
});

describe('Steps', () => {
  it('of the first connection are counted in the title and over the question, after a refusal too (WCAG 2.4.2)', async () => {
    const browser = await at('/cpms/premiere-connexion');
    const [nir, received, own] = ['185052A00412356', '918264', '749385'];
    const stands = (step: number) => {
      const { html, main } = browser.page;
      expect(main.querySelector('.eyebrow')!.text).toBe(`Première connexion – Étape ${step} sur 4`);
      expect(html.querySelector('title')!.text).toContain(` – Étape ${step} sur 4 – CPMS`);
      expect(main.querySelector('h1')!.text).not.toContain('Étape');
    };
    stands(1);
    await browser.submit({ nir: '12', code: received });
    stands(1);
    await browser.submit({ nir, code: received });
    stands(2);
    await browser.submit({ newCode: '123456', confirmCode: '123456' });
    stands(2);
    await browser.submit({ newCode: own, confirmCode: own });
    stands(3);
    await browser.submit({ nir: '12', code: own });
    stands(3);
    await browser.choose('person');
    expect(browser.page.text).not.toContain('sur 4');
    await browser.choose('back');
    await browser.submit({ nir, code: own });
    stands(4);
    await browser.submit({});
    stands(4);
    await browser.submit({ acceptTerms: 'true' });
    expect(browser.page.path).toBe('/cpms/espace');
  });

  it('of no other flow are', async () => {
    for (const path of ['', 'connexion', 'code', 'modifier-code'])
      expect((await at(`/cpms/${path}`)).page.text).not.toMatch(/Étape \d/);
  });
});

describe('Refusals', () => {
  it('303 back to the same page: the field, the words, the NIR kept, no secret (WCAG 3.3.1, 3.3.3, 3.3.7, X18)', async () => {
    const browser = await at('/acs/connexion');
    await browser.submit({ nir: '184061305501229', code: '395716' });
    expect(browser.hops).toEqual([{ status: 303, location: '/acs/connexion' }]);
    const { main, text } = browser.page;
    const nir = main.querySelector('#nir')!;
    expect(nir.getAttribute('aria-invalid')).toBe('true');
    expect(nir.getAttribute('value')).toBe('184061305501229');
    expect(main.querySelector(`#${nir.getAttribute('aria-describedby')!.split(' ')[0]}`)!.text).toContain(
      'carte Vitale',
    );
    expect(main.querySelector('[role=alert]')!.hasAttribute('autofocus')).toBe(true);
    expect(main.querySelector('#code')!.getAttribute('value')).toBeUndefined();
    expect(text).not.toContain('395716');
    expect(browser.page.html.querySelector('title')!.text).toMatch(/^Erreur/);
  });

  it('shows the NIR in its own input only, and forgets it on the next question (X18)', async () => {
    const browser = await at('/acs/code');
    await browser.submit({ nir: '155019710102338' });
    expect(browser.state).toBe('code-reset/requested');
    expect(browser.page.text).not.toContain('1550197101023');
  });

  it('two codes that differ are both wrong, and the link leads to the first that is empty (WCAG 3.3.1, 3.3.3)', async () => {
    const typed = { newCode: '749385', confirmCode: '749386' };
    const chosen = await at('/cpms/connexion');
    await chosen.submit({ nir: '292069935123493', code: '603815' });
    await chosen.submit(typed);
    const changed = await at('/cpms/modifier-code');
    await changed.submit({ nir: '184061305501228', currentCode: '274931', ...typed });
    for (const [{ page }, first] of [
      [chosen, 'newCode'],
      [changed, 'currentCode'],
    ] as const) {
      const wrong = page.main.querySelectorAll('[aria-invalid=true]');
      expect(wrong.map(({ id }) => id)).toEqual(['newCode', 'confirmCode']);
      for (const field of wrong) {
        const described = field.getAttribute('aria-describedby')!.split(' ')[0];
        expect(page.main.querySelector(`#${described}`)!.text).toContain('Les deux saisies sont différentes');
      }
      const summary = page.main.querySelector('[role=alert]')!;
      expect(summary.text).toContain('retapez-les tous');
      expect(summary.querySelectorAll('a').map((link) => link.getAttribute('href'))).toEqual([`#${first}`]);
    }
  });

  it('describes a field by what is wrong with it alone, once (WCAG 3.3.1)', async () => {
    const describing = ({ page }: PlainBrowser, name: string) =>
      (page.main.querySelector(`#${name}`)!.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => page.main.querySelector(`#${id}`)!.text.trim());
    const browser = await failing(1, 'acs', '185077505604801');
    for (const name of ['nir', 'code'])
      expect(describing(browser, name)[0], name).toMatch(/^Le numéro ou le .*, ou demandez un nouveau .*\.$/);
    await browser.submit({ nir: '12', code: '111111' });
    expect(
      describing(browser, 'nir')
        .join(' ')
        .match(/13 caractères/g),
    ).toHaveLength(1);
  });

  it('describes the new code by what it must be like, before it is refused and after (WCAG 1.3.1, 3.3.2)', async () => {
    const browser = await at('/cpms/connexion');
    await browser.submit({ nir: '292069935123493', code: '603815' });
    const describing = (name: string) =>
      (browser.page.main.querySelector(`#${name}`)!.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => (id ? browser.page.main.querySelector(`#${id}`)!.text.trim() : ''))
        .join(' ');
    expect(describing('newCode')).toMatch(/^Exactement 6 chiffres\. Évitez les dates/);
    expect(describing('confirmCode')).toBe('');
    await browser.submit({ newCode: '123456', confirmCode: '123456' });
    expect(describing('newCode')).toMatch(/trop facile à deviner.*Évitez les dates/s);
  });

  it('calls no field wrong that nobody has filled in yet, although it is required (WCAG 4.1.2)', async () => {
    for (const path of ['connexion', 'modifier-code', 'adresse-mail', 'reprendre']) {
      const { main } = (await at(`/cpms/${path}`)).page;
      const fields = main.querySelectorAll('[aria-required]');
      expect(fields.length, path).toBeGreaterThan(0);
      expect(main.querySelectorAll('[required]'), path).toHaveLength(0);
      for (const field of fields)
        expect(field.getAttribute('aria-invalid'), `${path} ${field.id}`).toBe('false');
    }
  });

  it('marks both fields and tells neither apart for wrong credentials (P07, K02)', async () => {
    const browser = await failing(1, 'cpms', '292069935123493');
    expect(browser.page.main.querySelectorAll('[aria-invalid=true]').map(({ id }) => id)).toEqual([
      'nir',
      'code',
    ]);
    const unknown = await failing(1, 'cpms', '185077505604801');
    const same = (b: PlainBrowser) => b.page.main.querySelector('[role=alert]')!.text;
    expect(same(unknown)).toBe(same(browser));
  });

  it('accepts digits with what separates them where they are printed or copied from', async () => {
    for (const code of ['274 931', '274-931', '27.49.31', '\u202a274931\u202c', '274\u200b931']) {
      const browser = await at('/cpms/connexion');
      await browser.submit({ nir: '1 84 06 13 055 012 28', code });
      expect(browser.page.path, code).toBe('/cpms/espace');
    }
  });

  it('an answer and a code refused on one page: one summary, of the last, « Erreur » first (WCAG 3.3.1, 2.4.2)', async () => {
    const browser = await at('/cpms/reprendre');
    await browser.submit({ nir: '184061305501228', mailCode: '12345678' });
    const byCode = () =>
      browser.page.main.querySelectorAll('form').find((one) => one.querySelector('#resumeCode'))!;
    for (const [resumeCode, said] of [
      ['00000000', 'n’est pas connu'],
      ['', 'Tapez d’abord les 8 chiffres'],
    ] as const) {
      await browser.submit({ resumeCode }, byCode());
      const summaries = browser.page.main.querySelectorAll('[role=alert]');
      expect(summaries.map(({ text }) => text.includes(said))).toEqual([true]);
      expect(browser.page.html.querySelector('title')!.text).toMatch(/^Erreur/);
      expect(browser.page.main.querySelector('#nir')!.getAttribute('value')).toBe('184061305501228');
    }
  });
});

describe('One session a form, whatever the person does', () => {
  it('GET stores nothing: a page opened and left leaves no session', async () => {
    const before = (await server.product.documents.list('session', '', 1000)).length;
    await at('/cpms/connexion');
    await at('/cpms/code');
    expect((await server.product.documents.list('session', '', 1000)).length).toBe(before);
  });

  it('a double click is one attempt (P11)', async () => {
    const browser = await at('/abela/connexion');
    const body = browser.formBody({ nir: '190021320101738', code: '111111' });
    await Promise.all([browser.post('/abela/connexion', body), browser.post('/abela/connexion', body)]);
    await browser.get('/abela/connexion');
    for (const code of ['111112', '111113']) {
      expect(browser.page.main.querySelector('#humanCheck')).toBeNull();
      await browser.submit({ code });
    }
    expect(browser.page.main.querySelector('#humanCheck')).not.toBeNull();
  });

  it('two tabs lead two sessions side by side', async () => {
    const browser = await at('/acs/connexion');
    const tabOne = browser.formBody({ nir: '155019710102338', code: '860352' });
    await browser.get('/acs/aide/lettre');
    const tabTwo = browser.formBody({ nir: '155019710102338', followUp: '123456' });
    await browser.post('/acs/aide/lettre', tabTwo);
    expect(browser.state).toBe('letter-status/awaiting-follow-up');
    await browser.post('/acs/connexion', tabOne);
    expect(browser.page.path).toBe('/acs/espace');
  });

  it('what a second tab answers otherwise is not taken for the first tab’s answer, and is told so (P11)', async () => {
    const browser = await at('/abela/aide');
    const yes = browser.formBody({ choice: 'yes' });
    const no = browser.formBody({ choice: 'no' });
    await browser.post('/abela/aide', yes);
    const { state } = browser;
    const told = () => browser.page.main.querySelector('[role=status]')?.text ?? '';
    await browser.post('/abela/aide', yes);
    expect([browser.state, told()]).toEqual([state, '']);
    await browser.post('/abela/aide', no);
    expect([browser.state, told()]).toEqual([state, expect.stringContaining('La page avait changé')]);
  });

  it('a right code after another tab’s wrong one is not told to be wrong: it was not looked at (P11)', async () => {
    const browser = await at('/cpms/connexion');
    const tab = (code: string) => browser.formBody({ nir: '184061305501228', code });
    const [wrong, right] = [tab('111111'), tab('274931')];
    await browser.post('/cpms/connexion', wrong);
    await browser.post('/cpms/connexion', right);
    expect(browser.page.main.querySelector('[role=status]')!.text).toContain('n’a pas été pris en compte');
    // WCAG 4.1.3: that is what is read first, not the refusal of the other answer.
    expect(browser.page.main.querySelectorAll('[autofocus]').map((one) => one.getAttribute('role'))).toEqual([
      'status',
    ]);
  });

  it('a way back beside yes and no makes no menu of them', async () => {
    const browser = await at('/cpms/aide');
    await browser.choose('yes');
    expect(browser.page.main.querySelector('.tiles')).toBeNull();
    expect(browser.page.main.querySelector('form.answers button[value=back]')!.text).toBe(
      'Question précédente',
    );
    await browser.get('/cpms/');
    expect(browser.page.main.querySelector('.tiles')).not.toBeNull();
  });

  it('a letter sent from a page that had changed is given back, with the way on (X18)', async () => {
    const browser = await at('/acs/aide');
    await browser.choose('person');
    await browser.choose('write');
    const letter = browser.formBody({ message: 'Bonjour, ma carte est perdue.' });
    await browser.choose('back');
    const { path } = browser.page;
    const page = await browser.post(path, letter);
    expect(page.status).toBe(409);
    expect(browser.page.main.querySelector('textarea[readonly]')!.text).toBe('Bonjour, ma carte est perdue.');
    expect(browser.page.main.querySelector('a.primary')!.getAttribute('href')).toBe(path);
  });

  it('Back to an older question shows where the session stands and says so', async () => {
    const browser = await at('/abela/aide');
    const older = browser.formBody({ choice: 'yes' });
    await browser.choose('yes');
    await browser.choose('yes');
    await browser.post('/abela/aide', { ...older, turn: '1' });
    expect(browser.page.main.querySelector('[role=status]')!.text).toContain('La page avait changé');
    expect(browser.state).toMatch(/^sign-in-help\//);
  });

  it('leads on to the page of the flow chosen, and to a person and back', async () => {
    const browser = await at('/cpms/connexion');
    await browser.choose('code-reset');
    expect(browser.hops).toEqual([{ status: 303, location: '/cpms/code' }]);
    await browser.choose('person');
    expect([browser.page.path, browser.state]).toEqual(['/cpms/contact', 'person/showing-contacts']);
    expect(browser.page.main.text).toContain('0 826 626 620');
    await browser.choose('back');
    expect([browser.page.path, browser.state]).toEqual(['/cpms/code', 'code-reset/awaiting-nir']);
  });

  it('whoever looks at the contacts from the foot of a page is led back to the question left (P09)', async () => {
    const browser = await at('/cpms/aide');
    await browser.choose('yes');
    await browser.get('/cpms/contact');
    const back = browser.page.main.querySelector('a[rel=prev]')!;
    expect(back.text).toBe('Revenir là où vous en étiez');
    await browser.get(back.getAttribute('href')!);
    expect(browser.state).toMatch(/^sign-in-help\//);
    expect((await at('/cpms/contact')).page.main.querySelector('a[rel=prev]')).toBeNull();
  });

  it('the pages of one insurer show no session of another (P14)', async () => {
    const browser = await at('/cpms/code');
    await browser.submit({ nir: '184061305501228' });
    expect(browser.state).toBe('code-reset/requested');
    browser.cookies.set('guichet_session_acs', browser.cookies.get('guichet_session_cpms')!);
    await browser.get('/acs/code');
    expect(browser.state).toBe('code-reset/awaiting-nir');
  });

  it('an ended session is shown once; the page then begins anew', async () => {
    const browser = await at('/cpms/code');
    await browser.choose('stop');
    expect(browser.state).toBe('code-reset/stopped');
    expect(browser.page.main.querySelector('a[href=/cpms/]')).not.toBeNull();
    await browser.get('/cpms/code');
    expect(browser.state).toBe('code-reset/awaiting-nir');
  });

  it('an expired session says so and offers to start again with nothing lost (X23)', async () => {
    const browser = await at('/cpms/connexion');
    await browser.submit({ nir: '184061305501228', code: '111111' });
    const late = browser.formBody({ nir: '184061305501228', code: '274931' });
    await server.advance(31 * 60);
    await browser.post('/cpms/connexion', late);
    expect(browser.page.status).toBe(410);
    expect(browser.page.main.text).toContain('expiré');
    expect(browser.page.main.querySelector('#nir')!.getAttribute('value')).toBe('184061305501228');
    expect(browser.page.text).not.toContain('274931');
    await browser.submit({ code: '274931' });
    expect(browser.page.path).toBe('/cpms/espace');
  });

  it('marks as done what was done, not what was only told', async () => {
    const browser = await at('/cpms/informations');
    await browser.choose('statements');
    expect(browser.page.main.querySelector('.mark')).toBeNull();
    await browser.get('/cpms/code');
    await browser.submit({ nir: '275209881800704' });
    expect(browser.page.main.querySelector('.mark')).not.toBeNull();
  });

  it('gives back what was written and the page that comes instead does not ask (WCAG 2.2.5, X23)', async () => {
    const browser = await at('/cpms/informations');
    await browser.choose('person');
    await browser.choose('write');
    const written = browser.formBody({ message: 'Ligne une.\nLigne <deux>.' });
    await server.advance(31 * 60);
    await browser.post('/cpms/contact', written);
    expect([browser.page.status, browser.state]).toEqual([410, 'problem/expired']);
    const area = browser.page.main.querySelector('textarea[readonly]')!;
    expect(area.text).toBe('Ligne une.\nLigne <deux>.');
    expect(browser.page.main.querySelector(`label[for=${area.id}]`)!.text).not.toBe('');

    const care = await signedIn('acs', '155019710102338', '860352');
    await care.get('/acs/espace/formulaires');
    await care.submit(
      { demande: 'quote' },
      care.page.main.querySelector('button[value=quote]')!.closest('form')!,
    );
    const who = care.formBody({ beneficiary: 'Octave', provider: 'Cabinet dentaire, Nice' });
    await server.advance(31 * 60);
    await care.post('/acs/prise-en-charge', who);
    expect([care.page.status, care.state]).toEqual([410, 'care-request/choosing-request']);
    expect(care.page.main.querySelectorAll('textarea[readonly]').map(({ text }) => text)).toEqual([
      'Octave',
      'Cabinet dentaire, Nice',
    ]);
  });
});

describe('Requests forged elsewhere', () => {
  const forged = async (change: (browser: PlainBrowser, body: Record<string, string>) => void) => {
    const browser = await at('/cpms/code');
    const body = browser.formBody({ nir: '184061305501228' });
    change(browser, body);
    return browser.post('/cpms/code', body);
  };

  it('refuses a form of another site, by Sec-Fetch-Site, Origin or its missing token', async () => {
    expect((await forged((b) => Object.assign(b.headers, { 'sec-fetch-site': 'cross-site' }))).status).toBe(
      403,
    );
    expect((await forged((b) => Object.assign(b.headers, { 'sec-fetch-site': 'same-site' }))).status).toBe(
      403,
    );
    expect((await forged((b) => Object.assign(b.headers, { origin: 'https://evil.example' }))).status).toBe(
      403,
    );
    expect((await forged((_, body) => delete body.form)).status).toBe(403);
    expect((await forged((_, body) => Object.assign(body, { form: 'x'.repeat(43) }))).status).toBe(403);
    expect((await forged((b) => b.cookies.clear())).status).toBe(403);
  });

  it('refuses each of our forms when another site sends it (ASVS 3.5.1)', async () => {
    const { engine } = server.product;
    const origin = { channel: 'chat', source: '192.0.2.7' };
    const begun = await engine.start({ tenant: 'acs', flow: 'code-reset', locale: 'fr', origin });
    const link = `/l/${(await engine.handOver(begun.token)).token}`;
    const browser = await signedIn('acs', '155019710102338', '860352');
    const sent = new Set<string>();
    for (const page of [
      '/acs/',
      '/acs/code',
      '/reprendre',
      '/acs/reprendre',
      link,
      '/acs/espace/formulaires',
      '/acs/espace',
    ]) {
      delete browser.headers['sec-fetch-site'];
      await browser.get(page);
      const forms = browser.page.html.querySelectorAll('form[method=post]');
      browser.headers['sec-fetch-site'] = 'cross-site';
      for (const form of forms) {
        const path = form.getAttribute('action') ?? page;
        expect((await browser.post(path, browser.formBody({}, form))).status, path).toBe(403);
        sent.add(path);
      }
    }
    expect([...sent].sort()).toEqual([
      '/acs/',
      '/acs/code',
      '/acs/espace/autres-sessions',
      '/acs/espace/deconnexion',
      '/acs/espace/formulaires',
      '/acs/reprendre',
      link,
      '/reprendre',
    ]);
  });

  it('accepts its own with and without the headers browsers send', async () => {
    for (const headers of [
      {},
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
      { origin: 'http://127.0.0.1:1' },
      { origin: server.url },
      { origin: 'null' },
    ]) {
      const { path, status } = await forged((b) => Object.assign(b.headers, headers));
      expect([path, status], JSON.stringify(headers)).toEqual(['/cpms/code', 200]);
    }
  });

  it('takes a form whose cookie has gone for an expired session when the browser proves it ours', async () => {
    const page = await forged((b) => {
      b.cookies.clear();
      b.headers['sec-fetch-site'] = 'same-origin';
    });
    expect(page.status).toBe(410);
    expect(page.main.querySelector('#nir')!.getAttribute('value')).toBe('184061305501228');
  });

  it('tells whoever refuses cookies so, with what to do, on every page that needs them (P09)', async () => {
    const { engine } = server.product;
    const origin = { channel: 'chat', source: '192.0.2.7' };
    const begun = await engine.start({ tenant: 'acs', flow: 'code-reset', locale: 'fr', origin });
    const link = `/l/${(await engine.handOver(begun.token)).token}`;
    for (const path of ['/cpms/', '/cpms/code', '/ecps/', link]) {
      const browser = await at(path);
      browser.headers['sec-fetch-site'] = 'same-origin';
      browser.cookies.clear();
      const { status, main } = await browser.submit();
      expect([status, main.querySelector('h1')!.text], path).toEqual([
        410,
        'Votre navigateur n’a pas gardé nos cookies',
      ]);
      expect(main.text).toContain('Autorisez les cookies');
    }
    expect((await at(link)).page.status).toBe(200);
  });

  it('judges by all layers', () => {
    const judged = (headers: Record<string, string>, token: unknown = formToken('b')) =>
      judge({ headers, publicUrl: 'https://guichet.example', browser: 'b', token });
    expect(judged({})).toBe('ours');
    expect(judged({}, 'no')).toBe('foreign');
    expect(judged({ origin: 'https://guichet.example' }, 'no')).toBe('outdated');
    expect(judged({ origin: 'https://guichet.example.evil' })).toBe('foreign');
    expect(judged({ 'sec-fetch-site': 'cross-site', origin: 'https://guichet.example' })).toBe('foreign');
  });

  it('derives sessions from the browser’s secret: a name alone opens nothing', async () => {
    const browser = await at('/cpms/connexion');
    await browser.submit({ nir: '184061305501228', code: '111111' });
    const stranger = browse();
    await stranger.get('/cpms/connexion');
    const { session, turn } = browser.formBody({});
    await stranger.post('/cpms/connexion', {
      ...stranger.formBody({}),
      session: session!,
      turn: turn!,
      nir: 'x',
    });
    expect(stranger.page.text).not.toContain('184061305501228');
    expect(sessionToken('a', 'n')).not.toBe(sessionToken('b', 'n'));
    expect(tokenNamed('a', 'n'.repeat(22), 'n'.repeat(65))).toBe('n'.repeat(65));
    expect(tokenNamed('a', 'm'.repeat(22), 'n'.repeat(65))).toBe(sessionToken('a', 'm'.repeat(22)));
  });
});

describe('Human check (X17, K01-K04)', () => {
  it('proof of work: one press, solved, accepted', async () => {
    const browser = await failing(3, 'acs', '155019710102338');
    const field = browser.page.main.querySelector('[data-human-check]')!;
    const challenge = JSON.parse(field.getAttribute('data-challenge')!);
    const solution = await solveChallenge({ challenge, deriveKey });
    const humanCheck = Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
    await browser.submit({ code: '860352', humanCheck });
    expect(browser.page.path).toBe('/acs/espace');
  });

  it('a fourth attempt without it is not verified (P03) and the words say what to do', async () => {
    const browser = await failing(3, 'abela', '260509335201104');
    await browser.submit({ code: '529417' });
    expect(browser.page.path).toBe('/abela/connexion');
    expect(browser.page.main.querySelector('[role=alert]')!.text).toContain(
      'montrez que vous êtes une personne',
    );
    expect(browser.page.main.querySelector('[name=humanCheck]')!.getAttribute('aria-invalid')).toBe('true');
  });

  it('the third refusal says that a check is asked besides, a refusal of the check does not (WCAG 3.3.1)', async () => {
    const alert = ({ page }: PlainBrowser) => page.main.querySelector('[role=alert]')!.text;
    const asked = 'montrez aussi que vous êtes une personne';
    const browser = await failing(2, 'acs', '299027511000137');
    expect(alert(browser)).not.toContain(asked);
    await browser.submit({ code: '111113' });
    expect(alert(browser)).toContain(asked);
    await browser.submit({ code: '111114' });
    expect(alert(browser)).not.toContain(asked);
  });

  it('the check just chosen has the focus, says what else serves without sight, and is offered as another of its kind (WCAG 2.4.3)', async () => {
    const browser = await failing(3, 'abela', '185077505604801');
    const focused = () => browser.page.main.querySelectorAll('[autofocus]').map(({ id }) => id);
    const labels = () =>
      ['check-proof', 'check-image'].map(
        (id) => browser.page.main.querySelector(`button[value=${id}]`)!.text,
      );
    expect(labels()).toEqual(['Recommencer la vérification automatique', 'Recopier une image']);
    for (const [choice, offered] of [
      ['check-image', ['Vérification automatique', 'Une autre image']],
      ['check-image', ['Vérification automatique', 'Une autre image']],
      ['check-proof', ['Recommencer la vérification automatique', 'Recopier une image']],
    ] as const) {
      await browser.choose(choice);
      expect(focused(), choice).toEqual(['humanCheck']);
      expect(labels()).toEqual(offered);
      if (choice === 'check-image') {
        const described = browser.page.main.querySelector('#humanCheck')!.getAttribute('aria-describedby');
        expect(browser.page.main.querySelector(`#${described}`)!.text).toMatch(/automatique ou l’attente/);
      }
    }
    await browser.get(browser.page.path);
    expect(focused()).toEqual([]);
  });

  it('the image is a choice', async () => {
    const browser = await failing(3, 'cpms', '271093306304148');
    await browser.choose('check-image');
    const image = browser.page.main.querySelector('.check-image')!;
    expect(image.getAttribute('src')).toMatch(/^data:image\/png;base64,/);
    expect(image.getAttribute('alt')).not.toBe('');
    expect(browser.page.main.querySelector('#nir')!.getAttribute('value')).toBe('271093306304148');
    await browser.submit({ nir: '271093306304148', code: '927406', humanCheck: await server.checkAnswer() });
    expect(browser.page.path).toBe('/cpms/espace');
  });

  it('so is waiting, without JavaScript: the page says until when, and its link when it is ready', async () => {
    const browser = await failing(3, 'cpms', '167086912306702');
    await browser.choose('check-wait');
    await server.advance(browser.secondsLeft() + 1);
    await browser.lookAgain();
    expect(browser.page.main.text).toContain('C’est prêt');
    await browser.submit({ nir: '167086912306702', code: '358629' });
    expect(browser.page.path).toBe('/cpms/espace');
  });
});

describe('Links and codes (X09, X11)', () => {
  const requested = async (): Promise<string> => {
    // What earlier tests had sent has arrived.
    await server.settle();
    const browser = await at('/cpms/code');
    await browser.submit({ nir: '285052B03345691' });
    return (await mailTo('m16@example.test')).text;
  };

  it('GET and HEAD consume nothing; the button does, once; a lost answer finds the same session', async () => {
    const link = linkIn(await requested());
    const browser = await at(link);
    await fetch(new URL(link, server.url), { method: 'HEAD' });
    await browser.get(link);
    expect(browser.page.main.querySelectorAll('form')).toHaveLength(1);
    expect(browser.page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(browser.page.html.querySelector('meta[name=robots]')!.getAttribute('content')).toBe('noindex');
    const body = browser.formBody({});
    await browser.post(link, body);
    expect([browser.page.path, browser.state]).toEqual(['/cpms/nouveau-code', 'new-code/awaiting-new-code']);
    await browser.post(link, body);
    expect(browser.state).toBe('new-code/awaiting-new-code');

    const late = await at(link);
    expect([late.page.status, late.page.main.querySelector('a[href=/cpms/code]') !== null]).toEqual([
      404,
      true,
    ]);
    expect(late.page.main.text).not.toContain('dans ce navigateur');
    // The mail opened again, as telephones do: the browser that used the link goes on, and no other (X09).
    await browser.get(link);
    expect([browser.page.status, browser.state]).toEqual([404, 'problem/link.dead']);
    const onward = browser.page.main.querySelector('a.primary')!;
    expect([onward.text, onward.getAttribute('href')]).toEqual(['Continuer chez CPMS', '/cpms/nouveau-code']);
    await browser.get(onward.getAttribute('href')!);
    await browser.submit({ newCode: '749385', confirmCode: '749385' });
    expect(browser.state).toBe('new-code/code-set');
    await signedIn('cpms', '285052B03345691', '749385');
  });

  it('the mail code goes on at /reprendre', async () => {
    const text = await requested();
    const mailCode = /^\d{4} \d{4}$/m.exec(text)![0];
    const browser = await at('/cpms/reprendre');
    await browser.submit({ nir: '285052B03345691', mailCode });
    expect([browser.page.path, browser.state]).toEqual(['/cpms/nouveau-code', 'new-code/awaiting-new-code']);
  });

  it('a resume code joins the session where it stands, once (X20, P04)', async () => {
    const { engine } = server.product;
    const origin = { channel: 'chat', source: '192.0.2.7' };
    const begun = await engine.start({ tenant: 'acs', flow: 'code-reset', locale: 'fr', origin });
    const { code } = await engine.handOver(begun.token);
    for (const [path, joins] of [
      ['/reprendre', true],
      ['/acs/reprendre', false],
    ] as const) {
      const browser = await at(path);
      const form = browser.page.main
        .querySelectorAll('form')
        .find((one) => one.querySelector('#resumeCode'))!;
      await browser.submit({ resumeCode: code }, form);
      if (joins) expect([browser.page.path, browser.state]).toEqual(['/acs/code', 'code-reset/awaiting-nir']);
      else {
        expect(browser.page.path).toBe(path);
        expect(browser.page.main.querySelector('#resumeCode')!.getAttribute('aria-invalid')).toBe('true');
        expect(browser.page.main.querySelector('[role=alert]')!.text).toContain('n’est pas connu');
      }
    }
  });

  it('a hand-over names the channel and the time, and warns (X20)', async () => {
    const { engine } = server.product;
    const origin = { channel: 'chat', source: '192.0.2.7' };
    const begun = await engine.start({ tenant: 'acs', flow: 'sign-in', locale: 'fr', origin });
    const { token } = await engine.handOver(begun.token);
    const browser = await at(`/l/${token}`);
    expect(browser.page.main.text).toContain('dans une conversation');
    expect(browser.page.main.text).toContain('quelqu’un d’autre');
    await browser.submit();
    expect([browser.page.path, browser.state]).toEqual(['/acs/connexion', 'sign-in/awaiting-secret']);
  });
});

describe('The member area (L13, X16)', () => {
  it('is closed without a login', async () => {
    for (const page of ['', '/remboursements', '/remboursements.csv', '/dossier', '/formulaires'])
      expect((await at(`/cpms/espace${page}`)).page.path).toBe('/cpms/connexion');
  });

  it('shows who is signed in, the last sign-in, reimbursements, the record, terms, letters and mails', async () => {
    const browser = await signedIn('acs', '155019710102338', '860352');
    for (const words of [
      'Connexion précédente',
      'Derniers remboursements',
      'Conditions acceptées',
      'Lettres',
      'E-mails envoyés',
    ])
      expect(browser.page.main.text).toContain(words);
    expect(browser.page.html.querySelector('header')!.text).toContain('Session de ');
    expect(browser.page.text).not.toContain('1550197101023');
    const list = await browser.get('/acs/espace/remboursements');
    await browser.get(list.main.querySelector('tbody a')!.getAttribute('href')!);
    expect(browser.page.main.text).toContain('Versé le');
    expect((await browser.get('/acs/espace/dossier')).main.text).toContain('Période de garantie');
    expect((await browser.get('/acs/espace/formulaires')).main.text).toContain('01 99 00 20 02');
    expect((await browser.get('/acs/espace/remboursements/none')).status).toBe(404);
  });

  it('shows nothing invented where the insurer’s own system is not connected (L13)', async () => {
    const { memberArea } = server.product;
    const shown = { ...memberArea };
    memberArea.reimbursements = (login) => noMemberRecord.reimbursements(login.tenant, login.member);
    memberArea.personal = (login) => noMemberRecord.personal(login.tenant, login.member);
    try {
      const browser = await signedIn('acs', '155019710102338', '860352');
      expect((await browser.get('/acs/espace/remboursements')).main.text).toContain('Aucun remboursement');
      expect((await browser.get('/acs/espace/dossier')).main.text).toContain('pas encore consultable');
    } finally {
      Object.assign(memberArea, shown);
    }
  });

  it('shows an address that was never confirmed masked only (D04, X18)', async () => {
    const browser = await signedIn('cpms', '188077505611182', '861793');
    const { text } = browser.page;
    expect(text).toContain('m…@example.test');
    expect(text + (await browser.get('/cpms/espace/dossier')).text).not.toContain('m20@');
  });

  it('gives the reimbursements as CSV, which no cache keeps', async () => {
    const browser = await signedIn('acs', '155019710102338', '860352');
    const { headers, text } = await browser.get('/acs/espace/remboursements.csv');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toContain('attachment');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(text.split('\r\n')[0]).toContain('"Date des soins";"Bénéficiaire"');
  });

  it('gives no cell that a spreadsheet would run as a formula (ASVS 1.2.10)', async () => {
    const { memberArea } = server.product;
    const shown = { ...memberArea };
    memberArea.reimbursements = async (login) =>
      (await shown.reimbursements(login)).map((row) => ({
        ...row,
        beneficiary: '=HYPERLINK("x")',
        act: '+1',
      }));
    try {
      const browser = await signedIn('acs', '155019710102338', '860352');
      const { text } = await browser.get('/acs/espace/remboursements.csv');
      expect(text.split('\r\n')[1]).toContain(`;"'=HYPERLINK(""x"")";"'+1";`);
    } finally {
      Object.assign(memberArea, shown);
    }
  });

  it('has no dead link', async () => {
    const browser = await signedIn('acs', '155019710102338', '860352');
    const seen = new Set<string>();
    const queue = ['/acs/espace', '/', '/ecps/', '/acs/', '/acs/connexion', '/reprendre', '/dev/outbox'];
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const { status, html } = await browser.get(path);
      expect(status, path).toBe(200);
      const here = browser.page.path;
      // A mail's links are what was sent, spent ones included.
      if (here.startsWith('/dev/mails/')) continue;
      const links = html.querySelectorAll('a[href], link[href], script[src], iframe[src]');
      for (const link of links) {
        const href = link.getAttribute('href') ?? link.getAttribute('src')!;
        if (/^(https|mailto|tel|data):|^#/.test(href)) continue;
        const url = new URL(href, new URL(here, server.url));
        if (!url.searchParams.has('lang')) queue.push(url.pathname + url.search);
      }
    }
    expect(seen.size).toBeGreaterThan(25);
  });

  it('signs out, ends other sessions, and says when a login is over', async () => {
    const one = await signedIn('acs', '155019710102338', '860352');
    const two = await signedIn('acs', '155019710102338', '860352');
    const button = two.page.main
      .querySelectorAll('form')
      .find((form) => form.getAttribute('action')?.endsWith('autres-sessions'))!;
    await two.submit({}, button);
    expect(two.page.main.querySelector('[role=status]')!.text).toContain('fermées');
    await one.get('/acs/espace');
    expect(one.page.path).toBe('/acs/connexion');
    expect(one.page.main.querySelector('[role=status]')!.text).toContain('Votre session s’est fermée');
    await two.submit({}, two.page.html.querySelector('header form')!);
    expect(two.page.path).toBe('/acs/');
    expect(two.page.main.querySelector('[role=status]')!.text).toContain('Votre session est fermée');
    for (const browser of [one, two]) {
      expect((await browser.get('/acs/espace')).path).toBe('/acs/connexion');
      expect(browser.page.main.text).not.toContain('session s’est fermée');
    }
  });

  it.each([
    [
      'signing out',
      (browser: PlainBrowser) => browser.submit({}, browser.page.html.querySelector('header form')!),
    ],
    [
      'signing in anew',
      async (browser: PlainBrowser) => {
        await browser.get('/acs/connexion');
        await browser.submit({ nir: '155019710102338', code: '860352' });
      },
    ],
  ])('%s ends the login of before, whoever kept its cookie (X23, ASVS 7.4.1)', async (_, end) => {
    const browser = await signedIn('acs', '155019710102338', '860352');
    const thief = browse();
    thief.cookies.set('guichet_espace_acs', browser.cookies.get('guichet_espace_acs')!);
    expect((await thief.get('/acs/espace')).path).toBe('/acs/espace');
    await end(browser);
    expect((await thief.get('/acs/espace')).path).toBe('/acs/connexion');
  });

  it('signing in leaves no session of the flow at the browser (ASVS 7.2.4)', async () => {
    const browser = await failing(1, 'acs', '155019710102338');
    expect(browser.cookies.has('guichet_session_acs')).toBe(true);
    await browser.submit({ code: '860352' });
    expect(browser.page.path).toBe('/acs/espace');
    expect(browser.cookies.has('guichet_session_acs')).toBe(false);
  });

  it('refuses its actions to a form from elsewhere', async () => {
    const browser = await signedIn('acs', '155019710102338', '860352');
    expect((await browser.post('/acs/espace/deconnexion', {})).status).toBe(403);
    expect((await browser.get('/acs/espace')).path).toBe('/acs/espace');
  });

  it('acts upon no form without its token, although the page it stood on was ours', async () => {
    const browser = await signedIn('acs', '155019710102338', '860352');
    const login = browser.cookies.get('guichet_espace_acs')!;
    browser.headers['sec-fetch-site'] = 'same-origin';
    expect((await browser.post('/acs/espace/deconnexion', {})).path).toBe('/acs/connexion');
    browser.cookies.set('guichet_espace_acs', login);
    expect((await browser.get('/acs/espace')).path).toBe('/acs/espace');
  });

  it('is one insurer’s only', async () => {
    const browser = await signedIn('cpms', '178104410901263', '692581');
    browser.cookies.set('guichet_espace_acs', browser.cookies.get('guichet_espace_cpms')!);
    expect((await browser.get('/acs/espace')).path).toBe('/acs/connexion');
  });

  it('X21: leaves a device cookie with the sign-in and sends it back', async () => {
    const browser = await signedIn('acs', '155019710102338', '860352');
    expect(browser.cookies.get('guichet_appareil_acs')).toBeTruthy();
  });

  it('X21: opens to a browser that signed in before, however often strangers failed', async () => {
    const secrets = { nir: '184061305501228', code: '395716' };
    const browser = await signedIn('acs', secrets.nir, secrets.code);
    await browser.submit({}, browser.page.html.querySelector('header form')!);
    const { app, insurers } = server.product;
    const insurer = insurers.get('acs')!;
    await app.lockouts.seed(app.lockouts.nirCounter({ insurer }, secrets.nir.slice(0, 13)), 10);
    const stranger = await at('/acs/connexion');
    await stranger.submit(secrets);
    expect(stranger.page.path).toBe('/acs/connexion');
    await browser.get('/acs/connexion');
    await browser.submit(secrets);
    expect(browser.page.path).toBe('/acs/espace');
  });
});

describe('When the product cannot answer', () => {
  const failingWith = async (error: Error) => {
    const broken = await startWeb();
    await broken.close();
    const engine = {
      ...server.product.engine,
      answer: async () => {
        throw error;
      },
    };
    return startWeb({ engine });
  };

  it.each([
    [new Overloaded(3), 503, '3'],
    [new StoreUnavailable('away'), 503, '5'],
    [new TooMany(120), 429, '120'],
    [new Error('a defect with 274931 in it'), 500, null],
  ])('%s: a page with a way on, what was typed kept', async (error, status, retryAfter) => {
    const other = await failingWith(error);
    try {
      const browser = new PlainBrowser(other.url);
      await browser.get('/cpms/connexion');
      await browser.submit({ nir: '184061305501228', code: '274931' });
      expect(browser.page.status).toBe(status);
      expect(browser.page.headers.get('retry-after')).toBe(retryAfter);
      expect(browser.page.text).not.toContain('274931');
      expect(browser.page.main.querySelector('h1')).not.toBeNull();
      if (status === 503)
        expect(browser.page.main.querySelector('#nir')!.getAttribute('value')).toBe('184061305501228');
    } finally {
      await other.close();
    }
  });
});

describe('When the product cannot answer for a moment', () => {
  it('a message in several lines comes back as it was, to be sent again', async () => {
    let busy = false;
    const { engine } = server.product;
    const other = await startWeb({
      engine: {
        ...engine,
        answer: (request) => (busy ? Promise.reject(new Overloaded(3)) : engine.answer(request)),
      },
    });
    try {
      const browser = await PlainBrowser.at(other.url, '/cpms/informations');
      await browser.choose('person');
      await browser.choose('write');
      busy = true;
      await browser.submit({ message: 'Ligne une.\nLigne deux.' });
      expect(browser.page.status).toBe(503);
      expect(browser.page.main.querySelector('textarea[name=message]')!.text).toBe('Ligne une.\nLigne deux.');
      expect(browser.page.main.querySelector('form button')!.text).toBe('Envoyer de nouveau');
    } finally {
      await other.close();
    }
  });
});

describe('Development pages', () => {
  it('show mails, letters and the clock, and none of it without the tools', async () => {
    const browser = await at('/cpms/code');
    await browser.submit({ nir: '292069935123493' });
    await server.settle();
    const [letter] = (await server.letters()).slice(-1);
    await browser.get('/dev/outbox');
    expect(browser.page.main.querySelector(`a[href=/dev/letters/${letter!.id}.pdf]`)).not.toBeNull();
    expect(
      (await fetch(new URL(`/dev/letters/${letter!.id}.pdf`, server.url))).headers.get('content-type'),
    ).toBe('application/pdf');
    const mail = (await server.mails()).at(-1)!;
    const html = await fetch(new URL(`/dev/mails/${mail.id}`, server.url));
    expect(html.headers.get('content-security-policy')).toMatch(/^sandbox;/);
    await browser.submit({ advanceSeconds: '30' });
    expect(browser.page.path).toBe('/dev/outbox');

    const bare = await startWeb({ devTools: undefined });
    try {
      expect((await fetch(new URL('/dev/outbox', bare.url))).status).toBe(404);
    } finally {
      await bare.close();
    }
  });
});

describe('Input nobody meant', () => {
  it('tampered cookies and fields are no defect of ours', async () => {
    const browser = await at('/cpms/connexion');
    for (const name of [
      'guichet_session_cpms',
      'guichet_avis_cpms',
      'guichet_langue',
      'guichet_espace_cpms',
      'guichet_appareil_cpms',
    ])
      browser.cookies.set(name, encodeURIComponent('<é|"~.'.repeat(12)));
    await browser.get('/cpms/connexion');
    expect([browser.page.status, browser.state]).toEqual([200, 'sign-in/awaiting-secret']);
    await browser.submit({ nir: '184061305501228', code: '274931', constructor: 'x', followUp: '1' });
    expect(browser.page.main.querySelector('[role=status]')!.text).toContain('La page avait changé');
    for (const turn of ['', '0', '1.5', '99', 'x']) {
      await browser.get('/cpms/connexion');
      const { status } = await browser.submit({ turn, nir: '1', code: '2' });
      expect(status, turn).toBeLessThan(500);
    }
    const huge = await browser.post('/cpms/connexion', { nir: '1'.repeat(100_000) });
    expect([huge.status, browser.state]).toEqual([413, 'problem/too-long']);
    expect(huge.main.querySelector('[role=alert]')!.text).toContain('trop long pour cette page');
  });

  it('a value that is merely too long is refused like any other, and nothing else typed is lost (X18, WCAG 3.3.1)', async () => {
    const browser = await at('/cpms/connexion');
    await browser.submit({ nir: '184061305501228', code: '1'.repeat(1_001) });
    expect(browser.hops).toMatchObject([{ status: 303, location: '/cpms/connexion' }]);
    expect(browser.page.main.querySelector('[role=alert]')!.text).toContain('un peu trop long');
    expect(browser.page.main.querySelector('#code')!.getAttribute('aria-invalid')).toBe('true');
    expect(browser.page.main.querySelector('#nir')!.getAttribute('value')).toBe('184061305501228');
    await browser.submit({ nir: '1'.repeat(1_001), code: '274931' });
    expect(browser.page.main.querySelector('#nir')!.getAttribute('aria-invalid')).toBe('true');
    expect(browser.page.main.querySelector('#nir')!.getAttribute('value')).toBe('1'.repeat(1_000));
    await browser.submit({ nir: '184061305501228', code: '274931' });
    expect(browser.page.path).toBe('/cpms/espace');
  });

  it('escapes what was typed', async () => {
    const browser = await at('/cpms/connexion');
    await browser.submit({ nir: '"><script>alert(1)</script>', code: '111111' });
    expect(browser.page.text).not.toContain('<script>alert');
    expect(browser.page.main.querySelector('#nir')!.getAttribute('value')).toContain('"><script>');
  });
});
