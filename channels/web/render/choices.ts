import { universalChoices } from '../../../machines/engine/offered.ts';
import type { ChoiceView, FieldView, View } from '../../../machines/envelope.ts';
import type { PageScope } from '../context.ts';
import { html } from './html.ts';
import { icons } from './icons.ts';

/** Pictures for choices by what they are called wherever they exist (contract); any other gets an arrow. */
const pictures: Readonly<Record<string, string>> = {
  person: icons.person,
  'start-over': icons.restart,
  stop: icons.stop,
  back: icons.back,
  'sign-in': icons.key,
  'first-connection': icons.door,
  'code-reset': icons.digits,
  'change-code': icons.pencil,
  'letter-status': icons.letter,
  'sign-in-help': icons.help,
  information: icons.book,
  'email-registration': icons.mail,
  'care-request': icons.care,
  ecps: icons.card,
  restart: icons.restart,
};
const isWayOut = ({ id }: ChoiceView) => (universalChoices as readonly string[]).includes(id);

/** How many choices make a menu of equals rather than an answer with alternatives; the way back is neither. */
const menuFrom = 4;
const isMenu = (choices: readonly ChoiceView[]) =>
  choices.filter(({ id }) => id !== 'back').length >= menuFrom;

export interface ChoiceForms {
  readonly view: View;
  /** The same hidden fields stand in every form of the page. */
  readonly hidden: string;
  /** What they are about, where they are not the page's own. */
  readonly about?: string;
}

/**
 * The choices of a view, in two forms: those that answer or lead elsewhere, then the ways out offered
 * everywhere (P09), quietly. Buttons, because they change where the session stands. Every form names its page: without,
 * a part of it that a link led to (`#nir`) would outlive the answer, and take the focus from the next refusal.
 */
export function choiceForms(forms: ChoiceForms, scope: PageScope): string {
  const { view, hidden } = forms;
  const own = view.choices
    .filter((choice) => !isWayOut(choice))
    .map((choice) =>
      choice.id === checkInUse(view) ? { ...choice, label: scope.say(`again.${choice.id}`) } : choice,
    );
  const out = view.choices.filter(isWayOut);
  return (
    (own.length > 0 ? ownChoices(own, forms, scope) : '') +
    (out.length > 0 ? waysOut(out, hidden, scope) : '')
  );
}

/** The way of the human check that the form asks already: to choose it again is to have another of its kind. */
function checkInUse({ fields }: View): string | undefined {
  const check = fields.find(isCheck);
  return check && (check.image ? 'check-image' : 'check-proof');
}

export const isCheck = ({ name }: FieldView): boolean => name === 'humanCheck';

function ownChoices(
  choices: readonly ChoiceView[],
  { view, hidden, about }: ChoiceForms,
  { say, path }: PageScope,
): string {
  const besideFields = view.fields.length > 0;
  // After an outcome there is nothing left to answer: what may come next is a list, no button shouts.
  if (besideFields || (view.outcome && choices.length > 1)) {
    const title = say(besideFields ? 'other-ways' : 'what-next');
    return html`<form method="post" action="${path}" class="ways" aria-label="${about ? `${title} (${about})` : title}">!${hidden}
<p class="ways-title" aria-hidden="true">${title}</p>
<div class="way-list">!${choices.map((choice) => button(choice, 'way', choice.id === 'back' ? icons.back : icons.arrow))}</div></form>`;
  }
  if (isMenu(choices))
    return html`<form method="post" action="${path}" class="menu" aria-label="${say('choose')}">!${hidden}
<div class="tiles">!${choices.map((choice) => button(choice, 'tile', icons.arrow))}</div></form>`;
  // While something is awaited elsewhere, the choices are ways round it: none of them is the way on.
  const [first, ...others] = choices;
  return html`<form method="post" action="${path}" class="answers" aria-label="${say('choose')}">!${hidden}
!${button(first!, view.awaitsEvent ? 'secondary' : 'primary')}!${others.map((choice) => button(choice, 'secondary'))}</form>`;
}

function waysOut(choices: readonly ChoiceView[], hidden: string, { say, path }: PageScope): string {
  return html`<form method="post" action="${path}" class="out" aria-label="${say('way-out')}">!${hidden}
<p class="out-title" aria-hidden="true">${say('way-out')}</p>
<div>!${choices.map((choice) => button(choice, 'quiet', pictures[choice.id]))}</div></form>`;
}

function button({ id, label }: ChoiceView, look: string, icon = ''): string {
  const words = html`<span>${label}</span>`;
  const inside =
    look === 'tile'
      ? (pictures[id] ?? icons.arrow) + words + icon
      : look === 'way'
        ? words + icon
        : icon + words;
  return html`<button type="submit" name="choice" value="${id}" class="${look}">!${inside}</button>`;
}
