import type { Flow } from '../../flow.ts';
import { chooseCodeChart } from './chart.ts';
import { messages } from './messages.ts';

export const chooseCode: Flow = {
  id: 'choose-code',
  version: 1,
  role: 'part',
  machine: chooseCodeChart,
  messages,
  input: (insurer, given) => ({ ...given, codeLength: insurer.code.length }),
};
