import { createHash } from 'node:crypto';
import { readData } from '../read-data.ts';
import { readSentences } from './sentences.ts';

/** Changes with everything that people may edit and the model depends on, however it is laid out. */
export function digestOfData(): string {
  const hash = createHash('sha256').update(JSON.stringify(readSentences()));
  for (const name of ['concepts.json', 'moods.json', 'shorthand.json'])
    hash.update(JSON.stringify(readData(name)));
  return hash.digest('hex').slice(0, 16);
}
