import { lateProblems, step } from '../shared.ts';
import { mailProblems, method, smsProblems } from './setup.ts';

/** The same steps where the wallet is not connected: the person says what they see. */
export const guidedStates = {
  'sending-request': step('ecps-mail', 'sending-request', {
    next: 'opening-mail',
    problems: ['app-problem', 'details-outdated', 'details-problem'],
    back: 'identifying',
    drawing: 'ecps-national-id',
  }),
  'opening-mail': method.createStateConfig({
    ...step('ecps-mail', 'opening-mail', {
      next: 'choosing-sms',
      problems: mailProblems,
      restart: true,
      back: 'sending-request',
      drawing: 'ecps-mail',
    }),
    after: { mailLife: { target: 'mail-expired', actions: 'calm' } },
  }),
  'typing-sms-code': method.createStateConfig({
    ...step('ecps-mail', 'typing-sms-code', {
      next: 'creating-password',
      problems: smsProblems,
      restart: true,
      back: 'choosing-sms',
      drawing: 'ecps-sms',
    }),
    after: { smsLife: { target: 'sms-expired', actions: 'calm' } },
  }),
  'creating-password': step('ecps-mail', 'creating-password', {
    next: 'said-active',
    problems: lateProblems,
    restart: true,
    back: 'typing-sms-code',
    drawing: 'ecps-password',
    notes: ['ecps.password-rules'],
  }),
  'said-active': method.createStateConfig({ always: { target: 'activated', actions: 'noteActivated' } }),
} as const;
