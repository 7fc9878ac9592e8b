import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEmail } from '../../machines/domain/email.ts';

const label = (size: number): string => 'a'.repeat(size);
describe('parseEmail', () => {
  it.each([
    ['m01@example.test', 'm01@example.test'],
    ['  Jean.Dupont@Example.TEST ', 'Jean.Dupont@example.test'],
    ["o'neil+tiers_payant-1@mail.example.test", "o'neil+tiers_payant-1@mail.example.test"],
    ['a@b.fr', 'a@b.fr'],
    ['\u200fa@b.fr\u00a0', 'a@b.fr'],
    ['a\u200b@exam\u00adple.test', 'a@example.test'],
    ['x@xn--bcher-kva.example', 'x@xn--bcher-kva.example'],
  ])('D02 takes %j as %j', (text, address) => {
    expect(parseEmail(text)).toBe(address);
  });

  it.each([
    ['a list by comma', 'a@example.test,b@example.test'],
    ['a list by semicolon', 'a@example.test;b@example.test'],
    ['a list by space', 'a@example.test b@example.test'],
    ['a line break', 'a@example.test\r\nBcc: b@example.test'],
    ['a line break at the end', 'a@example.test\n'],
    ['a carriage return at the start', '\ra@example.test'],
    ['a tab', 'a\t@example.test'],
    ['a zero byte', 'a@example.test\u0000'],
    ['a line separator', 'a@example.test\u2028'],
    ['a display name', 'A <a@example.test>'],
    ['angle brackets', '<a@example.test>'],
    ['a quoted local part', '"a b"@example.test'],
    ['a comment', 'a(b)@example.test'],
    ['a group', 'friends:a@example.test'],
    ['two signs', 'a@b@example.test'],
    ['a percent route', 'a%example.test@relay.test'],
    ['a bang route', 'relay!a@example.test'],
    ['a leading dash', '-oQ/tmp@example.test'],
    ['a backslash', 'a\\b@example.test'],
    ['a leading dot', '.a@example.test'],
    ['two dots', 'a..b@example.test'],
    ['a trailing dot', 'a.@example.test'],
    ['no local part', '@example.test'],
    ['no domain', 'a@'],
    ['no sign', 'example.test'],
    ['one label', 'a@localhost'],
    ['an address in brackets', 'a@[127.0.0.1]'],
    ['a bare IP address', 'a@127.0.0.1'],
    ['a label that begins with a dash', 'a@-example.test'],
    ['a label that ends with a dash', 'a@example-.test'],
    ['a label of 64 characters', `a@${label(64)}.test`],
    ['an empty label', 'a@example..test'],
    ['a dot at the end', 'a@example.test.'],
    ['an accent', 'rené@example.test'],
    ['a look-alike', 'a@exаmple.test'],
    ['nothing', ''],
  ])('D04 refuses %s', (_reason, text) => {
    expect(parseEmail(text)).toBeUndefined();
  });

  it('D02 takes 254 characters and a local part of 64, and no more of either', () => {
    const wide = `${label(61)}.${label(61)}.${label(61)}.`;
    expect(parseEmail(`${label(64)}@${wide}fr`)).toBe(`${label(64)}@${wide}fr`);
    expect(parseEmail(`${label(65)}@example.test`)).toBeUndefined();
    expect(parseEmail(`${label(63)}@${wide}frrr`)?.length).toBe(254);
    expect(parseEmail(`${label(64)}@${wide}frrr`)).toBeUndefined();
  });

  it('D04 lets nothing through that a mail header could read as more than one address', () => {
    const pieces = fc.constantFrom(
      'a',
      'B',
      '1',
      '@',
      '.',
      ',',
      ';',
      '\r',
      '\n',
      ' ',
      '<',
      '>',
      '"',
      ':',
      '(',
      'é',
      'x.fr',
      'a@x.fr',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const address = parseEmail(parts.join(''));
        if (address === undefined) return;
        expect(address).toMatch(/^[\x21-\x7e]+$/);
        expect(address.split('@')).toHaveLength(2);
        expect(address).not.toMatch(/[,;:<>"()\\[\]]/);
        expect(parseEmail(address)).toBe(address);
      }),
      { numRuns: 5000 },
    );
  });
});
