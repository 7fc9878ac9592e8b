import { text, valuesOf } from '../../shared/chart.ts';
import { again, exit, trouble } from '../shared.ts';
import { addProblems, method } from './setup.ts';

/** The add code (E18). */
export const addingStates = {
  'adding-phone': method.createStateConfig({
    initial: 'awaiting-add-code',
    after: { addCodeLife: { target: 'add-code-expired', actions: 'calm' } },
    on: {
      'WALLET.ADD_CODE_EXPIRED': { guard: 'ours', target: 'add-code-expired', actions: 'calm' },
      'WALLET.PHONE_ADDED': { guard: 'ours', target: 'choosing-pin', actions: 'calm' },
    },
    states: {
      'awaiting-add-code': {
        meta: {
          view: {
            messages: ['ecps-card.add-code.ask'],
            fields: ['addCode'],
            choices: ['failed', 'restart'],
            drawing: 'ecps-add-code',
            awaitsEvent: true,
          },
        },
        on: {
          ANSWERED: { target: 'typing' },
          'CHOSE.failed': { target: 'trouble', actions: 'calm' },
          ...again('ecps-card'),
        },
      },
      typing: {
        invoke: {
          id: 'add',
          src: 'walletTypeAddCode',
          input: ({ context, event }) => ({
            activation: context.activation!,
            code: text(valuesOf(event), 'addCode'),
          }),
          onDone: [
            {
              guard: ({ event }) => event.output === 'added',
              target: '#ecps-card.choosing-pin',
              actions: 'calm',
            },
            {
              guard: ({ event }) => event.output === 'wrong',
              target: 'add-code-wrong',
              actions: { type: 'refuse', params: { id: 'add-code-wrong', field: 'addCode' } },
            },
            { target: '#ecps-card.add-code-expired', actions: 'calm' },
          ],
          onError: {
            target: 'awaiting-add-code',
            actions: { type: 'refuse', params: { id: 'unavailable' } },
          },
        },
      },
      'add-code-wrong': {
        meta: {
          view: {
            messages: ['ecps.add-code-wrong'],
            fields: ['addCode'],
            choices: ['restart'],
            contacts: 'ecps-app',
            drawing: 'ecps-add-code',
          },
        },
        on: { ANSWERED: { target: 'typing' }, ...again('ecps-card') },
      },
      trouble: trouble('ecps-card', 'awaiting-add-code', { problems: addProblems, restart: true }),
    },
  }),
  'add-code-expired': exit('ecps-card', 'add-code-expired'),
} as const;
