import type { Insurer } from '../../machines/domain/insurer.ts';
import { contrast } from './contrast.ts';

/** The dark theme's page. */
const DARK_PAGE = '#14171c';
const LIGHT_PAGE = '#ffffff';

/** Says the first thing wrong that a schema cannot see, as « key must be … », or nothing. */
export function crossCheck(insurer: Insurer, fileName: string): string | undefined {
  const checks = [
    identity,
    logo,
    colours,
    contacts,
    contactReferences,
    information,
    ladder,
    menu,
    waits,
    terms,
    dates,
  ];
  for (const check of checks) {
    const wrong = check(insurer, fileName);
    if (wrong) return wrong;
  }
  return undefined;
}

/** First parts of addresses of the product's own. */
const taken = 'admin api chat dev docs healthz ivr l metrics readyz reprendre v3 web'.split(' ');

function identity({ id }: Insurer, fileName: string) {
  if (taken.includes(id)) return `id must not be an address of the product’s own (${taken.join(', ')})`;
  return id === fileName ? undefined : `id must be the name of the file, "${fileName}", not "${id}"`;
}

/** The logo stands in every page: nothing in it may run, restyle or fetch. */
function logo({ theme }: Insurer) {
  const found = /<(script|style|foreignObject|image|use|a)\b|\b(on\w+|style|href)\s*=|url\(|<!/i.exec(
    theme.logo,
  );
  return found
    ? `theme.logo must be a drawing without script, style or reference, not hold "${found[0]}"`
    : undefined;
}

/** WCAG 2.2 AA: 4.5 for text (1.4.3), 3 for the accent of lines and focus rings (1.4.11), on both pages. */
function colours({ theme }: Insurer) {
  const pairs: [key: string, colour: string, background: string, least: number][] = [
    ['theme.onPrimary', theme.onPrimary, theme.primary, 4.5],
    ['theme.primary', theme.primary, LIGHT_PAGE, 4.5],
    ['theme.darkPrimary', theme.darkPrimary, DARK_PAGE, 4.5],
    ['theme.onDarkPrimary', theme.onDarkPrimary, theme.darkPrimary, 4.5],
    ['theme.accent', theme.accent, LIGHT_PAGE, 3],
    ['theme.accent', theme.accent, DARK_PAGE, 3],
  ];
  for (const [key, colour, background, least] of pairs) {
    const is = contrast(colour, background);
    if (is < least)
      return `${key} must have a contrast of at least ${least} on ${background}, not ${is.toFixed(2)}`;
  }
  return undefined;
}

/** E64: whoever shows a number shows its price, so a number without one cannot be entered. */
function contacts({ contacts }: Insurer) {
  const twice = repeated(contacts.map(({ id }) => id));
  if (twice) return `contacts.${twice.index}.id must be unique, "${twice.value}" stands twice`;
  for (const [index, contact] of contacts.entries()) {
    if (contact.phone && !contact.price) return `contacts.${index}.price must be given with a phone number`;
    const { phone, email, address, url } = contact;
    // A fax alone reaches nobody who has none.
    if (!(phone || email || address?.length || url))
      return `contacts.${index} must have a phone, email, address or url`;
    // « 24:00 » is the end of a day: what goes on after it is a span of the next.
    const backwards = contact.opening?.findIndex(({ from, to }) => from >= to) ?? -1;
    if (backwards >= 0)
      return `contacts.${index}.opening.${backwards}.to must be later in the day than from (a night is two spans)`;
  }
  return undefined;
}

/** P09: somebody to turn to always exists. */
function contactReferences({ contacts, contactFor }: Insurer) {
  const known = new Set(contacts.map(({ id }) => id));
  if (!contactFor.person) return 'contactFor.person must be a list of at least one contact id';
  for (const [purpose, ids] of Object.entries(contactFor)) {
    if (ids.length === 0) return `contactFor.${purpose} must be a list of at least one contact id`;
    const index = ids.findIndex((id) => !known.has(id));
    if (index >= 0)
      return `contactFor.${purpose}.${index} must be the id of a contact (${[...known].join(', ')}), not "${ids[index]}"`;
  }
  return undefined;
}

/** A topic told twice, or a zone with two meanings, would show one of them at random. */
function information({ kind, information: { topics, card, statement }, mailboxes }: Insurer) {
  const topic = repeated(topics.map(({ id }) => String(id)));
  if (topic) return `information.topics.${topic.index}.id must be unique, "${topic.value}" stands twice`;
  for (const [key, zones] of [['card', card] as const, ['statement', statement] as const]) {
    const zone = repeated(zones.map(({ mark }) => mark));
    if (zone) return `information.${key}.${zone.index}.mark must be unique, "${zone.value}" stands twice`;
  }
  // The member area, the telephone and the chat offer its forms whatever the menu does (D12-D14).
  if (kind === 'insurer' && mailboxes.care === undefined)
    return 'mailboxes.care must be given: requests for care leave to it';
  return undefined;
}

function ladder({ helpLadder }: Insurer) {
  const twice = repeated(helpLadder);
  return twice && `helpLadder.${twice.index} must be unique, "${twice.value}" stands twice`;
}

function menu({ menu, phoneMenu, phone: { languages } }: Insurer) {
  for (const [key, values] of Object.entries({ menu, phoneMenu, 'phone.languages': languages })) {
    const twice = repeated(values);
    if (twice) return `${key}.${twice.index} must be unique, "${twice.value}" stands twice`;
  }
  return undefined;
}

/** X04: the key is the rank of a failure in a row; any other would be a wait that never comes. */
function waits({ policies }: Insurer) {
  const wrong = Object.keys(policies.lockout.waitsMs).find((rank) => !/^[1-9]\d*$/.test(rank));
  return (
    wrong && `policies.lockout.waitsMs.${wrong} must be a number: the failure in a row that the wait follows`
  );
}

/** T05: acceptance is stored by version, and the last version in force is found by order. */
function terms({ terms }: Insurer) {
  const twice = repeated(terms.map(({ version }) => version));
  if (twice) return `terms.${twice.index}.version must be unique, "${twice.value}" stands twice`;
  for (const [index, { validFrom, fr, en }] of terms.entries()) {
    const before = terms[index - 1];
    if (before && before.validFrom >= validFrom)
      return `terms.${index}.validFrom must be later than ${before.validFrom}, the version before, not ${validFrom}`;
    if (fr.length === 0) return `terms.${index}.fr must be a list of at least one paragraph`;
    if (en.length === 0) return `terms.${index}.en must be a list of at least one paragraph`;
  }
  return undefined;
}

/** The schema sees the shape of a date; the 31st of February passes it. */
function dates({ contacts, information, terms }: Insurer) {
  const found = [
    ...terms.map(({ validFrom }, at) => [`terms.${at}.validFrom`, validFrom] as const),
    ...contacts.map(({ validFrom }, at) => [`contacts.${at}.validFrom`, validFrom] as const),
    ...information.topics.map(
      ({ checkedOn }, at) => [`information.topics.${at}.checkedOn`, checkedOn] as const,
    ),
    ...contacts.map(({ checkedOn }, at) => [`contacts.${at}.checkedOn`, checkedOn] as const),
  ].find(([, day]) => day && !exists(day));
  return found && `${found[0]} must be a day that exists, not ${found[1]}`;
}

function exists(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

function repeated(values: readonly string[]): { value: string; index: number } | undefined {
  const index = values.findIndex((value, at) => values.indexOf(value) < at);
  return index < 0 ? undefined : { value: values[index]!, index };
}
