import { Type } from 'typebox';

/** Shapes of the admin API, for validation and for /openapi.json. */
const exactly = { additionalProperties: false };
const tags = ['admin'];
const Nir = Type.String({
  minLength: 13,
  maxLength: 40,
  description: '13 characters, or 15 with the key; spaces are ignored.',
});
const ClientName = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'As the members’ lines name it.',
});
const Tenant = Type.Object({ tenant: Type.String({ description: 'Id of the insurer.' }) });
const Id = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) });

const ProblemBody = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.String(),
});
const refused = { 400: ProblemBody, 401: ProblemBody, 404: ProblemBody, 503: ProblemBody };
/** Of whatever takes a body: too large, or of another kind. */
const refusedBody = { ...refused, 413: ProblemBody, 415: ProblemBody };

const described = (summary: string, description?: string) => ({
  summary,
  ...(description && { description }),
  tags,
  security: [{ admin: [] }],
});

const Target = Type.Union([Type.Object({ nir: Nir }, exactly), Type.Object({ client: ClientName }, exactly)]);

export const setActive = (active: boolean) => ({
  ...(active
    ? described('Reactivate a member, or a client’s whole staff')
    : described(
        'Deactivate a member, or a client’s whole staff',
        'Every open session of those concerned ends at once, in whatever state it is (T02, T03, T06). For a ' +
          'client, its contact is sent the list of those concerned (T04); members are told where the insurer wants it.',
      )),
  params: Tenant,
  body: Target,
  response: {
    200: Type.Object({ changed: Type.Integer({ description: 'How many members changed.' }) }),
    ...refusedBody,
  },
});

export const unblock = {
  ...described('Lift the block of a member', 'Clears the failures counted on the NIR (X04).'),
  params: Tenant,
  body: Type.Object({ nir: Nir }, exactly),
  response: { 200: Type.Object({ unblocked: Type.Literal(true) }), ...refusedBody },
};

export const importing = {
  ...described(
    'Add or update members',
    'text/csv, UTF-8, commas, with a header among nir,lastName,firstName,address1…address6,email,mobile,client,' +
      'code,codeKind (printed or posted). A column that is left out leaves what is stored alone; an empty cell of ' +
      'email, mobile or client removes it. Read as it arrives. At most 64 MB and 200,000 lines at once. A personal ' +
      'code is never replaced. The same file again changes nothing.',
  ),
  consumes: ['text/csv'],
  params: Tenant,
  response: {
    200: Type.Object({
      accepted: Type.Integer(),
      rejected: Type.Array(Type.Object({ line: Type.Integer(), reason: Type.String() })),
      notListed: Type.Optional(Type.Integer({ description: 'Rejected lines beyond the first 10,000.' })),
    }),
    ...refusedBody,
  },
};

export const putClient = {
  ...described('Add a client, or change its contact', 'A new one has the right of use (T00).'),
  params: Tenant,
  body: Type.Object(
    {
      name: ClientName,
      contactName: Type.String({ minLength: 1, maxLength: 200 }),
      contactEmail: Type.String({ minLength: 3, maxLength: 254 }),
    },
    exactly,
  ),
  response: { 200: Type.Object({ saved: Type.Literal(true) }), ...refusedBody },
};

const Reported = Type.Union([Type.Literal('printed'), Type.Literal('posted'), Type.Literal('returned')]);
export type ReportedStatus = Type.Static<typeof Reported>;

export const letterStatus = {
  ...described('What the print house reports of a letter', 'Reports may repeat and overtake one another.'),
  params: Id,
  body: Type.Object({ status: Reported }, exactly),
  response: { 200: Type.Object({ noted: Type.Literal(true) }), ...refusedBody },
};

const Requested = { 202: Type.Object({ requested: Type.Literal(true) }), ...refusedBody };

export const resendLetter = {
  ...described(
    'Post a new letter, with a new code',
    'Whatever the caps; the older letter’s code dies (X13). Asked for again, it is the same new letter until that one is used, has expired or has come back.',
  ),
  params: Id,
  response: {
    202: Type.Object({
      requested: Type.Literal(true),
      letter: Type.String({ description: 'The id of the letter that takes its place.' }),
    }),
    ...refusedBody,
  },
};

export const outbox = {
  ...described('Messages given up after the last try', 'What and when, never their content.'),
  querystring: Type.Object({ state: Type.Literal('dead', { default: 'dead' }) }),
  response: {
    200: Type.Object({
      entries: Type.Array(
        Type.Object({
          id: Type.String(),
          kind: Type.String({ description: 'mail, letter or sms' }),
          about: Type.String({ description: 'What it belongs to: member, session or client.' }),
          attempts: Type.Integer(),
          diedAt: Type.String(),
          reason: Type.String(),
        }),
      ),
    }),
    ...refused,
  },
};

export const resendEntry = {
  ...described('Try a message given up once more', 'With all its tries again.'),
  params: Id,
  response: Requested,
};
