import type { Flow, Migration } from '../../flow.ts';
import { firstConnectionChart } from './chart.ts';
import { messages } from './messages.ts';

/** Version 1 signed in in two states, by whether the member was known already: now one, by the same sub-flow. */
const oneSigningIn: Migration = ({ value, context }) => {
  const before = ['signing-in-again', 'signing-in-known'];
  const calls = Object.fromEntries(before.map((call) => [call, 'signing-in']));
  return { value: before.includes(String(value)) ? 'signing-in' : value, context, calls };
};

export const firstConnection: Flow = {
  id: 'first-connection',
  version: 2,
  role: 'public',
  steps: ['identifying', 'choosing-code', 'signing-in', 'signing-in/awaiting-terms'],
  machine: firstConnectionChart,
  messages,
  migrations: { '2kUPsNxMwBVS': oneSigningIn },
};
