import type { FieldView } from '../../../../machines/envelope.ts';
import { declared } from '../../../../machines/fields.ts';

/** What of a sentence is the answer to a field, or undefined when nothing in it can be. The chart judges it. */
export function valueFor({ name, kind, options }: FieldView, text: string): string | undefined {
  const said = text.trim();
  if (options) return undefined;
  switch (kind) {
    // Empty or not is the chart's to judge.
    case 'text':
      return declared(name)?.inDigits ? digitsIn(said) : said;
    case 'email':
      return /\S+@\S+/
        .exec(said)?.[0]
        .replace(/[.,;)>]+$/, '')
        .replace(/^[(<]+/, '');
    case 'digits':
      return digitsIn(said)?.replaceAll(/\D/g, '');
    default:
      return undefined;
  }
}

/** The longest number of a sentence, as it is grouped there: « il faut un 8 devant ? 899700000013 ». */
const digitsIn = (said: string): string | undefined =>
  said
    .match(/\d(?:[\s.\u2010-\u2015-]*\d)*/g)
    ?.reduce((longest, one) => (one.length > longest.length ? one : longest));
