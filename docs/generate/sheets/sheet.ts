import type { Locale } from '../../../machines/envelope.ts';
import { cell, generated } from '../markdown.ts';

/** One piece of a sheet: the same content for the page and for the paper. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'steps'; readonly items: readonly string[] };

export interface Sheet {
  /** `docs/sheets/…`, without its ending. */
  readonly file: string;
  readonly title: string;
  readonly locale: Locale;
  readonly blocks: readonly Block[];
}

export const heading = (level: 2 | 3, text: string): Block => ({ kind: 'heading', level, text });
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const list = (items: readonly string[]): Block => ({ kind: 'list', items });
export const steps = (items: readonly string[]): Block => ({ kind: 'steps', items });

export function markdownOf({ title, blocks }: Sheet): string {
  return [generated, `# ${title}`, ...blocks.map(blockOf), ''].join('\n\n');
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${block.text}`;
    case 'paragraph':
      return block.text;
    case 'list':
      return block.items.map((item) => `- ${cell(item)}`).join('\n');
    case 'steps':
      return block.items.map((item, index) => `${index + 1}. ${cell(item)}`).join('\n');
  }
}
