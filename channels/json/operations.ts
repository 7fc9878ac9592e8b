import { codesOf } from '../problem-codes.ts';
import { problemType } from '../problems.ts';

const tags = ['sessions'];
const byBearer = [{ session: [] }];

/** An operation anyone may call. */
export const forAnyone = (operationId: string, summary: string) => ({
  operationId,
  summary,
  tags,
  security: [],
});
/** An operation of whoever holds the session. */
export const forHolder = (operationId: string, summary: string) => ({
  operationId,
  summary,
  tags,
  security: byBearer,
});

const descriptions = {
  400: 'Malformed is what has not this shape. Not offered is what the view neither asks nor offers. Nothing has changed.',
  401: 'No session was sent, or it is unknown, over, or ended by a change of code.',
  404: 'There is no such insurer, flow, link or code here.',
  409: 'This question is no longer asked; `view` is the one that is. Nothing has changed.',
  413: 'The body is too large.',
  415: 'The body is not application/json.',
  429: 'Too many failures or requests from this source: try again after `Retry-After` seconds.',
  503: 'The store is away or a queue is full: nothing was decided, send the same again after `Retry-After` seconds.',
} as const;

const retryAfter = { 'retry-after': { type: 'integer', description: 'Seconds.' } };

const coded = (status: number): string =>
  codesOf(status)
    .map((code) => `\`${code}\``)
    .join(', ');

/** The problem responses of an operation, by status, each with the codes it may come with. */
export function problems(...statuses: readonly (keyof typeof descriptions)[]) {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: `${coded(status)}. ${descriptions[status]}`,
        content: { [problemType]: { schema: { $ref: status === 409 ? 'StaleProblem#' : 'Problem#' } } },
        ...((status === 429 || status === 503) && { headers: retryAfter }),
      },
    ]),
  );
}
