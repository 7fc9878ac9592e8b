import type { Answer, View } from '../../../../machines/envelope.ts';
import { submitted, withoutLast } from '../../../conversation/steps.ts';
import type { Scene } from '../scene.ts';
import { answer, leave } from '../session.ts';
import { stepNow } from '../telling/choices.ts';
import { doorLabel } from '../telling/door-label.ts';
import { showMenu } from '../telling/finish.ts';
import { recall } from '../telling/note-reminders.ts';
import { askNext, showView } from '../telling/show-view.ts';
import { withTranscript } from '../telling/transcript.ts';

/** Sends an answer to the engine and says what is asked now. An older question is not answered but replaced. */
export async function give(scene: Scene, view: View, given: Answer): Promise<void> {
  const answered = await answer(scene, given);
  switch (answered.kind) {
    case 'taken':
      if ('choice' in given && given.choice === 'start-over') sayWhatBeginsAnew(scene, answered.view);
      return showView(scene, answered.view);
    case 'stale':
      scene.say('moved-on');
      return showView(scene, answered.view);
    case 'not-offered':
    case 'busy':
      scene.say(answered.kind === 'busy' ? 'busy' : 'missed.1');
      // Nothing that is said would send again what was gathered: the last of it is asked once more.
      if ('values' in given)
        scene.remember({ gathered: withoutLast(view, scene.conversation.gathered) ?? {} });
      return askNext(scene, view);
    case 'gone':
      scene.say('question-gone');
      recall(scene);
      leave(scene);
      return showMenu(scene);
  }
}

/** A look aside, or a wish noted for later, may have hidden what it is that begins again. */
function sayWhatBeginsAnew(scene: Scene, view: View): void {
  scene.standAt(view);
  const door = doorLabel(scene, view.flow);
  if (view.flow === scene.insurer?.door || door === view.flow) scene.say('begun-anew');
  else scene.say('begun-anew.door', { door });
}

/** Keeps the answer to one field; once all are there they are sent together. */
export async function gather(scene: Scene, view: View, changes: Readonly<Record<string, string | boolean>>) {
  scene.remember({ gathered: { ...scene.conversation.gathered, ...changes }, misses: 0 });
  if (stepNow(scene, view).kind !== 'submit') return askNext(scene, view);
  const values = submitted(view, scene.conversation.gathered);
  return give(scene, view, { values: await withTranscript(scene, values) });
}
