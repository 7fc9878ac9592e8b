import { describe, expect, test } from 'vitest';
import { decideDelivery } from '../../machines/domain/code-delivery.ts';
import type { Letter, Member } from '../../machines/domain/member.ts';
import {
  confirmedEmail,
  dropsWaitingEmail,
  letterForClaim,
  sameName,
  withoutWaitingEmail,
  withWaitingEmail,
} from '../../machines/domain/member-email.ts';
import { demoInsurer } from '../support/insurer.ts';
import { plainMember } from '../support/plain-member.ts';

const now = Date.parse('2026-03-11T09:00:00Z');
const day = 86_400_000;
const cpms = demoInsurer('cpms');
const waiting = { address: 'new@example.test', claim: 'c', since: now, usableFrom: now + 3 * day };
const known = { hash: 'h', setAt: now - day };

const member = (more: Partial<Member> = {}): Member =>
  plainMember({ tenant: 'cpms', nir: '1840613055012', ...more });
const letter = (more: Partial<Letter> = {}): Letter => ({
  id: 'L',
  requestedAt: now - day,
  expectedBy: now + day,
  events: [],
  ...more,
});

describe('the address a mail goes to', () => {
  test.each([
    ['the one on file', { email: 'old@example.test', emailState: 'confirmed' as const }, 'old@example.test'],
    [
      'none that was never confirmed',
      { email: 'old@example.test', emailState: 'pending' as const },
      undefined,
    ],
    [
      'the one on file while another waits',
      { email: 'old@example.test', emailState: 'confirmed' as const, emailWaiting: waiting },
      'old@example.test',
    ],
    ['none while the first one waits', { emailWaiting: waiting }, undefined],
    ['the one whose time has come', { emailWaiting: { ...waiting, usableFrom: now } }, 'new@example.test'],
    ['none that was only claimed', { emailClaims: [] }, undefined],
  ])('is %s (D04)', (_, more, address) => {
    expect(confirmedEmail(member(more), now)).toBe(address);
  });

  test('that has waited long enough is kept when another begins to wait, and when a code is set (D04)', () => {
    const ripe = member({ email: 'old@example.test', emailState: 'confirmed', emailWaiting: waiting });
    const later = now + 4 * day;
    const next = { ...waiting, address: 'newer@example.test', claim: 'd', usableFrom: later + 3 * day };
    expect(confirmedEmail(withWaitingEmail(ripe, next, later), later)).toBe('new@example.test');
    expect(confirmedEmail(withoutWaitingEmail(ripe, later), later)).toBe('new@example.test');
    expect(confirmedEmail(withoutWaitingEmail(ripe, now), later)).toBe('old@example.test');
  });
});

test.each([
  ['a link', 'drops it', 'link', {}],
  ['a letter’s code in place of a personal one', 'drops it', 'temporary', { personalCode: known }],
  ['a temporary code, for the first time', 'leaves it', 'temporary', {}],
  ['one asked for since, for the first time', 'drops it', 'temporary', { codeAskedAt: now }],
  ['the personal code', 'drops it', 'personal', { personalCode: known }],
] as const)('while an address waits, a code set by %s %s (D04)', (_, what, by, more) => {
  const drops = what === 'drops it';
  expect(dropsWaitingEmail(member({ emailWaiting: waiting, ...more }), by, now)).toBe(drops);
});

describe('letters that tell of an address', () => {
  test('are three a year and never to an address that letters come back from (X13, X22)', () => {
    const told = (count: number) => member({ letters: Array(count).fill(letter({ purpose: 'email' })) });
    expect(letterForClaim(told(2), cpms, now)).toBe(true);
    expect(letterForClaim(told(3), cpms, now)).toBe(false);
    const returned = letter({ events: [{ status: 'returned', at: now }] });
    expect(letterForClaim(member({ letters: [returned] }), cpms, now)).toBe(false);
  });

  test('take nothing away from those with an access code: neither their number nor their resend (X12, X22)', () => {
    const told = Array(5).fill(letter({ purpose: 'email' }));
    expect(decideDelivery(member({ letters: told }), cpms, now, 'any')).toEqual({ send: 'letter' });
    const late = letter({ requestedAt: now - 15 * day, expectedBy: now - 5 * day });
    const posted = {
      hash: 'h',
      kind: 'posted' as const,
      issuedAt: now - 15 * day,
      expiresAt: now + 6 * day,
    };
    const waitingForCode = member({ temporaryCode: posted, letters: [late, ...told] });
    expect(decideDelivery(waitingForCode, cpms, now, 'resend-letter')).toEqual({ send: 'letter' });
  });
});

test.each([
  ['Éléonore', 'ELEONORE', true],
  ['d’Artagnan', 'D ARTAGNAN', true],
  ['Lœuvre', 'LOEUVRE', true],
  ['Martin', 'MARTINE', false],
  ['', '', false],
  ['--', '', false],
])('« %s » and « %s » are one name: %s (D02)', (typed, known, same) => {
  expect(sameName(typed, known)).toBe(same);
});
