import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDrawer } from '../../adapters/letters/drawer.ts';
import type { ManifestEntry } from '../../adapters/letters/manifest.ts';
import { listOutboxLetters, markOutboxLetter, outboxPrinter } from '../../adapters/letters/outbox-printer.ts';
import { renderLetter } from '../../adapters/letters/render.ts';
import { letterFile, spoolPrinter } from '../../adapters/letters/spool-printer.ts';
import type { Insurer } from '../../machines/domain/insurer.ts';
import type { LetterPrinter, OutgoingLetter } from '../../machines/ports/letter-printer.ts';
import { memoryDocuments } from '../support/documents.ts';
import { demoInsurer, demoInsurers, insurersById } from '../support/insurer.ts';

const REQUESTED = Date.parse('2026-11-14T13:32:00Z');
const DAY = 86_400_000;
const CODE = '274931';
const MM = 72 / 25.4;
const A4_HEIGHT = 297;
/** Together or 3 + 3, whatever the space between. */
const SIX_DIGITS = /(?<!\d)\d{3}\s?\d{3}(?!\d)/g;

const letterTo = (insurer: Insurer, change: Partial<OutgoingLetter> = {}): OutgoingLetter => ({
  id: 'lt_123456789012',
  tenant: insurer.id,
  locale: 'fr',
  requestedAt: REQUESTED,
  addressLines: [
    'MME CAMILLE NGUYỄN-ŁUKASZEWICZ',
    'RÉSIDENCE DES ŒILLETS',
    'BATIMENT B ESCALIER 2 APPARTEMENT 1234',
    '12 BIS AVENUE DE LA DEMONSTRATION',
    'WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW',
    '99001 VILLE-EXEMPLE CEDEX 09',
  ],
  recipient: 'Camille Nguyễn-Łukaszewicz',
  code: CODE,
  codeExpiresAt: REQUESTED + 21 * DAY,
  ...change,
});

/** What a letter may be for. */
const address = 'camille123456@mail-654321.example.test';
const purposes: readonly (readonly [string, Partial<OutgoingLetter>])[] = [
  ['a code', {}],
  ['an e-mail address to be confirmed', { email: { address, registered: false } }],
  ['an e-mail address that was registered', { code: '', email: { address, registered: true } }],
];

/** A piece of text where it stands on the page, in mm from the top left corner. */
interface Piece {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

async function read(pdf: Buffer) {
  const document = await getDocument({ data: new Uint8Array(pdf), useSystemFonts: false }).promise;
  const page = await document.getPage(1);
  const { items } = await page.getTextContent();
  const pieces: Piece[] = [];
  let text = '';
  for (const item of items) {
    if (!('str' in item)) continue;
    text += item.str + (item.hasEOL ? '\n' : '');
    if (item.str.trim() === '') continue;
    const [, , , size, x, y] = item.transform as number[];
    const bottom = A4_HEIGHT - y! / MM;
    const left = x! / MM;
    pieces.push({ text: item.str, left, right: left + item.width / MM, top: bottom - size! / MM, bottom });
  }
  const { info } = await document.getMetadata();
  const marks = await document.getMarkInfo();
  return { text, pieces, info: info as Record<string, unknown>, marks, pages: document.numPages };
}

/** The address may come in several runs, when a name needs another piece of the font: joined by line. */
const inside = ({ x, y, width, height }: Insurer['letter']['window'], slack = 0) => {
  return (piece: Piece) =>
    piece.left >= x - slack &&
    piece.right <= x + width + slack &&
    piece.top >= y - slack &&
    piece.bottom <= y + height + slack;
};
const touches = ({ x, y, width, height }: Insurer['letter']['window'], slack: number) => {
  return (piece: Piece) =>
    piece.right > x - slack &&
    piece.left < x + width + slack &&
    piece.bottom > y - slack &&
    piece.top < y + height + slack;
};

describe('the letter', () => {
  afterEach(() => void vi.unstubAllEnvs());

  for (const insurer of demoInsurers) {
    for (const locale of ['fr', 'en'] as const) {
      it(`R07 R12 in ${insurer.name}’s letter (${locale}) the code is the only group of six digits, alone on its line`, async () => {
        const { pdf, text, pages } = await renderLetter(letterTo(insurer, { locale }), insurer);
        expect(text.match(SIX_DIGITS)).toEqual(['274 931']);
        expect(text.split('\n')).toContain('274 931');
        const printed = await read(pdf);
        expect(printed.text.match(SIX_DIGITS)).toEqual(['274 931']);
        expect([printed.pages, pages]).toEqual([1, 1]);
      });

      it.each(purposes)(
        `L15 what ${insurer.name}’s page says (${locale}) is what its text says: %s`,
        async (_, about) => {
          const { pdf, text } = await renderLetter(letterTo(insurer, { locale, ...about }), insurer);
          const words = (from: string) => from.replace(/\s+/g, '').normalize('NFC');
          const sorted = (from: string) => [...words(from)].sort().join('');
          const printed = await read(pdf);
          expect(sorted(printed.text)).toBe(sorted(text));
          expect(printed.pages).toBe(1);
          expect(text).not.toMatch(/[{}]|undefined|NaN|'/);
        },
      );
    }

    it(`R07 X01 ${insurer.name}’s address stands in the window, with nothing else in or near it`, async () => {
      const letter = letterTo(insurer);
      const { pieces } = await read((await renderLetter(letter, insurer)).pdf);
      const { window } = insurer.letter;
      const shown = pieces.filter(touches(window, 5));
      expect(shown.map(({ text }) => text).join('')).toBe(letter.addressLines.join(''));
      expect(shown.every(inside(window))).toBe(true);
    });

    it(`P13 ${insurer.name}’s code lies in the panel that folding covers, clear of both folds`, async () => {
      const { pieces } = await read((await renderLetter(letterTo(insurer), insurer)).pdf);
      const [code = expect.fail('no code on the page')] = pieces.filter(({ text }) => text.includes('274'));
      expect(code.top).toBeGreaterThan(99 + 10);
      expect(code.bottom).toBeLessThan(198 - 10);
      expect(code.bottom - code.top).toBeGreaterThan(8);
    });
  }

  it('R07 a name is drawn by pieces of the font that have its letters', async () => {
    const insurer = demoInsurer('cpms');
    const names = ['Ağı Çağlayan', 'Łukasz Nguyễn Œuvre', '99001 VILLE'];
    const { text } = await read(
      (await renderLetter(letterTo(insurer, { addressLines: names }), insurer)).pdf,
    );
    for (const name of names) expect(text).toContain(name);
  });

  it('R07 a window on the left moves the sender to the right, and still shows the address only', async () => {
    const insurer = structuredClone(demoInsurer('cpms'));
    insurer.letter.window = { x: 20, y: 45, width: 85, height: 33 };
    const letter = letterTo(insurer);
    const { pieces } = await read((await renderLetter(letter, insurer)).pdf);
    const shown = pieces.filter(touches(insurer.letter.window, 5));
    expect(shown.map(({ text }) => text).join('')).toBe(letter.addressLines.join(''));
  });

  it('R07 the same letter gives the same bytes', async () => {
    const insurer = demoInsurer('acs');
    const once = await renderLetter(letterTo(insurer), insurer);
    vi.stubEnv('TZ', 'Pacific/Auckland');
    const again = await renderLetter(letterTo(insurer), structuredClone(insurer));
    expect(again.pdf.equals(once.pdf)).toBe(true);
    expect(again.text).toBe(once.text);
    const other = await renderLetter(letterTo(insurer, { code: '860352' }), insurer);
    expect(other.pdf.equals(once.pdf)).toBe(false);
  });

  it('F02 F03 F04 R12 X07 it says what to do with the code, in which order, and until when', async () => {
    const { text } = await renderLetter(letterTo(demoInsurer('cpms')), demoInsurer('cpms'));
    expect(text).toMatch(
      /1\. Ouvrez www\.cpms\.fr[\s\S]*2\. Connectez-vous avec votre numéro de Sécurité sociale[\s\S]*3\. Choisissez/,
    );
    expect(text).toMatch(/«\u00a0mot de passe actuel\u00a0»[\s\S]*4\. Connectez-vous de nouveau/);
    expect(text).toMatch(/Valable jusqu’au samedi 5 décembre 2026/);
    expect(text).toMatch(/Le 14 novembre 2026/);
  });

  it('D04 P13 about an e-mail address, it names the address masked, without digits that look like the code', async () => {
    const insurer = demoInsurer('cpms');
    const { text } = await renderLetter(
      letterTo(insurer, { email: { address, registered: false } }),
      insurer,
    );
    expect(text).toContain('c…@mail-….example.test');
    expect(text).not.toContain('camille');
    expect(text.match(SIX_DIGITS)).toEqual(['274 931']);
  });

  it('D04 about an e-mail address that was registered, it has no code, and says from when it serves and how to undo it', async () => {
    const insurer = demoInsurer('cpms');
    const letter = letterTo(insurer, { code: '', email: { address, registered: true } });
    const { text } = await renderLetter(letter, insurer);
    expect(text).toContain('c…@mail-….example.test');
    expect(text.match(SIX_DIGITS)).toBeNull();
    expect(text).toMatch(
      /Utilisable à partir du samedi 5 décembre 2026[\s\S]*C’était vous.\?\n\nVous n’avez rien à faire/,
    );
    expect(text).toMatch(/demandez un nouveau .*l’adresse sera écartée/);
  });

  it('L12 E64 CT its contact comes with the price, or the doubt about it', async () => {
    const { text } = await renderLetter(letterTo(demoInsurer('cpms')), demoInsurer('cpms'));
    expect(text.replaceAll('\u00a0', ' ')).toContain(
      '08 26 62 66 20 (prix à vérifier auprès de votre opérateur) – à confirmer',
    );
  });

  it('X18 P13 its metadata name the letter and give nothing away; it is tagged, in French', async () => {
    const { pdf } = await renderLetter(letterTo(demoInsurer('abela')), demoInsurer('abela'));
    const { info, marks } = await read(pdf);
    expect(info).toMatchObject({ Title: 'Votre mot de passe provisoire – ABELA', Language: 'fr-FR' });
    expect(JSON.stringify(info)).not.toMatch(/274|Camille/);
    expect(marks).toMatchObject({ Marked: true });
  });

  it('X06 a longer code is cut into groups that can be read', async () => {
    const insurer = demoInsurer('cpms');
    const text = async (code: string) =>
      (await renderLetter(letterTo(insurer, { code }), insurer)).text.split('\n');
    expect(await text('12345678')).toContain('1234 5678');
    expect(await text('1234567')).toContain('123 456 7');
  });
});

describe('the print spool', () => {
  let dir: string;
  beforeEach(async () => {
    dir = join(await mkdtemp(join(tmpdir(), 'spool-')), 'letters');
  });
  afterEach(() => rm(join(dir, '..'), { recursive: true }));

  const cpms = demoInsurer('cpms');
  const letter = letterTo(cpms, { id: 'lt_a' });
  const logged: string[] = [];
  const log = (_fields: object, text: string) => void logged.push(text);
  const logger = { info: log, warn: log, error: log };
  const { draw, close } = createDrawer({ insurers: insurersById, logger });
  afterAll(close);
  const day = 24 * 60 * 60 * 1000;
  const clock = { now: () => letter.requestedAt + 5_000 };
  const open = () => spoolPrinter({ dir, draw, clock, logger });
  const manifestPath = () => join(dir, 'manifest.jsonl');
  const manifest = async (): Promise<ManifestEntry[]> =>
    (await readFile(manifestPath(), 'utf8'))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as ManifestEntry);
  const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

  it('P13 holds one PDF and one line per letter, for its owner only, without the code in the manifest', async () => {
    await open().print(letter);
    const [entry = expect.fail('no entry'), ...others] = await manifest();
    const pdf = await readFile(join(dir, entry.file));
    expect(others).toEqual([]);
    expect(entry).toEqual({
      id: 'lt_a',
      tenant: 'cpms',
      reference: 'lt_a',
      file: 'cpms-lt_a.pdf',
      sha256: createHash('sha256').update(pdf).digest('hex'),
      pages: 1,
      addressLines: 6,
      requestedAt: '2026-11-14T13:32:00.000Z',
      printedAt: '2026-11-14T13:32:05.000Z',
    });
    expect((await readdir(dir)).sort()).toEqual(['cpms-lt_a.pdf', 'manifest.jsonl']);
    expect([await modeOf(dir), await modeOf(manifestPath()), await modeOf(join(dir, entry.file))]).toEqual([
      0o700, 0o600, 0o600,
    ]);
  });

  it('P11 the same letter again, at once, later or after a restart, leaves one', async () => {
    const printer = open();
    await Promise.all([printer.print(letter), printer.print(letter), printer.print(letter)]);
    await printer.print(letter);
    await open().print(letter);
    expect(await manifest()).toHaveLength(1);
  });

  it('P11 a crash between the PDF and its line, or within the line, leaves one after all', async () => {
    await open().print(letterTo(cpms, { id: 'lt_before' }));
    await writeFile(join(dir, letterFile(letter)), 'half a letter');
    await appendFile(manifestPath(), '{"id":"lt_a","tenant":"cp');
    await open().print(letter);
    const entries = await manifest();
    expect(entries.map(({ id }) => id)).toEqual(['lt_before', 'lt_a']);
    const pdf = await readFile(join(dir, entries[1]!.file));
    expect(createHash('sha256').update(pdf).digest('hex')).toBe(entries[1]!.sha256);
  });

  it('P11 a line for which the disk had no room swallows no other letter, and its own comes again', async () => {
    const printer = open();
    await printer.print(letterTo(cpms, { id: 'lt_before' }));
    await appendFile(manifestPath(), '{"id":"lt_a","tenant":"cp');
    await printer.print(letterTo(cpms, { id: 'lt_next' }));
    await printer.print(letter);
    expect((await manifest()).map(({ id }) => id)).toEqual(['lt_before', 'lt_next', 'lt_a']);
  });

  it('P11 a line that somebody spoilt hides none of those behind it', async () => {
    await open().print(letterTo(cpms, { id: 'lt_before' }));
    await appendFile(manifestPath(), 'spoilt\n');
    const printer = open();
    await printer.print(letter);
    await printer.print(letter);
    await open().print(letter);
    const listed = (await readFile(manifestPath(), 'utf8')).match(/lt_[a-z]+(?=","tenant")/g);
    expect(listed).toEqual(['lt_before', 'lt_a']);
    expect(logged).toEqual(Array(2).fill('a line of the manifest of letters cannot be read'));
  });

  describe('years of letters', () => {
    const line = (id: string, printedAt?: number) =>
      `${JSON.stringify({
        id,
        tenant: 'cpms',
        file: `cpms-${id}.pdf`,
        ...(printedAt !== undefined && { printedAt: new Date(printedAt).toISOString() }),
      })}\n`;
    /** More than is read at once. */
    const lines = (printedAt?: number) =>
      Array.from({ length: 20_000 }, (_, index) => line(`lt_of_${index}`, printedAt)).join('');
    const listed = async (...parts: string[]) => {
      await open().print(letterTo(cpms, { id: 'lt_first' }));
      await writeFile(manifestPath(), parts.join(''));
      logged.length = 0;
      const before = (await stat(manifestPath())).size;
      await open().print(letter);
      return (await stat(manifestPath())).size === before;
    };

    it.each([
      ['since the letter was asked for', letter.requestedAt],
      ['by a release that did not say when', undefined],
    ])('P11 a line is found among all those written %s', async (_, printedAt) => {
      expect(await listed(line('lt_a', printedAt), lines(printedAt))).toBe(true);
      expect(await listed(lines(printedAt), line('lt_a', printedAt), lines(printedAt))).toBe(true);
      expect(await listed(lines(printedAt))).toBe(false);
      expect(logged).toEqual([]);
    });

    it('what was written before the letter was asked for is not read', async () => {
      const long = letter.requestedAt - 2 * day;
      expect(await listed('spoilt\n', lines(long), lines(long), line('lt_b', letter.requestedAt))).toBe(
        false,
      );
      expect(logged).toEqual([]);
    });

    it.each([
      ['1970', '1970-01-01T00:00:00.000Z'],
      ['no day', 'soon'],
    ])('P11 a line dated %s hides none of those before it', async (_, printedAt) => {
      const odd = `${JSON.stringify({ id: 'lt_odd', file: 'cpms-lt_odd.pdf', printedAt })}\n`;
      const now = letter.requestedAt;
      expect(await listed(line('lt_a', now), lines(now), odd, lines(now))).toBe(true);
    });

    it('P11 a line longer than that, written meanwhile, hides none of those behind it', async () => {
      const printer = open();
      await printer.print(letterTo(cpms, { id: 'lt_first' }));
      await appendFile(manifestPath(), `${'x'.repeat(3_000_000)}\n`);
      await printer.print(letter);
      await printer.print(letter);
      expect((await readFile(manifestPath(), 'utf8')).match(/cpms-lt_a\.pdf/g)).toHaveLength(1);
    });

    it('a line longer than what is read at once holds nobody up', async () => {
      const spoilt = `${'x'.repeat(3_000_000)}\n`;
      expect(await listed(line('lt_a'), spoilt, line('lt_b'))).toBe(true);
      expect(await listed(spoilt, line('lt_b'))).toBe(false);
    });
  });

  it('X23 a letter the print house has taken away is not printed again', async () => {
    const printer = open();
    await printer.print(letter);
    await rm(join(dir, letterFile(letter)));
    await printer.print(letter);
    await open().print(letter);
    expect(await readdir(dir)).toEqual(['manifest.jsonl']);
  });

  it('P11 a letter that another process listed meanwhile is not listed again', async () => {
    const [here, there] = [open(), open()];
    await here.print(letterTo(cpms, { id: 'lt_first' }));
    await there.print(letter);
    await here.print(letter);
    expect((await manifest()).map(({ id }) => id)).toEqual(['lt_first', 'lt_a']);
  });

  it('P11 printers of several processes at one letter at the same instant leave it whole', async () => {
    await Promise.all(Array.from({ length: 12 }, () => open().print(letter)));
    const [{ file, sha256 }] = (await manifest()) as [ManifestEntry];
    expect(
      createHash('sha256')
        .update(await readFile(join(dir, file)))
        .digest('hex'),
    ).toBe(sha256);
    expect((await readdir(dir)).sort()).toEqual([file, 'manifest.jsonl'].sort());
  });

  it('many letters at once all arrive, and one that fails stops no other', async () => {
    const printer = open();
    const letters = demoInsurers.map((insurer, index) => letterTo(insurer, { id: `lt_${index}` }));
    const stray = { ...letter, tenant: 'nobody' };
    const results = await Promise.allSettled([stray, ...letters].map((one) => printer.print(one)));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
    expect(await manifest()).toHaveLength(3);
  });

  it('an id cannot lead out of the spool', async () => {
    await open().print(letterTo(cpms, { id: '../../escape' }));
    expect((await manifest())[0]?.file).toBe('cpms-..%2F..%2Fescape.pdf');
    expect(await readdir(dir)).toContain('cpms-..%2F..%2Fescape.pdf');
  });
});

describe('the letter outbox', () => {
  const cpms = demoInsurer('cpms');
  const printed: string[] = [];
  const printer: LetterPrinter = { print: async ({ id }) => void printed.push(id) };

  it('P11 P13 shows what was printed, one per id, newest last, sealed, and follows its status', async () => {
    const { documents, stolen } = memoryDocuments();
    const outbox = outboxPrinter({ documents, insurers: insurersById, printer });
    for (const id of ['z', 'b', 'z']) await outbox.print(letterTo(cpms, { id }));
    await markOutboxLetter(documents, 'b', 'posted');
    await markOutboxLetter(documents, 'unknown', 'posted');
    const letters = await listOutboxLetters(documents);
    expect(letters.map(({ id, code, status }) => [id, code, status])).toEqual([
      ['z', CODE, 'requested'],
      ['b', CODE, 'posted'],
    ]);
    expect(letters[0]?.text.match(SIX_DIGITS)).toEqual(['274 931']);
    expect(printed).toEqual(['z', 'b', 'z']);
    expect(stolen()).not.toMatch(/274 ?931|CAMILLE/);
  });

  it('R07 a letter that was not printed is not shown', async () => {
    const { documents } = memoryDocuments();
    const broken: LetterPrinter = { print: () => Promise.reject(new Error('no paper')) };
    const outbox = outboxPrinter({ documents, insurers: insurersById, printer: broken });
    await expect(outbox.print(letterTo(cpms))).rejects.toThrow('no paper');
    expect(await listOutboxLetters(documents)).toEqual([]);
  });
});
