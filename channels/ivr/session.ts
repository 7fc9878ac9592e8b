import type { Beginning, Reply } from '../../machines/engine/engine.ts';
import type { Answer, View } from '../../machines/envelope.ts';
import { StaleTurn } from '../../machines/errors.ts';
import type { Call, TelephoneParts } from './parts.ts';

/** What the session is begun with at its first answer; before it, nothing is stored of it. */
function beginningOf({ conversation, state, insurer, origin }: Call): Beginning {
  return { tenant: insurer.id, flow: state.flow ?? insurer.door, locale: conversation.locale, origin };
}

/** What the session shows now. One that nobody has answered yet is stored nowhere, and its turn is 0. */
export const look = async (parts: TelephoneParts, call: Call): Promise<View> =>
  (await standing(parts, call)).view;

/** The same, with what the caller may know of others who joined. */
async function standing({ engine }: TelephoneParts, call: Call): Promise<Reply> {
  const { token, turn, locale } = call.conversation;
  if (turn > 0) return engine.resume(token!, locale);
  const reply = await engine.preview(beginningOf(call));
  return { ...reply, view: { ...reply.view, turn } };
}

/**
 * One answer to the question last asked. The same answer again gets the recorded view (P11); one that has been
 * answered otherwise meanwhile throws `StaleTurn`.
 */
export async function answer({ engine }: TelephoneParts, call: Call, given: Answer): Promise<Reply> {
  const { token, turn, locale } = call.conversation;
  const reply = await engine.answer({
    token: token!,
    turn: Math.max(1, turn),
    answer: given,
    origin: call.origin,
    locale,
    ...(turn <= 1 && { begin: beginningOf(call) }),
  });
  if (reply.answeredOtherwise) throw new StaleTurn(reply.view);
  return reply;
}

/** Stores the session as it stands, so that another channel can join it. */
export function stored(parts: TelephoneParts, call: Call): Promise<Reply> {
  if (call.conversation.turn > 0) return standing(parts, call);
  return parts.engine.start(beginningOf(call), call.conversation.token);
}
