import type { View } from '../../../../machines/envelope.ts';
import type {
  Command,
  Understanding,
  Understood,
} from '../../../conversation/understanding/understanding.ts';
import type { Scene } from '../scene.ts';

/** A sentence, as it was said and as it was understood. */
export interface Heard {
  readonly text: string;
  /** As far as it is read for a wish. */
  readonly wishful: string;
  /** The word that means the same everywhere, where it is one. */
  readonly command: Command | undefined;
  readonly understood: Understood;
  readonly understanding: Understanding;
}

/** One way of taking a sentence: true when it was meant so, and nothing else is to be heard in it. */
export type Hearing = (scene: Scene, view: View, heard: Heard) => boolean | Promise<boolean>;
