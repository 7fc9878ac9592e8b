/** `npm run learn`: learns from `sentences/` and writes `model.json`. Run it after changing any of the data files. */
import { writeFileSync } from 'node:fs';
import { packed } from '../model/model-file.ts';
import { digestOfData } from './digest.ts';
import { learn } from './learn.ts';
import { readSentences } from './sentences.ts';

const sentences = readSentences();
const file = packed(learn(sentences), digestOfData());
writeFileSync(new URL('../model.json', import.meta.url), `${JSON.stringify(file, null, 2)}\n`);
console.log(`${sentences.length} sentences learnt, ${file.features.split('|').length} features`);
