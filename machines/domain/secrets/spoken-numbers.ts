/** Number words, French and English, folded. Tens take a unit after them, `hundred` multiplies. */
const units: Readonly<Record<string, number>> = {
  zero: 0,
  oh: 0,
  un: 1,
  une: 1,
  one: 1,
  deux: 2,
  two: 2,
  trois: 3,
  three: 3,
  quatre: 4,
  four: 4,
  cinq: 5,
  five: 5,
  six: 6,
  sept: 7,
  seven: 7,
  huit: 8,
  eight: 8,
  neuf: 9,
  nine: 9,
  dix: 10,
  ten: 10,
  onze: 11,
  eleven: 11,
  douze: 12,
  twelve: 12,
  treize: 13,
  thirteen: 13,
  quatorze: 14,
  fourteen: 14,
  quinze: 15,
  fifteen: 15,
  seize: 16,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
};
const tens: Readonly<Record<string, number>> = {
  vingt: 20,
  vingts: 20,
  twenty: 20,
  trente: 30,
  thirty: 30,
  quarante: 40,
  forty: 40,
  cinquante: 50,
  fifty: 50,
  soixante: 60,
  sixty: 60,
  septante: 70,
  seventy: 70,
  octante: 80,
  huitante: 80,
  eighty: 80,
  nonante: 90,
  ninety: 90,
};
const hundreds = new Set(['cent', 'cents', 'hundred']);
export const thousands: ReadonlySet<string> = new Set(['mille', 'thousand']);

export function isNumberWord(word: string): boolean {
  return word in units || word in tens || hundreds.has(word);
}

/** « quatre vingt quatre zéro six » → `8406`: each number as it is written in digits, one after the other. */
export function digitsOfWords(words: readonly string[]): string {
  let digits = '';
  for (let at = 0; at < words.length; ) {
    const { value, next } = numberAt(words, at);
    digits += value;
    at = next;
  }
  return digits;
}

interface Read {
  readonly value: number;
  readonly next: number;
}

function numberAt(words: readonly string[], at: number): Read {
  const small = belowThousand(words, at);
  if (!thousands.has(words[small.next] ?? '')) return small;
  const begun = small.next + 1;
  if (begun >= words.length || words[begun] === 'zero') return { value: small.value * 1000, next: begun };
  const rest = belowThousand(words, begun);
  return { value: small.value * 1000 + rest.value, next: rest.next };
}

function belowThousand(words: readonly string[], at: number): Read {
  if (hundreds.has(words[at]!)) return withRest(words, at + 1, 100);
  const small = belowHundred(words, at);
  if (small.value > 0 && hundreds.has(words[small.next] ?? ''))
    return withRest(words, small.next + 1, small.value * 100);
  return small;
}

function withRest(words: readonly string[], at: number, hundred: number): Read {
  if (at >= words.length || hundreds.has(words[at]!) || words[at] === 'zero')
    return { value: hundred, next: at };
  const rest = belowHundred(words, at);
  return { value: hundred + rest.value, next: rest.next };
}

function belowHundred(words: readonly string[], at: number): Read {
  const [word, after] = [words[at]!, words[at + 1] ?? ''];
  if (word === 'quatre' && after.startsWith('vingt')) return plusUnit(words, at + 2, { ten: 80, upTo: 19 });
  const ten = tens[word];
  if (ten !== undefined) return plusUnit(words, at + 1, { ten, upTo: ten === 60 ? 19 : 9 });
  if (word === 'dix' && ['sept', 'huit', 'neuf'].includes(after))
    return { value: 10 + units[after]!, next: at + 2 };
  return { value: units[word] ?? 0, next: at + 1 };
}

function plusUnit(words: readonly string[], at: number, { ten, upTo }: { ten: number; upTo: number }): Read {
  const word = words[at];
  const unit = word === undefined ? undefined : units[word];
  if (unit === undefined || unit === 0 || unit > upTo) return { value: ten, next: at };
  if (unit === 10 && ['sept', 'huit', 'neuf'].includes(words[at + 1] ?? ''))
    return { value: ten + 10 + units[words[at + 1]!]!, next: at + 2 };
  return { value: ten + unit, next: at + 1 };
}
