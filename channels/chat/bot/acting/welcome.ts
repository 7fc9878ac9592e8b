import { insurerIn } from '../own.ts';
import type { Scene } from '../scene.ts';
import { insurerChoices } from '../telling/choices.ts';
import { showMenu } from '../telling/finish.ts';
import { takeAlreadySaid } from './already-said.ts';
import { start } from './go-to.ts';

/** The insurer whose name stands among the words, when it is one. */
export function namedIn(scene: Scene, text: string): string | undefined {
  const words = new Set(text.toLowerCase().split(/[^\p{L}\p{N}-]+/u));
  const spelled = insurerChoices(scene).filter(({ label }) => words.has(label.toLowerCase()));
  return spelled.length === 1 ? insurerIn(spelled[0]!.id) : undefined;
}

/** It is named, so that whoever is wrong sees it; then comes what was wished, or the menu. */
export async function welcome(scene: Scene, tenant: string): Promise<void> {
  const { later } = scene.conversation;
  scene.remember({ tenant, later: undefined, misses: 0 });
  scene.say('insurer.chosen');
  scene.say('greeting.safe');
  const insurer = scene.insurer!;
  const wished = insurer.kind === 'insurer' ? later : undefined;
  await (wished === undefined ? showMenu(scene) : start(scene, wished));
  return takeAlreadySaid(scene, wished ?? insurer.door, lastSaid(scene));
}

/** The wish, and whose it is. */
const lastSaid = ({ conversation: { lines } }: Scene): string =>
  lines
    .filter(({ from }) => from === 'person')
    .slice(-2)
    .map(({ text }) => text)
    .join('\n');
