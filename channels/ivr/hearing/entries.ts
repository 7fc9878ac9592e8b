import type { Insurer } from '../../../machines/domain/insurer.ts';
import type { FieldView } from '../../../machines/envelope.ts';
import { declared } from '../../../machines/fields.ts';
import type { Typed } from '../call-state.ts';

/** How a field is given on a telephone, or undefined when keys cannot give it. */
export function entryOf({
  name,
  kind,
  options,
}: Pick<FieldView, 'name' | 'kind' | 'options'>): 'menu' | Typed['entry'] | undefined {
  if (kind === 'digits') return 'digits';
  if (kind === 'boolean' || (kind === 'select' && options && options.length > 0)) return 'menu';
  if (kind !== 'text') return undefined;
  if (name === 'nir') return 'nir';
  return declared(name)?.inDigits ? 'digits' : undefined;
}

/** The field that this one types once more, where it does. */
export const repeatsOf = ({ name }: FieldView): string | undefined => declared(name)?.repeats;

/** Why a secret cannot be, before anybody types it twice: its length (F09), or what nobody may choose (X05). */
export function refusedAtOnce({ name, length }: Typed, value: string, insurer: Insurer) {
  if (length !== undefined && value.length !== length) return 'code-length';
  return declared(name)?.refusedFor?.(value, insurer);
}
