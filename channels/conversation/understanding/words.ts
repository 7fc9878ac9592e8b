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

/** At least so much must be left to be what they mean. */
const wordsOfAWish = 3;

/** « Non attendez, je me suis trompé, c’est pour changer mon code » without what was taken back. */
export function withoutFalseStart(text: string): string {
  const words = text.split(/\s+/);
  let at = 0;
  for (;;) {
    const rest = words.slice(at).flatMap((word) => wordsOf(word));
    const start = shorthand.falseStarts.find((said) => said.every((word, index) => rest[index] === word));
    if (!start) break;
    // A word of the text may be several of ours: « l’ai ».
    let taken = 0;
    while (taken < start.length) taken += wordsOf(words[at++]!).length;
  }
  const rest = words.slice(at).join(' ');
  return at > 0 && wordsOf(rest).length >= wordsOfAWish ? rest : text;
}
