import { readData } from '../read-data.ts';
import { wordKey } from './word-key.ts';

const { angry } = readData<{ readonly angry: readonly string[] }>('moods.json');

/** Words that say nothing of what a message is about: they are everywhere, or only say how somebody feels. */
const functionWords = new Set(
  'dans pour avec sans vous nous votre vos notre leur quel quelle quels quelles cette cela comment quand pourquoi mais donc aussi faut fait faire avoir etre suis sont sera etes avez avons tout tous toute toutes tres bien deja encore apres avant chez entre depuis puis alors parce this that with have your what where when how they them then been does'
    .split(' ')
    .concat(angry.map((word) => word.replace('=', '')))
    .map(wordKey),
);

/** From 0 to 1: how many of the words that carry meaning are not `ours`, in quarters rounded up. */
export function foreignShare(words: readonly string[], ours: (key: string) => boolean): number {
  const keys = words.filter((word) => word.length >= 4).map(wordKey);
  const meant = keys.filter((key) => !functionWords.has(key));
  if (meant.length === 0) return 0;
  return Math.ceil((meant.filter((key) => !ours(key)).length / meant.length) * 4) / 4;
}
