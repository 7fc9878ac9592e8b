import type { View } from '../../../machines/envelope.ts';
import type { Received } from '../bot.ts';
import { insurerChoices } from './choices.ts';
import { showMenu } from './finish.ts';
import { start } from './go-to.ts';
import { screened } from './guard.ts';
import { resumeByCode, resumeCodeIn, resumes } from './resume.ts';
import type { Scene } from './scene.ts';
import { urgent } from './urgent.ts';

/** Everything an insurer does is theirs: whose it is comes first. A wish told meanwhile is kept and comes next. */
export async function chooseInsurer(scene: Scene, { text, choice, id }: Received): Promise<void> {
  const choices = insurerChoices(scene);
  const first = scene.lastSeq === 0;
  scene.standAt(beforeAnyDoor);
  const resuming = text !== undefined && resumes(text);
  const { secret, kept } = screened(scene, text ?? choice ?? '', resuming ? 'resumeCode' : undefined);
  if (text !== undefined || choice !== undefined)
    scene.hear(choices.find((one) => one.id === choice)?.label ?? kept, id);
  const code = resuming ? resumeCodeIn(text) : undefined;
  if (code !== undefined) return resumeByCode(scene, code, ask);
  const chosen = choice ?? (text === undefined || secret ? undefined : await named(scene, kept));
  const insurer = choices.find((one) => one.id === chosen);
  if (insurer) return welcome(scene, insurer.id.slice('insurer:'.length));
  if (secret) scene.say('secret.seen');
  return ask();

  async function ask(): Promise<void> {
    scene.say(first ? 'greeting.insurer' : 'ask.insurer');
    scene.offer(choices);
  }
}

/** Where somebody stands whose insurer is not known yet. */
const beforeAnyDoor: View = {
  turn: 0,
  flow: 'front-door',
  state: 'choosing-insurer',
  messages: [],
  fields: [],
  choices: [],
};

/** The insurer named in a sentence; what else it says is understood and kept. */
async function named(scene: Scene, text: string): Promise<string | undefined> {
  const understanding = await scene.parts.understanding();
  const { locale } = scene.conversation;
  const choices = insurerChoices(scene);
  const words = new Set(text.toLowerCase().split(/[^\p{L}\p{N}-]+/u));
  const spelled = choices.filter(({ label }) => words.has(label.toLowerCase()));
  const understood = understanding.understand(text, locale);
  urgent(scene, understood);
  if (understood.verdict === 'sure') scene.remember({ later: understood.doors[0]!.door });
  return spelled.length === 1 ? spelled[0]!.id : understanding.choose(text, choices, locale);
}

async function welcome(scene: Scene, tenant: string): Promise<void> {
  const { later } = scene.conversation;
  scene.remember({ tenant, later: undefined });
  scene.say('greeting.safe');
  if (later !== undefined && scene.insurer?.kind === 'insurer') return start(scene, later);
  return showMenu(scene);
}
