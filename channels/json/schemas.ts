/**
 * The channel's own words, once: these schemas validate what comes in, serialise what goes out and describe
 * both (`/openapi.json`). A property of `View` that is missing here would be lost on the way: the compiler
 * holds the two together (test/channels/json/schemas.test.ts).
 */
import { type Static, Type } from 'typebox';
import { topicIds } from '../../machines/domain/insurer.ts';
import { longest } from '../../machines/engine/answer.ts';
import type { Registry } from '../../machines/engine/registry.ts';
import { type Answer, locales, type View } from '../../machines/envelope.ts';
import { problemCodes } from '../problem-codes.ts';

const closed = <P extends Parameters<typeof Type.Object>[0]>(properties: P, options: object = {}) =>
  Type.Object(properties, { additionalProperties: false, ...options });
const Instant = (description: string) => Type.String({ format: 'date-time', description });
const oneOf = <const Id extends string>(ids: readonly Id[], description: string) =>
  Type.Unsafe<Id>(Type.String({ enum: ids, description }));

const MessageSchema = Type.Object({
  id: Type.String({ description: 'Stable: `<flow>.<name>`.' }),
  text: Type.String({ description: 'In the language of the session.' }),
});

const ChoiceSchema = Type.Object({ id: Type.String(), label: Type.String() });

const FieldSchema = Type.Object({
  name: Type.String({ description: 'The key of its value in `answer.values`.' }),
  kind: oneOf(['text', 'digits', 'email', 'boolean', 'select', 'human-check'], 'What is typed into it.'),
  label: Type.String(),
  hint: Type.Optional(Type.String()),
  secret: Type.Boolean({ description: 'Mask it, and keep it nowhere.' }),
  length: Type.Optional(Type.Integer({ description: 'Exactly so many characters.' })),
  maxLength: Type.Optional(Type.Integer({ description: 'At most so many characters: offer room to write.' })),
  optional: Type.Optional(Type.Literal(true, { description: 'May be left empty.' })),
  options: Type.Optional(Type.Array(Type.Object({ id: Type.String(), label: Type.String() }))),
  challenge: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description:
        'Proof of work as altcha-lib v2 makes it, `{parameters, signature}`; the value is base64 of `{challenge, solution}`, good once.',
    }),
  ),
  image: Type.Optional(Type.String({ description: '`data:image/png;base64,…`: type what it shows.' })),
});

const ErrorSchema = Type.Object({
  id: Type.String({ description: 'Stable; decide by it.' }),
  text: Type.String(),
  field: Type.Optional(Type.String({ description: 'The field it is about.' })),
  retryAt: Type.Optional(Instant('From when it is worth trying again.')),
});

const ContactSchema = Type.Object({
  id: Type.String(),
  label: Type.String(),
  phone: Type.Optional(Type.String()),
  price: Type.Optional(Type.String()),
  hours: Type.Optional(Type.String()),
  closed: Type.Optional(
    Type.String({ description: 'Set while nobody answers there, with when somebody will.' }),
  ),
  email: Type.Optional(Type.String()),
  fax: Type.Optional(Type.String()),
  address: Type.Optional(Type.Array(Type.String())),
  url: Type.Optional(Type.String()),
  toBeConfirmed: Type.Optional(Type.String({ description: 'Set when nobody has checked the entry lately.' })),
});

const LinkSchema = Type.Object({ id: Type.String(), label: Type.String(), url: Type.String() });

const outcomes = [
  'connected',
  'code-requested',
  'code-set',
  'activated',
  'registered',
  'requested',
  'informed',
  'handed-over',
  'to-a-person',
  'abandoned',
] as const;

export const ViewSchema = Type.Object(
  {
    turn: Type.Integer({
      description: 'Send it back with the answer. Grows by one at every change, timers included.',
    }),
    flow: Type.String(),
    state: Type.String(),
    messages: Type.Array(MessageSchema, { description: 'To be shown or said, in this order.' }),
    fields: Type.Array(FieldSchema, { description: 'Asked together; empty when nothing is asked.' }),
    choices: Type.Array(ChoiceSchema, { description: 'What may be chosen instead of an answer.' }),
    ahead: Type.Optional(
      Type.Array(Type.String(), {
        description: 'Fields that are asked once this is done: if you cannot ask them, hand over now.',
      }),
    ),
    contacts: Type.Optional(Type.Array(ContactSchema)),
    links: Type.Optional(Type.Array(LinkSchema, { description: 'Pages elsewhere worth opening.' })),
    topic: Type.Optional(
      Type.String({
        description: `What the flow tells about: ${topicIds.map((id) => `\`${id}\``).join(', ')}.`,
      }),
    ),
    drawing: Type.Optional(
      Type.Object(
        { id: Type.String(), text: Type.String() },
        { description: 'A drawing of ours; `text` says all that it shows.' },
      ),
    ),
    qr: Type.Optional(
      Type.Object(
        { payload: Type.String(), text: Type.String() },
        { description: 'Show `payload` as a QR code until the view changes.' },
      ),
    ),
    error: Type.Optional(ErrorSchema),
    outcome: Type.Optional(oneOf(outcomes, 'A goal is reached; choices may still be offered.')),
    changesAt: Type.Optional(
      Instant('When the view changes although nobody answers: read the session again then.'),
    ),
    awaitsEvent: Type.Optional(
      Type.Literal(true, {
        description: 'The view also changes when something happens elsewhere: read the session now and then.',
      }),
    ),
    reminders: Type.Optional(
      Type.Array(
        Type.Object({
          at: Instant('When to say it, once.'),
          text: Type.String(),
          asks: Type.Optional(
            Type.Object(
              { id: Type.String(), text: Type.String(), ifNot: Type.String() },
              {
                description:
                  'To ask after it where nothing else is being asked: whether all is well. `ifNot`: the flow to begin for whoever says no.',
              },
            ),
          ),
        }),
        {
          description:
            'Worth saying later, if you can speak unasked, even after the session has come to rest. Replaces what an earlier view announced; an empty list takes it back.',
        },
      ),
    ),
    expiresAt: Type.Optional(Instant('Until when the session can be read.')),
  },
  {
    $id: 'View',
    description: 'What is said, asked and offered now.',
    examples: [
      {
        turn: 1,
        flow: 'code-reset',
        state: 'awaiting-nir',
        messages: [{ id: 'code-reset.ask', text: 'Individual - Get or reset your code' }],
        fields: [{ name: 'nir', kind: 'text', label: 'Social security number', secret: false }],
        choices: [{ id: 'sign-in', label: 'Sign in' }],
        expiresAt: '2026-03-11T09:30:00.000Z',
      },
    ],
  },
);

/**
 * The view as it is described where these flows run: with the id of every flow, field, choice and error that a client
 * may meet. Each of them has words, so the words say which there are.
 */
export function viewSchemaOf({ flows, messages }: Pick<Registry, 'flows' | 'messages'>): object {
  const worded = (family: string) => {
    const pattern = new RegExp(`(?:^|\\.)${family}\\.([^.]+)$`);
    const ids = Object.keys(messages).flatMap((message) => pattern.exec(message)?.[1] ?? []);
    return [...new Set(ids)].sort();
  };
  const known = <Schema extends object>(schema: Schema, ids: readonly string[]) => ({ ...schema, enum: ids });
  const { flow, fields, choices, error } = ViewSchema.properties;
  const { name } = FieldSchema.properties;
  const shown = flows.filter(({ role }) => role !== 'part').map(({ id }) => id);
  return {
    ...ViewSchema,
    properties: {
      ...ViewSchema.properties,
      flow: known(flow, shown),
      fields: { ...fields, items: within(FieldSchema, { name: known(name, worded('field')) }) },
      choices: {
        ...choices,
        items: within(ChoiceSchema, { id: known(ChoiceSchema.properties.id, worded('choice')) }),
      },
      error: within(error, { id: known(ErrorSchema.properties.id, worded('error')) }),
    },
  };
}

const within = <Schema extends { readonly properties: object }>(schema: Schema, properties: object) => ({
  ...schema,
  properties: { ...schema.properties, ...properties },
});

/** References the one description of a view, typed as the engine gives it. */
const ViewReference = Type.Unsafe<View>({ $ref: 'View#' });

export const ViewBody = Type.Object({ view: ViewReference }, { description: 'What is shown now.' });
export const SessionBody = Type.Object(
  {
    session: Type.String({
      description: 'The bearer secret of this session. Shown once, never sent in a URL.',
    }),
    view: ViewReference,
  },
  { description: 'The session, and what it shows first.' },
);

const Values = Type.Record(Type.String(), Type.Unsafe<string | boolean>({ type: ['string', 'boolean'] }), {
  description:
    'By the names of `view.fields`. One left out counts as empty. One longer than ' +
    `${longest.plain} characters is refused with the error \`text-too-long\`; words of one’s own and a human check ` +
    `may have ${longest.words}.`,
});
const Choice = Type.String({
  description:
    'One of `view.choices`; or, wherever there are any, a digression that leads back to the same question: `person`, `information`, or one of its topics as `information.card-legend`.',
});
const AnswerSchema = Type.Union([closed({ values: Values }), closed({ choice: Choice })]);

export const AnswerBody = closed(
  {
    turn: Type.Integer({ description: 'That of the view answered.' }),
    answer: Type.Unsafe<Answer>(AnswerSchema),
  },
  {
    examples: [
      { turn: 1, answer: { values: { nir: '1 84 06 13 055 012 28', code: '274931' } } },
      { turn: 1, answer: { choice: 'code-reset' } },
      {
        turn: 1,
        answer: {
          values: {
            company: 'ACME',
            lastName: 'Argan',
            firstName: 'Paul',
            nir: '1 84 06 13 055 012 28',
            email: 'paul@example.org',
          },
        },
      },
      { turn: 4, answer: { choice: 'information.card-legend' } },
    ],
  },
);

export const StartBody = closed(
  {
    flow: Type.Optional(
      Type.String({
        maxLength: 64,
        examples: ['sign-in', 'code-reset', 'information', 'email-registration', 'care-request'],
        description: 'Without it, the insurer’s front door; for `ecps` the guide.',
      }),
    ),
    locale: Type.Optional(oneOf(locales, 'Without it, `Accept-Language` decides.')),
    token: Type.Optional(
      Type.String({ maxLength: 256, description: 'That of a link `/l/{token}`: good once.' }),
    ),
    resumeCode: Type.Optional(
      Type.String({
        maxLength: 32,
        description:
          'Eight digits: joins a session begun elsewhere. Good once. After five wrong ones from a source the ' +
          'answer is 429 `check-required` with `check`: solve its challenge and send the code again with it.',
      }),
    ),
    humanCheck: Type.Optional(
      Type.String({ maxLength: 4096, description: 'Base64 of `{challenge, solution}` (altcha-lib v2).' }),
    ),
    checkToken: Type.Optional(
      Type.String({ maxLength: 4096, description: '`check.token` of the problem. Good once.' }),
    ),
  },
  { examples: [{ flow: 'sign-in', locale: 'fr' }, { resumeCode: '4821 0937' }] },
);
export type Start = Static<typeof StartBody>;

export const TenantParams = Type.Object({
  tenant: Type.String({ description: 'Id of an insurer, as in its web address' }),
});

export const HandOverBody = Type.Object(
  {
    resumeCode: Type.String({ description: 'Eight digits; proves nothing but that it was passed on.' }),
    token: Type.String({ description: 'The same as a link: `/l/{token}`.' }),
    expiresAt: Instant('Until when either of them joins this session, once.'),
  },
  {
    description:
      'The older code and link of the same holder are dead; what other holders of the session were given lives on.',
  },
);

const problem = {
  type: Type.String({ description: '`urn:guichet:problem:` and the code.' }),
  title: Type.String(),
  status: Type.Integer(),
  code: oneOf(problemCodes, 'Stable; decide by it.'),
  detail: Type.String({ description: 'For whoever writes the client, in English.' }),
  check: Type.Optional(
    Type.Object(
      { token: Type.String(), challenge: Type.Record(Type.String(), Type.Unknown()) },
      { description: 'With 429 `check-required`: proof of work, as altcha-lib v2 makes it (X11).' },
    ),
  ),
};
export const ProblemSchema = Type.Object(problem, { $id: 'Problem', description: 'RFC 9457.' });
export const StaleProblemSchema = Type.Object(
  { ...problem, view: ViewReference },
  { $id: 'StaleProblem', description: 'RFC 9457, with the view that is asked now.' },
);
export type Problem = Static<typeof ProblemSchema> & { readonly view?: View };
