/**
 * E.164: a French number as people write it, or an international one, after + or 00; undefined for anything else. The
 * « (0) » of an international one is dialled within the country only.
 */
export function e164(number: string): string | undefined {
  const international = /^\D*(?:\+|00)/.test(number);
  const dialled = international ? number.replace(/\(\s*0\s*\)/, '') : number;
  const bare = dialled.replaceAll(/[^\d+]/g, '').replace(/^00/, '+');
  if (/^\+[1-9]\d{7,14}$/.test(bare)) return bare;
  return /^0[1-9]\d{8}$/.test(bare) ? `+33${bare.slice(1)}` : undefined;
}
