import type { Insurer } from '../../machines/domain/insurer.ts';
import type { Locale } from '../../machines/envelope.ts';
import type { Catalog, Message } from '../../machines/messages/catalog.ts';
import { createFormatter, type MessageArguments } from '../../machines/messages/format.ts';
import { typographic, withColon } from '../../machines/messages/typography.ts';
import { contactLines } from './contact.ts';
import type { Filled } from './filled.ts';
import { type Frame, mailHtml } from './html.ts';
import { type MailArguments, type MailTemplate, templates } from './templates/index.ts';
import type { Block } from './templates/template.ts';

export type { MailArguments, MailTemplate } from './templates/index.ts';

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface MailContext {
  readonly insurer: Insurer;
  readonly locale: Locale;
  /** By which a contact's last check is judged (CT). */
  readonly now?: number;
}

const AUTOMATIC: Message = {
  fr: 'Ce message est envoyé automatiquement : une réponse n’y serait pas lue.',
  en: 'This message was sent automatically: nobody would read a reply to it.',
};
const HELP: Message = { fr: 'Besoin d’aide ?', en: 'Need help?' };

const wordsOf = (block: Block): Message | undefined =>
  block.kind === 'link' ? block.label : 'text' in block ? block.text : undefined;

const catalog: Catalog = Object.fromEntries(
  Object.entries(templates).flatMap(([name, { subject, preview, blocks }]) => [
    [`${name}.subject`, subject],
    [`${name}.preview`, preview],
    ...blocks.flatMap((block, index) => {
      const words = wordsOf(block);
      return words ? [[`${name}.${index}`, words]] : [];
    }),
  ]),
);
const format = createFormatter(catalog);

/** The same template and arguments give the same mail, so that a mail sent twice can be told for a repeat. */
export function renderMail<T extends MailTemplate>(
  template: T,
  args: MailArguments[T],
  { insurer, locale, now = Date.now() }: MailContext,
): RenderedMail {
  const given = cleaned(template, args) as MessageArguments;
  const words = { ...given, ...insurerWords(insurer, locale), count: countOf(given) };
  const say = (part: string | number) => typographic(format(locale, `${template}.${part}`, words));

  const blocks = templates[template].blocks.map((block, index) =>
    fill(block, () => say(index), { given, locale }),
  );
  const frame: Frame = {
    insurer,
    locale,
    subject: oneLine(say('subject')),
    preview: say('preview'),
    blocks,
    help: typographic(HELP[locale]),
    contacts: templates[template].toDesk ? [] : contactLines(insurer, locale, now).map(typographic),
    signature: templates[template].toDesk ? '' : typographic(insurer.mail.signature[locale]),
    notice: typographic(AUTOMATIC[locale]),
  };
  return { subject: frame.subject, text: mailText(frame), html: mailHtml(frame) };
}

function fill(
  block: Block,
  say: () => string,
  { given, locale }: { readonly given: MessageArguments; readonly locale: Locale },
): Filled {
  switch (block.kind) {
    case 'link':
      return { kind: 'link', label: say(), url: String(given[block.url]) };
    case 'code':
      return { kind: 'code', text: String(given[block.value]) };
    case 'qr':
      return { kind: 'qr', text: String(given[block.value]), alternative: say() };
    case 'people':
      return { kind: 'people', names: peopleOf(given[block.of]) };
    case 'facts':
      return {
        kind: 'facts',
        facts: (given[block.of] as MailArguments['desk-request']['facts']).map(([id, value]) => ({
          label: typographic(withColon(block.labels[id]?.[locale] ?? id, locale)),
          value: block.values[id]?.[value]?.[locale] ?? value,
        })),
      };
    default:
      return { kind: block.kind, text: say() };
  }
}

/** Names and nothing else, whatever more the caller's objects may hold (X18). */
function peopleOf(people: unknown): string[] {
  return (people as MailArguments['members-deactivated']['members']).map(
    ({ firstName, lastName }) => `${firstName} ${lastName}`,
  );
}

function countOf(given: MessageArguments): number {
  return Array.isArray(given.members) ? given.members.length : 0;
}

function insurerWords(insurer: Insurer, locale: Locale): Record<string, string | number> {
  const wording = Object.entries(insurer.wording).map(([name, word]) => [name, word[locale]]);
  return {
    ...Object.fromEntries(wording),
    insurerName: insurer.name,
    entryPoint: insurer.entryPoint,
    keysTakeCodes: insurer.phone.choosesCode ? 'yes' : 'no',
    codeLength: insurer.code.length,
  };
}

function mailText({ blocks, help, contacts, signature, notice }: Frame): string {
  const parts = blocks.map((block) => {
    if (block.kind === 'link') return block.url;
    if (block.kind === 'facts')
      return block.facts.map(({ label, value }) => `${label} ${indented(value)}`).join('\n');
    if (block.kind === 'people') return block.names.map((name) => `- ${name}`).join('\n');
    return block.text;
  });
  const whom = contacts.length > 0 ? [[help, ...contacts].join('\n')] : [];
  const signed = signature === '' ? [] : [signature];
  return `${[...parts, ...whom, ...signed].join('\n\n')}\n\n-- \n${notice}\n`;
}

/** What was written in lines goes on under its label, so that none of them passes for another fact. */
const indented = (value: string): string => value.replaceAll('\n', '\n  ');

/** What people wrote stays in its lines where it is set apart; any other argument is one line. */
function cleaned<T extends MailTemplate>(template: T, args: MailArguments[T]): Record<string, unknown> {
  const apart = templates[template].blocks.flatMap((block) => (block.kind === 'facts' ? [block.of] : []));
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      everyText(value, apart.includes(name) ? severalLines : oneLine),
    ]),
  );
}

function everyText(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map((entry) => everyText(entry, clean));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, everyText(entry, clean)]));
}

/** A name or a client must not start a header, a line of its own or a run read backwards. */
const oneLine = (text: string): string =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ');

const severalLines = (text: string): string =>
  text
    .split(/\r\n?|\n/)
    .map(oneLine)
    .join('\n');
