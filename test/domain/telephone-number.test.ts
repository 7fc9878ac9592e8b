import { expect, test } from 'vitest';
import { e164 } from '../../machines/domain/telephone-number.ts';

test.each([
  ['01 47 70 45 57', '+33147704557'],
  ['0 826 626 620', '+33826626620'],
  ['(0)1.47.70.45.57', '+33147704557'],
  ['+33 1 47 70 45 57', '+33147704557'],
  ['+33 (0)1 47 70 45 57', '+33147704557'],
  ['(+33) (0) 1 47 70 45 57', '+33147704557'],
  ['0033 6 39 98 01 01', '+33639980101'],
  ['00 33 (0)6 39 98 01 01', '+33639980101'],
  ['+41 (0)22 123 45 67', '+41221234567'],
])('%s is dialled %s, wherever the call or the SMS leaves from (X20, P09)', (written, dialled) => {
  expect(e164(written)).toBe(dialled);
});

test.each(['15', '3646', 'guichet', '', '+0147704557', '000000000', '01 47 70 45 57 99'])(
  '%j is no number that can be dialled from everywhere',
  (written) => {
    expect(e164(written)).toBeUndefined();
  },
);
