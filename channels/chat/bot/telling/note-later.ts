import type { Scene } from '../scene.ts';
import { doorLabel } from './door-label.ts';

/** Offered once what is under way is done. */
export function noteLater(scene: Scene, door: string): void {
  scene.remember({ later: door });
  scene.notedLater = true;
  scene.say('later.noted', { door: doorLabel(scene, door) });
}
