import type { FieldView } from '../../machines/envelope.ts';
import { type Field, type FieldName, fields } from '../../machines/fields.ts';
import type { Typed } from './call-state.ts';

/** Texts that are numbers: their digits can be keyed in. */
const keyedTexts: Readonly<Record<string, Typed['entry']>> = { nir: 'nir', nationalId: 'digits' };

/** How a field is given on a telephone, or undefined when keys cannot give it. */
export function entryOf({ name, kind, options }: FieldView): 'menu' | Typed['entry'] | undefined {
  if (kind === 'digits') return 'digits';
  if (kind === 'boolean' || (kind === 'select' && options && options.length > 0)) return 'menu';
  return kind === 'text' ? keyedTexts[name] : undefined;
}

/** The field that this one types once more, where it does. */
export function repeatsOf({ name }: FieldView): string | undefined {
  return (fields as Readonly<Record<string, Field>>)[name as FieldName]?.repeats;
}
