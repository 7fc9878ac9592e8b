const link = /\b(?:liens?|pages?|url|links?)\b/;
const trouble =
  /\b(?:nouveau|nouvelle|autre|encore|renvo\w*|redonn\w*|refai\w*|expire\w*|perime\w*|mort|perdu\w*|ferme\w*|vide|blanche|introuvable|bloque\w*|marche|fonctionne|ouvre|trouve|valable|valide|charge|new|another|again|broken|dead|lost|closed|blank|work\w*|open\w*|load\w*|resend)\b/;

/** « Le lien ne marche pas », « envoyez-moi un nouveau lien »: said while a page is waited for, it is that page. */
export function linkTrouble(text: string): boolean {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return link.test(plain) && trouble.test(plain);
}
