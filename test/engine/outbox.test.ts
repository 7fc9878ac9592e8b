import { describe, expect, test, vi } from 'vitest';
import {
  deliverDue,
  deliveryMs,
  nextTry,
  type OutboxEntry,
  ReceiverBusy,
} from '../../machines/engine/outbox.ts';
import { parseToken, type Session, sessionKind } from '../../machines/engine/session.ts';
import { Refused } from '../../machines/errors.ts';
import { Undeliverable } from '../../machines/ports/mailer.ts';
import { StoreUnavailable } from '../../machines/ports/store.ts';
import { createAdministration } from '../../machines/services/administration.ts';
import { updater } from '../../machines/services/updating.ts';
import { beforeCommit } from '../support/before-commit.ts';
import { type Desk, keeping, minute, openDesk } from '../support/charts.ts';

const refusing = async () => {
  throw new Undeliverable('no such address');
};
const failing = async () => {
  throw new Error('not now');
};

/** As the mail library says what a mail server answered. */
const answered = (code: string, responseCode: number, response: string | undefined) =>
  Object.assign(new Error(`not taken: ${response}`), { code, responseCode, response });

/** The operators' part of the product that looks at outboxes, on this desk's store. */
const operators = ({ documents, clock }: Desk) =>
  createAdministration({ documents, clock } as never, updater(documents), {} as never);

async function posted(desk: Desk) {
  const { token } = await desk.start('posting');
  const { view } = await desk.answer(token, 1, { choice: 'yes' });
  return { token, view };
}

describe('an effect of a chart', () => {
  test('is stored by the commit that takes the turn, and delivered by the worker under its stored id', async () => {
    const desk = openDesk();
    const { token } = await posted(desk);
    const { outbox } = await desk.stored(token);
    expect(outbox).toMatchObject([{ kind: 'letter', payload: { text: 'by post' }, attempts: 0 }]);
    const deliver = keeping();
    await desk.work(deliver);
    expect(deliver.sent).toEqual(outbox);
    expect((await desk.stored(token)).outbox).toEqual([]);
    await desk.work(deliver);
    expect(deliver.sent).toHaveLength(1);
  });

  test('does not exist when the turn was not taken', async () => {
    let away = false;
    const desk = openDesk({
      around: beforeCommit(() => {
        if (away) throw new StoreUnavailable('away');
      }),
    });
    const { token } = await desk.start('posting');
    away = true;
    await expect(desk.answer(token, 1, { choice: 'yes' })).rejects.toThrow(StoreUnavailable);
    away = false;
    const deliver = keeping();
    await desk.work(deliver);
    expect(deliver.sent).toEqual([]);
    await desk.answer(token, 1, { choice: 'yes' });
    await desk.answer(token, 1, { choice: 'yes' });
    await desk.work(deliver);
    expect(deliver.sent).toHaveLength(1);
  });

  test('is delivered again, under the same id, when the worker died after delivering (P11)', async () => {
    const desk = openDesk();
    await posted(desk);
    const deliver = keeping();
    const dying = desk.beside({
      around: (store) => ({
        ...beforeCommit(() => {
          throw new StoreUnavailable('killed');
        })(store),
        release: async () => undefined,
      }),
    });
    expect(await dying.work(deliver)).toMatchObject({ failed: 1 });
    expect(await desk.work(deliver)).toEqual({ handled: 0, failed: 0 });
    desk.clock.pass(minute);
    await desk.work(deliver);
    expect(deliver.sent.map(({ id }) => id)).toEqual([deliver.sent[0]!.id, deliver.sent[0]!.id]);
  });

  test('is delivered although the session has ended and been read no more', async () => {
    const desk = openDesk();
    const { token } = await desk.start('posting');
    await desk.answer(token, 1, { choice: 'no' });
    desk.clock.pass(11 * minute);
    const deliver = keeping();
    await desk.work(deliver);
    expect(deliver.sent).toMatchObject([{ kind: 'mail' }]);
  });
});

describe('a delivery that fails', () => {
  test.each([
    [1, 5_000],
    [2, 25_000],
    [3, 125_000],
    [4, 625_000],
    [5, 3_125_000],
    [6, 14_400_000],
    [7, 14_400_000],
  ])('for the time %i waits between half and the whole of %i ms', (attempts, step) => {
    expect(nextTry(attempts, 1_000, () => 0)).toBe(1_000 + step / 2);
    expect(nextTry(attempts, 1_000, () => 1 - 2 ** -53)).toBe(1_000 + step);
    expect(nextTry(attempts, 0, () => 0.5)).toBe(step * 0.75);
  });

  test('the eighth time is not tried again', () => {
    expect(nextTry(8, 0, () => 0)).toBeUndefined();
  });

  test.each([
    [
      Object.assign(new Error('smtp.example refused m@example.test'), { code: 'ECONNREFUSED' }),
      'ECONNREFUSED',
    ],
    [Object.assign(new TypeError('m@example.test'), { code: 'm@example.test' }), 'TypeError'],
    [answered('EENVELOPE', 450, '450 4.7.1 <m@example.test>: wait'), 'EENVELOPE 450 4.7.1'],
    [answered('EENVELOPE', 550, '550-5.1.1 no m@example.test\n550 5.1.1 gone'), 'EENVELOPE 550 5.1.1'],
    [answered('EMESSAGE', 554, '554 2.0.0.1 is example, not 5.7.1'), 'EMESSAGE 554'],
    [answered('EAUTH', 535, undefined), 'EAUTH 535'],
    [
      new Undeliverable('refused: m@example.test', {
        cause: answered('EENVELOPE', 550, '550 5.1.1 <m@example.test> unknown'),
      }),
      'Undeliverable EENVELOPE 550 5.1.1',
    ],
    [
      new TypeError('fetch of example failed', { cause: Object.assign(new Error(), { code: 'ENOTFOUND' }) }),
      'TypeError ENOTFOUND',
    ],
  ])(
    'tells an operator by codes or a name why it failed, never in words (P13): %o',
    async (error, reason) => {
      const logger = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
      const entry = { id: 'e', kind: 'mail', payload: {}, dueAt: 0, attempts: 7 } as const;
      const { died } = await deliverDue([entry], {
        tenant: 'cpms',
        now: 1,
        deliver: () => Promise.reject(error),
        random: () => 0,
        logger,
      });
      expect(died).toMatchObject([{ dead: { reason } }]);
      expect(JSON.stringify(logger.warn.mock.calls)).not.toContain('example');
    },
  );

  test('keeps its id through all its tries, then is dead with its reason, and the session goes on', async () => {
    const desk = openDesk();
    const { token } = await posted(desk);
    const { id } = (await desk.stored(token)).outbox[0]!;
    for (let attempts = 1; attempts <= 8; attempts++) {
      const before = (await desk.stored(token)).outbox[0]!;
      desk.clock.at = Math.max(desk.clock.at, before.dueAt);
      // When the session comes to rest at the same time, that is a round of its own.
      while ((await desk.work(failing)).handled > 0);
      const [entry] = (await desk.stored(token)).outbox;
      expect(entry).toMatchObject({ id, attempts });
      if (attempts < 8) expect(entry!.dead).toBeUndefined();
      else expect(entry!.dead).toEqual({ at: desk.clock.now(), reason: 'Error' });
    }
  });

  test('for good is dead at once; the chart hears of it in the same commit (R09)', async () => {
    const desk = openDesk();
    const { token } = await posted(desk);
    await desk.work(refusing);
    const { view } = await desk.engine.resume(token);
    expect(view).toMatchObject({ state: 'undelivered', turn: 3 });
    expect((await desk.stored(token)).outbox).toMatchObject([
      { attempts: 1, dead: { reason: 'Undeliverable' } },
    ]);
    expect((await desk.answer(token, 1, { choice: 'yes' })).view).toMatchObject({ turn: 2, state: 'posted' });
  });

  test('is heard by the chart that minds it under a digression (R09)', async () => {
    const desk = openDesk();
    const { token } = await posted(desk);
    await desk.answer(token, 2, { choice: 'person' });
    await desk.work(refusing);
    expect((await desk.engine.resume(token)).view).toMatchObject({ flow: 'person', turn: 4 });
    expect((await desk.answer(token, 4, { choice: 'back' })).view.state).toBe('undelivered');
  });

  test('is of no interest to a chart that does not mind, nor to an ended session', async () => {
    const desk = openDesk();
    const { token } = await desk.start('posting');
    const { view } = await desk.answer(token, 1, { choice: 'no' });
    await desk.work(refusing);
    expect((await desk.engine.resume(token)).view).toEqual(view);
  });

  test('that a timer has decided leaves after its commit only, and once although that commit failed', async () => {
    let away = false;
    const desk = openDesk({
      around: beforeCommit(() => {
        if (away) throw new StoreUnavailable('away');
      }),
    });
    const { token } = await desk.start('timed');
    desk.clock.pass(minute);
    const deliver = keeping();
    away = true;
    expect(await desk.work(deliver)).toEqual({ handled: 1, failed: 1 });
    expect(deliver.sent).toEqual([]);
    away = false;
    await desk.work(deliver);
    const { turn, outbox } = await desk.stored(token);
    expect([turn, outbox.length, deliver.sent.length]).toEqual([2, 1, 0]);
    while ((await desk.work(deliver)).handled > 0);
    expect(deliver.sent).toEqual(outbox);
  });

  test('does not hold up the others of the same round', async () => {
    const entry = (id: string): OutboxEntry => ({ id, kind: 'sms', payload: {}, dueAt: 0, attempts: 0 });
    const later = { ...entry('later'), dueAt: 5 };
    const logged: unknown[] = [];
    const sent: string[] = [];
    const { died, outbox } = await deliverDue([entry('a'), entry('b'), later, entry('c')], {
      tenant: 'cpms',
      now: 1,
      random: () => 0,
      logger: { info: () => {}, warn: (fields) => logged.push(fields), error: () => {} },
      deliver: async ({ id }) => {
        if (id === 'a') throw new Error('number 0639980001');
        if (id === 'b') throw new Undeliverable('gone');
        sent.push(id);
      },
    });
    expect(sent).toEqual(['c']);
    expect([died, outbox].map((list) => list.map(({ id }) => id))).toEqual([['b'], ['a', 'b', 'later']]);
    expect(JSON.stringify(logged)).not.toContain('0639980001');
  });
});

test('where a receiver will never take an entry, what was given for that case leaves in its place, under its id', async () => {
  const entry: OutboxEntry = {
    id: 'a',
    kind: 'sms',
    payload: { to: 'a landline' },
    dueAt: 0,
    attempts: 1,
    orElse: { kind: 'mail', payload: { template: 'hand-over' } },
  };
  const scope = { tenant: 'cpms', now: 5, random: () => 1, logger: { info() {}, warn() {}, error() {} } };
  const refusing = async () => {
    throw new Undeliverable('no mobile');
  };
  const once = await deliverDue([entry], { ...scope, deliver: refusing });
  const mail = { id: 'a', kind: 'mail', payload: { template: 'hand-over' }, dueAt: 5, attempts: 0 };
  expect(once).toEqual({ outbox: [mail], died: [] });
  const twice = await deliverDue(once.outbox, { ...scope, deliver: refusing });
  expect(twice.died).toMatchObject([{ id: 'a', kind: 'mail', dead: { at: 5 } }]);
});

test('an entry that is too late to be of use is not sent, and goes', async () => {
  const entry: OutboxEntry = { id: 'a', kind: 'sms', payload: {}, dueAt: 0, attempts: 2, usefulUntil: 10 };
  const sent: string[] = [];
  const at = (now: number) =>
    deliverDue([entry], {
      tenant: 'cpms',
      now,
      random: () => 1,
      logger: { info: () => {}, warn: () => {}, error: () => {} },
      deliver: async ({ id }) => {
        sent.push(id);
        throw new Error('away');
      },
    });
  expect((await at(9)).outbox).toHaveLength(1);
  expect(await at(10)).toEqual({ outbox: [], died: [] });
  expect(sent).toEqual(['a']);
});

test('an entry for which the receiver has no place is put off for some seconds: no try is counted, nothing is logged', async () => {
  const entry: OutboxEntry = { id: 'a', kind: 'mail', payload: {}, dueAt: 0, attempts: 2 };
  const logged: unknown[] = [];
  const { died, outbox } = await deliverDue([entry], {
    tenant: 'cpms',
    now: 1,
    random: () => 1,
    logger: { info: () => {}, warn: (fields) => logged.push(fields), error: () => {} },
    deliver: async () => {
      throw new ReceiverBusy('too many');
    },
  });
  expect({ died, outbox, logged }).toEqual({ died: [], outbox: [{ ...entry, dueAt: 15_001 }], logged: [] });
});

describe('a receiver that is slow', () => {
  /** Keeps whoever delivers waiting until it is let go. */
  function slow() {
    const { promise, resolve } = Promise.withResolvers<void>();
    const began = Promise.withResolvers<void>();
    const deliver = async (entry: OutboxEntry) => {
      sent.push(entry);
      began.resolve();
      await promise;
    };
    const sent: OutboxEntry[] = [];
    return { deliver, sent, began: began.promise, letGo: resolve };
  }

  test('keeps no reader and no answer of the session waiting; what they did stands, and nothing is sent twice', async () => {
    const desk = openDesk();
    const { token } = await posted(desk);
    const receiver = slow();
    const working = desk.work(receiver.deliver);
    await receiver.began;
    expect((await desk.engine.resume(token)).view).toMatchObject({ state: 'posted', turn: 2 });
    expect((await desk.answer(token, 2, { choice: 'person' })).view).toMatchObject({ flow: 'person' });
    receiver.letGo();
    expect(await working).toEqual({ handled: 1, failed: 0 });
    expect(await desk.stored(token)).toMatchObject({ turn: 3, outbox: [] });
    await desk.work(receiver.deliver);
    expect(receiver.sent).toHaveLength(1);
  });

  test('who refuses in the end is heard of although somebody answered meanwhile (R09)', async () => {
    const desk = openDesk();
    const { token } = await posted(desk);
    const receiver = slow();
    const working = desk.work(async (entry) => {
      await receiver.deliver(entry);
      throw new Undeliverable('no such address');
    });
    await receiver.began;
    await desk.answer(token, 2, { choice: 'person' });
    receiver.letGo();
    await working;
    expect(await desk.stored(token)).toMatchObject({ turn: 4, frames: [{ value: 'undelivered' }, {}] });
  });

  test('has failed when the time of a delivery is over, before another worker may take the entry', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const desk = openDesk();
      const { token } = await posted(desk);
      const receiver = slow();
      const worker = desk.workerWith(receiver.deliver);
      const round = worker.round();
      await receiver.began;
      await vi.advanceTimersByTimeAsync(deliveryMs - 1);
      desk.clock.pass(deliveryMs - 1);
      expect(await round).toEqual({ handled: 0, failed: 0 });
      const other = keeping();
      expect(await desk.beside().work(other)).toEqual({ handled: 0, failed: 0 });
      await vi.advanceTimersByTimeAsync(1);
      await worker.settled();
      expect((await desk.stored(token)).outbox).toMatchObject([{ attempts: 1 }]);
      expect(other.sent).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('holds up neither the other entries of its document nor, for long, those of others', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const desk = openDesk();
      await posted(desk);
      const receiver = slow();
      const sent = keeping();
      let first = true;
      const worker = desk.workerWith(async (entry) => {
        if (!first) return sent(entry);
        first = false;
        await receiver.deliver(entry);
      });
      const round = worker.round();
      await receiver.began;
      await vi.advanceTimersByTimeAsync(5_000);
      await round;
      await posted(desk);
      expect(await worker.round()).toEqual({ handled: 1, failed: 0 });
      expect(sent.sent).toHaveLength(1);
      receiver.letGo();
      await worker.settled();
      expect(await worker.round()).toEqual({ handled: 1, failed: 0 });
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a dead entry', () => {
  async function dead(desk: Desk) {
    const { token } = await posted(desk);
    await desk.work(refusing);
    return token;
  }

  test('is shown to operators by what and when, without its content (P13)', async () => {
    const desk = openDesk();
    await dead(desk);
    const entries = await operators(desk).deadEntries();
    expect(entries).toMatchObject([
      { kind: 'letter', about: 'session', attempts: 1, reason: 'Undeliverable' },
    ]);
    expect(JSON.stringify(entries)).not.toContain('by post');
  });

  test('is tried no more, until an operator sends it again under the same id', async () => {
    const desk = openDesk();
    const token = await dead(desk);
    const deliver = keeping();
    desk.clock.pass(minute);
    await desk.work(deliver);
    expect(deliver.sent).toEqual([]);
    const { id } = (await operators(desk).deadEntries())[0]!;
    expect(await operators(desk).resendEntry('unknown')).toBe(false);
    expect(await operators(desk).resendEntry(id)).toBe(true);
    expect(await operators(desk).deadEntries()).toEqual([]);
    await desk.work(deliver);
    expect(deliver.sent).toMatchObject([{ id, attempts: 0 }]);
    expect((await desk.stored(token)).outbox).toEqual([]);
    expect(await operators(desk).resendEntry(id)).toBe(false);
  });

  test('is not sent again once what it leads to is over: the operator is told so, and it stays to be seen', async () => {
    const desk = openDesk();
    const token = await dead(desk);
    const stored = (await desk.documents.load<Session>(sessionKind, parseToken(token).id))!;
    const usefulUntil = desk.clock.now() + minute;
    const outbox = stored.body.outbox.map((entry) => ({ ...entry, usefulUntil }));
    await desk.documents.commit({ ...stored, rev: stored.rev + 1, body: { ...stored.body, outbox } });
    const { id } = (await operators(desk).deadEntries())[0]!;
    desk.clock.pass(minute);
    await expect(operators(desk).resendEntry(id)).rejects.toThrow(Refused);
    expect(await operators(desk).deadEntries()).toMatchObject([{ id }]);
  });

  test('sent again by an operator while another of its session is leaving is sent', async () => {
    const desk = openDesk();
    const token = await dead(desk);
    const { id } = (await operators(desk).deadEntries())[0]!;
    const stored = (await desk.documents.load<Session>(sessionKind, parseToken(token).id))!;
    const { dead: _none, ...entry } = stored.body.outbox[0]!;
    const leaving = { ...entry, id: 'late', attempts: 0 };
    const body = { ...stored.body, outbox: [...stored.body.outbox, leaving] };
    await desk.documents.commit({ ...stored, rev: stored.rev + 1, dueAt: desk.clock.now(), body });
    const deliver = keeping();
    await desk.work(async (entry) => {
      expect(await operators(desk).resendEntry(id)).toBe(true);
      await deliver(entry);
    });
    await desk.work(deliver);
    expect(deliver.sent.map((entry) => entry.id)).toEqual(['late', id]);
  });

  test('of an ended session stays to be seen, and does not keep the worker busy', async () => {
    const desk = openDesk();
    const token = await dead(desk);
    desk.clock.pass(60 * minute);
    await desk.work();
    desk.clock.pass(11 * minute);
    await desk.work();
    expect(await desk.stored(token)).toMatchObject({ frames: [], ended: { how: 'rested' } });
    expect(await desk.documents.load(sessionKind, parseToken(token).id)).toMatchObject({ dueAt: null });
    expect(await desk.work()).toEqual({ handled: 0, failed: 0 });
    expect(await operators(desk).deadEntries()).toHaveLength(1);
  });
});
