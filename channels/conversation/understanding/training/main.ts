/**
 * `npm run learn`: learns from `sentences/` and `asides/`, writes `model.json` and `asides-model.json`. Run it after
 * changing any of the data files.
 */
import { writeFileSync } from 'node:fs';
import { packed } from '../model/model-file.ts';
import { digestOfData } from './digest.ts';
import { learn } from './learn.ts';
import { readAsides, readSentences } from './sentences.ts';

for (const [name, sentences] of [
  ['model', readSentences()],
  ['asides-model', readAsides()],
] as const) {
  const file = packed(learn(sentences), digestOfData());
  writeFileSync(new URL(`../${name}.json`, import.meta.url), `${JSON.stringify(file, null, 2)}\n`);
  console.log(`${name}: ${sentences.length} sentences learnt, ${file.features.split('|').length} features`);
}
