import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * A browser has one secret (a cookie); every session it begins has a name of its own, which stands in the
 * session's forms. Token of the session = HMAC of the name under the secret. So the same form sent twice
 * (double click, a lost answer: X09) finds the same session, two tabs lead two sessions side by side, and
 * neither the page nor the name alone is worth anything.
 */
export function sessionToken(browser: string, name: string): string {
  const bytes = createHmac('sha512', browser).update(`session|${name}`).digest();
  // The engine's tokens are an id of 16 bytes and a secret of 32.
  return bytes.subarray(0, 16).toString('base64url') + bytes.subarray(16, 48).toString('base64url');
}

const nameLength = 22;
export const isName = (value: string | undefined): value is string => /^[\w-]{22}$/.test(value ?? '');
export const mintName = (mint: () => string): string => mint().slice(0, nameLength);

/**
 * The session cookie holds the name of the current session, or the whole token of one that was joined and
 * whose token is therefore not ours to derive (X20). Its name is then the token's id.
 */
export const nameOf = (cookie: string): string => cookie.slice(0, nameLength);

export const tokenOf = (browser: string, cookie: string): string =>
  cookie.length === nameLength ? sessionToken(browser, cookie) : cookie;

/** The token of the session a form names: the joined one this browser holds, else a derived one. */
export function tokenNamed(browser: string, name: string, cookie: string | undefined): string {
  return cookie !== undefined && nameOf(cookie) === name
    ? tokenOf(browser, cookie)
    : sessionToken(browser, name);
}

/** Stands in every form; only a page shown to the holder of the cookie can know it (see `same-origin.ts`). */
export function formToken(browser: string): string {
  return createHmac('sha256', browser).update('form').digest('base64url');
}

export function formTokenMatches(browser: string | undefined, given: unknown): boolean {
  if (browser === undefined || typeof given !== 'string') return false;
  const expected = Buffer.from(formToken(browser));
  const actual = Buffer.from(given);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
