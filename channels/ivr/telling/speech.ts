import type { ContactView, Locale } from '../../../machines/envelope.ts';
import { createFormatter } from '../../../machines/messages/format.ts';
import type { Spoken } from '../prompt.ts';
import { markWords, type WordId, worded } from '../words.ts';

/**
 * Six or more digits of a text are a number to write down, and so is a reference (« VDMR-KVHQ »). Dates, hours and prices
 * are shorter.
 */
const toWriteDown = /\d(?:[ \u00a0\u202f]?\d){5,}|\b[A-Z\d]{4}-[A-Z\d]{4}\b/;

/** A pattern, and how it is said. */
type Said = readonly [RegExp, string | ((found: string) => string)];

/** « example.test », and no « a.m. ». */
const hostName = /\b[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,}\b/g;

/** « 0,06 » is « 6 centimes ». */
function cents(amount: string, unit: string): string {
  const number = Number(amount.replaceAll(/\D/g, ''));
  return `${number} ${unit}${number > 1 ? 's' : ''}`;
}

/** What the eye reads and the ear does not, in both languages. */
const marks: readonly Said[] = [
  // What is quoted is the name of something, and heard as one.
  [/[«“]\s*(.*?)\s*[»”]/g, ', $1,'],
  [/[«»“”"]/g, ''],
  [/\s*\((.*?)\)/g, ', $1,'],
  [/\s+[–—-]\s+/g, ', '],
  [/([\p{L}\d)])\s*[\r\n]+\s*/gu, '$1. '],
  [/\s*[\r\n]+\s*/g, ' '],
  [/[\u00a0\u202f]/g, ' '],
  [/https?:\/\/\S+/g, ''],
];
const french: readonly Said[] = [
  [/\bN°/g, 'numéro'],
  [/\b1er\b/g, 'premier'],
  [/( h \d+) min \d+ s\b/g, '$1'],
  [/\b([01]) h\b/g, '$1 heure'],
  [/(\d+) h (\d+)/g, '$1 heures $2'],
  [/(\d+) h\b/g, '$1 heures'],
  [/(\d+):(\d+)(?::\d+)?/g, '$1 heures $2'],
  [/\b0,(\d\d) ?€/g, (amount) => cents(amount, 'centime')],
  [/€/g, 'euros'],
  [/ ?\/ ?min\b\.?/g, ' par minute'],
  [/\s\+\s/g, ' plus '],
  [/(\S)@(\S)/g, '$1 arobase $2'],
  [hostName, (host) => host.replaceAll('.', ' point ')],
  [/\s([?!:;])/g, '$1'],
];
const english: readonly Said[] = [
  [/€0\.(\d\d)(?!\d)/g, (amount) => cents(amount, 'cent')],
  [/€(\d[\d,]*(?:\.\d+)?)/g, '$1 euros'],
  [/€/g, 'euros'],
  [/ ?\/ ?min\b\.?/g, ' a minute'],
  [/\s\+\s/g, ' plus '],
  [/(\S)@(\S)/g, '$1 at $2'],
  [hostName, (host) => host.replaceAll('.', ' dot ')],
];

/**
 * A text written for a screen as it is said: without what only the eye reads, numbers to write down said slowly
 * and digit by digit. Hours, prices and signs are said in words.
 */
export function aloud(text: string, locale: Locale): Spoken[] {
  const plain = [...marks, ...(locale === 'fr' ? french : english)].reduce(
    (said, [mark, word]) => (typeof word === 'string' ? said.replace(mark, word) : said.replace(mark, word)),
    text,
  );
  const spoken: Spoken[] = [];
  for (let rest = plain; rest !== ''; ) {
    const number = toWriteDown.exec(rest);
    const before = tidy(number ? rest.slice(0, number.index) : rest);
    if (/[\p{L}\d]/u.test(before)) spoken.push({ text: before });
    if (!number) break;
    spoken.push({ text: written(number[0], locale), slowly: true });
    rest = rest.slice(number.index + number[0].length).replace(/^[\s.,:;]+/, '');
  }
  return spoken;
}

function written(number: string, locale: Locale): string {
  if (number.includes('-')) return letterByLetter(number);
  return /^0[\d\s]{9,}$/.test(number) ? numberAloud(number, locale) : digitByDigit(number);
}

const tidy = (text: string) =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?:,\s*)+([.,:;?!])/g, '$1')
    .replaceAll(/\s+([.,])/g, '$1')
    .replaceAll(/(^|[.:;?!])\s*,/g, '$1')
    .replace(/,\s*$/, '')
    .trim();

/** « 1, 2, 3. 4, 5, 6 »: in halves, as they stand on paper, so that nobody hears 76 for 60 and 16. */
export function digitByDigit(digits: string): string {
  const all = digits.replaceAll(/\D/g, '');
  const size = all.length === 8 ? 4 : 3;
  const groups = all.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
  return groups.map((group) => [...group].join(', ')).join('. ');
}

/** « V, D, M, R. K, V, H, Q ». */
const letterByLetter = (reference: string): string =>
  reference
    .split('-')
    .map((half) => [...half].join(', '))
    .join('. ');

/** A telephone number the way it is said where it is called: by its groups in French, by its digits in English. */
export function numberAloud(phone: string, locale: Locale): string {
  const zero = worded(locale, 'zero');
  const groups = phone.trim().split(/[\s.]+/);
  const said = groups.map((group) =>
    locale === 'fr' && group !== '' && !/^0+$/.test(group)
      ? group.replace(/^0+/, (zeros) => `${zero} `.repeat(zeros.length))
      : [...group].map((digit) => (digit === '0' ? zero : digit)).join(' '),
  );
  return said.map((group) => group.trim()).join(', ');
}

const clock = createFormatter({ time: { fr: '{at, time, short}', en: '{at, time, short}' } });

/** « 3 heures 30 ». */
export const timeAloud = (at: number, locale: Locale): string =>
  aloud(clock(locale, 'time', { at }), locale)
    .map(({ text }) => text)
    .join(' ');

/** One after the other; that they are to be confirmed is said once where it is true of all of them. */
export function contactsAloud(contacts: readonly ContactView[], locale: Locale): Spoken[] {
  const doubted = contacts.length > 1 && contacts.every(({ toBeConfirmed }) => toBeConfirmed);
  if (!doubted) return contacts.flatMap((contact) => contactAloud(contact, locale));
  return [
    ...contacts.flatMap(({ toBeConfirmed: _all, ...contact }) => contactAloud(contact, locale)),
    { text: worded(locale, 'toBeConfirmed') },
  ];
}

/** Who it is, at which price, when, at which number (E64): the price before anything that could be dialled. */
export function contactAloud(contact: ContactView, locale: Locale): Spoken[] {
  const { label, phone, price, hours, closed, toBeConfirmed } = contact;
  const about = [label, phone && price, phone && hours, phone && closed].filter(Boolean).join(', ');
  return [
    ...(phone ? aloud(about.replace(/\.?$/, '.'), locale) : withoutPhone(contact, locale)),
    ...(phone ? [{ text: numberAloud(phone, locale), slowly: true as const }] : []),
    ...(toBeConfirmed ? [{ text: worded(locale, 'toBeConfirmed') }] : []),
  ];
}

/**
 * No telephone to be called there: which ways are left, each said once even where the label says it. Hours are those of
 * the line one is on, a sentence of their own.
 */
function withoutPhone(contact: ContactView, locale: Locale): Spoken[] {
  const { label, hours, closed, email, address, url } = contact;
  const open = [hours, closed].filter(Boolean).join(', ');
  const by = (way: WordId) => {
    const words = worded(locale, way);
    if (open) return `${capitalised(words)}:`;
    return `${label.toLowerCase().includes(words) ? label : `${label}, ${words}`}:`;
  };
  const lines = address?.filter((line, index) => index > 0 || !label.startsWith(line));
  const left = [
    ...(email ? aloud(`${by('byMail')} ${addressAloud(email, locale)}.`, locale) : []),
    ...(lines ? inFrench(by('byPost'), `${lines.join(', ')}.`, locale) : []),
  ];
  if (open) return [...aloud(`${label}. ${capitalised(open)}.`, locale), ...left];
  if (left.length > 0) return left;
  return aloud(url ? `${by('onSite')} ${new URL(url).hostname}.` : `${label}.`, locale);
}

/** What follows is French in any language: an English voice reads no French street. */
const inFrench = (before: string, text: string, locale: Locale): Spoken[] =>
  locale === 'fr'
    ? aloud(`${before} ${text}`, locale)
    : [...aloud(before, locale), ...aloud(text, 'fr').map((said) => ({ ...said, locale: 'fr' as const }))];

const capitalised = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** An e-mail address or the name of a host, with its marks in words. */
export const addressAloud = (address: string, locale: Locale): string =>
  address.replaceAll(/[@._-]/g, (mark) => markWords[locale][mark]!);
