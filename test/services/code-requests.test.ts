import { describe, expect, test } from 'vitest';
import type { Deliver, OutboxEntry } from '../../machines/engine/outbox.ts';
import type { CodeRequested } from '../../machines/flows/code-reset/chart.ts';
import { Undeliverable } from '../../machines/ports/mailer.ts';
import { beforeCommit } from '../support/before-commit.ts';
import {
  code,
  day,
  from,
  hour,
  mailOf,
  minute,
  newCode,
  nir,
  type Office,
  openOffice,
  otherNir,
  printedCode,
  unknownNir,
} from './office.ts';

const email = { email: 'm01@example.test', emailState: 'confirmed' } as const;
let sources = 0;

/** Asks for a code as the form does, from a source of its own unless told otherwise. */
const request = (
  office: Office,
  typed = nir,
  more: { want?: string; tenant?: string; callId?: string } = {},
) => {
  const { want = 'any', ...at } = more;
  return office.call<CodeRequested>('requestCode', { nir: typed, want }, { ...from(`s${++sources}`), ...at });
};

describe('a request for a code', () => {
  test('by a member whose e-mail is known sends a mail with a link and a short code (R04, R05, X11)', async () => {
    const office = openOffice();
    const id = await office.member(email);
    await request(office);
    const outbox = await office.outbox(id);
    expect(outbox).toHaveLength(1);
    const mail = mailOf(outbox[0]);
    expect(mail).toMatchObject({ template: 'reset', to: email.email });
    expect(mail.args.link).toMatch(/^https:\/\/guichet\.example\.test\/l\/[\w-]{43}$/);
    expect(mail.args.mailCode).toMatch(/^\d{4} \d{4}$/);
    const { link } = await office.found(id);
    expect(link).toMatchObject({ expiresAt: office.clock.now() + day });
    const stored = JSON.stringify(await office.found(id));
    for (const secret of [mail.token, mail.mailCode]) expect(stored).not.toContain(secret);
  });

  test.each([
    ['cpms', '2026-03-19'],
    ['acs', '2026-03-19'],
    ['abela', '2026-03-13'],
  ])('without an e-mail makes %s post a letter, expected by %s (R07, R08, X01)', async (tenant, expected) => {
    const office = openOffice();
    const id = await office.member({ tenant });
    const { expectedBy } = await request(office, nir, { tenant });
    const [entry] = await office.outbox(id);
    expect(entry).toMatchObject({ kind: 'letter', payload: { recipient: 'Camille EXEMPLE' } });
    expect(new Date(expectedBy).toISOString().slice(0, 10)).toBe(expected);
    const { letters, temporaryCode } = await office.found(id);
    expect(letters).toMatchObject([{ expectedBy, events: [{ status: 'requested' }] }]);
    expect(temporaryCode).toMatchObject({ kind: 'posted', expiresAt: office.clock.now() + 21 * day });
    const posted = (entry!.payload as { code: string }).code;
    expect(await office.tryCode(nir, posted, from('x'))).toMatchObject(
      tenant === 'cpms' ? { accepted: { standing: 'temporary' } } : {},
    );
    // Times and hashes hold any six digits by chance.
    const told = (key: string, value: unknown) => (key === 'hash' || typeof value === 'number' ? '' : value);
    expect(JSON.stringify(await office.found(id), told)).not.toContain(posted);
  });

  test('with an e-mail that is not confirmed is a letter: it serves for nothing (D04)', async () => {
    const office = openOffice();
    const id = await office.member({ ...email, emailState: 'pending' });
    await request(office);
    expect(await office.outbox(id)).toMatchObject([{ kind: 'letter' }]);
  });

  test('kills the older link (X08, P08)', async () => {
    const office = openOffice();
    const id = await office.member(email);
    await request(office);
    await request(office);
    const [older, newer] = (await office.outbox(id)).map(mailOf);
    expect(await office.links.peek(older!.token)).toBeUndefined();
    expect(await office.links.peek(newer!.token)).toEqual({ tenant: 'cpms', kind: 'reset' });
  });

  test('for the letter instead of the mail kills the link, and the personal code stays good (R09, X08)', async () => {
    const office = openOffice();
    const id = await office.member(email);
    await request(office);
    await request(office, nir, { want: 'letter' });
    const [mail, letter] = await office.outbox(id);
    expect(letter!.kind).toBe('letter');
    expect(await office.links.peek(mailOf(mail).token)).toBeUndefined();
    expect(await office.tryCode(nir, code)).toMatchObject({ accepted: { standing: 'ready' } });
    const posted = (letter!.payload as { code: string }).code;
    expect(await office.tryCode(nir, posted)).toMatchObject({ accepted: { standing: 'temporary' } });
  });

  test('with a letter unspent sends nothing more and says the same (X08, P08)', async () => {
    const office = openOffice();
    const id = await office.member();
    const first = await request(office);
    const again = await request(office, nir, { want: 'letter' });
    expect(await office.outbox(id)).toHaveLength(1);
    expect({ ...again, followUp: '' }).toEqual({ ...first, followUp: '' });
  });

  test('made again after a crash sends the same mail, not a second (P11)', async () => {
    const office = openOffice();
    const id = await office.member(email);
    const callId = 'the-same-call';
    await request(office, nir, { callId });
    await office.beside().call('requestCode', { nir, want: 'any' }, { callId });
    const outbox = await office.outbox(id);
    expect(outbox).toHaveLength(1);
    expect(await office.links.peek(mailOf(outbox[0]).token)).toBeDefined();
    expect((await office.found(id)).mails).toHaveLength(1);
    await request(office, nir, { callId: 'another' });
    expect(await office.outbox(id)).toHaveLength(2);
  });

  test('made while the mail of an earlier one is leaving is not lost with it: each mail leaves once (R04, P11)', async () => {
    const office = openOffice();
    const id = await office.member(email);
    await request(office);
    const left: string[] = [];
    const leaving: Deliver = async (entry) => {
      left.push(entry.id);
      if (left.length === 1) await request(office);
    };
    for (let rounds = 0; rounds < 3; rounds++) await office.work(leaving);
    expect(left).toHaveLength(2);
    expect(new Set(left).size).toBe(2);
    expect(await office.outbox(id)).toEqual([]);
  });

  test('during which the member sets a code makes a posted code that can be verified beside it', async () => {
    const office = openOffice();
    const hash = await office.hasher.hash('603815');
    const expiresAt = office.clock.now() + day;
    const id = await office.member({ temporaryCode: { hash, kind: 'printed', issuedAt: 0, expiresAt } });
    const { personalCode: _none, ...printedOnly } = await office.found(id);
    await office.app.members.put('cpms', nir, () => printedOnly);
    const right = { kind: 'temporary', member: id, epoch: 1 };
    const { hash: hashing } = office.hasher;
    office.hasher.hash = async (secret, like) => {
      office.hasher.hash = hashing;
      const made = await hashing(secret, like);
      expect(await office.call('setCode', { right, newCode: code })).toEqual({ set: true });
      return made;
    };
    await request(office);
    const letter = (await office.outbox(id)).find(({ kind }) => kind === 'letter');
    const posted = (letter!.payload as { code: string }).code;
    expect(await office.tryCode(nir, code)).toMatchObject({ accepted: { standing: 'ready' } });
    expect(await office.tryCode(nir, posted)).toMatchObject({ accepted: { standing: 'temporary' } });
  });
});

describe('nobody learns whether a NIR exists (P07, X10, X15)', () => {
  async function everyone(office: Office) {
    await office.member(email);
    await office.member({ ...email, nir: otherNir, active: false });
    return [nir, otherNir, unknownNir];
  }

  test('a request answers the same and costs the same hashes for known, deactivated and unknown', async () => {
    const office = openOffice();
    const shapes = [];
    for (const typed of await everyone(office)) {
      office.hasher.runs = 0;
      const { followUp, expectedBy } = await request(office, typed);
      shapes.push({ followUp: /^\d{6}$/.test(followUp), expectedBy, runs: office.hasher.runs });
    }
    expect(shapes).toEqual(Array(3).fill(shapes[0]));
    expect(shapes[0]).toMatchObject({ followUp: true, runs: 1 });
  });

  test('a request writes as often for each of them', async () => {
    let commits = 0;
    const office = openOffice({
      around: beforeCommit(() => {
        commits += 1;
      }),
    });
    const counted = [];
    for (const typed of await everyone(office)) {
      commits = 0;
      await request(office, typed);
      counted.push(commits);
    }
    expect(new Set(counted).size).toBe(1);
  });

  test('nothing is sent to a deactivated member, nor written of an unknown one by name (X15)', async () => {
    const office = openOffice();
    await everyone(office);
    for (const typed of [otherNir, unknownNir]) await request(office, typed);
    const id = (await office.app.members.findByNir('cpms', otherNir))!.id;
    expect(await office.outbox(id)).toEqual([]);
    expect(await office.app.members.findByNir('cpms', unknownNir)).toBeUndefined();
  });

  test.each(['verifyCredentials', 'changeCode'])(
    '%s runs argon2 once for each of them, right code or not (P07, X15)',
    async (service) => {
      const office = openOffice();
      const id = await office.member({
        temporaryCode: { hash: '', kind: 'posted', issuedAt: 0, expiresAt: office.clock.now() + day },
      });
      await office.app.members.change(id, async (member) => {
        const hash = await office.hasher.hash('648093', member.personalCode!.hash);
        return { member: { ...member, temporaryCode: { ...member.temporaryCode!, hash } }, result: 1 };
      });
      await office.member({ nir: otherNir, active: false });
      const results = [];
      for (const typed of [nir, otherNir, unknownNir])
        for (const given of typed === nir ? ['111111'] : ['111111', code]) {
          const values = { nir: typed, code: given, currentCode: given, newCode, confirmCode: newCode };
          office.hasher.runs = 0;
          const answer = await office.call(service, { values, human: {} }, from(`p${++sources}`));
          results.push({ answer, runs: office.hasher.runs });
        }
      expect(results).toEqual(Array(5).fill(results[0]));
      expect(results[0]!.runs).toBe(1);
    },
  );

  test('a deactivated member’s right code is counted as wrong (X15, P05)', async () => {
    const office = openOffice();
    await office.member({ active: false });
    for (let i = 0; i < 3; i++) await office.tryCode(nir, code);
    expect(await office.tryCode(nir, code)).toMatchObject({ refused: { id: 'check-required' } });
  });

  test('the follow-up number answers the same for a NIR that does not exist (X12)', async () => {
    const office = openOffice();
    const answers = [];
    for (const typed of await everyone(office)) {
      const { followUp } = await request(office, typed);
      answers.push(await office.call('findLetter', { nir: typed, followUp }));
    }
    expect(answers).toEqual(Array(3).fill(answers[0]));
    expect(answers[0]).toMatchObject({ found: true, late: false, resent: false });
    expect(await office.call('findLetter', { nir, followUp: '000000' })).toEqual({ found: false });
  });
});

describe('the letter (X12, X13)', () => {
  test('that is late is sent again once; the second request finds its dates (X12)', async () => {
    const office = openOffice();
    const id = await office.member();
    const { followUp } = await request(office);
    office.clock.pass(9 * day);
    const question = { nir, followUp };
    expect(await office.call('findLetter', question)).toMatchObject({ late: true, resent: false });
    const resent = await office.call('resendLetter', question, from('r1'));
    expect((await office.found(id)).letters).toHaveLength(2);
    office.clock.pass(11 * day);
    expect(await office.call('findLetter', question)).toMatchObject({ late: true, resent: true });
    expect(await office.call('resendLetter', question, from('r2'))).toEqual(resent);
    expect((await office.found(id)).letters).toHaveLength(2);
  });

  test('is asked about with a follow-up number: wrong ones count at their source, the right one does not (X03, X12)', async () => {
    const office = openOffice();
    await office.member();
    const { followUp } = await request(office);
    const here = from('one');
    for (let i = 0; i < 21; i++) await office.call('findLetter', { nir, followUp }, here);
    expect(await office.tryCode(nir, code, here)).toMatchObject({ accepted: {} });
    for (let i = 0; i < 20; i++) await office.call('findLetter', { nir: unknownNir, followUp }, here);
    expect(await office.tryCode(nir, code, here)).toMatchObject({ refused: { id: 'check-required' } });
  });

  test('that came back is not posted again until an agent does (X13)', async () => {
    const office = openOffice();
    const id = await office.member();
    await request(office);
    const [letter] = (await office.found(id)).letters;
    await office.app.administration.letterStatus(letter!.id, 'returned');
    office.clock.pass(30 * day);
    await request(office);
    expect((await office.found(id)).letters).toHaveLength(1);
    await office.app.administration.resendLetter(letter!.id);
    expect((await office.found(id)).letters).toHaveLength(2);
  });
});

describe('caps (X22)', () => {
  test('three letters a year, however often they expire', async () => {
    const office = openOffice();
    const id = await office.member();
    for (let i = 0; i < 6; i++) {
      await request(office);
      office.clock.pass(22 * day);
    }
    expect((await office.found(id)).letters).toHaveLength(3);
    office.clock.pass(365 * day);
    await request(office);
    expect((await office.found(id)).letters).toHaveLength(4);
  });

  test('five mails a day, and no letter instead', async () => {
    const office = openOffice();
    const id = await office.member(email);
    for (let i = 0; i < 8; i++) await request(office);
    expect((await office.outbox(id)).map(({ kind }) => kind)).toEqual(Array(5).fill('mail'));
    office.clock.pass(day + 1);
    await request(office);
    expect(await office.outbox(id)).toHaveLength(6);
  });

  test('the same call made again is one request, with the same follow-up number and one record of it (P11)', async () => {
    const office = openOffice();
    const id = await office.member(email);
    const made: CodeRequested[] = [];
    const call = (typed: string, callId: string) =>
      office.call<CodeRequested>('requestCode', { nir: typed, want: 'any' }, { ...from('one'), callId });
    for (let again = 0; again < 25; again++) made.push(await call(unknownNir, 'same'));
    expect(new Set(made.map(({ followUp }) => followUp)).size).toBe(1);
    expect(await office.documents.list('follow-up', '', 10)).toHaveLength(1);
    for (let more = 0; more < 18; more++) await call(unknownNir, `other ${more}`);
    // For another number it is another request, whatever it is called: the twentieth is within the cap, and no more.
    await call(nir, 'same');
    expect(await office.outbox(id)).toHaveLength(1);
    await call(nir, 'one too many');
    expect(await office.outbox(id)).toHaveLength(1);
  });

  test('twenty requests a day from one source: then the same answer, and nothing sent', async () => {
    const office = openOffice();
    const id = await office.member(email);
    for (let i = 0; i < 20; i++)
      await office.call('requestCode', { nir: unknownNir, want: 'any' }, from('one'));
    const refused = await office.call<CodeRequested>('requestCode', { nir, want: 'any' }, from('one'));
    expect(refused.followUp).toMatch(/^\d{6}$/);
    expect(await office.outbox(id)).toEqual([]);
    // Nor does it take the processor's time from those who sign in, whoever is named (P07).
    office.hasher.runs = 0;
    for (const named of [nir, unknownNir, nir])
      await office.call('requestCode', { nir: named, want: 'any' }, from('one'));
    expect(office.hasher.runs).toBe(0);
    await office.call('requestCode', { nir, want: 'any' }, from('another'));
    expect(await office.outbox(id)).toHaveLength(1);
    office.clock.pass(day + 1);
    await office.call('requestCode', { nir, want: 'any' }, from('one'));
    expect(await office.outbox(id)).toHaveLength(2);
  });
});

describe('a printed code (X07)', () => {
  const postedIn = async (office: Office, id: string) =>
    (await office.outbox(id)).flatMap(({ kind, payload }) =>
      kind === 'letter' ? [(payload as { code: string }).code] : [],
    );
  const temporary = { accepted: { standing: 'temporary' } };
  const wrong = { refused: { id: 'wrong-credentials' } };

  test.each(['any', 'letter'])(
    'outlives what a stranger asks for with its NIR (%s): both codes are good, in one argon2 run',
    async (want) => {
      const office = openOffice();
      const id = await office.newcomer(want === 'letter' ? email : {});
      await request(office, nir, { want });
      const [posted] = await postedIn(office, id);
      for (const given of [printedCode, posted!]) {
        office.hasher.runs = 0;
        expect(await office.tryCode(nir, given)).toMatchObject(temporary);
        expect(office.hasher.runs).toBe(1);
      }
    },
  );

  test('is good when three letters have come and gone unread, until its twelve months are over', async () => {
    const office = openOffice();
    await office.newcomer();
    for (let letters = 0; letters < 3; letters++) {
      await request(office);
      office.clock.pass(22 * day);
    }
    expect(await office.tryCode(nir, printedCode)).toMatchObject(temporary);
    office.clock.pass((335 - 66) * day);
    expect(await office.tryCode(nir, printedCode)).toMatchObject(wrong);
  });

  test.each([0, 1])(
    'and the posted one beside it die when a personal code is set (used: %i)',
    async (used) => {
      const office = openOffice();
      const id = await office.newcomer();
      await request(office);
      const both = [printedCode, (await postedIn(office, id))[0]!];
      const right = { kind: 'temporary', member: id, epoch: 1 };
      for (const newCode of both)
        expect(await office.call('setCode', { right, newCode })).toMatchObject({
          refused: { id: 'code-too-easy' },
        });
      const values = { nir, currentCode: both[used], newCode, confirmCode: newCode };
      expect(await office.call('changeCode', { values, human: {} })).toEqual({ accepted: true });
      for (const given of both) expect(await office.tryCode(nir, given)).toMatchObject(wrong);
      expect(await office.tryCode(nir, newCode)).toMatchObject({ accepted: {} });
    },
  );

  test('stays when a late letter is sent again; the older letter’s code does not (X12, P08)', async () => {
    const office = openOffice();
    const id = await office.newcomer();
    const { followUp } = await request(office);
    office.clock.pass(9 * day);
    await office.call('resendLetter', { nir, followUp }, from('late'));
    const [older, newer] = await postedIn(office, id);
    expect(await office.tryCode(nir, printedCode)).toMatchObject(temporary);
    expect(await office.tryCode(nir, newer!)).toMatchObject(temporary);
    if (older !== newer) expect(await office.tryCode(nir, older!)).toMatchObject(wrong);
  });

  test('imported anew leaves an unspent letter’s code good, and replaces the printed one', async () => {
    const office = openOffice();
    const id = await office.newcomer();
    await request(office);
    const [posted] = await postedIn(office, id);
    const row = {
      nir,
      lastName: 'EXEMPLE',
      firstName: 'Camille',
      address1: '1 RUE',
      address2: '99001 VILLE',
    };
    await office.app.administration.importRow('cpms', { ...row, code: '447190' });
    for (const given of [posted!, '447190'])
      expect(await office.tryCode(nir, given)).toMatchObject(temporary);
    expect(await office.tryCode(nir, printedCode)).toMatchObject(wrong);
  });
});

test('whose address fits no window is answered as everybody is (P07, X10)', async () => {
  const office = openOffice();
  const id = await office.member({ lastName: 'X'.repeat(60) });
  const { followUp: _one, ...known } = await request(office);
  const { followUp: _other, ...unknown } = await request(office, unknownNir);
  expect(known).toEqual(unknown);
  expect(await office.outbox(id)).toMatchObject([{ kind: 'letter' }]);
});

describe('a mail that cannot be delivered (R09)', () => {
  const bouncing = async () => {
    throw new Undeliverable('no such mailbox');
  };

  test('becomes a letter in the write that notes it; the mail stays visible and can be sent again', async () => {
    const office = openOffice();
    const id = await office.member(email);
    await request(office);
    await office.work(bouncing);
    const outbox = await office.outbox(id);
    expect(outbox).toMatchObject([
      { kind: 'mail', dead: { reason: 'Undeliverable' } },
      { kind: 'letter', attempts: 0 },
    ]);
    expect((await office.found(id)).link).toBeUndefined();
    expect(await office.app.administration.deadEntries()).toMatchObject([{ kind: 'mail', about: 'member' }]);
    await office.work();
    expect(await office.app.administration.resendEntry(outbox[0]!.id)).toBe(true);
    const sent: string[] = [];
    await office.work(async ({ id: entry }) => void sent.push(entry));
    expect(sent).toEqual([outbox[0]!.id]);
    expect(await office.outbox(id)).toEqual([]);
  });

  test('becomes a letter although the member was changed while the mail was on its way', async () => {
    const office = openOffice();
    const id = await office.member(email);
    await request(office);
    await office.work(async () => {
      await office.app.members.change(id, (member) => ({ member: { ...member, mobile: '0' }, result: 1 }));
      throw new Undeliverable('no such mailbox');
    });
    expect((await office.outbox(id)).map(({ kind, dead }) => [kind, dead !== undefined])).toEqual([
      ['mail', true],
      ['letter', false],
    ]);
    expect((await office.found(id)).mobile).toBe('0');
  });

  /** Asked for, and not delivered at once: what happens in the meantime is the test. */
  const stuck = async () => {
    const office = openOffice();
    const id = await office.member(email);
    await request(office);
    await office.work(async () => {
      throw new Error('451 later');
    });
    const [mail] = await office.outbox(id);
    return { office, id, mail: mail! };
  };

  /** The mail named bounces; what else there is waits. */
  const bounces = async (office: Office, mail: OutboxEntry) => {
    office.clock.pass(minute);
    await office.work(async ({ id }) => {
      throw id === mail.id ? new Undeliverable('no such mailbox') : new Error('451 later');
    });
  };

  test.each([
    [
      'the member has changed their code',
      (office: Office) => {
        const values = { nir, currentCode: code, newCode, confirmCode: newCode };
        return office.call('changeCode', { values, human: {} }, from(`p${++sources}`));
      },
    ],
    [
      'its link was opened',
      async (office: Office, id: string) => {
        const { tokenDigest } = (await office.found(id)).link!;
        expect(await office.app.accounts.spendLink(id, tokenDigest, 'session-1')).toBe('spent');
      },
    ],
  ])('becomes no letter once %s (R09, X21)', async (_what, meanwhile) => {
    const { office, id, mail } = await stuck();
    await meanwhile(office, id);
    const { link } = await office.found(id);
    await bounces(office, mail);
    const { audit, letters, ...after } = await office.found(id);
    expect(audit.map(({ event }) => event)).toContain('mail-failed');
    expect([letters, after.link]).toEqual([[], link]);
    expect(await office.tryCode(nir, link ? code : newCode)).toHaveProperty('accepted');
  });

  test('leaves the link of a newer one alone, which still becomes a letter if it fails too (R09, X08)', async () => {
    const { office, id, mail } = await stuck();
    await request(office);
    const { link } = await office.found(id);
    await bounces(office, mail);
    const found = await office.found(id);
    expect(found.audit.map(({ event }) => event)).toContain('mail-failed');
    expect([found.letters, found.link]).toEqual([[], link]);
    await bounces(office, (await office.outbox(id))[1]!);
    expect((await office.found(id)).letters).toHaveLength(1);
  });

  test('of another kind becomes none, and is delivered once when someone else wrote meanwhile', async () => {
    const office = openOffice();
    const id = await office.member(email);
    await office.call('changeCode', {
      values: { nir, currentCode: code, newCode, confirmCode: newCode },
      human: {},
    });
    await office.work(bouncing);
    expect((await office.outbox(id)).map(({ kind }) => kind)).toEqual(['mail']);
    await request(office);
    const sent: string[] = [];
    await office.work(async ({ id: entry }) => {
      sent.push(entry);
      await office.app.members.change(id, (member) => ({ member: { ...member, mobile: '1' }, result: 1 }));
    });
    await office.work(async ({ id: entry }) => void sent.push(entry));
    expect(sent).toHaveLength(1);
  });
});

describe('setting a code (R06, F03, X07)', () => {
  const right = (member: string) => ({ kind: 'temporary' as const, member, epoch: 1 });
  async function temporary(office: Office) {
    const hash = await office.hasher.hash('603815');
    const expiresAt = office.clock.now() + day;
    const id = await office.member({
      temporaryCode: { hash, kind: 'printed', issuedAt: 0, expiresAt },
      ...email,
    });
    const { personalCode: _none, ...rest } = await office.found(id);
    await office.app.members.put('cpms', nir, () => rest);
    return id;
  }

  test('uses up the temporary code, ends every session and tells the e-mail (X07, X16)', async () => {
    const office = openOffice();
    const id = await temporary(office);
    expect(await office.tryCode(nir, '603815')).toMatchObject({ accepted: { standing: 'temporary' } });
    expect(await office.call('setCode', { right: right(id), newCode }, { callId: 'one' })).toEqual({
      set: true,
    });
    expect(await office.found(id)).toMatchObject({ epoch: 2, personalCode: { setBy: 'one' } });
    expect(await office.found(id)).not.toHaveProperty('temporaryCode');
    expect((await office.outbox(id)).map(mailOf)).toMatchObject([{ template: 'code-changed' }]);
    expect(await office.tryCode(nir, '603815')).toMatchObject({ refused: { id: 'wrong-credentials' } });
    expect(await office.tryCode(nir, newCode)).toMatchObject({ accepted: { standing: 'ready' } });
  });

  test('made again after a crash finds its own work, and the NIR’s count cleared all the same (P11)', async () => {
    const office = openOffice();
    const id = await temporary(office);
    await office.call('setCode', { right: right(id), newCode }, { callId: 'one' });
    for (let i = 0; i < 3; i++) await office.tryCode(nir, '111111');
    expect(await office.call('setCode', { right: right(id), newCode }, { callId: 'one' })).toEqual({
      set: true,
    });
    expect((await office.outbox(id)).map(mailOf)).toHaveLength(1);
    expect(await office.tryCode(nir, newCode)).toMatchObject({ accepted: {} });
  });

  test('by the same call with another code is not told it is set: the first one is', async () => {
    const office = openOffice();
    const id = await temporary(office);
    await office.call('setCode', { right: right(id), newCode }, { callId: 'one' });
    const other = await office.call('setCode', { right: right(id), newCode: '639184' }, { callId: 'one' });
    expect(other).toEqual({ set: false, lost: 'link-spent' });
    expect(await office.tryCode(nir, newCode)).toMatchObject({ accepted: {} });
  });

  test('by one right of two at once is done by one of them, and the other is told so (P04)', async () => {
    const office = openOffice();
    const id = await temporary(office);
    const given = [newCode, '639184'];
    const answers = await Promise.all(
      given.map((each) => office.call<{ set: boolean }>('setCode', { right: right(id), newCode: each })),
    );
    expect(answers.map(({ set }) => set).sort()).toEqual([false, true]);
    for (const [index, { set }] of answers.entries())
      expect('accepted' in (await office.tryCode(nir, given[index]!))).toBe(set);
  });

  test.each(['123456', '840613', '603815'])(
    'refuses %s: a run, the NIR, the code before (X05, P06)',
    async (easy) => {
      const office = openOffice();
      const id = await temporary(office);
      expect(await office.call('setCode', { right: right(id), newCode: easy })).toMatchObject({
        refused: { id: 'code-too-easy', field: 'newCode' },
      });
    },
  );

  test('needs the right at the moment it is set: expired, deactivated, another epoch lose it (P05, T06)', async () => {
    for (const change of [{ active: false }, { epoch: 2 }, { temporaryCode: undefined }]) {
      const office = openOffice();
      const id = await temporary(office);
      await office.app.members.change(id, (member) => ({
        member: { ...member, ...(change as object) },
        result: 1,
      }));
      expect(await office.call('setCode', { right: right(id), newCode })).toEqual({
        set: false,
        lost: 'link-spent',
      });
    }
    const office = openOffice();
    const id = await temporary(office);
    office.clock.pass(day);
    expect(await office.call('setCode', { right: right(id), newCode })).toMatchObject({ set: false });
  });
});

describe('changing a code (F06, F10)', () => {
  const values = { nir, currentCode: code, newCode, confirmCode: newCode };

  test('needs the current one; wrong ones count like those of signing in (F09, K02)', async () => {
    const office = openOffice();
    await office.member();
    const wrong = { values: { ...values, currentCode: '111111' }, human: {} };
    for (let i = 0; i < 3; i++)
      expect(await office.call('changeCode', wrong)).toMatchObject({ refused: { id: 'current-wrong' } });
    expect(await office.tryCode(nir, code)).toMatchObject({ refused: { id: 'check-required' } });
  });

  test('made again after a crash is done already, and leaves no failure behind (P11)', async () => {
    const office = openOffice();
    const id = await office.member();
    for (let i = 0; i < 5; i++)
      expect(await office.call('changeCode', { values, human: {} }, { callId: 'one' })).toEqual({
        accepted: true,
      });
    expect((await office.found(id)).epoch).toBe(2);
    expect(await office.tryCode(nir, '111111')).not.toHaveProperty('check');
  });
});

describe('the short code of a mail (X11, P04)', () => {
  const tryMailCode = (office: Office, mailCode: string, sessionId = 'session-1', human = {}) =>
    office.call<Record<string, unknown>>(
      'verifyMailCode',
      { values: { nir, mailCode }, human },
      { sessionId, ...from(`m${++sources}`) },
    );

  test('proves as much as the link, spends it, and belongs to one session', async () => {
    const office = openOffice();
    const id = await office.member(email);
    await request(office);
    const { mailCode, token } = mailOf((await office.outbox(id))[0]);
    expect(await tryMailCode(office, mailCode)).toMatchObject({ accepted: { kind: 'link', member: id } });
    expect(await office.links.peek(token)).toBeUndefined();
    expect(await tryMailCode(office, mailCode, 'session-2')).toEqual({ refused: { id: 'link-spent' } });
    expect(await tryMailCode(office, mailCode)).toMatchObject({ accepted: {} });
  });

  test('asks for a check after five wrong ones, and none is taken after ten until a day has passed', async () => {
    const office = openOffice();
    const id = await office.member(email);
    await request(office);
    const { mailCode } = mailOf((await office.outbox(id))[0]);
    const wrong = mailCode === '00000000' ? '11111111' : '00000000';
    for (let i = 1; i <= 10; i++) {
      const reply = await tryMailCode(office, wrong, 'session-1', i > 5 ? { waited: `w${i}` } : {});
      expect(reply).toMatchObject({ refused: { id: 'wrong-credentials' } });
      expect('check' in reply).toBe(i >= 5);
    }
    expect(await tryMailCode(office, mailCode, 'session-1', { waited: 'w' })).toMatchObject({
      refused: { id: 'wait' },
    });
    await request(office);
    expect(await tryMailCode(office, mailCode, 'session-1', { waited: 'w' })).toMatchObject({
      refused: { id: 'wait' },
    });
  });

  test('is dead with its link: after 24 hours, or when a newer mail was sent (X08)', async () => {
    const office = openOffice();
    const id = await office.member(email);
    await request(office);
    const { mailCode } = mailOf((await office.outbox(id))[0]);
    await request(office);
    expect(await tryMailCode(office, mailCode)).toMatchObject({ refused: { id: 'wrong-credentials' } });
    const { mailCode: newer } = mailOf((await office.outbox(id))[1]);
    office.clock.pass(24 * hour);
    expect(await tryMailCode(office, newer)).toMatchObject({ refused: { id: 'wrong-credentials' } });
  });
});

describe('the last look before the area opens (P01, P02, P05)', () => {
  const verified = (member: string, epoch = 1) => ({ member, epoch, standing: 'ready' });

  test.each([
    ['deactivated since', { active: false }, 'gone'],
    ['another code since', { epoch: 2 }, 'gone'],
    ['no personal code', { personalCode: undefined }, 'gone'],
    ['terms not accepted', { terms: [] }, 'terms-due'],
    ['nothing', {}, 'open'],
  ])('with %s', async (_what, change, standing) => {
    const office = openOffice();
    const id = await office.member();
    await office.app.members.change(id, (member) => ({
      member: { ...member, ...(change as object) },
      result: 1,
    }));
    expect(await office.call('openSession', verified(id))).toMatchObject({ standing });
  });

  test('accepting the terms stores version and time, once, and not for who is gone (T05, P05)', async () => {
    const office = openOffice();
    const id = await office.member({ terms: [] });
    for (let i = 0; i < 2; i++)
      expect(await office.call('acceptTerms', verified(id))).toEqual({ recorded: true });
    expect((await office.found(id)).terms).toEqual([{ version: expect.any(String), at: office.clock.now() }]);
    expect(await office.call('acceptTerms', verified(id, 7))).toEqual({ recorded: false });
  });

  test('a browser never seen is told, one that signed in before is not (X16)', async () => {
    const office = openOffice();
    const id = await office.member(email);
    expect(await office.call('openSession', verified(id))).toEqual({ standing: 'open', newBrowser: true });
    const device = office.app.devices.mint('cpms', id);
    expect(await office.call('openSession', verified(id), from('192.0.2.1', device))).toEqual({
      standing: 'open',
      newBrowser: false,
    });
  });

  test('at most five such warnings a day, each in the member’s history (X16, X22)', async () => {
    const office = openOffice();
    const id = await office.member(email);
    const told = [];
    for (let i = 0; i < 7; i++) told.push(await office.call('openSession', verified(id)));
    expect(told.map((opening) => (opening as { newBrowser: boolean }).newBrowser)).toEqual([
      ...Array(5).fill(true),
      ...Array(2).fill(false),
    ]);
    expect((await office.found(id)).mails.map(({ template }) => template)).toEqual(
      Array(5).fill('new-browser'),
    );
  });

  test('none of it writes a NIR or a code into the log (P13)', async () => {
    const office = openOffice();
    await office.member(email);
    await request(office);
    await office.tryCode(nir, code);
    await office.work(async () => {
      throw new Error(`${nir} ${code}`);
    });
    office.clock.pass(minute);
    expect(office.logged.join()).not.toMatch(new RegExp(`${nir}|${code}`));
  });
});
