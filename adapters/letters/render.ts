import type { Insurer } from '../../machines/domain/insurer.ts';
import { localeTags } from '../../machines/envelope.ts';
import type { OutgoingLetter } from '../../machines/ports/letter-printer.ts';
import { type LetterContent, letterContent, letterText } from './content.ts';
import { logoPng } from './logo.ts';
import { mm, Page, type Style } from './page.ts';

export interface RenderedLetter {
  readonly pdf: Buffer;
  readonly text: string;
  readonly pages: number;
}

const LEFT = 20;
const WIDTH = 170;
/** Folded in three (Z fold), the middle panel is covered by the last: nothing of it shows. */
const FOLDS = [99, 198];
/** Paper slides in its envelope: what is not the address stays this far from the window. */
const SLIDE = 6;

const BODY: Style = { size: 10.5 };
const STRONG: Style = { size: 10.5, weight: 'semibold' };
const SMALL: Style = { size: 8.5, colour: '#4a5162' };

/** One A4 page. The same letter gives the same bytes, on every machine and in every time zone. */
export async function renderLetter(letter: OutgoingLetter, insurer: Insurer): Promise<RenderedLetter> {
  const content = letterContent(letter, insurer);
  const page = new Page({
    title: `${content.subject} – ${insurer.name}`,
    author: insurer.fullName,
    lang: localeTags[letter.locale],
    at: new Date(letter.requestedAt),
  });
  let pages = 1;
  page.pdf.on('pageAdded', () => {
    pages += 1;
  });
  foldMarks(page);
  head(page, content, insurer);
  address(page, content.addressLines, insurer.letter.window);
  body(page, content, insurer);
  return { pdf: await page.finish(), text: letterText(content), pages };
}

/** Short ticks in the margin for whoever folds by hand. */
function foldMarks(page: Page): void {
  page.artifact(() => {
    for (const fold of FOLDS) page.pdf.moveTo(mm(3), mm(fold)).lineTo(mm(7), mm(fold));
    page.pdf.lineWidth(0.4).stroke('#9aa1b0');
  });
}

/** Logo and sender, on the side the window leaves free. */
function head(page: Page, { sender }: LetterContent, insurer: Insurer): void {
  const { window } = insurer.letter;
  const x = mm(window.x >= 95 ? LEFT : 125);
  // The name follows in letters: to a screen reader the drawing would only say it twice.
  page.artifact(() => {
    page.pdf.image(logoPng(insurer), x, mm(15), { height: mm(11) });
  });
  const width = mm(window.x >= 95 ? window.x - SLIDE - LEFT : 65);
  let y = mm(31);
  sender.forEach((line, index) => {
    const weight = index === 0 ? 'semibold' : 'regular';
    page.tagged('P', () => {
      y = page.write(line, { x, y, width }, { size: 9.5, weight });
    });
  });
}

/** Centred in the height of the window, and no wider than it whatever the names. */
function address(page: Page, lines: readonly string[], window: Insurer['letter']['window']): void {
  const margin = 5;
  const width = mm(window.width - 2 * margin);
  const widest = Math.max(...lines.map((line) => page.widthOf(line, { size: 1 })));
  const size = Math.min(11, width / widest, mm(window.height - 4) / (lines.length * 1.4));
  const leading = size * 1.32;
  const top = mm(window.y) + (mm(window.height) - lines.length * leading) / 2;
  lines.forEach((line, index) => {
    // Room to spare: a line that fills its box to the hundredth of a point must not break.
    const box = { x: mm(window.x + margin), y: top + index * leading, width: width + 4 };
    page.tagged('P', () => page.write(line, box, { size }));
  });
}

function body(page: Page, content: LetterContent, insurer: Insurer): void {
  const { window } = insurer.letter;
  const box = (y: number) => ({ x: mm(LEFT), y, width: mm(WIDTH) });
  const top = mm(Math.max(FOLDS[0]! + 5, window.y + window.height + SLIDE));
  const paragraph = (text: string, y: number, style: Style = BODY, tag = 'P') => {
    page.tagged(tag, () => page.write(text, box(y), style));
    return page.pdf.y;
  };

  page.tagged('P', () => page.write(content.reference, box(top), SMALL));
  page.tagged('P', () => page.write(content.date, { ...box(top), align: 'right' }, BODY));
  const title: Style = { size: 17, weight: 'semibold', colour: insurer.theme.primary };
  let y = paragraph(content.subject, top + mm(6.5), title, 'H1') + mm(3);
  y = paragraph(content.greeting, y) + mm(2);
  y = paragraph(content.intro, y) + mm(3.5);
  y = codeBox(page, content, y, insurer) + mm(6);
  y = paragraph(content.next, y, { ...STRONG, size: 12.5, colour: insurer.theme.primary }, 'H2') + mm(1.5);
  if (content.steps.length > 0) y = steps(page, content.steps, y) + mm(3);
  for (const caution of content.cautions) y = paragraph(caution, y) + mm(1);
  y = paragraph(content.help, y + mm(2.5), STRONG) + mm(0.5);
  for (const contact of content.contacts) y = paragraph(contact, y) + mm(0.5);
  paragraph(content.signature, y + mm(5), STRONG);
}

/** The one thing the letter is for: large, framed, in the middle panel (P13: nothing of it in the window). */
function codeBox(page: Page, { code, validity }: LetterContent, y: number, insurer: Insurer): number {
  // A letter that only tells has none: the frame holds its date.
  const height = mm(code ? 25 : 14);
  page.artifact(() => {
    page.pdf.lineWidth(1.2).roundedRect(mm(LEFT), y, mm(WIDTH), height, mm(2.5));
    page.pdf.fillAndStroke('#f6f7f9', insurer.theme.primary);
  });
  const line = (text: string, top: number, style: Style) =>
    page.tagged('P', () => {
      page.write(text, { x: mm(LEFT), y: y + top, width: mm(WIDTH), align: 'center' }, style);
    });
  if (code) line(code, mm(3), { size: 32, weight: 'semibold' });
  line(validity, mm(code ? 17.5 : 5), BODY);
  return y + height;
}

function steps(page: Page, texts: readonly string[], from: number): number {
  const indent = mm(7);
  let y = from;
  page.items(
    texts.map((text, index) => ({
      label: () => {
        page.write(`${index + 1}.`, { x: mm(LEFT), y, width: indent }, STRONG);
      },
      body: () => {
        y = page.write(text, { x: mm(LEFT) + indent, y, width: mm(WIDTH) - indent }, BODY) + mm(1.2);
      },
    })),
  );
  return y;
}
