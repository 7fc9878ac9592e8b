import type { Locale, View } from '../../../../machines/envelope.ts';
import { withoutLast } from '../../../conversation/steps.ts';
import type { Command } from '../../../conversation/understanding/understanding.ts';
import { askAgain } from '../acting/ask-again.ts';
import { askInsurer, leaveInsurer } from '../acting/change-insurer.ts';
import { giveCode } from '../acting/give-code.ts';
import { isInsisted, isOnPage, offerSwitch } from '../acting/go-to.ts';
import { press } from '../acting/press.ts';
import { languageAsked, speak } from '../language.ts';
import { own } from '../own.ts';
import type { Scene } from '../scene.ts';
import { leave, present } from '../session.ts';
import { askOwn } from '../telling/ask-own.ts';
import { choicesNow, stepNow } from '../telling/choices.ts';
import { showMenu, toMenu } from '../telling/finish.ts';
import { takeBack } from '../telling/note-reminders.ts';
import { askNext, showView } from '../telling/show-view.ts';
import { explain } from './explain.ts';

/** Words that mean the same everywhere. Says whether the word could be obeyed here. */
export async function obey(scene: Scene, view: View, command: Command): Promise<boolean> {
  switch (command) {
    case 'repeat':
      if (scene.conversation.asked) await askAgain(scene, view);
      else await (scene.conversation.token === undefined ? showMenu(scene) : showView(scene, view));
      return true;
    case 'back':
    case 'correct':
      await goBack(scene, view, command);
      return true;
    case 'question':
      if (view.choices.some(({ id }) => id === 'back')) await press(scene.forget('asked'), view, 'back');
      else await askAgain(scene.forget('asked'), view);
      return true;
    case 'resume':
      scene.standAt(view);
      askOwn(scene, { kind: 'resume-code' });
      return true;
    case 'change-insurer':
      // On an insurer’s own page whoever wants another one wishes to leave: that is for a person.
      if (!scene.asksInsurer) return obey(scene, view, 'person');
      askInsurer(scene, view);
      return true;
    case 'start-over':
    case 'stop':
      // What is begun again is what the step offers to begin again (E15).
      if (command === 'start-over' && (await pressed(scene, view, 'restart'))) return true;
      if (command === 'stop' && asksToLeave(scene)) {
        await press(scene, view, 'no');
        return true;
      }
      if (leaveInsurer(scene, view, command)) return true;
      if (scene.conversation.token === undefined) {
        scene.forget('asked');
        if (command === 'stop') {
          takeBack(scene);
          scene.say('goodbye');
        } else await showMenu(scene);
        return true;
      }
      // « Merci, au revoir »: what was done stays done, and what was promised is kept.
      if (command === 'stop' && view.outcome !== undefined) {
        leave(scene);
        scene.say('goodbye');
        return true;
      }
      if (await pressed(scene, view, command)) return true;
      leave(scene);
      await showMenu(scene);
      return true;
    case 'menu':
      if (isInsisted(scene, scene.insurer!.door) || !(await isOnPage(scene))) await toMenu(scene);
      else offerSwitch(scene, view, scene.insurer!.door);
      return true;
    case 'wait':
      if (await pressed(scene, view, 'check-wait')) return true;
      if (scene.conversation.token === undefined && hasBeenAway(scene)) return obey(scene, view, 'repeat');
      scene.standAt(view);
      scene.say('take-your-time');
      scene.offer(choicesNow(scene, view));
      return true;
    case 'unknown':
      scene.standAt(view);
      if (stepNow(scene, view).kind !== 'confirm') scene.say('not-known');
      if (stepNow(scene, view).kind === 'choose') scene.offer(choicesNow(scene, view));
      else await askAgain(scene, view);
      return true;
    case 'in-french':
    case 'in-english':
      await askIn(scene, view, languageAsked(command)!);
      return true;
    case 'elsewhere':
      await giveCode(scene, view);
      return true;
    case 'help':
    case 'options':
      await explain(scene, view);
      return true;
    case 'person':
      if (await pressed(scene, view, 'person')) return true;
      if (view.outcome !== 'to-a-person') return false;
      await showView(scene.forget('asked'), view);
      return true;
    default:
      return false;
  }
}

const awayMs = 10 * 60_000;

/** « Je reviens » after a while, where nothing is under way: they have come back. */
function hasBeenAway({ conversation: { lines }, parts: { clock } }: Scene): boolean {
  const last = lines.findLast(({ from }) => from === 'bot');
  return last === undefined || clock.now() - last.at > awayMs;
}

/** « Annule », where the bot has asked whether to leave what is under way, or to do what cannot be undone. */
const asksToLeave = ({ conversation: { asked } }: Scene): boolean =>
  asked?.kind === 'switch' || asked?.kind === 'weigh';

async function pressed(scene: Scene, view: View, id: string): Promise<boolean> {
  if (!view.choices.some((choice) => choice.id === id)) return false;
  await press(scene.forget('asked'), view, id);
  return true;
}

/** Back to the answer before, or the way back that the view offers. Who corrects what they have not answered stays. */
async function goBack(scene: Scene, view: View, how: 'back' | 'correct'): Promise<void> {
  if (scene.conversation.asked) return askAgain(scene.forget('asked'), view);
  const step = stepNow(scene, view);
  if (step.kind === 'confirm') return press(scene, view, own.correct);
  const earlier = withoutLast(view, scene.conversation.gathered);
  if (earlier) {
    scene.remember({ gathered: earlier });
    return askNext(scene, view);
  }
  if (how === 'correct' && step.kind === 'field') return askNext(scene, view);
  for (const id of ['back', 'other-topics']) if (await pressed(scene, view, id)) return;
  scene.say('nothing-before');
  return askAgain(scene, view);
}

/** Speaks it from here on, and says the present question in it. */
async function askIn(scene: Scene, view: View, language: Locale): Promise<void> {
  scene.standAt(view);
  speak(scene, language);
  const shown = await present(scene);
  if (shown === 'gone') return showMenu(scene);
  return askAgain(scene, shown, 'whole');
}
