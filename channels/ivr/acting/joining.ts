/** How a call and another channel meet in one session: by the code it says, the code it is given, the link it sends. */
import { parseNir } from '../../../machines/domain/nir.ts';
import { Refused } from '../../../machines/errors.ts';
import type { Typed } from '../call-state.ts';
import type { Call, Moved, TelephoneParts } from '../parts.ts';
import { look } from '../session.ts';
import { composePageOpen, goElsewhere, spentOf } from '../telling/elsewhere.ts';
import { composeNir, fieldKeys } from '../telling/field-question.ts';
import { says } from '../telling/menu.ts';
import { aroundOf, ask, showView } from '../telling/question.ts';

/** Whether the session has moved while somebody was on the site. */
export async function lookAgain(parts: TelephoneParts, call: Call): Promise<Moved> {
  const view = await look(parts, call);
  const { conversation, state } = call;
  const isSame = view.turn === conversation.turn && view.state !== 'handed-over';
  if (isSame && (await spentOf(parts, call)) === 'used')
    // What they came for is done: there is nothing to finish there.
    return view.outcome
      ? ask(parts, call, view, [says(conversation.locale, 'isOpenThere')])
      : { call, composed: composePageOpen(conversation.locale) };
  if (isSame) return goElsewhere(parts, call, 'chosen', [], { opening: 'notYet' });
  const moved = await showView(parts, call, view);
  // Nothing is done there yet: the page asks what was proven here.
  if (!state.offer?.anew || view.state === 'handed-over') return moved;
  return { ...moved, first: [says(conversation.locale, 'openThere'), ...(moved.first ?? [])] };
}

export function askResumeCode(call: Call): Moved {
  const { locale } = call.conversation;
  const typed: Typed = { name: 'resumeCode', entry: 'resume-code', secret: false, length: 8, last: true };
  return {
    call,
    composed: {
      say: [says(locale, 'askResumeCode'), says(locale, 'starCorrects'), says(locale, 'fieldOptions')],
      asked: { keys: fieldKeys, labels: [], typed },
      next: 'number',
    },
  };
}

/**
 * Joins a session begun elsewhere, once; counted against the line before it is looked up (X11). Proves nothing. The
 * same question answered again finds the same session: what asks it has a name of its own.
 */
export async function resumeBy(parts: TelephoneParts, call: Call, code: string): Promise<Moved> {
  const { locale } = call.conversation;
  try {
    const by = { code, tenant: call.insurer.id, input: `ivr|${call.state.nonce}` };
    const { token } = await parts.links.resume(by, call.origin);
    // It may have been begun in another language than this call's.
    const { view } = await parts.engine.resume(token, locale);
    const { offer: _offer, flow: _flow, ...state } = call.state;
    const joined = { ...call, state, conversation: { ...call.conversation, token } };
    const moved = await showView(parts, joined, view);
    return { ...moved, first: [says(locale, 'resumed'), ...(moved.first ?? [])] };
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'code-unknown') throw error;
    return { ...askResumeCode(call), first: [says(locale, 'resumeUnknown')] };
  }
}

/** By SMS or mail to what the insurer has on file: said the same, and as much work, for a number nobody has (P07). */
export async function sendLink(parts: TelephoneParts, call: Call): Promise<Moved> {
  const parsed = parseNir(call.state.nir ?? '');
  if (!parsed.ok) {
    const typed: Typed = { name: 'nir', entry: 'nir', secret: false, last: true, forMessage: true };
    const composed = composeNir(typed, { ...aroundOf(call), speech: false });
    return {
      call,
      first: [says(call.conversation.locale, 'nirForLink')],
      composed: { ...composed, asked: { ...composed.asked, keys: { ...fieldKeys, '*': { do: 'look' } } } },
    };
  }
  const { offer } = call.state;
  // A link that leads nowhere is not sent: another code first, and a link to it when it is asked for.
  if (!offer || (await spentOf(parts, call))) return goElsewhere(parts, call, 'chosen');
  await parts.handOverMessages.send(
    { nir: parsed.nir, link: `${parts.publicUrl}/l/${offer.token}`, until: offer.until },
    {
      insurer: call.insurer,
      locale: call.conversation.locale,
      origin: call.origin,
      // One message a hand-over and number, however often it is asked for.
      callId: `hand-over|${offer.token}`,
    },
  );
  const sent = { ...call, state: { ...call.state, offer: { ...offer, sent: true as const } } };
  return goElsewhere(parts, sent, 'chosen', [], { opening: 'sent' });
}
