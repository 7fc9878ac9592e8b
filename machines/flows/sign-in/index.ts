import type { Flow } from '../../flow.ts';
import { signInChart } from './chart.ts';
import { messages } from './messages.ts';

export const signIn: Flow = {
  id: 'sign-in',
  version: 1,
  role: 'public',
  machine: signInChart,
  messages,
};
