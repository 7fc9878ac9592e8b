import { createHash } from 'node:crypto';
import { readData } from '../read-data.ts';
import { readAsides, readSentences } from './sentences.ts';

/** Changes with everything that people may edit and the model depends on, however it is laid out. */
export function digestOfData(): string {
  const { angry } = readData<{ readonly angry: unknown }>('moods.json');
  const { phrases, words, courtesy } = readData<Readonly<Record<string, unknown>>>('shorthand.json');
  const data = [
    readSentences(),
    readAsides(),
    readData('concepts.json'),
    { angry },
    { phrases, words, courtesy },
  ];
  const hash = createHash('sha256').update(JSON.stringify(data));
  return hash.digest('hex').slice(0, 16);
}
