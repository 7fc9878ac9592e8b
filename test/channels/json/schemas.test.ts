import Fastify from 'fastify';
import type { Static } from 'typebox';
import { expect, test } from 'vitest';
import { acceptedLocale } from '../../../channels/json/locale.ts';
import { ViewBody, ViewSchema } from '../../../channels/json/schemas.ts';
import type { View } from '../../../machines/envelope.ts';

/** Every property there may be, all the way down, without what a schema cannot say. */
type Shape<T> = T extends readonly (infer Item)[]
  ? Shape<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]-?: Shape<T[Key]> }
    : T;
type Same<A, B> = A extends B ? (B extends A ? true : false) : false;

/** A property of the view that the schema does not know does not compile here: it would be lost on the way. */
const described: Same<Shape<View>, Shape<Static<typeof ViewSchema>>> = true;

const full: Required<View> = {
  turn: 7,
  flow: 'sign-in',
  state: 'awaiting-secret',
  messages: [{ id: 'a', text: '« é » \u2028 \ud83d\ude00 "quoted" \\ \u0000' }],
  fields: [
    {
      name: 'humanCheck',
      kind: 'human-check',
      label: 'l',
      hint: 'h',
      secret: false,
      length: 6,
      maxLength: 4000,
      optional: true,
      options: [{ id: 'o', label: 'O' }],
      challenge: { parameters: { data: { id: 'x' }, cost: 5000, nested: [1, null, true] }, signature: 's' },
      image: 'data:image/png;base64,AA==',
    },
  ],
  choices: [{ id: 'stop', label: 'Stop' }],
  ahead: ['beneficiary'],
  contacts: [
    {
      id: 'c',
      label: 'C',
      phone: '0 809',
      price: 'free',
      hours: '9-17',
      closed: 'closed now',
      email: 'a@example.test',
      address: ['1', '2'],
      url: 'https://example.test',
      toBeConfirmed: 'to be confirmed',
    },
  ],
  links: [{ id: 'video', label: 'v', url: 'https://example.test/v' }],
  topic: 'card-legend',
  drawing: { id: 'card', text: 'd' },
  qr: { payload: 'p', text: 'q' },
  awaitsEvent: true,
  error: { id: 'wait', text: 't', field: 'code', retryAt: '2026-03-11T09:30:00.000Z' },
  outcome: 'to-a-person',
  changesAt: '2026-03-11T09:30:00.000Z',
  reminders: [{ at: '2026-03-19T09:00:00.000Z', text: 'r' }],
  expiresAt: '2026-03-11T09:30:00.000Z',
};

const { turn, flow, state, messages, fields, choices } = full;
const bare: View = { turn, flow, state, messages, fields: [], choices };

test.each([
  ['with all it may hold', full],
  ['with nothing but what it must', bare],
  [
    'of a field without extras',
    { ...bare, fields: fields.map(({ name, kind, label, secret }) => ({ name, kind, label, secret })) },
  ],
])('nothing of a view %s is lost on its way out, and nothing added (contract)', async (_what, view) => {
  const app = Fastify();
  app.addSchema(ViewSchema);
  app.get('/', { schema: { response: { 200: ViewBody } } }, () => ({ view }));
  expect((await app.inject('/')).json()).toEqual({ view });
  expect(described).toBe(true);
  await app.close();
});

test.each([
  [undefined, 'fr'],
  ['', 'fr'],
  ['en', 'en'],
  ['EN-us', 'en'],
  ['fr-FR,fr;q=0.9,en;q=0.8', 'fr'],
  ['de,en;q=0.1', 'en'],
  ['en;q=0.2 , fr;q=0.3', 'fr'],
  ['en;q=nonsense', 'fr'],
  [',;q=,,;;', 'fr'],
])('Accept-Language %j is understood as %s', (header, locale) => {
  expect(acceptedLocale(header)).toBe(locale);
});
