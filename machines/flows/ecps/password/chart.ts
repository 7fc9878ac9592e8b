import { assign, setup } from 'xstate';
import { pinLength, pinProblem } from '../../../domain/wallet-pin.ts';
import type { Values } from '../../../fields.ts';
import type { Refusal, ShownContext, StateMeta } from '../../../flow.ts';
import type { PasswordResult } from '../../../ports/wallet.ts';
import { call, type PersonEvent, text, valuesOf } from '../../shared/chart.ts';

export interface PasswordInput {
  readonly activation: string;
}

/** `restart`: the person wants to begin again, or the activation does not take a password any more. */
export interface PasswordOutput {
  readonly end: 'active' | 'restart' | 'void' | 'failed';
}

interface Context extends ShownContext {
  readonly activation: string;
  /** Words of the errors: this password has its own length. */
  readonly codeLength: number;
  readonly end: PasswordOutput['end'];
}

/** The password of the simulated wallet, created then confirmed (E20, E40, E50-E53). Never of a real one. */
export const passwordChart = setup({
  types: {} as {
    meta: StateMeta;
    context: Context;
    input: PasswordInput;
    events: PersonEvent;
    output: PasswordOutput;
  },
  actors: { walletSetPassword: call<{ activation: string; pin: string }, PasswordResult>() },
  guards: {
    refused: ({ event }) => problemOf(valuesOf(event)) !== undefined,
  },
  actions: {
    refuse: assign((_, error: Refusal) => ({ error })),
    refuseTyped: assign(({ event }) => ({ error: problemOf(valuesOf(event)) })),
    endAs: assign((_, end: PasswordOutput['end']) => ({ end, error: undefined })),
  },
}).createMachine({
  id: 'ecps-password',
  context: ({ input }) => ({ activation: input.activation, codeLength: pinLength, end: 'restart' }),
  initial: 'choosing-pin',
  states: {
    'choosing-pin': {
      meta: {
        view: {
          messages: ['ecps-password.ask', 'ecps.password-rules'],
          fields: ['pin', 'confirmPin'],
          choices: ['failed', 'restart'],
          drawing: 'ecps-password',
          awaitsEvent: true,
        },
      },
      on: {
        ANSWERED: [{ guard: 'refused', actions: 'refuseTyped' }, { target: 'setting' }],
        'CHOSE.restart': { target: 'over', actions: { type: 'endAs', params: 'restart' } },
        'CHOSE.failed': { target: 'over', actions: { type: 'endAs', params: 'failed' } },
      },
    },
    setting: {
      invoke: {
        id: 'setting',
        src: 'walletSetPassword',
        input: ({ context, event }) => ({
          activation: context.activation,
          pin: text(valuesOf(event), 'pin'),
        }),
        onDone: [
          {
            guard: ({ event }) => event.output === 'too-easy',
            target: 'choosing-pin',
            actions: { type: 'refuse', params: { id: 'pin-too-easy', field: 'pin' } },
          },
          {
            target: 'over',
            actions: { type: 'endAs', params: ({ event }) => event.output as 'active' | 'void' },
          },
        ],
        onError: { target: 'choosing-pin', actions: { type: 'refuse', params: { id: 'unavailable' } } },
      },
    },
    over: { type: 'final' },
  },
  output: ({ context: { end } }) => ({ end }),
});

/** Four digits (E50), the same twice. Whether they are too easy (E51-E53) is the wallet’s to say. */
function problemOf(values: Values): Refusal | undefined {
  const pin = text(values, 'pin');
  if (pinProblem(pin) === 'length') return { id: 'code-length', field: 'pin' };
  return pin === text(values, 'confirmPin') ? undefined : { id: 'codes-differ', field: 'confirmPin' };
}
