/** Whoever has proven who they are hands over: the question before the proof, with all that has happened since (P14). */
import { describe, expect, test } from 'vitest';
import { assign, setup } from 'xstate';
import type { Flow, ShownContext } from '../../machines/flow.ts';
import { call, type PersonEvent, valuesOf } from '../../machines/flows/shared/chart.ts';
import { type Desk, keeping, minute, openDesk, origin, right, testFlows } from '../support/charts.ts';

const chat = { channel: 'chat', source: 'teams' };
const unknownCode = { code: 'code-unknown' };

/** Asks for a secret in a sub-flow, beside a minute’s wait that posts a letter; after the proof, letters and a charge. */
const types = {} as { context: ShownContext; input: unknown; events: PersonEvent; output: object };
const proving = setup({
  types,
  actors: { asking: call<unknown, object>(), charge: call<unknown, number>() },
  actions: { postNote: (_, _params: { text: string }) => {} },
}).createMachine({
  id: 'proving',
  context: {},
  type: 'parallel',
  states: {
    clock: {
      initial: 'running',
      states: {
        running: { after: { 60000: { target: 'rung', actions: note('a minute') } } },
        rung: {},
      },
    },
    person: {
      initial: 'asked',
      states: {
        asked: { invoke: { id: 'asking', src: 'asking', onDone: 'proven' } },
        proven: {
          meta: { view: { messages: ['proving.proven'], choices: ['yes', 'resend', 'no'] } },
          on: {
            'CHOSE.yes': { actions: note('asked for') },
            'CHOSE.resend': 'charging',
            'CHOSE.no': 'over',
          },
        },
        charging: { invoke: { id: 'charge', src: 'charge', onDone: 'proven', onError: 'proven' } },
        over: { type: 'final', meta: { view: { messages: ['proving.proven'], outcome: 'informed' } } },
      },
    },
  },
});

const asking = setup({ types, actors: { verify: call<unknown, { right: boolean }>() } }).createMachine({
  id: 'asking',
  context: {},
  initial: 'question',
  states: {
    question: {
      meta: { view: { messages: ['asking.ask'], fields: ['company', 'code', 'acceptTerms'] } },
      on: { ANSWERED: 'verifying' },
    },
    verifying: {
      invoke: {
        id: 'verification',
        src: 'verify',
        input: ({ event }: { event: { type: string } }) => ({ values: valuesOf(event) }),
        onDone: [
          { guard: ({ event }) => event.output.right, target: 'done' },
          { target: 'question', actions: assign({ error: { id: 'wrong-credentials', field: 'code' } }) },
        ],
      },
    },
    done: { type: 'final' },
  },
});

/** A proof, then another flow with nothing of it in hand. */
const leading = setup({ types, actors: { asking: call<unknown, object>() } }).createMachine({
  id: 'leading',
  context: {},
  initial: 'asked',
  states: {
    asked: { invoke: { id: 'asking', src: 'asking', onDone: 'proven' } },
    proven: {
      meta: { view: { messages: ['proving.proven'], choices: ['sign-in'] } },
      on: { 'CHOSE.sign-in': 'left' },
    },
    left: { type: 'final' },
  },
  output: () => ({ next: 'question' }),
});

function note(text: string) {
  return { type: 'postNote' as const, params: { text } };
}

const added = { version: 1, role: 'public', messages: {} } as const;
const says = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, { fr: id, en: id }]));
const flows: readonly Flow[] = [
  ...testFlows,
  { ...added, id: 'proving', machine: proving, messages: says('proving.proven') },
  { ...added, id: 'asking', machine: asking, role: 'part', messages: says('asking.ask') },
  { ...added, id: 'leading', machine: leading },
];

async function proven(desk: Desk = openDesk({ flows, answers: { verify } }), flow = 'proving') {
  const { token } = await desk.start(flow, { channel: 'telephone', source: 'tel' });
  expect((await desk.answer(token, 1, right)).view.fields).toEqual([]);
  return { desk, token };
}

const verify = () => ({ right: true });

async function joined(desk: Desk, token: string) {
  const { code } = await desk.engine.handOver(token);
  return desk.engine.join({ code }, chat);
}

const asks = ['company', 'code', 'acceptTerms'];
const askedOf = ({ view }: { view: { fields: readonly { name: string }[] } }) =>
  view.fields.map(({ name }) => name);

describe('a hand-over by whoever has proven who they are (X20, P14)', () => {
  test('leads to the question within the sub-flow that asked for the proof, which goes on from there', async () => {
    const { desk, token } = await proven();
    const page = await joined(desk, token);
    expect(askedOf(page)).toEqual(asks);
    expect((await desk.stored(token)).frames.map(({ flow }) => flow)).toEqual(['proving', 'asking']);
    expect((await desk.answer(page.token, page.view.turn, right)).view.choices.map(({ id }) => id)).toContain(
      'resend',
    );
    expect((await desk.engine.resume(token)).view.state).toBe('handed-over');
  });

  test('leaves the digression that was begun since', async () => {
    const { desk, token } = await proven();
    expect((await desk.answer(token, 2, { choice: 'person' })).view.flow).toBe('person');
    const page = await joined(desk, token);
    expect(askedOf(page)).toEqual(asks);
    expect((await desk.stored(token)).frames).toHaveLength(2);
  });

  test('comes back to a question that was asked within a digression, and from there to where that began', async () => {
    const helping: Flow = { ...added, id: 'helping', role: 'digression', machine: asking };
    const desk = openDesk({ flows: [...flows, helping], answers: { verify } });
    const { token } = await desk.start('timed');
    await desk.answer(token, 1, { choice: 'helping' });
    expect((await desk.answer(token, 2, right)).view.state).toBe('waiting');
    const page = await joined(desk, token);
    expect(askedOf(page)).toEqual(asks);
    expect((await desk.answer(page.token, page.view.turn, right)).view).toMatchObject({
      flow: 'timed',
      state: 'waiting',
    });
  });

  test('sends nothing twice: what was asked for since has left once, and is kept when it has not', async () => {
    const { desk, token } = await proven();
    await desk.answer(token, 2, { choice: 'yes' });
    const page = await joined(desk, token);
    expect((await desk.stored(token)).outbox).toHaveLength(1);
    await desk.answer(page.token, page.view.turn, right);
    const post = keeping();
    await desk.work(post);
    await desk.work(post);
    expect(post.sent.map(({ payload }) => payload)).toEqual([{ text: 'asked for' }]);
  });

  test('makes no call under an id of before: each proof is verified by itself', async () => {
    const { desk, token } = await proven();
    const page = await joined(desk, token);
    await desk.answer(page.token, page.view.turn, right);
    const again = await joined(desk, page.token);
    await desk.answer(again.token, again.view.turn, right);
    const ids = desk.made.map(({ callId }) => callId);
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(3);
  });

  test('is not proven by the answer that proved it before', async () => {
    const answers = {
      verify: ({ values }: { values: { code?: string } }) => ({ right: values.code === '749385' }),
    };
    const { desk, token } = await proven(openDesk({ flows, answers }));
    const page = await joined(desk, token);
    const wrong = { values: { ...right.values, code: '000001' } };
    expect(askedOf(await desk.answer(page.token, page.view.turn, wrong))).toEqual(asks);
    // Nor does the one who gave it find what it had opened.
    expect(askedOf(await desk.engine.resume(token))).toEqual(asks);
  });

  test('leaves nothing of what the proof opened to find by sending its turn again, though time has moved the session on', async () => {
    const { desk, token } = await proven();
    desk.clock.pass(2 * minute);
    await desk.work();
    const page = await joined(desk, token);
    for (const holder of [token, page.token])
      expect(askedOf(await desk.answer(holder, 1, right))).toEqual(asks);
  });

  test('waits for a call that may be made once, and makes it no second time', async () => {
    let answered: (() => void) | undefined;
    const charge = () => new Promise((resolve) => (answered = () => resolve(1)));
    const options = { flows, answers: { verify, charge }, never: ['charge'] };
    const { desk, token } = await proven(openDesk(options));
    const { code } = await desk.engine.handOver(token);
    const charging = desk.answer(token, 2, { choice: 'resend' });
    while (!answered) await new Promise((resolve) => setTimeout(resolve, 5));
    const page = desk.beside(options).engine.join({ code }, chat);
    setTimeout(answered, 150);
    expect(askedOf(await page)).toEqual(asks);
    await charging;
    expect(desk.made.filter(({ service }) => service === 'charge')).toHaveLength(1);
    expect((await desk.stored(token)).pending).toBeUndefined();
  });

  test('hears at once what was due meanwhile, before it is shown', async () => {
    const desk = openDesk({ flows, answers: { verify } });
    const { token } = await desk.start('proving');
    await desk.answer(token, 1, right);
    const { code } = await desk.engine.handOver(token);
    desk.clock.pass(2 * minute);
    const page = await desk.engine.join({ code }, chat);
    expect((await desk.stored(token)).turn).toBe(page.view.turn);
    expect((await desk.stored(token)).outbox).toHaveLength(1);
    expect((await desk.engine.resume(token)).view.turn).toBe(page.view.turn);
  });

  test('does not hear twice what was heard since the proof', async () => {
    const { desk, token } = await proven();
    const post = keeping();
    const work = async () => {
      while ((await desk.work(post)).handled > 0);
    };
    desk.clock.pass(2 * minute);
    await work();
    expect(post.sent).toHaveLength(1);
    const page = await joined(desk, token);
    expect(askedOf(page)).toEqual(asks);
    desk.clock.pass(2 * minute);
    await work();
    expect(post.sent).toHaveLength(1);
  });

  test('opens nothing once the flow has ended', async () => {
    const { desk, token } = await proven(undefined, 'question');
    const { code } = await desk.engine.handOver(token);
    await desk.answer(token, 2, { choice: 'resend' });
    await expect(desk.engine.join({ code }, chat)).rejects.toMatchObject(unknownCode);
    await expect(desk.engine.handOver(token)).rejects.toMatchObject({ code: 'session-unknown' });
  });

  test('leads to the new beginning after another flow or a fresh start, not back to what is done', async () => {
    const { desk, token } = await proven(undefined, 'leading');
    expect((await desk.answer(token, 2, { choice: 'sign-in' })).view.flow).toBe('question');
    const page = await joined(desk, token);
    expect(page.view.flow).toBe('question');
    expect((await desk.answer(page.token, page.view.turn, right)).view.state).toBe('right');
    // And from that proof to that question, whoever gives the code.
    expect((await joined(desk, page.token)).view).toMatchObject({ flow: 'question', state: 'asking' });

    const second = await proven(desk);
    const { view } = await desk.answer(second.token, 2, { choice: 'start-over' });
    expect(askedOf({ view })).toEqual(asks);
    expect(askedOf(await joined(desk, second.token))).toEqual(asks);

    const third = await proven(desk, 'leading');
    await desk.answer(third.token, 2, { choice: 'sign-in' });
    await desk.answer(third.token, 3, { choice: 'start-over' });
    expect((await joined(desk, third.token)).view.flow).toBe('leading');
  });

  test('what a flow entered with proof in hand shows is never led to, nor lost', async () => {
    const { desk, token } = await proven(undefined, 'question');
    await desk.answer(token, 2, { choice: 'back' });
    // `question` hands on what it knows: whoever joins begins before the proof.
    expect((await desk.answer(token, 3, { choice: 'sign-in' })).view.flow).toBe('second');
    expect((await joined(desk, token)).view).toMatchObject({ flow: 'question', state: 'asking' });
  });

  test('leads behind the first proof of several, and leaves nothing of what the later ones opened', async () => {
    const { desk, token } = await proven(undefined, 'question');
    await desk.answer(token, 2, { choice: 'back' });
    expect((await desk.answer(token, 3, right)).view.state).toBe('right');
    expect((await desk.stored(token)).frames[0]!.context).toMatchObject({ times: 2 });
    expect((await joined(desk, token)).view.state).toBe('asking');
    expect((await desk.stored(token)).frames[0]!.context).not.toHaveProperty('times');
  });

  test('may be given back and forth without end, and each holder keeps one live code', async () => {
    const { desk, token } = await proven();
    let holder = token;
    for (let times = 0; times < 5; times++) {
      const page = await joined(desk, holder);
      await desk.answer(page.token, page.view.turn, right);
      holder = page.token;
    }
    const { holders, handOvers } = await desk.stored(holder);
    expect(holders).toHaveLength(6);
    expect(handOvers).toHaveLength(5);
    await expect(desk.engine.join({ code: '00000000' }, origin)).rejects.toMatchObject(unknownCode);
  });
});
