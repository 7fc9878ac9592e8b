import { shorthand } from './shorthand.ts';

/** More than anyone says in one message; the rest is not read, so that no message takes long. */
export const readCharacters = 600;

/** Lower case, no accents, one kind of apostrophe and space; at most 600 characters. */
export function folded(text: string): string {
  return text
    .slice(0, readCharacters)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘`´ʼ]/g, "'")
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\p{Z}+/gu, ' ');
}

/** The words of a text, folded, with SMS style and abbreviations written out. */
export function wordsOf(text: string): readonly string[] {
  // « jé perdu »: without its accent it would read « je ».
  let plain = folded(text.slice(0, readCharacters).replace(/\bj['’]?é(?=\s)/giu, 'j ai'));
  for (const [pattern, full] of shorthand.phrases) plain = plain.replace(pattern, ` ${full} `);
  return (plain.match(/[a-z0-9_]+/g) ?? []).flatMap((word) => shorthand.words.get(word) ?? [word]);
}

/** Without greetings, thanks and fillers; all of them when there is nothing else. */
export function withoutCourtesy(words: readonly string[]): readonly string[] {
  const rest = words.filter((word) => !shorthand.courtesy.has(word));
  return rest.length > 0 ? rest : words;
}
