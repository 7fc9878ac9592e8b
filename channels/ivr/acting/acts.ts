import { weighsOf } from '../../../machines/engine/registry.ts';
import type { View } from '../../../machines/envelope.ts';
import { Refused, StaleTurn } from '../../../machines/errors.ts';
import { isDigression } from '../../../machines/flow.ts';
import { confirmed, submitted, without } from '../../conversation/steps.ts';
import { type Act, asksMainMenu, asksWhatElse } from '../call-state.ts';
import type { Call, Moved, TelephoneParts } from '../parts.ts';
import { answer, look } from '../session.ts';
import { askGroup, askWhichGroup } from '../telling/correct-nir.ts';
import { anotherCode, goElsewhere } from '../telling/elsewhere.ts';
import { labelOf, speakingIn } from '../telling/main-menu.ts';
import { type Item, menuOf, says } from '../telling/menu.ts';
import {
  aroundOf,
  ask,
  freshMenu,
  goodbye,
  onTheLine,
  otherLanguage,
  reachable,
  showView,
  stepOf,
} from '../telling/question.ts';
import { aloud } from '../telling/speech.ts';
import { spokenView } from '../telling/spoken-view.ts';
import { composeDone, composeMenu, composeOptions } from '../telling/view-menu.ts';
import { worded } from '../words.ts';
import { nextOf, toldBefore } from './again.ts';
import { askResumeCode, lookAgain, sendLink } from './joining.ts';
import { lastResort } from './kind-end.ts';

type Of<Kind extends Act['do']> = Extract<Act, { do: Kind }>;
type Perform<Kind extends Act['do']> = (parts: TelephoneParts, call: Call, act: Of<Kind>) => Promise<Moved>;

/** What each key leads to. Everything may be done again: the session knows an answer it has heard (P11). */
const performs: { readonly [Kind in Act['do']]: Perform<Kind> } = {
  choose: async (parts, call, { choice }) => {
    const { view } = await answer(parts, call, { choice });
    if (view.state === 'stopped') return goodbye(call, spokenView(view, call.conversation.locale));
    return showView(parts, call, view);
  },
  begin: async (parts, call, { flow }) => {
    const begun = { ...call, state: { ...call.state, flow } };
    const { view } = await parts.engine.start(
      { tenant: call.insurer.id, flow, locale: call.conversation.locale, origin: call.origin },
      call.conversation.token,
    );
    return showView(parts, begun, view);
  },
  door: (parts, call, { door }) => toDoor(parts, call, door),
  fill: (parts, call, { name, value, last }) => fill(parts, call, { name, value, last }),
  confirm: (parts, call, { name }) => confirm(parts, call, name),
  again: async (parts, call) => againOf(parts, call),
  question: async (parts, call) => showView(parts, call, await look(parts, call)),
  options: async (parts, call) => options(parts, call, 0),
  more: async (parts, call, { from }) => more(parts, call, from),
  'main-menu': (parts, call) => Promise.resolve(freshMenu(parts, call)),
  elsewhere: (parts, call) => goElsewhere(parts, call, 'chosen'),
  send: (parts, call) => sendLink(parts, call),
  look: async (parts, call) => lookAgain(parts, call),
  'enter-resume-code': (_parts, call) => Promise.resolve(askResumeCode(call)),
  language: async (parts, call, { locale }) => {
    const other = { ...call, conversation: { ...call.conversation, locale } };
    if (!call.insurer.phone.languages.includes(locale))
      throw new Refused('not-offered', 'this line does not speak this language');
    const { asked } = call.state;
    if (asksWhatElse(asked)) return { call: other, composed: composeDone(asked, aroundOf(other)) };
    const isAtMenu = call.conversation.turn === 0 || asksMainMenu(asked);
    return isAtMenu ? freshMenu(parts, other) : showView(parts, other, await look(parts, other));
  },
  correct: (_parts, call) => Promise.resolve(askWhichGroup(call)),
  group: (_parts, call, { group }) => Promise.resolve(askGroup(call, group)),
  retype: async (parts, call, { name }) => retype(parts, call, name),
  dial: (_parts, call, { number }) =>
    Promise.resolve({
      call,
      composed: {
        say: [says(call.conversation.locale, 'putThrough')],
        asked: {
          keys: {},
          labels: [],
          dialling: true,
          ...(call.state.asked.inHospital && { inHospital: true }),
        },
        next: { dial: number },
      },
    }),
  'hang-up': (_parts, call) => Promise.resolve(goodbye(call)),
};

export const perform = (parts: TelephoneParts, call: Call, act: Act): Promise<Moved> =>
  (performs[act.do] as Perform<Act['do']>)(parts, call, act);

/** A wish in the caller's own words, at a question that takes any. */
async function toDoor(parts: TelephoneParts, call: Call, door: string): Promise<Moved> {
  const [flow = '', topic] = door.split(':');
  if (flow === 'person') return perform(parts, call, { do: 'choose', choice: 'person' });
  if (!parts.registry.has(flow)) throw new Refused('not-offered', 'there is no such flow');
  // Asked in the middle of something, or of one topic, an answer leads back to where the caller was.
  if ((call.conversation.turn > 0 || topic) && isAside(parts, flow))
    return perform(parts, call, { do: 'choose', choice: topic ? `${flow}.${topic}` : flow });
  const fresh = freshMenu(parts, call);
  const offered = call.insurer.menu.includes(flow);
  return perform(parts, fresh.call, offered ? { do: 'choose', choice: flow } : { do: 'begin', flow });
}

/** Whether a wish would leave what is under way: that is done only by whoever says so once more. */
export function leavesFor(parts: TelephoneParts, call: Call, door: string): boolean {
  const [flow = ''] = door.split(':');
  const { asked } = call.state;
  const isUnderWay = call.conversation.turn > 0 && !asked.outcome && !asksMainMenu(asked);
  return isUnderWay && flow !== 'person' && !isAside(parts, flow);
}

/** « Did you mean »: what the words may have meant, each on a key, and the question itself behind the star. */
export function whichDoor(parts: TelephoneParts, call: Call, doors: readonly string[]): Promise<Moved> {
  const { locale } = call.conversation;
  const known = doors.filter((door) => parts.registry.has(door.split(':')[0]!) && door !== 'person');
  // A person has 0 here as everywhere; where nobody else is meant, perhaps, « oui » means it, too.
  const onlySomebody = known.length === 0 && doors.includes('person');
  if (known.length === 0 && !onlySomebody) throw new Refused('not-offered', 'there is no such flow');
  const items = known.map(
    (door): Item => ({
      label: labelOf(door, speakingIn(parts, call)),
      act: { do: 'door', door },
    }),
  );
  const { say, asked } = menuOf(items, locale);
  const keys: Record<string, Act> = {
    ...asked.keys,
    ...(onlySomebody && { 1: { do: 'door', door: 'person' } }),
    0: { do: 'choose', choice: 'person' },
    9: { do: 'again' },
    '*': { do: 'question' },
  };
  return Promise.resolve({
    call,
    first: [says(locale, 'didYouMean')],
    composed: {
      say: [...say, says(locale, 'person'), says(locale, 'backKey')],
      asked: { ...asked, keys, ...(call.state.asked.open && { open: true as const }) },
      next: 'key',
    },
  });
}

/** What cannot be taken back, and was said in other words than its own: what it does first. Said again, it is meant. */
export async function weigh(parts: TelephoneParts, call: Call, choice: string): Promise<Moved> {
  const { locale } = call.conversation;
  const { asked } = call.state;
  const view = await look(parts, call);
  const message = weighsOf(parts.registry, view.flow, choice);
  const label = view.choices.find(({ id }) => id === choice)?.label;
  const isAskedAgain = asked.keys['*']?.do === 'question' && asked.keys[1]?.do === 'choose';
  if (message === undefined || label === undefined || isAskedAgain)
    return perform(parts, call, { do: 'choose', choice });
  const { say, asked: menu } = menuOf([{ label, act: { do: 'choose', choice } }], locale);
  return {
    call,
    first: aloud(parts.registry.format(locale, `${message}.spoken`, {}), locale),
    composed: {
      say: [...say, says(locale, 'person'), says(locale, 'backKey')],
      asked: {
        keys: {
          ...menu.keys,
          0: { do: 'choose', choice: 'person' },
          9: { do: 'again' },
          '*': { do: 'question' },
        },
        labels: [
          { id: '1', label: worded(locale, 'saidYes'), question: choice },
          { id: '*', label: worded(locale, 'saidNo'), question: choice },
        ],
      },
      next: 'key',
    },
  };
}

/** 9: the question as it stands now, with all that was said before it. A code offered is said again, not replaced. */
async function againOf(parts: TelephoneParts, call: Call): Promise<Moved> {
  const { prompt } = call;
  const { asked, before } = call.state;
  if (call.conversation.turn > 0) {
    const view = await look(parts, call);
    if (view.turn !== call.conversation.turn) return showView(parts, call, view);
    const another = await anotherCode(parts, call);
    if (another) return another;
  }
  return {
    call,
    first: toldBefore(call),
    composed: { say: prompt.say.slice(before), asked, next: nextOf(prompt) },
  };
}

async function options(parts: TelephoneParts, call: Call, from: number): Promise<Moved> {
  const view = onTheLine(await look(parts, call), call);
  const menu = isMainMenu(call, view) ? call.insurer.phoneMenu : undefined;
  const asides = call.insurer.phoneMenu
    .filter((flow) => flow !== view.flow && isAside(parts, flow))
    .map((flow) => ({ label: labelOf(flow, speakingIn(parts, call)), flow }));
  const { kind } = stepOf(call.insurer)(view, {});
  const around = {
    ...aroundOf(call),
    asides,
    inMenu: kind === 'choose',
    isElsewhere: kind === 'hand-over',
    startsOver: call.state.flow !== call.insurer.door,
    ...otherLanguage(call.insurer, call.conversation.locale),
  };
  return { call, composed: composeOptions(view, around, menu, from) };
}

async function more(parts: TelephoneParts, call: Call, from: number): Promise<Moved> {
  const view = await look(parts, call);
  if (!isMenu(call, view)) return options(parts, call, from);
  return { call, composed: composeMenu(reachable(view, call), aroundOf(call), from) };
}

/** What may be asked in the middle of anything, to come back to the same question. */
const isAside = ({ registry }: TelephoneParts, flow: string): boolean =>
  registry.has(flow) && isDigression(registry.get(flow));

/** The view’s choices are the question: nothing is typed, or done elsewhere. */
const isMenu = ({ insurer }: Call, view: View) => stepOf(insurer)(view, {}).kind === 'choose';

/** The question asked is the insurer’s own menu. */
const isMainMenu = ({ insurer }: Call, view: View) => view.flow === insurer.door && view.fields.length === 0;

/** One field answered: the next one, or, with the last, the whole to the session. */
export async function fill(
  parts: TelephoneParts,
  call: Call,
  { name, value, last }: { readonly name: string; readonly value: string | boolean; readonly last: boolean },
): Promise<Moved> {
  const gathered = confirmed({ ...call.conversation.gathered, [name]: value }, name);
  const filled: Call = { ...call, conversation: { ...call.conversation, gathered, misses: 0 } };
  const view = await look(parts, filled);
  // What is shown now answers somebody else's words, or time: not what was just given.
  if (view.turn !== call.conversation.turn) throw new StaleTurn(view);
  const step = stepOf(call.insurer)(view, gathered);
  if (!last && step.kind !== 'submit') return ask(parts, filled, view);
  return sent(parts, filled, submitted(view, gathered));
}

/**
 * A whole answer without a secret, and what follows. Refused as often in a row as anything is asked again, it is said who
 * can help, and the question stays (P09). Wrong codes the flow itself counts, and leads elsewhere (X04).
 */
async function sent(
  parts: TelephoneParts,
  call: Call,
  values: Readonly<Record<string, string | boolean>>,
): Promise<Moved> {
  const { view } = await answer(parts, call, { values });
  const { denied = 0, ...state } = call.state;
  if (!view.error) return showView(parts, { ...call, state }, view);
  const next = await showView(parts, { ...call, state: { ...state, denied: denied + 1 } }, view);
  if ((denied + 1) % call.insurer.phone.tries !== 0) return next;
  const help = [says(call.conversation.locale, 'enough'), ...lastResort(parts, call)];
  return { ...next, first: [...(next.first ?? []), ...help] };
}

async function confirm(parts: TelephoneParts, call: Call, name: string): Promise<Moved> {
  const value = call.conversation.gathered[name];
  if (value === undefined) return showView(parts, call, await look(parts, call));
  return fill(parts, call, { name, value, last: false });
}

async function retype(parts: TelephoneParts, call: Call, name: string): Promise<Moved> {
  const gathered = without(call.conversation.gathered, name);
  const { nir: _nir, ...state } = call.state;
  const emptied: Call = { ...call, state, conversation: { ...call.conversation, gathered } };
  return ask(parts, emptied, await look(parts, emptied));
}
