import { describe, expect, test } from 'vitest';
import { Overloaded, TooMany } from '../../machines/errors.ts';
import type { Counter } from '../../machines/services/lockouts.ts';
import { code, day, from, hour, minute, nir, type Office, openOffice, unknownNir } from './office.ts';

const counterOf = ({ app, scope }: Office, of = nir, device?: string) =>
  app.lockouts.nirCounter(scope(), of, device);
let attempts = 0;

interface Kept {
  readonly frame: { readonly context: { readonly recent: readonly unknown[] } };
}

/** Fails so many times in a row, waiting and solving whatever is asked. Says what the next attempt needs. */
async function fail(office: Office, counter: Counter, times: number) {
  const { lockouts } = office.app;
  for (let done = 0; done < times; done++) {
    const needed = await lockouts.peek(counter);
    if (!needed.admitted && needed.why === 'wait') office.clock.at = needed.retryAt;
    expect(await lockouts.attempt(counter, `a${++attempts}`, true)).toEqual({ admitted: true });
  }
  return lockouts.peek(counter);
}

async function succeed(office: Office, counter: Counter) {
  const id = `a${++attempts}`;
  expect(await office.app.lockouts.attempt(counter, id, true)).toEqual({ admitted: true });
  await office.app.lockouts.tell(counter, { type: 'SUCCEEDED', id });
}

describe('the lockout of a NIR (X04, K01-K03, P03)', () => {
  test.each([
    [0, 'nothing'],
    [1, 'nothing'],
    [2, 'nothing'],
    [3, 'check'],
    [4, 'check'],
    [5, 2],
    [6, 4],
    [7, 8],
    [8, 16],
    [9, 32],
    [10, 'blocked'],
  ])('after %i failures in a row the next attempt needs %s (minutes)', async (failures, needed) => {
    const office = openOffice();
    const next = await fail(office, counterOf(office), failures);
    const expected =
      needed === 'nothing'
        ? { admitted: true }
        : typeof needed === 'number'
          ? { admitted: false, why: 'wait', retryAt: office.clock.now() + needed * minute }
          : { admitted: false, why: needed };
    expect(next).toEqual(expected);
  });

  test('after a wait asks for the human check again, and is exact to the millisecond', async () => {
    const office = openOffice();
    const counter = counterOf(office);
    await fail(office, counter, 5);
    office.clock.pass(2 * minute - 1);
    expect(await office.app.lockouts.attempt(counter, 'early', true)).toMatchObject({ why: 'wait' });
    office.clock.pass(1);
    expect(await office.app.lockouts.attempt(counter, 'unchecked', false)).toMatchObject({ why: 'check' });
    expect(await office.app.lockouts.attempt(counter, 'checked', true)).toEqual({ admitted: true });
  });

  test('lets 25 failures happen in 24 hours, then none until the oldest is a day old', async () => {
    const office = openOffice();
    const counter = counterOf(office);
    const first = office.clock.now();
    for (let failures = 0; failures < 25; failures++) {
      if (failures % 2 === 1) await succeed(office, counter);
      await fail(office, counter, 1);
      if (failures < 24) {
        expect(await office.app.lockouts.peek(counter)).toEqual({ admitted: true });
        office.clock.pass(10 * minute);
      }
    }
    const next = await office.app.lockouts.peek(counter);
    expect(next).toEqual({ admitted: false, why: 'wait', retryAt: first + day });
    office.clock.at = first + day;
    expect(await office.app.lockouts.peek(counter)).toEqual({ admitted: false, why: 'check' });
  });

  test('blocks at the 50th failure since the last reset, whatever was in between', async () => {
    const office = openOffice();
    const counter = counterOf(office);
    for (let failures = 1; failures < 50; failures++) {
      expect(await fail(office, counter, 1)).toEqual({ admitted: true });
      await succeed(office, counter);
      office.clock.pass(hour);
    }
    expect(await fail(office, counter, 1)).toEqual({ admitted: false, why: 'blocked' });
    office.clock.pass(30 * day);
    expect(await office.app.lockouts.peek(counter)).toEqual({ admitted: false, why: 'blocked' });
  });

  test.each([
    ['a member', nir],
    ['nobody', unknownNir],
  ])(
    'once blocked stays so for years until a reset, for the number of %s alike (X04, P07)',
    async (_whose, typed) => {
      const office = openOffice();
      const counter = counterOf(office, typed);
      await fail(office, counter, 10);
      office.clock.pass(3 * 365 * day);
      await office.documents.store.sweep(office.clock.now(), 1000);
      expect(await office.app.lockouts.peek(counter)).toEqual({ admitted: false, why: 'blocked' });
      await office.app.lockouts.tell(counter, { type: 'RESET' });
      expect(await office.app.lockouts.peek(counter)).toEqual({ admitted: true });
    },
  );

  test('is forgotten, when it blocks nobody, with the audit trail; a browser’s own with its cookie (X21, X23)', async () => {
    const office = openOffice();
    const year = office.scope().insurer.policies.lifetimes.auditMs;
    await fail(office, counterOf(office, nir, 'a-device'), 10);
    await fail(office, counterOf(office), 9);
    office.clock.pass(year - hour);
    expect(await office.documents.list('lockout', '', 10)).toHaveLength(2);
    office.clock.pass(2 * hour);
    expect(await office.documents.list('lockout', '', 10)).toEqual([]);
  });

  test('is cleared of the row by a success, of everything by a reset', async () => {
    const office = openOffice();
    const counter = counterOf(office);
    await fail(office, counter, 4);
    await succeed(office, counter);
    expect(await office.app.lockouts.peek(counter)).toEqual({ admitted: true });
    expect(await fail(office, counter, 9)).toMatchObject({ why: 'wait' });
    expect(await fail(office, counter, 1)).toEqual({ admitted: false, why: 'blocked' });
    await office.app.lockouts.tell(counter, { type: 'RESET' });
    expect(await office.app.lockouts.peek(counter)).toEqual({ admitted: true });
    expect(await fail(office, counter, 2)).toEqual({ admitted: true });
  });

  test.each([
    ['without a check', 3, false],
    ['during a wait', 5, true],
    ['while blocked', 10, true],
  ])('does not count attempts %s', async (_when, failures, checked) => {
    const office = openOffice();
    const counter = counterOf(office);
    const needed = await fail(office, counter, failures);
    const before = await office.documents.load('lockout', counter.ids[0]!);
    for (let i = 0; i < 5; i++)
      expect(await office.app.lockouts.attempt(counter, `uncounted-${i}`, checked)).toEqual(needed);
    expect(await office.documents.load('lockout', counter.ids[0]!)).toEqual(before);
  });

  test('counts the same attempt once, however often it is made (P11)', async () => {
    const office = openOffice();
    const counter = counterOf(office);
    for (let i = 0; i < 8; i++)
      expect(await office.app.lockouts.attempt(counter, 'same', false)).toEqual({ admitted: true });
    expect(await fail(office, counter, 1)).toEqual({ admitted: true });
    expect(await fail(office, counter, 1)).toMatchObject({ why: 'check' });
  });

  test('of thirty attempts at once on two processes admits exactly three without a check (P03, P12)', async () => {
    const office = openOffice();
    const other = office.beside();
    const results = await Promise.all(
      Array.from({ length: 30 }, (_, i) => {
        const at = i % 2 ? office : other;
        return at.app.lockouts.attempt(counterOf(at), `parallel-${i}`, false);
      }),
    );
    expect(results.filter(({ admitted }) => admitted)).toHaveLength(3);
    expect(await office.app.lockouts.peek(counterOf(office))).toEqual({ admitted: false, why: 'check' });
  });

  test('is one per insurer and NIR, known or not, and names neither where it is stored (X03, P13)', async () => {
    const office = openOffice();
    await fail(office, counterOf(office), 3);
    expect(await office.app.lockouts.peek(counterOf(office, unknownNir))).toEqual({ admitted: true });
    const acs = office.app.lockouts.nirCounter(office.scope({ tenant: 'acs' }), nir);
    expect(await office.app.lockouts.peek(acs)).toEqual({ admitted: true });
    expect(JSON.stringify(await office.documents.list('lockout', '', 10))).not.toContain(nir);
  });
});

describe('the lockout of a source (X03, X04)', () => {
  const source = ({ app, scope }: Office, address = '192.0.2.1') =>
    app.lockouts.sourceCounter(scope(from(address)))!;

  test('asks for a check after 20 failures in 10 minutes, and time alone clears it', async () => {
    const office = openOffice();
    const counter = source(office);
    expect(await fail(office, counter, 19)).toEqual({ admitted: true });
    expect(await fail(office, counter, 1)).toEqual({ admitted: false, why: 'check' });
    expect(await office.app.lockouts.peek(source(office, '198.51.100.7'))).toEqual({ admitted: true });
    office.clock.pass(10 * minute - 1);
    expect(await office.app.lockouts.peek(counter)).toEqual({ admitted: false, why: 'check' });
    office.clock.pass(1);
    expect(await office.app.lockouts.peek(counter)).toEqual({ admitted: true });
  });

  test('does not ask while failures come slower than that', async () => {
    const office = openOffice();
    const counter = source(office);
    for (let i = 0; i < 60; i++) {
      expect(await fail(office, counter, 1)).toEqual({ admitted: true });
      office.clock.pass(32_000);
    }
  });

  test('is refused with 429 after 200 in 24 hours, until the oldest is a day old', async () => {
    const office = openOffice();
    const counter = source(office);
    const first = office.clock.now();
    for (let i = 0; i < 199; i++) {
      await fail(office, counter, 1);
      office.clock.pass(minute);
    }
    await office.app.lockouts.attempt(counter, 'last', true);
    const refused = await office.app.lockouts.peek(counter).catch((error) => error);
    expect(refused).toBeInstanceOf(TooMany);
    expect(refused.retryAfterSeconds).toBe((first + day - office.clock.now()) / 1000);
    await expect(office.app.lockouts.attempt(counter, 'more', true)).rejects.toThrow(TooMany);
    office.clock.at = first + day;
    expect(await office.app.lockouts.peek(counter)).toMatchObject({ admitted: true });
  });

  test('the 200th failure is told like any other; the next attempt is too many', async () => {
    const office = openOffice();
    await office.member();
    const counter = source(office);
    for (let i = 0; i < 199; i++) {
      await fail(office, counter, 1);
      office.clock.pass(minute);
    }
    expect(await office.tryCode(nir, '111111')).toMatchObject({ refused: { id: 'wrong-credentials' } });
    await expect(office.tryCode(nir, '111111')).rejects.toThrow(TooMany);
  });

  test('does not count successes', async () => {
    const office = openOffice();
    const counter = source(office);
    for (let i = 0; i < 60; i++) await succeed(office, counter);
    expect(await office.app.lockouts.peek(counter)).toEqual({ admitted: true });
  });

  test('is switched off for load tests, those per NIR stay (RATE_LIMITS)', () => {
    const office = openOffice({ limitSources: false });
    expect(office.app.lockouts.sourceCounter(office.scope())).toBeUndefined();
    expect(counterOf(office)).toBeDefined();
  });
});

describe('an attempt at a secret (X04, K01-K04, P03)', () => {
  const wrong = '111111';

  test('the view of the third failure brings the check; the fourth is not verified without it (P03)', async () => {
    const office = openOffice();
    await office.member();
    for (const failure of [1, 2, 3]) {
      const result = await office.tryCode(nir, wrong);
      expect(result).toMatchObject({ refused: { id: 'wrong-credentials' } });
      expect('check' in result).toBe(failure === 3);
    }
    office.hasher.runs = 0;
    expect(await office.tryCode(nir, code)).toMatchObject({
      refused: { id: 'check-required', field: 'humanCheck' },
      check: { kind: 'proof-of-work' },
    });
    expect(office.hasher.runs).toBe(0);
  });

  test('a machine too busy to verify counts nothing against the member, and looks nobody up', async () => {
    const office = openOffice();
    await office.member();
    office.hasher.holdingPlace = async () => {
      throw new Overloaded(1);
    };
    for (let i = 0; i < 5; i++) await expect(office.tryCode(nir, code)).rejects.toBeInstanceOf(Overloaded);
    expect(await office.documents.list('lockout', '', 10)).toEqual([]);
  });

  test('who is meant is looked up once the attempt is admitted: a refusal takes as long for everyone (P07)', async () => {
    const looked: string[] = [];
    const office = openOffice({
      around: (store) => ({
        ...store,
        load: (kind, id) => {
          looked.push(kind);
          return store.load(kind, id);
        },
      }),
    });
    await office.member();
    const shortCodes = [
      ['verifyMailCode', { nir, mailCode: '12345678' }],
      ['verifyLetterCode', { nir, letterCode: '123456' }],
    ] as const;
    for (let i = 0; i < 200; i++)
      await office.app.lockouts.attempt(
        office.app.lockouts.sourceCounter(office.scope())!,
        `a${++attempts}`,
        true,
      );
    looked.length = 0;
    await expect(office.tryCode(nir, code)).rejects.toBeInstanceOf(TooMany);
    for (const [service, values] of shortCodes)
      await expect(office.call(service, { values, human: {} })).rejects.toBeInstanceOf(TooMany);
    expect(looked).not.toContain('member');
  });

  test.each([
    ['source', 20],
    ['number', 3],
  ] as const)(
    'two at once at the limit of the %s: the one refused is counted nowhere, for nobody verifies it (X03, X04, P12)',
    async (limited, limit) => {
      const office = openOffice();
      await office.member();
      const { lockouts } = office.app;
      const busy = from('busy');
      const counters = { source: lockouts.sourceCounter(office.scope(busy))!, number: counterOf(office) };
      const countedAt = async ({ ids: [id] }: Counter) => {
        const stored = await office.documents.load<Kept>('lockout', id!);
        return stored?.body.frame.context.recent.length ?? 0;
      };
      await fail(office, counters[limited], limit - 1);
      const before = { source: await countedAt(counters.source), number: await countedAt(counters.number) };
      office.hasher.runs = 0;
      const tried = await Promise.all([0, 1].map(() => office.tryCode(nir, wrong, busy)));
      expect(tried).toMatchObject([
        { refused: { id: 'wrong-credentials' } },
        { refused: { id: 'check-required' } },
      ]);
      expect(office.hasher.runs).toBe(1);
      expect(await countedAt(counters.source)).toBe(before.source + 1);
      expect(await countedAt(counters.number)).toBe(before.number + 1);
    },
  );

  test('a check is good once, for the attempt it was solved for (P04, K03)', async () => {
    const office = openOffice();
    await office.member();
    for (let i = 0; i < 3; i++) await office.tryCode(nir, wrong);
    const { check } = (await office.tryCode(nir, wrong)) as { check: { id: string } };
    const human = { check: check as never };
    const failed = await office.tryCode(nir, wrong, { human });
    expect(failed).toMatchObject({ refused: { id: 'wrong-credentials' }, check: {} });
    expect(await office.tryCode(nir, code, { human })).toMatchObject({ refused: { id: 'check-wrong' } });
    const next = (failed as unknown as { check: never }).check;
    expect(await office.tryCode(nir, code, { human: { check: next } })).toMatchObject({ accepted: {} });
  });

  test('a minute of patience is good for one attempt instead (X17)', async () => {
    const office = openOffice();
    await office.member();
    for (let i = 0; i < 3; i++) await office.tryCode(nir, wrong);
    const human = { waited: 'the-check-that-was-shown' };
    expect(await office.tryCode(nir, wrong, { human })).toMatchObject({
      refused: { id: 'wrong-credentials' },
    });
    expect(await office.tryCode(nir, code, { human })).toMatchObject({ refused: { id: 'check-required' } });
  });

  test('that is right counts neither at its NIR nor at its source, however many come from there (X03, X04)', async () => {
    const office = openOffice();
    await office.member();
    for (let right = 0; right < 25; right++)
      expect(await office.tryCode(nir, code)).toMatchObject({ accepted: {} });
  });

  test('blocked refuses the right code, until a new code is set (X04)', async () => {
    const office = openOffice();
    const id = await office.member();
    await fail(office, counterOf(office), 10);
    expect(await office.tryCode(nir, code)).toMatchObject({ refused: { id: 'blocked' } });
    const member = await office.found(id);
    const link = { tokenDigest: 't', mailCodeDigest: 'm', issuedAt: 0, expiresAt: office.clock.now() + day };
    await office.app.members.change(id, () => ({
      member: { ...member, link: { ...link, spentBy: 's' } },
      result: 1,
    }));
    const right = { kind: 'link', member: id, tokenDigest: 't' };
    expect(await office.call('setCode', { right, newCode: '836417' }, { sessionId: 's' })).toEqual({
      set: true,
    });
    expect(await office.tryCode(nir, '836417')).toMatchObject({ accepted: { standing: 'ready' } });
  });

  test('of wrong format is refused by the form, neither verified nor counted (X04)', async () => {
    const office = openOffice();
    const origin = { channel: 'web', source: '192.0.2.1' };
    const { token, view } = await office.engine.start({
      tenant: 'cpms',
      flow: 'sign-in',
      locale: 'fr',
      origin,
    });
    let { turn } = view;
    office.hasher.runs = 0;
    for (const values of [
      { nir: '184061305501229', code },
      { nir, code: '12345' },
      { nir, code: 'abcdef' },
      { nir: '', code: '' },
    ])
      for (let i = 0; i < 2; i++) {
        const reply = await office.engine.answer({ token, turn, answer: { values }, origin });
        expect(['nir-invalid', 'code-length']).toContain(reply.view.error?.id);
        turn = reply.view.turn;
      }
    expect(office.hasher.runs).toBe(0);
    expect(await office.documents.list('lockout', '', 10)).toEqual([]);
  });
});

describe('a browser that signed in before (X21)', () => {
  async function known(office: Office) {
    const id = await office.member();
    return { id, device: office.app.devices.mint('cpms', id) };
  }
  const wrong = '111111';
  const check = () => ({ check: { id: 'x', kind: 'proof-of-work' as const, expiresAt: Number.MAX_VALUE } });

  test('is spared by the failures of strangers: block and waits are not its own', async () => {
    const office = openOffice();
    const { device } = await known(office);
    await fail(office, counterOf(office), 10);
    expect(await office.tryCode(nir, code, from('198.51.100.7'))).toMatchObject({
      refused: { id: 'blocked' },
    });
    expect(await office.tryCode(nir, code, from('192.0.2.1', device))).toMatchObject({ accepted: {} });
    expect(await office.tryCode(nir, code, from('198.51.100.7'))).toMatchObject({
      refused: { id: 'blocked' },
    });
  });

  test('keeps a count of its own, which leaves the NIR’s alone', async () => {
    const office = openOffice();
    const { device } = await known(office);
    for (let i = 0; i < 3; i++) await office.tryCode(nir, wrong, from('192.0.2.1', device));
    expect(await office.tryCode(nir, code, from('192.0.2.1', device))).toMatchObject({
      refused: { id: 'check-required' },
    });
    expect(await office.tryCode(nir, code, from('192.0.2.1'))).toMatchObject({ accepted: {} });
  });

  test.each(['a new code', 'an agent'])(
    'that has failed too often itself is freed by %s (X04)',
    async (by) => {
      const office = openOffice();
      const { id, device } = await known(office);
      const mine = { ...from('192.0.2.1', device), human: check() };
      for (let i = 0; i < 10; i++) {
        office.clock.pass(40 * minute);
        await office.tryCode(nir, wrong, { ...mine, human: { waited: `w${i}` } });
      }
      expect(await office.tryCode(nir, code, mine)).toMatchObject({ refused: { id: 'blocked' } });
      if (by === 'an agent') {
        await office.app.administration.unblock('cpms', nir);
        // What a stranger asks for afterwards takes nothing of it back (X21).
        for (let i = 0; i < 205; i++) await office.call('requestCode', { nir, want: 'any' });
      } else {
        const change = { nir, currentCode: code, newCode: '836417', confirmCode: '836417' };
        const elsewhere = { ...from('203.0.113.5'), tenant: 'cpms' };
        expect(await office.call('changeCode', { values: change, human: {} }, elsewhere)).toEqual({
          accepted: true,
        });
      }
      const now = by === 'an agent' ? code : '836417';
      expect((await office.found(id)).active).toBe(true);
      expect(await office.tryCode(nir, now, from('192.0.2.1', device))).toMatchObject({ accepted: {} });
    },
  );

  test('is known by a cookie nobody can make, for this member and insurer, for a year', async () => {
    const office = openOffice();
    const { id, device } = await known(office);
    const { devices } = office.app;
    expect(devices.find('cpms', [id], device)).toMatch(/^[\w-]{16}$/);
    expect(devices.find('cpms', ['other'], device)).toBeUndefined();
    expect(devices.find('acs', [id], device)).toBeUndefined();
    const [expires, name, digest] = device.split('~') as [string, string, string];
    const later = (Number.parseInt(expires, 36) + day).toString(36);
    for (const forged of [
      '',
      `${later}~${name}~${digest}`,
      `${expires}~other~${digest}`,
      `${expires}~${name}~${digest.slice(0, -1)}`,
      `${expires}~${name}~`,
      `~~`,
    ])
      expect(devices.find('cpms', [id], forged)).toBeUndefined();
    office.clock.pass(365 * day - 1);
    expect(devices.find('cpms', [id], device)).toBeDefined();
    office.clock.pass(1);
    expect(devices.find('cpms', [id], device)).toBeUndefined();
  });

  test('holds the devices of five members at most, the newest first, one a member', async () => {
    const office = openOffice();
    let cookie = '';
    for (const member of ['a', 'b', 'c', 'd', 'e', 'f', 'f'])
      cookie = office.app.devices.mint('cpms', member, cookie);
    expect(cookie.split('|')).toHaveLength(5);
    for (const member of ['b', 'c', 'd', 'e', 'f'])
      expect(office.app.devices.find('cpms', [member], cookie)).toBeDefined();
    expect(office.app.devices.find('cpms', ['a'], cookie)).toBeUndefined();
    expect(cookie.length).toBeLessThan(4_000);
  });
});
