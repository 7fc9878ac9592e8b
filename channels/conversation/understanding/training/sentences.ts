import { readdirSync, readFileSync } from 'node:fs';
import { aboutIn } from '../meaning/about.ts';
import { isAside } from '../meaning/asides.ts';
import { isDoor } from '../meaning/doors.ts';
import { moodsOf } from '../meaning/moods.ts';
import { urgencyOf } from '../meaning/urgency.ts';
import { readData } from '../read-data.ts';
import type { Door } from '../understanding.ts';
import { wordsOf } from '../words/words.ts';

export interface Sentence {
  /** Or the aside it is. */
  readonly door: Door | 'none';
  /** Sentences of one situation say the same thing in several ways. */
  readonly situation: string;
  readonly text: string;
}

/** Every sentence of `sentences/`: a file per door, `information.contacts.json` for `information:contacts`. */
export const readSentences = (): readonly Sentence[] => readFolder('sentences', isDoor, 'doors.json');

/**
 * Every sentence of `asides/`, a file per aside; and as nothing of the kind, commands, choices in other words, and all
 * that has a door and in which no sign of one is heard.
 */
export function readAsides(): readonly Sentence[] {
  const wishes = readSentences().filter(({ text }) => !signOf(text));
  const { synonyms, phrases } = readData<Readonly<Record<'synonyms' | 'phrases', Said>>>('choices.json');
  const said = [readData<Said>('commands.json'), synonyms, phrases];
  return [
    ...readFolder('asides', isAside, 'meaning/asides.ts'),
    ...wishes.map((sentence) => ({ ...sentence, door: 'none' })),
    ...said.flatMap((one) => sentencesOf('none', one)),
  ];
}

type Said = Readonly<Record<string, readonly string[]>>;

function signOf(text: string): boolean {
  const words = wordsOf(text);
  const { solved, angry } = moodsOf(text, words);
  return (urgencyOf(words) ?? aboutIn(words) ?? solved ?? angry) !== undefined;
}

/** Throws where a file is named like nothing that its sentences could lead to. */
function readFolder(name: string, isKnown: (door: string) => boolean, namedIn: string): readonly Sentence[] {
  const folder = new URL(`../${name}/`, import.meta.url);
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const door = file.replace(/\.json$/, '').replace('.', ':');
      if (door !== 'none' && !isKnown(door))
        throw new Error(`${name}/${file}: « ${door} » is not named in ${namedIn}`);
      return sentencesOf(door, JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
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
