/** Every field a chart may ask, declared once. `secret` ones go from the channel to a call and nowhere else. */
import type { Insurer } from './domain/insurer.ts';
import { type CodeProblem, codeProblem } from './domain/personal-code.ts';
import type { FieldKind } from './envelope.ts';

export interface Field {
  readonly kind: FieldKind;
  readonly secret: boolean;
  readonly length?: (insurer: Insurer) => number;
  /** No secret, and yet not for every channel: a chat's content is kept by others (X18). */
  readonly identifier?: true;
  /** Agrees to a text that one must have been able to read (T01). */
  readonly longText?: true;
  /** Read back before it is sent where people see or hear one field at a time: a slip would reach somebody else. */
  readonly matters?: true;
  /** Choices by which it is given in another way: of use only where it is given. */
  readonly ways?: readonly string[];
  /** Why nobody may choose it, whoever they are (X05): told before it is typed twice. The flow judges it by the person. */
  readonly refusedFor?: (value: string, insurer: Insurer) => CodeProblem | undefined;
  /** The field that this one only types once more. */
  readonly repeats?: string;
  /** Shown again and sent on as it was said: what looks like a secret in it is masked as it is taken (P13, X18). */
  readonly ownWords?: true;
  /** Written in digits, grouped or not: no answer without one. */
  readonly inDigits?: true;
  /** Read by a person: a conversation that led to it goes along. */
  readonly takesTranscript?: true;
  /** May be left empty. */
  readonly optional?: true;
  /** At most so many characters, where a person writes freely. */
  readonly maxLength?: number;
}

const code: Field = { kind: 'digits', secret: true, length: (insurer) => insurer.code.length };
const text: Field = { kind: 'text', secret: false };
const ownWords: Field = { ...text, ownWords: true };

export const fields = {
  nir: { ...text, identifier: true },
  code,
  currentCode: code,
  newCode: { ...code, refusedFor: (value, { code: { length } }) => codeProblem(value, { length }) },
  confirmCode: { ...code, repeats: 'newCode' },
  humanCheck: { kind: 'human-check', secret: false, ways: ['check-proof', 'check-image'] },
  mailCode: { kind: 'digits', secret: true, length: () => 8 },
  followUp: { kind: 'digits', secret: false, length: () => 6 },
  email: { kind: 'email', secret: false, matters: true },
  company: { ...text, optional: true },
  lastName: text,
  firstName: text,
  acceptTerms: { kind: 'boolean', secret: false, longText: true },
  nationalId: { ...text, matters: true, inDigits: true },
  addCode: { kind: 'text', secret: true },
  smsCode: { kind: 'digits', secret: true, length: () => 6 },
  pin: { kind: 'digits', secret: true, length: () => 4 },
  /** D04: posted to the address on file. */
  letterCode: { kind: 'digits', secret: true, length: () => 6 },
  /** To a desk, in the person’s own words. */
  message: { ...ownWords, maxLength: 4_000, takesTranscript: true, matters: true },
  beneficiary: ownWords,
  provider: ownWords,
  careDate: ownWords,
  details: { ...ownWords, maxLength: 1_000, optional: true },
  acceptTeletransmission: { kind: 'boolean', secret: false },
  confirmPin: { kind: 'digits', secret: true, length: () => 4, repeats: 'pin' },
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof fields;

/** What is declared of a field, by the name it has in a view. */
export const declared = (name: string): Field | undefined =>
  (fields as Readonly<Record<string, Field | undefined>>)[name];

export type Values = Readonly<Record<string, string | boolean>>;
