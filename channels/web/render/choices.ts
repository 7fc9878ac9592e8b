import type { ChoiceView } from '../../../machines/envelope.ts';
import { universalChoices } from '../../../machines/engine/view.ts';
import type { PageScope } from '../context.ts';
import { html } from './html.ts';
import { icons } from './icons.ts';

const ways: Readonly<Record<string, string>> = {
  person: icons.person,
  'start-over': icons.restart,
  stop: icons.stop,
  back: icons.back,
};
const isWayOut = ({ id }: ChoiceView) => (universalChoices as readonly string[]).includes(id);

/** How many choices make a menu of equals rather than an answer with alternatives. */
const menuFrom = 4;

/** What a form's hidden fields are drawn from is the caller's: it is the same for every form of the page. */
export interface ChoiceForms {
  readonly choices: readonly ChoiceView[];
  readonly hidden: string;
  /** The view asks for values: the choices are other ways, not the answer. */
  readonly besideFields: boolean;
}

/**
 * The choices of a view, in two forms: those that answer or lead elsewhere, then the ways out offered
 * everywhere (P09), quietly. Buttons, because they change where the session stands.
 */
export function choiceForms({ choices, hidden, besideFields }: ChoiceForms, scope: PageScope): string {
  const own = choices.filter((choice) => !isWayOut(choice));
  const out = choices.filter(isWayOut);
  return (
    (own.length > 0 ? ownChoices(own, hidden, besideFields, scope) : '') +
    (out.length > 0 ? waysOut(out, hidden, scope) : '')
  );
}

function ownChoices(choices: readonly ChoiceView[], hidden: string, besideFields: boolean, { say }: PageScope): string {
  if (besideFields)
    return html`<form method="post" class="ways" aria-label="${say('other-ways')}">!${hidden}
<p class="ways-title" aria-hidden="true">${say('other-ways')}</p>
<div class="way-list">!${choices.map((choice) => button(choice, 'way', ways[choice.id] ?? icons.arrow))}</div></form>`;
  if (choices.length >= menuFrom)
    return html`<form method="post" class="menu" aria-label="${say('choose')}">!${hidden}
<div class="tiles">!${choices.map((choice) => button(choice, 'tile', icons.arrow))}</div></form>`;
  const [first, ...others] = choices;
  return html`<form method="post" class="answers" aria-label="${say('choose')}">!${hidden}
!${button(first!, 'primary')}!${others.map((choice) => button(choice, 'secondary'))}</form>`;
}

function waysOut(choices: readonly ChoiceView[], hidden: string, { say }: PageScope): string {
  return html`<form method="post" class="out" aria-label="${say('way-out')}">!${hidden}
<p class="out-title" aria-hidden="true">${say('way-out')}</p>
<div>!${choices.map((choice) => button(choice, 'quiet', ways[choice.id]))}</div></form>`;
}

function button({ id, label }: ChoiceView, look: string, icon = ''): string {
  return html`<button type="submit" name="choice" value="${id}" class="${look}">!${look === 'tile' || look === 'way' ? html`<span>${label}</span>!${icon}` : html`!${icon}<span>${label}</span>`}</button>`;
}
