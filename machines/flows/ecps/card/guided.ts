import { lateProblems, step } from '../shared.ts';
import { addProblems, method, scanProblems } from './setup.ts';

/** The same steps where the wallet is not connected: the person says what they see. */
export const guidedStates = {
  scanning: step('ecps-card', 'scanning', {
    next: 'typing-add-code',
    problems: scanProblems,
    restart: true,
    back: 'opening-app',
    drawing: 'ecps-scan',
  }),
  'typing-add-code': step('ecps-card', 'typing-add-code', {
    next: 'creating-password',
    problems: addProblems,
    restart: true,
    back: 'scanning',
    drawing: 'ecps-add-code',
  }),
  'creating-password': step('ecps-card', 'creating-password', {
    next: 'said-active',
    problems: lateProblems,
    restart: true,
    back: 'typing-add-code',
    drawing: 'ecps-password',
    notes: ['ecps.password-rules'],
  }),
  'said-active': method.createStateConfig({ always: { target: 'activated', actions: 'noteActivated' } }),
} as const;
