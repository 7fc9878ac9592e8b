import { insurerArguments } from '../../../../machines/messages/insurer-arguments.ts';
import type { Scene } from '../scene.ts';

/** A door in the flows' own words: what the choice that leads there is called. */
export function doorLabel(scene: Scene, door: string): string {
  const { registry, clock } = scene.parts;
  const { locale } = scene.conversation;
  const [flow = '', whole, topic = whole] = door.split(':', 3);
  const ids = topic
    ? [`${flow}.choice.${topic}`, `choice.${flow}.${topic}`, `choice.${topic}`, `choice.${flow}`]
    : [`front-door.choice.${flow}`, `choice.${flow}`];
  const id = ids.find((candidate) => registry.messages[candidate]);
  if (!id) return door;
  return registry.format(
    locale,
    id,
    scene.insurer ? insurerArguments(scene.insurer, locale, clock.now()) : {},
  );
}
