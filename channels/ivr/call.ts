import { contactsFor } from '../../machines/domain/contacts.ts';
import { parseNir } from '../../machines/domain/nir.ts';
import { Refused, StaleTurn } from '../../machines/errors.ts';
import { fill, freshMenu, perform, resumeBy, sendLink, whichDoor } from './acts.ts';
import type { Typed } from './call-state.ts';
import { composeConfirm, composeDesk } from './compose.ts';
import { says } from './composing.ts';
import type { Call, TelephoneParts } from './parts.ts';
import type { Heard } from './prompt.ts';
import { anotherCode, aroundOf, ask, hangUp, type Moved, showView } from './question.ts';
import { answer, look } from './session.ts';
import { contactAloud } from './speech.ts';
import { type Meaning, meaningOf } from './understood.ts';
import type { WordId } from './words.ts';

type ValueMeaning = Extract<Meaning, { kind: 'value' }>;

/** Handles one answer of a call: what it means, what follows from it, what is asked next. */
export async function move(parts: TelephoneParts, call: Call, heard: Heard): Promise<Moved> {
  const { locale } = call.conversation;
  try {
    return await moved(parts, call, heard);
  } catch (error) {
    if (error instanceof StaleTurn) {
      const next = await showView(parts, call, error.view);
      return { ...next, first: [says(locale, 'moved'), ...(next.first ?? [])] };
    }
    if (!(error instanceof Refused)) throw error;
    if (error.code === 'not-offered') return missed(parts, call, 'notUnderstood');
    return { ...freshMenu(parts, call), first: [says(locale, 'gone')] };
  }
}

async function moved(parts: TelephoneParts, call: Call, heard: Heard): Promise<Moved> {
  const { conversation, state } = call;
  if (state.asked.dialling) return afterDial(parts, call, heard);
  const understanding = heard.keys || !heard.speech ? undefined : await parts.understanding?.();
  const ears = { locale: conversation.locale, nir: state.nir, understanding };
  const meaning = meaningOf(heard, state.asked, ears);
  switch (meaning.kind) {
    case 'act':
      return perform(parts, understood(call, meaning.act.do === 'again'), meaning.act);
    case 'value':
      return valued(parts, understood(call), meaning);
    case 'part':
      return partly(understood(call), meaning.typed, meaning.value);
    case 'door':
      return perform(parts, understood(call), { do: 'door', door: meaning.door });
    case 'doors':
      return whichDoor(parts, understood(call), meaning.doors);
    case 'urgent':
      return urgent(parts, understood(call), meaning.urgency);
    case 'miss':
      return missed(parts, call, meaning.why);
  }
}

/** The misses before it count no more. What they made the caller miss is forgotten, unless it is to be said again. */
function understood({ state: { told, ...state }, ...call }: Call, again = false): Call {
  const conversation = { ...call.conversation, misses: 0 };
  return { ...call, conversation, state: { ...state, ...(again && told && { told }) } };
}

/** The same question once more, after a word of why; after too many tries a kind way out (P09). */
export async function missed(parts: TelephoneParts, call: Call, why: WordId): Promise<Moved> {
  const { conversation, insurer, state, prompt } = call;
  const misses = conversation.misses + 1;
  const { before, asked, told = prompt.say.slice(0, before) } = state;
  const counted: Call = { ...call, conversation: { ...conversation, misses }, state: { ...state, told } };
  if (misses >= insurer.phone.tries) return kindEnd(parts, counted, 'enough');
  // Something may have happened meanwhile: a wait over, a page that is done with.
  if (why === 'silence' && conversation.turn > 0) {
    const view = await look(parts, counted);
    if (view.turn !== conversation.turn) return showView(parts, counted, view);
  }
  const another = await anotherCode(parts, counted, [says(conversation.locale, why)]);
  if (another) return another;
  const next = prompt.next.do === 'ask' ? prompt.next.keys : 'key';
  return {
    call: counted,
    first: [says(conversation.locale, why)],
    composed: { say: prompt.say.slice(before), asked, next },
  };
}

/** Who can help, with number, price and hours, and goodbye: nobody is left with silence. */
export function kindEnd(parts: TelephoneParts, call: Call, why: WordId): Moved {
  const { locale } = call.conversation;
  return {
    call,
    first: [says(locale, why), ...lastResort(parts, call), says(locale, 'goodbye')],
    composed: hangUp,
  };
}

export function lastResort({ clock }: Pick<TelephoneParts, 'clock'>, { insurer, conversation }: Call) {
  return contactsFor(insurer, 'person', conversation.locale, clock.now()).flatMap((contact) =>
    contactAloud(contact, conversation.locale),
  );
}

async function valued(
  parts: TelephoneParts,
  call: Call,
  { typed, value, spoken }: ValueMeaning,
): Promise<Moved> {
  if (typed.entry === 'resume-code') return resumeBy(parts, call, value);
  const isNir = typed.entry === 'nir' || typed.entry === 'group';
  if (typed.secret) return secret(parts, call, typed, value);
  if (!isNir) return spoken ? readBack(call, typed, value) : fill(parts, call, { ...typed, value });
  const noted: Call = { ...call, state: { ...call.state, nir: value } };
  const parsed = parseNir(value);
  if (typed.forMessage) return parsed.ok ? sendLink(parts, noted) : missed(parts, call, 'notUnderstood');
  // Refused at once, in the words of the flow: the fields after it would be typed for nothing (X04).
  if (!parsed.ok)
    return showView(parts, noted, (await answer(parts, noted, { values: { nir: value } })).view);
  // Its key has proven it, unless it was heard (X19); else it is read back by its last three digits.
  if (value.length === 15 && !spoken) return fill(parts, noted, { ...typed, value });
  return readBack(noted, typed, value);
}

/** Read back before it counts; what was said is more easily misheard than a key. */
function readBack(call: Call, typed: Typed, value: string): Moved {
  const gathered = { ...call.conversation.gathered, [typed.name]: value };
  const read: Call = { ...call, conversation: { ...call.conversation, gathered } };
  return { call: read, composed: composeConfirm(typed, value, aroundOf(read)) };
}

/**
 * A secret goes to the session and nowhere else. One that is typed twice is kept as a keyed digest in between
 * (design, decision 3); when the second differs the session is sent a pair that differs, and says so.
 */
async function secret(parts: TelephoneParts, call: Call, typed: Typed, value: string): Promise<Moved> {
  const { conversation } = call;
  const purpose = (name: string) => `${conversation.token}|${conversation.turn}|${name}|${value}`;
  if (!typed.last) {
    const digests = {
      ...conversation.digests,
      [typed.name]: parts.vault.digest('typed-once', purpose(typed.name)),
    };
    const gathered = { ...conversation.gathered, [typed.name]: '' };
    const kept: Call = { ...call, conversation: { ...conversation, digests, gathered } };
    return ask(parts, kept, await look(parts, kept));
  }
  const before = typed.repeats === undefined ? undefined : conversation.digests[typed.repeats];
  const same = before !== undefined && parts.vault.matches('typed-once', purpose(typed.repeats!), before);
  const values = {
    ...answersOf(conversation.gathered),
    ...(typed.repeats !== undefined && { [typed.repeats]: value }),
    [typed.name]: typed.repeats === undefined || same ? value : '',
  };
  const { view } = await answer(parts, call, { values });
  const given: Call = view.error ? call : { ...call, state: { ...call.state, proven: true } };
  return showView(parts, given, view);
}

/** What is sent: the answers, not the notes beside them. */
const answersOf = (gathered: Call['conversation']['gathered']) =>
  Object.fromEntries(Object.entries(gathered).filter(([name]) => !name.includes(':')));

function partly(call: Call, typed: Typed, value: string): Moved {
  const { asked } = call.state;
  const next = call.prompt.next.do === 'ask' ? call.prompt.next.keys : 'number';
  return {
    call,
    composed: {
      say: [says(call.conversation.locale, 'nirMore')],
      asked: { ...asked, typed: { ...typed, part: value } },
      next,
    },
  };
}

/** 15 or 112 first; then the desk that answers day and night, with its number (D13). */
async function urgent(parts: TelephoneParts, call: Call, urgency: 'danger' | 'hospital'): Promise<Moved> {
  const { locale } = call.conversation;
  const desk = contactsFor(call.insurer, 'care', locale, parts.clock.now());
  const first = [
    ...(urgency === 'danger' ? [says(locale, 'danger')] : []),
    ...desk.flatMap((contact) => contactAloud(contact, locale)),
  ];
  return { call, first, composed: composeDesk(desk, locale) };
}

async function afterDial(parts: TelephoneParts, call: Call, { dialled }: Heard): Promise<Moved> {
  const { locale } = call.conversation;
  if (dialled === 'answered') return { call, first: [says(locale, 'goodbye')], composed: hangUp };
  const next = await perform(parts, call, { do: 'question' });
  return { ...next, first: [says(locale, 'notReached'), ...(next.first ?? [])] };
}
