import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PlainBrowser, startWeb, type WebServer } from '../../support/web-server.ts';

let server: WebServer;
beforeAll(async () => {
  server = await startWeb();
});
afterAll(() => server.close());

const at = (path: string) => PlainBrowser.at(server.url, path);

async function signedIn(): Promise<PlainBrowser> {
  const browser = await at('/acs/connexion');
  await browser.submit({ nir: '155019710102338', code: '860352' });
  expect(browser.page.path).toBe('/acs/espace');
  return browser;
}

const formOf = (browser: PlainBrowser, value: string) =>
  browser.page.main.querySelector(`button[name=demande][value="${value}"]`)!.closest('form')!;

describe('a page of the member area asked for from outside (L13)', () => {
  it('is where signing in leads, once; an address that is no page of it leads to the first', async () => {
    const browser = await at('/acs/espace/dossier');
    expect(browser.page.path).toBe('/acs/connexion');
    await browser.submit({ nir: '155019710102338', code: '860352' });
    expect(browser.page.path).toBe('/acs/espace/dossier');
    await browser.get('/acs/connexion');
    await browser.submit({ nir: '155019710102338', code: '860352' });
    expect(browser.page.path).toBe('/acs/espace');

    const other = await at('/acs/espace/remboursements');
    for (const name of other.cookies.keys())
      if (name.startsWith('guichet_page')) other.cookies.set(name, '/evil.example');
    await other.submit({ nir: '155019710102338', code: '860352' });
    expect(other.page.path).toBe('/acs/espace');
  });
});

describe('letters in the member area', () => {
  it('are told with all that the print house reported (L13, X12)', async () => {
    const asking = await at('/cpms/code');
    await asking.submit({ nir: '271093306304148' });
    await server.settle();
    const { id } = (await server.letters()).at(-1)!;
    const { administration } = server.product.app;
    await administration.letterStatus(id, 'posted');
    await administration.letterStatus(id, 'returned');
    const browser = await at('/cpms/connexion');
    await browser.submit({ nir: '271093306304148', code: '927406' });
    expect(browser.page.path).toBe('/cpms/espace');
    expect(browser.page.main.text).toMatch(
      /Demandée le [^(]+ \(postée le [^,]+, revenue le [^,]+, adresse inconnue\)/,
    );
  });
});

describe('the forms of the member area', () => {
  it('begin without another sign-in and reach the desk, with a reference shown (L13, D12-D14)', async () => {
    const browser = await signedIn();
    await browser.get('/acs/espace/formulaires');
    expect(browser.page.main.text).toContain('01 99 00 20 02');
    await browser.submit({ demande: 'quote' }, formOf(browser, 'quote'));
    expect([browser.page.path, browser.state]).toEqual(['/acs/prise-en-charge', 'care-request/awaiting-who']);
    await browser.submit({ beneficiary: 'Octave', provider: 'Cabinet dentaire, Nice' });
    await browser.submit({ careDate: 'bientôt', details: 'Couronne' });
    expect(browser.page.main.querySelector('h1')!.text).toMatch(/^Pouvons-nous envoyer cette demande/);
    await browser.choose('send');
    const reference = /référence\s: ([A-Z]{4}-[A-Z]{4})/.exec(browser.page.main.text)![1]!;
    await server.settle();
    const mail = (await server.mails()).findLast(({ to }) => to.address.startsWith('prise'))!;
    expect(mail.to.address).toBe('prise-en-charge.acs@example.test');
    expect(mail.subject).toContain(reference);
    expect(mail.text).toMatch(/Octave GÉRONTE.*… 023.*Cabinet dentaire, Nice.*Couronne/s);
    expect(mail.text).not.toContain('1550197101023');
  });

  it.each(['/acs/prise-en-charge', '/acs/'])(
    'begun at %s by who is signed in ask for no other sign-in (D14)',
    async (path) => {
      const browser = await signedIn();
      await browser.get(path);
      if (path !== '/acs/prise-en-charge') await browser.choose('care-request');
      await browser.choose('optician');
      expect([browser.page.path, browser.state]).toEqual([
        '/acs/prise-en-charge',
        'care-request/awaiting-who',
      ]);
      await browser.submit({ beneficiary: 'Octave', provider: 'Opticien, Nice' });
      await browser.submit({ careDate: 'demain' });
      await browser.choose('send');
      expect(browser.state).toBe('care-request/requested');
    },
  );

  it('begun twice by one button are one, and a page from before finds the one under way (P11)', async () => {
    const browser = await signedIn();
    await browser.get('/acs/');
    const door = browser.page.main.querySelector('button[value=care-request]')!.closest('form')!;
    const body = browser.formBody({ choice: 'care-request' }, door);
    await browser.post('/acs/', body);
    await browser.choose('optician');
    await browser.post('/acs/', body);
    expect(browser.state).toBe('care-request/awaiting-who');
    expect(browser.page.main.querySelector('a[href$="/continuer-ailleurs"]')).toBeNull();
    await browser.get('/acs/continuer-ailleurs');
    expect(browser.page.main.querySelector('form')).toBeNull();
    await browser.get('/acs/prise-en-charge');
    await browser.choose('stop');
    for (let minutes = 0; minutes < 12; minutes += 6) {
      await server.advance(6 * 60);
      await browser.get('/acs/espace');
    }
    expect((await browser.post('/acs/', body)).status).toBe(410);
    expect(browser.state).toBe('front-door/choosing');
  });

  it('repeat what was typed as words, never as markup (ASVS 1.2.1)', async () => {
    const browser = await signedIn();
    await browser.get('/acs/espace/formulaires');
    await browser.submit({ demande: 'quote' }, formOf(browser, 'quote'));
    const typed = '<img src=x onerror=alert(1)>';
    await browser.submit({ beneficiary: typed, provider: `<b>${typed}</b>` });
    await browser.submit({ careDate: '<i>bientôt</i>', details: '"><form action=/evil>' });
    expect(browser.page.main.querySelectorAll('img, b, i, form[action="/evil"]')).toEqual([]);
    expect(browser.page.main.text).toContain(typed);
  });

  it('offer what asks for more choices at its first question (D12)', async () => {
    const browser = await signedIn();
    await browser.get('/acs/espace/formulaires');
    await browser.submit({ demande: '' }, formOf(browser, ''));
    expect(browser.state).toBe('care-request/choosing-request');
    await browser.choose('optician');
    expect(browser.state).toBe('care-request/awaiting-who');
  });

  it('keep the member signed in while they are filled in, and not longer (X23)', async () => {
    const browser = await signedIn();
    await browser.get('/acs/espace/formulaires');
    await browser.submit({ demande: 'quote' }, formOf(browser, 'quote'));
    await server.advance(14 * 60);
    await browser.submit({ beneficiary: 'Octave', provider: 'Cabinet dentaire, Nice' });
    await server.advance(14 * 60);
    await browser.submit({ careDate: 'bientôt', details: 'Appareil' });
    await server.advance(14 * 60);
    await browser.choose('send');
    expect(browser.state).toBe('care-request/requested');
    await browser.get('/acs/espace');
    expect(browser.page.path).toBe('/acs/espace');

    await browser.get('/acs/espace/formulaires');
    await browser.submit({ demande: 'quote' }, formOf(browser, 'quote'));
    await browser.submit({ beneficiary: 'Octave', provider: 'Cabinet dentaire, Nice' });
    await server.advance(16 * 60);
    await browser.submit({ careDate: 'bientôt', details: 'Dentier' });
    await browser.choose('send');
    expect(browser.state).toBe('sign-in/awaiting-secret');
  });

  it('leave nothing of the member to whoever comes next at the same browser (P14)', async () => {
    const browser = await signedIn();
    await browser.get('/acs/espace/formulaires');
    await browser.submit({ demande: 'quote' }, formOf(browser, 'quote'));
    await browser.get('/acs/espace');
    const out = browser.page.html.querySelector('form[action="/acs/espace/deconnexion"]')!;
    await browser.submit({}, out);
    await browser.get('/acs/prise-en-charge');
    expect(browser.state).toBe('care-request/choosing-request');
    await browser.choose('quote');
    expect(browser.state).toBe('sign-in/awaiting-secret');
  });

  it('send nothing once the member has signed out, whichever window still shows one (X16, X23, P14)', async () => {
    const browser = await signedIn();
    await browser.get('/acs/espace/formulaires');
    await browser.submit({ demande: 'quote' }, formOf(browser, 'quote'));
    await browser.submit({ beneficiary: 'Octave', provider: 'Cabinet dentaire, Nice' });
    const open = browser.form();
    const asked = browser.formBody({ careDate: 'bientôt', details: 'Bridge' }, open);
    await browser.get('/acs/espace');
    await browser.submit({}, browser.page.html.querySelector('form[action="/acs/espace/deconnexion"]')!);
    await browser.post(open.getAttribute('action')!, asked);
    await browser.choose('send');
    expect(browser.state).toBe('sign-in/awaiting-secret');
    await server.settle();
    expect((await server.mails()).filter(({ text }) => text.includes('Bridge'))).toEqual([]);
    await browser.submit({ nir: '155019710102338', code: '860352' });
    expect(browser.state).toBe('care-request/confirming');
  });

  it('take no request from elsewhere, and none without a sign-in (ASVS 3.5.1)', async () => {
    const browser = await signedIn();
    expect((await browser.post('/acs/espace/formulaires', { demande: 'quote' })).status).toBe(403);
    const stranger = await at('/acs/connexion');
    const form = stranger.formBody({}).form!;
    expect((await stranger.post('/acs/espace/formulaires', { demande: 'quote', form })).path).toBe(
      '/acs/connexion',
    );
  });
});

describe('the page of an e-mail address', () => {
  it('leads by the mail’s link, which looking does not use, to a proof, and says so to whoever is signed in (X09, D04)', async () => {
    const browser = await at('/acs/adresse-mail');
    await browser.submit({
      company: '',
      lastName: 'Géronte',
      firstName: 'Octave',
      nir: '155019710102338',
      email: 'octave@example.test',
    });
    expect(browser.state).toBe('email-registration/awaiting-mail-code');
    await server.settle();
    const mail = (await server.mails()).findLast(({ to }) => to.address === 'octave@example.test')!;
    const link = /\/l\/[\w-]+/.exec(mail.text)![0];
    const elsewhere = await at(link);
    await elsewhere.get(link);
    expect(elsewhere.page.main.text).toContain('Confirmer votre adresse e-mail');
    await elsewhere.submit();
    expect([elsewhere.page.path, elsewhere.state]).toEqual([
      '/acs/adresse-mail',
      'email-registration/choosing-proof',
    ]);
    expect((await at(link)).page.status).toBe(404);
    await elsewhere.choose('sign-in');
    await elsewhere.submit({ nir: '155019710102338', code: '860352' });
    expect(elsewhere.page.main.text).toContain('octave@example.test');
    await elsewhere.choose('yes');
    expect(elsewhere.state).toBe('email-registration/registered');
    const area = await signedIn();
    expect(area.page.main.text).toMatch(/Nouvel e-mail.*o…@example\.test, utilisable à partir du/s);
  });

  it('keeps in its form what was refused, says which field may stay empty, and names the ways by mail and post (D02, D03, X18, WCAG 3.3.7)', async () => {
    const browser = await at('/cpms/adresse-mail');
    for (const way of ['dcommercial@cpms.fr', '5 rue Geoffroy Marie'])
      expect(browser.page.text).toContain(way);
    await browser.submit({
      company: 'ACME',
      lastName: 'Argan',
      firstName: 'Paul',
      nir: '12',
      email: 'p@x.test',
    });
    const typedInto = (name: string) =>
      browser.page.main.querySelector(`input[name=${name}]`)!.getAttribute('value');
    expect(['company', 'lastName', 'nir', 'email'].map(typedInto)).toEqual([
      'ACME',
      'Argan',
      '12',
      'p@x.test',
    ]);
    expect(browser.page.main.text).toMatch(/sauf «\sEntreprise\s»/);
    expect(browser.page.main.querySelector('#company')!.hasAttribute('aria-required')).toBe(false);
    expect(browser.page.main.querySelector('#nir')!.getAttribute('aria-invalid')).toBe('true');
  });
});

it('every table of the area is named by its caption (WCAG 1.3.1)', async () => {
  const browser = await signedIn();
  for (const [path, names] of [
    ['', ['Derniers remboursements']],
    ['/remboursements', ['Remboursements']],
    ['/dossier', ['Personnes couvertes']],
  ] as const) {
    await browser.get(`/acs/espace${path}`);
    const tables = browser.page.main.querySelectorAll('table');
    expect(tables.map((table) => table.querySelector('caption')?.text)).toEqual(names);
  }
});

describe('the pages that inform', () => {
  it('show the card’s legend as a drawing and, whole, as text that is read once (D08-D11, WCAG 1.1.1)', async () => {
    const browser = await at('/cpms/informations');
    await browser.choose('card-legend');
    const { main } = browser.page;
    const drawing = main.querySelector('figure.drawing')!;
    const [image, ...others] = drawing.querySelectorAll('[role=img]');
    expect(image!.getAttribute('aria-label')).toMatch(/six zones.*A, le numéro AMC/);
    expect(image!.querySelector('svg')!.getAttribute('aria-hidden')).toBe('true');
    expect(others).toEqual([]);
    expect(drawing.text).not.toContain('six zones');
    for (const zone of [
      'Zone A : Numéro AMC',
      'Zone B : Assuré',
      'Zone C : Période',
      'Zone D : Codes',
      'Zone E : Base',
      'Zone F : Bénéf',
    ])
      expect(main.text.replaceAll('\u00a0', ' ')).toContain(zone);
    expect(browser.choices()).toEqual(expect.arrayContaining(['zone-a', 'zone-f', 'other-topics']));
  });

  it('give room to write to somebody, and keep a message that was refused (P09)', async () => {
    const browser = await at('/cpms/informations');
    await browser.choose('person');
    await browser.choose('write');
    expect(browser.page.main.querySelector('textarea#message')!.hasAttribute('aria-required')).toBe(true);
    const long = `Bonjour <b>${'é'.repeat(4_000)}`;
    await browser.submit({ message: long });
    expect(browser.page.main.querySelector('textarea#message')!.text).toContain('Bonjour');
    expect(browser.page.text).toContain('Bonjour &#60;b&#62;');
    expect(browser.page.main.querySelector('[role=alert]')!.text).toContain('un peu trop long');
    await browser.submit({ message: 'Bonjour' });
    await browser.choose('back');
    expect([browser.page.path, browser.state]).toEqual(['/cpms/informations', 'information/choosing-topic']);
  });
});

describe('the words of the sources’ screens', () => {
  it('« Champ obligatoire » stands in the label of every field that must be filled in, once (R03, CT)', async () => {
    for (const path of ['connexion', 'code', 'modifier-code', 'aide/lettre', 'adresse-mail', 'reprendre']) {
      const { page } = await at(`/cpms/${path}`);
      const inputs = page.main.querySelectorAll('input:not([type=hidden])');
      expect(inputs.length, path).toBeGreaterThan(0);
      for (const input of inputs) {
        const label = page.main.querySelector(`label[for=${input.id}]`)!;
        const marks = label.text.match(/Champ obligatoire/g) ?? [];
        expect(marks, `${path} ${input.id}`).toHaveLength(input.hasAttribute('aria-required') ? 1 : 0);
      }
    }
    const { page } = await at('/cpms/code');
    expect(page.main.querySelector('label[for=nir]')!.text).toBe('N° de Sécurité Sociale Champ obligatoire');
    expect((await at('/cpms/code?lang=en')).page.main.text).toContain('Required field');
  });

  it('is not said twice to whoever listens: the control itself says it is required (WCAG 3.3.2)', async () => {
    const { page } = await at('/cpms/code');
    expect(page.main.querySelector('label[for=nir] .required')!.getAttribute('aria-hidden')).toBe('true');
    expect(page.main.querySelector('#nir')!.hasAttribute('aria-required')).toBe(true);
  });
});

describe('where every page stands (contract, Web)', () => {
  it.each([
    ['/', 'insurers/choosing-insurer', 200],
    ['/cpms/', 'front-door/choosing', 200],
    ['/cpms/contact', 'person/contacts', 200],
    ['/reprendre', 'resume/awaiting-code', 200],
    ['/acs/reprendre', 'mail-code/awaiting-secret', 200],
    ['/l/inconnu', 'problem/link.dead', 404],
    ['/cpms/nulle-part', 'problem/missing', 404],
    ['/nobody/', 'problem/missing', 404],
    ['/dev/outbox', 'development/outbox', 200],
  ])('%s says %s', async (path, state, status) => {
    const browser = await at(path);
    expect([browser.state, browser.page.status]).toEqual([state, status]);
  });

  it.each(['//evil.example/cpms/connexion', '/\\evil.example/cpms/', '///evil.example/'])(
    'the page of %s leads to no other site (CWE-601)',
    async (path) => {
      const { hostname, port } = new URL(server.url);
      const page = await raw(path, { host: hostname, port: Number(port) });
      expect(page).toContain('?lang=en');
      expect(page).not.toMatch(/(?:href|action)="[/\\]{2}/);
    },
  );

  it('any address a browser asks for has a page, and others are answered as they were (P09, WCAG 3.1.1)', async () => {
    const get = (accept: string) => fetch(new URL('/nulle/part/x', server.url), { headers: { accept } });
    const page = await get('text/html,application/xhtml+xml,*/*;q=0.8');
    expect([page.status, await page.text()]).toEqual([404, expect.stringContaining('<html lang="fr">')]);
    const other = await get('*/*');
    expect([other.status, other.headers.get('content-type')]).toEqual([404, expect.stringContaining('json')]);
  });

  it('says what is French on an English page (WCAG 3.1.2)', async () => {
    const browser = await at('/acs/?lang=en');
    expect(browser.page.html.querySelector('footer [lang=fr]')!.text).toContain('ACS');
    await browser.get('/');
    expect(browser.page.main.querySelectorAll('.insurers [lang=fr]')).toHaveLength(3);
    await browser.get('/acs/adresse-mail');
    expect(browser.page.main.text).toContain('except “Company”');
    const area = await signedIn();
    await area.get('/acs/espace/remboursements?lang=en');
    expect(area.page.main.querySelectorAll('td [lang=fr]').length).toBeGreaterThan(0);
  });

  it('a link says what it leads to', async () => {
    const { engine } = server.product;
    const origin = { channel: 'chat', source: '192.0.2.7' };
    const begun = await engine.start({ tenant: 'acs', flow: 'sign-in', locale: 'fr', origin });
    expect((await at(`/l/${(await engine.handOver(begun.token)).token}`)).state).toBe('link/hand-over');
  });
});

describe('whom to call', () => {
  it('is shown with when somebody will answer, while nobody does (CT, P09)', async () => {
    const shown = async () => (await at('/acs/contact')).page.main.text;
    /** The first hour from now at which the page says what it should; never a week ahead. */
    const hourOf = async (said: boolean) => {
      for (let hours = 0; hours < 7 * 24; hours++) {
        const text = await shown();
        expect(text).toContain('du lundi au vendredi, de 9\u00a0h à 18\u00a0h');
        if (text.includes('personne ne répond en ce moment, réouverture') === said) return text;
        await server.advance(3_600);
      }
      throw new Error(`all week it ${said ? 'never said' : 'said'} so`);
    };
    expect(await hourOf(true)).toMatch(/réouverture (?:demain |le \S+ \d+\S* \S+ )?à 9\u00a0h/);
    expect(await hourOf(false)).not.toContain('fermé');
  });
});

/** As it is written: `fetch` would make another address of it. */
const raw = (path: string, { host, port }: { host: string; port: number }) =>
  new Promise<string>((done, failed) => {
    get({ host, port, path, headers: { accept: 'text/html' } }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += chunk)).on('end', () => done(body));
    }).on('error', failed);
  });
