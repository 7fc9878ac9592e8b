import { assign, setup } from 'xstate';
import type { FlowOutput, ShownContext, StateMeta } from '../../flow.ts';
import { choiceOf, type PersonEvent } from '../shared/chart.ts';

export type Rung = 'typed-right' | 'nir-right' | 'six-digits' | 'change-confirmed';

export interface SignInHelpInput {
  /** The insurer's order (K05-K08). */
  readonly rungs: readonly Rung[];
}

interface Context extends ShownContext {
  readonly rungs: readonly Rung[];
  /** Those answered with yes, for the way back. */
  readonly climbed: readonly Rung[];
  readonly ways: readonly 'back'[];
  readonly next?: string | undefined;
}

const nextRungIs =
  (rung: Rung) =>
  ({ context }: { context: Context }) =>
    context.rungs[0] === rung;

const standing = (climbed: readonly Rung[], rungs: readonly Rung[]) => ({
  climbed,
  rungs,
  ways: climbed.length > 0 ? (['back'] as const) : [],
});

const down = { target: 'climbing', actions: 'climbDown' } as const;

/** Rungs whose « no » is repaired by typing again, by personalising, by doing the first connection again. */
const rung = (name: Rung, repair: string) =>
  ({
    meta: {
      view: { messages: [`sign-in-help.${name}`], choices: ['yes', 'no', 'code-reset'], choicesIn: 'ways' },
    },
    on: {
      'CHOSE.yes': { target: 'climbing', actions: 'climb' },
      'CHOSE.no': { target: 'left', actions: { type: 'goTo', params: repair } },
      'CHOSE.code-reset': { target: 'left', actions: 'leave' },
      'CHOSE.back': { guard: 'hasClimbed', ...down },
    },
  }) as const;

/** « I personalised my code and it does not work » (K05-K08), the last rung being a new code (R11, K09). */
export const signInHelpChart = setup({
  types: {} as {
    meta: StateMeta;
    context: Context;
    input: SignInHelpInput;
    events: PersonEvent;
    output: FlowOutput;
  },
  guards: {
    typedRight: nextRungIs('typed-right'),
    nirRight: nextRungIs('nir-right'),
    sixDigits: nextRungIs('six-digits'),
    changeConfirmed: nextRungIs('change-confirmed'),
    hasClimbed: ({ context }) => context.climbed.length > 0,
  },
  actions: {
    climb: assign(({ context: { climbed, rungs } }) =>
      standing([...climbed, ...rungs.slice(0, 1)], rungs.slice(1)),
    ),
    climbDown: assign(({ context: { climbed, rungs } }) =>
      standing(climbed.slice(0, -1), [...climbed.slice(-1), ...rungs]),
    ),
    goTo: assign((_, next: string) => ({ next })),
    leave: assign({ next: ({ event }) => choiceOf(event) }),
  },
}).createMachine({
  id: 'sign-in-help',
  context: ({ input }) => standing([], input.rungs),
  initial: 'climbing',
  states: {
    climbing: {
      always: [
        { guard: 'typedRight', target: 'asking-typed-right' },
        { guard: 'nirRight', target: 'asking-nir-right' },
        { guard: 'sixDigits', target: 'asking-six-digits' },
        { guard: 'changeConfirmed', target: 'asking-change-confirmed' },
        { target: 'offering-new-code' },
      ],
    },
    'asking-typed-right': rung('typed-right', 'sign-in'),
    'asking-nir-right': rung('nir-right', 'sign-in'),
    'asking-six-digits': rung('six-digits', 'change-code'),
    'asking-change-confirmed': rung('change-confirmed', 'first-connection'),
    'offering-new-code': {
      meta: {
        view: {
          messages: ['sign-in-help.offering-new-code'],
          choices: ['request-code', 'sign-in'],
          choicesIn: 'ways',
          contacts: 'person',
          outcome: 'informed',
        },
      },
      on: {
        'CHOSE.request-code': { target: 'left', actions: { type: 'goTo', params: 'code-reset' } },
        'CHOSE.sign-in': { target: 'left', actions: 'leave' },
        'CHOSE.back': down,
      },
    },
    left: { type: 'final' },
  },
  output: ({ context: { next } }) => ({ ...(next && { next }) }),
});
