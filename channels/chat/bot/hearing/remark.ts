import type { View } from '../../../../machines/envelope.ts';
import type { Understood } from '../../../conversation/understanding/understanding.ts';
import type { ChatWord } from '../../words.ts';
import { isHere } from '../acting/go-to.ts';
import type { Scene } from '../scene.ts';
import { noteLater } from '../telling/note-later.ts';

const hasSaid = (scene: Scene, word: ChatWord): boolean =>
  scene.conversation.lines.some(({ from, text }) => from === 'bot' && text === scene.word(word));

/**
 * What else was in the message: anger is answered kindly, a second wish is kept for after the first. Says whether there
 * was something to answer.
 */
export function remark(scene: Scene, view: View, understood: Understood): boolean {
  const { lastSeq } = scene;
  const { angry, bereaved, forAnother, second, doors } = understood;
  if (bereaved) scene.say('condolences');
  else if (angry) scene.say(hasSaid(scene, 'sorry') ? 'sorry.again' : 'sorry');
  if (forAnother && !hasSaid(scene, 'for-another')) scene.say('for-another');
  // What is the dead person’s is for the person they are led to.
  if (
    second !== undefined &&
    !bereaved &&
    second !== doors[0]?.door &&
    second !== view.flow &&
    isHere(scene, view, second)
  )
    noteLater(scene, second);
  return scene.lastSeq > lastSeq;
}
