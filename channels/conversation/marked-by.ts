/** One of several things, as it is called: « Zone E : base de calcul ». */
interface Labelled {
  readonly label: string;
}

/** Words that are no more than this name a mark: « et la lettre E ? ». */
const mostWords = 4;
const politeEnd = /[\s,]+(?:svp|stp|merci|s['’]il (?:vous|te) pla[iî]t|please|thanks|thank you)\W*$/iu;
const loneCapital = /(?<!\p{L})\p{Lu}(?![\p{L}'’])/u;
/** What stands before a mark, where anything does: « il y a », « merci d » end in none. */
const beforeMark = /^(?:zone|lettre|letter|case|partie|part|box|la|le|the|et|and|pour|for)?$/i;

/** The mark that a few words end in: « zone B », « et la lettre E ? ». */
function markIn(text: string): string | undefined {
  const words = wordsOf(text.replace(politeEnd, ''));
  const [last = '', before = ''] = words.toReversed();
  if (words.length > mostWords || !/^\p{L}$/u.test(last)) return undefined;
  return beforeMark.test(before) ? last.toUpperCase() : undefined;
}

const markOf = ({ label }: Labelled): string | undefined => loneCapital.exec(label)?.[0];

const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\p{N}]+(?!['’])/gu) ?? [];

/** The one whose name has the capital that is named. */
export function markedBy<Part extends Labelled>(text: string, parts: readonly Part[]): Part | undefined {
  const mark = markIn(text);
  return mark === undefined ? undefined : parts.find((part) => markOf(part) === mark);
}

/** The marks there are, where another is named of several that have one: « la lettre H » of A to F. */
export function marksBeside(text: string, parts: readonly Labelled[]): readonly string[] | undefined {
  const marks = parts.map(markOf).filter((mark) => mark !== undefined);
  const mark = markIn(text);
  return mark !== undefined && marks.length > 1 && !marks.includes(mark) ? marks : undefined;
}

const severalCapitals = /(?<!\p{L})\p{Lu}{2,}(?!\p{L})/gu;

/** The one that alone explains letters that are named: « OC ». The insurer’s own name explains nothing. */
export function byLetters<Part extends { readonly text: string }>(
  text: string,
  parts: readonly Part[],
  insurer: string | undefined,
): Part | undefined {
  const said = wordsOf(text).map((word) => word.toUpperCase());
  const explaining = parts.filter((part) =>
    [...part.text.matchAll(severalCapitals)].some(
      ([letters]) => letters !== insurer && said.includes(letters),
    ),
  );
  return explaining.length === 1 ? explaining[0] : undefined;
}
