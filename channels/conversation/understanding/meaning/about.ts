import { readData } from '../read-data.ts';
import type { About } from '../understanding.ts';
import { Phrases } from '../words/phrases.ts';

const file = readData<Readonly<Record<About, readonly string[]>>>('about.json');

/** How many other words may stand between two of a phrase. « Demandé » and what was asked for stand side by side. */
const between: Readonly<Partial<Record<About, number>>> = { unasked: 0 };

/** « Code a changé … » and « … est pas moi » are heard together, however much is told in between. */
const deedEnd = / …$/;
const denialStart = /^… /;

const abouts = (Object.keys(file) as About[]).map((about) => {
  const listed = file[about];
  const whole = listed.filter((phrase) => !deedEnd.test(phrase) && !denialStart.test(phrase));
  const of = (mark: RegExp) =>
    listed.filter((phrase) => mark.test(phrase)).map((phrase) => phrase.replace(mark, ''));
  const deeds = of(deedEnd);
  return {
    about,
    phrases: new Phrases(whole, between[about] ?? 1),
    ...(deeds.length > 0 && {
      story: { deeds: new Phrases(deeds, 1), denials: new Phrases(of(denialStart), 0) },
    }),
  };
});

/** Beside a plain wish they are no question. */
export const remarks: ReadonlySet<About> = new Set(['unheard', 'later']);

/** Found by signs, as danger is: nothing is learnt, and a warning too often is better than one too few. */
export const aboutIn = (words: readonly string[]): About | undefined =>
  abouts.find(
    ({ phrases, story }) =>
      phrases.heardIn(words) || (story?.deeds.heardIn(words) && story.denials.heardIn(words)),
  )?.about;
