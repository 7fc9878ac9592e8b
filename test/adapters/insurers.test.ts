import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import argon2 from 'argon2';
import { afterAll, describe, expect, it } from 'vitest';
import { contrast } from '../../adapters/insurers/contrast.ts';
import {
  demoBlocked,
  demoBouncingAddresses,
  demoClients,
  demoMembers,
  demoRows,
} from '../../adapters/insurers/demo/seed.ts';
import { withGuides } from '../../adapters/insurers/guides/with-guides.ts';
import { loadInsurers } from '../../adapters/insurers/load.ts';
import { demoMemberRecord } from '../../adapters/member-record/demo-member-record.ts';
import { currentTerms } from '../../machines/domain/insurer.ts';
import { type Member, unspentLetter } from '../../machines/domain/member.ts';

const DEMO = join(import.meta.dirname, '../../adapters/insurers/demo');
const GUIDE = join(import.meta.dirname, '../../docs/adding-an-insurer.md');
const DAY = 24 * 3_600_000;
const NOW = Date.UTC(2026, 10, 21, 9, 30);

const insurers = loadInsurers(DEMO);
const insurer = (id: string) => insurers.find((one) => one.id === id)!;
const scratch = mkdtempSync(join(tmpdir(), 'guichet-insurers-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Loads the text as the one insurer of a directory and returns what the loader refuses it with. */
function refusal(text: string, file = 'cpms.json'): string {
  const dir = mkdtempSync(join(scratch, 'one-'));
  writeFileSync(join(dir, file), text);
  try {
    loadInsurers(dir);
  } catch (error) {
    return (error as Error).message;
  }
  return 'loaded';
}

/** Changes to a good file: the value at each path, undefined to take the key out. */
type Changes = Readonly<Record<string, unknown>>;

function refusalOf(changes: Changes): string {
  const data = JSON.parse(readFileSync(join(DEMO, 'cpms.json'), 'utf8'));
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.');
    const last = keys.pop()!;
    const holder = keys.reduce((object, key) => object[key], data);
    holder[last] = value;
  }
  return refusal(JSON.stringify(data));
}

describe('the demo insurers', () => {
  it('load in the order of their ids (L15)', () => {
    expect(insurers.map(({ id }) => id)).toEqual(['abela', 'acs', 'cpms']);
  });

  it('keep the addresses members were told (L01, L02, L03)', () => {
    expect(['cpms', 'acs', 'abela'].map((id) => insurer(id).entryPoint)).toEqual([
      'www.cpms.fr',
      'acs-assurances.cpms.fr',
      'abela.cpms.fr/particulier/',
    ]);
  });

  it('use each insurer’s own word for the one code, of six digits by default (L04, L05, L07, L14, X06)', () => {
    expect(insurers.map(({ id, wording }) => [id, wording.codeName.fr, wording.yourCode.fr])).toEqual([
      ['abela', 'mot de passe', 'votre mot de passe'],
      ['acs', 'code d’accès', 'votre code d’accès'],
      ['cpms', 'code d’accès', 'votre code d’accès'],
    ]);
    for (const { code, wording } of insurers) {
      expect(code).toEqual({ length: 6, keypad: 'shuffled' });
      expect(wording).toMatchObject({
        areaName: { fr: 'Espace Adhérent' },
        accountKind: { fr: 'Particulier' },
      });
    }
  });

  it('say where a code is printed, as each help sheet does (L09, L10)', () => {
    for (const id of ['cpms', 'acs'])
      expect(insurer(id).wording.whereIsMyCode.fr).toMatch(/décomptes.* ou sur la lettre .*carte/);
    expect(insurer('abela').wording.whereIsMyCode.fr).toMatch(/identifiants.*décomptes ou sur votre carte/);
    expect(insurer('abela').wording.whereIsMyCode.fr).toMatch(/demander un nouveau/);
  });

  it('post a letter within 8 days, or within 48 hours at ABELA (R07, R08, X01)', () => {
    expect(insurer('cpms').letter.delay).toMatchObject({ unit: 'calendar-days', days: 8 });
    expect(insurer('acs').letter.delay).toMatchObject({ unit: 'calendar-days', days: 8 });
    expect(insurer('abela').letter.delay).toMatchObject({ unit: 'working-days', days: 2 });
    expect(insurer('abela').letter.delay.words.fr).toContain('48 heures');
  });

  it('climb the help ladder in their own order (K05, K06, K07, K08)', () => {
    expect(insurer('cpms').helpLadder).toEqual(['typed-right', 'six-digits']);
    expect(insurer('acs').helpLadder).toEqual(['typed-right', 'six-digits']);
    expect(insurer('abela').helpLadder).toEqual(['change-confirmed', 'six-digits', 'nir-right']);
  });

  it('give the contacts of the sources, none of them checked yet (CT, L12, D02, D12, E60, E61, E34)', () => {
    const told = Object.fromEntries(insurer('cpms').contacts.map((contact) => [contact.id, contact]));
    expect(told).toMatchObject({
      'code-by-post': { phone: '0 826 626 620', price: { kind: 'unknown' } },
      'head-office': { address: ['CPMS', '5 rue Geoffroy Marie', 'BP 50693', '75425 PARIS Cedex 09'] },
      'email-desk': { email: 'dcommercial@cpms.fr' },
      'care-desk': { phone: '01 47 70 45 57', fax: '01 47 70 35 81' },
      'ecps-card': { phone: '0 825 85 2000', email: 'monserviceclient.cartes@asipsante.fr' },
      'ecps-app': {
        phone: '0 809 40 00 82',
        price: { kind: 'free' },
        email: 'monserviceclient.e-cps@asipsante.fr',
        url: 'https://esante.gouv.fr/securite/faq-e-cps',
      },
      'ecps-details': {
        url: 'https://esante.gouv.fr/securite/e-cps/mise-jour-des-coordonnees-de-correspondance',
      },
    });
    expect(told['ecps-card']?.price).toMatchObject({
      kind: 'paid',
      text: { fr: expect.stringMatching(/^0,06\s€\/min/) },
    });
    expect(insurers.flatMap(({ contacts }) => contacts).every(({ checkedOn }) => checkedOn === null)).toBe(
      true,
    );
  });

  it('invent no reachable contact for ACS and ABELA (CT)', () => {
    for (const contact of [...insurer('acs').contacts, ...insurer('abela').contacts]) {
      if (contact.phone) expect(contact.phone).toMatch(/^01 99 00 /);
      if (contact.email) expect(contact.email).toMatch(/@example\.test$/);
      expect(contact.source).toContain('fictitious');
    }
  });

  it('tell staff and clients’ staff when their codes end (T02, T03), in terms that ABELA has twice (T05)', () => {
    for (const one of insurers) {
      const { fr, en } = currentTerms(one, NOW);
      expect(fr.find((paragraph) => paragraph.startsWith('3.5'))).toMatch(
        /contrat.*quelle qu’en soit la cause/,
      );
      expect(fr.find((paragraph) => paragraph.startsWith('3.6'))).toMatch(/tous ses salariés/);
      expect(en).toHaveLength(fr.length);
    }
    expect(insurer('abela').terms.map(({ version }) => version)).toEqual(['2021-1', '2025-1']);
    expect(currentTerms(insurer('abela'), NOW).version).toBe('2025-1');
  });

  it('write French with typographic apostrophes', () => {
    const french = insurers.flatMap(({ wording, letter, mail, contacts, terms, fullName }) =>
      JSON.stringify([wording, letter, mail, contacts, terms, fullName]),
    );
    expect(french.join()).not.toContain("'");
  });

  it('have three distinct themes whose text reads on light and dark pages (WCAG 2.2, 1.4.3)', () => {
    expect(new Set(insurers.map(({ theme }) => theme.primary)).size).toBe(3);
    for (const { theme } of insurers) {
      expect(contrast(theme.onPrimary, theme.primary)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(theme.darkPrimary, '#14171c')).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast('#000000', '#ffffff')).toBe(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });
});

describe('a wrong file', () => {
  const TERMS = { version: '1', validFrom: '2024-01-15', fr: ['1.'], en: ['1.'] };
  const wrong: [what: string, changes: Changes, sentence: string][] = [
    [
      'a missing key',
      { 'letter.delay.days': undefined },
      'letter.delay.days is missing, expected a whole number of at least 1.',
    ],
    ['a missing section', { mail: undefined }, 'mail is missing, expected an object with signature.'],
    [
      'a missing date',
      { 'contacts.0.checkedOn': undefined },
      'contacts.0.checkedOn is missing, expected a day such as 2026-01-31 or null.',
    ],
    [
      'a misspelt key',
      { 'theme.primary': undefined, 'theme.primry': '#0b5268' },
      'theme.primry is not a known key, expected one of primary, onPrimary, accent, darkPrimary, onDarkPrimary, logo.',
    ],
    ['a wrong type', { 'code.length': '6' }, 'code.length must be a whole number from 6 to 15.'],
    ['a code too short (X06)', { 'code.length': 5 }, 'code.length must be a whole number from 6 to 15.'],
    ['an empty text', { 'wording.codeName.fr': '' }, 'wording.codeName.fr must be a text.'],
    [
      'a text in one language',
      { 'mail.signature.en': undefined },
      'mail.signature.en is missing, expected a text.',
    ],
    ['a colour by name', { 'theme.primary': 'navy' }, 'theme.primary must be a colour such as #0b5268.'],
    ['a logo that is none', { 'theme.logo': '<img>' }, 'theme.logo must be one complete <svg> element.'],
    [
      'an unknown unit (X01)',
      { 'letter.delay.unit': 'weeks' },
      'letter.delay.unit must be "calendar-days" or "working-days".',
    ],
    [
      'an unknown rung (K05)',
      { helpLadder: ['nir'] },
      'helpLadder.0 must be "typed-right" or "nir-right" or "six-digits" or "change-confirmed".',
    ],
    ['an empty menu', { menu: [] }, 'menu must be a list of at least one entry, each a text.'],
    [
      'a sender of one line',
      { 'letter.sender': ['CPMS'] },
      'letter.sender must be a list of 2 to 6 entries, each a text.',
    ],
    [
      'a paid number without its price (E64)',
      { 'contacts.0.price': { kind: 'paid' } },
      'contacts.0.price must be an object with kind "free" or an object with kind "paid" and text or an object with kind "ordinary" or an object with kind "unknown".',
    ],
    [
      'a date in words',
      { 'contacts.0.checkedOn': 'hier' },
      'contacts.0.checkedOn must be a day such as 2026-01-31 or null.',
    ],
    [
      'a policy below zero (X04)',
      { policies: { lockout: { windowMax: -1 } } },
      'policies.lockout.windowMax must be a whole number of at least 0.',
    ],
    [
      'a topic told twice (D01)',
      { 'information.topics.1.id': 'statements' },
      'information.topics.1.id must be unique, "statements" stands twice.',
    ],
    [
      'two meanings for one zone of the card (D08)',
      { 'information.card.1.mark': 'A' },
      'information.card.1.mark must be unique, "A" stands twice.',
    ],
    [
      'requests for care and no desk to send them to (D13)',
      { 'mailboxes.care': undefined },
      'mailboxes.care must be given: requests for care leave to it.',
    ],
    [
      'a policy that is not one (X22)',
      { policies: { caps: { letters: 3 } } },
      'policies.caps.letters is not a known key, expected one of lettersPerYear, mailsPerDay, smsPerDay, requestsPerSourcePerDay, emailLettersPerYear, messagesPerSourcePerDay.',
    ],
    [
      'a wait after no failure (X04)',
      { policies: { lockout: { waitsMs: { fifth: 1 } } } },
      'policies.lockout.waitsMs.fifth must be a number: the failure in a row that the wait follows.',
    ],
    [
      'another id than the file’s name',
      { id: 'cpmx' },
      'id must be the name of the file, "cpms", not "cpmx".',
    ],
    [
      'an address of the product’s own',
      { id: 'docs' },
      'id must not be an address of the product’s own (admin, api, chat, dev, docs, healthz, ivr, l, metrics, readyz, reprendre, v3, web).',
    ],
    [
      'a logo with a script',
      { 'theme.logo': '<svg><script>1</script></svg>' },
      'theme.logo must be a drawing without script, style or reference, not hold "<script".',
    ],
    [
      'a logo with a handler',
      { 'theme.logo': '<svg onload="1"></svg>' },
      'theme.logo must be a drawing without script, style or reference, not hold "onload=".',
    ],
    [
      'white on yellow',
      { 'theme.primary': '#ffee00' },
      'theme.onPrimary must have a contrast of at least 4.5 on #ffee00, not 1.20.',
    ],
    [
      'a dark theme too dark',
      { 'theme.darkPrimary': '#0b5268' },
      'theme.darkPrimary must have a contrast of at least 4.5 on #14171c, not 2.07.',
    ],
    [
      'an accent too faint',
      { 'theme.accent': '#f2b441' },
      'theme.accent must have a contrast of at least 3 on #ffffff, not 1.85.',
    ],
    [
      'a number without a price (E64)',
      { 'contacts.0.price': undefined },
      'contacts.0.price must be given with a phone number.',
    ],
    [
      'a contact nobody can reach',
      { 'contacts.2.email': undefined },
      'contacts.2 must have a phone, email, address or url.',
    ],
    [
      'hours that end before they begin',
      { 'contacts.3.opening.0.from': '22:00', 'contacts.3.opening.0.to': '06:00' },
      'contacts.3.opening.0.to must be later in the day than from (a night is two spans).',
    ],
    [
      'an hour that is none',
      { 'contacts.3.opening.0.from': '9 h' },
      'contacts.3.opening.0.from must be a time of day in Paris such as 09:00, or 24:00.',
    ],
    [
      'a day that is none',
      { 'contacts.3.opening.0.days.0': 'lundi' },
      'contacts.3.opening.0.days.0 must be mon, tue, wed, thu, fri, sat, sun, holiday.',
    ],
    [
      'two contacts of one id',
      { 'contacts.1.id': 'code-by-post' },
      'contacts.1.id must be unique, "code-by-post" stands twice.',
    ],
    [
      'nobody of last resort (P09)',
      { 'contactFor.person': undefined },
      'contactFor.person must be a list of at least one contact id.',
    ],
    [
      'an empty last resort (P09)',
      { 'contactFor.person': [] },
      'contactFor.person must be a list of at least one contact id.',
    ],
    [
      'an empty purpose',
      { 'contactFor.care': [] },
      'contactFor.care must be a list of at least one contact id.',
    ],
    [
      'a contact that is not there',
      { 'contacts.length': 2, contactFor: { person: ['head-office', 'nobody'] } },
      'contactFor.person.1 must be the id of a contact (code-by-post, head-office), not "nobody".',
    ],
    [
      'a rung twice (K05)',
      { helpLadder: ['six-digits', 'six-digits'] },
      'helpLadder.1 must be unique, "six-digits" stands twice.',
    ],
    [
      'a menu entry twice',
      { menu: ['sign-in', 'sign-in'] },
      'menu.1 must be unique, "sign-in" stands twice.',
    ],
    [
      'a key of the telephone’s menu twice',
      { phoneMenu: ['ecps', 'ecps'] },
      'phoneMenu.1 must be unique, "ecps" stands twice.',
    ],
    [
      'one language twice',
      { phone: { languages: ['fr', 'fr'] } },
      'phone.languages.1 must be unique, "fr" stands twice.',
    ],
    [
      'terms of one version twice (T05)',
      { terms: [TERMS, TERMS] },
      'terms.1.version must be unique, "1" stands twice.',
    ],
    [
      'terms out of order (T05)',
      { terms: [TERMS, { ...TERMS, version: '2' }] },
      'terms.1.validFrom must be later than 2024-01-15, the version before, not 2024-01-15.',
    ],
    [
      'terms without a paragraph (T01)',
      { 'terms.0.fr': [] },
      'terms.0.fr must be a list of at least one paragraph.',
    ],
    [
      'a day that does not exist',
      { 'contacts.0.checkedOn': '2026-02-31' },
      'contacts.0.checkedOn must be a day that exists, not 2026-02-31.',
    ],
  ];

  it.each(wrong)(
    'with %s is refused in one sentence: file, key, expectation (L15)',
    (_, changes, sentence) => {
      expect(refusalOf(changes)).toBe(`cpms.json: ${sentence}`);
    },
  );

  it('that is no JSON, no object or in an empty directory is named too (L15)', () => {
    expect(refusal('{')).toMatch(/^cpms\.json: the whole file must be valid JSON/);
    expect(refusal('[]')).toMatch(/^cpms\.json: the whole file must be an object with id, name/);
    expect(refusal('{}', 'readme.txt')).toMatch(/at least one insurer is expected/);
  });

  it('is not one that leaves out keys with a default (X04, X06)', () => {
    const leftOut = { policies: undefined, 'code.keypad': undefined, 'letter.window': undefined };
    expect(refusalOf(leftOut)).toBe('loaded');
  });
});

describe('the guide for adding an insurer', () => {
  const snippets = [...readFileSync(GUIDE, 'utf8').matchAll(/```json\n([\s\S]*?)```/g)].map(
    (match) => match[1]!,
  );

  it('holds valid JSON only, and its whole file loads (L15)', () => {
    expect(snippets.length).toBeGreaterThan(2);
    for (const snippet of snippets) expect(() => JSON.parse(snippet)).not.toThrow();
    expect(refusal(snippets[0]!, 'north.json')).toBe('loaded');
  });

  it('overrides policies the way the loader does (L15, X04, X22)', () => {
    const whole = { ...JSON.parse(snippets[0]!), ...JSON.parse(snippets[1]!) };
    const dir = mkdtempSync(join(scratch, 'guide-'));
    writeFileSync(join(dir, 'north.json'), JSON.stringify(whole));
    const { policies } = loadInsurers(dir)[0]!;
    expect(policies.caps).toMatchObject({ lettersPerYear: 2, mailsPerDay: 5 });
    expect(policies.lockout.waitsMs).toMatchObject({ 5: 120_000, 9: 3_600_000 });
  });
});

/** The public contract's table, copied by hand: tenant, NIR, state, code, kind, e-mail, mobile. */
const TABLE = `
1  cpms  184061305501228 active          274931 personal confirmed mobile
2  cpms  292069935123493 never-connected 603815 printed  -         -
3  cpms  185052A00412356 never-connected 918264 printed  confirmed -
4  cpms  275209881800704 deactivated     447190 personal confirmed mobile
5  acs   155019710102338 active          860352 personal confirmed mobile
6  acs   150309913900259 never-connected 731948 printed  -         -
7  abela 260509335201104 active          529417 personal confirmed mobile
8  abela 199999910099902 old-terms       380651 personal -         -
9  abela 278047511604204 never-connected 615937 printed  confirmed -
10 abela 190021320101738 never-connected 907251 printed  -         -
11 abela 174054221806613 blocked         482769 personal confirmed mobile
12 acs   184061305501228 active          395716 personal confirmed -
13 acs   288063155502495 deactivated     571830 personal confirmed -
14 acs   182075935008862 letter-posted   648093 posted   -         -
15 acs   293019913400510 letter-late     750942 posted   -         -
16 cpms  285052B03345691 active          816047 personal confirmed mobile
17 cpms  185051900412356 active          437902 personal confirmed -
18 cpms  178104410901263 active          692581 personal confirmed -
19 cpms  265023523803177 letter-returned 508274 posted   -         -
20 cpms  188077505611182 active          861793 personal pending   -
21 cpms  167086912306702 active          358629 personal confirmed mobile
22 cpms  271093306304148 active          927406 personal -         -`
  .trim()
  .split('\n')
  .map((line) => line.split(/\s+/) as [string, string, string, string, string, string, string, string]);

const noHash = () => Promise.reject(new Error('every demo member carries its hash'));
const seed = (now = NOW): Promise<Member[]> => demoMembers(now, noHash, insurers);

describe('the demo members', () => {
  it('are those of the public contract, e-mail and mobile by row number', () => {
    expect(
      demoRows.map((row) => [
        ...[String(row.row), row.tenant, row.nir, row.state, row.code, row.codeKind],
        ...[row.emailState ?? '-', row.mobile ? 'mobile' : '-'],
      ]),
    ).toEqual(TABLE);
    for (const { row, email, mobile } of demoRows) {
      const number = String(row).padStart(2, '0');
      if (email) expect(email).toBe(`m${number}@example.test`);
      if (mobile) expect(mobile).toBe(`06 39 98 00 ${number}`);
    }
    expect(demoBouncingAddresses).toEqual(['m18@example.test']);
    expect(demoBlocked).toEqual([{ tenant: 'abela', nir: '1740542218066', failures: 10 }]);
  });

  it('carry a hash that fits their code, argon2id with 19456 KiB and two passes', async () => {
    for (const { hash, code } of demoRows) {
      expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,(t=2,p=1|p=1,t=2)\$/);
      expect(await argon2.verify(hash, code)).toBe(true);
    }
  });

  it('become members under 13 characters, in order, without hashing anything', async () => {
    const members = await seed();
    expect(members.map(({ tenant, nir }) => [tenant, nir])).toEqual(
      TABLE.map((row) => [row[1], row[2].slice(0, 13)]),
    );
    expect(members.filter(({ active }) => !active).map(({ nir }) => nir)).toEqual([
      '2752098818007',
      '2880631555024',
    ]);
  });

  it('have a code of the right kind, good at this moment (X07)', async () => {
    for (const [index, member] of (await seed()).entries()) {
      const kind = TABLE[index]![5];
      expect(member.temporaryCode?.kind ?? 'personal').toBe(kind);
      expect(member.personalCode === undefined).toBe(kind !== 'personal');
      if (member.temporaryCode) expect(member.temporaryCode.expiresAt).toBeGreaterThan(NOW);
      if (kind === 'printed') expect(member.temporaryCode?.issuedAt).toBe(NOW - 30 * DAY);
    }
  });

  it('have accepted the terms in force, but for the one who accepted the version before (T05)', async () => {
    for (const [index, member] of (await seed()).entries()) {
      const current = currentTerms(insurer(member.tenant), NOW).version;
      const accepted = member.terms.map(({ version }) => version);
      if (!member.personalCode) expect(accepted).toEqual([]);
      else expect(accepted).toEqual([TABLE[index]![3] === 'old-terms' ? '2021-1' : current]);
    }
  });

  it('have one letter on its way, one late and one returned, all unspent (X12, X13, P08)', async () => {
    const members = await seed();
    const [posted, late, returned] = [14, 15, 19].map((row) => members[row - 1]!);
    for (const member of [posted!, late!, returned!]) expect(unspentLetter(member, NOW)).toBe(true);
    expect(posted?.letters[0]?.events.at(-1)).toEqual({ status: 'posted', at: NOW - 3 * DAY });
    expect(posted?.letters[0]?.expectedBy).toBeGreaterThan(NOW);
    expect(late?.letters[0]?.requestedAt).toBe(NOW - 15 * DAY);
    expect(returned?.letters[0]?.events.at(-1)?.status).toBe('returned');
    expect(members.flatMap(({ letters }) => letters)).toHaveLength(3);
  });

  it('keep the late letter late on every day of a year, holidays or not (X01)', async () => {
    for (let day = 0; day < 365; day += 1) {
      const now = NOW + day * DAY;
      const members = await seed(now);
      expect(members[14]?.letters[0]?.expectedBy).toBeLessThan(now);
      expect(members[13]?.letters[0]?.expectedBy).toBeGreaterThan(now);
    }
  });

  it('live at addresses that fit an envelope’s window, in places that do not exist (R07)', async () => {
    for (const { addressLines, firstName, lastName } of await seed()) {
      const lines = [`${firstName} ${lastName}`, ...addressLines];
      expect(lines.length).toBeLessThanOrEqual(6);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(38);
      expect(addressLines.at(-1)).toMatch(/^99\d{3} [A-Z -]+$/);
    }
  });

  it('belong to clients with a contact, one client without any member (T00, T04)', () => {
    const names = demoClients.map(({ tenant, name }) => `${tenant} ${name}`);
    const used = new Set(demoRows.flatMap(({ tenant, client }) => (client ? [`${tenant} ${client}`] : [])));
    expect([...used].every((name) => names.includes(name))).toBe(true);
    expect(names.filter((name) => !used.has(name))).toEqual(['cpms ORGON ET FILS']);
    expect(demoRows.filter(({ client }) => client === 'DURAND').map(({ row }) => row)).toEqual([21, 22]);
    expect(demoClients.map(({ right }) => right)).toContain(false);
    for (const { contact } of demoClients) expect(contact.email).toMatch(/@example\.test$/);
  });

  it('leave out members of insurers that are not loaded (L15)', async () => {
    const onlyAcs = await demoMembers(NOW, noHash, [insurer('acs')]);
    expect(onlyAcs.map(({ tenant }) => tenant)).toEqual(Array(6).fill('acs'));
  });

  it('stand in the one file of the directory that is no insurer', () => {
    const files = readdirSync(DEMO).filter((file) => file.endsWith('.json'));
    expect(files.sort()).toEqual(['abela.json', 'acs.json', 'cpms.json', 'members.json']);
  });
});

describe('the demo’s member record', () => {
  const at = (now: number) => demoMemberRecord({ now: () => now });
  const ids = Array.from({ length: 40 }, (_, index) => `member-${index}`);

  it('shows 10 to 20 reimbursements of the last year that add up, paid within 48 hours (L13, D05)', async () => {
    for (const [index, id] of ids.entries()) {
      const now = NOW + index * 11 * DAY;
      const list = await at(now).reimbursements('cpms', id);
      expect(list.length).toBeGreaterThanOrEqual(10);
      expect(list.length).toBeLessThanOrEqual(20);
      for (const { date, paidOn, spentCents, socialSecurityCents, insurerCents } of list) {
        expect(Math.min(socialSecurityCents, insurerCents)).toBeGreaterThanOrEqual(0);
        expect(Number.isInteger(socialSecurityCents) && Number.isInteger(insurerCents)).toBe(true);
        expect(spentCents).toBeGreaterThanOrEqual(socialSecurityCents + insurerCents);
        expect(Date.parse(paidOn) - Date.parse(date)).toBeLessThanOrEqual(2 * DAY);
        expect(Date.parse(date)).toBeGreaterThan(now - 366 * DAY);
        expect(Date.parse(paidOn)).toBeLessThanOrEqual(now);
      }
      expect(list.map(({ date }) => date)).toEqual(
        list
          .map(({ date }) => date)
          .sort()
          .reverse(),
      );
      expect(new Set(list.map((one) => one.id)).size).toBe(list.length);
    }
  });

  it('tells the same about the same member, today and a month later, and something else about another (L13)', async () => {
    const today = await at(NOW).reimbursements('cpms', 'a');
    expect(await at(NOW).reimbursements('cpms', 'a')).toEqual(today);
    const later = new Map((await at(NOW + 30 * DAY).reimbursements('cpms', 'a')).map((one) => [one.id, one]));
    const still = today.filter(({ id }) => later.has(id));
    expect(still.length).toBeGreaterThan(8);
    for (const one of still) expect(later.get(one.id)).toEqual(one);
    expect(await at(NOW).reimbursements('acs', 'a')).not.toEqual(today);
    expect(await at(NOW).personal('cpms', 'b')).not.toEqual(await at(NOW).personal('cpms', 'a'));
  });

  it('shows rights that are renewed yearly and reimburses nobody else than the household (L13, D08)', async () => {
    for (const id of ids) {
      const { beneficiaries, rightsFrom, rightsUntil, contract } = (await at(NOW).personal('cpms', id))!;
      expect([rightsFrom, rightsUntil]).toEqual(['2026-01-01', '2026-12-31']);
      expect(contract).toMatch(/^DEMO-\d{6}$/);
      const names = beneficiaries.map(({ name }) => name);
      for (const { beneficiary } of await at(NOW).reimbursements('cpms', id))
        expect(names).toContain(beneficiary);
    }
  });

  it('names the member when the server can tell who it is (L13)', async () => {
    const insured = async () => ({ firstName: 'Paul', lastName: 'ARGAN', birthYear: 1984 });
    const { beneficiaries } = (await demoMemberRecord({ now: () => NOW }, insured).personal('cpms', 'a'))!;
    expect(beneficiaries[0]).toEqual({ name: 'Paul ARGAN', relation: 'Personne assurée', birthYear: 1984 });
  });
});

it('a guide that the operator keeps takes the place of ours, in the contacts of every insurer too (E60-E61, CT)', () => {
  const [ours] = withGuides([]);
  const kept = {
    ...ours!,
    contacts: ours!.contacts.map((contact) => ({ ...contact, checkedOn: '2026-11-02' })),
  };
  const all = withGuides([...insurers, kept]);
  expect(all).toHaveLength(insurers.length + 1);
  const confirmed = all.filter(({ contacts }) =>
    contacts.filter(({ id }) => id.startsWith('ecps-')).every(({ checkedOn }) => checkedOn === '2026-11-02'),
  );
  // CPMS has its own in its file: they win.
  expect(confirmed.map(({ id }) => id).sort()).toEqual(['abela', 'acs', 'ecps']);
});
