/**
 * `node test/language/develop.ts`: the sentences that may be looked at, and which of them go wrong: those with a door
 * that do not lead there at once, those without that lead anywhere.
 */
import { makeUnderstanding } from '../../channels/conversation/understanding/make-understanding.ts';
import { figuresOf, judged, outcomeOf } from './evaluation.ts';
import { figuresTable } from './report.ts';
import { development } from './sets.ts';

const all = judged(development(), makeUnderstanding());
console.log(figuresTable(figuresOf(all), 'development sentences'));
for (const one of all) {
  const { door, text } = one.sentence;
  const outcome = outcomeOf(one);
  const asWished = door === 'none' ? ['none', '?'].includes(outcome) : outcome === door;
  if (!asWished) console.log(`${door} → ${outcome}: ${text}`);
}
