import type { FieldView, View } from '../../machines/envelope.ts';
import { declared } from '../../machines/fields.ts';
import { type HandOverReason, type HandOverRules, handOverReason } from './hand-over.ts';

/** What a sequential channel does next. Computed from the view, never stored. */
export type Step =
  /** Ask this field. `position` from 1 `of` how many. */
  | { readonly kind: 'field'; readonly field: FieldView; readonly position: number; readonly of: number }
  /** Read back what matters before it is sent; yes sends, no asks the field again. */
  | { readonly kind: 'confirm'; readonly field: FieldView; readonly value: string | boolean }
  /** Everything asked is there. */
  | { readonly kind: 'submit' }
  /** Nothing to type: one of the view's choices. */
  | { readonly kind: 'choose' }
  | { readonly kind: 'hand-over'; readonly reason: HandOverReason }
  /** The session has ended, or goes on where this channel does not see it. */
  | { readonly kind: 'over' };

/** Answers to fields of one view. */
export type Gathered = Readonly<Record<string, string | boolean>>;

export type StepOf = (view: View, gathered: Gathered) => Step;

/** Beside a field's answer: that it was read back and confirmed. Never sent. */
const noted = ':confirmed';
const confirmation = (name: string) => `${name}${noted}`;

/** The next step of a channel of these capabilities. Pure: the same view and answers give the same step. */
export function createStepOf(rules: HandOverRules): StepOf {
  return (view, gathered) => {
    if (view.fields.length === 0 && view.choices.length === 0) return { kind: 'over' };
    const reason = handOverReason(view, rules);
    if (reason) return { kind: 'hand-over', reason };
    const { fields } = view;
    if (fields.length === 0) return { kind: 'choose' };
    for (const [index, field] of fields.entries()) {
      const value = gathered[field.name];
      if (value === undefined) return { kind: 'field', field, position: index + 1, of: fields.length };
      if (value !== '' && declared(field.name)?.matters && gathered[confirmation(field.name)] !== true)
        return { kind: 'confirm', field, value };
    }
    return { kind: 'submit' };
  };
}

/** The answers with this one confirmed. */
export const confirmed = (gathered: Gathered, name: string): Gathered => ({
  ...gathered,
  [confirmation(name)]: true,
});

/** The answers without the last one given, to ask it again; undefined when there is none. */
export function withoutLast(view: View, gathered: Gathered): Gathered | undefined {
  const last = view.fields.findLast(({ name }) => gathered[name] !== undefined);
  return last && without(gathered, last.name);
}

/** The answers without this one, to ask it again. */
export function without(gathered: Gathered, name: string): Gathered {
  const { [name]: _value, [confirmation(name)]: _confirmed, ...rest } = gathered;
  return rest;
}

/** The answers alone, where no view says which they are. */
export const withoutNotes = (gathered: Gathered): Gathered =>
  Object.fromEntries(Object.entries(gathered).filter(([name]) => !name.endsWith(noted)));

/** What the engine is sent once everything is there: the answers and nothing else. */
export function submitted(view: View, gathered: Gathered): Record<string, string | boolean> {
  return Object.fromEntries(
    view.fields.flatMap(({ name }) => (gathered[name] === undefined ? [] : [[name, gathered[name]]])),
  );
}
