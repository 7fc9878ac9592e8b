import { setup } from 'xstate';
import type { FlowOutput } from '../../flow.ts';
import type { PersonEvent } from '../shared/chart.ts';

/** A digression from anywhere: who to call or write to, then back to the same question (P09). */
export const personChart = setup({
  types: {} as { context: object; input: unknown; events: PersonEvent; output: FlowOutput },
}).createMachine({
  id: 'person',
  context: {},
  initial: 'showing-contacts',
  states: {
    'showing-contacts': {
      meta: {
        view: {
          messages: ['person.contacts'],
          choices: ['back'],
          contacts: 'person',
          outcome: 'to-a-person',
        },
      },
      on: { 'CHOSE.back': 'back-to-the-question' },
    },
    'back-to-the-question': { type: 'final' },
  },
});
