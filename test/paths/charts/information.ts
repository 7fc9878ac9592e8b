import { chose, type ExpectedFlow, type ExpectedState, type Given } from './expected-flow.ts';

const topics = ['statements', 'reimbursement', 'teletransmission', 'card-legend', 'contacts'];
const zones = ['zone-a', 'zone-b', 'zone-c', 'zone-d', 'zone-e', 'zone-f'];

const asked = (topic: string): { given: Given; to: string } => ({
  given: { digression: true, topic },
  to: topic.startsWith('zone-') ? 'card-zone' : topic,
});

/** Back to the question where there is one, on to another flow where there is none. */
const offers =
  (...own: readonly string[]) =>
  (leads: readonly string[] = []) =>
  ({ digression }: Given): readonly string[] => [
    ...own,
    ...(digression ? [] : leads),
    'other-topics',
    ...(digression ? ['back'] : []),
  ];

const onward = { 'chose other-topics': 'choosing-topic', 'chose back': 'left' };
const told = (state: ExpectedState): ExpectedState => ({
  ...state,
  outcome: 'informed',
  on: { ...state.on, ...onward },
});

/** D01, D05-D11, CT. By itself, or asked in the middle of anything, of a topic or of one zone. */
export const information: ExpectedFlow = {
  id: 'information',
  begun: {
    plain: { to: 'choosing-topic' },
    'as a digression': { given: { digression: true }, to: 'choosing-topic' },
    'asked of what is not told': { given: { digression: true, topic: 'the weather' }, to: 'choosing-topic' },
    ...Object.fromEntries(
      [...topics, 'zone-a', 'zone-f'].map((topic) => [`asked of ${topic}`, asked(topic)]),
    ),
  },
  states: {
    'choosing-topic': {
      says: ['information.ask'],
      offers: ({ digression }) => [...topics, ...(digression ? ['back'] : [])],
      on: { ...Object.fromEntries(topics.map((topic) => [`chose ${topic}`, topic])), 'chose back': 'left' },
    },
    statements: told({
      says: ['information.statements'],
      offers: offers('statement-legend')(['email-registration']),
      contacts: 'email-registration',
      on: { 'chose statement-legend': 'statement-legend', 'chose email-registration': 'left' },
    }),
    'statement-legend': told({
      says: ['information.statement-legend', 'information.statement-zones'],
      offers: offers()(),
    }),
    reimbursement: told({ says: ['information.reimbursement'], offers: offers()() }),
    teletransmission: told({
      says: ['information.teletransmission'],
      offers: offers()(['care-request']),
      on: { 'chose care-request': 'left' },
    }),
    'card-legend': told({
      says: ['information.card-legend', 'information.card-zones'],
      offers: offers(...zones)(),
      on: chose(zones, 'card-zone'),
    }),
    'card-zone': told({
      says: ['information.zone'],
      offers: offers(...zones)(),
      on: chose(zones, 'card-zone'),
    }),
    contacts: told({
      says: ['information.contacts', 'information.contacts-more'],
      offers: offers()(),
      contacts: 'information',
    }),
    left: {},
  },
};
