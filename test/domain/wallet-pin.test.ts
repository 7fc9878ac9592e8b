import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pinProblem } from '../../machines/domain/wallet-pin.ts';

/** Written apart from the product, from the wording of E51-E53: the refused ones, each named. */
const refused = new Set([
  ...['0123', '1234', '2345', '3456', '4567', '5678', '6789', '7890'],
  ...['3210', '4321', '5432', '6543', '7654', '8765', '9876', '0987'],
  ...['0000', '1111', '2222', '3333', '4444', '5555', '6666', '7777', '8888', '9999'],
]);

describe('the password of the e-CPS (E50-E53)', () => {
  it('E50-E53 P06 refuses these 26 of the ten thousand and no other', () => {
    const found = Array.from({ length: 10_000 }, (_, i) => String(i).padStart(4, '0')).filter(
      (pin) => pinProblem(pin) === 'too-easy',
    );
    expect(new Set(found)).toEqual(refused);
  });

  it.each(['1235', '1357', '8901', '1098', '0012', '1221', '0321'])('E51-E53 lets %s pass', (pin) => {
    expect(pinProblem(pin)).toBeUndefined();
  });

  it('E50 P06 accepts nothing but exactly four ASCII digits', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^\d{0,6}$/), fc.constantFrom('12 5', '１２３５', '1235\n')),
        (typed) => {
          const expected = !/^[0-9][0-9][0-9][0-9]$/.test(typed) || typed.length !== 4;
          expect(pinProblem(typed) === 'length').toBe(expected);
        },
      ),
    );
  });
});
