import { describe, expect, test } from 'vitest';
import type { Deliver } from '../../machines/engine/outbox.ts';
import { StoreUnavailable } from '../../machines/ports/store.ts';
import type { ClientBody } from '../../machines/services/clients.ts';
import { beforeCommit } from '../support/before-commit.ts';
import {
  code,
  day,
  from,
  mailOf,
  minute,
  newCode,
  nir,
  type Office,
  openOffice,
  otherNir,
  unknownNir,
} from './office.ts';

const row = {
  nir: '1840613055012',
  lastName: ' Exemple ',
  firstName: 'Camille',
  address1: '1 rue du Test',
  address2: '99001 VILLE',
};

describe('an import (admin API)', () => {
  test('adds a member who can sign in with the printed code given, for twelve months (X07)', async () => {
    const office = openOffice();
    await office.app.administration.importRow('cpms', { ...row, email: 'm@example.test', code: '603815' });
    const found = (await office.app.members.findByNir('cpms', nir))!;
    expect(found.member).toMatchObject({ lastName: 'Exemple', active: true, emailState: 'confirmed' });
    expect(found.member.temporaryCode).toMatchObject({
      kind: 'printed',
      expiresAt: office.clock.now() + 365 * day,
    });
    expect(await office.tryCode(nir, '603815')).toMatchObject({ accepted: { standing: 'temporary' } });
    office.clock.pass(365 * day);
    expect(await office.tryCode(nir, '603815')).toMatchObject({ refused: { id: 'wrong-credentials' } });
  });

  test('takes a long name and six address lines: they fit the envelope together (R07)', async () => {
    const office = openOffice();
    await office.app.administration.importRow('cpms', {
      ...row,
      address1: 'Appartement 3',
      address2: 'Bâtiment B',
      address3: 'Les Tilleuls',
      address4: '7 rue C',
      address5: 'La Croix',
      address6: '99007 BOURG',
      firstName: 'Marie-Antoinette',
      lastName: 'DE LA ROCHEFOUCAULD-LIANCOURT',
    });
    const { id } = (await office.app.members.findByNir('cpms', nir))!;
    await office.call('requestCode', { nir, want: 'any' }, from('s'));
    const [entry] = await office.outbox(id);
    const { addressLines } = entry!.payload as { addressLines: readonly string[] };
    expect([addressLines.length, addressLines.at(-1)]).toEqual([6, '99007 BOURG']);
  });

  test.each([
    ['a name without a place to break it', { lastName: 'X'.repeat(39) }, 'address1: more than 6 lines of 38'],
    ['letters that no letter shows', { lastName: 'بن علي' }, 'expected Latin letters'],
  ])('refuses %s, in words', async (_what, given, reason) => {
    const office = openOffice();
    await expect(office.app.administration.importRow('cpms', { ...row, ...given })).rejects.toThrow(reason);
    expect(await office.documents.list('member', '', 10)).toEqual([]);
  });

  test('takes a NIR with or without key as the same member (X19)', async () => {
    const office = openOffice();
    await office.app.administration.importRow('cpms', { ...row, nir: '1 84 06 13 055 012 28' });
    await office.app.administration.importRow('cpms', { ...row, firstName: 'Dominique' });
    expect(await office.documents.list('member', '', 10)).toHaveLength(1);
    expect((await office.app.members.findByNir('cpms', nir))!.member.firstName).toBe('Dominique');
  });

  test('updates facts and leaves a personal code, its letters and its link alone', async () => {
    const office = openOffice();
    const id = await office.member({ email: 'old@example.test', emailState: 'confirmed' });
    const before = await office.found(id);
    await office.app.administration.importRow('cpms', { ...row, code: '603815', codeKind: 'posted' });
    const after = await office.found(id);
    expect(after).toMatchObject({ lastName: 'Exemple', addressLines: ['1 rue du Test', '99001 VILLE'] });
    expect(after.personalCode).toEqual(before.personalCode);
    expect(after).not.toHaveProperty('temporaryCode');
    expect(await office.tryCode(nir, code)).toMatchObject({ accepted: {} });
  });

  describe('of a member who is known already (D04)', () => {
    const waiting = { address: 'new@example.test', claim: 'c', since: 1, usableFrom: 2 };
    const stored = {
      addressLines: ['2 rue d’Avant', '99002 VILLE'],
      email: 'old@example.test',
      emailState: 'confirmed',
      emailWaiting: waiting,
      mobile: '06 39 98 00 01',
      client: 'DURAND',
    } as const;
    const named = { nir: row.nir, lastName: 'Exemple', firstName: 'Camille' };

    test('leaves alone what the file has no column for', async () => {
      const office = openOffice();
      const id = await office.member(stored);
      await office.app.administration.importRow('cpms', named);
      expect(await office.found(id)).toMatchObject({ ...named, nir, ...stored });
      await office.app.administration.importRow('cpms', { ...named, address6: '99003 Ville' });
      expect(await office.found(id)).toMatchObject({ ...stored, addressLines: ['99003 VILLE'] });
    });

    test.each([
      ['email', ['email', 'emailState', 'emailWaiting']],
      ['mobile', ['mobile']],
      ['client', ['client']],
    ])('takes an empty cell of the column %s for: there is none', async (column, gone) => {
      const office = openOffice();
      const id = await office.member(stored);
      await office.app.administration.importRow('cpms', { ...named, [column]: '' });
      const after = await office.found(id);
      const kept = Object.entries(stored).filter(([fact]) => !gone.includes(fact));
      expect(after).toMatchObject(Object.fromEntries(kept));
      for (const fact of gone) expect(after).not.toHaveProperty(fact);
    });

    test('takes the file’s e-mail address for confirmed, in place of one that waits', async () => {
      const office = openOffice();
      const id = await office.member(stored);
      await office.app.administration.importRow('cpms', { ...named, email: 'file@example.test' });
      const after = await office.found(id);
      expect(after).toMatchObject({ email: 'file@example.test', emailState: 'confirmed' });
      expect(after).not.toHaveProperty('emailWaiting');
    });
  });

  test('of somebody new needs an address to write to', async () => {
    const office = openOffice();
    const { nir: number, lastName, firstName } = row;
    await expect(
      office.app.administration.importRow('cpms', { nir: number, lastName, firstName }),
    ).rejects.toThrow('address1: empty');
    expect(await office.documents.list('member', '', 10)).toEqual([]);
  });

  test('of the same code again is no new issue: it dies when it would have (X07)', async () => {
    const office = openOffice();
    await office.app.administration.importRow('cpms', { ...row, code: '603815' });
    const { temporaryCode } = (await office.app.members.findByNir('cpms', nir))!.member;
    office.clock.pass(day);
    await office.app.administration.importRow('cpms', { ...row, code: '603815' });
    expect((await office.app.members.findByNir('cpms', nir))!.member.temporaryCode).toEqual(temporaryCode);
  });

  test('during which a letter is asked for makes codes that can be verified beside one another (P07)', async () => {
    const office = openOffice();
    const id = await office.member();
    const { personalCode: _none, ...uncoded } = await office.found(id);
    await office.app.members.put('cpms', nir, () => uncoded);
    const { hash: hashing } = office.hasher;
    office.hasher.hash = async (secret, like) => {
      office.hasher.hash = hashing;
      const made = await hashing(secret, like);
      await office.call('requestCode', { nir, want: 'any' });
      return made;
    };
    await office.app.administration.importRow('cpms', { ...row, code: '603815' });
    const posted = (await office.outbox(id)).map(({ payload }) => (payload as { code: string }).code);
    for (const given of ['603815', posted[0]!])
      expect(await office.tryCode(nir, given)).toMatchObject({ accepted: { standing: 'temporary' } });
  });

  test.each([
    [{ nir: '184061305501229' }, 'nir: '],
    [{ lastName: ' ' }, 'lastName, firstName: '],
    [{ email: 'a@b@c' }, 'email: '],
    [{ code: '12345' }, 'code: expected 6 digits'],
    [{ code: 'abcdef' }, 'code: expected 6 digits'],
    [{ code: '603815', codeKind: 'sung' }, 'codeKind: '],
    [{ address1: 'x'.repeat(60) }, 'address1: '],
  ])('refuses %o, says which column, and stores nothing', async (wrong, reason) => {
    const office = openOffice();
    await expect(office.app.administration.importRow('cpms', { ...row, ...wrong })).rejects.toThrow(reason);
    expect(await office.documents.list('member', '', 10)).toEqual([]);
  });
});

describe('what the print house reports (X12, P11)', () => {
  test('late, repeated and out of order: each noted once, nothing lost', async () => {
    const office = openOffice();
    const id = await office.member();
    await office.call('requestCode', { nir, want: 'any' });
    const [letter] = (await office.found(id)).letters;
    for (const status of ['returned', 'posted', 'posted', 'printed', 'returned'] as const)
      await office.app.administration.letterStatus(letter!.id, status);
    const [after] = (await office.found(id)).letters;
    expect(after!.events.map(({ status }) => status)).toEqual(['requested', 'returned', 'posted', 'printed']);
    await expect(office.app.administration.letterStatus('NOSUCH', 'posted')).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('a letter sent again by an agent has a new code; the older one is dead (X13)', async () => {
    const office = openOffice();
    const id = await office.member();
    await office.call('requestCode', { nir, want: 'any' });
    await office.app.administration.resendLetter((await office.found(id)).letters[0]!.id);
    const [first, second] = (await office.outbox(id)).map(
      ({ payload }) => (payload as { code: string }).code,
    );
    expect(await office.tryCode(nir, second!)).toMatchObject({ accepted: { standing: 'temporary' } });
    if (first !== second)
      expect(await office.tryCode(nir, first!)).toMatchObject({ refused: { id: 'wrong-credentials' } });
  });

  test('a letter about an e-mail address is not sent again: it would hold a code that opens (D04)', async () => {
    const office = openOffice();
    const id = await office.member();
    const asked = { company: '', lastName: 'Exemple', firstName: 'Camille', nir, email: 'a@example.test' };
    await office.call('requestEmail', asked, from('e1'));
    const [letter] = (await office.found(id)).letters;
    expect(letter!.purpose).toBe('email');
    const again = office.app.administration.resendLetter(letter!.id);
    await expect(again).rejects.toMatchObject({ code: 'malformed' });
    expect((await office.found(id)).letters).toHaveLength(1);
  });
});

describe('a letter sent again by an agent, asked for more than once (P08, P11)', () => {
  async function posted(office: Office) {
    const id = await office.member();
    await office.call('requestCode', { nir, want: 'any' });
    const [first] = (await office.found(id)).letters;
    return { id, first: first!.id };
  }
  const resend = (office: Office, letter: string) => office.app.administration.resendLetter(letter);
  const letters = async (office: Office, id: string) => (await office.found(id)).letters.map((one) => one.id);

  test('is posted once while its replacement is unspent, also when two ask at once', async () => {
    const office = openOffice();
    const { id, first } = await posted(office);
    await Promise.all([resend(office, first), resend(office.beside(), first)]);
    const before = await office.found(id);
    for (let i = 0; i < 2; i++) expect(await resend(office, first)).toBe(before.letters[1]!.id);
    expect(await office.found(id)).toEqual(before);
    expect(before.letters).toHaveLength(2);
    expect(await office.outbox(id)).toHaveLength(2);
  });

  test('is posted anew when the replacement came back, was used or is too old; and the replacement’s own once', async () => {
    const office = openOffice();
    const { id, first } = await posted(office);
    await office.app.administration.letterStatus(await resend(office, first), 'returned');
    const second = await resend(office, first);
    expect(await resend(office, first)).toBe(second);
    const third = await resend(office, second);
    for (const letter of [first, second]) expect(await resend(office, letter)).toBe(third);
    office.clock.pass(21 * day);
    const fourth = await resend(office, third);
    expect(await resend(office, first)).toBe(fourth);
    expect(await letters(office, id)).toHaveLength(5);
    const right = { kind: 'temporary', member: id, epoch: 1 };
    expect(await office.call('setCode', { right, newCode })).toMatchObject({ set: true });
    await resend(office, fourth);
    expect(await letters(office, id)).toHaveLength(6);
  });

  test('a report made twice is written into the history once (X12)', async () => {
    const office = openOffice();
    const { id, first } = await posted(office);
    await office.app.administration.letterStatus(first, 'posted');
    const before = await office.found(id);
    await office.app.administration.letterStatus(first, 'posted');
    expect(await office.found(id)).toEqual(before);
  });
});

describe('deactivation by member (T02, T06)', () => {
  test('says whether anything changed, and is written in the history', async () => {
    const office = openOffice();
    const id = await office.member();
    const { administration } = office.app;
    expect(await administration.setActive('cpms', { nir }, false)).toBe(1);
    expect(await administration.setActive('cpms', { nir }, false)).toBe(0);
    expect(await administration.setActive('cpms', { nir }, true)).toBe(1);
    expect((await office.found(id)).audit.map(({ event }) => event)).toEqual(['deactivated', 'reactivated']);
    expect(await office.tryCode(nir, code)).toMatchObject({ accepted: {} });
  });

  test('kills a live link, which reactivation does not bring back (P05)', async () => {
    const office = openOffice();
    const id = await office.member({ email: 'm@example.test', emailState: 'confirmed' });
    await office.call('requestCode', { nir, want: 'any' });
    const { token } = mailOf((await office.outbox(id))[0]);
    for (const active of [false, true]) await office.app.administration.setActive('cpms', { nir }, active);
    expect(await office.links.peek(token)).toBeUndefined();
  });

  test.each([
    [{ nir: unknownNir }, 'not-found'],
    [{ nir: 'nonsense' }, 'malformed'],
    [{ client: 'NOBODY' }, 'not-found'],
  ])('of %o is refused in words', async (target, code) => {
    const { administration } = openOffice().app;
    await expect(administration.setActive('cpms', target, false)).rejects.toMatchObject({ code });
    await expect(administration.setActive('nowhere', target, false)).rejects.toMatchObject({
      code: 'tenant-unknown',
    });
  });

  test('unblocking clears the count of the NIR (X04)', async () => {
    const office = openOffice();
    await office.member();
    await office.app.lockouts.seed(office.app.lockouts.nirCounter(office.scope(), nir), 10);
    expect(await office.tryCode(nir, code)).toMatchObject({ refused: { id: 'blocked' } });
    await office.app.administration.unblock('cpms', nir);
    expect(await office.tryCode(nir, code)).toMatchObject({ accepted: {} });
  });
});

describe('deactivation by client (T00, T03, T04)', () => {
  const nirs = [nir, otherNir, '1550197101023', '1503099139002'];
  const durand = {
    tenant: 'cpms',
    name: 'DURAND',
    contact: { name: 'Service du personnel', email: 'rh@example.test' },
    right: true,
  };

  async function staffed(office: Office) {
    await office.app.clients.put(durand);
    const ids = [];
    for (const each of nirs.slice(0, 3))
      ids.push(await office.member({ nir: each, client: 'DURAND', firstName: `N${each.slice(-3)}` }));
    const free = await office.member({ nir: nirs[3]! });
    return { ids, free };
  }
  const activeOnes = (office: Office, ids: readonly string[]) =>
    Promise.all(ids.map(async (id) => (await office.found(id)).active));
  const reports = async (office: Office) => {
    const [client] = await office.documents.list<{ outbox: never[]; deactivating?: unknown }>(
      'client',
      '',
      10,
    );
    return client!.body;
  };

  test('ends the codes of all its staff and no one else’s, and mails its contact the list, names only', async () => {
    const office = openOffice();
    const { ids, free } = await staffed(office);
    expect(await office.app.administration.setActive('cpms', { client: 'DURAND' }, false)).toBe(3);
    expect(await activeOnes(office, [...ids, free])).toEqual([false, false, false, true]);
    const sent: unknown[] = [];
    await office.work(async (entry, tenant) => void sent.push({ tenant, ...mailOf(entry) }));
    expect(sent).toMatchObject([
      {
        tenant: 'cpms',
        template: 'members-deactivated',
        to: 'rh@example.test',
        args: {
          client: 'DURAND',
          members: [{ firstName: 'N012' }, { firstName: 'N234' }, { firstName: 'N023' }],
        },
      },
    ]);
    expect(JSON.stringify(sent)).not.toMatch(new RegExp(nirs.join('|')));
    expect((await reports(office)).outbox).toEqual([]);
  });

  test('asked for again changes nobody and mails nothing; a list leaves again when somebody had come back (T04)', async () => {
    const office = openOffice();
    await staffed(office);
    const { administration } = office.app;
    const deactivate = () => administration.setActive('cpms', { client: 'DURAND' }, false);
    expect(await Promise.all([deactivate(), deactivate()])).toContain(3);
    for (let i = 0; i < 2; i++) expect(await deactivate()).toBe(0);
    expect((await reports(office)).outbox).toHaveLength(1);
    await administration.setActive('cpms', { nir }, true);
    expect(await deactivate()).toBe(1);
    expect(await deactivate()).toBe(0);
    expect((await reports(office)).outbox).toHaveLength(2);
  });

  test('a list made while the one before is leaving leaves after it (T04)', async () => {
    const office = openOffice();
    await staffed(office);
    const { administration } = office.app;
    const deactivate = () => administration.setActive('cpms', { client: 'DURAND' }, false);
    await deactivate();
    const left: string[] = [];
    const leaving: Deliver = async ({ id }) => {
      left.push(id);
      if (left.length > 1) return;
      await administration.setActive('cpms', { nir }, true);
      await deactivate();
    };
    for (let rounds = 0; rounds < 3; rounds++) await office.work(leaving);
    expect(left).toHaveLength(2);
    expect(new Set(left).size).toBe(2);
    expect((await reports(office)).outbox).toEqual([]);
  });

  test('a client first named by an import is known from then on; its staff come in with its right (T00, T03)', async () => {
    const office = openOffice();
    const { administration } = office.app;
    const row = (each: string) => ({
      nir: each,
      lastName: 'ESSAI',
      firstName: 'Ève',
      address1: '1 RUE DES ESSAIS',
      address2: '99003 VILLE-EXEMPLE',
      client: 'NOUVELLE',
    });
    const activeByNir = async (each: string) =>
      (await office.app.members.findByNir('cpms', each.slice(0, 13)))?.member.active;
    await administration.importRow('cpms', row(nirs[0]!));
    expect(await activeByNir(nirs[0]!)).toBe(true);
    expect(await administration.setActive('cpms', { client: 'NOUVELLE' }, false)).toBe(1);
    await administration.importRow('cpms', row(nirs[1]!));
    expect(await activeByNir(nirs[1]!)).toBe(false);
    expect(await administration.setActive('cpms', { client: 'NOUVELLE' }, true)).toBe(2);
    expect(await activeByNir(nirs[1]!)).toBe(true);
  });

  test('gives nothing back to who left by themself since: not a year later, not after a flood of requests (T02, X23)', async () => {
    const office = openOffice();
    const { ids } = await staffed(office);
    const { administration } = office.app;
    const ofClient = (active: boolean) => administration.setActive('cpms', { client: 'DURAND' }, active);
    await administration.setActive('cpms', { nir }, false);
    for (let i = 0; i < 205; i++) await office.call('requestCode', { nir, want: 'any' });
    expect((await office.found(ids[0]!)).audit.map(({ event }) => event)).toContain('deactivated');
    for (let months = 0; months < 14; months++) {
      office.clock.pass(31 * 86_400_000);
      await office.work();
    }
    expect((await office.found(ids[0]!)).audit).toEqual([]);
    expect(await ofClient(false)).toBe(2);
    // Another leaves the client that has no right any more.
    expect(await administration.setActive('cpms', { nir: otherNir }, false)).toBe(1);
    expect(await administration.setActive('cpms', { nir: otherNir }, false)).toBe(0);
    expect(await ofClient(true)).toBe(1);
    expect(await activeOnes(office, ids)).toEqual([false, false, true]);
  });

  test('gives the codes back with the right, but not to those who had left before (T02)', async () => {
    const office = openOffice();
    const { ids } = await staffed(office);
    await office.app.administration.setActive('cpms', { nir }, false);
    expect(await office.app.administration.setActive('cpms', { client: 'DURAND' }, false)).toBe(2);
    expect(await office.app.administration.setActive('cpms', { client: 'DURAND' }, true)).toBe(2);
    expect(await activeOnes(office, ids)).toEqual([false, true, true]);
    expect(await office.tryCode(otherNir, code, from('x'))).toMatchObject({ accepted: {} });
  });

  /** An office whose process does something else right after its n-th write. */
  function interrupted(office: Office, writes: number, act: () => Promise<unknown>) {
    let left = writes;
    return office.beside({
      around: (store) => ({
        ...store,
        commit: async (document, lease) => {
          const result = await store.commit(document, lease);
          if (--left === 0) await act();
          return result;
        },
      }),
    });
  }

  /** The same, right after it has read that the client has its right. */
  function openReading(office: Office, reads: number, act: () => Promise<unknown>) {
    let left = reads;
    return office.beside({
      around: (store) => ({
        ...store,
        load: async (kind, id) => {
          const document = await store.load(kind, id);
          if (kind === 'client' && --left === 0) await act();
          return document;
        },
      }),
    });
  }

  test.each([1, 2, 3, 4])('undone after its write %i leaves nobody without access (T02)', async (writes) => {
    const office = openOffice();
    const { ids } = await staffed(office);
    const reactivate = () => office.app.administration.setActive('cpms', { client: 'DURAND' }, true);
    const other = interrupted(office, writes, reactivate);
    await other.app.administration.setActive('cpms', { client: 'DURAND' }, false);
    expect(await activeOnes(office, ids)).toEqual([true, true, true]);
    expect(await office.app.clients.hasRight('cpms', 'DURAND')).toBe(true);
    expect(await reports(office)).not.toHaveProperty('deactivating');
  });

  test('met by an import leaves nobody of its staff with access (T03)', async () => {
    for (const reads of [1, 2]) {
      const office = openOffice();
      const { administration } = office.app;
      await office.app.clients.put(durand);
      const deactivate = () => administration.setActive('cpms', { client: 'DURAND' }, false);
      const other = openReading(office, reads, deactivate);
      await other.app.administration.importRow('cpms', { ...row, client: 'DURAND' });
      const imported = await office.app.members.findByNir('cpms', nir);
      expect(imported!.member.active).toBe(false);
    }
  });

  test('is not undone by a change of the contact, whichever comes first (T03)', async () => {
    const office = openOffice();
    const { ids } = await staffed(office);
    const contact = { name: 'Autre', email: 'autre@example.test' };
    const deactivate = () => office.app.administration.setActive('cpms', { client: 'DURAND' }, false);
    const put = () => office.app.clients.put({ ...durand, contact });
    await Promise.all([office.beside().app.clients.put({ ...durand, contact }), deactivate(), put()]);
    await put();
    expect(await office.app.clients.hasRight('cpms', 'DURAND')).toBe(false);
    expect(await activeOnes(office, ids)).toEqual([false, false, false]);
  });

  test.each([1, 2, 3, 4])(
    'whose process dies after %i writes is finished by the worker, once, with one list (T03, T04)',
    async (writes) => {
      const setUp = openOffice();
      const { ids, free } = await staffed(setUp);
      let left = writes;
      const dying = setUp.beside({
        around: beforeCommit(() => {
          if (left-- <= 0) throw new StoreUnavailable('killed');
        }),
      });
      await expect(dying.app.administration.setActive('cpms', { client: 'DURAND' }, false)).rejects.toThrow(
        StoreUnavailable,
      );
      const office = setUp.beside();
      expect((await reports(office)).deactivating).toBeDefined();
      const sent: string[] = [];
      const deliver = async ({ id }: { id: string }) => void sent.push(id);
      await office.work(deliver);
      expect(sent).toEqual([]);
      office.clock.pass(minute);
      await Promise.all([office.work(deliver), setUp.work(deliver)]);
      await office.work(deliver);
      expect(await activeOnes(office, [...ids, free])).toEqual([false, false, false, true]);
      expect(sent).toHaveLength(1);
      expect(await reports(office)).not.toHaveProperty('deactivating');
      for (const id of ids)
        expect((await office.found(id)).audit.filter(({ event }) => event === 'deactivated')).toHaveLength(1);
    },
  );

  test('carried out by two processes at once sends one list (T04, P11)', async () => {
    const office = openOffice();
    const other = office.beside();
    await staffed(office);
    const [client] = await office.documents.list<ClientBody>('client', '', 1);
    const without = { ...client!.body.client, right: false };
    const body = { ...client!.body, client: without, deactivating: { since: office.clock.now() } };
    await office.documents.commit({ ...client!, rev: client!.rev + 1, body });
    const both = await Promise.all([office, other].map(({ app }) => app.clients.carryOut(client!.id)));
    expect(both[0]! + both[1]!).toBe(3);
    expect((await reports(office)).outbox).toHaveLength(1);
  });

  test('tells the members themselves where the insurer wants it (T04)', async () => {
    const office = openOffice();
    const policies = office.scope().insurer.policies as { tellDeactivatedMembers: boolean };
    const { tellDeactivatedMembers } = policies;
    try {
      for (const tell of [true, false]) {
        policies.tellDeactivatedMembers = tell;
        const id = await office.member({
          nir: tell ? nir : otherNir,
          email: 'm@example.test',
          emailState: 'confirmed',
        });
        await office.app.clients.end(id);
        expect((await office.outbox(id)).map((entry) => mailOf(entry).template)).toEqual(
          tell ? ['deactivated'] : [],
        );
      }
    } finally {
      policies.tellDeactivatedMembers = tellDeactivatedMembers;
    }
  });
});

describe('the link of a mail (X08, X09, P04)', () => {
  const origin = { channel: 'web', source: 's' };
  async function linked(office = openOffice()) {
    const id = await office.member({ email: 'm@example.test', emailState: 'confirmed' });
    await office.call('requestCode', { nir, want: 'any' });
    const { token } = mailOf((await office.outbox(id))[0]);
    return { office, id, token };
  }
  const exchange = (office: Office, token: string, session: string) =>
    office.links.exchange(token, session, origin, 'fr');

  test('looked at any number of times, is not used', async () => {
    const { office, id, token } = await linked();
    const before = await office.found(id);
    for (let i = 0; i < 5; i++)
      expect(await office.links.peek(token)).toEqual({ tenant: 'cpms', kind: 'reset' });
    expect(await office.found(id)).toEqual(before);
    expect(await office.links.peek('unknown')).toBeUndefined();
  });

  test('is exchanged for one session, which rests until the link’s own expiry and sets the code', async () => {
    const { office, token } = await linked();
    const session = office.engine.mint();
    const { view } = await exchange(office, token, session);
    expect(view).toMatchObject({ turn: 1, flow: 'new-code' });
    expect(view.expiresAt).toBe(new Date(office.clock.now() + day).toISOString());
    await expect(exchange(office, token, office.engine.mint())).rejects.toMatchObject({ code: 'link-spent' });
    expect(await office.links.peek(token)).toBeUndefined();
    office.clock.pass(day - minute);
    const answer = { values: { newCode, confirmCode: newCode } };
    const set = await office.engine.answer({ token: session, turn: 1, answer, origin });
    expect(set.view.outcome).toBe('code-set');
    expect(await office.tryCode(nir, newCode)).toMatchObject({ accepted: {} });
    await expect(exchange(office, token, session)).rejects.toMatchObject({ code: 'link-spent' });
  });

  test('exchanged again with the same session token is the same session, where it stands', async () => {
    const { office, token } = await linked();
    const session = office.engine.mint();
    await exchange(office, token, session);
    const answer = { values: { newCode, confirmCode: '' } };
    await office.engine.answer({ token: session, turn: 1, answer, origin });
    expect((await exchange(office, token, session)).view).toMatchObject({
      turn: 2,
      error: { id: 'codes-differ' },
    });
  });

  test('is exchanged by one of two at once (P04)', async () => {
    const { office, token } = await linked();
    const other = office.beside();
    const both = await Promise.allSettled([
      exchange(office, token, office.engine.mint()),
      exchange(other, token, other.engine.mint()),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('is dead after 24 hours, and when the member is deactivated (X08, P05)', async () => {
    const late = await linked();
    late.office.clock.pass(day);
    expect(await late.office.links.peek(late.token)).toBeUndefined();
    await expect(exchange(late.office, late.token, late.office.engine.mint())).rejects.toMatchObject({
      code: 'link-expired',
    });
    const gone = await linked();
    await gone.office.app.administration.setActive('cpms', { nir }, false);
    await expect(exchange(gone.office, gone.token, gone.office.engine.mint())).rejects.toMatchObject({
      code: 'link-spent',
    });
  });

  test('of a hand-over names the channel and the time it began, and joins once (X20)', async () => {
    const office = openOffice();
    const chat = { channel: 'chat', source: 'c' };
    const { token } = await office.engine.start({
      tenant: 'cpms',
      flow: 'sign-in',
      locale: 'fr',
      origin: chat,
    });
    const since = office.clock.now();
    office.clock.pass(minute);
    const offer = await office.engine.handOver(token);
    expect(await office.links.peek(offer.token)).toEqual({
      tenant: 'cpms',
      kind: 'hand-over',
      begun: { channel: 'chat', since },
    });
    expect(await office.links.handOverFate(offer.token)).toBe('serves');
    const joined = await exchange(office, offer.token, office.engine.mint());
    expect(joined.view).toMatchObject({ flow: 'sign-in', turn: 1 });
    expect(await office.links.handOverFate(offer.token)).toBe('used');
    const unused = await office.engine.handOver(token);
    const newer = await office.engine.handOver(token);
    expect(await office.links.handOverFate(unused.token)).toBe('replaced');
    const beside = await office.engine.handOver(joined.token);
    expect(await office.links.handOverFate(newer.token)).toBe('serves');
    office.clock.pass(day);
    for (const late of [newer, beside]) expect(await office.links.handOverFate(late.token)).toBe('expired');
    await expect(exchange(office, newer.token, office.engine.mint())).rejects.toMatchObject({
      code: 'link-expired',
    });
    await expect(exchange(office, offer.token, office.engine.mint())).rejects.toMatchObject({
      code: 'link-spent',
    });
  });

  test('resume codes need a human check from a source that guessed five wrong, whatever it tries next (X11)', async () => {
    const office = openOffice();
    const { token } = await office.engine.start({ tenant: 'cpms', flow: 'sign-in', locale: 'fr', origin });
    const { code: resume } = await office.engine.handOver(token);
    const wrong = resume === '00000000' ? '11111111' : '00000000';
    for (let i = 0; i < 5; i++)
      await expect(office.links.resume({ code: wrong, tenant: 'cpms' }, origin)).rejects.toMatchObject({
        code: 'code-unknown',
      });
    await expect(office.links.resume({ code: resume, tenant: 'cpms' }, origin)).rejects.toMatchObject({
      name: 'CheckFirst',
    });
    const elsewhere = { channel: 'web', source: 'other' };
    expect((await office.links.resume({ code: resume, tenant: 'cpms' }, elsewhere)).view.turn).toBe(1);
  });
});
