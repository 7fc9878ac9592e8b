import type { RefusalCode } from '../machines/errors.ts';

/** Contract: a session that cannot be gone on with, whatever the reason, is answered like none. */
export const refusals: Readonly<Record<RefusalCode, number>> = {
  'not-offered': 400,
  malformed: 400,
  'token-needed': 400,
  'session-unknown': 401,
  'version-unknown': 401,
  'tenant-unknown': 404,
  'flow-unknown': 404,
  'link-spent': 404,
  'link-expired': 404,
  'code-unknown': 404,
  'not-found': 404,
};

/** What Fastify itself refuses, and what plugins before us refuse by status alone. */
export const byStatus: Readonly<Record<number, readonly [code: string, detail: string]>> = {
  400: ['malformed', 'the request is not one this server understands: see /openapi.json'],
  401: ['session-unknown', 'send the session as Authorization: Bearer'],
  404: ['not-found', 'there is nothing here: see /openapi.json'],
  413: ['too-large', 'no answer is that long'],
  414: ['malformed', 'no address here is that long'],
  415: ['media-type', 'send application/json'],
  429: ['too-many', 'too many requests from this source: try again later'],
  503: ['unavailable', 'nothing was decided: send the same again later'],
};

export const staleTurn = 'stale-turn';
export const checkRequired = 'check-required';
export const defect = 'defect';

const statusOf: Readonly<Record<string, number>> = {
  ...Object.fromEntries(Object.entries(byStatus).map(([status, [code]]) => [code, Number(status)])),
  ...refusals,
  [staleTurn]: 409,
  [checkRequired]: 429,
  [defect]: 500,
};

/** Every code a problem may have. */
export const problemCodes: readonly string[] = Object.keys(statusOf);

/** Those that come with one status. */
export const codesOf = (status: number): readonly string[] =>
  problemCodes.filter((code) => statusOf[code] === status);
