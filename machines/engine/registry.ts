import { createHash } from 'node:crypto';
import { Refused } from '../errors.ts';
import { type Drawing, type Flow, isDigression, type MigratedFrame } from '../flow.ts';
import type { Catalog } from '../messages/catalog.ts';
import { createFormatter, type Formatter } from '../messages/format.ts';
import type { Frame, Observer } from './frame.ts';

export interface RegisteredFlow extends Flow {
  /** Hash of the chart's structure: states, transitions, delays by name. */
  readonly hash: string;
}

/** The flows this process knows, by id, with earlier versions that still have sessions (P17). */
export interface Registry {
  has(flow: string): boolean;
  get(flow: string): RegisteredFlow;
  /** The chart a stored frame was written by; throws `Refused('version-unknown')` rather than guess. */
  forFrame(frame: Frame): RegisteredFlow;
  readonly flows: readonly RegisteredFlow[];
  readonly messages: Catalog;
  readonly drawings: Readonly<Record<string, Drawing>>;
  readonly format: Formatter;
  readonly observe?: Observer;
}

export interface RegistryOptions {
  readonly flows: readonly Flow[];
  /** Earlier versions kept as they were. */
  readonly earlier?: readonly Flow[];
  /** Messages that belong to no flow (fields, errors, choices, a channel's own). */
  readonly messages: readonly Catalog[];
  readonly observe?: Observer;
}

/** `information`, or `information.card-legend` for one of its topics: which digression a choice asks for. */
export function digressionOf(
  registry: Registry,
  choice: string,
): { readonly flow: string; readonly given: { readonly topic?: string } } | undefined {
  const [flow = '', topic] = choice.split('.', 2);
  if (!registry.has(flow) || !isDigression(registry.get(flow))) return undefined;
  return { flow, given: topic ? { topic } : {} };
}

/** What a flow says of a choice that cannot be taken back, before it is made in other words than its own (decision 040). */
export function weighsOf({ messages }: Registry, flow: string, choice: string): string | undefined {
  const id = `${flow}.choice.${choice}.weighs`;
  return messages[id] ? id : undefined;
}

export function structureHash(flow: Flow): string {
  return createHash('sha256').update(JSON.stringify(flow.machine.config)).digest('base64url').slice(0, 12);
}

export function createRegistry(options: RegistryOptions): Registry {
  const register = (flow: Flow): RegisteredFlow => ({ ...flow, hash: structureHash(flow) });
  const flows = options.flows.map(register);
  const current = new Map(flows.map((flow) => [flow.id, flow]));
  if (current.size !== flows.length) throw new Error('two flows have the same id');
  const earlier = (options.earlier ?? []).map(register);
  const byHash = new Map([...earlier, ...flows].map((flow) => [`${flow.id}|${flow.hash}`, flow]));
  const messages = {
    // An earlier version says what it said then, where today's messages have not kept the id.
    ...Object.assign({}, ...earlier.map((flow) => flow.messages)),
    ...mergeCatalogs([...options.messages, ...flows.map((flow) => flow.messages)]),
  };
  return {
    flows,
    messages,
    drawings: Object.assign({}, ...flows.map((flow) => flow.drawings ?? {})) as Registry['drawings'],
    format: createFormatter(messages),
    ...(options.observe && { observe: options.observe }),
    has: (flow) => current.has(flow),
    get: (id) => {
      const flow = current.get(id);
      if (!flow) throw new Refused('flow-unknown', `there is no flow « ${id} »`);
      return flow;
    },
    forFrame: (frame) => {
      const flow = byHash.get(`${frame.flow}|${frame.hash}`);
      if (!flow)
        throw new Refused(
          'version-unknown',
          `no chart for a session of ${frame.flow} version ${frame.version} (${frame.hash})`,
        );
      return flow;
    },
  };
}

/** Brings a stored stack to charts this process has: an earlier version as it is, or by a named migration. */
export function migrateFrames(registry: Registry, frames: readonly Frame[]): readonly Frame[] {
  let changed = false;
  let renamed: NonNullable<MigratedFrame['calls']> = {};
  const migrated = frames.map((stored) => {
    const { invokeId } = stored;
    const frame = invokeId && renamed[invokeId] ? { ...stored, invokeId: renamed[invokeId] } : stored;
    renamed = {};
    const flow = registry.has(frame.flow) ? registry.get(frame.flow) : undefined;
    const migrate = flow?.migrations?.[frame.hash];
    if (!flow || !migrate || flow.hash === frame.hash) return frame;
    changed = true;
    const { value, context, calls = {} } = migrate({ value: frame.value, context: frame.context });
    renamed = calls;
    return { ...frame, version: flow.version, hash: flow.hash, value, context };
  });
  return changed ? migrated : frames;
}

function mergeCatalogs(catalogs: readonly Catalog[]): Catalog {
  const merged: Record<string, Catalog[string]> = {};
  for (const catalog of catalogs)
    for (const [id, message] of Object.entries(catalog)) {
      if (merged[id]) throw new Error(`message « ${id} » is defined twice`);
      merged[id] = message;
    }
  return merged;
}
