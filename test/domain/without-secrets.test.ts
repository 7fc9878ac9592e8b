import { describe, expect, test } from 'vitest';
import { withoutSecrets } from '../../machines/domain/without-secrets.ts';

describe('what a person writes freely', () => {
  test.each([
    '1840613055012',
    '1 84 06 13 055 012 28',
    '184061305501228',
    '1 85 05 2A 004 123 56',
    '749385',
    '749 385',
    '1234 5678',
    '12345678',
    '4970 1012 3456 7890',
    'FR76 3000 6000 0112 3456 7890 189',
  ])('loses « %s » (P13, X18)', (secret) => {
    expect(withoutSecrets(`Voici ${secret}, merci.`)).toMatch(/^Voici \[[^\]\d]+ retiré\], merci\.$/);
  });

  test.each([
    '06 12 34 56 78',
    '0612345678',
    '+33 6 12 34 56 78',
    '75009 Paris',
    'le 12/03/2027',
    '1 250,00 €',
  ])('keeps « %s », without which nobody could answer', (kept) => {
    expect(withoutSecrets(`Voici ${kept}, merci.`)).toBe(`Voici ${kept}, merci.`);
  });
});
