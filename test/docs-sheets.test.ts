/** Scripts and sheets follow from charts, messages and data: one change changes paper, page and voice together. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { withGuides } from '../adapters/insurers/guides/with-guides.ts';
import { loadInsurers } from '../adapters/insurers/load.ts';
import { sheetsOf } from '../docs/generate/sheets/index.ts';
import { writeOwn } from '../docs/generate.ts';
import { createRegistry } from '../machines/engine/registry.ts';
import { flows } from '../machines/flows/index.ts';
import { commonMessages } from '../machines/messages/common.ts';
import { spokenMessages } from '../machines/messages/spoken.ts';
import { served } from './server/served.ts';
import { pagesOf, pdfText } from './support/pdf-text.ts';
import { Caller } from './support/phone/caller.ts';

const demo = join(import.meta.dirname, '../adapters/insurers/demo');
const registry = createRegistry({ flows, messages: [commonMessages, spokenMessages] });
const sheets = (folder: string, id = 'acs') =>
  sheetsOf(registry, withGuides(loadInsurers(folder)).find((insurer) => insurer.id === id)!);
const known = new Map<string, ReturnType<typeof sheets>>();
/** Those of an insurer of the demo, made once. */
function ofDemo(id: string) {
  const made = known.get(id) ?? sheets(demo, id);
  known.set(id, made);
  return made;
}
const dir = mkdtempSync(join(tmpdir(), 'guichet-sheets-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('script and member’s sheet', { timeout: 120_000 }, () => {
  it('are the same bytes each time, in both languages, as page and as paper', async () => {
    const [first, second] = [await sheets(demo), await ofDemo('acs')];
    expect([...first.keys()]).toEqual([
      'docs/sheets/acs-telephone.fr.md',
      'docs/sheets/acs-telephone.fr.pdf',
      'docs/sheets/acs-help.fr.md',
      'docs/sheets/acs-help.fr.pdf',
      'docs/sheets/acs-telephone.en.md',
      'docs/sheets/acs-telephone.en.pdf',
      'docs/sheets/acs-help.en.md',
      'docs/sheets/acs-help.en.pdf',
    ]);
    for (const [file, content] of first)
      expect(Buffer.from(content).equals(Buffer.from(second.get(file)!))).toBe(true);
  });

  it('tell what is printed: first connection, lost code, failures, contacts with price (F02-F05, R04-R08, K01, E64)', async () => {
    const cpms = await ofDemo('cpms');
    const paper = (await pdfText(cpms.get('docs/sheets/cpms-help.fr.pdf') as Buffer)).replaceAll(/\s+/g, ' ');
    for (const words of [
      'Votre première connexion',
      'sous huit jours',
      'Après 3 erreurs',
      '0 826 626 620 (prix à vérifier auprès de votre opérateur)',
    ])
      expect(paper).toContain(words);
  });

  it('tell whom to call, what to do at each question, and how to have a letter instead of the mail (K05-K08, R09, R13, E64)', async () => {
    const rungs = {
      abela: [
        /vu le message .+\? Sinon, .+ recommencez votre première connexion\.$/,
        /exactement 6 chiffres \? Sinon, choisissez-en un de 6 chiffres/,
        /carte Vitale \? Sinon, retapez-le\.$/,
      ],
      cpms: [
        /\(13 caractères, ou 15 avec la clé\).+\? Sinon, retapez-les/,
        /exactement 6 chiffres \? Sinon, choisissez-en un/,
      ],
    };
    const numbers = {
      abela: '01 99 00 30 01 (appel non surtaxé), du lundi au vendredi, de 9 h à 18 h, à confirmer.',
      cpms: '0 826 626 620 (prix à vérifier auprès de votre opérateur), à confirmer.',
    };
    for (const id of ['abela', 'cpms'] as const) {
      const page = String((await ofDemo(id)).get(`docs/sheets/${id}-help.fr.md`)).replaceAll('\u00a0', ' ');
      const [, ladder] = /Vérifiez, dans cet ordre.+?\n\n(.+?)\n\n/s.exec(page)!;
      const steps = ladder!.split('\n');
      expect(steps).toEqual([
        ...rungs[id].map((rung) => expect.stringMatching(rung)),
        expect.stringContaining('demander un nouveau'),
      ]);
      const [, byPhone] = /## Par téléphone\n\n(.+?)\n/.exec(page)!;
      expect(byPhone).toBe(`Numéro à appeler : ${numbers[id]}`);
      expect(page).toContain(
        '« Je n’ai pas reçu l’e-mail : m’envoyer une lettre » : une lettre part à la place',
      );
    }
  });

  it('name no number where the insurer has none to call, and fill two pages at most', async () => {
    const insurer = withGuides(loadInsurers(demo)).find(({ id }) => id === 'acs')!;
    const contacts = insurer.contacts.map(({ phone: _phone, price: _price, ...contact }) => contact);
    const page = String(
      (await sheetsOf(registry, { ...insurer, contacts })).get('docs/sheets/acs-help.fr.md'),
    );
    expect(page).toMatch(/## Par téléphone\n\nLe serveur vocal/);
    for (const id of ['acs', 'abela', 'cpms'])
      for (const [file, content] of await ofDemo(id))
        if (/-help\...\.pdf$/.test(file))
          expect(await pagesOf(content as Buffer), file).toBeLessThanOrEqual(2);
  });

  it('are written for the smallest insurer there can be, without what it does not tell', async () => {
    const guide = readFileSync(join(import.meta.dirname, '../docs/adding-an-insurer.md'), 'utf8');
    const [, smallest] = /<!-- north\.json -->\n```json\n(.*?)```/s.exec(guide)!;
    const own = mkdtempSync(join(tmpdir(), 'guichet-sheets-'));
    try {
      writeFileSync(join(own, 'north.json'), smallest!);
      const made = await sheets(own, 'north');
      const script = String(made.get('docs/sheets/north-telephone.fr.md'));
      expect(script).toContain('NORTH');
      expect(script).not.toMatch(/undefined|\{|card-legend/);
    } finally {
      rmSync(own, { recursive: true, force: true });
    }
  });

  it('change with the data, as the voice does (L15)', async () => {
    cpSync(demo, dir, { recursive: true });
    const file = join(dir, 'acs.json');
    const text = readFileSync(file, 'utf8')
      .replace('"fr": "sous huit jours"', '"fr": "sous douze jours"')
      .replaceAll('01 99 00 20 01', '01 99 00 20 77');
    writeFileSync(file, text);
    const made = await sheets(dir);
    for (const sheet of ['acs-telephone.fr.md', 'acs-help.fr.md'])
      expect(String(made.get(`docs/sheets/${sheet}`))).toContain('sous douze jours');
    expect(String(made.get('docs/sheets/acs-telephone.fr.md'))).toContain('zéro 1, 99, zéro zéro, 20, 77');
    expect(await pdfText(made.get('docs/sheets/acs-help.fr.pdf') as Buffer)).toContain('01 99 00 20 77');
    const server = await served({ INSURERS_DIR: dir, DEMO: '0', RATE_LIMITS: '0' });
    const phone = new Caller(server.app, { provider: 'twilio', tenant: 'acs' });
    await phone.call();
    await phone.press('1');
    expect(await phone.press('185077505604801')).toContain('une lettre arrive sous douze jours');
    expect(phone.text).toContain('zéro 1, 99, zéro zéro, 20, 77');
    await server.close();
  });
});

it('the sheets of one’s own insurers are written where one wants them, and say what theirs say', async () => {
  const own = join(dir, 'own');
  const out = join(dir, 'out', 'sheets');
  mkdirSync(own);
  cpSync(join(demo, 'acs.json'), join(own, 'acs.json'));
  await writeOwn(own, out);
  expect(readdirSync(out)).toContain('acs-telephone.fr.pdf');
  const ours = join(import.meta.dirname, '../docs/sheets/acs-telephone.fr.md');
  expect(readFileSync(join(out, 'acs-telephone.fr.md'), 'utf8')).toBe(readFileSync(ours, 'utf8'));
});
