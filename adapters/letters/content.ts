import type { Insurer } from '../../machines/domain/insurer.ts';
import type { ContactView, Locale } from '../../machines/envelope.ts';
import { contactsFor, waysTo } from '../../machines/messages/contacts.ts';
import { createFormatter } from '../../machines/messages/format.ts';
import { typographic, withColon } from '../../machines/messages/typography.ts';
import type { OutgoingLetter } from '../../machines/ports/letter-printer.ts';
import { words } from './words.ts';

/** Everything the letter says, in reading order. The page and the plain text are two renderings of it. */
export interface LetterContent {
  readonly sender: readonly string[];
  readonly addressLines: readonly string[];
  readonly reference: string;
  readonly date: string;
  readonly subject: string;
  readonly greeting: string;
  readonly intro: string;
  readonly code: string;
  readonly validity: string;
  readonly next: string;
  readonly steps: readonly string[];
  readonly cautions: readonly string[];
  readonly help: string;
  readonly contacts: readonly string[];
  readonly signature: string;
}

const format = createFormatter(words);

/** Depends on the letter and the insurer alone: no clock, so that the same letter is the same for ever. */
export function letterContent(letter: OutgoingLetter, insurer: Insurer): LetterContent {
  const { locale } = letter;
  const args = argumentsOf(letter, insurer);
  const say = (id: keyof typeof words) => typographic(format(locale, id, args));
  const told = idsOf(letter);
  return {
    sender: insurer.letter.sender,
    addressLines: letter.addressLines,
    reference: say('reference'),
    date: say('date'),
    subject: say(told.subject),
    greeting: say('greeting'),
    intro: say(told.intro),
    code: grouped(letter.code),
    validity: say(told.validity),
    next: say(told.next),
    steps: told.steps.map(say),
    cautions: told.cautions.map(say),
    help: say('help'),
    contacts: contactsFor(insurer, 'letter', locale, letter.requestedAt).map((contact) =>
      typographic(contactLine(contact, locale)),
    ),
    signature: insurer.letter.signature[locale],
  };
}

type WordId = keyof typeof words;

interface Told {
  readonly subject: WordId;
  readonly intro: WordId;
  readonly validity: WordId;
  readonly next: WordId;
  readonly steps: readonly WordId[];
  readonly cautions: readonly WordId[];
}

/** What a letter tells, by what it is for. */
function idsOf({ email }: OutgoingLetter): Told {
  if (!email)
    return {
      subject: 'subject',
      intro: 'intro',
      validity: 'validity',
      next: 'next',
      steps: ['open', 'signIn', 'choose', 'again'],
      cautions: ['secret', 'latest', 'unasked'],
    };
  const common = { subject: 'email.subject', next: 'email.next' } as const;
  return email.registered
    ? {
        ...common,
        intro: 'email.registered',
        validity: 'email.usable',
        steps: [],
        cautions: ['email.nothing', 'email.undo', 'email.tell'],
      }
    : {
        ...common,
        intro: 'email.asked',
        validity: 'validity',
        steps: ['email.open', 'email.confirm-mailbox', 'email.type'],
        cautions: ['email.secret', 'email.tell'],
      };
}

/** « j…@exemple.fr »: known again by whoever typed it, of little use to others. No run of digits looks like a code. */
const masked = (address: string): string =>
  address.replace(/^(.)[^@]*(@.*)$/, '$1…$2').replaceAll(/\d{4,}/g, '…');

/** In a letter's text the code stands alone on its line and is its only group of six digits. */
export function letterText(content: LetterContent): string {
  const { sender, addressLines, date, subject, greeting, intro, code, validity } = content;
  const { next, steps, cautions, help, contacts, signature, reference } = content;
  return [
    sender.join('\n'),
    addressLines.join('\n'),
    `${reference}\n${date}`,
    subject,
    greeting,
    intro,
    ...(code ? [code] : []),
    validity,
    [next, ...steps.map((step, index) => `${index + 1}. ${step}`)].join('\n'),
    cautions.join('\n'),
    [help, ...contacts].join('\n'),
    `${signature}\n`,
  ].join('\n\n');
}

function argumentsOf(letter: OutgoingLetter, insurer: Insurer): Record<string, unknown> {
  const wording = Object.entries(insurer.wording).map(([name, word]) => [name, word[letter.locale]]);
  return {
    ...Object.fromEntries(wording),
    insurerName: insurer.name,
    entryPoint: insurer.entryPoint,
    codeLength: insurer.code.length,
    recipient: letter.recipient,
    requestedAt: letter.requestedAt,
    expiresAt: letter.codeExpiresAt,
    reference: printedReference(letter.id),
    ...(letter.email && { email: masked(letter.email.address) }),
  };
}

/** Runs of digits in an id are broken up: nobody must take a piece of the reference for the code. */
export const printedReference = (id: string): string => id.replace(/(\d{4})(?=\d)/g, '$1-');

/** `274 931`, `1234 5678`; other lengths in threes. */
function grouped(code: string): string {
  const size = code.length % 3 !== 0 && code.length % 4 === 0 ? 4 : 3;
  return code.replace(new RegExp(`(.{${size}})(?=.)`, 'g'), '$1 ');
}

/** Never without the price of the call (E64) or, where nobody checked it lately, the doubt about it (CT). */
function contactLine(contact: ContactView, locale: Locale): string {
  const { label, toBeConfirmed } = contact;
  const { calls, others } = waysTo(contact, inPairs);
  const details = [calls.join(', '), others.join(', ')].filter((line) => line !== '').join('\n');
  const doubt = toBeConfirmed ? ` – ${toBeConfirmed}` : '';
  return `${withColon(label, locale)} ${details}${doubt}`;
}

/** Two by two, as people say them: « 0 826 626 620 » would put a second group of six digits on the letter. */
function inPairs(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return /^0\d{9}$/.test(digits) ? digits.replace(/(..)(?=.)/g, '$1\u00a0') : phone;
}
