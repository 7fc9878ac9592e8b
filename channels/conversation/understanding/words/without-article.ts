/** « ladresse », « dacces », « quon », « lhopital »: an article or pronoun that has lost its apostrophe. */
const glued = /^(?:[ldjcsmnt]|qu)(?=[aeiouyh])/;

export function withoutArticle(word: string): string {
  return word.replace(glued, '');
}
