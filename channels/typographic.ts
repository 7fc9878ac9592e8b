/** French sets « ? » and « » » apart by a space that does not break: no line begins or ends with a lone mark. */
export const typographic = (text: string): string =>
  text.replaceAll(/ (?=[?!;:»])/g, '\u00a0').replaceAll('« ', '«\u00a0');
