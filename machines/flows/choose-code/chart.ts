import { assign, setup } from 'xstate';
import type { Refusal, ShownContext, StateMeta } from '../../flow.ts';
import { call, type PersonEvent, type Right, text, valuesOf } from '../shared/chart.ts';
import { confirmationProblem, lengthProblem } from '../shared/secrets.ts';

export interface ChooseCodeInput {
  readonly codeLength: number;
  readonly right: Right;
  readonly notices?: readonly string[];
}

interface Context extends ShownContext {
  readonly codeLength: number;
  readonly right: Right;
  readonly lost?: string;
}

export type Setting = { set: true } | { set: false; refused: Refusal } | { set: false; lost: string };

/** Asks for the new personal code twice (F03) and has it set by whoever holds the right to (R06, R12, X09). */
export const chooseCodeChart = setup({
  types: {} as {
    meta: StateMeta;
    context: Context;
    input: ChooseCodeInput;
    events: PersonEvent;
    output: { set: boolean; lost?: string };
  },
  actors: { setCode: call<{ right: Right; newCode: string }, Setting>() },
  guards: {
    malformed: ({ context, event }) => problemOf(context, valuesOf(event)) !== undefined,
    set: ({ event }) => settingOf(event).set,
    lost: ({ event }) => 'lost' in settingOf(event),
  },
  actions: {
    refuseMalformed: assign(({ context, event }) => ({
      error: problemOf(context, valuesOf(event)),
      notices: undefined,
    })),
    refuse: assign((_, error: Refusal) => ({ error, notices: undefined })),
    noteRefused: assign(({ event }) => ({
      error: (settingOf(event) as { refused: Refusal }).refused,
      notices: undefined,
    })),
    noteLost: assign(({ event }) => ({ lost: (settingOf(event) as { lost: string }).lost })),
  },
}).createMachine({
  id: 'choose-code',
  context: ({ input }) => ({ ...input }),
  initial: 'awaiting-new-code',
  states: {
    'awaiting-new-code': {
      meta: {
        view: { messages: ['choose-code.ask', 'choose-code.rules'], fields: ['newCode', 'confirmCode'] },
      },
      on: { ANSWERED: [{ guard: 'malformed', actions: 'refuseMalformed' }, { target: 'setting' }] },
    },
    setting: {
      invoke: {
        id: 'setting',
        src: 'setCode',
        input: ({ context, event }) => ({ right: context.right, newCode: text(valuesOf(event), 'newCode') }),
        onDone: [
          { guard: 'set', target: 'set' },
          { guard: 'lost', target: 'lost', actions: 'noteLost' },
          { target: 'awaiting-new-code', actions: 'noteRefused' },
        ],
        onError: { target: 'awaiting-new-code', actions: { type: 'refuse', params: { id: 'unavailable' } } },
      },
    },
    set: { type: 'final' },
    lost: { type: 'final' },
  },
  output: ({ context: { lost } }) => ({ set: lost === undefined, ...(lost && { lost }) }),
});

function problemOf(context: Context, values: ReturnType<typeof valuesOf>): Refusal | undefined {
  return lengthProblem(values, 'newCode', context.codeLength) ?? confirmationProblem(values);
}

const settingOf = (event: unknown) => (event as { output: Setting }).output;
