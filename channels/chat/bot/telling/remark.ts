import type { Understood } from '../../../conversation/understanding/understanding.ts';
import type { ChatWord } from '../../words.ts';
import type { Scene } from '../scene.ts';
import { doorLabel } from './door-label.ts';

const hasSaid = (scene: Scene, word: ChatWord): boolean =>
  scene.conversation.lines.some(({ from, text }) => from === 'bot' && text === scene.word(word));

/** What else was in the message: anger is answered kindly, a second wish is kept for after the first. */
export function remark(scene: Scene, { angry, bereaved, forAnother, second, doors }: Understood): void {
  if (bereaved) scene.say('condolences');
  else if (angry) scene.say(hasSaid(scene, 'sorry') ? 'sorry.again' : 'sorry');
  if (forAnother && !hasSaid(scene, 'for-another')) scene.say('for-another');
  if (second === undefined || second === doors[0]?.door) return;
  scene.remember({ later: second });
  scene.notedLater = true;
  scene.say('later.noted', { door: doorLabel(scene, second) });
}
