/**
 * `node test/language/choose-bounds.ts`: how sure is sure (`verdict.ts`), chosen on the sentences learnt alone. Each
 * tenth of their situations is judged by a model that was learnt from the others, with every pair of bars: the higher
 * they are, the fewer flows begin that nobody asked for, and the more wishes become a question first. Takes half a
 * minute; prints, for each share of wishes still gone to at once, the bars under which the fewest of what is out of
 * scope begins.
 */

import { type Bounds, bounds, judge } from '../../channels/conversation/understanding/meaning/verdict.ts';
import { readSentences } from '../../channels/conversation/understanding/training/sentences.ts';
import { type Unseen, unseen } from './unseen.ts';

const doubtful = [0.5, 0.7, 0.85, 0.95, 0.99, 1.01];
const elsewhere = [0.3, 0.2, 0.15, 0.1, 0.07, 0.05, 0.04, 0.03, 0.025, 0.02, 0.015, 0.012, 0.009, 0.006];
const shares = [1, 0.97, 0.95, 0.93, 0.9, 0.87, 0.85, 0.8];

interface Tried extends Bounds {
  /** Of what is in scope, gone to at once and right. */
  readonly right: number;
  readonly wrong: number;
  /** Of what is out of scope, begun all the same. */
  readonly begun: number;
}

function tried(all: readonly Unseen[], within: Bounds): Tried {
  const inScope = all.filter(({ sentence }) => sentence.door !== 'none').length;
  const counts = { right: 0, wrong: 0, begun: 0 };
  for (const { sentence, words, classified } of all) {
    const { verdict, doors } = judge({ classify: () => classified }, words, within);
    if (verdict !== 'sure') continue;
    if (sentence.door === 'none') counts.begun++;
    else if (doors[0]!.door === sentence.door) counts.right++;
    else counts.wrong++;
  }
  const { right, wrong, begun } = counts;
  return {
    ...within,
    right: right / inScope,
    wrong: wrong / inScope,
    begun: begun / (all.length - inScope),
  };
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

const all = unseen(readSentences());
const every = doubtful.flatMap((sureWhenDoubtful) =>
  elsewhere.map((elsewhere) => tried(all, { ...bounds, sureWhenDoubtful, elsewhere })),
);
const most = Math.max(...every.map(({ right }) => right));
console.log('at once and right | wrong | out of scope begun | sure when doubtful | elsewhere');
for (const share of shares) {
  const best = every
    .filter(({ right }) => right >= share * most)
    .reduce((one, other) => (other.begun < one.begun ? other : one));
  const { right, wrong, begun, sureWhenDoubtful, elsewhere } = best;
  console.log(
    `${share}: ${percent(right)} | ${percent(wrong)} | ${percent(begun)} | ${sureWhenDoubtful} | ${elsewhere}`,
  );
}
