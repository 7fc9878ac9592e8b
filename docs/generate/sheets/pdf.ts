import { mm, Page, type Style } from '../../../adapters/letters/page.ts';
import type { Insurer } from '../../../machines/domain/insurer.ts';
import { localeTags } from '../../../machines/envelope.ts';
import { typographic } from '../../../machines/messages/typography.ts';
import type { Block, Sheet } from './sheet.ts';

const LEFT = mm(20);
const WIDTH = mm(170);
const INDENT = mm(6);
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
  for (const [index, block] of sheet.blocks.entries()) {
    if (block.kind === 'heading') writer.keep(writer.heightTogether(sheet.blocks.slice(index)));
    draw(writer, block, insurer.theme.primary);
  }
  return page.finish();
}

const gapAbove = { 2: 5, 3: 3 } as const;
const gapBelow = { block: mm(1.8), item: mm(1.2) };

function draw(writer: Writer, block: Block, colour: string): void {
  switch (block.kind) {
    case 'heading':
      writer.gap(gapAbove[block.level]);
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

  /**
   * What begins with a heading is not parted as long as it fits in half a page; of what is longer its first piece stays
   * with its headings: at the foot of a page they would head nothing.
   */
  heightTogether(blocks: readonly Block[]): number {
    const [first] = blocks;
    const level = first?.kind === 'heading' ? first.level : 2;
    const next = blocks.findIndex((block, at) => at > 0 && block.kind === 'heading' && block.level <= level);
    const whole = this.heightOfAll(next < 0 ? blocks : blocks.slice(0, next));
    if (whole <= (BOTTOM - TOP) / 2) return whole;
    const piece = this.heightOfAll(blocks.slice(0, blocks.findIndex(({ kind }) => kind !== 'heading') + 1));
    return Math.min(piece, BOTTOM - TOP);
  }

  private heightOfAll(blocks: readonly Block[]): number {
    return blocks.reduce((sum, block) => sum + this.heightOfBlock(block), 0);
  }

  private heightOfBlock(block: Block): number {
    switch (block.kind) {
      case 'heading':
        return (
          mm(gapAbove[block.level]) + this.heightOf(block.text, WIDTH, styles[block.level]) + gapBelow.block
        );
      case 'paragraph':
        return this.heightOf(block.text, WIDTH, styles.text) + gapBelow.block;
      default:
        return block.items.reduce(
          (sum, item) => sum + this.heightOf(item, WIDTH - INDENT, styles.text) + gapBelow.item,
          0,
        );
    }
  }

  write(tag: string, written: string, style: Style): void {
    const text = typographic(written);
    this.keep(this.heightOf(text, WIDTH, style));
    this.page.tagged(tag, () => {
      this.page.write(text, { x: LEFT, y: this.y, width: WIDTH }, style);
    });
    this.y = this.page.pdf.y + gapBelow.block;
  }

  item(label: string, written: string): void {
    const text = typographic(written);
    const style = styles.text;
    this.keep(this.heightOf(text, WIDTH - INDENT, style));
    const y = this.y;
    this.page.items([
      {
        label: () => void this.page.write(label, { x: LEFT, y, width: INDENT }, style),
        body: () => void this.page.write(text, { x: LEFT + INDENT, y, width: WIDTH - INDENT }, style),
      },
    ]);
    this.y = this.page.pdf.y + gapBelow.item;
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
