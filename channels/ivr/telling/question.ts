import type { Insurer } from '../../../machines/domain/insurer.ts';
import type { Locale, View } from '../../../machines/envelope.ts';
import { choicesHere } from '../../conversation/choices-here.ts';
import type { HandOverRules } from '../../conversation/hand-over.ts';
import { createStepOf, type Gathered, type StepOf } from '../../conversation/steps.ts';
import { withoutTyped } from '../call-state.ts';
import { ivrChannelDescription } from '../channel.ts';
import { entryOf } from '../hearing/entries.ts';
import type { Call, Composed, Moved, TelephoneParts } from '../parts.ts';
import type { Spoken } from '../prompt.ts';
import { goElsewhere } from './elsewhere.ts';
import { composeConfirm, composeField } from './field-question.ts';
import { composeMainMenu, speakingIn } from './main-menu.ts';
import { says } from './menu.ts';
import { contactsHere } from './own-line.ts';
import { spokenView } from './spoken-view.ts';
import { type Around, composeDone, composeMenu, own } from './view-menu.ts';

const stepsOf = new WeakMap<Insurer, StepOf>();

/** What keys cannot give, or the insurer keeps off the line, goes elsewhere. */
const rulesOf = ({ phone }: Insurer): HandOverRules => ({
  capabilities: ivrChannelDescription.capabilities,
  refuses: (field) => entryOf(field) === undefined || (!phone.choosesCode && field.secret),
});

/** What a telephone does next with a view. */
export function stepOf(insurer: Insurer): StepOf {
  let steps = stepsOf.get(insurer);
  if (!steps) {
    steps = createStepOf(rulesOf(insurer));
    stepsOf.set(insurer, steps);
  }
  return steps;
}

type OnLine = Pick<Call, 'insurer' | 'conversation' | 'state'>;

/** The view with those of its choices that are of use to a caller. */
export const onTheLine = (view: View, call: OnLine): View => ({
  ...reachable(view, call),
  choices: choicesHere(view, rulesOf(call.insurer)),
});

/** The view with whom it names as they are reached from the line that was called. */
export const reachable = (view: View, { state, conversation }: OnLine): View =>
  view.contacts
    ? { ...view, contacts: contactsHere(view.contacts, state.called, conversation.locale) }
    : view;

export const aroundOf = ({ conversation, state, insurer }: Call): Around => ({
  locale: conversation.locale,
  speech: insurer.phone.speech,
  behindZero: insurer.contactFor.person ?? [],
  ...(state.nir !== undefined && { nir: state.nir }),
});

/** The language that this line speaks beside the call’s own. */
export function otherLanguage(insurer: Insurer, locale: Locale): { readonly other?: Locale } {
  const other = insurer.phone.languages.find((language) => language !== locale);
  return other ? { other } : {};
}

/** A new view: its words, then its first question. Nothing of the one before is kept. */
export function showView(parts: TelephoneParts, call: Call, view: View): Promise<Moved> {
  const conversation = { ...call.conversation, turn: view.turn, gathered: {}, digests: {}, misses: 0 };
  const { locale } = conversation;
  // Another question gets another code, unless its link has been sent; the same one keeps what was noted.
  const { offer, told: _told, waits: _waits, ...rest } = call.state;
  const keeps = offer && (offer.sent || view.turn === call.conversation.turn);
  const state = keeps ? { ...rest, offer } : rest;
  const shown: Call = { ...call, conversation, state };
  if (view.flow === call.insurer.door && view.fields.length === 0 && view.choices.length > 0)
    return Promise.resolve({
      call: shown,
      composed: composeMainMenu(speakingIn(parts, call)),
      first: view.error ? spokenView({ ...view, messages: [] }, locale) : [],
    });
  if (view.state === 'rested')
    return Promise.resolve({ ...freshMenu(parts, shown), first: spokenView(view, locale) });
  const isElsewhere = stepOf(call.insurer)(view, {}).kind === 'hand-over';
  return ask(parts, shown, view, spokenView(reachable(view, call), locale, isElsewhere));
}

/** A session not yet begun, and the menu that every call starts with. */
export function freshMenu(parts: TelephoneParts, call: Call): Moved {
  const conversation = {
    ...call.conversation,
    token: parts.engine.mint(),
    turn: 0,
    gathered: {},
    digests: {},
    misses: 0,
  };
  return {
    call: { ...call, conversation, state: { ...withoutTyped(call.state), flow: call.insurer.door } },
    composed: composeMainMenu(speakingIn(parts, call)),
  };
}

/** The next question of a view of which some is answered already. */
export async function ask(
  parts: TelephoneParts,
  call: Call,
  view: View,
  first: readonly Spoken[] = [],
): Promise<Moved> {
  const { gathered } = call.conversation;
  const around = aroundOf(call);
  const step = stepOf(call.insurer)(view, gathered as Gathered);
  switch (step.kind) {
    case 'field':
      return { call, first, composed: withWays(composeField(step, view, around), view, parts) };
    case 'confirm':
      return { call, first, composed: composeConfirm(step.field, String(step.value), around) };
    case 'choose':
      return { call, first, composed: composeMenu(reachable(view, call), around) };
    case 'hand-over':
      return goElsewhere(parts, call, step.reason, first);
    case 'submit':
      throw new Error('a complete answer is sent, not asked');
    case 'over':
      // Stopped on a page: whoever is on the line has not stopped.
      if (view.state === 'stopped') return { ...freshMenu(parts, call), first };
      return { ...freshMenu(parts, call), first, composed: composeDone(view, around) };
  }
}

/**
 * Where something is typed, what the question itself offers instead has its words: « je n’ai pas ce numéro ». What leads
 * to another flow is a wish, and asked about.
 */
function withWays(composed: Composed, view: View, { registry }: TelephoneParts): Composed {
  if (!composed.asked.typed) return composed;
  const labels = own(view).filter(({ id }) => !registry.has(id));
  return { ...composed, asked: { ...composed.asked, labels } };
}

export const hangUp: Composed = { say: [], asked: { keys: {}, labels: [] }, next: 'hang-up' };

export const goodbye = (call: Call, first: readonly Spoken[] = []): Moved => ({
  call,
  first: [...first, says(call.conversation.locale, 'goodbye')],
  composed: hangUp,
});
