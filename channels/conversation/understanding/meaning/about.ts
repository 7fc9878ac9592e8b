import { readData } from '../read-data.ts';
import type { About } from '../understanding.ts';
import { Phrases } from '../words/phrases.ts';

const file = readData<Readonly<Record<About, readonly string[]>>>('about.json');

/** How many other words may stand between two of a phrase. « Demandé » and what was asked for stand side by side. */
const between: Readonly<Partial<Record<About, number>>> = { unasked: 0 };

/** Stands between what was done and who says that they did not, however much is told in between. */
const apart = ' … ';

function storyOf(story: string): readonly Phrases[] {
  const [deed = '', denial = ''] = story.split(apart);
  return [new Phrases([deed], 1), new Phrases([denial], 0)];
}

const abouts = (Object.keys(file) as About[]).map((about) => ({
  about,
  phrases: new Phrases(
    file[about].filter((phrase) => !phrase.includes(apart)),
    between[about] ?? 1,
  ),
  stories: file[about].filter((phrase) => phrase.includes(apart)).map(storyOf),
}));

/** Found by signs, as danger is: nothing is learnt, and a warning too often is better than one too few. */
export const aboutIn = (words: readonly string[]): About | undefined =>
  abouts.find(
    ({ phrases, stories }) =>
      phrases.heardIn(words) || stories.some((parts) => parts.every((part) => part.heardIn(words))),
  )?.about;
