import type { Flow } from '../../flow.ts';
import { informationChart } from './chart.ts';
import { drawings } from './drawings.ts';
import { messages } from './messages.ts';
import { informationInput } from './offers.ts';

export const information: Flow = {
  id: 'information',
  version: 1,
  role: 'public',
  digression: true,
  machine: informationChart,
  messages,
  drawings,
  input: informationInput,
};
