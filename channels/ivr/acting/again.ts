/** The question once more: after a silence, a miss, a wait, a number that cannot be. */
import type { View } from '../../../machines/envelope.ts';
import { insurerArguments } from '../../../machines/messages/insurer-arguments.ts';
import type { Call, Moved, TelephoneParts } from '../parts.ts';
import type { Prompt, Spoken } from '../prompt.ts';
import { look } from '../session.ts';
import { anotherCode, spentOf, tellsCode, waitsForPage } from '../telling/elsewhere.ts';
import { says } from '../telling/menu.ts';
import { goodbye, showView } from '../telling/question.ts';
import { aloud } from '../telling/speech.ts';
import type { WordId } from '../words.ts';
import { kindEnd } from './kind-end.ts';

/** The same question once more, after a word of why; after too many tries a kind way out (P09). */
export async function missed(parts: TelephoneParts, call: Call, why: WordId): Promise<Moved> {
  const { conversation, insurer, state } = call;
  const misses = conversation.misses + 1;
  const told = toldBefore(call);
  const counted: Call = { ...call, conversation: { ...conversation, misses }, state: { ...state, told } };
  // Something may have happened meanwhile: a wait over, a page that is done with.
  if (why === 'silence' && conversation.turn > 0) {
    const view = await look(parts, counted);
    if (view.turn !== conversation.turn) return showView(parts, counted, view);
    const patience = patienceWith(parts, call, view);
    const waits = (state.waits ?? 0) + 1;
    if (patience) return patient({ ...call, state: { ...state, waits } }, patience);
  }
  if (misses >= insurer.phone.tries) {
    // Nobody has anything more to ask once it is done.
    if (why === 'silence' && state.asked.outcome) return goodbye(counted);
    const isGood = tellsCode(state) && !(await spentOf(parts, counted));
    return kindEnd(parts, counted, isGood ? 'later' : 'enough');
  }
  const first = [says(conversation.locale, why)];
  return (await anotherCode(parts, counted, first)) ?? sameQuestion(counted, first);
}

/**
 * An answer was lost on our side: the question as it stands, without a word of silence and no miss. Lost as often as
 * anything else is asked, whom to call (P09).
 */
export async function lost(parts: TelephoneParts, call: Call): Promise<Moved> {
  const { conversation, state } = call;
  const times = (state.lost ?? 0) + 1;
  const counted: Call = { ...call, state: { ...state, lost: times, told: toldBefore(call) } };
  if (times >= call.insurer.phone.tries) return kindEnd(parts, counted, 'unavailable');
  if (conversation.turn > 0) {
    // The session may have had it, and only the call not.
    const view = await look(parts, counted);
    if (view.turn !== conversation.turn) return showView(parts, counted, view);
  }
  return (await anotherCode(parts, counted)) ?? sameQuestion(counted, []);
}

/** All that was said before the question when it was first asked. */
export const toldBefore = ({ prompt, state }: Call): readonly Spoken[] =>
  state.told ?? prompt.say.slice(0, state.before);

/** Nobody speaks who has been told to wait, or to do something on a page: no miss, for as long as this. */
const longestPatienceMs = 180_000;
/** The same in silences of some ten seconds each, where no hour is known. */
const mostWaits = 18;

function patienceWith({ clock }: TelephoneParts, { state }: Call, view: View): WordId | undefined {
  const now = clock.now();
  if (waitsForPage(state)) {
    if (now >= state.offer!.since + longestPatienceMs) return undefined;
    return tellsCode(state) ? 'takeTime' : 'takeTimeThere';
  }
  if (view.fields.length > 0) return undefined;
  if (view.changesAt !== undefined && Date.parse(view.changesAt) <= now + longestPatienceMs) return 'waitOn';
  // A step that is done on another device.
  const isDoing = view.awaitsEvent || view.choices.some(({ id }) => id === 'worked');
  return isDoing && (state.waits ?? 0) < mostWaits ? 'takeYourTime' : undefined;
}

/** A word instead of the question, which 9 says again. */
export function patient(call: Call, why: WordId): Moved {
  const { prompt, state, conversation } = call;
  const told = [...toldBefore(call), ...prompt.say.slice(state.before)];
  return {
    call: { ...call, state: { ...state, told } },
    first: [says(conversation.locale, why)],
    composed: { say: [], asked: state.asked, next: nextOf(prompt) },
  };
}

export const nextOf = ({ next }: Prompt) => (next.do === 'ask' ? next.keys : 'key');

/** The question that stands, without what was said before it the first time. */
export function sameQuestion(call: Call, first: readonly Spoken[]): Moved {
  const { prompt, state } = call;
  const question = prompt.say.slice(state.before);
  const say = question.length > 0 ? question : (state.told ?? []);
  return { call, first, composed: { say, asked: state.asked, next: nextOf(prompt) } };
}

/** What was typed cannot be. Said and asked again; after as many tries as of anything else a kind way out (P09). */
export async function refused(
  parts: TelephoneParts,
  call: Call,
  askAgain: (counted: Call) => Moved | Promise<Moved>,
): Promise<Moved> {
  const times = (call.state.refused ?? 0) + 1;
  const counted: Call = { ...call, state: { ...call.state, refused: times, told: toldBefore(call) } };
  return times >= call.insurer.phone.tries ? kindEnd(parts, counted, 'enough') : askAgain(counted);
}

export function accepted({ state: { refused: _refused, told: _told, ...state }, ...call }: Call): Call {
  return { ...call, state };
}

/** A refusal of the flows in their own words, before the session has been asked. */
export function refusal(
  { registry, clock }: TelephoneParts,
  { insurer, conversation }: Call,
  id: string,
  length = 0,
) {
  const { locale } = conversation;
  const args = { ...insurerArguments(insurer, locale, clock.now()), codeLength: length };
  return aloud(registry.format(locale, `error.${id}.spoken`, args), locale);
}
