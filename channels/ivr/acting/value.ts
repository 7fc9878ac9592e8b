import { parseNir } from '../../../machines/domain/nir.ts';
import { withoutNotes } from '../../conversation/steps.ts';
import type { Typed } from '../call-state.ts';
import { refusedAtOnce } from '../hearing/entries.ts';
import type { Meaning } from '../hearing/meant.ts';
import { nirLength, nirLengthWithKey } from '../nir-keys.ts';
import type { Call, Moved, TelephoneParts } from '../parts.ts';
import { answer, look } from '../session.ts';
import { composeConfirm } from '../telling/field-question.ts';
import { says } from '../telling/menu.ts';
import { aroundOf, ask, showView } from '../telling/question.ts';
import { fill } from './acts.ts';
import { accepted, nextOf, refusal, refused, sameQuestion } from './again.ts';
import { resumeBy, sendLink } from './joining.ts';

type ValueMeaning = Extract<Meaning, { kind: 'value' }>;
type PartMeaning = Extract<Meaning, { kind: 'part' }>;

/** What was typed or said where something is asked: refused, read back, sent with what else the step asks, or kept till then. */
export async function valued(
  parts: TelephoneParts,
  call: Call,
  { typed, value, spoken }: ValueMeaning,
): Promise<Moved> {
  if (typed.entry === 'resume-code') return resumeCode(parts, call, typed, value);
  const isNir = typed.entry === 'nir' || typed.entry === 'group';
  if (typed.secret) return secret(parts, call, typed, value);
  if (!isNir)
    return spoken ? readBack(accepted(call), typed, value) : fill(parts, accepted(call), { ...typed, value });
  const next = await nextField(parts, call, typed, value);
  if (next) return next;
  const { nir: _before, ...state } = call.state;
  // Too short to be corrected by a group, or too long, it may be or hold a code typed too early: it is kept nowhere (P13).
  const whole = value.length >= nirLength && value.length <= nirLengthWithKey ? value : undefined;
  const noted: Call = { ...call, state: { ...state, ...(whole && { nir: whole }) } };
  const parsed = parseNir(value);
  if (!parsed.ok) return refused(parts, noted, (counted) => wrongNir(parts, counted, typed, whole ?? ''));
  const right = accepted(noted);
  if (typed.forMessage) return sendLink(parts, right);
  // Its key has proven it, unless it was heard (X19); else it is read back by its last three digits.
  if (value.length === nirLengthWithKey && !spoken) return fill(parts, right, { ...typed, value });
  return readBack(right, typed, value);
}

/**
 * What was refused is typed again at once, although the number comes first: as many digits as the next field has are
 * that field’s, and the number of before is kept. A code so typed is noted nowhere as a number (P13).
 */
async function nextField(
  parts: TelephoneParts,
  call: Call,
  { entry }: Typed,
  value: string,
): Promise<Moved | undefined> {
  const kept = call.state.asked.keys[1];
  if (entry !== 'nir' || kept?.do !== 'fill' || value.length >= nirLength) return undefined;
  const { call: filled, composed } = await fill(parts, accepted(call), kept);
  const { typed } = composed.asked;
  return typed?.length === value.length ? valued(parts, filled, { kind: 'value', typed, value }) : undefined;
}

/** What is no resume code at all is no try at one (X11). */
function resumeCode(parts: TelephoneParts, call: Call, { length }: Typed, value: string): Promise<Moved> {
  if (value.length === length) return resumeBy(parts, accepted(call), value);
  return refused(parts, call, (counted) =>
    sameQuestion(counted, refusal(parts, counted, 'code-length', length)),
  );
}

/** Refused at once, in the words of the flow: the fields after it would be typed for nothing (X04). */
async function wrongNir(
  parts: TelephoneParts,
  call: Call,
  { forMessage }: Typed,
  nir: string,
): Promise<Moved> {
  if (forMessage) return sameQuestion(call, refusal(parts, call, 'nir-invalid'));
  const { view } = await answer(parts, call, { values: { nir } });
  return showView(parts, call, view);
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
    const problem = refusedAtOnce(typed, value, call.insurer);
    if (problem)
      return refused(parts, call, (counted) =>
        sameQuestion(counted, refusal(parts, counted, problem, typed.length)),
      );
    const digests = {
      ...conversation.digests,
      [typed.name]: parts.vault.digest('typed-once', purpose(typed.name)),
    };
    const gathered = { ...conversation.gathered, [typed.name]: '' };
    const kept: Call = accepted({ ...call, conversation: { ...conversation, digests, gathered } });
    return ask(parts, kept, await look(parts, kept));
  }
  const before = typed.repeats === undefined ? undefined : conversation.digests[typed.repeats];
  const same = before !== undefined && parts.vault.matches('typed-once', purpose(typed.repeats!), before);
  const values = {
    ...withoutNotes(conversation.gathered),
    ...(typed.repeats !== undefined && { [typed.repeats]: value }),
    [typed.name]: typed.repeats === undefined || same ? value : '',
  };
  const { view } = await answer(parts, call, { values });
  return showView(parts, call, view);
}

/** The beginning of a number that is said or keyed in by groups: the rest is asked. */
export function partly(call: Call, { typed, value, spoken }: PartMeaning): Moved {
  const { asked } = call.state;
  const { partSaid: _before, ...rest } = typed;
  const count = value.replace('*', '').length;
  return {
    call,
    first: [says(call.conversation.locale, 'heardPart', { count: String(count) })],
    composed: {
      say: [says(call.conversation.locale, 'nirMore')],
      asked: { ...asked, typed: { ...rest, part: value, ...(spoken && { partSaid: true }) } },
      next: nextOf(call.prompt),
    },
  };
}
