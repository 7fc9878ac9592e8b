/** E.164: a French number as people write it, or one that is international already; undefined for anything else. */
export function e164(number: string): string | undefined {
  const bare = number.replaceAll(/[^\d+]/g, '');
  if (/^\+\d{8,15}$/.test(bare)) return bare;
  return /^0[1-9]\d{8}$/.test(bare) ? `+33${bare.slice(1)}` : undefined;
}
