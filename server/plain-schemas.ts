import type { FastifyInstance } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { Value } from 'typebox/value';

/**
 * Schemas are compiled when a route is first called: most of these never are, and a start has no time for them.
 * A refusal names the place and what is expected there, never what was sent (P13).
 */
export function plainSchemas(app: FastifyInstance): void {
  app.setValidatorCompiler<TSchema>(({ schema, httpPart }) => {
    let compiled: Validator | undefined;
    const hasDefaults = JSON.stringify(schema).includes('"default":');
    return (data: unknown) => {
      compiled ??= Compile(schema);
      const value = hasDefaults ? Value.Default(schema, data ?? {}) : (data ?? {});
      if (compiled.Check(value)) return { value };
      const [first] = compiled.Errors(value);
      const known =
        first && knownPlace(schema, first.instancePath) ? first.instancePath.replaceAll('/', '.') : '';
      return {
        error: Object.assign(new Error(`${httpPart}${known} ${first?.message ?? 'does not fit'}`), {
          validation: [],
        }),
      };
    };
  });
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
}

/** A key that stands in no schema was made up by the sender and is not repeated. */
function knownPlace(schema: TSchema, place: string): boolean {
  const known = JSON.stringify(schema);
  return place.split('/').every((key) => known.includes(`"${key}"`) || key === '');
}
