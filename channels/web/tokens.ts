import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * A session token that follows from the browser's cookie and the form it answers: the same form sent twice
 * (double click, a lost answer, X09) finds the same session, and two tabs never share one by accident.
 * It cannot be computed from the page alone, nor from the cookie alone.
 */
export function deriveSessionToken(cookie: string, form: string): string {
  const bytes = createHmac('sha512', cookie).update(`session|${form}`).digest();
  // The engine's tokens are an id of 16 bytes and a secret of 32.
  return bytes.subarray(0, 16).toString('base64url') + bytes.subarray(16, 48).toString('base64url');
}

/** Stands in every form; only a page shown to the holder of the cookie can know it (see `same-origin.ts`). */
export function formToken(cookie: string): string {
  return createHmac('sha256', cookie).update('form').digest('base64url');
}

export function formTokenMatches(cookie: string | undefined, given: unknown): boolean {
  if (cookie === undefined || typeof given !== 'string') return false;
  const expected = Buffer.from(formToken(cookie));
  const actual = Buffer.from(given);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
