import fc from 'fast-check';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { decideDelivery } from '../../machines/domain/code-delivery.ts';
import type { Insurer } from '../../machines/domain/insurer.ts';
import type { Letter, LetterStatus, Member } from '../../machines/domain/member.ts';
import { PoliciesSchema } from '../../machines/domain/policies.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-11-20T10:00:00Z');
const insurer = { policies: Value.Default(PoliciesSchema, {}) } as Insurer;

/** Someone active, without e-mail or letter. */
const member = (known: Partial<Member> = {}): Member => ({
  tenant: 'cpms',
  nir: '1840613055012',
  lastName: 'Demo',
  firstName: 'Inès',
  addressLines: ['Inès Demo', '75001 PARIS'],
  locale: 'fr',
  active: true,
  epoch: 0,
  letters: [],
  mails: [],
  terms: [],
  signIns: [],
  audit: [],
  ...known,
});
const reachable = (known: Partial<Member> = {}) =>
  member({ email: 'm01@example.test', emailState: 'confirmed', ...known });

const letter = (daysAgo: number, ...statuses: LetterStatus[]): Letter => ({
  id: `letter-${daysAgo}`,
  requestedAt: NOW - daysAgo * DAY,
  expectedBy: NOW - daysAgo * DAY + 9 * DAY,
  events: statuses.map((status, at) => ({ status, at: NOW - daysAgo * DAY + at })),
});
const posted = (daysAgo: number) => ({
  hash: 'h',
  kind: 'posted' as const,
  issuedAt: NOW - daysAgo * DAY,
  expiresAt: NOW - daysAgo * DAY + 21 * DAY,
});
const mails = (count: number, hoursAgo: number, template = 'reset') =>
  Array.from({ length: count }, (_, at) => ({ id: `m${at}`, template, at: NOW - hoursAgo * HOUR }));
/** A letter on its way for so many days, its code not used. */
const waiting = (daysAgo: number, known: Partial<Member> = {}) =>
  reachable({ letters: [letter(daysAgo, 'requested')], temporaryCode: posted(daysAgo), ...known });

const WANTS = ['any', 'letter', 'resend-letter'] as const;
const decide = (who: Member | undefined, want: (typeof WANTS)[number] = 'any') =>
  decideDelivery(who, insurer, NOW, want);
const nothing = (why: string) => ({ send: 'nothing', why });

describe('decideDelivery', () => {
  it.each(WANTS)('X10 X15 sends nothing to an unknown or deactivated member who wants %s', (want) => {
    expect(decide(undefined, want)).toEqual(nothing('unknown'));
    expect(decide(reachable({ active: false }), want)).toEqual(nothing('deactivated'));
    expect(decide(waiting(12, { active: false }), want)).toEqual(nothing('deactivated'));
  });

  it('R04 R10 sends a mail where the e-mail is confirmed', () => {
    expect(decide(reachable())).toEqual({ send: 'mail' });
  });

  it('R07 R08 D04 sends a letter where there is no e-mail, or none confirmed', () => {
    expect(decide(member())).toEqual({ send: 'letter' });
    expect(decide(reachable({ emailState: 'pending' }))).toEqual({ send: 'letter' });
    expect(decide(member({ email: 'm01@example.test' }))).toEqual({ send: 'letter' });
    expect(decide(member({ emailState: 'confirmed' }))).toEqual({ send: 'letter' });
  });

  it('R09 sends a letter when the mail did not come, also when mails are capped', () => {
    expect(decide(reachable({ mails: mails(1, 1) }), 'letter')).toEqual({ send: 'letter' });
    expect(decide(reachable({ mails: mails(5, 1) }), 'letter')).toEqual({ send: 'letter' });
  });

  it('X08 P08 sends nothing while a letter is unspent', () => {
    expect(decide(waiting(2), 'any')).toEqual(nothing('letter-unspent'));
    expect(decide(waiting(2), 'letter')).toEqual(nothing('letter-unspent'));
    expect(decide(waiting(15), 'any')).toEqual(nothing('letter-unspent'));
    expect(decide(waiting(15), 'letter')).toEqual(nothing('letter-unspent'));
  });

  it('X07 X08 sends again once the posted code died, or when the code at hand is a printed one', () => {
    expect(decide(waiting(21))).toEqual({ send: 'mail' });
    expect(decide(waiting(21), 'letter')).toEqual({ send: 'letter' });
    expect(decide(member({ temporaryCode: { ...posted(2), kind: 'printed' } }))).toEqual({ send: 'letter' });
  });

  it('X12 resends a letter once it is late, and not before', () => {
    const last = letter(12, 'requested', 'printed', 'posted');
    const at = (expectedBy: number) => waiting(12, { letters: [{ ...last, expectedBy }] });
    expect(decide(at(NOW - 1), 'resend-letter')).toEqual({ send: 'letter' });
    expect(decide(at(NOW), 'resend-letter')).toEqual(nothing('letter-unspent'));
    expect(decide(at(NOW + DAY), 'resend-letter')).toEqual(nothing('letter-unspent'));
  });

  it('X12 judges the last letter, not an older one', () => {
    const letters = [letter(200, 'posted'), letter(3, 'posted')];
    expect(decide(waiting(3, { letters }), 'resend-letter')).toEqual(nothing('letter-unspent'));
  });

  it('X12 resends once: after that a late letter is for a person', () => {
    const twice = waiting(11, { letters: [letter(20, 'requested'), letter(11, 'requested')] });
    expect(decide(twice, 'resend-letter')).toEqual(nothing('letter-unspent'));
  });

  it('X12 resends the letter of a new request although an earlier one ended within its 21 days', () => {
    const letters = [letter(20, 'requested'), letter(11, 'requested')];
    const between = { hash: 'h', setAt: NOW - 15 * DAY };
    expect(decide(waiting(11, { letters, personalCode: between }), 'resend-letter')).toEqual({
      send: 'letter',
    });
    const before = { hash: 'h', setAt: NOW - 300 * DAY };
    expect(decide(waiting(11, { letters, personalCode: before }), 'resend-letter')).toEqual(
      nothing('letter-unspent'),
    );
    const expired = [letter(32, 'requested'), letter(11, 'requested')];
    expect(decide(waiting(11, { letters: expired }), 'resend-letter')).toEqual({ send: 'letter' });
  });

  it('X12 X22 counts the letter that a resend replaces toward the cap', () => {
    const letters = [letter(300, 'posted'), letter(100, 'posted'), letter(12, 'posted')];
    expect(decide(waiting(12, { letters: letters.slice(1) }), 'resend-letter')).toEqual({ send: 'letter' });
    expect(decide(waiting(12, { letters }), 'resend-letter')).toEqual(nothing('letters-capped'));
  });

  it('X12 posts to someone who waits for a letter that was never requested, as any request by post', () => {
    expect(decide(reachable({ mails: mails(1, 24 * 9) }), 'resend-letter')).toEqual({ send: 'letter' });
    const capped = [letter(90), letter(60), letter(30)];
    expect(decide(reachable({ letters: capped }), 'resend-letter')).toEqual(nothing('letters-capped'));
  });

  it('X13 posts nothing after a letter came back, whatever was reported after it', () => {
    const back = [letter(30, 'posted', 'returned', 'posted')];
    expect(decide(member({ letters: back }), 'any')).toEqual(nothing('address-wrong'));
    for (const want of ['letter', 'resend-letter'] as const) {
      expect(decide(reachable({ letters: back }), want)).toEqual(nothing('address-wrong'));
    }
    for (const want of WANTS) {
      const unspent = waiting(12, { letters: [letter(12, 'posted', 'returned')] });
      expect(decide(unspent, want)).toEqual(nothing('address-wrong'));
    }
  });

  it('X13 still mails after a letter came back, and posts after a later letter did not', () => {
    const back = letter(60, 'posted', 'returned');
    expect(decide(reachable({ letters: [back] }))).toEqual({ send: 'mail' });
    expect(decide(member({ letters: [back, letter(30, 'posted')] }))).toEqual({ send: 'letter' });
  });

  it('X22 sends at most three letters in a year', () => {
    const three = [letter(364), letter(200), letter(100)];
    expect(decide(member({ letters: three.slice(1) }))).toEqual({ send: 'letter' });
    expect(decide(member({ letters: three }))).toEqual(nothing('letters-capped'));
    expect(decide(member({ letters: [letter(365), ...three.slice(1)] }))).toEqual({ send: 'letter' });
  });

  it('X22 sends at most five reset mails a day, and no letter in their place', () => {
    expect(decide(reachable({ mails: mails(4, 1) }))).toEqual({ send: 'mail' });
    expect(decide(reachable({ mails: mails(5, 23) }))).toEqual(nothing('mails-capped'));
    expect(decide(reachable({ mails: mails(5, 24) }))).toEqual({ send: 'mail' });
    expect(decide(reachable({ mails: mails(9, 1, 'code-changed') }))).toEqual({ send: 'mail' });
  });

  it('X22 L15 reads the caps from the insurer', () => {
    const caps = { ...insurer.policies.caps, mailsPerDay: 1, lettersPerYear: 1 };
    const strict = { ...insurer, policies: { ...insurer.policies, caps } };
    expect(decideDelivery(reachable({ mails: mails(1, 1) }), strict, NOW, 'any')).toEqual(
      nothing('mails-capped'),
    );
    expect(decideDelivery(member({ letters: [letter(50)] }), strict, NOW, 'any')).toEqual(
      nothing('letters-capped'),
    );
  });

  it('P08 X22 never leaves a member who only asks with two unspent letters or more than the caps', () => {
    const requests = fc.array(
      fc.tuple(fc.constantFrom('any' as const, 'letter' as const), fc.nat(40 * DAY)),
      {
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(requests, fc.boolean(), (asked, byMail) => {
        let who = byMail ? reachable() : member();
        let now = NOW;
        for (const [want, pause] of asked) {
          now += pause % (pause % 2 === 0 ? HOUR : 40 * DAY);
          const { send } = decideDelivery(who, insurer, now, want);
          if (send === 'mail')
            who = { ...who, mails: [...who.mails, { id: 'm', template: 'reset', at: now }] };
          if (send !== 'letter') continue;
          expect(who.temporaryCode === undefined || who.temporaryCode.expiresAt <= now).toBe(true);
          const issued = { hash: 'h', kind: 'posted' as const, issuedAt: now, expiresAt: now + 21 * DAY };
          const sent = { id: 'l', requestedAt: now, expectedBy: now + 9 * DAY, events: [] };
          who = { ...who, temporaryCode: issued, letters: [...who.letters, sent] };
        }
        const most = (instants: number[], span: number): number =>
          Math.max(0, ...instants.map((end) => instants.filter((at) => at <= end && at > end - span).length));
        expect(
          most(
            who.mails.map((mail) => mail.at),
            DAY,
          ),
        ).toBeLessThanOrEqual(5);
        expect(
          most(
            who.letters.map((one) => one.requestedAt),
            365 * DAY,
          ),
        ).toBeLessThanOrEqual(3);
      }),
      { numRuns: 300 },
    );
  });
});
