import type { View } from '../../../../machines/envelope.ts';
import { asksWhatWasTold } from '../../../conversation/just-told.ts';
import type { Understood } from '../../../conversation/understanding/understanding.ts';
import { givePage } from '../acting/about-page.ts';
import { askAgain } from '../acting/ask-again.ts';
import { nameInsurer } from '../acting/change-insurer.ts';
import { goTo } from '../acting/go-to.ts';
import { press } from '../acting/press.ts';
import { languageAmong, languageHeard, speak } from '../language.ts';
import type { Scene } from '../scene.ts';
import { shownAgain } from '../session.ts';
import { choicesNow, spelledOut } from '../telling/choices.ts';
import { finishWell } from '../telling/finish.ts';
import { saysHowToAnswer } from '../telling/how-to-answer.ts';
import { answerField, correctReadBack, takesAnyWords } from './answer-in-words.ts';
import { chooseInWords } from './choose-in-words.ts';
import { obey } from './commands.ts';
import type { Hearing } from './heard.ts';
import { partGoneOnTo } from './part-asked.ts';
import { audible } from './urgent.ts';
import { wish } from './wish.ts';

/** What a sentence does; what cannot wait has been said. A button's own words are that button. */
export async function hear(scene: Scene, view: View, text: string, known?: Understood): Promise<void> {
  const wishful = audible(text);
  const asking = takesAnyWords(scene, view) ? undefined : await languageAmong(scene, wishful);
  if (asking) {
    scene.standAt(view);
    speak(scene, asking.language);
    return hear(scene, await shownAgain(scene, view), asking.rest);
  }
  const spelled = spelledOut(scene, view, text);
  if (spelled) return press(scene, view, spelled);
  const understanding = await scene.parts.understanding();
  const understood = known ?? understanding.understand(wishful);
  const command = understanding.command(wishful);
  const tongue = takesAnyWords(scene, view) ? undefined : languageHeard(scene, { command, understood });
  if (tongue) {
    scene.standAt(view);
    speak(scene, tongue, 'language.heard');
    return hear(scene, await shownAgain(scene, view), text, understood);
  }
  const heard = { text, wishful, command, understood, understanding };
  const asMessage = takesAnyWords(scene, view);
  for (const heardAs of hearings)
    if (!(asMessage && notInMessages.has(heardAs)) && (await heardAs(scene, view, heard))) return;
  return wish(scene, view, { text: wishful, understood });
}

/** « Je le reçois quand ? », of what has just been told at length. */
const whenItComes: Hearing = async (scene, view, { text, understood }) => {
  const { verdict, doors, wonders, callBack, thanks } = understood;
  if (view.outcome !== 'code-requested' || !howLong.test(text) || ofElse.test(text)) return false;
  const wished = doors.map(({ door }) => door);
  const isOfThis = verdict !== 'sure' || asksWhatWasTold(view.outcome, wished, { text, wonders });
  if (!isOfThis || callBack || thanks || wished[0] === 'person' || saysHowToAnswer(text)) return false;
  scene.standAt(view);
  scene.say('about.delay');
  scene.offer(choicesNow(scene, view));
  return true;
};
const howLong =
  /(?<!\p{L})(?:quand(?! (?:m[êe]me|je|j['’]|vous|on|tu|mon|le))|kan|combien (?:de temps|de jours)|c['’]est long|longtemps|d[ée]lai|when|how long)(?!\p{L})/iu;
/** How long the code lasts, or a person is wished for. */
const ofElse = /valable|expire|dure|chiffres|personne|quelqu|conseill|valid|last|person|someone/iu;

/** A word that means the same everywhere. */
const commanded: Hearing = async (scene, view, { command }) =>
  command !== undefined && (await obey(scene, view, command));

const anotherInsurer: Hearing = async (scene, view, { wishful, understood }) =>
  nameInsurer(scene, view, { text: wishful, understood });

/** What is asked about whom they are talking to, what becomes of what they write, and the like. */
const aboutUs: Hearing = async (scene, view, { understood: { about, verdict } }) => {
  if (!about) return false;
  scene.standAt(view);
  scene.say(`about.${about}`, { site: `${scene.parts.publicUrl}/${scene.insurer!.id}/` });
  // At the door whoever asks how long a letter takes may want to know where theirs is.
  if (about === 'delay' && verdict === 'sure' && scene.conversation.token === undefined) return false;
  if (about === 'unheard' && verdict === 'sure') return false;
  await askAgain(scene, view);
  return true;
};

/** Good news where nothing is asked that is not done: at the menu, or where what was wanted has been reached. */
const solved: Hearing = async (scene, { outcome }, { understood }) => {
  if (!understood.solved || (scene.conversation.token !== undefined && outcome === undefined)) return false;
  await finishWell(scene);
  return true;
};

/** The same in the middle of something: whether it is needed still is theirs to say. */
const solvedMidway: Hearing = async (scene, view, { understood: { solved } }) => {
  if (!solved || scene.conversation.asked) return false;
  // Of a step that is done elsewhere it says just that.
  if (view.choices.some(({ id }) => id === 'worked')) {
    await press(scene, view, 'worked');
    return true;
  }
  scene.standAt(view);
  scene.say('glad.midway');
  scene.offer(choicesNow(scene, view));
  return true;
};

/** « Autre chose », where no choice is called so: the menu where nothing is under way any more, else any words for it. */
const somethingElse: Hearing = async (scene, view, { command }) => {
  if (command !== 'other-topics') return false;
  if (scene.conversation.token === undefined || view.outcome) return obey(scene, view, 'menu');
  scene.forget('asked').standAt(view);
  scene.say('help.menu');
  scene.offer(choicesNow(scene, view));
  return true;
};

/** More of what was told in between, before any choice of the question that was come back to. */
const goesOnAside: Hearing = async (scene, view, { wishful }) => {
  const door = await partGoneOnTo(scene, wishful);
  if (door !== undefined) await goTo(scene, view, door);
  return door !== undefined;
};

const brokenLink: Hearing = async (scene, view, { understood }) =>
  understood.linkTrouble === true && (await givePage(scene, view));

/** In this order; what is none of these is a wish. */
const hearings: readonly Hearing[] = [
  whenItComes,
  commanded,
  anotherInsurer,
  aboutUs,
  solved,
  brokenLink,
  goesOnAside,
  chooseInWords,
  somethingElse,
  correctReadBack,
  answerField,
  solvedMidway,
];

/** Every word of a message to a person is theirs: there these are not heard. */
const notInMessages: ReadonlySet<Hearing> = new Set([anotherInsurer, aboutUs, goesOnAside, somethingElse]);
