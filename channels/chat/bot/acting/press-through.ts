import type { View } from '../../../../machines/envelope.ts';
import type { Scene } from '../scene.ts';
import { answer } from '../session.ts';
import { choicesNow } from '../telling/choices.ts';
import { showView } from '../telling/show-view.ts';
import { give } from './give.ts';
import { press } from './press.ts';

/**
 * Chooses what was said in other words than a button's. A choice that only leads to a list of what may have happened is
 * gone through by whoever has just said what did.
 */
export async function pressThrough(scene: Scene, view: View, id: string, said: string): Promise<void> {
  const understanding = await scene.parts.understanding();
  const behind = understanding.openedBy(id);
  if (behind.length === 0) return press(scene, view, id);
  const opened = await answer(scene, { choice: id });
  if (opened.kind !== 'taken') return press(scene, view, id);
  const list = choicesNow(scene, opened.view).filter((choice) => behind.includes(choice.id));
  const named = understanding.choose(said, list);
  if (named === undefined) return showView(scene, opened.view);
  return give(scene, opened.view, { choice: named });
}
