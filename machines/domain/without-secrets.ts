/**
 * Numbers that a person writes into a free text although they were asked not to: card and bank numbers, a NIR,
 * a code. What is read by a desk or kept in a mailbox never holds one (P13, X18). Telephone numbers, dates and
 * postcodes stay: without them nobody could answer.
 */
const numbers: readonly (readonly [RegExp, string])[] = [
  [/\b[A-Z]{2}\d{2}(?:[ ]?[A-Z\d]{4}){3,7}(?:[ ]?[A-Z\d]{1,3})?\b/gi, '[IBAN retiré]'],
  [
    /\b[1-8][ .-]?\d{2}[ .-]?\d{2}[ .-]?(?:\d{2}|2[AB])[ .-]?\d{3}[ .-]?\d{3}(?:[ .-]?\d{2})?\b/gi,
    '[numéro retiré]',
  ],
  [/(?<![\d+])\d(?:[ .-]?\d){11,18}(?!\d)/g, '[numéro retiré]'],
  [/(?<!\d[ .-]?)\d{3}[ ]?\d{3}(?![ .-]?\d)/g, '[code retiré]'],
  [/(?<!\d[ .-]?)\d{4}[ ]?\d{4}(?![ .-]?\d)/g, '[code retiré]'],
];

export function withoutSecrets(text: string): string {
  return numbers.reduce((kept, [pattern, instead]) => kept.replaceAll(pattern, instead), text);
}
