import { text, valuesOf } from '../../shared/chart.ts';
import { again, exit, step, trouble } from '../shared.ts';
import { askAgain, method, resend, smsMs, smsProblems } from './setup.ts';

/** The SMS and its code (E37-E39), good for 10 minutes. */
export const smsStates = {
  'choosing-sms': method.createStateConfig({
    ...step('ecps-mail', 'choosing-sms', {
      next: 'sms-chosen',
      problems: ['sms-not-received', 'app-problem', 'phone-lost'],
      restart: true,
      drawing: 'ecps-sms',
      follows: true,
    }),
    on: { 'WALLET.SMS_SENT': { guard: 'ours', target: 'awaiting-sms', actions: 'calm' } },
  }),
  'sms-chosen': method.createStateConfig({
    always: [{ guard: 'connected', target: 'sending-sms' }, { target: 'typing-sms-code' }],
  }),
  'sending-sms': method.createStateConfig({
    invoke: {
      id: 'sms',
      src: 'walletSendSms',
      input: ({ context }) => ({ activation: context.activation! }),
      onDone: [
        {
          guard: ({ event }) => event.output.sent,
          target: 'awaiting-sms',
          actions: {
            type: 'keepSmsLife',
            params: ({ event }) => (event.output.sent ? event.output.lifeMs : smsMs),
          },
        },
        { target: 'sms-refused' },
      ],
      onError: { target: 'choosing-sms', actions: { type: 'refuse', params: { id: 'unavailable' } } },
    },
  }),
  'awaiting-sms': method.createStateConfig({
    initial: 'awaiting-sms-code',
    after: { smsLife: { target: 'sms-expired', actions: 'calm' } },
    on: {
      'WALLET.SMS_EXPIRED': { guard: 'ours', target: 'sms-expired', actions: 'calm' },
      'WALLET.SMS_WRONG': {
        guard: 'ours',
        target: '.sms-wrong',
        actions: { type: 'refuse', params: { id: 'sms-code-wrong', field: 'smsCode' } },
      },
      'WALLET.SMS_ACCEPTED': { guard: 'ours', target: 'choosing-pin', actions: 'calm' },
    },
    states: {
      'awaiting-sms-code': {
        meta: {
          view: {
            messages: ['ecps-mail.sms-code.ask'],
            fields: ['smsCode'],
            choices: ['not-received', 'resend', 'failed', 'restart'],
            drawing: 'ecps-sms',
            awaitsEvent: true,
          },
        },
        on: {
          ANSWERED: { target: 'typing' },
          'CHOSE.not-received': { target: 'not-received', actions: 'calm' },
          'CHOSE.failed': { target: 'trouble', actions: 'calm' },
          ...resend,
          ...again('ecps-mail'),
        },
      },
      typing: {
        invoke: {
          id: 'type',
          src: 'walletTypeSmsCode',
          input: ({ context, event }) => ({
            activation: context.activation!,
            code: text(valuesOf(event), 'smsCode'),
          }),
          onDone: [
            {
              guard: ({ event }) => event.output === 'accepted',
              target: '#ecps-mail.choosing-pin',
              actions: 'calm',
            },
            {
              guard: ({ event }) => event.output === 'wrong',
              target: 'sms-wrong',
              actions: { type: 'refuse', params: { id: 'sms-code-wrong', field: 'smsCode' } },
            },
            { target: '#ecps-mail.sms-expired', actions: 'calm' },
          ],
          onError: {
            target: 'awaiting-sms-code',
            actions: { type: 'refuse', params: { id: 'unavailable' } },
          },
        },
      },
      'sms-wrong': {
        meta: {
          view: {
            messages: ['ecps.sms-wrong'],
            fields: ['smsCode'],
            choices: ['resend', 'restart'],
            contacts: 'ecps-app',
            drawing: 'ecps-sms',
          },
        },
        on: { ANSWERED: { target: 'typing' }, ...resend, ...again('ecps-mail') },
      },
      'not-received': trouble('ecps-mail', 'awaiting-sms-code', {
        problems: ['sms-not-received'],
        restart: true,
      }),
      trouble: trouble('ecps-mail', 'awaiting-sms-code', { problems: smsProblems, restart: true }),
    },
  }),
  'sms-expired': method.createStateConfig({
    meta: {
      view: { messages: ['ecps.sms-expired'], choices: ['resend', 'restart'], contacts: 'ecps-app' },
    },
    on: { ...askAgain, ...again('ecps-mail') },
  }),
  /** Too many were asked for: a new activation, or a person. */
  'sms-refused': exit('ecps-mail', 'sms-refused'),
} as const;
