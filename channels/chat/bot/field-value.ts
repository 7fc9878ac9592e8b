import type { FieldView } from '../../../machines/envelope.ts';

/** What of a sentence is the answer to a field, or undefined when nothing in it can be. The chart judges it. */
export function valueFor({ kind, options }: FieldView, text: string): string | undefined {
  const said = text.trim();
  if (options) return undefined;
  switch (kind) {
    // Empty or not is the chart's to judge.
    case 'text':
      return said;
    case 'email':
      return /\S+@\S+/
        .exec(said)?.[0]
        .replace(/[.,;)>]+$/, '')
        .replace(/^[(<]+/, '');
    case 'digits': {
      const digits = /\d[\d\s.-]*/.exec(said)?.[0].replaceAll(/\D/g, '');
      return digits === '' ? undefined : digits;
    }
    default:
      return undefined;
  }
}
