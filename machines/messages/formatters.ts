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

/** Intl's own, but for the time of day in French; each is made once. */
export const formatters: Formatters = {
  getNumberFormat: once((locales, options) => new Intl.NumberFormat(locales, options)),
  getDateTimeFormat: once((...args) =>
    isFrenchTime(...args) ? new FrenchTime(...args) : new Intl.DateTimeFormat(...args),
  ),
  getPluralRules: once((...args) => new Intl.PluralRules(...args)),
};

function isFrenchTime(...[locales, options]: ConstructorParameters<typeof Intl.DateTimeFormat>): boolean {
  return String(locales).startsWith('fr') && options?.hour !== undefined && options.day === undefined;
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
