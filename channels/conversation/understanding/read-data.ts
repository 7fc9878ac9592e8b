import { readFileSync } from 'node:fs';

/** One of the data files beside this one, which people who do not program can read and extend. */
export function readData<Data>(name: string): Data {
  return JSON.parse(readFileSync(new URL(`./${name}`, import.meta.url), 'utf8')) as Data;
}
