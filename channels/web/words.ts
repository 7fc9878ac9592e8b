import type { Locale } from '../../machines/envelope.ts';
import type { Catalog } from '../../machines/messages/catalog.ts';
import { createFormatter, type MessageArguments } from '../../machines/messages/format.ts';
import { typographic } from '../../machines/messages/typography.ts';
import { areaWords } from './words/area.ts';
import { joiningWords } from './words/joining.ts';
import { pageWords } from './words/page.ts';
import { titles } from './words/titles.ts';

/** What pages say around the views: headings, labels of their own furniture, the member area. */
export const webWords: Catalog = { ...pageWords, ...joiningWords, ...titles, ...areaWords };

const format = createFormatter(webWords);

export type Say = (id: string, args?: MessageArguments) => string;

export const sayIn =
  (locale: Locale): Say =>
  (id, args = {}) =>
    typographic(format(locale, `web.${id}`, args));

/** The first of these ids that has words. The last must. */
export function firstOf(ids: readonly string[]): string {
  return ids.find((id) => webWords[`web.${id}`]) ?? ids.at(-1)!;
}
