import { installing, step } from '../shared.ts';

/** Everything before the QR code (E10-E16): the person’s own steps, in both modes. */
export const preparingStates = {
  'installing-app': installing('ecps-card', 'opening-site'),
  'opening-site': step('ecps-card', 'opening-site', {
    next: 'reading-card',
    problems: ['app-problem'],
    drawing: 'ecps-site',
    links: ['ecps-wallet'],
  }),
  'reading-card': step('ecps-card', 'reading-card', {
    next: 'accepting-conditions',
    problems: ['card-problem'],
    drawing: 'ecps-reader',
  }),
  'accepting-conditions': step('ecps-card', 'accepting-conditions', {
    next: 'opening-app',
    problems: ['card-problem', 'app-problem'],
    drawing: 'ecps-conditions',
  }),
  'opening-app': step('ecps-card', 'opening-app', {
    next: 'restarting',
    problems: ['app-problem', 'phone-incompatible'],
    drawing: 'ecps-open-app',
  }),
} as const;
