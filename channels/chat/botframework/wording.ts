/** How a text is sent, and as what. */
export interface Worded {
  readonly text: string;
  readonly textFormat: 'plain' | 'markdown';
}

/**
 * A text for a channel. Teams loses the line breaks of plain text, so it gets Markdown in which every mark that
 * emphasises, quotes, heads or links is escaped: what somebody typed, and is read back, makes no link. A line that
 * begins as a list does (« - », « 1. ») or is a rule (« --- ») may still be shown as one.
 */
export function worded(text: string, channelId: string): Worded {
  if (channelId !== 'msteams') return { text, textFormat: 'plain' };
  return { text: literal(text).replaceAll(/\s*\n\s*/g, '\n\n'), textFormat: 'markdown' };
}

/** Addresses stay as they are: they are links without any mark. */
function literal(text: string): string {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(/[\\`*_~[\]<>#|]/g, '\\$&')))
    .join('');
}
