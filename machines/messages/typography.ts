import type { Locale } from '../envelope.ts';

/** French marks stand apart from their words by a space that does not break: no line begins or ends with one alone. */
export const typographic = (text: string): string => text.replaceAll(/ (?=[?!;:»])|(?<=«) /g, '\u00a0');

/** A label before what it labels: « Zone A : », “Zone A:”. */
export const withColon = (label: string, locale: Locale): string => `${label}${locale === 'fr' ? ' :' : ':'}`;
