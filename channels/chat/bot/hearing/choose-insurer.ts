import type { ChoiceView, View } from '../../../../machines/envelope.ts';
import { phoneLine } from '../../../../machines/messages/contacts.ts';
import type { Command, Understood } from '../../../conversation/understanding/understanding.ts';
import type { Received } from '../../bot.ts';
import type { ChatWord } from '../../words.ts';
import { resumeByCode, resumeCodeIn, resumes } from '../acting/resume.ts';
import { namedIn, welcome } from '../acting/welcome.ts';
import { speak, turnIn } from '../language.ts';
import { insurerIn } from '../own.ts';
import type { Scene } from '../scene.ts';
import { insurerChoices, labelTyped } from '../telling/choices.ts';
import { keptOut, lineOf, screened } from './guard.ts';
import { mostMisses } from './miss.ts';
import { audible, understoodIn, urgent } from './urgent.ts';

/** Everything an insurer does is theirs: whose it is comes first. A wish told meanwhile is kept and comes next. */
export async function chooseInsurer(scene: Scene, message: Received): Promise<void> {
  const { text, choice, id, unread, edited } = message;
  const choices = insurerChoices(scene);
  const first = scene.lastSeq === 0;
  const opensOnly = text === undefined && choice === undefined && !unread;
  if (opensOnly && !first) return;
  scene.standAt(beforeAnyDoor);
  const resuming = text !== undefined && resumes(text);
  const { secret, kept } = screened(scene, text ?? choice ?? '', resuming ? 'resumeCode' : undefined);
  if (!opensOnly)
    scene.hear(choices.find((one) => one.id === choice)?.label ?? lineOf(scene, kept, unread), id);
  const understood = text === undefined ? undefined : await understoodIn(scene, kept);
  const inDanger = understood !== undefined && urgent(scene, understood);
  keptOut(scene, { secret, unread, edited });
  if (inDanger) return;
  const turn = understood && (await turnIn(scene, audible(kept), understood));
  if (turn) speak(scene, turn.language, turn.saying);
  const code = resuming ? resumeCodeIn(text) : undefined;
  if (code !== undefined) return resumeByCode(scene, code, async () => ask(scene));
  const chosen = choice ?? (text === undefined || secret ? undefined : await named(scene, kept, understood));
  const tenant = insurerIn(chosen);
  if (tenant !== undefined && scene.parts.insurers.has(tenant)) return welcome(scene, tenant);
  if (!understood || secret) return ask(scene, first);
  const understanding = await scene.parts.understanding();
  const command = understanding.command(audible(kept));
  return help(scene, { command, understood, first });
}

/** Where somebody stands whose insurer is not known yet. */
export const beforeAnyDoor: View = {
  turn: 0,
  flow: 'front-door',
  state: 'choosing-insurer',
  messages: [],
  fields: [],
  choices: [],
};

function ask(scene: Scene, first = false): void {
  scene.say(first ? 'greeting.insurer' : 'ask.insurer');
  scene.offer(insurerChoices(scene));
}

interface Answer {
  readonly command: Command | undefined;
  readonly understood: Understood;
  readonly first: boolean;
}

/** No insurer was named: what was said instead is answered, and the question stands. */
function help(scene: Scene, { command, understood, first }: Answer): void {
  const { verdict, doors, greets, thanks, urgency, about } = understood;
  if (command === 'stop') {
    scene.remember({ later: undefined, misses: 0 });
    scene.say('goodbye');
    return;
  }
  const wish = verdict === 'sure' ? doors[0]?.door : undefined;
  const told = command === undefined && about ? ofAnyInsurer[about] : undefined;
  if (told) scene.say(told);
  if (command === 'person' || wish === 'person') everybody(scene);
  else if (command !== undefined && command !== 'yes' && command !== 'no') {
    if (asksWhere.has(command)) scene.say('insurer.where');
  } else if (wish !== undefined) scene.remember({ misses: 0 });
  else if (!told && !first && !greets && !thanks && !urgency) miss(scene);
  ask(scene, first);
}

/** What is true whoever their insurer is. */
const ofAnyInsurer: Readonly<Partial<Record<NonNullable<Understood['about']>, ChatWord>>> = {
  robot: 'insurer.robot',
  fraud: 'about.fraud',
  data: 'about.data',
  nir: 'about.nir',
  given: 'about.given',
  begun: 'about.begun',
  resuming: 'about.resuming',
  intruder: 'about.intruder',
  unasked: 'about.unasked',
  typed: 'about.typed',
  later: 'about.later',
  offline: 'about.offline',
};

const asksWhere: ReadonlySet<Command> = new Set<Command>(['help', 'unknown', 'repeat']);

function miss(scene: Scene): void {
  const misses = scene.conversation.misses + 1;
  scene.remember({ misses: misses % mostMisses });
  if (misses < mostMisses) {
    scene.say('missed.1');
    if (misses > 1) scene.say('insurer.where');
    return;
  }
  scene.say('missed.3');
  everybody(scene);
}

/** Whose number to call is theirs to know: one of each. */
function everybody(scene: Scene): void {
  const { parts, conversation } = scene;
  const numbers = [...parts.insurers.values()].map((insurer) => ({
    insurer: insurer.name,
    phone: phoneLine(insurer, 'person', conversation.locale, parts.clock.now()),
  }));
  const known = numbers.filter(({ phone }) => /\d/.test(phone));
  scene.line([scene.word('insurer.all'), ...known.map((one) => scene.word('insurer.phone', one))].join('\n'));
}

/** « CMPS »: the letters of one name alone, in another order. */
function swapped(choices: readonly ChoiceView[], kept: string): string | undefined {
  const lettersOf = (name: string) => [...name.trim().toLowerCase()].sort().join('');
  const meant = choices.filter(({ label }) => lettersOf(label) === lettersOf(kept));
  return meant.length === 1 ? meant[0]!.id : undefined;
}

/** The insurer that a sentence chooses; what else it says is kept. */
async function named(
  scene: Scene,
  kept: string,
  understood: Understood | undefined,
): Promise<string | undefined> {
  const choices = insurerChoices(scene);
  const typed = labelTyped(choices, kept) ?? swapped(choices, kept);
  if (typed) return typed;
  const spelled = namedIn(scene, kept);
  if (understood?.verdict === 'sure' && understood.doors[0]!.door !== 'person')
    scene.remember({ later: understood.doors[0]!.door });
  if (spelled !== undefined) return choices.find((one) => insurerIn(one.id) === spelled)!.id;
  return (await scene.parts.understanding()).choose(audible(kept), choices);
}
