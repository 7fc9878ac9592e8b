import type { Formatters } from 'intl-messageformat';

/** No line ends between an hour and its sign. */
const unbroken = '\u00a0';

/** A time of day as French sets it: « 20 h 57 », « 20 h », « 20 h 57 min 03 s » (Intl writes « 20:57 »). */
class FrenchTime extends Intl.DateTimeFormat {
  override format(at?: Date | number): string {
    const of = Object.fromEntries(this.formatToParts(at).map(({ type, value }) => [type, value]));
    const hour = `${Number(of.hour)}${unbroken}h`;
    if (of.second !== undefined) return [hour, of.minute, 'min', of.second, 's'].join(unbroken);
    return of.minute === '00' ? hour : `${hour}${unbroken}${of.minute}`;
  }
}

/** A day as French sets it: the first of a month is « 1er ». */
class FrenchDate extends Intl.DateTimeFormat {
  override format(at?: Date | number): string {
    const parts = this.formatToParts(at);
    return parts.map(({ type, value }) => (type === 'day' && value === '1' ? '1er' : value)).join('');
  }
}

/** A day as it is written in the middle of a British sentence: no comma after the day of the week. */
class BritishDate extends Intl.DateTimeFormat {
  override format(at?: Date | number): string {
    return super.format(at).replace(/^(\p{L}+), /u, '$1 ');
  }
}

/** Intl's own, but for days and the time of day in French, and days in English; each is made once. */
export const formatters: Formatters = {
  getNumberFormat: once((locales, options) => new Intl.NumberFormat(locales, options)),
  getDateTimeFormat: once((...args) => (isFrench(...args) ? inFrench(...args) : new BritishDate(...args))),
  getPluralRules: once((...args) => new Intl.PluralRules(...args)),
};

type Asked = ConstructorParameters<typeof Intl.DateTimeFormat>;

const isFrench = (...[locales]: Asked): boolean => String(locales).startsWith('fr');

function inFrench(...[locales, options]: Asked): Intl.DateTimeFormat {
  const isTime = options?.hour !== undefined && options.day === undefined;
  return isTime ? new FrenchTime(locales, options) : new FrenchDate(locales, options);
}

function once<Args extends readonly unknown[], Made>(make: (...args: Args) => Made): (...args: Args) => Made {
  const made = new Map<string, Made>();
  return (...args) => {
    const key = JSON.stringify(args);
    const known = made.get(key) ?? make(...args);
    made.set(key, known);
    return known;
  };
}
