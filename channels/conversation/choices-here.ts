import type { ChoiceView, View } from '../../machines/envelope.ts';
import { declared } from '../../machines/fields.ts';
import { type HandOverRules, handOverReason } from './hand-over.ts';

/**
 * The view's choices that are of use on a channel. How a field is given is chosen where it is given: what
 * `handOverReason` gives to the web takes its own ways along.
 */
export function choicesHere(view: View, rules: HandOverRules): readonly ChoiceView[] {
  const elsewhere = view.fields.filter(
    (field) => handOverReason({ ...view, fields: [field] }, rules) !== undefined,
  );
  const ways = elsewhere.flatMap(({ name }) => declared(name)?.ways ?? []);
  return view.choices.filter(({ id }) => !ways.includes(id));
}
