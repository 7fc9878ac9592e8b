import type { AnyStateMachine, AnyStateNode } from 'xstate';

/**
 * A chart as Mermaid draws it: states, events with their guards, deadlines by name, calls and sub-flows. Flat,
 * because Mermaid draws no arrow out of a state within another: what holds for the outer one is drawn from each.
 */
export function stateDiagram(machine: AnyStateMachine): string {
  const leaves = leavesOf(machine.root);
  return [
    'stateDiagram-v2',
    ...leaves.flatMap(declared),
    `  [*] --> ${idOf(entered(machine.root))}`,
    ...leaves.flatMap((leaf) => outward(leaf).flatMap((state) => waysOut(leaf, state))),
    ...leaves.filter(({ type }) => type === 'final').map((leaf) => `  ${idOf(leaf)} --> [*]`),
  ].join('\n');
}

function leavesOf(state: AnyStateNode): AnyStateNode[] {
  const children = Object.values(state.states);
  return children.length === 0 ? [state] : children.flatMap(leavesOf);
}

/** Where one arrives by entering a state. */
function entered(state: AnyStateNode): AnyStateNode {
  const first = state.initial?.target[0] ?? Object.values(state.states)[0];
  return first ? entered(first) : state;
}

/** The state and those around it. */
function outward(leaf: AnyStateNode): AnyStateNode[] {
  return leaf.parent ? [leaf, ...outward(leaf.parent)] : [leaf];
}

function declared(leaf: AnyStateNode): string[] {
  const id = idOf(leaf);
  return [
    `  state "${leaf.path.join('.')}" as ${id}`,
    ...outward(leaf).flatMap(({ invoke }) => invoke.map(({ src }) => `  ${id} : calls ${src}`)),
  ];
}

function waysOut(leaf: AnyStateNode, state: AnyStateNode): string[] {
  const transitions = [...[...state.transitions.values()].flat(), ...(state.always ?? [])];
  return transitions.map(({ eventType, guard, target }) => {
    const to = target?.[0] ? entered(target[0]) : leaf;
    const label = [eventLabel(eventType, state), guardLabel(guard)].filter(Boolean).join(' ');
    return `  ${idOf(leaf)} --> ${idOf(to)} : ${label}`;
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
