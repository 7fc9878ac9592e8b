import { currentTerms, type Insurer } from '../domain/insurer.ts';
import { parisDay } from '../domain/paris-calendar.ts';
import type { Locale } from '../envelope.ts';
import { phoneAloud, phoneLine } from './contacts.ts';
import type { MessageArguments } from './format.ts';
import { informationArguments } from './information-arguments.ts';

const argumentCache = new WeakMap<Insurer, Map<string, MessageArguments>>();

/** What any message may say of the insurer, in its own words. */
export function insurerArguments(insurer: Insurer, locale: Locale, now: number): MessageArguments {
  const terms = currentTerms(insurer, now);
  // By day: a text that nobody has checked for too long becomes « to be confirmed », and a contact comes into force,
  // although nothing is edited.
  const key = `${locale}|${terms.version}|${parisDay(now)}`;
  const cached = argumentCache.get(insurer) ?? new Map<string, MessageArguments>();
  argumentCache.set(insurer, cached);
  let args = cached.get(key);
  if (!args) {
    const care = phoneAloud(insurer, 'care', locale, now);
    args = {
      insurer: insurer.name,
      kind: insurer.kind,
      ofInsurer: ofName(insurer.name, locale),
      insurerFullName: insurer.fullName,
      codeLength: insurer.code.length,
      codeLabel: capitalised(insurer.wording.codeName[locale]),
      letterDelay: insurer.letter.delay.words[locale],
      termsVersion: terms.version,
      termsText: terms[locale].join('\n\n'),
      ...Object.fromEntries(Object.entries(insurer.wording).map(([name, words]) => [name, words[locale]])),
      ...informationArguments(insurer, locale, now),
      careDesk: phoneLine(insurer, 'care', locale, now),
      careDeskTerms: care.terms,
      careDeskNumber: care.number,
    };
    if (cached.size > 8) cached.clear();
    cached.set(key, args);
  }
  return args;
}

/** « d’ACS », « de CPMS », « de l’e-CPS ». */
const ofName = (name: string, locale: Locale): string => {
  const isThing = /^e-/.test(name);
  if (locale !== 'fr') return isThing ? `of the ${name}` : `of ${name}`;
  if (isThing) return `de l’${name}`;
  return /^[aeiouyàâéèêëîïôöùûüœ]/i.test(name) ? `d’${name}` : `de ${name}`;
};

const capitalised = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
