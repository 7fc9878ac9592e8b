import type { Flow } from '../../flow.ts';
import { informationChart } from './chart.ts';
import { drawings } from './drawings.ts';
import { messages } from './messages.ts';
import { askable, informationInput } from './offers.ts';

export const information: Flow = {
  id: 'information',
  version: 1,
  role: 'public',
  digression: true,
  topics: askable,
  machine: informationChart,
  messages,
  drawings,
  input: informationInput,
};
