/** A group of digits as written, and what stands around it, folded. */
export interface Written {
  readonly raw: string;
  readonly before: string;
  readonly after: string;
}

const day = '(?:0?[1-9]|[12]\\d|3[01])';
const month = '(?:0?[1-9]|1[0-2])';
const year = '(?:19|20)\\d\\d';
const signs = ['/', '\\.', '-'];
const wholeDays = signs.flatMap((sign) => [
  `${day}${sign}${month}${sign}${year}`,
  `${year}${sign}${month}${sign}${day}`,
]);
const shortDays = [
  ...signs.map((sign) => `${day}${sign}${month}${sign}\\d\\d`),
  `${day}/${month}`,
  `${day} ${month} ${year}`,
];
const anyDay = [...wholeDays, ...shortDays];
const months =
  'janv(?:ier)?|fevr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|dec(?:embre)?|january|february|march|april|may|june|july|august|october|november|december';

const hourGoesOn = /^\s?(?:h(?:eures?)?(?!\p{L})|:\d\d(?!\d))/u;
const minutesFollow = /\d\s?(?:h(?:eures?)?|:)\s?$/u;
const monthBefore = new RegExp(`(?<!\\p{L})(?:${months})\\.?\\s$`, 'u');
const monthAfter = new RegExp(`^\\s(?:${months})(?!\\p{L})`, 'u');
const presented = /(?<!\p{L})(?:le|du|au|des|depuis|avant|apres|on|since|before|after|from|until)\s$/u;

/** More is no list of appointments. */
const longest = 60;
const between = '(?:\\s*,\\s*|\\s+(?:[/-]\\s+)?|(?<=\\d\\d)-(?=\\d\\d))';
const listOf = (units: readonly string[], first = units, last = units) =>
  new RegExp(
    `^(?:${first.join('|')})(?:${between}(?:${units.join('|')}))*(?:${between}(?:${last.join('|')}))?$`,
    'u',
  );
const wholeOnly = listOf(wholeDays);
const daysOnly = listOf(anyDay);

/**
 * Whether a group is nothing but days and hours. `named` when it says so itself, by a whole year, an hour, a month or
 * the word before it (« le 12.03.26 », « 14h30-15h »); `bare` when something else may be written the same way.
 */
export function momentsIn({ raw, before, after }: Written): 'named' | 'bare' | undefined {
  const plain = raw.normalize('NFKC').replaceAll(/\p{Pd}/gu, '-');
  if (plain.length > longest) return undefined;
  if (wholeOnly.test(plain)) return 'named';
  if (daysOnly.test(plain)) return presented.test(before) ? 'named' : 'bare';
  const opening = [
    ...(minutesFollow.test(before) ? ['[0-5]\\d'] : []),
    ...(monthBefore.test(before) ? [year] : []),
  ];
  const ending = [
    ...(hourGoesOn.test(after) ? ['(?:[01]?\\d|2[0-4])'] : []),
    ...(monthAfter.test(after) ? [day] : []),
  ];
  if (opening.length + ending.length === 0) return undefined;
  const list = listOf(anyDay, [...opening, ...anyDay, ...ending], [...anyDay, ...ending]);
  return list.test(plain) ? 'named' : undefined;
}
