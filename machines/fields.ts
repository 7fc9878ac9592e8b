/** Every field a chart may ask, declared once. `secret` ones go from the channel to a call and nowhere else. */
import type { Insurer } from './domain/insurer.ts';
import type { FieldKind } from './envelope.ts';

export interface Field {
  readonly kind: FieldKind;
  readonly secret: boolean;
  readonly length?: (insurer: Insurer) => number;
}

const code: Field = { kind: 'digits', secret: true, length: (insurer) => insurer.code.length };
const text: Field = { kind: 'text', secret: false };

export const fields = {
  nir: text,
  code,
  currentCode: code,
  newCode: code,
  confirmCode: code,
  humanCheck: { kind: 'human-check', secret: false },
  mailCode: { kind: 'digits', secret: true, length: () => 8 },
  followUp: { kind: 'digits', secret: false, length: () => 6 },
  email: { kind: 'email', secret: false },
  company: text,
  lastName: text,
  firstName: text,
  acceptTerms: { kind: 'boolean', secret: false },
  nationalId: text,
  addCode: { kind: 'text', secret: true },
  smsCode: { kind: 'digits', secret: true, length: () => 6 },
  pin: { kind: 'digits', secret: true, length: () => 4 },
  confirmPin: { kind: 'digits', secret: true, length: () => 4 },
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof fields;
export type Values = Readonly<Record<string, string | boolean>>;
