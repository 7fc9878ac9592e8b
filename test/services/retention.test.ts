import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { retained, rowsDueAt } from '../../machines/domain/retention.ts';
import { day, nir, type Office, openOffice } from './office.ts';

const { auditMs, letterMs } = openOffice().scope().insurer.policies.lifetimes;
const letter = (id: string, requestedAt: number) => ({
  id,
  requestedAt,
  expectedBy: requestedAt,
  events: [],
});

/** A member of whom every kind of row was written now. */
async function written(office: Office) {
  const at = office.clock.now();
  const id = await office.member({
    audit: [{ at, event: 'signed-in' }],
    letters: [letter('LETTER', at)],
    mails: [{ id: 'mail', template: 'reset', at }],
  });
  const rows = async () => {
    const { audit, letters, mails } = await office.found(id);
    return [audit.length, letters.length, mails.length];
  };
  return { id, rows };
}

describe('rows about a member (X23, as the insurer’s data says)', () => {
  test('leave when they are too old although nobody touches the member, each kind at its age, and nothing else does', async () => {
    const office = openOffice();
    const { id, rows } = await written(office);
    const before = await office.found(id);
    office.clock.pass(auditMs - day);
    expect(await office.work()).toEqual({ handled: 0, failed: 0 });
    expect(await rows()).toEqual([1, 1, 1]);
    office.clock.pass(32 * day);
    expect(await office.work()).toEqual({ handled: 1, failed: 0 });
    expect(await rows()).toEqual([0, 1, 1]);
    expect(await office.work()).toEqual({ handled: 0, failed: 0 });
    office.clock.pass(letterMs - auditMs);
    await office.work();
    expect(await rows()).toEqual([0, 0, 0]);
    expect(await office.documents.find('member', 'letter:LETTER')).toEqual([]);
    expect((await office.documents.load('member', id))?.dueAt).toBeNull();
    expect(await office.found(id)).toEqual({ ...before, audit: [], letters: [], mails: [] });
  });

  test('leave at the next write, too, and a message to send is never kept waiting for them', async () => {
    const office = openOffice();
    const { id, rows } = await written(office);
    office.clock.pass(auditMs + 1);
    await office.call('requestCode', { nir, want: 'any' });
    const { audit } = await office.found(id);
    expect(audit.map(({ event }) => event)).toEqual(['letter-requested']);
    expect((await rows()).slice(1)).toEqual([2, 1]);
    expect((await office.documents.load('member', id))?.dueAt).toBe(office.clock.now());
  });

  test('are due within thirty days after their age, never before, and not a whole day’s import at once', () => {
    const kept = { auditMs, letterMs };
    const dueOf = (at: number) =>
      rowsDueAt({ audit: [{ at, event: 'imported' }], letters: [], mails: [] } as never, kept)!;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (at) => {
        const late = dueOf(at) - at - auditMs;
        expect(late).toBeGreaterThanOrEqual(0);
        expect(late).toBeLessThan(30 * day);
        const member = { audit: [{ at, event: 'imported' }], letters: [], mails: [] } as never;
        expect(retained(member, kept, dueOf(at)).audit).toEqual([]);
        expect(retained(member, kept, at + auditMs - 1)).toBe(member);
      }),
    );
    const days = new Set(Array.from({ length: 1000 }, (_, ms) => Math.floor(dueOf(1e12 + ms) / day)));
    expect(days.size).toBeGreaterThanOrEqual(30);
  });
});
