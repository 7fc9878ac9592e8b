import type { Beginning, Reply } from '../../machines/engine/engine.ts';
import type { Answer, View } from '../../machines/envelope.ts';
import type { Call, TelephoneParts } from './parts.ts';

/** What the session is begun with at its first answer; before it, nothing is stored of it. */
function beginningOf({ conversation, state, insurer, origin }: Call): Beginning {
  return { tenant: insurer.id, flow: state.flow, locale: conversation.locale, origin };
}

/** What the session shows now. One that nobody has answered yet is stored nowhere, and its turn is 0. */
export async function look({ engine }: TelephoneParts, call: Call): Promise<View> {
  const { token, turn, locale } = call.conversation;
  if (turn > 0) return (await engine.resume(token!, locale)).view;
  const { view } = await engine.preview(beginningOf(call));
  return { ...view, turn };
}

/** One answer to the question last asked. The same answer again gets the recorded view (P11). */
export function answer({ engine }: TelephoneParts, call: Call, given: Answer): Promise<Reply> {
  const { token, turn, locale } = call.conversation;
  return engine.answer({
    token: token!,
    turn: Math.max(1, turn),
    answer: given,
    origin: call.origin,
    locale,
    ...(turn <= 1 && { begin: beginningOf(call) }),
  });
}

/** Stores the session as it stands, so that another channel can join it. */
export async function stored(parts: TelephoneParts, call: Call): Promise<View> {
  if (call.conversation.turn > 0) return look(parts, call);
  const { view } = await parts.engine.start(beginningOf(call), call.conversation.token);
  return view;
}
