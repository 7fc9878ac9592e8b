import { IntlMessageFormat } from 'intl-messageformat';
import { type Locale, localeTags } from '../envelope.ts';
import type { Catalog } from './catalog.ts';
import { formatters } from './formatters.ts';

export type MessageArguments = Readonly<Record<string, unknown>>;
export type Formatter = (locale: Locale, id: string, args: MessageArguments) => string;

/** Members live by French time, wherever the server stands. */
export const timeZone = 'Europe/Paris';
const formats = {
  date: {
    long: { timeZone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    short: { timeZone, day: 'numeric', month: 'long', year: 'numeric' },
    /** Within days of now: the year goes without saying. */
    near: { timeZone, weekday: 'long', day: 'numeric', month: 'long' },
  },
  time: {
    short: { timeZone, hour: '2-digit', minute: '2-digit' },
    medium: { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' },
  },
} as const;

/** Formats a message by id. An id the catalog does not hold is a defect of ours and throws. */
export function createFormatter(catalog: Catalog): Formatter {
  const compiled = new Map<string, IntlMessageFormat | string>();
  const compile = (locale: Locale, id: string) => {
    const text = catalog[id]?.[locale];
    if (text === undefined) throw new Error(`no ${locale} message « ${id} »`);
    return text.includes('{')
      ? new IntlMessageFormat(text, localeTags[locale], formats, { ignoreTag: true, formatters })
      : text;
  };
  return (locale, id, args) => {
    const key = `${locale}|${id}`;
    let message = compiled.get(key);
    if (message === undefined) {
      message = compile(locale, id);
      compiled.set(key, message);
    }
    return typeof message === 'string' ? message : String(message.format(args as never));
  };
}
