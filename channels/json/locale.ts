import type { Locale } from '../../machines/envelope.ts';

const spoken = /^\s*(fr|en)(?:-[a-z0-9-]+)?\s*(?:;\s*q=(\d(?:\.\d{1,3})?)\s*)?$/i;

/** The first of our languages in the order an `Accept-Language` header prefers them; French without one. */
export function acceptedLocale(header: string | undefined): Locale {
  let best: Locale = 'fr';
  let bestQuality = 0;
  for (const range of header?.split(',', 32) ?? []) {
    const [, language, quality] = spoken.exec(range) ?? [];
    if (!language || Number(quality ?? 1) <= bestQuality) continue;
    best = language.toLowerCase() as Locale;
    bestQuality = Number(quality ?? 1);
  }
  return best;
}
