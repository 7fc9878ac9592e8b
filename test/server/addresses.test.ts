/** Addresses that no route is for: refused in the form of whoever is asked, with its headers, and not repeated. */
import { parse } from 'node-html-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crossCheck } from '../../adapters/insurers/cross-check.ts';
import { demoInsurer } from '../support/insurer.ts';
import { type Served, served } from './served.ts';

let server: Served;
beforeAll(async () => {
  server = await served();
});
afterAll(() => server.close());

/** What stands in every address asked for here, decoded or not. */
const made = 'fffabc';
const undecodable = `%ff${made}`;

function hardened(headers: Readonly<Record<string, unknown>>): void {
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  expect(headers['x-frame-options']).toMatch(/^deny$/i);
  expect(headers['referrer-policy']).toMatch(/no-referrer|same-origin/);
}

function problem({ status, headers, body }: Awaited<ReturnType<Served['ask']>>): readonly [number, string] {
  expect(headers['content-type']).toMatch(/^application\/problem\+json/);
  const told = body as { status: number; code: string };
  expect(Object.keys(told).sort()).toEqual(['code', 'detail', 'status', 'title', 'type']);
  expect(told.status).toBe(status);
  expect(JSON.stringify(told)).not.toMatch(new RegExp(`${made}|FST_|%`));
  return [status, told.code];
}

describe.each([
  ['cannot be decoded', undecodable],
  ['ends in the middle of a character', `${made}%c3`],
  ['holds a percent sign that escapes nothing', `${made}%zz%`],
  ['is longer than any of ours', made.repeat(200)],
])('an address that %s', (_what, part) => {
  const at = (place: string) => place.replace('…', part);
  it.each([
    ['POST', '/api/v1/…/sessions', [404, 'tenant-unknown']],
    ['GET', '/api/v1/…', [404, 'not-found']],
    ['GET', '/…/a/b', [404, 'not-found']],
    ['POST', '/ivr/twilio/…/x', [404, 'not-found']],
    ['GET', '/dev/…', [404, 'not-found']],
  ] as const)('%s %s is a problem like any other', async (method, url, told) => {
    const payload = method === 'POST' ? { payload: {} } : {};
    const reply = await server.ask(method, at(url), payload);
    expect(problem(reply)).toEqual(told);
  });

  it.each(['/…', '/…/a/b'])('%s, which is nobody’s, has the security headers', async (url) => {
    hardened((await server.ask('GET', at(url))).headers);
  });

  it('of Direct Line is refused in Direct Line’s words', async () => {
    const { status, headers, body } = await server.ask('POST', `/v3/directline/${part}`, { payload: {} });
    expect(status).toBe(404);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(Object.keys(body as object)).toEqual(['error']);
    expect(JSON.stringify(body)).not.toMatch(new RegExp(`${made}|FST_|%`));
  });

  it('of the admin API is a problem, for those who may ask and for others', async () => {
    const url = `/admin/v1/letters/${part}/resend`;
    const refused = await server.ask('POST', url);
    expect(problem(refused)).toEqual([401, 'not-allowed']);
    hardened(refused.headers);
    const allowed = await server.admin(`letters/${part}/resend`);
    expect(problem(allowed)[0]).toBeGreaterThanOrEqual(400);
    expect(problem(allowed)[0]).toBeLessThan(405);
    hardened(allowed.headers);
  });

  it.each(['/…', '/l/…', '/cpms/…', '/cpms/aide/…'])('%s is a page', async (url) => {
    const { status, headers, body } = await server.ask<string>('GET', at(url));
    expect(status).toBe(404);
    expect(headers['content-type']).toMatch(/^text\/html/);
    hardened(headers);
    // A page names its own address in the links to its languages, and nowhere else.
    expect(parse(body).querySelector('main')?.textContent).toMatch(/./);
    expect(body.replaceAll(/href="[^"]*\?lang=(?:fr|en)"/g, '')).not.toContain(made);
  });
});

it.each(['/nothing/more', '/api/v1', '/healthz/more', '/admin/v1'])(
  '%s is not there, in a hardened problem',
  async (url) => {
    const reply = await server.ask('GET', url);
    expect(problem(reply)).toEqual([404, 'not-found']);
    hardened(reply.headers);
  },
);

it('an address that can be decoded is left as it is', async () => {
  expect((await server.ask('GET', '/c%70ms/connexion')).status).toBe(200);
  expect((await server.ask('GET', '/cpms/connexion?lang=%ff')).status).toBe(200);
});

it.each([
  ['/CPMS/', '/cpms'],
  ['/Cpms/Connexion?lang=en', '/cpms/connexion?lang=en'],
  ['/cpms/connexion/', '/cpms/connexion'],
  ['/cpms/aide/lettre/', '/cpms/aide/lettre'],
  ['/Reprendre/', '/reprendre'],
])('%s, as people type it, leads to %s', async (typed, meant) => {
  const { status, headers } = await server.ask('GET', typed);
  expect([status, headers.location]).toEqual([308, meant]);
  expect([200, 308]).toContain((await server.ask('GET', meant)).status);
});

it.each(['//evil.example/cpms/', '/NOWHERE/', '/cpms/nowhere', '/L/cpms/'])(
  '%s leads nowhere',
  async (url) => {
    expect((await server.ask('GET', url)).status).toBe(404);
  },
);

it('no insurer can take the first part of an address of ours as its id', () => {
  // The level below « / » of the tree.
  const routes = server.app
    .printRoutes({ commonPrefix: false })
    .matchAll(/^ {4}[└├]── \/?([a-z0-9]+)(?=[/ ])/gm);
  const ours = [...new Set([...routes].map(([, first]) => first!))];
  expect(ours).toEqual(expect.arrayContaining(['admin', 'api', 'chat', 'dev', 'l', 'v3', 'web']));
  for (const id of ours)
    expect(crossCheck({ ...demoInsurer('cpms'), id }, id), id).toContain('address of the product');
});
