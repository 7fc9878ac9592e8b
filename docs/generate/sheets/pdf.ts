import { mm, Page, type Style } from '../../../adapters/letters/page.ts';
import type { Insurer } from '../../../machines/domain/insurer.ts';
import { localeTags } from '../../../machines/envelope.ts';
import type { Block, Sheet } from './sheet.ts';

const LEFT = mm(20);
const WIDTH = mm(170);
const BOTTOM = mm(297 - 18);
const TOP = mm(18);
/** A fixed date: the same sheet gives the same bytes on every day and machine. */
const made = new Date(Date.UTC(2026, 0, 1));

const styles = {
  title: { size: 19, weight: 'semibold' },
  2: { size: 14, weight: 'semibold' },
  3: { size: 11.5, weight: 'semibold' },
  text: { size: 10 },
} as const satisfies Record<string | number, Style>;

/** The sheet on paper: A4, tagged, in the insurer’s colour. */
export async function pdfOf(sheet: Sheet, insurer: Insurer): Promise<Buffer> {
  const page = new Page({
    title: sheet.title,
    author: insurer.fullName,
    lang: localeTags[sheet.locale],
    at: made,
  });
  const writer = new Writer(page);
  writer.write('H1', sheet.title, { ...styles.title, colour: insurer.theme.primary });
  for (const block of sheet.blocks) draw(writer, block, insurer.theme.primary);
  return page.finish();
}

function draw(writer: Writer, block: Block, colour: string): void {
  switch (block.kind) {
    case 'heading':
      writer.gap(block.level === 2 ? 5 : 3);
      // A heading at the foot of a page would head nothing.
      writer.keep(mm(22));
      writer.write(`H${block.level}`, block.text, { ...styles[block.level], colour });
      break;
    case 'paragraph':
      writer.write('P', block.text, styles.text);
      break;
    case 'list':
      for (const item of block.items) writer.item('•', item);
      break;
    case 'steps':
      for (const [index, item] of block.items.entries()) writer.item(`${index + 1}.`, item);
  }
}

/** Writes downwards, page after page. */
class Writer {
  private readonly page: Page;
  private y = TOP;

  constructor(page: Page) {
    this.page = page;
  }

  gap(millimetres: number): void {
    this.y += mm(millimetres);
  }

  /** Turns the page when less than this is left of it. */
  keep(height: number): void {
    if (this.y + height <= BOTTOM) return;
    this.page.pdf.addPage();
    this.y = TOP;
  }

  write(tag: string, text: string, style: Style): void {
    this.keep(this.heightOf(text, WIDTH, style));
    this.page.tagged(tag, () => {
      this.page.write(text, { x: LEFT, y: this.y, width: WIDTH }, style);
    });
    this.y = this.page.pdf.y + mm(1.8);
  }

  item(label: string, text: string): void {
    const indent = mm(6);
    const style = styles.text;
    this.keep(this.heightOf(text, WIDTH - indent, style));
    const y = this.y;
    this.page.items([
      {
        label: () => void this.page.write(label, { x: LEFT, y, width: indent }, style),
        body: () => void this.page.write(text, { x: LEFT + indent, y, width: WIDTH - indent }, style),
      },
    ]);
    this.y = this.page.pdf.y + mm(1.2);
  }

  /** As tall as it will be, or a little more. */
  private heightOf(text: string, width: number, style: Style): number {
    const lines = text
      .split('\n')
      .reduce(
        (sum, line) => sum + Math.max(1, Math.ceil((this.page.widthOf(line, style) * 1.06) / width)),
        0,
      );
    return lines * style.size * 1.45;
  }
}
