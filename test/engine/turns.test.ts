import { describe, expect, test } from 'vitest';
import { parseToken, sessionKind } from '../../machines/engine/session.ts';
import { Overloaded, Refused, StaleTurn, TooMany } from '../../machines/errors.ts';
import { StoreUnavailable } from '../../machines/ports/store.ts';
import { beforeCommit } from '../support/before-commit.ts';
import { minute, openDesk, origin, right } from '../support/charts.ts';

const ids = (view: { messages: readonly { id: string }[] }) => view.messages.map(({ id }) => id);

describe('a call that a chart invokes', () => {
  test('brings its answer back into the chart, with what was typed (L04)', async () => {
    const desk = openDesk();
    const { token, view } = await desk.start('question');
    expect(view).toMatchObject({ turn: 1, flow: 'question', state: 'asking' });
    const after = await desk.answer(token, 1, right);
    expect(after.view).toMatchObject({ turn: 2, state: 'right' });
    expect(desk.made).toMatchObject([{ service: 'verify', input: { values: right.values } }]);
  });

  test('speaks the language of the last answer, whatever the session was begun in', async () => {
    const desk = openDesk({ answers: { verify: () => ({ right: false }) } });
    const { token, view } = await desk.start('question');
    const answered = await desk.engine.answer({
      token,
      turn: view.turn,
      answer: right,
      origin,
      locale: 'en',
    });
    await desk.answer(token, answered.view.turn, right);
    expect(desk.made.map(({ locale }) => locale)).toEqual(['en', 'en']);
    expect((await desk.stored(token)).locale).toBe('en');
  });

  test('that fails is the chart’s to handle, and the turn is taken', async () => {
    const desk = openDesk({
      answers: {
        verify: () => {
          throw new Error('code 749385 broke it');
        },
      },
    });
    const { token } = await desk.start('question');
    const { view } = await desk.answer(token, 1, right);
    expect(view).toMatchObject({ turn: 2, state: 'asking', error: { id: 'unavailable' } });
  });

  test.each([new StoreUnavailable('later'), new Overloaded(1), new TooMany(1)])(
    'that throws $name leaves the turn untaken, to be sent again (P11)',
    async (error) => {
      let away = true;
      const verify = () => {
        if (away) throw error;
        return { right: true };
      };
      const desk = openDesk({ answers: { verify } });
      const { token } = await desk.start('question');
      const before = await desk.stored(token);
      await expect(desk.answer(token, 1, right)).rejects.toBe(error);
      expect(await desk.stored(token)).toEqual(before);
      away = false;
      expect((await desk.answer(token, 1, right)).view).toMatchObject({ turn: 2, state: 'right' });
    },
  );

  test('has an id of its own although a deadline and an answer make it at the same turn (P11)', async () => {
    const desk = openDesk();
    const { token } = await desk.start('timed');
    desk.clock.pass(minute);
    const { view } = await desk.engine.resume(token);
    expect((await desk.answer(token, view.turn, { choice: 'resend' })).view.state).toBe('counted');
    const callIds = desk.made.map(({ callId }) => callId);
    expect(new Set(callIds).size).toBe(2);
  });
});

describe('a store that is away', () => {
  test('at the commit leaves the turn untaken; the same answer again makes the same call, under the same id', async () => {
    let away = false;
    const desk = openDesk({
      around: beforeCommit(() => {
        if (away) throw new StoreUnavailable('away');
      }),
    });
    const { token } = await desk.start('question');
    away = true;
    await expect(desk.answer(token, 1, right)).rejects.toThrow(StoreUnavailable);
    away = false;
    expect((await desk.answer(token, 1, right)).view.turn).toBe(2);
    const [first, again] = desk.made;
    expect(again).toEqual(first);
  });
});

describe('a sub-flow', () => {
  test.each([
    ['yes', 'agreed'],
    ['no', 'declined'],
  ])(
    'is shown under the name of the flow that uses it and gives « %s » back as its result',
    async (choice, state) => {
      const desk = openDesk();
      const { token, view } = await desk.start('parent');
      expect(view).toMatchObject({ flow: 'parent', state: 'asking' });
      expect((await desk.stored(token)).frames.map(({ flow }) => flow)).toEqual(['parent', 'child']);
      const after = await desk.answer(token, 1, { choice });
      expect(after.view).toMatchObject({ flow: 'parent', state });
      expect((await desk.stored(token)).frames).toHaveLength(1);
    },
  );

  test('goes when the state that invoked it is left by a timer', async () => {
    const desk = openDesk();
    const { token } = await desk.start('parent');
    desk.clock.pass(minute);
    expect((await desk.engine.resume(token)).view).toMatchObject({ state: 'gave-up', turn: 2 });
    expect((await desk.stored(token)).frames).toHaveLength(1);
  });
});

describe('a digression', () => {
  test('comes back to the same question, its state kept (P09)', async () => {
    const desk = openDesk({ answers: { verify: () => ({ right: false }) } });
    const { token } = await desk.start('question');
    const wrong = await desk.answer(token, 1, right);
    const away = await desk.answer(token, 2, { choice: 'person' });
    expect(away.view).toMatchObject({ flow: 'person', state: 'showing-contacts', outcome: 'to-a-person' });
    expect(away.view.choices.map(({ id }) => id)).toEqual(['write', 'back', 'start-over', 'stop']);
    const back = await desk.answer(token, 3, { choice: 'back' });
    expect(back.view).toEqual({ ...wrong.view, turn: 4, expiresAt: expect.any(String) });
  });

  test('covers a frame whose timer makes a call: the answer goes to the frame that asked, not to the digression', async () => {
    const desk = openDesk();
    const { token } = await desk.start('timed');
    await desk.answer(token, 1, { choice: 'person' });
    desk.clock.pass(minute);
    expect((await desk.engine.resume(token)).view).toMatchObject({ flow: 'person', turn: 3 });
    expect((await desk.answer(token, 3, { choice: 'back' })).view).toMatchObject({ state: 'counted' });
  });

  test('covers a frame whose timer starts a sub-flow: it is found under the digression', async () => {
    const desk = openDesk();
    const { token } = await desk.start('timed');
    desk.clock.pass(minute);
    const { view } = await desk.engine.resume(token);
    await desk.answer(token, view.turn, { choice: 'person' });
    desk.clock.pass(minute);
    const covered = await desk.engine.resume(token);
    expect(covered.view.flow).toBe('person');
    expect((await desk.stored(token)).frames.map(({ flow }) => flow)).toEqual(['timed', 'child', 'person']);
    const back = await desk.answer(token, covered.view.turn, { choice: 'back' });
    expect(ids(back.view)).toEqual(['child.ask']);
    expect((await desk.answer(token, back.view.turn, { choice: 'yes' })).view.state).toBe('over');
  });
});

describe('the way on', () => {
  test('to another flow carries what it is handed', async () => {
    const desk = openDesk();
    const { token } = await desk.start('question');
    const { view } = await desk.answer(token, 1, { choice: 'sign-in' });
    expect(view).toMatchObject({
      flow: 'second',
      state: 'arrived',
      turn: 2,
      messages: [{ text: 'de question' }],
    });
  });

  test('back to the start forgets what was typed and where one stood (P09)', async () => {
    const desk = openDesk();
    const { token } = await desk.start('question');
    await desk.answer(token, 1, { choice: 'sign-in' });
    const { view, draft } = await desk.answer(token, 2, { choice: 'start-over' });
    expect(view).toMatchObject({ flow: 'question', state: 'asking', turn: 3 });
    expect(draft).toEqual({});
  });

  test('out ends the session with a word, readable for ten minutes and unknown after (X23)', async () => {
    const desk = openDesk();
    const { token } = await desk.start('question');
    const { view } = await desk.answer(token, 1, { choice: 'stop' });
    expect(view).toMatchObject({ state: 'stopped', outcome: 'abandoned', fields: [], choices: [] });
    desk.clock.pass(10 * minute - 1);
    expect((await desk.engine.resume(token)).view.state).toBe('stopped');
    desk.clock.pass(1);
    await expect(desk.engine.resume(token)).rejects.toMatchObject({ code: 'session-unknown' });
  });

  test('to an end with an outcome offers nothing more and refuses further answers', async () => {
    const desk = openDesk();
    const { token } = await desk.start('question');
    await desk.answer(token, 1, right);
    const { view } = await desk.answer(token, 2, { choice: 'resend' });
    expect(view).toMatchObject({ state: 'over', outcome: 'informed', fields: [], choices: [] });
    for (const choice of ['person', 'start-over', 'stop'])
      await expect(desk.answer(token, 3, { choice })).rejects.toMatchObject({ code: 'not-offered' });
    expect(desk.events).toContainEqual({ type: 'ended', flow: 'question', how: 'done' });
  });
});

describe('an answer that is not the next one', () => {
  test('the last one repeated gets the view it got, whatever it says now, and changes nothing (P11)', async () => {
    const desk = openDesk();
    const { token } = await desk.start('question');
    const first = await desk.answer(token, 1, right);
    const stored = await desk.stored(token);
    for (const again of [right, { choice: 'stop' }, { values: { nonsense: '1' } }])
      expect((await desk.answer(token, 1, again)).view).toEqual(first.view);
    expect(await desk.stored(token)).toEqual(stored);
    expect(desk.made).toHaveLength(1);
  });

  test('the last one repeated gets its own view although a timer has changed the session since (P11)', async () => {
    const desk = openDesk();
    const { token } = await desk.start('timed');
    const first = await desk.answer(token, 1, { choice: 'back' });
    desk.clock.pass(minute);
    const again = await desk.answer(token, 1, { choice: 'back' });
    expect(again.view).toEqual(first.view);
    expect((await desk.engine.resume(token)).view).toMatchObject({ turn: 3, state: 'counted' });
    desk.clock.pass(40 * minute);
    expect((await desk.answer(token, 1, { choice: 'back' })).view).toEqual(first.view);
  });

  test.each([0, 7, -1, 1.5])(
    'turn %s is stale: refused with the view that is asked now (P11)',
    async (turn) => {
      const desk = openDesk();
      const { token } = await desk.start('question');
      const { view } = await desk.answer(token, 1, right);
      const error = await desk.answer(token, turn, right).catch((thrown) => thrown);
      expect(error).toBeInstanceOf(StaleTurn);
      expect(error.view).toEqual(view);
      expect(desk.made).toHaveLength(1);
    },
  );

  test.each([
    ['a choice', { choice: 'refuse' }],
    ['a field', { values: { nir: '1' } }],
    ['a type', { values: { company: true } }],
    ['a type', { values: { acceptTerms: 'yes' } }],
    ['a name of the language', { values: { constructor: 'x' } }],
  ] as const)('%s that is not offered is refused and changes nothing', async (_what, answer) => {
    const desk = openDesk();
    const { token } = await desk.start('question');
    const stored = await desk.documents.load(sessionKind, parseToken(token).id);
    await expect(desk.answer(token, 1, answer)).rejects.toMatchObject({
      name: 'Refused',
      code: 'not-offered',
    });
    expect(await desk.documents.load(sessionKind, parseToken(token).id)).toEqual(stored);
  });

  test('fields where none is asked are refused', async () => {
    const desk = openDesk();
    const { token } = await desk.start('parent');
    await expect(desk.answer(token, 1, { values: {} })).rejects.toMatchObject({ code: 'not-offered' });
  });
});

describe('a session begun by its first answer', () => {
  const begin = { tenant: 'cpms', flow: 'question', locale: 'fr', origin } as const;

  test('shows its first question without storing anything, then begins and answers in one commit', async () => {
    const desk = openDesk();
    const preview = await desk.engine.preview(begin);
    expect(await desk.documents.list(sessionKind, '', 10)).toEqual([]);
    const token = desk.engine.mint();
    const { view } = await desk.answer(token, preview.view.turn, right, { begin });
    expect(view).toMatchObject({ turn: 2, state: 'right' });
    expect(await desk.documents.load(sessionKind, parseToken(token).id)).toMatchObject({ rev: 1 });
    expect((await desk.answer(token, 1, { choice: 'stop' }, { begin })).view).toEqual(view);
  });

  test('is not begun by a refused answer, nor by another turn', async () => {
    const desk = openDesk();
    const token = desk.engine.mint();
    await expect(desk.answer(token, 1, { choice: 'refuse' }, { begin })).rejects.toBeInstanceOf(Refused);
    await expect(desk.answer(token, 2, right, { begin })).rejects.toMatchObject({ code: 'session-unknown' });
    expect(await desk.documents.list(sessionKind, '', 10)).toEqual([]);
  });

  test('started again with the same token is the same session (X09)', async () => {
    const desk = openDesk();
    const { token } = await desk.engine.start(begin);
    await desk.answer(token, 1, right);
    expect((await desk.engine.start(begin, token)).view).toMatchObject({ turn: 2, state: 'right' });
  });

  test.each([
    [{ tenant: 'nobody' }, 'tenant-unknown'],
    [{ flow: 'nowhere' }, 'flow-unknown'],
  ])('with %o is refused as %s', async (wrong, code) => {
    await expect(openDesk().engine.start({ ...begin, ...wrong })).rejects.toMatchObject({ code });
  });
});

describe('what is stored of an answer (P13)', () => {
  const secret = '749385';

  test('never holds the value of a secret field, right or wrong; the draft keeps the others', async () => {
    const replies = [false, true];
    const desk = openDesk({ answers: { verify: () => ({ right: replies.shift() }) } });
    const { token } = await desk.start('question');
    const wrong = await desk.answer(token, 1, right);
    expect(wrong.draft).toEqual({ company: 'Durand', acceptTerms: true });
    const refused = JSON.stringify(await desk.stored(token));
    expect(refused).not.toContain(secret);
    expect(refused).toContain('Durand');
    expect((await desk.engine.resume(token)).draft).toEqual(wrong.draft);
    await desk.answer(token, 2, right);
    const accepted = JSON.stringify(await desk.stored(token));
    expect(accepted).not.toContain(secret);
    expect(accepted).not.toContain('Durand');
    expect(desk.logged.join()).not.toContain(secret);
  });

  test('a look at the contacts leaves what was typed for when the question comes back; starting over does not (X18)', async () => {
    const desk = openDesk({ answers: { verify: () => ({ right: false }) } });
    const { token } = await desk.start('question');
    const { draft } = await desk.answer(token, 1, right);
    await desk.answer(token, 2, { choice: 'person' });
    // A consent is given anew.
    const { acceptTerms: _ticked, ...typed } = draft;
    expect((await desk.answer(token, 3, { choice: 'back' })).draft).toEqual(typed);
    expect((await desk.answer(token, 4, { choice: 'start-over' })).draft).toEqual({});
  });

  test('leaves nothing readable in the store without the keys', async () => {
    const desk = openDesk({ answers: { verify: () => ({ right: false }) } });
    const { token } = await desk.start('question');
    await desk.answer(token, 1, right);
    const raw = await desk.documents.store.load(sessionKind, parseToken(token).id);
    const bytes = Buffer.from(raw!.body).toString('latin1');
    expect(bytes).not.toContain('Durand');
    expect(JSON.stringify({ ...raw, body: '' })).not.toContain('Durand');
  });

  test('nor the session’s own secret, nor that of a hand-over', async () => {
    const desk = openDesk();
    const { token } = await desk.start('question');
    const offer = await desk.engine.handOver(token);
    const stored = JSON.stringify(await desk.stored(token));
    for (const value of [parseToken(token).secret, offer.code, offer.token])
      expect(stored).not.toContain(value);
  });
});
