import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

/**
 * Checks as it is what was sent: nothing is converted to fit. The type provider's own compiler does the same,
 * and loads every format of JSON Schema to do it, which a start has no time for.
 */
export const validator: FastifySchemaCompiler<TSchema> = ({ schema }) => {
  const compiled = Compile(schema);
  return (value: unknown) => (compiled.Check(value) ? { value } : { error: compiled.Errors(value) });
};
