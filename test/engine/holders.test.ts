import { describe, expect, test } from 'vitest';
import { systemRandomness } from '../../adapters/crypto/randomness.ts';
import { mintToken, parseToken } from '../../machines/engine/session.ts';
import { minute, openDesk, origin, right, testFlows } from '../support/charts.ts';

const chat = { channel: 'chat', source: 'teams' };
const unknownCode = { name: 'Refused', code: 'code-unknown' };
const login = { login: { member: 'm1', epoch: 3 } };

async function handedOver(desk = openDesk(), flow = 'question') {
  const { token: first } = await desk.start(flow, chat);
  const offer = await desk.engine.handOver(first);
  return { desk, first, offer };
}

describe('a session token', () => {
  test('is 22 + 43 characters of base64url, 128 and 256 random bits', () => {
    const token = mintToken(systemRandomness);
    expect(token).toMatch(/^[\w-]{65}$/);
    expect(parseToken(token)).toEqual({ id: token.slice(0, 22), secret: token.slice(22) });
    expect(mintToken(systemRandomness)).not.toBe(token);
  });

  test.each(['', 'x', `${'a'.repeat(66)}`, `${'a'.repeat(64)}`, `${'a'.repeat(64)}.`, `${'a'.repeat(64)}é`])(
    'of another form (%j) is an unknown session',
    (token) => expect(() => parseToken(token)).toThrow(expect.objectContaining({ code: 'session-unknown' })),
  );

  test('opens nothing with another secret, whatever its id', async () => {
    const desk = openDesk();
    const { token } = await desk.start('question');
    const forged = parseToken(token).id + parseToken(mintToken(systemRandomness)).secret;
    const refusal = { code: 'session-unknown' };
    await expect(desk.engine.resume(forged)).rejects.toMatchObject(refusal);
    await expect(desk.answer(forged, 1, right)).rejects.toMatchObject(refusal);
    await expect(desk.engine.handOver(forged)).rejects.toMatchObject(refusal);
    const beginning = { tenant: 'cpms', flow: 'question', locale: 'fr', origin } as const;
    await expect(desk.engine.start(beginning, forged)).rejects.toMatchObject(refusal);
  });
});

describe('a hand-over (X11, X20)', () => {
  test('by code: eight digits, ten minutes, joined once, at the same step of the same session (P04, P14)', async () => {
    const { desk, first, offer } = await handedOver();
    expect(offer.code).toMatch(/^\d{8}$/);
    expect(offer.until).toBe(desk.clock.now() + 10 * minute);
    const { view: before } = await desk.engine.resume(first);
    const { token, view, tenant } = await desk.engine.join({ code: offer.code, tenant: 'cpms' }, origin);
    expect({ view, tenant }).toEqual({ view: before, tenant: 'cpms' });
    expect(token).not.toBe(first);
    expect(parseToken(token).id).toBe(parseToken(first).id);
    for (const by of [{ code: offer.code }, { link: offer.token }])
      await expect(desk.engine.join(by, origin)).rejects.toMatchObject(unknownCode);
  });

  test('by link: joined once (P04)', async () => {
    const { desk, offer } = await handedOver();
    await desk.engine.join({ link: offer.token }, origin);
    for (const by of [{ code: offer.code }, { link: offer.token }])
      await expect(desk.engine.join(by, origin)).rejects.toMatchObject(unknownCode);
  });

  test('joined again by the same holder is the same session, which does not move; nobody else joins (P04, P11)', async () => {
    for (const way of ['code', 'link'] as const) {
      const { desk, first, offer } = await handedOver();
      const by = way === 'code' ? { code: offer.code } : { link: offer.token };
      const { secret } = parseToken(mintToken(systemRandomness));
      const joined = await desk.engine.join(by, origin, secret);
      await desk.answer(joined.token, 1, right);
      desk.clock.pass(10 * minute);
      const again = await desk.engine.join(by, origin, secret);
      expect(again).toMatchObject({ token: joined.token, view: { turn: 2, state: 'right' } });
      expect((await desk.stored(first)).holders).toHaveLength(2);
      await expect(desk.engine.join(by, origin)).rejects.toMatchObject(unknownCode);
    }
  });

  test('is joined by one of two at the same time (P04)', async () => {
    const { desk, first, offer } = await handedOver();
    const other = desk.beside();
    const joins = await Promise.allSettled([
      desk.engine.join({ code: offer.code }, origin),
      other.engine.join({ link: offer.token }, origin),
    ]);
    expect(joins.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await desk.stored(first)).holders).toHaveLength(2);
  });

  test('is dead after ten minutes (X08)', async () => {
    const { desk, offer } = await handedOver();
    desk.clock.pass(10 * minute - 1);
    const late = desk.beside();
    late.clock.pass(1);
    await expect(late.engine.join({ code: offer.code }, origin)).rejects.toMatchObject(unknownCode);
    await expect(late.engine.join({ link: offer.token }, origin)).rejects.toMatchObject(unknownCode);
  });

  test('of one holder lives on beside a new one of another: one live code each, whoever joins by which (X11)', async () => {
    const { desk, first, offer } = await handedOver();
    const second = await desk.engine.join({ link: offer.token }, chat);
    const theirs = await desk.engine.handOver(second.token);
    const mine = await desk.engine.handOver(first);
    const third = await desk.engine.join({ link: theirs.token }, origin);
    const newer = await desk.engine.handOver(first);
    for (const dead of [{ code: mine.code }, { code: theirs.code }, { link: theirs.token }])
      await expect(desk.engine.join(dead, origin)).rejects.toMatchObject(unknownCode);
    await desk.engine.join({ code: newer.code }, origin);
    expect(parseToken(third.token).id).toBe(parseToken(first).id);
    expect((await desk.stored(first)).handOvers).toHaveLength(2);
  });

  test('is replaced by the holder’s next one, and ends with the session', async () => {
    const { desk, first, offer } = await handedOver();
    const second = await desk.engine.handOver(first);
    await expect(desk.engine.join({ code: offer.code }, origin)).rejects.toMatchObject(unknownCode);
    await desk.answer(first, 1, { choice: 'stop' });
    await expect(desk.engine.join({ code: second.code }, origin)).rejects.toMatchObject(unknownCode);
    await expect(desk.engine.handOver(first)).rejects.toMatchObject({ code: 'session-unknown' });
  });

  test('is taken back by who gave it: what nobody used opens no more, what others gave and an open page live on', async () => {
    const { desk, first, offer } = await handedOver();
    const page = await desk.engine.join({ link: offer.token }, origin);
    const theirs = await desk.engine.handOver(page.token);
    await desk.engine.takeBack(first);
    expect((await desk.engine.resume(page.token)).view.turn).toBe(1);
    const mine = await desk.engine.handOver(first);
    const before = await desk.stored(first);
    await desk.engine.takeBack(first);
    for (const by of [{ code: mine.code }, { link: mine.token }])
      await expect(desk.engine.join(by, chat)).rejects.toMatchObject(unknownCode);
    const after = await desk.stored(first);
    expect({ ...after, handOvers: before.handOvers }).toEqual(before);
    await desk.engine.join({ link: theirs.token }, chat);
  });

  test('leads to no beginning: where the session is begun again, what nobody used opens no more, and an open page lives on', async () => {
    const { desk, first, offer } = await handedOver();
    const page = await desk.engine.join({ link: offer.token }, origin);
    const theirs = await desk.engine.handOver(page.token);
    const mine = await desk.engine.handOver(first);
    await desk.answer(first, 1, { choice: 'start-over' });
    for (const by of [{ code: mine.code }, { link: mine.token }, { code: theirs.code }])
      await expect(desk.engine.join(by, chat)).rejects.toMatchObject(unknownCode);
    expect((await desk.engine.resume(page.token)).view.turn).toBe(2);
    await desk.engine.join({ code: (await desk.engine.handOver(first)).code }, chat);
  });

  test('is taken back of an unknown or ended session: unknown', async () => {
    const { desk, first } = await handedOver();
    await desk.answer(first, 1, { choice: 'stop' });
    await expect(desk.engine.takeBack(first)).rejects.toMatchObject({ code: 'session-unknown' });
  });

  test('of another insurer is not joined by its code', async () => {
    const { desk, offer } = await handedOver();
    const by = { code: offer.code, tenant: 'acs' };
    await expect(desk.engine.join(by, origin)).rejects.toMatchObject(unknownCode);
    await desk.engine.join({ ...by, tenant: 'cpms' }, origin);
  });

  test('is found by its code although an older session once had the same eight digits', async () => {
    const { desk, offer } = await handedOver();
    const digits = systemRandomness.digits;
    try {
      (systemRandomness as { digits: typeof digits }).digits = () => offer.code;
      desk.clock.pass(10 * minute);
      const { token } = await desk.start('question', chat);
      await desk.engine.handOver(token);
      const joined = await desk.engine.join({ code: offer.code }, origin);
      expect(parseToken(joined.token).id).toBe(parseToken(token).id);
    } finally {
      (systemRandomness as { digits: typeof digits }).digits = digits;
    }
  });

  test('lets the session rest for 24 hours (X23), and keeps its deadlines (P14)', async () => {
    const { desk, first } = await handedOver(openDesk(), 'timed');
    const { restUntil, frames } = await desk.stored(first);
    expect(restUntil).toBe(desk.clock.now() + 24 * 60 * minute);
    expect(frames[0]!.timers[0]!.dueAt).toBe(desk.clock.now() + minute);
  });

  test('changes no turn: an answer under way stays the next one', async () => {
    const { desk, first } = await handedOver();
    expect((await desk.answer(first, 1, right)).view.turn).toBe(2);
  });
});

describe('two holders of one session (P14)', () => {
  test('act on the same turns: what one answered is stale or recorded for the other', async () => {
    const { desk, first, offer } = await handedOver(openDesk(), 'parent');
    const { token: second } = await desk.engine.join({ code: offer.code }, origin);
    const { view } = await desk.answer(second, 1, { choice: 'yes' });
    expect((await desk.engine.resume(first)).view).toEqual(view);
    const late = await desk.answer(first, 1, { choice: 'no' });
    expect(late.view).toEqual(view);
    expect(late.answeredOtherwise).toBe(true);
    expect((await desk.answer(second, 1, { choice: 'yes' })).answeredOtherwise).toBeUndefined();
  });

  test('and in two places of one holder, another answer to an answered turn is told apart from the same sent again', async () => {
    const { desk, first } = await handedOver(openDesk(), 'parent');
    const { view } = await desk.answer(first, 1, { choice: 'yes' });
    expect(await desk.answer(first, 1, { choice: 'yes' })).not.toHaveProperty('answeredOtherwise');
    expect(await desk.answer(first, 1, { choice: 'no' })).toMatchObject({ view, answeredOtherwise: true });
  });

  test('a secret that differs is told apart where it was given, and nowhere else: six digits are guessed from a stored digest in no time (P13)', async () => {
    const { desk, first } = await handedOver();
    await desk.answer(first, 1, right);
    const otherwise = async (on: typeof desk, values: object) =>
      (await on.answer(first, 1, { values: { ...right.values, ...values } })).answeredOtherwise ?? false;
    for (const [values, here, beside] of [
      [{}, false, false],
      [{ code: '836417' }, true, false],
      [{ company: 'Dupont' }, true, true],
    ] as const) {
      expect(await otherwise(desk, values)).toBe(here);
      expect(await otherwise(desk.beside(), values)).toBe(beside);
    }
  });

  test('share what was counted so far', async () => {
    const { desk, first, offer } = await handedOver(openDesk(), 'posting');
    const { token: second } = await desk.engine.join({ code: offer.code }, origin);
    await desk.answer(first, 1, { choice: 'yes' });
    expect((await desk.stored(second)).outbox).toHaveLength(1);
    await expect(desk.answer(second, 2, { choice: 'yes' })).rejects.toMatchObject({ code: 'not-offered' });
  });

  test('a wrong secret of one changes nothing for the other, who does not see what was typed', async () => {
    const { desk, first, offer } = await handedOver(
      openDesk({ answers: { verify: () => ({ right: false }) } }),
    );
    const { token: second } = await desk.engine.join({ code: offer.code }, origin);
    expect((await desk.answer(second, 1, right)).draft).toMatchObject({ company: 'Durand' });
    const other = await desk.engine.resume(first);
    expect(other.view).toMatchObject({ turn: 2, state: 'asking' });
    expect(other.draft).toEqual({});
    expect((await desk.answer(first, 1, right)).draft).toEqual({});
    expect((await desk.engine.resume(second)).draft).toMatchObject({ company: 'Durand' });
  });

  test('proof given by one is that one’s: the other learns « handed-over », nothing more, and can do nothing (X20)', async () => {
    const { desk, first, offer } = await handedOver();
    const { token: second } = await desk.engine.join({ link: offer.token }, origin);
    expect((await desk.answer(second, 1, right)).view.state).toBe('right');
    const elsewhere = await desk.engine.resume(first);
    expect(elsewhere.view).toMatchObject({
      state: 'handed-over',
      outcome: 'handed-over',
      fields: [],
      choices: [],
    });
    expect(elsewhere.draft).toEqual({});
    expect(JSON.stringify(elsewhere)).not.toContain('question.right');
    for (const turn of [1, 0]) {
      const reply = await desk.answer(first, turn, right).then(
        ({ view }) => view,
        (error) => error.view,
      );
      expect(reply).toEqual(elsewhere.view);
    }
    for (const choice of ['back', 'resend', 'start-over', 'stop', 'person'])
      await expect(desk.answer(first, 2, { choice })).rejects.toMatchObject({ code: 'not-offered' });
    expect((await desk.answer(second, 2, { choice: 'back' })).view.state).toBe('asking');
  });

  test('what the proof opened is not found by the other who sends that turn again, though time has moved the session on (X20, P11)', async () => {
    const { desk, first, offer } = await handedOver();
    const { token: second } = await desk.engine.join({ link: offer.token }, origin);
    await desk.answer(second, 1, right);
    desk.clock.pass(24 * 60 * minute);
    await desk.work();
    expect((await desk.answer(second, 1, right)).view.state).toBe('right');
    const { view } = await desk.answer(first, 1, right);
    expect(view).toMatchObject({ fields: [], choices: [] });
    expect(JSON.stringify(view)).not.toContain('question.right');
  });

  test('the login belongs to the holder whose answer gained it, also when that answer is sent again (X20)', async () => {
    const { desk, first, offer } = await handedOver(openDesk({ answers: { verify: () => login } }));
    const { token: second } = await desk.engine.join({ link: offer.token }, origin);
    const connected = { member: 'm1', epoch: 3, at: desk.clock.now() };
    expect((await desk.answer(second, 1, right)).connected).toEqual(connected);
    expect((await desk.answer(second, 1, right)).connected).toEqual(connected);
    const guessed = { values: { ...right.values, code: '836417' } };
    expect((await desk.answer(second, 1, guessed)).connected).toBeUndefined();
    expect((await desk.engine.resume(second)).connected).toBeUndefined();
    const other = await desk.answer(first, 1, right);
    expect(other).not.toHaveProperty('connected');
    expect(other.view.state).toBe('handed-over');
    expect((await desk.engine.resume(first)).view.outcome).toBe('handed-over');
  });

  test('who joins after the proof was given is asked for it anew, at the same question of the same session, and learns nothing of it (X20, P14)', async () => {
    const desk = openDesk();
    const { token, view: asked } = await desk.start('question');
    expect((await desk.engine.resume(token)).provenHere).toBeUndefined();
    await desk.answer(token, 1, right);
    expect(await desk.engine.resume(token)).toMatchObject({ view: { state: 'right' }, provenHere: true });
    const offer = await desk.engine.handOver(token);
    const joined = await desk.engine.join({ code: offer.code }, chat);
    expect(joined.view).toEqual({ ...asked, turn: 3, expiresAt: joined.view.expiresAt });
    expect(joined).toMatchObject({ draft: {} });
    expect(joined.provenHere).toBeUndefined();
    // Neither holder finds anything of it by sending the answer of then again.
    for (const holder of [token, joined.token]) {
      const { view } = await desk.answer(holder, 1, right);
      expect(view).toEqual(joined.view);
      await expect(desk.answer(holder, 2, { choice: 'back' })).rejects.toMatchObject({ name: 'StaleTurn' });
    }
    expect((await desk.engine.resume(token)).provenHere).toBeUndefined();
    expect((await desk.answer(joined.token, 3, right)).view.state).toBe('right');
    expect((await desk.engine.resume(token)).view.state).toBe('handed-over');
    expect(await desk.engine.resume(joined.token)).toMatchObject({ provenHere: true });
  });

  test('a code given before the proof by whoever gave it then leads to the question as well (P14)', async () => {
    const { desk, first, offer } = await handedOver();
    await desk.answer(first, 1, right);
    const joined = await desk.engine.join({ code: offer.code }, origin);
    expect(joined.view).toMatchObject({ state: 'asking', turn: 3 });
  });

  test('a code given by another holder takes nothing from the one who has proven who they are (X20)', async () => {
    const { desk, first, offer } = await handedOver();
    const { token: second } = await desk.engine.join({ link: offer.token }, origin);
    await desk.answer(second, 1, right);
    const { code } = await desk.engine.handOver(first);
    expect((await desk.engine.join({ code }, chat)).view.state).toBe('handed-over');
    expect(await desk.engine.resume(second)).toMatchObject({ view: { state: 'right' }, provenHere: true });
  });

  test('of what was proven nothing is left in a session that has rested for long (X23)', async () => {
    const desk = openDesk();
    const { token } = await desk.start('question');
    await desk.answer(token, 1, right);
    expect((await desk.stored(token)).provenAt).toHaveLength(1);
    desk.clock.pass(31 * minute);
    await desk.work();
    desk.clock.pass(11 * minute);
    await desk.work();
    expect(await desk.stored(token)).not.toHaveProperty('provenAt');
  });

  test('what a link proved is not passed on by a hand-over either (P14)', async () => {
    const flows = testFlows.map((flow) => (flow.id === 'second' ? { ...flow, needsToken: true } : flow));
    const desk = openDesk({ flows });
    const { token, view } = await desk.start('second');
    expect(view.state).toBe('arrived');
    const offer = await desk.engine.handOver(token);
    expect((await desk.engine.join({ code: offer.code }, chat)).view.state).toBe('handed-over');
    expect(
      (await desk.engine.preview({ tenant: 'cpms', flow: 'second', locale: 'fr', origin })).view.state,
    ).toBe('arrived');
  });
});

describe('a session that is passed on and on', () => {
  test('keeps sixteen holders and what they gave: the oldest goes, never who began it or gave the proof', async () => {
    const { desk, first, offer } = await handedOver();
    const { token: prover } = await desk.engine.join({ link: offer.token }, origin);
    await desk.answer(prover, 1, right);
    const joined: string[] = [];
    for (let more = 0; more < 20; more++) {
      const { code } = await desk.engine.handOver(first);
      const { token } = await desk.engine.join({ code }, chat);
      await desk.engine.handOver(token);
      joined.push(token);
    }
    const { holders, handOvers } = await desk.stored(first);
    expect(holders).toHaveLength(16);
    expect(handOvers).toHaveLength(15);
    for (const stays of [first, prover, ...joined.slice(6)])
      expect((await desk.engine.resume(stays)).view.turn).toBe(2);
    for (const gone of joined.slice(0, 6))
      await expect(desk.engine.resume(gone)).rejects.toMatchObject({ code: 'session-unknown' });
  });

  test('in a chain keeps the giver of the last: who has joined by it joins again (P11)', async () => {
    const { desk, first, offer } = await handedOver();
    let { token: giver } = await desk.engine.join({ link: offer.token }, origin);
    for (let more = 0; more < 14; more++) {
      const { code } = await desk.engine.handOver(first);
      await desk.engine.join({ code }, chat);
    }
    const by = { link: (await desk.engine.handOver(giver)).token };
    const { secret } = parseToken(mintToken(systemRandomness));
    const joined = await desk.engine.join(by, origin, secret);
    expect((await desk.engine.join(by, origin, secret)).token).toBe(joined.token);
    expect((await desk.stored(first)).holders).toHaveLength(16);
    giver = joined.token;
    for (let chain = 0; chain < 40; chain++)
      giver = (await desk.engine.join({ link: (await desk.engine.handOver(giver)).token }, chat)).token;
    expect((await desk.stored(first)).holders).toHaveLength(16);
    expect((await desk.stored(first)).handOvers!.length).toBeLessThanOrEqual(16);
  });
});

describe('a session that signed in (P05, X16)', () => {
  test('is unknown as soon as the member is no longer connected', async () => {
    let still = true;
    const desk = openDesk({ answers: { verify: () => login }, stillConnected: async () => still });
    const { token } = await desk.start('question');
    await desk.answer(token, 1, right);
    expect((await desk.engine.resume(token)).view.outcome).toBe('connected');
    still = false;
    await expect(desk.engine.resume(token)).rejects.toMatchObject({ code: 'session-unknown' });
    await expect(desk.answer(token, 1, right)).rejects.toMatchObject({ code: 'session-unknown' });
  });
});
