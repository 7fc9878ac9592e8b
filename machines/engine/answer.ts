import { withoutSecrets } from '../domain/secrets.ts';
import { withoutSeparators } from '../domain/separators.ts';
import type { Answer } from '../envelope.ts';
import { Refused } from '../errors.ts';
import { declared, fields, type Values } from '../fields.ts';
import type { Offered } from './view.ts';

/** Of one answer, in characters. What is stored of a session nobody signed in to must stay small. */
const most = { words: 8_192, plain: 1_000 } as const;

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
export function toEvent(answer: Answer, view: Offered, digresses: (choice: string) => boolean): AnswerEvent {
  if ('choice' in answer) {
    if (!isOffered(answer.choice, view, digresses))
      throw new Refused('not-offered', 'this choice is not offered here: send the id of one of view.choices');
    return { type: `CHOSE.${answer.choice}`, choice: answer.choice };
  }
  if (view.fields.length === 0)
    throw new Refused('not-offered', 'nothing is asked here: send one of view.choices');
  for (const name of Object.keys(answer.values)) checkOffered(name, view.fields);
  const values = Object.fromEntries(
    view.fields.map((field) => [field.name, typedValue(field, answer.values[field.name])]),
  );
  return { type: 'ANSWERED', values };
}

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
  const ownWords = declared(field.name)?.ownWords;
  const longest = ownWords || field.kind === 'human-check' ? most.words : most.plain;
  if (typeof value !== 'string' || value.length > longest)
    throw new Refused('not-offered', `${field.name} takes a text of ${longest} characters at most`);
  // Codes are printed and mailed in groups, and typed as they are read.
  if (field.kind === 'digits') return withoutSeparators(value);
  return ownWords ? withoutSecrets(value) : value;
}

/** What may be shown again in the same form: never a secret. */
export function draftOf(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([name]) => name !== 'humanCheck' && !fields[name as keyof typeof fields].secret,
    ),
  );
}
