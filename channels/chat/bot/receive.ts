import type { View } from '../../../machines/envelope.ts';
import type { Command, Understood } from '../../conversation/understanding/understanding.ts';
import type { Received } from '../bot.ts';
import { askAgain } from './acting/ask-again.ts';
import { press } from './acting/press.ts';
import { resumeByCode, resumeCodeIn } from './acting/resume.ts';
import { takesAnyWords } from './hearing/answer-in-words.ts';
import { chooseInsurer } from './hearing/choose-insurer.ts';
import { obey } from './hearing/commands.ts';
import { expectingNow, keptOut, leadOn, lineOf, screened } from './hearing/guard.ts';
import { hear } from './hearing/hear.ts';
import { audible, understoodIn, urgent } from './hearing/urgent.ts';
import { hasChosen, turnIn, turnTo } from './language.ts';
import type { Scene } from './scene.ts';
import { leave, present, shownAgain } from './session.ts';
import { askOwn } from './telling/ask-own.ts';
import { choicesNow, spelledOut } from './telling/choices.ts';
import { doorLabel } from './telling/door-label.ts';
import { showMenu } from './telling/finish.ts';
import { recall } from './telling/note-reminders.ts';
import { catchUp } from './unasked/catch-up.ts';

/** Handles one message in the working copy: greets, hears, answers. Nothing of the conversation is stored here. */
export async function receive(scene: Scene, message: Received): Promise<void> {
  if (!scene.insurer) return chooseInsurer(scene, message);
  const { text, choice, unread, edited } = message;
  const first = scene.lastSeq === 0;
  if (text === undefined && choice === undefined && !unread) return first ? greet(scene) : undefined;
  const shown = await present(scene);
  const view = shown === 'gone' ? await closed(scene) : shown;
  const expecting = text === undefined ? undefined : expectingNow(scene, view, text);
  const said = text ?? (choice === undefined ? '' : labelOf(scene, view, choice));
  const { secret, linked, kept } = screened(scene, said, expecting);
  scene.standAt(view);
  scene.hear(lineOf(scene, kept, unread), message.id);
  const names = choice !== undefined || (!secret && spelledOut(scene, view, kept) !== undefined);
  const understood = names ? undefined : await understoodIn(scene, kept, expecting);
  const asksForAllOfIt = secret && asksForAll(scene, text);
  const out = { secret: secret && !asksForAllOfIt, unread, edited };
  const turned = understood !== undefined && isUrgentInTheirs(scene, understood);
  if (turned) turnTo(scene, understood.tongue!, true);
  const inDanger = understood !== undefined && urgent(scene, understood);
  // What is written to somebody is theirs to read, whatever it holds.
  if (inDanger && (secret || !takesAnyWords(scene, view))) return keptOut(scene, out);
  if (first) await warn(scene, kept, understood);
  if (shown === 'gone') {
    scene.say('question-gone');
    recall(scene);
  }
  keptOut(scene, out);
  if (await catchUp(scene, view))
    return secret
      ? leadOn(scene, view)
      : anyhow(scene, view, { choice, ...(text !== undefined && { kept }) });
  if (asksForAllOfIt) return askOwn(scene, { kind: 'resume-code' }, 'resume.short');
  if (secret) return leadOn(scene, view);
  if (choice !== undefined) return press(scene, view, choice);
  if (unread && said.trim() === '') return askAgain(scene, view);
  const code = expecting === 'resumeCode' ? resumeCodeIn(said) : undefined;
  if (code !== undefined) return resumeByCode(scene, code, () => askAgain(scene, view));
  if (linked) scene.say('link.seen');
  return hear(scene, turned ? await shownAgain(scene, view) : view, kept, understood);
}

/** Danger is answered in the language it is told in (D13). */
const isUrgentInTheirs = (scene: Scene, { urgency, tongue }: Understood): boolean =>
  urgency !== undefined && tongue !== undefined && tongue !== scene.conversation.locale && !hasChosen(scene);

/** In the language that is turned to next: a warning must be understood. */
async function warn(scene: Scene, kept: string, understood: Understood | undefined): Promise<void> {
  const turn = understood && (await turnIn(scene, audible(kept), understood));
  scene.line(scene.word('greeting.safe', {}, turn?.language));
}

/** Some digits of the code that is asked for are no secret given away: the rest is missing, or too much. */
const asksForAll = ({ conversation: { asked } }: Scene, text = ''): boolean =>
  asked?.kind === 'resume-code' && /^[\d\s.-]+$/.test(text) && resumeCodeIn(text) === undefined;

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
async function anyhow(
  scene: Scene,
  view: View,
  { kept, choice }: { readonly kept?: string; readonly choice: string | undefined },
): Promise<void> {
  const said = kept === undefined ? undefined : (await scene.parts.understanding()).command(audible(kept));
  const meant = said ?? choice;
  if (meant !== undefined && alwaysMeant.has(meant)) await obey(scene, view, meant as Command);
}

const alwaysMeant: ReadonlySet<string> = new Set<Command>([
  'person',
  'stop',
  'start-over',
  'in-french',
  'in-english',
]);

/** What is kept of a press: what stood on the button. */
function labelOf(scene: Scene, view: View, choice: string): string {
  const offered = [...choicesNow(scene, view), ...(scene.conversation.lines.at(-1)?.choices ?? [])];
  const label = offered.find(({ id }) => id === choice)?.label;
  return label ?? (choice.startsWith('door:') ? doorLabel(scene, choice.slice('door:'.length)) : choice);
}
