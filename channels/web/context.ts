import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Insurer } from '../../machines/domain/insurer.ts';
import type { Registry } from '../../machines/engine/registry.ts';
import type { Locale } from '../../machines/envelope.ts';
import { Refused } from '../../machines/errors.ts';
import type { Origin } from '../../machines/flow.ts';
import { insurerArguments } from '../../machines/messages/insurer-arguments.ts';
import type { Assets } from './assets.ts';
import { type Cookies, createCookies } from './cookies.ts';
import { localeOf } from './locale.ts';
import { createPaths, type Paths } from './paths.ts';
import type { WebOptions } from './types.ts';
import { type Say, sayIn, webWords } from './words.ts';

/** What the routes share. */
export interface Web extends WebOptions {
  readonly cookies: Cookies;
  readonly paths: Paths;
  readonly assets: Assets;
}

export function createWeb(options: WebOptions, assets: Assets): Web {
  return {
    ...options,
    cookies: createCookies(options.secureCookies),
    paths: createPaths(options.registry),
    assets,
  };
}

/** What a page needs to know to be drawn: whose it is, in which language, under which nonce. */
export interface PageScope {
  readonly insurer?: Insurer | undefined;
  readonly locale: Locale;
  readonly say: Say;
  readonly now: number;
  /** Path of the page, for the language switch. */
  readonly path: string;
  /** One for scripts, one for styles. */
  readonly nonce: { readonly script: string; readonly style: string };
  readonly assets: Assets;
  /** Drawings that views name, as `<svg>`. */
  readonly drawings: Registry['drawings'];
  /** Where the person may always go to be told whom to call (P09). */
  readonly contactPath?: string | undefined;
  /** Where they may write in their own words, where the insurer wants it. */
  readonly chatPath?: string | undefined;
  /** Where a session goes on by a code that a call, a chat or a mail gave (X11). */
  readonly resumePath: string;
}

export function pageScope(
  web: Web,
  request: FastifyRequest,
  reply: FastifyReply,
  insurer?: Insurer,
): PageScope {
  const locale = localeOf(request, reply, web.cookies);
  const now = web.clock.now();
  const args = insurer ? insurerArguments(insurer, locale, now) : {};
  const say = sayIn(locale);
  return {
    insurer,
    locale,
    now,
    say: (id, more) => say(id, { ...args, ...more }),
    path: pathOf(request.url),
    nonce: reply.cspNonce,
    assets: web.assets,
    drawings: web.registry.drawings,
    resumePath: insurer && web.paths.page(insurer, 'mail-code') ? `/${insurer.id}/reprendre` : '/reprendre',
    chatPath: insurer?.chat.onPages && web.guests?.length ? `/${insurer.id}/chat` : undefined,
    contactPath: insurer && web.paths.page(insurer, 'person') ? `/${insurer.id}/contact` : undefined,
  };
}

/** As a link on this site: « //elsewhere/… » would lead to another (CWE-601). */
const pathOf = (url: string): string => url.split('?')[0]!.replace(/^[^/\\]*[/\\]+/, '/');

export function insurerOf(web: Web, request: FastifyRequest): Insurer {
  const { tenant = '' } = request.params as { tenant?: string };
  const insurer = web.insurers.get(tenant);
  if (!insurer) throw new Refused('tenant-unknown', 'there is no such insurer here');
  return insurer;
}

/** Those that have members; guides have none. */
export const membersInsurers = (web: Web): Insurer[] =>
  [...web.insurers.values()].filter(({ kind }) => kind === 'insurer');

/** Where an answer comes from, with the device cookie of a browser that signed in before (X21). */
export function originOf(web: Web, request: FastifyRequest, tenant: string): Origin {
  const device = web.cookies.device.get(request, tenant);
  return { ...web.originOf(request), channel: 'web', ...(device !== undefined && { device }) };
}

/** The browser's secret, minted at its first visit: nothing is stored for it. */
export function browserOf(web: Web, request: FastifyRequest, reply: FastifyReply): string {
  const known = web.cookies.browser.get(request);
  if (known !== undefined && known.length >= 43) return known;
  const minted = web.engine.mint();
  web.cookies.browser.set(reply, minted);
  return minted;
}

/** Of all notices the one that is not said: the human check just chosen has the focus, which says it (WCAG 2.4.3). */
export const checkChosen = 'check-chosen';

/** A notice left for the next page, taken so that it is said once. */
export function takeNotice(
  web: Web,
  request: FastifyRequest,
  reply: FastifyReply,
  tenant?: string,
): string | undefined {
  const notice = web.cookies.notice.get(request, tenant);
  if (notice === undefined) return undefined;
  web.cookies.notice.clear(reply, tenant);
  return notice === checkChosen || webWords[`web.notice.${notice}`] ? notice : undefined;
}

/** Pages hold what was typed (X18): no cache, shared or private, keeps them. */
export function sendPage(reply: FastifyReply, page: string, status = 200): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page);
}
