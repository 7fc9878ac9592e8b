import type { View } from '../../../machines/envelope.ts';
import type { Received } from '../bot.ts';
import { catchUp } from './catch-up.ts';
import { choicesNow } from './choices.ts';
import { chooseInsurer } from './choose-insurer.ts';
import { obey } from './commands.ts';
import { doorLabel } from './door-label.ts';
import { showMenu } from './finish.ts';
import { expectingNow, screened, warn } from './guard.ts';
import { hear } from './hear.ts';
import { askAgain, press } from './press.ts';
import { resumeByCode, resumeCodeIn } from './resume.ts';
import type { Scene } from './scene.ts';
import { leave, present } from './session.ts';

/** Handles one message in the working copy: greets, hears, answers. Nothing of the conversation is stored here. */
export async function receive(scene: Scene, message: Received): Promise<void> {
  if (!scene.insurer) return chooseInsurer(scene, message);
  const { text, choice } = message;
  const first = scene.lastSeq === 0;
  if (text === undefined && choice === undefined) return first ? greet(scene) : undefined;
  const shown = await present(scene);
  const view = shown === 'gone' ? await closed(scene) : shown;
  const expecting = text === undefined ? undefined : expectingNow(scene, view, text);
  const { secret, linked, kept } = screened(scene, text ?? labelOf(scene, view, choice!), expecting);
  scene.standAt(view);
  scene.hear(kept, message.id);
  if (first) scene.say('greeting.safe');
  if (shown === 'gone') scene.say('question-gone');
  if (await catchUp(scene, view)) return secret ? warn(scene, view) : anyhow(scene, view, message);
  if (secret) return warn(scene, view);
  if (text === undefined) return press(scene, view, choice!);
  const code = expecting === 'resumeCode' ? resumeCodeIn(text) : undefined;
  if (code !== undefined) return resumeByCode(scene, code, () => askAgain(scene, view));
  if (linked) scene.say('link.seen');
  return hear(scene, view, kept);
}

async function greet(scene: Scene): Promise<void> {
  const menu = await present(scene);
  if (menu !== 'gone') scene.standAt(menu);
  scene.say('greeting');
  scene.say('greeting.safe');
  return showMenu(scene);
}

/** The session is no more: what is said now is said at the door. */
async function closed(scene: Scene): Promise<View> {
  leave(scene);
  const menu = await present(scene);
  if (menu === 'gone') throw new Error('the door of an insurer is always there');
  return menu;
}

/** What was said was about an older question, which is not answered any more; some words mean the same anyway. */
async function anyhow(scene: Scene, view: View, { text, choice }: Received): Promise<void> {
  const said =
    text === undefined
      ? undefined
      : (await scene.parts.understanding()).command(text, scene.conversation.locale);
  const meant = said ?? choice;
  if (meant === 'person' || meant === 'stop' || meant === 'start-over') await obey(scene, view, meant);
}

/** What is kept of a press: what stood on the button. */
function labelOf(scene: Scene, view: View, choice: string): string {
  const offered = [...choicesNow(scene, view), ...(scene.conversation.lines.at(-1)?.choices ?? [])];
  const label = offered.find(({ id }) => id === choice)?.label;
  return label ?? (choice.startsWith('door:') ? doorLabel(scene, choice.slice('door:'.length)) : choice);
}
