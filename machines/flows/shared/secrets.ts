import { parseNir } from '../../domain/nir.ts';
import type { Values } from '../../fields.ts';
import type { Refusal } from '../../flow.ts';
import { hasLength, text } from './chart.ts';

/** X04, X19: a NIR of wrong format or key is refused as such, uncounted. */
export function nirProblem(values: Values): Refusal | undefined {
  return parseNir(text(values, 'nir')).ok ? undefined : { id: 'nir-invalid', field: 'nir' };
}

/** F09: not the insurer's number of digits. */
export function lengthProblem(values: Values, field: string, length: number): Refusal | undefined {
  return hasLength(text(values, field), length) ? undefined : { id: 'code-length', field };
}

/** F03, F09: the same digits twice. */
export function confirmationProblem(values: Values): Refusal | undefined {
  return text(values, 'newCode') === text(values, 'confirmCode')
    ? undefined
    : { id: 'codes-differ', field: 'confirmCode' };
}
