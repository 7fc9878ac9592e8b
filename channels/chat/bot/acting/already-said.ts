import type { Scene } from '../scene.ts';
import { present } from '../session.ts';
import { stepNow } from '../telling/choices.ts';
import { give } from './give.ts';

/**
 * What the wish that led to a flow has said of its first question is not asked again: it is taken as the answer, and said
 * to be, below all that the question tells (whom to call first, D13).
 */
export async function takeAlreadySaid(scene: Scene, door: string, wish: string): Promise<void> {
  const view = await present(scene);
  if (view === 'gone' || view.flow !== door || scene.conversation.asked) return;
  if (stepNow(scene, view).kind !== 'choose') return;
  const understanding = await scene.parts.understanding();
  // A yes or no would not say what it was taken for.
  const choices = view.choices
    .filter(({ id }) => id !== 'yes' && id !== 'no')
    .map(({ id, label }) => ({ id, label, question: view.state }));
  const choice = choices.find(({ id }) => id === understanding.alreadySaid(wish, choices));
  if (!choice) return;
  scene.say('already-said', { label: choice.label });
  return give(scene, view, { choice: choice.id });
}
