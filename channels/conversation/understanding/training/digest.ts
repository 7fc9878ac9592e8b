import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readSentences } from './sentences.ts';

/** Changes with everything that people may edit and the model depends on. */
export function digestOfData(): string {
  const hash = createHash('sha256').update(JSON.stringify(readSentences()));
  for (const name of ['concepts.json', 'moods.json', 'shorthand.json'])
    hash.update(readFileSync(new URL(`../${name}`, import.meta.url)));
  return hash.digest('hex').slice(0, 16);
}
