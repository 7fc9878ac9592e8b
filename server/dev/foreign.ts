import type { FastifyRequest } from 'fastify';

/** A page of another site, open in the same browser, cannot play with what is here; tools send no such header. */
export const isForeign = ({ headers }: FastifyRequest): boolean =>
  headers['sec-fetch-site'] === 'cross-site' || headers['sec-fetch-site'] === 'same-site';

export const foreign = {
  status: 403,
  code: 'foreign',
  detail: 'this request comes from another site',
} as const;
