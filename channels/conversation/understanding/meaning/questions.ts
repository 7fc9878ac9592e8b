import { readData } from '../read-data.ts';
import type { Door } from '../understanding.ts';
import { folded } from '../words/words.ts';

type Listed = 'openings' | 'suppositions' | 'refusals' | 'refused' | 'refusable' | 'before';
const file = readData<Readonly<Record<Listed, readonly string[]>>>('questions.json');
const before = new Set(file.before);

/** Whether it opens as a question does: in the middle of something, perhaps one about that. */
export const isQuestion = (text: string): boolean => opensWith(file.openings, text);

/** « Et si je n’ai pas d’e-mail ? »: whoever wonders has not chosen. */
export const isSupposing = (text: string): boolean => opensWith(file.suppositions, text);

/** More words than that tell what is wanted instead. */
const wordsOfRefusal = 8;
/** « Je ne veux pas de », « je ne veux pas changer »; not « je ne veux pas attendre ». */
const refusals = file.refusals.flatMap((opening) => file.refused.map((what) => `${opening} ${what}`));
const refusable = new Set(file.refusable);

/** « Je ne veux pas de nouveau code », and no more: of a door that one may do without, which nobody is then led to. */
export const isRefusing = (text: string, door: Door | undefined): boolean =>
  door !== undefined &&
  refusable.has(door) &&
  opensWith(refusals, text) &&
  folded(text).split(' ').length <= wordsOfRefusal &&
  !/[,;]/.test(text);

function opensWith(openings: readonly string[], text: string): boolean {
  const words = folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(0, 3).some((_, at) => {
    const isOpening = words.slice(0, at).every((word) => before.has(word));
    const rest = `${words.slice(at).join(' ')} `;
    return isOpening && openings.some((opening) => rest.startsWith(`${opening} `));
  });
}
