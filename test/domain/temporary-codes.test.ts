import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Member, TemporaryCode } from '../../machines/domain/member.ts';
import {
  liveTemporaryCodes,
  saltedLike,
  temporaryCodes,
  withoutTemporaryCodes,
  withTemporaryCode,
} from '../../machines/domain/temporary-codes.ts';

const somebody = { tenant: 'cpms', nir: '1840613055012' } as Member;
const code = (kind: TemporaryCode['kind'], hash: string, expiresAt = 100): TemporaryCode => ({
  hash,
  kind,
  issuedAt: 0,
  expiresAt,
});

describe('the temporary codes of a member', () => {
  test('are the newest of each kind, in whatever order they came (X07, P08)', () => {
    const kinds = fc.array(fc.constantFrom('printed' as const, 'posted' as const), { minLength: 1 });
    fc.assert(
      fc.property(kinds, (issued) => {
        const codes = issued.map((kind, index) => code(kind, `${index}`));
        const member = codes.reduce(withTemporaryCode, somebody);
        const newest = ['posted', 'printed'].flatMap(
          (kind) => codes.findLast((one) => one.kind === kind) ?? [],
        );
        expect(temporaryCodes(member)).toEqual(newest);
        expect(withoutTemporaryCodes(member)).toEqual(somebody);
      }),
    );
  });

  test('each live to their own end (X07)', () => {
    const member = [code('printed', 'p', 50), code('posted', 'l', 20)].reduce(withTemporaryCode, somebody);
    const live = (now: number) => liveTemporaryCodes(member, now).map(({ hash }) => hash);
    expect([live(19), live(20), live(49), live(50)]).toEqual([['l', 'p'], ['p'], ['p'], []]);
  });

  test('lend their salt to the next code where there is no personal one (P07)', () => {
    expect(saltedLike(somebody)).toBeUndefined();
    const both = [code('printed', 'p'), code('posted', 'l')].reduce(withTemporaryCode, somebody);
    expect(saltedLike(both)).toBe('l');
    expect(saltedLike({ ...both, personalCode: { hash: 'own', setAt: 0 } })).toBe('own');
  });
});
