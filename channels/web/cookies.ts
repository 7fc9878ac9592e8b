import type { FastifyReply, FastifyRequest } from 'fastify';

/** The cookies of this channel. None holds personal data; all but the language are out of reach of scripts. */
export interface Cookies {
  /** The browser's own secret: what sessions and form tokens are derived from (see `tokens.ts`). */
  readonly browser: Jar;
  /** Which session an insurer's pages show now. Worth nothing without the above, unless it was joined. */
  readonly session: Jar;
  /** The login of the member area: another secret than the flow's (ASVS 7.2.4). */
  readonly login: Jar;
  /** A browser that signed in before (X21). */
  readonly device: Jar;
  /** The page of the area that was asked for before signing in: one of `areaPages`. */
  readonly wanted: Jar;
  /** A word to say on the next page, once: an id of `web.notice.*`. */
  readonly notice: Jar;
  /** On the pages for codes: the human check chosen instead of the first one (X17). Sealed where it counts. */
  readonly check: Jar;
  readonly language: Jar;
}

interface Jar {
  get(request: FastifyRequest, tenant?: string): string | undefined;
  set(reply: FastifyReply, value: string, tenant?: string): void;
  clear(reply: FastifyReply, tenant?: string): void;
}

const YEAR_S = 365 * 24 * 3600;

/** `__Host-` and Secure wherever the product is served over https (ASVS 3.3.1, 3.3.3). */
export function createCookies(secure: boolean): Cookies {
  const jar = (name: string, maxAge?: number): Jar => {
    const full = (tenant?: string) => `${secure ? '__Host-' : ''}${name}${tenant ? `_${tenant}` : ''}`;
    const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
    return {
      get: (request, tenant) => request.cookies[full(tenant)] || undefined,
      set: (reply, value, tenant) =>
        void reply.setCookie(full(tenant), value, { ...options, ...(maxAge !== undefined && { maxAge }) }),
      clear: (reply, tenant) => void reply.clearCookie(full(tenant), options),
    };
  };
  return {
    browser: jar('guichet'),
    session: jar('guichet_session'),
    login: jar('guichet_espace'),
    device: jar('guichet_appareil', YEAR_S),
    wanted: jar('guichet_page', 30 * 60),
    notice: jar('guichet_avis', 60),
    check: jar('guichet_verification', 30 * 60),
    language: jar('guichet_langue', YEAR_S),
  };
}
