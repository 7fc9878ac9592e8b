import { installing, step, turningBack } from '../shared.ts';

/**
 * Everything before the QR code (E10-E16): the person’s own steps, in both modes. Whoever has no reader that works may
 * say so from the first of them on (E60).
 */
export const preparingStates = {
  'turning-back': turningBack,
  'installing-app': installing('ecps-card', 'opening-site', ['card-problem']),
  'opening-site': step('ecps-card', 'opening-site', {
    next: 'reading-card',
    problems: ['card-problem', 'app-problem'],
    back: 'installing-app',
    drawing: 'ecps-site',
    links: ['ecps-wallet'],
  }),
  'reading-card': step('ecps-card', 'reading-card', {
    next: 'accepting-conditions',
    problems: ['card-problem'],
    back: 'opening-site',
    drawing: 'ecps-reader',
  }),
  'accepting-conditions': step('ecps-card', 'accepting-conditions', {
    next: 'opening-app',
    problems: ['card-problem', 'app-problem'],
    back: 'reading-card',
    drawing: 'ecps-conditions',
  }),
  'opening-app': step('ecps-card', 'opening-app', {
    next: 'restarting',
    problems: ['card-problem', 'app-problem', 'phone-incompatible'],
    back: 'accepting-conditions',
    drawing: 'ecps-open-app',
  }),
} as const;
