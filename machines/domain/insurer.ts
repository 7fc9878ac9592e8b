/**
 * An insurer is data (L15): everything in which two insurers differ stands in one JSON file validated against
 * this schema at boot. No chart, channel or adapter names an insurer, a delay, a number or a price.
 */
import { type Static, Type } from 'typebox';
import { object } from './closed-object.ts';
import { OpeningSchema } from './opening-hours.ts';
import { dayNamed, parisDay } from './paris-calendar.ts';
import { PoliciesSchema } from './policies.ts';

const Localized = object({ fr: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) });
// A `description` says what is expected, in the words the loader's refusals use.
const IsoDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'a day such as 2026-01-31' });
const Colour = Type.String({ pattern: '^#[0-9a-f]{6}$', description: 'a colour such as #0b5268' });

/** CT: a price is a fact with a source; `unknown` is shown « to be confirmed ». */
const Price = Type.Union([
  object({ kind: Type.Literal('free') }),
  object({ kind: Type.Literal('paid'), text: Localized }),
  object({ kind: Type.Literal('ordinary') }),
  object({ kind: Type.Literal('unknown') }),
]);

const ContactSchema = object({
  id: Type.String({ pattern: '^[a-z][a-z0-9-]*$', description: 'an id such as care-desk' }),
  label: Localized,
  phone: Type.Optional(Type.String()),
  price: Type.Optional(Price),
  /** When somebody answers there; absent where that is not known. */
  opening: Type.Optional(OpeningSchema),
  fax: Type.Optional(Type.String()),
  email: Type.Optional(Type.String()),
  address: Type.Optional(Type.Array(Type.String(), { maxItems: 6 })),
  url: Type.Optional(Type.String()),
  validFrom: Type.Optional(IsoDate),
  /** The day someone last checked every figure above; null until somebody has. */
  checkedOn: Type.Union([IsoDate, Type.Null()]),
  source: Type.String(),
});

const Voice = (twilio: string, language: string, jambonz: string) =>
  object(
    {
      /** A voice of the provider's, as it names it. */
      twilio: Type.String({ default: twilio }),
      jambonz: object(
        {
          vendor: Type.String({ default: 'google' }),
          language: Type.String({ default: language }),
          voice: Type.String({ default: jambonz }),
        },
        { default: {} },
      ),
    },
    { default: {} },
  );

/** How the insurer wants to be heard. Durations in seconds. */
const PhoneSchema = object(
  {
    /** The first is spoken first; the other is offered in its own words. */
    languages: Type.Array(Type.Union([Type.Literal('fr'), Type.Literal('en')]), {
      minItems: 1,
      maxItems: 2,
      default: ['fr', 'en'],
    }),
    voices: object(
      {
        fr: Voice('Polly.Lea-Neural', 'fr-FR', 'fr-FR-Neural2-A'),
        en: Voice('Polly.Amy-Neural', 'en-GB', 'en-GB-Neural2-A'),
      },
      { default: {} },
    ),
    /** Callers may speak instead of pressing keys. A code is never heard, whatever stands here. */
    speech: Type.Boolean({ default: true }),
    /** Codes may be typed, and a personal one chosen, on the keys of a telephone (X20); otherwise on the site. */
    choosesCode: Type.Boolean({ default: false }),
    /** How often in a row a caller may be silent or not understood before the call ends kindly. */
    tries: Type.Integer({ minimum: 2, maximum: 10, default: 4 }),
    /** Silence after which a question counts as not answered. */
    silenceSeconds: Type.Integer({ minimum: 3, maximum: 30, default: 7 }),
  },
  { default: {} },
);

/** Every topic there may be, in the order of a flow that has them all (contract). */
export const topicIds = [
  'statements',
  'reimbursement',
  'teletransmission',
  'card-legend',
  'contacts',
] as const;
export type TopicId = (typeof topicIds)[number];

const Paragraphs = {
  fr: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
  en: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
};

/** D01, D05-D10: what an insurer tells of one topic, with where it comes from and when someone last checked it. */
const TopicSchema = object({
  id: Type.Union(topicIds.map((id) => Type.Literal(id))),
  /** Paragraphs. The first sentence is short: pages show it as their title. */
  ...Paragraphs,
  /** The same in fewer words, for the ear; where there is none, what stands above is said. */
  spoken: Type.Optional(object(Paragraphs)),
  checkedOn: Type.Union([IsoDate, Type.Null()]),
  source: Type.String(),
});

/** A zone of a drawing: its mark, its name as printed, what it means. */
const Zone = (pattern: string, description: string) =>
  object({ mark: Type.String({ pattern, description }), label: Localized, text: Localized });

const InformationSchema = object(
  {
    /** In the insurer's order. None: only the contacts are offered. */
    topics: Type.Array(TopicSchema, { default: [] }),
    /** D08-D11: the zones of the third-party-payer card. */
    card: Type.Array(Zone('^[A-F]$', 'a letter from A to F'), { default: [] }),
    /** D10: the zones of a statement (décompte). */
    statement: Type.Array(Zone('^[1-6]$', 'a digit from 1 to 6'), { default: [] }),
  },
  { default: {} },
);

const Mailbox = Type.String({
  pattern: '^[^\\s@]+@[^\\s@]+$',
  description: 'a mailbox such as desk@example.org',
});

export const InsurerSchema = object({
  id: Type.String({ pattern: '^[a-z][a-z0-9-]{1,30}$', description: 'an id such as cpms' }),
  name: Type.String({ minLength: 1 }),
  fullName: Type.String({ minLength: 1 }),
  /** L01-L03: the address members were told. */
  entryPoint: Type.String({ minLength: 1 }),
  /** A `guide` leads people to someone else's service and has no members: it is listed apart from the insurers. */
  kind: Type.Union([Type.Literal('insurer'), Type.Literal('guide')], { default: 'insurer' }),
  /** The flow that `/{id}/` opens. */
  door: Type.String({ minLength: 1, default: 'front-door' }),
  theme: object({
    primary: Colour,
    onPrimary: Colour,
    accent: Colour,
    darkPrimary: Colour,
    onDarkPrimary: Colour,
    /** Our own drawing, a complete `<svg>` element without script, style or outside reference. */
    logo: Type.String({ pattern: '^<svg[^]*</svg>$', description: 'one complete <svg> element' }),
  }),
  /** L05: one concept, each insurer's own word. Every entry is an argument of every message, under its name. */
  wording: object({
    areaName: Localized,
    /** « code d'accès », « mot de passe » … without article. */
    codeName: Localized,
    /** With article and possessive: « votre code d'accès ». */
    yourCode: Localized,
    /** Where the first code is printed (L09, L10): one sentence. */
    whereIsMyCode: Localized,
    accountKind: Localized,
  }),
  code: object({
    length: Type.Integer({ minimum: 6, maximum: 15, default: 6 }),
    keypad: Type.Union([Type.Literal('shuffled'), Type.Literal('ordered')], { default: 'shuffled' }),
  }),
  /** R07, R08, X01. */
  letter: object({
    delay: object({
      unit: Type.Union([Type.Literal('calendar-days'), Type.Literal('working-days')]),
      days: Type.Integer({ minimum: 1 }),
      words: Localized,
    }),
    sender: Type.Array(Type.String(), { minItems: 2, maxItems: 6 }),
    /** Window of the envelope, mm from the top left corner of the page. */
    window: object(
      {
        x: Type.Number({ default: 110 }),
        y: Type.Number({ default: 55 }),
        width: Type.Number({ default: 85 }),
        height: Type.Number({ default: 33 }),
      },
      { default: {} },
    ),
    signature: Localized,
  }),
  mail: object({ signature: Localized }),
  /** K05-K08: rungs in the insurer's order. */
  helpLadder: Type.Array(
    Type.Union([
      Type.Literal('typed-right'),
      Type.Literal('nir-right'),
      Type.Literal('six-digits'),
      Type.Literal('change-confirmed'),
    ]),
    { minItems: 1 },
  ),
  /** Flow ids the front door offers, in order. */
  menu: Type.Array(Type.String(), { minItems: 1 }),
  /** The chat page, and whether the other pages lead to it. */
  chat: object({ onPages: Type.Boolean({ default: true }) }, { default: {} }),
  /** Flow ids of the telephone's main menu: the first is key 1 … 0 is always a person, 9 « repeat ». */
  phoneMenu: Type.Array(Type.String(), {
    minItems: 1,
    maxItems: 7,
    default: [
      'code-reset',
      'letter-status',
      'sign-in-help',
      'information',
      'email-registration',
      'care-request',
      'ecps',
    ],
  }),
  phone: PhoneSchema,
  information: InformationSchema,
  /** Where requests and messages go, by desk: `care` (D12-D14), `person`. Without one, nothing can be sent there. */
  mailboxes: object({ care: Type.Optional(Mailbox), person: Type.Optional(Mailbox) }, { default: {} }),
  contacts: Type.Array(ContactSchema, { minItems: 1 }),
  /** Contact ids by what they are for: `person`, `letter`, `address` … `person` is the one of last resort (P09). */
  contactFor: Type.Record(Type.String(), Type.Array(Type.String())),
  /** Pages elsewhere that flows send people to, by the key they use. */
  links: Type.Record(
    Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
    object({
      label: Localized,
      url: Type.String({ pattern: '^https://', description: 'an address as https://…' }),
    }),
    { default: {} },
  ),
  /** T05: versions in order; the last whose `validFrom` is reached is current. */
  terms: Type.Array(
    object({
      version: Type.String({ minLength: 1 }),
      validFrom: IsoDate,
      fr: Type.Array(Type.String()),
      en: Type.Array(Type.String()),
    }),
    { minItems: 1 },
  ),
  policies: PoliciesSchema,
});

export type Insurer = Static<typeof InsurerSchema>;
export type Contact = Static<typeof ContactSchema>;

/** The version of the terms in force at an instant: the last whose `validFrom` is reached in Paris, else the first. */
export function currentTerms(insurer: Insurer, now: number): Insurer['terms'][number] {
  const today = parisDay(now);
  const inForce = insurer.terms.filter(({ validFrom }) => dayNamed(validFrom) <= today);
  return inForce.at(-1) ?? insurer.terms[0]!;
}
