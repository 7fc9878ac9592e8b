/**
 * Protection against requests forged by another site, in three layers of which each would do (ASVS 3.5.1):
 *
 * 1. the cookies are SameSite=Lax: another site's POST arrives without them;
 * 2. `Sec-Fetch-Site`, else `Origin`, must not say that the page was another site's. Every current browser
 *    sends one of them;
 * 3. every form carries a token bound to the browser's cookie by HMAC, because 2 is absent in old browsers and
 *    `Origin` is `null` below `Referrer-Policy: no-referrer` (the pages of `/l/`).
 *
 * A form whose token does not match is never acted upon. When 2 proves that the page is ours, the cookie has
 * merely gone (the browser was closed, cookies were cleared): that is an expired session, not an attack.
 */
import { formTokenMatches } from './tokens.ts';

export type Verdict = 'ours' | 'outdated' | 'foreign';

export interface FormRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly publicUrl: string;
  readonly browser: string | undefined;
  readonly token: unknown;
}

export function judge({ headers, publicUrl, browser, token }: FormRequest): Verdict {
  const proven = provenOrigin(headers, publicUrl);
  if (proven === false) return 'foreign';
  if (formTokenMatches(browser, token)) return 'ours';
  return proven ? 'outdated' : 'foreign';
}

/** True or false when the browser says where the form stood, undefined when it says nothing. */
function provenOrigin(headers: FormRequest['headers'], publicUrl: string): boolean | undefined {
  const site = headers['sec-fetch-site'];
  // `none`: the person themselves, reloading or restoring the page.
  if (typeof site === 'string') return site === 'same-origin' || site === 'none';
  const { origin, host } = headers;
  if (typeof origin !== 'string' || origin === 'null') return undefined;
  // The Host header is no authority for links, but a browser does not let another site choose it.
  return origin === new URL(publicUrl).origin || URL.parse(origin)?.host === host;
}
