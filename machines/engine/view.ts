import type { Insurer } from '../domain/insurer.ts';
import type {
  ChoiceView,
  ContactView,
  ErrorView,
  FieldView,
  LinkView,
  Locale,
  ReminderView,
  View,
} from '../envelope.ts';
import { type Field, type FieldName, fields } from '../fields.ts';
import type { ReminderMeta, ShownContext, StateMeta, ViewMeta } from '../flow.ts';
import { contactsFor, eachOnce } from '../messages/contacts.ts';
import type { MessageArguments } from '../messages/format.ts';
import { insurerArguments } from '../messages/insurer-arguments.ts';
import { momentOf } from '../messages/moment.ts';
import type { IssuedCheck } from '../ports/human-check.ts';
import type { Frame } from './frame.ts';
import { earliestTimer, snapshotOf } from './frames.ts';
import { choiceIds, viewMeta } from './offered.ts';
import type { Registry } from './registry.ts';
import type { Session } from './session.ts';

export interface Presenter {
  readonly registry: Registry;
  readonly insurer: Insurer;
  readonly now: number;
  /** What has a wording of this name (`<id>.<wording>`) is worded so. The one place that chooses. */
  readonly wording?: string;
}

/** The session as data: what is said, asked and offered now. Pure; the same session gives the same view. */
export function present(session: Session, presenter: Presenter, locale: Locale = session.locale): View {
  if (session.pending) return session.pending.view;
  if (session.ended && session.ended.how !== 'done') return presentEnd(session, presenter, locale);
  const top = session.frames.at(-1)!;
  const meta = viewMeta(presenter.registry, top);
  const context = top.context as ShownContext & Record<string, unknown>;
  const say = speaker(presenter, top, locale);
  const waitsUntil = earliestTimer(session.frames);
  return {
    turn: session.turn,
    flow: shownFlow(presenter.registry, session.frames),
    state: stateName(top.value),
    messages: [...(context.notices ?? []), ...meta.messages].flatMap((id) => messageView(id, say)),
    fields: (meta.fields ?? []).map((name) => fieldView(name, presenter, context, say)),
    choices: choiceIds(session, meta, presenter.registry).map((id) =>
      choiceView(id, top.flow, presenter.registry, say),
    ),
    ...aheadOf(session.frames, presenter.registry),
    ...(meta.contacts && { contacts: contactsOf(meta.contacts, session.frames, presenter, locale) }),
    ...(meta.links && { links: linksOf(meta.links, presenter, locale) }),
    ...(meta.topic && { topic: meta.topic }),
    ...(meta.drawing && { drawing: drawingView(meta.drawing, presenter.registry, locale) }),
    ...(meta.qrIn && { qr: { payload: String(context[meta.qrIn]), text: say('qr.text') } }),
    ...(context.error && { error: errorView(context.error, { ...presenter, flow: top.flow }, say) }),
    ...(meta.outcome && { outcome: meta.outcome }),
    ...(waitsUntil !== undefined && { changesAt: new Date(waitsUntil).toISOString() }),
    ...(awaitsEvent(meta, context) && { awaitsEvent: true as const }),
    ...remindersOf(meta, context, say),
    expiresAt: expiry(session, presenter.insurer),
  };
}

/** What the flows that called this one ask when it is done; a digression leads back to where it was begun. */
function aheadOf(frames: readonly Frame[], registry: Registry): Pick<View, 'ahead'> {
  if (registry.get(frames.at(-1)!.flow).role === 'digression') return {};
  const ahead = frames.slice(0, -1).flatMap((frame) => {
    const metas = Object.values(
      snapshotOf(registry, frame).getMeta() as Record<string, StateMeta | undefined>,
    );
    return metas.flatMap((meta) => meta?.ahead ?? []);
  });
  return ahead.length > 0 ? { ahead } : {};
}

const awaitsEvent = (meta: ViewMeta, context: Record<string, unknown>): boolean =>
  meta.awaitsEvent ?? (meta.awaitsEventWhen !== undefined && context[meta.awaitsEventWhen] === true);

/** Parts are shown under the name of the flow that uses them. */
function shownFlow(registry: Registry, frames: readonly Frame[]): string {
  for (let i = frames.length - 1; i > 0; i--)
    if (registry.get(frames[i]!.flow).role !== 'part') return frames[i]!.flow;
  return frames[0]!.flow;
}

/** Where the session stands, for people who help: the flow, nothing that was typed. */
export const whereabouts = (registry: Registry, { frames }: Session): string => shownFlow(registry, frames);

/** `{a: {b: 'c'}}` is shown as `a.b.c`. */
export function stateName(value: unknown): string {
  if (typeof value === 'string') return value;
  return Object.entries(value as Record<string, unknown>)
    .map(([key, inner]) => `${key}.${stateName(inner)}`)
    .join('+');
}

type Say = (id: string, extra?: MessageArguments) => string;

/** Arguments of every message: the insurer's own words, then what the chart knows. */
function speaker({ registry, insurer, now, wording }: Presenter, frame: Frame, locale: Locale): Say {
  const args = { ...insurerArguments(insurer, locale, now), ...frame.context };
  const worded = (id: string) => (wording && registry.messages[`${id}.${wording}`] ? `${id}.${wording}` : id);
  return (id, extra) => registry.format(locale, worded(id), extra ? { ...args, ...extra } : args);
}

function fieldView(
  name: FieldName,
  presenter: Presenter,
  context: Record<string, unknown>,
  say: Say,
): FieldView {
  const { kind, secret, length, maxLength, optional } = fields[name] as Field;
  const base = { name, kind, label: say(`field.${name}`), secret };
  const hintId = `field.${name}.hint`;
  const hint = presenter.registry.messages[hintId] ? { hint: say(hintId) } : {};
  if (kind !== 'human-check')
    return {
      ...base,
      ...hint,
      ...(length && { length: length(presenter.insurer) }),
      ...(maxLength && { maxLength }),
      ...(optional && { optional }),
    };
  const check = context.check as IssuedCheck | undefined;
  if (check?.kind === 'image')
    return { ...base, kind: 'text', label: say('field.humanCheck.image'), image: check.image! };
  return { ...base, ...(check?.challenge && { challenge: check.challenge }) };
}

/** A text that is the insurer's and that this one does not have is left out. */
function messageView(id: string, say: Say): View['messages'] {
  const text = say(id);
  return text.trim() === '' ? [] : [{ id, text }];
}

/** A flow may word a choice its own way as `<flow>.choice.<id>`; else the common wording serves. */
function choiceView(id: string, flow: string, registry: Registry, say: Say): ChoiceView {
  const own = `${flow}.choice.${id}`;
  return { id, label: say(registry.messages[own] ? own : `choice.${id}`) };
}

/** A flow may word an error its own way as `<flow>.error.<id>`, as it may a choice. */
function errorView(
  { id, field, retryAt }: NonNullable<ShownContext['error']>,
  { registry, now, flow }: Presenter & { readonly flow: string },
  say: Say,
): ErrorView {
  const own = `${flow}.error.${id}`;
  return {
    id,
    text: say(
      registry.messages[own] ? own : `error.${id}`,
      retryAt === undefined ? {} : retryArguments(retryAt, now),
    ),
    ...(field && { field }),
    ...(retryAt !== undefined && { retryAt: new Date(retryAt).toISOString() }),
  };
}

function retryArguments(retryAt: number, now: number): MessageArguments {
  const { minute, day } = momentOf(retryAt, now);
  return { retryAt, retryMinute: minute, retryDay: day };
}

/** Whoever has signed in needs no reminder of how to. */
function remindersOf(
  { reminders, outcome }: ViewMeta,
  context: Record<string, unknown>,
  say: Say,
): { readonly reminders?: readonly ReminderView[] } {
  if (outcome === 'connected') return { reminders: [] };
  const known = (reminders ?? []).flatMap((reminder) => reminderView(reminder, context[reminder.atIn], say));
  return known.length > 0 ? { reminders: known } : {};
}

function reminderView({ message, asks }: ReminderMeta, at: unknown, say: Say): readonly ReminderView[] {
  if (typeof at !== 'number') return [];
  const question = asks && { id: asks.message, text: say(asks.message), ifNot: asks.ifNot };
  return [{ at: new Date(at).toISOString(), text: say(message), ...(question && { asks: question }) }];
}

/** Whoever asks for a person is given the desk of what they were doing first, then those of last resort (D13, P15). */
function contactsOf(
  purpose: string,
  frames: readonly Frame[],
  { registry, insurer, now }: Presenter,
  locale: Locale,
): ContactView[] {
  const contacts = contactsFor(insurer, purpose, locale, now);
  if (registry.get(frames.at(-1)!.flow).role !== 'digression') return contacts;
  const desk = frames.map(({ flow }) => registry.get(flow).desk).findLast((key) => key !== undefined);
  if (desk === undefined) return contacts;
  return eachOnce([...contactsFor(insurer, desk, locale, now), ...contacts]);
}

/** A link the insurer's data does not hold is left out: nobody is sent to nowhere. */
function linksOf(ids: readonly string[], { insurer }: Presenter, locale: Locale): readonly LinkView[] {
  return ids.flatMap((id) => {
    const link = insurer.links[id];
    return link ? [{ id, label: link.label[locale], url: link.url }] : [];
  });
}

function drawingView(id: string, { drawings }: Registry, locale: Locale) {
  const drawing = drawings[id];
  if (!drawing) throw new Error(`no drawing « ${id} »`);
  return { id, text: drawing.text[locale] };
}

function presentEnd(session: Session, presenter: Presenter, locale: Locale): View {
  const { registry, insurer, now } = presenter;
  const stopped = session.ended!.how === 'stopped';
  const id = stopped ? 'session.stopped' : 'session.rested';
  return {
    turn: session.turn,
    flow: session.frames.length ? shownFlow(registry, session.frames) : session.entry.flow,
    state: session.ended!.how,
    messages: [{ id, text: registry.format(locale, id, insurerArguments(insurer, locale, now)) }],
    fields: [],
    choices: [],
    outcome: 'abandoned',
    ...(stopped && { reminders: [] }),
    expiresAt: expiry(session, insurer),
  };
}

/** For the other holders of a session once one of them has given a secret (X20): it goes on over there. */
export function presentElsewhere(view: View, registry: Registry, locale: Locale): View {
  const id = 'session.handed-over';
  const { turn, flow, expiresAt } = view;
  return {
    turn,
    flow,
    state: 'handed-over',
    messages: [{ id, text: registry.format(locale, id, {}) }],
    fields: [],
    choices: [],
    outcome: 'handed-over',
    // A code was right over there: what was announced here is no longer of use.
    reminders: [],
    ...(expiresAt && { expiresAt }),
  };
}

function expiry(session: Session, insurer: Insurer): string {
  const at = session.ended
    ? session.ended.at + insurer.policies.lifetimes.endedReadableMs
    : session.restUntil;
  return new Date(at).toISOString();
}
