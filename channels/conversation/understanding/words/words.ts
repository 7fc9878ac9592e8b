import { remembering } from '../remembered.ts';
import { shorthand } from './shorthand.ts';

/** Of what is longer, the beginning and the end are read, so that no message takes long: what matters may come last. */
export const readCharacters = 600;

export function bothEnds(text: string, most = readCharacters): string {
  if (text.length <= most) return text;
  const half = Math.floor((most - 1) / 2);
  return `${text.slice(0, half)} ${text.slice(-half)}`;
}

/** Lower case, no accents, one kind of apostrophe and space; at most 600 characters. */
export function folded(text: string): string {
  return (
    bothEnds(text)
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[’‘`´ʼ]/g, "'")
      .replaceAll('œ', 'oe')
      .replaceAll('æ', 'ae')
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      // Lines stay apart.
      .replace(/[^\S\n]+/gu, ' ')
  );
}

/** The words of a text, folded, with SMS style and abbreviations written out. */
export const wordsOf: (text: string) => readonly string[] = remembering((text) => {
  // « jé perdu »: without its accent it would read « je ».
  let plain = folded(bothEnds(text).replace(/\bj['’]?é(?=\s)/giu, 'j ai'));
  for (const [pattern, full] of shorthand.phrases) plain = plain.replace(pattern, ` ${full} `);
  return (plain.match(/[a-z0-9_]+/g) ?? []).flatMap((word) => shorthand.words.get(word) ?? [word]);
});

/** Without greetings, thanks and fillers; all of them when there is nothing else. */
export function withoutCourtesy(words: readonly string[]): readonly string[] {
  const rest = words.filter((word) => !shorthand.courtesy.has(word));
  return rest.length > 0 ? rest : words;
}

/** At least so much must be left to be what they mean. */
const wordsOfAWish = 3;

/** « Non attendez, je me suis trompé, c’est pour changer mon code » without what was taken back. */
export function withoutFalseStart(text: string): string {
  const words = text.trim().split(/\s+/);
  let at = 0;
  for (let taken = falseStartOf(words); taken > 0; taken = falseStartOf(words.slice(at))) at += taken;
  if (at === 0) return text;
  const rest = words.slice(at).join(' ');
  return wordsOf(rest).length >= wordsOfAWish ? rest : text;
}

/** How many words of the text are no more than a false start; a word of the text may be several of ours: « l’ai ». */
function falseStartOf(words: readonly string[]): number {
  const heard: string[] = [];
  for (const [index, word] of words.slice(0, longestFalseStart).entries()) {
    heard.push(...wordsOf(word));
    const said = heard.join(' ');
    if (falseStarts.has(said)) return index + 1;
    if (!beginnings.some((start) => start.startsWith(said))) return 0;
  }
  return 0;
}

const falseStarts = new Set(shorthand.falseStarts);
const beginnings = [...falseStarts];
const longestFalseStart = Math.max(...beginnings.map((said) => said.split(' ').length));
