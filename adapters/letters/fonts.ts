import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import unicode from '@fontsource/source-sans-3/unicode.json' with { type: 'json' };
import { sfntOf } from './woff.ts';

export type Weight = 'regular' | 'semibold';

/** The font comes cut by script; a name such as « Nguyễn » or « Łukasz » needs more than one piece. */
const PIECES = ['latin', 'latin-ext', 'vietnamese'] as const;
export type Piece = (typeof PIECES)[number];

const WEIGHTS = { regular: 400, semibold: 600 } as const;
const files = new Map<string, Buffer>();

export function fontFile(piece: Piece, weight: Weight): Buffer {
  const name = `source-sans-3-${piece}-${WEIGHTS[weight]}-normal.woff`;
  const read = files.get(name);
  if (read) return read;
  const path = fileURLToPath(import.meta.resolve(`@fontsource/source-sans-3/files/${name}`));
  const file = sfntOf(readFileSync(path));
  files.set(name, file);
  return file;
}

const covers = new Map(PIECES.map((piece) => [piece, rangesOf(unicode[piece])]));

/** The text cut into runs, each with the piece of the font that can draw it. */
export function runsOf(text: string): { readonly piece: Piece; readonly text: string }[] {
  const runs: { piece: Piece; text: string }[] = [];
  for (const character of drawable(text)) {
    const last = runs.at(-1);
    // The first that has it: of what it shares with an earlier one, a later piece may hold the range and not the letter.
    const piece = pieceFor(character)!;
    if (last?.piece === piece) last.text += character;
    else runs.push({ piece, text: character });
  }
  return runs;
}

/** What no piece can draw is drawn without its accents; what is left is a question mark, not a hole. */
function drawable(text: string): string[] {
  const spaced = text.normalize('NFC').replaceAll('\u202f', '\u00a0');
  return [...spaced].flatMap((character) => {
    if (pieceFor(character)) return character;
    const [base = '?'] = character.normalize('NFKD');
    return pieceFor(base) ? base : '?';
  });
}

const pieceFor = (character: string) => PIECES.find((piece) => has(piece, character));

function has(piece: Piece, character: string): boolean {
  const code = character.codePointAt(0)!;
  return covers.get(piece)!.some(([from, to]) => from <= code && code <= to);
}

/** From `U+0000-00FF,U+0131`. */
function rangesOf(list: string): [number, number][] {
  return list.split(',').map((range) => {
    const [from = '0', to = from] = range.slice(2).split('-');
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
  });
}
