import type { View } from '../../../../machines/envelope.ts';
import type { Understood } from '../../../conversation/understanding/understanding.ts';
import type { Scene } from '../scene.ts';
import { answer } from '../session.ts';
import { saysHowToAnswer } from '../telling/how-to-answer.ts';
import { gather } from './give.ts';

/** Less is no message: what it is about takes a few words, asking for somebody takes as many by itself. */
const fewestWords = { other: 3, person: 7 } as const;

/**
 * Where a person is asked for, what is said is for them: it is read back before it leaves. A plain wish is not, unless
 * it leaves a number or asks to be called.
 */
export async function passOn(
  scene: Scene,
  view: View,
  { text, door, understood }: { text: string; door: string | undefined; understood: Understood },
): Promise<boolean> {
  const isForThem = view.flow === 'person' && view.choices.some(({ id }) => id === 'write');
  const toBeCalled = understood.callBack || saysHowToAnswer(text);
  if (!isForThem || (door !== undefined && door !== 'person' && !toBeCalled)) return false;
  const fewest = toBeCalled ? 1 : fewestWords[door === 'person' ? 'person' : 'other'];
  if (text.trim().split(/\s+/).length < fewest) return false;
  const begun = await answer(scene, { choice: 'write' });
  if (begun.kind !== 'taken') return false;
  scene.standAt(begun.view);
  scene.say('pass-on');
  await gather(scene, begun.view, { message: text.trim() });
  return true;
}
