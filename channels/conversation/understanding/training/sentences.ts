import { readdirSync, readFileSync } from 'node:fs';
import type { Door } from '../understanding.ts';

export interface Sentence {
  readonly door: Door | 'none';
  /** Sentences of one situation say the same thing in several ways. */
  readonly situation: string;
  readonly text: string;
}

const folder = new URL('../sentences/', import.meta.url);

/** Every sentence of `sentences/`: a file per door, `information.contacts.json` for `information:contacts`. */
export function readSentences(): readonly Sentence[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const door = name.replace(/\.json$/, '').replace('.', ':');
      return sentencesOf(door, JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
    });
}

/** A door's situations, each with the ways of saying it. */
export function sentencesOf(
  door: string,
  situations: Readonly<Record<string, readonly string[]>>,
): readonly Sentence[] {
  return Object.entries(situations).flatMap(([situation, texts]) =>
    texts.map((text) => ({ door, situation: `${door}/${situation}`, text })),
  );
}
