import { Type } from 'typebox';

/** A key that nobody knows is refused, not ignored: a mistyped delay would else never apply. */
export const object = <P extends Parameters<typeof Type.Object>[0]>(properties: P, options: object = {}) =>
  Type.Object(properties, { additionalProperties: false, ...options });
