import type { FieldView, View } from '../../../../machines/envelope.ts';
import { askAgain } from '../acting/ask-again.ts';
import type { Scene } from '../scene.ts';
import { present } from '../session.ts';
import { choicesNow, listed, stepNow } from '../telling/choices.ts';
import { sayView, showView } from '../telling/show-view.ts';

/** « Pourquoi ? », « c’est quoi ? », « comment je fais ? »: what is known of the question, then the question whole. */
export async function explain(scene: Scene, view: View): Promise<void> {
  if (scene.conversation.asked) return askAgain(scene, view);
  if (scene.conversation.token === undefined) return explainMenu(scene);
  scene.standAt(view);
  const step = stepNow(scene, view);
  if (step.kind === 'hand-over') hintsOf(scene, view.fields);
  if (step.kind !== 'choose') return showView(scene, view);
  sayView(scene, view);
  offerListed(scene, view);
}

async function explainMenu(scene: Scene): Promise<void> {
  const menu = await present(scene);
  if (menu === 'gone') return;
  scene.standAt(menu);
  scene.say('help.menu');
  offerListed(scene, menu);
}

/** What is behind a page is explained before it is opened. */
function hintsOf(scene: Scene, asked: readonly FieldView[]): void {
  for (const { label, hint } of asked) if (hint) scene.say('help.field', { label, hint });
}

function offerListed(scene: Scene, view: View): void {
  scene.line(listed(scene, view, 'help.choose'));
  scene.offer(choicesNow(scene, view));
}
