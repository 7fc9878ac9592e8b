import { withoutSecrets } from '../domain/secrets.ts';
import { withoutSeparators } from '../domain/separators.ts';
import type { Answer } from '../envelope.ts';
import { Refused } from '../errors.ts';
import { declared, type Values } from '../fields.ts';
import type { Offered } from './offered.ts';

/** Of one value, in characters. What is stored of a session nobody signed in to must stay small. */
export const longest = { words: 8_192, plain: 1_000 } as const;

/** A value longer than that: no chart hears it. `values` are cut to what may be kept for the same form again. */
export interface TooLong {
  readonly type: 'TOO_LONG';
  readonly field: string;
  readonly values: Values;
}

/** The answer as the event of the chart: `ANSWERED` with every field of the view, or `CHOSE.<id>`. */
export type AnswerEvent =
  | { readonly type: 'ANSWERED'; readonly values: Values }
  | { readonly type: `CHOSE.${string}`; readonly choice: string };

/**
 * Checks an answer against what was offered: nothing else, of the right type. A field left out is
 * an empty one, so that the chart can say what is missing; digits come without what separates them, and what people say
 * in their own words without what looks like a secret (P13, X18). A digression may be asked for wherever anything may
 * be chosen, listed or not: people ask what they want to know. Throws `Refused('not-offered')`.
 */
export function toEvent(
  answer: Answer,
  view: Offered,
  digresses: (choice: string) => boolean,
): AnswerEvent | TooLong {
  if ('choice' in answer) {
    if (!isOffered(answer.choice, view, digresses))
      throw new Refused('not-offered', 'this choice is not offered here: send the id of one of view.choices');
    return { type: `CHOSE.${answer.choice}`, choice: answer.choice };
  }
  if (view.fields.length === 0)
    throw new Refused('not-offered', 'nothing is asked here: send one of view.choices');
  const given = answer.values;
  for (const name of Object.keys(given)) checkOffered(name, view.fields);
  const values = Object.fromEntries(
    view.fields.map((field) => [field.name, typedValue(field, given[field.name])]),
  );
  const tooLong = view.fields.find((field) => String(given[field.name] ?? '').length > longestOf(field));
  return tooLong ? { type: 'TOO_LONG', field: tooLong.name, values } : { type: 'ANSWERED', values };
}

const longestOf = ({ name, kind }: Offered['fields'][number]): number =>
  declared(name)?.ownWords || kind === 'human-check' ? longest.words : longest.plain;

/** A session that has ended, or goes on elsewhere, offers nothing, and so takes no digression. */
const isOffered = (id: string, { choices }: Offered, digresses: (choice: string) => boolean): boolean =>
  choices.some((choice) => choice.id === id) || (choices.length > 0 && digresses(id));

function checkOffered(name: string, offered: Offered['fields']) {
  if (!offered.some((field) => field.name === name))
    throw new Refused('not-offered', 'this field is not asked here: send those of view.fields');
}

function typedValue(field: Offered['fields'][number], value: unknown): string | boolean {
  if (field.kind === 'boolean') {
    if (value === undefined) return false;
    if (typeof value === 'boolean') return value;
    throw new Refused('not-offered', `${field.name} takes true or false`);
  }
  if (value === undefined) return '';
  if (typeof value !== 'string') throw new Refused('not-offered', `${field.name} takes a text`);
  const kept = value.slice(0, longestOf(field));
  // Codes are printed and mailed in groups, and typed as they are read.
  if (field.kind === 'digits') return withoutSeparators(kept);
  if (!declared(field.name)?.ownWords) return kept;
  return withoutSecrets(kept.length < value.length ? withoutTornNumber(kept) : kept);
}

/** Of a number that is cut in two, the half that is left would no longer look like a secret (P13). */
function withoutTornNumber(text: string): string {
  let end = text.length;
  while (end > 0 && /[^\p{L}]/u.test(text[end - 1]!)) end -= 1;
  return text.slice(0, end);
}
