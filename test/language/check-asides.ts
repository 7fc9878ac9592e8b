/**
 * `node test/language/check-asides.ts`: how much of what is said beside any wish is heard, by signs alone and with what
 * is learnt, where the model has learnt nothing of the situation; and how often one is heard where nothing of the kind
 * is said. Takes a minute. The bounds of `meaning/asides.ts` were chosen by it.
 */
import { makeUnderstanding } from '../../channels/conversation/understanding/make-understanding.ts';
import { aboutIn } from '../../channels/conversation/understanding/meaning/about.ts';
import { asideOf } from '../../channels/conversation/understanding/meaning/asides.ts';
import { moodsOf } from '../../channels/conversation/understanding/meaning/moods.ts';
import { urgencyOf } from '../../channels/conversation/understanding/meaning/urgency.ts';
import { readAsides } from '../../channels/conversation/understanding/training/sentences.ts';
import { wordsOf } from '../../channels/conversation/understanding/words/words.ts';
import { unseen } from './unseen.ts';

const life = new Set(['danger', 'despair']);
/** Danger and despair are answered alike first: the numbers to call. */
const kindOf = (aside: string) => (life.has(aside) ? 'danger or despair' : aside);

function bySigns(text: string): string | undefined {
  const words = wordsOf(text);
  const { solved, angry } = moodsOf(text, words);
  const urgency = urgencyOf(words);
  if (urgency) return urgency;
  return aboutIn(words) ?? (solved ? 'solved' : angry ? 'complaint' : undefined);
}

const { understand } = makeUnderstanding();
const rows = unseen(readAsides()).map(({ sentence: { door, situation, text }, classified }) => {
  const signs = bySigns(text);
  const { urgency, about, solved, complains } = asideOf(classified, text, understand(text).verdict);
  const learnt = urgency ?? about ?? (solved ? 'solved' : complains ? 'complaint' : undefined);
  return { door, situation, signs, heard: signs ?? learnt };
});

const percent = (part: number, whole: number) =>
  `${((100 * part) / whole).toFixed(1)} % (${part} of ${whole})`;
console.log('| said | heard by signs | with what is learnt |\n| --- | --- | --- |');
for (const aside of [...new Set(rows.map(({ door }) => kindOf(door)))].filter((one) => one !== 'none')) {
  const said = rows.filter(({ door }) => kindOf(door) === aside);
  const right = (heard: string | undefined) => heard !== undefined && kindOf(heard) === aside;
  const signs = said.filter((one) => right(one.signs)).length;
  const heard = said.filter((one) => right(one.heard)).length;
  console.log(`| ${aside} | ${percent(signs, said.length)} | ${percent(heard, said.length)} |`);
}
const nothing = rows.filter(({ door }) => door === 'none');
for (const [name, those] of [
  ['near misses: a danger rung', nothing.filter(({ situation }) => situation.startsWith('none/harmless'))],
  [
    'wishes and all else: a danger rung',
    nothing.filter(({ situation }) => !/^none\/(?:harmless|ordinary)/.test(situation)),
  ],
] as const) {
  const rung = (heard: string | undefined) => heard !== undefined && life.has(heard);
  const signs = those.filter((one) => rung(one.signs)).length;
  const heard = those.filter((one) => rung(one.heard)).length;
  console.log(`| ${name} | ${percent(signs, those.length)} | ${percent(heard, those.length)} |`);
}
