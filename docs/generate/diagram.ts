import type { AnyStateMachine, AnyStateNode } from 'xstate';

/** A chart as Mermaid draws it: states, events with their guards, deadlines by name, calls and sub-flows. */
export function stateDiagram(machine: AnyStateMachine): string {
  return ['stateDiagram-v2', ...statesOf(machine.root, '  ')].join('\n');
}

function statesOf(parent: AnyStateNode, indent: string): string[] {
  const children = Object.values(parent.states);
  const initial = parent.initial?.target[0];
  return [
    ...children.flatMap((state) => declared(state, indent)),
    ...(initial ? [`${indent}[*] --> ${idOf(initial)}`] : []),
    ...children.flatMap((state) => waysOut(state, indent)),
    ...children.filter((state) => state.type === 'final').map((state) => `${indent}${idOf(state)} --> [*]`),
  ];
}

function declared(state: AnyStateNode, indent: string): string[] {
  const nested = Object.keys(state.states).length > 0;
  return [
    `${indent}state "${state.key}" as ${idOf(state)}${nested ? ' {' : ''}`,
    ...(nested ? [...statesOf(state, `${indent}  `), `${indent}}`] : []),
    ...state.invoke.map(({ src }) => `${indent}${idOf(state)} : calls ${src}`),
  ];
}

function waysOut(state: AnyStateNode, indent: string): string[] {
  const transitions = [...[...state.transitions.values()].flat(), ...(state.always ?? [])];
  return transitions.map(({ eventType, guard, target, source }) => {
    const to = target?.[0] ?? source;
    return `${indent}${idOf(state)} --> ${idOf(to)} : ${[eventLabel(eventType, state), guardLabel(guard)].filter(Boolean).join(' ')}`;
  });
}

/** Mermaid takes no hyphen or dot in an identifier. */
const idOf = (state: AnyStateNode) => state.path.join('__').replaceAll('-', '_');

function eventLabel(type: string, state: AnyStateNode): string {
  const deadline = /^xstate\.after\.(.+?)\./.exec(type);
  if (deadline) return `after ${deadline[1]}`;
  const answered = /^xstate\.(done|error)\.actor\.(.+)$/.exec(type);
  if (!answered) return type || 'at once';
  const call = state.invoke.find(({ id }) => id === answered[2]);
  return `${answered[1] === 'done' ? 'answer' : 'failure'} of ${call?.src ?? answered[2]}`;
}

function guardLabel(guard: unknown): string {
  if (guard === undefined) return '';
  const name = typeof guard === 'string' ? guard : (guard as { type?: string }).type;
  return name ? `[${name}]` : '[if]';
}

/** Names of the deadlines of a state. */
export function deadlinesOf(state: AnyStateNode): readonly string[] {
  return [...state.transitions.keys()].flatMap((type) => /^xstate\.after\.(.+?)\./.exec(type)?.[1] ?? []);
}
