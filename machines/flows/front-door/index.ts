import type { Flow } from '../../flow.ts';
import { frontDoorChart } from './chart.ts';
import { messages } from './messages.ts';

export const frontDoor: Flow = {
  id: 'front-door',
  version: 1,
  role: 'public',
  machine: frontDoorChart,
  messages,
  input: (insurer) => ({ menu: insurer.menu }),
};
