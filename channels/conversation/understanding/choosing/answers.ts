import { readData } from '../read-data.ts';
import type { Choice } from '../understanding.ts';
import { Phrases } from '../words/phrases.ts';

const file = readData<{
  /** What says nothing of its own beside an answer. */
  readonly besides: readonly string[];
  /** Beside a no alone. */
  readonly denials: readonly string[];
  /** By id, or by question and id. */
  readonly answers: Readonly<Record<string, readonly string[]>>;
}>('answers.json');

/** Says nothing of its own beside an answer. */
export const besides = new Set(file.besides);
const besidesNo = new Set([...file.besides, ...file.denials]);
const answers = new Map(Object.entries(file.answers).map(([key, said]) => [key, new Phrases(said)]));

/** A choice by itself, and as the answer to its question. */
export const keysOf = ({ id, question }: Choice): readonly string[] => [id, `${question}.${id}`];

/**
 * The choice that is given by what people answer to its question, where they say nothing else: « je l’ai perdu » is not
 * « je l’ai », and « attendez avant d’envoyer » not « envoyez ».
 */
export function answerIn(words: readonly string[], choices: readonly Choice[]): string | undefined {
  const given = choices.filter((choice) => {
    const beside = choice.id === 'no' ? besidesNo : besides;
    return keysOf(choice).some((key) => {
      const said = answers.get(key);
      return said?.heardIn(words) && said.without(words).every((word) => beside.has(word));
    });
  });
  return given.length === 1 ? given[0]!.id : undefined;
}
