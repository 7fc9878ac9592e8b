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

/** The one whose name has the capital that a few words end in: « zone B », « et la lettre E ? ». */
export function markedBy<Part extends Labelled>(text: string, parts: readonly Part[]): Part | undefined {
  const words = text.replace(politeEnd, '').match(/[\p{L}\p{N}]+(?!['’])/gu) ?? [];
  const [before = '', last = ''] = words.slice(-2);
  if (words.length > mostWords || last.length !== 1) return undefined;
  if (!beforeMark.test(before)) return undefined;
  return parts.find(({ label }) => loneCapital.exec(label)?.[0] === last.toUpperCase());
}
