import type { FastifyInstance } from 'fastify';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';

/**
 * For routes that are called now and then: their schemas are read as they are, each time, instead of being
 * compiled at every start. A refusal names the place and what is expected there, never what was sent (P13).
 */
export function plainSchemas(app: FastifyInstance): void {
  app.setValidatorCompiler<TSchema>(({ schema, httpPart }) => (data: unknown) => {
    const value = Value.Default(schema, data ?? {});
    if (Value.Check(schema, value)) return { value };
    const [first] = Value.Errors(schema, value);
    const known =
      first && knownPlace(schema, first.instancePath) ? first.instancePath.replaceAll('/', '.') : '';
    return {
      error: Object.assign(new Error(`${httpPart}${known} ${first?.message ?? 'does not fit'}`), {
        validation: [],
      }),
    };
  });
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
}

/** A key that stands in no schema was made up by the sender and is not repeated. */
function knownPlace(schema: TSchema, place: string): boolean {
  const known = JSON.stringify(schema);
  return place.split('/').every((key) => known.includes(`"${key}"`) || key === '');
}
