import { assign, setup } from 'xstate';
import type { FlowOutput, ShownContext, StateMeta, ViewMeta } from '../../flow.ts';
import { choiceOf, type PersonEvent } from '../shared/chart.ts';
import { type InformationInput, markOf, type Offers } from './offers.ts';

/** Each list of choices stands in the context under its own name, where views find it. */
interface Context extends ShownContext {
  readonly offers: Offers;
  readonly atTopics: readonly string[];
  readonly atStatements: readonly string[];
  readonly atTeletransmission: readonly string[];
  readonly atLegend: readonly string[];
  readonly atTopic: readonly string[];
  readonly asked?: string | undefined;
  readonly zone?: string | undefined;
  readonly next?: string;
}

const telling = (view: Omit<ViewMeta, 'outcome'>) => ({ view: { ...view, outcome: 'informed' } as const });
const zoneOffered = { type: 'offered', params: 'legend' } as const;

/** From every topic: another one, or back to the question that was being asked. */
const onward = {
  'CHOSE.other-topics': { target: 'choosing-topic', actions: 'forgetZone' },
  'CHOSE.back': 'left',
} as const;

/**
 * What members ask (D01, D05-D11, CT): begun by itself, or asked in the middle of anything and back to the same
 * question. Texts, topics and zones are the insurer’s.
 */
export const informationChart = setup({
  types: {} as {
    meta: StateMeta;
    context: Context;
    input: InformationInput;
    events: PersonEvent;
    output: FlowOutput;
  },
  guards: {
    offered: ({ context, event }, key: keyof Offers) => context.offers[key].includes(choiceOf(event)),
    asked: ({ context }, topic: string) => context.asked === topic,
    zoneAsked: ({ context }) => context.zone !== undefined,
  },
  actions: {
    noteZone: assign({ zone: ({ event }) => markOf(choiceOf(event)) }),
    forgetZone: assign({ zone: undefined, asked: undefined }),
    leave: assign({ next: ({ event }) => choiceOf(event) }),
  },
}).createMachine({
  id: 'information',
  context: ({ input: { offers, asked, zone } }) => ({
    offers,
    atTopics: offers.topics,
    atStatements: offers.statements,
    atTeletransmission: offers.teletransmission,
    atLegend: offers.legend,
    atTopic: offers.topic,
    asked,
    zone,
  }),
  initial: 'deciding',
  states: {
    deciding: {
      always: [
        { guard: 'zoneAsked', target: 'card-zone' },
        { guard: { type: 'asked', params: 'statements' }, target: 'statements' },
        { guard: { type: 'asked', params: 'reimbursement' }, target: 'reimbursement' },
        { guard: { type: 'asked', params: 'teletransmission' }, target: 'teletransmission' },
        { guard: { type: 'asked', params: 'card-legend' }, target: 'card-legend' },
        { guard: { type: 'asked', params: 'contacts' }, target: 'contacts' },
        { target: 'choosing-topic' },
      ],
    },
    'choosing-topic': {
      meta: { view: { messages: ['information.ask'], choicesIn: 'atTopics' } },
      on: {
        'CHOSE.statements': 'statements',
        'CHOSE.reimbursement': 'reimbursement',
        'CHOSE.teletransmission': 'teletransmission',
        'CHOSE.card-legend': 'card-legend',
        'CHOSE.contacts': 'contacts',
        'CHOSE.back': 'left',
      },
    },
    statements: {
      meta: telling({
        topic: 'statements',
        messages: ['information.statements'],
        choicesIn: 'atStatements',
        contacts: 'email-registration',
      }),
      on: {
        'CHOSE.statement-legend': 'statement-legend',
        'CHOSE.email-registration': { target: 'left', actions: 'leave' },
        ...onward,
      },
    },
    'statement-legend': {
      meta: telling({
        topic: 'statements',
        messages: ['information.statement-legend', 'information.statement-zones'],
        drawing: 'information-statement',
        choicesIn: 'atTopic',
      }),
      on: onward,
    },
    reimbursement: {
      meta: telling({
        topic: 'reimbursement',
        messages: ['information.reimbursement'],
        choicesIn: 'atTopic',
      }),
      on: onward,
    },
    teletransmission: {
      meta: telling({
        topic: 'teletransmission',
        messages: ['information.teletransmission'],
        choicesIn: 'atTeletransmission',
      }),
      on: {
        'CHOSE.care-request': { target: 'left', actions: 'leave' },
        ...onward,
      },
    },
    'card-legend': {
      meta: telling({
        topic: 'card-legend',
        messages: ['information.card-legend', 'information.card-zones'],
        drawing: 'information-card',
        choicesIn: 'atLegend',
      }),
      on: { 'CHOSE.*': { guard: zoneOffered, target: 'card-zone', actions: 'noteZone' }, ...onward },
    },
    'card-zone': {
      meta: telling({
        topic: 'card-legend',
        messages: ['information.zone'],
        drawing: 'information-card',
        choicesIn: 'atLegend',
      }),
      on: { 'CHOSE.*': { guard: zoneOffered, actions: 'noteZone' }, ...onward },
    },
    contacts: {
      meta: telling({
        topic: 'contacts',
        messages: ['information.contacts', 'information.contacts-more'],
        contacts: 'information',
        choicesIn: 'atTopic',
      }),
      on: onward,
    },
    left: { type: 'final' },
  },
  output: ({ context: { next } }) => ({ ...(next && { next }) }),
});
