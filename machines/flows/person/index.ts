import type { Flow } from '../../flow.ts';
import { personChart } from './chart.ts';
import { messages } from './messages.ts';

export const person: Flow = {
  id: 'person',
  version: 2,
  role: 'digression',
  machine: personChart,
  messages,
  input: (insurer, given) => ({
    writes: insurer.mailboxes.person !== undefined,
    from: String(given.from ?? ''),
  }),
  // Version 1 showed contacts only. Whoever stands there goes on without the offer to write.
  migrations: {
    mkPT6brcYb9y: ({ value }) => ({ value, context: { offers: ['back'], from: '' } }),
  },
};
