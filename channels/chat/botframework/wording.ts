/** How a text is sent, and as what. */
export interface Worded {
  readonly text: string;
  readonly textFormat: 'plain' | 'markdown';
}

/**
 * A text for a channel. Teams loses the line breaks of plain text, so it gets Markdown in which nothing but the
 * paragraphs means anything: what somebody typed, and is read back, changes no formatting and makes no link.
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
