import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Value } from 'typebox/value';
import { type Insurer, InsurerSchema } from '../../machines/domain/insurer.ts';
import { crossCheck } from './cross-check.ts';
import { expectation, type JsonSchema } from './expectation.ts';

/** The demo keeps its people beside its insurers; they are no insurer. */
const NOT_AN_INSURER = 'members.json';

/**
 * Reads every insurer of a directory, one JSON file each, in the order of their ids (L15). Keys left out get
 * their defaults. Throws one sentence naming the file, the key and what is expected of it: a server with a
 * wrong insurer does not start.
 */
export function loadInsurers(dir: string): Insurer[] {
  const files = readdirSync(dir).filter((file) => file.endsWith('.json') && file !== NOT_AN_INSURER);
  if (files.length === 0) throw new Error(`${dir}: at least one insurer is expected, as a file <id>.json.`);
  return files.sort().map((file) => loadInsurer(join(dir, file)));
}

function loadInsurer(path: string): Insurer {
  const file = basename(path);
  const data = Value.Default(InsurerSchema, parse(path));
  const wrong = schemaFault(data) ?? crossCheck(data as Insurer, basename(file, '.json'));
  if (wrong) throw new Error(`${file}: ${wrong}.`);
  return data as Insurer;
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${basename(path)}: the whole file must be valid JSON (${(error as Error).message}).`);
  }
}

function schemaFault(data: unknown): string | undefined {
  // Collecting errors costs twice a check, and a start has no time to lose.
  if (Value.Check(InsurerSchema, data)) return undefined;
  const errors = Value.Errors(InsurerSchema, data).map(atUnion);
  // A misspelt key shows twice, as unknown and as missing: the first tells more.
  const error = errors.find(isUnknownKey) ?? errors[0]!;
  const key = keyPath(error.instancePath);
  if (isUnknownKey(error)) {
    const known = Object.keys(schemaAt(parent(error.schemaPath)).properties ?? {});
    return `${key} is not a known key, expected ${known.length > 0 ? `one of ${known.join(', ')}` : 'a number'}`;
  }
  if (error.keyword === 'required') {
    const missing = (error.params as { requiredProperties: string[] }).requiredProperties[0]!;
    const wanted = schemaAt(`${error.schemaPath}/properties/${missing}`);
    return `${key ? `${key}.` : ''}${missing} is missing, expected ${expectation(wanted)}`;
  }
  return `${key || 'the whole file'} must be ${expectation(schemaAt(error.schemaPath))}`;
}

interface Fault {
  readonly keyword: string;
  readonly schemaPath: string;
  readonly instancePath: string;
  readonly params: object;
}

const isUnknownKey = ({ keyword, schemaPath }: Fault) =>
  keyword === 'boolean' && schemaPath.endsWith('/additionalProperties');

/** A fault inside one branch of a union is a fault of the union: no branch fits, whichever was meant. */
function atUnion(fault: Fault): Fault {
  const [schemaPath, ...branches] = fault.schemaPath.split('/anyOf/');
  if (branches.length === 0) return fault;
  const below = branches.join('/').match(/\/(properties\/[^/]+|additionalProperties)/g)?.length ?? 0;
  const instancePath = fault.instancePath.split('/');
  return {
    keyword: 'anyOf',
    schemaPath: schemaPath!,
    instancePath: instancePath.slice(0, instancePath.length - below).join('/'),
    params: {},
  };
}

const parent = (pointer: string) => pointer.slice(0, pointer.lastIndexOf('/'));
const keyPath = (pointer: string) => pointer.split('/').slice(1).join('.');

function schemaAt(path: string): JsonSchema {
  return path
    .split('/')
    .slice(1)
    .reduce<unknown>((schema, key) => (schema as Record<string, unknown>)[key], InsurerSchema) as JsonSchema;
}
