import { createHash } from 'node:crypto';

/**
 * Ids that a protocol gives name people, places and calls to whoever runs it, so only their digest is kept in clear.
 * Parts cut otherwise give another digest.
 */
export const digestOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
