import { createMachine } from 'xstate';
import type { Flow } from '../../machines/flow.ts';

/** A chart with one thing broken in it. */
export interface Mutant {
  readonly what: string;
  readonly flow: Flow;
}

type Json = Record<string, unknown>;
type Break = {
  readonly what: string;
  readonly path: readonly (string | number)[];
  readonly become: (value: never) => unknown;
};

/** Every guard broken, every exit removed, every message swapped, every field, choice and contact taken away. */
export function mutantsOf(flow: Flow): readonly Mutant[] {
  const config = flow.machine.config as Json;
  return [...exits('anywhere', config, []), ...breaksIn(config.states as Json, ['states'])].map(
    ({ what, path, become }) => {
      const machine = createMachine(
        changed(config, path, become) as never,
        flow.machine.implementations as never,
      );
      return { what: `${flow.id}: ${what}`, flow: { ...flow, machine } };
    },
  );
}

function breaksIn(states: Json, at: readonly string[]): readonly Break[] {
  return Object.entries(states).flatMap(([name, state]) => {
    const here = [...at, name];
    const { states: inner, meta } = state as { states?: Json; meta?: { view?: Json } };
    return [
      ...exits(here.filter((key) => key !== 'states').join('.'), state as Json, here),
      ...(meta?.view ? viewBreaks(name, meta.view, [...here, 'meta', 'view']) : []),
      ...(inner ? breaksIn(inner, [...here, 'states']) : []),
    ];
  });
}

/** Of the chart as a whole, or of one state. */
function exits(name: string, state: Json, here: readonly string[]): readonly Break[] {
  const {
    on = {},
    invoke,
    after = {},
    always,
  } = state as { on?: Json; invoke?: Json; after?: Json; always?: unknown };
  return [
    ...Object.entries(on).flatMap(([event, target]) =>
      transition(`${name} on ${event}`, target, [...here, 'on', event]),
    ),
    ...Object.entries(after).flatMap(([delay, target]) =>
      transition(`${name} after ${delay}`, target, [...here, 'after', delay]),
    ),
    ...['onDone', 'onError'].flatMap((event) =>
      invoke?.[event] ? transition(`${name} ${event}`, invoke[event], [...here, 'invoke', event]) : [],
    ),
    ...(always ? transition(`${name} always`, always, [...here, 'always']) : []),
  ];
}

/** The whole exit, each of its branches, and each of their guards. */
function transition(name: string, value: unknown, path: readonly (string | number)[]): readonly Break[] {
  const removed: Break = { what: `${name} removed`, path, become: () => undefined };
  if (!Array.isArray(value)) return guarded(value) ? [removed, unguarded(name, path)] : [removed];
  return [
    removed,
    ...value.flatMap((branch, index) => [
      {
        what: `${name}, branch ${index} removed`,
        path,
        become: (all: unknown[]) => all.filter((_, i) => i !== index),
      },
      // Without its guard the last branch is what it was.
      ...(guarded(branch)
        ? [
            unguarded(`${name}, branch ${index}`, [...path, index]),
            never(`${name}, branch ${index}`, [...path, index]),
          ]
        : []),
    ]),
  ];
}

const guarded = (branch: unknown): boolean =>
  typeof branch === 'object' && branch !== null && 'guard' in branch;
const unguarded = (name: string, path: readonly (string | number)[]): Break => ({
  what: `${name} always`,
  path,
  become: ({ guard: _broken, ...rest }: Json) => rest,
});
const never = (name: string, path: readonly (string | number)[]): Break => ({
  what: `${name} never`,
  path,
  become: (branch: Json) => ({ ...branch, guard: () => false }),
});

function viewBreaks(name: string, view: Json, path: readonly string[]): readonly Break[] {
  const lists = ['messages', 'fields', 'choices'].flatMap((list) =>
    ((view[list] as string[] | undefined) ?? []).map((id, index) => ({
      what: `${name}: ${list} without ${id}`,
      path: [...path, list],
      become: (all: string[]) => all.filter((_, i) => i !== index),
    })),
  );
  const swapped = {
    what: `${name}: another message`,
    path: [...path, 'messages'],
    become: (all: string[]) => ['session.stopped', ...all.slice(1)],
  };
  const lost = ['outcome', 'contacts', 'choicesIn']
    .filter((key) => view[key] !== undefined)
    .map((key) => ({ what: `${name}: no ${key}`, path: [...path, key], become: () => undefined }));
  return [...lists, swapped, ...lost];
}

/** A copy with one place changed; functions stay the same functions. */
function changed(
  value: unknown,
  [key, ...rest]: readonly (string | number)[],
  become: (value: never) => unknown,
): unknown {
  if (key === undefined) return become(value as never);
  const copy = (Array.isArray(value) ? [...value] : { ...(value as Json) }) as Json;
  const inner = changed(copy[key], rest, become);
  if (inner === undefined) delete copy[key];
  else copy[key] = inner;
  return copy;
}
