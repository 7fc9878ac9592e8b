import { randomBytes } from 'node:crypto';

/** SECRET_KEYS as an operator makes them: production takes no key that stands in a repository. */
export const freshKeys = (): string => `v1:${randomBytes(32).toString('base64')}`;
