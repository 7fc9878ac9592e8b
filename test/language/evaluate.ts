/**
 * `node test/language/evaluate.ts`: measures understanding on the sentences held out and prints the figures that
 * stand in docs/language.md; `--write` puts them there. It names no sentence, so that nobody tunes on them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { makeUnderstanding } from '../../channels/conversation/understanding/make-understanding.ts';
import {
  readSentences,
  type Sentence,
} from '../../channels/conversation/understanding/training/sentences.ts';
import type { Understanding } from '../../channels/conversation/understanding/understanding.ts';
import { figuresOf, judged } from './evaluation.ts';
import { confusionTable, figuresTable, outOfScopeFigures } from './report.ts';
import { heldOut, heldOutLater, heldOutThird, outOfScope, outOfScopeLater } from './sets.ts';

const marked = /(<!-- figures -->\n)[\s\S]*(<!-- end of figures -->)/;
const page = new URL('../../docs/language.md', import.meta.url);

export function languageReport(): string {
  const { sentences, removed } = heldOut();
  const understanding = makeUnderstanding();
  const all = judged(sentences, understanding);
  const everyday = outOfScope().sentences;
  const later = outOfScopeLater().sentences;
  const others = heldOutLater();
  const third = heldOutThird();
  const learnt = readSentences();
  const fromAll = [...sentences, ...others.sentences, ...third.sentences, ...everyday, ...later];
  const outside = sentences.filter(({ door }) => door === 'none').length;
  return [
    `Learnt from ${learnt.length} sentences of ${situationsIn(learnt)} situations. Held out: ${sentences.length} sentences of ${situationsIn(sentences)} other situations, ${Math.round((100 * outside) / sentences.length)} % of them out of scope; ${removed.length} more were left out because a sentence nearly the same is learnt.`,
    figuresTable(figuresOf(all)),
    `The same of ${others.sentences.length} sentences of ${situationsIn(others.sentences)} situations, written by somebody who had seen none of ours (${others.removed.length} left out as too near):`,
    figuresTable(figuresOf(judged(others.sentences, understanding)), 'sentences of somebody else'),
    `And of ${third.sentences.length} of ${situationsIn(third.sentences)} situations, by a third hand (${third.removed.length} left out as too near):`,
    figuresTable(figuresOf(judged(third.sentences, understanding)), 'sentences of a third'),
    `Of ${everyday.length} more sentences, all out of scope, on everyday matters from taxes to the wifi’s password: ${outOfScopeFigures(figuresOf(judged(everyday, understanding)))}.`,
    `Of ${later.length} written last, all out of scope, from the solar panels to the dry cleaner’s ticket: ${outOfScopeFigures(figuresOf(judged(later, understanding)))}.`,
    `In none of these ${fromAll.length} a life is in danger; it was rung for ${falseAlarms(fromAll, understanding).length}.`,
    confusionTable(all),
  ].join('\n\n');
}

/** Danger or despair, heard where nobody speaks of either. */
export const falseAlarms = (sentences: readonly Sentence[], { understand }: Understanding) =>
  sentences.filter(({ text }) => ['danger', 'despair'].includes(understand(text).urgency ?? ''));

const situationsIn = (sentences: readonly Sentence[]) =>
  new Set(sentences.map(({ situation }) => situation)).size;

/** The figures as they stand on the page. */
export function writtenReport(): string | undefined {
  return marked.exec(readFileSync(page, 'utf8'))?.[0].split('\n').slice(1, -1).join('\n');
}

if (import.meta.main) {
  const report = languageReport();
  console.log(report);
  if (process.argv.includes('--write')) {
    const text = readFileSync(page, 'utf8');
    if (!marked.test(text)) throw new Error('docs/language.md has no place for the figures');
    writeFileSync(
      page,
      text.replace(marked, (_all, start, end) => `${start}${report}\n${end}`),
    );
  }
}
