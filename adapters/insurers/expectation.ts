/** What a schema asks for, in words: « a whole number from 6 to 15 ». */
export interface JsonSchema {
  readonly description?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

export function expectation(schema: JsonSchema): string {
  if (schema.description) return schema.description;
  if (schema.anyOf) return schema.anyOf.map(expectation).join(' or ');
  if ('const' in schema) return JSON.stringify(schema.const);
  switch (schema.type) {
    case 'string':
      return schema.pattern ? `text matching ${schema.pattern}` : 'a text';
    case 'integer':
      return `a whole number${range(schema.minimum, schema.maximum)}`;
    case 'number':
      return `a number${range(schema.minimum, schema.maximum)}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return `a list${entries(schema)}, each ${schema.items ? expectation(schema.items) : 'any value'}`;
    case 'object':
      return schema.properties ? `an object with ${keys(schema.properties)}` : 'an object';
    default:
      return String(schema.type);
  }
}

/** `kind "paid" and text`: a key that can hold one value only is told with it. */
function keys(properties: Readonly<Record<string, JsonSchema>>): string {
  const told = Object.entries(properties).map(([key, schema]) =>
    'const' in schema ? `${key} ${JSON.stringify(schema.const)}` : key,
  );
  return told.length < 2 ? told.join() : `${told.slice(0, -1).join(', ')} and ${told.at(-1)}`;
}

function range(from: number | undefined, to: number | undefined): string {
  if (from !== undefined && to !== undefined) return ` from ${from} to ${to}`;
  if (from !== undefined) return ` of at least ${from}`;
  return to === undefined ? '' : ` of at most ${to}`;
}

function entries({ minItems, maxItems }: JsonSchema): string {
  if (minItems !== undefined && maxItems !== undefined) return ` of ${minItems} to ${maxItems} entries`;
  if (minItems !== undefined) return ` of at least ${minItems === 1 ? 'one entry' : `${minItems} entries`}`;
  return maxItems === undefined ? '' : ` of at most ${maxItems} entries`;
}
