/**
 * A rough spelling by sound, of a folded French word: « koneksion » and « connexion » get the same. It need not
 * be right, only the same for what people confuse. Short words are left alone: too many sound alike.
 */
export function sound(word: string): string {
  if (word.length < 5 || /\d|_/.test(word)) return word;
  let heard = word;
  for (const [pattern, sign] of rules) heard = heard.replace(pattern, sign);
  return heard;
}

const rules: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'],
  [/sch|sh|ch/g, '#'],
  [/qu|q/g, 'k'],
  [/cc(?=[eiy])/g, 'ks'],
  [/x(?=[aeiouy])/g, 'ks'],
  [/sc(?=[eiy])/g, 's'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/ge(?=[ao])/g, 'j'],
  [/g(?=[eiy])/g, 'j'],
  [/gu(?=[eiy])/g, 'g'],
  [/h/g, ''],
  [/eau|au/g, 'o'],
  [/tion/g, 'sion'],
  [/z/g, 's'],
  [/w/g, 'v'],
  [/(?:ain|ein|aim|yn|ym|im|in)(?![aeiouymn])/g, 'in'],
  [/(?:an|am|em|en)(?![aeiouymn])/g, 'an'],
  [/(?:om|on)(?![aeiouymn])/g, 'on'],
  [/ai|ei|ay|ey|oeu|eu|oe/g, 'e'],
  [/(?:er|ez|et|ee|es|ent)$/g, 'e'],
  [/y/g, 'i'],
  [/(.)\1+/g, '$1'],
  [/[stxe]+$/g, ''],
];
