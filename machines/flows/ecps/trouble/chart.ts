import { assign, setup } from 'xstate';
import type { ShownContext, StateMeta } from '../../../flow.ts';
import { choiceOf, type PersonEvent } from '../../shared/chart.ts';
import type { Problem, TroubleInput, TroubleOutput } from '../shared.ts';

interface Context extends ShownContext {
  readonly problems: readonly Problem[];
  /** The same as they are asked, the way back last. */
  readonly offers: readonly string[];
  /** What an exit offers: the step again, and where there is something to restart, that (E15). */
  readonly ways: readonly string[];
  readonly go?: TroubleOutput['go'];
}

const only =
  (problem: Problem) =>
  ({ context }: { context: Context }) =>
    context.problems.length === 1 && context.problems[0] === problem;

interface Exit {
  /** Key of `contactFor`: the contact the source gives for it (P15). */
  readonly contacts: string;
  readonly choices?: readonly (keyof typeof further)[];
  readonly links?: readonly string[];
  readonly outcome?: 'to-a-person' | 'informed';
  /** False where no activation can have begun: there is nothing to restart. */
  readonly begun?: false;
}

const over = (go: TroubleOutput['go']) => ({ target: 'over', actions: { type: 'go', params: go } }) as const;
const back = { 'CHOSE.back': over('back') } as const;
const ways = { ...back, 'CHOSE.restart': over('restart') } as const;
/** What some exits offer beside the ways back. */
const further = {
  'card-no': over('card-no'),
  'details-outdated': { target: 'details-outdated' },
  'details-problem': { target: 'details-problem' },
} as const;

/** One exit: what it means, whom to call at which price, and the ways on. */
function exit(problem: Problem, { contacts, choices = [], links, outcome, begun }: Exit) {
  return {
    meta: {
      view: {
        messages: [`ecps.${problem}`],
        contacts,
        choices,
        choicesIn: 'ways',
        ...(links && { links }),
        ...(outcome && { outcome }),
      },
    },
    on: {
      ...(begun === false ? back : ways),
      ...Object.fromEntries(choices.map((id) => [`CHOSE.${id}`, further[id]])),
    } as typeof ways,
  } as const;
}

/** « Something else happened »: asks what, and shows the exit the source gives for it (E60-E65, P15). */
export const troubleChart = setup({
  types: {} as {
    meta: StateMeta;
    context: Context;
    input: TroubleInput;
    events: PersonEvent;
    output: TroubleOutput;
  },
  guards: { named: ({ context, event }) => context.problems.includes(choiceOf(event) as Problem) },
  actions: {
    name: assign({ problems: ({ event }) => [choiceOf(event) as Problem] }),
    go: assign((_, go: TroubleOutput['go']) => ({ go })),
  },
}).createMachine({
  id: 'ecps-trouble',
  context: ({ input }) => ({
    problems: input.problems,
    offers: [...input.problems, 'back'],
    ways: input.restart ? ['back', 'restart'] : ['back'],
  }),
  initial: 'finding',
  states: {
    finding: {
      always: [
        { guard: only('card-problem'), target: 'card-problem' },
        { guard: only('app-problem'), target: 'app-problem' },
        { guard: only('details-outdated'), target: 'details-outdated' },
        { guard: only('details-problem'), target: 'details-problem' },
        { guard: only('phone-incompatible'), target: 'phone-incompatible' },
        { guard: only('phone-lost'), target: 'phone-lost' },
        { guard: only('qr-expired'), target: 'qr-expired' },
        { guard: only('add-code-wrong'), target: 'add-code-wrong' },
        { guard: only('mail-not-received'), target: 'mail-not-received' },
        { guard: only('sms-not-received'), target: 'sms-not-received' },
        { guard: only('sms-expired'), target: 'sms-expired' },
        { guard: only('sms-wrong'), target: 'sms-wrong' },
        { target: 'asking' },
      ],
    },
    asking: {
      meta: { view: { messages: ['ecps-trouble.ask'], choicesIn: 'offers' } },
      on: {
        'CHOSE.back': over('back'),
        'CHOSE.*': { guard: 'named', target: 'finding', actions: 'name' },
      },
    },
    'card-problem': exit('card-problem', {
      contacts: 'ecps-card',
      choices: ['card-no'],
      outcome: 'to-a-person',
      begun: false,
    }),
    'app-problem': exit('app-problem', { contacts: 'ecps-app', links: ['ecps-faq'], outcome: 'to-a-person' }),
    'details-outdated': exit('details-outdated', {
      contacts: 'ecps-details',
      choices: ['details-problem'],
      links: ['ecps-details'],
      outcome: 'informed',
    }),
    'details-problem': exit('details-problem', { contacts: 'ecps-card', outcome: 'to-a-person' }),
    'phone-incompatible': exit('phone-incompatible', { contacts: 'ecps-app', outcome: 'to-a-person' }),
    'phone-lost': exit('phone-lost', { contacts: 'ecps-app', outcome: 'to-a-person' }),
    'qr-expired': exit('qr-expired', { contacts: 'ecps-app' }),
    'add-code-wrong': exit('add-code-wrong', { contacts: 'ecps-app' }),
    'mail-not-received': exit('mail-not-received', { contacts: 'ecps-app', choices: ['details-outdated'] }),
    'sms-not-received': exit('sms-not-received', { contacts: 'ecps-app', choices: ['details-outdated'] }),
    'sms-expired': exit('sms-expired', { contacts: 'ecps-app' }),
    'sms-wrong': exit('sms-wrong', { contacts: 'ecps-app' }),
    over: { type: 'final' },
  },
  output: ({ context }) => ({ go: context.go ?? 'back' }),
});
