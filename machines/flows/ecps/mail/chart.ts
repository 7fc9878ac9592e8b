import { assign, setup } from 'xstate';
import { parseNationalId } from '../../../domain/national-id.ts';
import type { Refusal, ShownContext } from '../../../flow.ts';
import type { SmsCodeResult } from '../../../ports/wallet.ts';
import { call, text, valuesOf } from '../../shared/chart.ts';
import type { PasswordInput, PasswordOutput } from '../password/chart.ts';
import {
  type Issued,
  type MethodEvent,
  type MethodOutput,
  type SmsSent,
  step,
  type TroubleInput,
  type TroubleOutput,
  trouble,
  type WalletHeard,
} from '../shared.ts';

export interface MailInput {
  readonly connected: boolean;
}

interface Context extends ShownContext {
  readonly connected: boolean;
  /** What the wallet is asked for; kept sealed with the session. */
  readonly nationalId?: string;
  /** Words of the refusal (E32): what is wrong, and how many digits stand after the first. */
  readonly idProblem?: string;
  readonly idAfter?: number;
  readonly activation?: string;
  readonly qrExpiresAt: number;
  readonly mailLifeMs: number;
  readonly smsLifeMs: number;
  readonly activated: boolean;
  /** Set when an ADELI holder goes over to the card. */
  readonly card?: string;
}

const dayMs = 24 * 3_600_000;
const smsMs = 10 * 60_000;
const mailProblems = ['mail-not-received', 'qr-expired', 'app-problem', 'phone-incompatible', 'phone-lost'] as const;
const smsProblems = ['sms-not-received', 'sms-expired', 'sms-wrong', 'app-problem', 'phone-lost'] as const;
const lateProblems = ['app-problem', 'phone-lost'] as const;
const again = { 'CHOSE.restart': { target: '#ecps-mail.restarting', actions: 'calm' } } as const;
const resend = {
  'CHOSE.resend': [
    { guard: 'connected', target: '#ecps-mail.sending-sms', actions: 'calm' },
    { target: '#ecps-mail.choosing-sms', actions: 'calm' },
  ],
} as const;

/** An error exit of E65: what it means, whom to call, and the beginning again. */
const exit = (name: string, outcome?: 'to-a-person') => ({
  meta: {
    view: {
      messages: [`ecps.${name}`],
      choices: ['restart'],
      contacts: 'ecps-app',
      ...(outcome && { outcome }),
    },
  },
  on: again,
}) as const;

const parsedFrom = (event: { type: string }) => parseNationalId(text(valuesOf(event), 'nationalId'));

/** Method B (E30-E41): by the contact details the agency knows. Says the same whether or not it knows any (P07). */
export const mailChart = setup({
  types: {} as { context: Context; input: MailInput; events: MethodEvent; output: MethodOutput },
  actors: {
    'ecps-trouble': call<TroubleInput, TroubleOutput>(),
    'ecps-password': call<PasswordInput, PasswordOutput>(),
    walletRequest: call<{ nationalId: string }, Issued>(),
    walletRestart: call<{ activation: string }, Issued>(),
    walletSendSms: call<{ activation: string }, SmsSent>(),
    walletTypeSmsCode: call<{ activation: string; code: string }, SmsCodeResult>(),
  },
  guards: {
    connected: ({ context }) => context.connected,
    begun: ({ context }) => context.activation !== undefined,
    identified: ({ context }) => context.nationalId !== undefined,
    ours: ({ context, event }) => (event as WalletHeard).activation === context.activation,
    thisQr: ({ context, event }) =>
      (event as WalletHeard).activation === context.activation &&
      (event as WalletHeard).expiresAt === context.qrExpiresAt,
    malformed: ({ event }) => !parsedFrom(event).ok,
    adeli: ({ event }) => {
      const parsed = parsedFrom(event);
      return parsed.ok && parsed.kind === 'adeli';
    },
  },
  actions: {
    calm: assign({ error: undefined, notices: undefined }),
    refuse: assign((_, error: Refusal) => ({ error, notices: undefined })),
    refuseId: assign(({ event }) => {
      const parsed = parsedFrom(event);
      if (parsed.ok) return {};
      return {
        error: { id: 'id-invalid', field: 'nationalId' },
        // Selectors of the message take no hyphen.
        idProblem: parsed.problem.replaceAll('-', '_'),
        idAfter: parsed.after,
        notices: undefined,
      };
    }),
    keepId: assign(({ event }) => {
      const parsed = parsedFrom(event);
      if (!parsed.ok) return {};
      return {
        nationalId: parsed.id,
        notices: parsed.doubtful ? ['ecps-mail.check-digit-odd'] : undefined,
        error: undefined,
      };
    }),
    keepIssued: assign((_, { activation, expiresAt, lifeMs }: Issued) => ({
      activation,
      qrExpiresAt: expiresAt,
      mailLifeMs: lifeMs,
      error: undefined,
    })),
    keepSmsLife: assign((_, smsLifeMs: number) => ({ smsLifeMs, error: undefined, notices: undefined })),
    noteActivated: assign({ activated: true }),
    takeCard: assign({ card: ({ context }) => context.nationalId! }),
  },
  delays: { mailLife: ({ context }) => context.mailLifeMs, smsLife: ({ context }) => context.smsLifeMs },
}).createMachine({
  id: 'ecps-mail',
  context: ({ input }) => ({
    connected: input.connected,
    qrExpiresAt: 0,
    mailLifeMs: dayMs,
    smsLifeMs: smsMs,
    activated: false,
  }),
  initial: 'installing-app',
  on: {
    'WALLET.PHONE_LOST': { guard: 'ours', target: '.phone-lost', actions: 'calm' },
    'WALLET.PHONE_INCOMPATIBLE': { guard: 'ours', target: '.phone-incompatible', actions: 'calm' },
    'WALLET.ACTIVATED': { guard: 'ours', target: '.activated', actions: 'noteActivated' },
  },
  states: {
    'installing-app': step('ecps-mail', 'installing-app', {
      next: 'identifying',
      problems: ['app-problem', 'phone-incompatible'],
      drawing: 'ecps-install',
    }),
    identifying: {
      initial: 'awaiting-national-id',
      states: {
        'awaiting-national-id': {
          meta: {
            view: {
              messages: ['ecps-mail.national-id.ask', 'ecps-mail.details-needed'],
              fields: ['nationalId'],
              choices: ['details-outdated', 'failed'],
              drawing: 'ecps-national-id',
            },
          },
          on: {
            ANSWERED: [
              { guard: 'malformed', actions: 'refuseId' },
              { guard: 'adeli', target: '#ecps-mail.adeli-card-only', actions: 'keepId' },
              { target: '#ecps-mail.restarting', actions: 'keepId' },
            ],
            'CHOSE.details-outdated': { target: 'details-outdated', actions: 'calm' },
            'CHOSE.failed': { target: 'trouble', actions: 'calm' },
          },
        },
        'details-outdated': trouble('ecps-mail', 'awaiting-national-id', {
          problems: ['details-outdated'],
          restart: false,
        }),
        trouble: trouble('ecps-mail', 'awaiting-national-id', {
          problems: ['details-problem', 'app-problem'],
          restart: false,
        }),
      },
    },
    /** E32: nothing is sent; the card is the only way today. */
    'adeli-card-only': {
      meta: {
        view: {
          messages: ['ecps-mail.adeli-card-only'],
          choices: ['card-yes', 'back'],
          contacts: 'ecps-card',
          outcome: 'informed',
        },
      },
      on: { 'CHOSE.card-yes': { target: 'left', actions: 'takeCard' }, 'CHOSE.back': 'identifying' },
    },
    restarting: {
      always: [
        { guard: ({ context }) => !context.connected, target: 'sending-request' },
        { guard: 'begun', target: 'requesting-again' },
        { guard: 'identified', target: 'requesting' },
        { target: 'identifying' },
      ],
    },
    requesting: {
      invoke: {
        id: 'request',
        src: 'walletRequest',
        input: ({ context }) => ({ nationalId: context.nationalId! }),
        onDone: { target: 'awaiting-mail', actions: { type: 'keepIssued', params: ({ event }) => event.output } },
        onError: { target: 'identifying', actions: { type: 'refuse', params: { id: 'unavailable' } } },
      },
    },
    'requesting-again': {
      invoke: {
        id: 'request-again',
        src: 'walletRestart',
        input: ({ context }) => ({ activation: context.activation! }),
        onDone: { target: 'awaiting-mail', actions: { type: 'keepIssued', params: ({ event }) => event.output } },
        onError: { target: 'identifying', actions: { type: 'refuse', params: { id: 'unavailable' } } },
      },
    },
    'awaiting-mail': {
      initial: 'waiting',
      after: { mailLife: { target: 'mail-expired', actions: 'calm' } },
      on: {
        'WALLET.SCANNED': { guard: 'thisQr', target: 'choosing-sms', actions: 'calm' },
        'WALLET.QR_EXPIRED': { guard: 'thisQr', target: 'mail-expired', actions: 'calm' },
      },
      states: {
        waiting: {
          meta: {
            view: {
              messages: ['ecps-mail.awaiting-mail', 'ecps-mail.opening-mail'],
              choices: ['not-received', 'failed', 'restart'],
              drawing: 'ecps-mail',
              awaitsEvent: true,
            },
          },
          on: { 'CHOSE.not-received': 'not-received', 'CHOSE.failed': 'trouble', ...again },
        },
        'not-received': trouble('ecps-mail', 'waiting', { problems: ['mail-not-received'], restart: true }),
        trouble: trouble('ecps-mail', 'waiting', { problems: mailProblems, restart: true }),
      },
    },
    'choosing-sms': {
      ...step('ecps-mail', 'choosing-sms', {
        next: 'sms-chosen',
        problems: ['sms-not-received', 'app-problem', 'phone-lost'],
        restart: true,
        drawing: 'ecps-sms',
      }),
      on: { 'WALLET.SMS_SENT': { guard: 'ours', target: 'awaiting-sms', actions: 'calm' } },
    },
    'sms-chosen': {
      always: [{ guard: 'connected', target: 'sending-sms' }, { target: 'typing-sms-code' }],
    },
    'sending-sms': {
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
    },
    'awaiting-sms': {
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
            ...again,
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
          on: { ANSWERED: { target: 'typing' }, ...resend, ...again },
        },
        'not-received': trouble('ecps-mail', 'awaiting-sms-code', {
          problems: ['sms-not-received'],
          restart: true,
        }),
        trouble: trouble('ecps-mail', 'awaiting-sms-code', { problems: smsProblems, restart: true }),
      },
    },
    'choosing-pin': {
      initial: 'choosing',
      states: {
        choosing: {
          invoke: {
            id: 'password',
            src: 'ecps-password',
            input: ({ context }) => ({ activation: context.activation! }),
            onDone: [
              {
                guard: ({ event }) => event.output.end === 'active',
                target: '#ecps-mail.activated',
                actions: 'noteActivated',
              },
              { guard: ({ event }) => event.output.end === 'failed', target: 'trouble' },
              { guard: ({ event }) => event.output.end === 'restart', target: '#ecps-mail.restarting' },
              { target: '#ecps-mail.mail-expired' },
            ],
          },
        },
        trouble: trouble('ecps-mail', 'choosing', { problems: lateProblems, restart: true }),
      },
    },
    'sending-request': step('ecps-mail', 'sending-request', {
      next: 'opening-mail',
      problems: ['app-problem', 'details-outdated', 'details-problem'],
      drawing: 'ecps-national-id',
    }),
    'opening-mail': {
      ...step('ecps-mail', 'opening-mail', {
        next: 'choosing-sms',
        problems: mailProblems,
        restart: true,
        drawing: 'ecps-mail',
      }),
      after: { mailLife: { target: 'mail-expired', actions: 'calm' } },
    },
    'typing-sms-code': {
      ...step('ecps-mail', 'typing-sms-code', {
        next: 'creating-password',
        problems: smsProblems,
        restart: true,
        drawing: 'ecps-sms',
      }),
      after: { smsLife: { target: 'sms-expired', actions: 'calm' } },
    },
    'creating-password': step('ecps-mail', 'creating-password', {
      next: 'said-active',
      problems: lateProblems,
      restart: true,
      drawing: 'ecps-password',
      notes: ['ecps.password-rules'],
    }),
    'said-active': { always: { target: 'activated', actions: 'noteActivated' } },
    'mail-expired': exit('mail-expired'),
    'sms-expired': {
      meta: { view: { messages: ['ecps.sms-expired'], choices: ['resend', 'restart'], contacts: 'ecps-app' } },
      on: { ...resend, ...again },
    },
    /** Too many were asked for: a new activation, or a person. */
    'sms-refused': exit('sms-refused'),
    'phone-lost': exit('phone-lost', 'to-a-person'),
    'phone-incompatible': exit('phone-incompatible', 'to-a-person'),
    activated: { type: 'final' },
    /** Over to method A. */
    left: { type: 'final' },
  },
  output: ({ context: { activated, card } }) => ({ activated, ...(card !== undefined && { card }) }),
});
