import type { AnyStateMachine } from 'xstate';
import type { Insurer } from '../domain/insurer.ts';
import { fields } from '../fields.ts';
import { isDigression, type Services, type ViewMeta } from '../flow.ts';
import { universalChoices } from './offered.ts';
import type { RegisteredFlow, Registry } from './registry.ts';

type StateNode = AnyStateMachine['root'];
/** Says what is wrong with one place of one chart. */
type Fault = (node: StateNode, problem: string) => void;

/**
 * Looks through every chart and every insurer once at boot: what a chart calls, shows, asks, offers and ends
 * with must exist. Throws one error that names every fault by flow and state, or by file and key: a server
 * that would stop in the middle of somebody's sign-in does not start.
 */
export function validateRegistry(
  registry: Registry,
  services: Services,
  effects: Readonly<Record<string, unknown>>,
  insurers: ReadonlyMap<string, Insurer>,
): void {
  const faults: string[] = [];
  const shown = flowsShown(registry);
  for (const flow of registry.flows) {
    const fault: Fault = (node, problem) => faults.push(`${flow.id}, state « ${nameOf(node)} »: ${problem}`);
    for (const node of nodesOf(flow.machine.root)) {
      checkCalls(node, registry, services, fault);
      checkActions(node, effects, fault);
      const view = viewOf(node);
      if (view) checkView(node, view, { flow, registry, insurers, fault });
      if (shown.has(flow.id) && isLeaf(node)) checkStanding(node, flow, fault);
    }
  }
  for (const insurer of insurers.values()) faults.push(...insurerFaults(insurer, registry));
  if (faults.length > 0) throw new Error(`The flows do not hold together:\n- ${faults.join('\n- ')}`);
}

/** Flows that people meet: those they can start, digressions, and what these invoke. Not the lockouts. */
function flowsShown(registry: Registry): ReadonlySet<string> {
  const shown = new Set<string>();
  const add = (flow: RegisteredFlow) => {
    if (shown.has(flow.id)) return;
    shown.add(flow.id);
    for (const node of nodesOf(flow.machine.root))
      for (const { src } of node.invoke)
        if (typeof src === 'string' && registry.has(src)) add(registry.get(src));
  };
  for (const flow of registry.flows) if (flow.role !== 'part') add(flow);
  return shown;
}

function checkCalls(node: StateNode, registry: Registry, services: Services, fault: Fault) {
  if (node.invoke.length > 1) fault(node, 'makes two calls at once');
  for (const { src } of node.invoke)
    if (typeof src !== 'string' || !(registry.has(src) || Object.hasOwn(services, src)))
      fault(node, `invokes « ${String(src)} », which is neither a service nor a flow`);
}

/** Named actions without a built-in behind them go to the outbox; nothing else may run. */
function checkActions(node: StateNode, effects: Readonly<Record<string, unknown>>, fault: Fault) {
  const transitions = [...node.transitions.values()].flat().concat(node.always ?? []);
  const actions = [...node.entry, ...node.exit, ...transitions.flatMap((transition) => transition.actions)];
  for (const action of actions as readonly unknown[]) {
    if (typeof action === 'function') {
      if (!('resolve' in action)) fault(node, 'runs a function of its own: name it, as an effect');
      continue;
    }
    const type = typeof action === 'string' ? action : (action as { type: string }).type;
    const behind = node.machine.implementations.actions[type] as object | undefined;
    if (!(behind && 'resolve' in behind) && !Object.hasOwn(effects, type))
      fault(node, `« ${type} » is neither an effect nor an action of the chart`);
  }
}

interface ViewScope {
  readonly flow: RegisteredFlow;
  readonly registry: Registry;
  readonly insurers: ReadonlyMap<string, Insurer>;
  readonly fault: Fault;
}

function checkView(node: StateNode, view: ViewMeta, { flow, registry, insurers, fault }: ViewScope) {
  const say = (id: string) => {
    if (!registry.messages[id]) fault(node, `message « ${id} » does not exist`);
  };
  if (view.messages.length === 0) fault(node, 'says nothing: its view needs a message');
  for (const id of view.messages) say(id);
  for (const { message, asks } of view.reminders ?? []) {
    say(message);
    if (asks) say(asks.message);
    if (asks && !registry.has(asks.ifNot)) fault(node, `reminder « ${message} »: no flow « ${asks.ifNot} »`);
  }
  if (view.drawing && !registry.drawings[view.drawing])
    fault(node, `drawing « ${view.drawing} » does not exist`);
  for (const name of view.fields ?? [])
    if (Object.hasOwn(fields, name)) say(`field.${name}`);
    else fault(node, `field « ${name} » does not exist`);
  if (view.fields?.length && !hears(node, 'ANSWERED')) fault(node, 'asks fields but does not hear ANSWERED');
  for (const id of [...(view.choices ?? []), ...universalChoices]) {
    if (!registry.messages[`${flow.id}.choice.${id}`]) say(`choice.${id}`);
    const known = registry.has(id) && isDigression(registry.get(id));
    if (view.choices?.includes(id) && !known && !hears(node, `CHOSE.${id}`))
      fault(node, `offers « ${id} » but does not hear CHOSE.${id}`);
  }
  for (const insurer of view.contacts ? insurers.values() : [])
    if (!(insurer.contactFor[view.contacts!] ?? insurer.contactFor.person)?.length)
      fault(node, `${insurer.id} has no contact for « ${view.contacts} » and none for « person »`);
}

/** A state people stand in shows something; one that ends leads on or has a last word. */
function checkStanding(node: StateNode, flow: RegisteredFlow, fault: Fault) {
  const shows = lineOf(node).some((each) => viewOf(each));
  if (node.type === 'final') {
    const ends = flow.role === 'public' && node.parent === flow.machine.root;
    if (ends && !shows && !leadsOn(flow.machine))
      fault(node, 'ends the session without a word: give it a view');
    return;
  }
  const calls = lineOf(node).some((each) => each.invoke.length > 0);
  const passes = node.always?.at(-1) !== undefined && node.always.at(-1)!.guard === undefined;
  if (!shows && !calls && !passes) fault(node, 'waits without showing anything: give it a view');
}

/** Whether the chart's output can name the flow that comes next. */
function leadsOn(machine: AnyStateMachine): boolean {
  const { output } = machine.root as { output?: unknown };
  if (typeof output !== 'function') return false;
  try {
    return output({ context: { next: 'next' }, event: {}, self: undefined })?.next === 'next';
  } catch {
    return false;
  }
}

/** An insurer's data names flows, topics and purposes: a name that nothing answers to is one of another spelling. */
function insurerFaults(insurer: Insurer, registry: Registry): readonly string[] {
  const at = (key: string, problem: string) => `${insurer.id}.json: ${key}${problem}`;
  const startable = registry.flows
    .filter(({ role, needsToken }) => role !== 'part' && !needsToken)
    .map(({ id }) => id);
  const start = (key: string, id: string) =>
    startable.includes(id)
      ? []
      : [at(key, ` must be the id of a flow people can start (${startable.join(', ')}), not "${id}".`)];
  const word = (key: string, id: string) =>
    registry.messages[id] ? [] : [at(key, `: message « ${id} » does not exist.`)];
  const menus = (['menu', 'phoneMenu'] as const).flatMap((menu) =>
    insurer[menu].flatMap((id, index) => {
      const wrong = start(`${menu}.${index}`, id);
      return wrong.length > 0 ? wrong : word(`${menu}.${index}`, `choice.${id}`);
    }),
  );
  const topics = registry.flows.flatMap((flow) =>
    (flow.topics?.(insurer) ?? []).flatMap((topic) => [
      ...word(`topic « ${topic} »`, `${flow.id}.choice.${topic}`),
      ...([...nodesOf(flow.machine.root)].some((node) => hears(node, `CHOSE.${topic}`))
        ? []
        : [at(`topic « ${topic} »`, `: ${flow.id} does not hear CHOSE.${topic}.`)]),
    ]),
  );
  const purposes = purposesOf(registry);
  const contacts = Object.keys(insurer.contactFor)
    .filter((purpose) => !purposes.has(purpose))
    .map((purpose) => at(`contactFor.${purpose}`, ` is asked for by no flow (${[...purposes].join(', ')}).`));
  return [...start('door', insurer.door), ...menus, ...topics, ...contacts];
}

/** What people may be given a contact for. */
function purposesOf({ flows }: Registry): ReadonlySet<string> {
  const shown = flows.flatMap(({ machine }) =>
    [...nodesOf(machine.root)].map((node) => viewOf(node)?.contacts),
  );
  const asked = [...flows.map(({ desk }) => desk), ...shown];
  return new Set(['person', ...asked.filter((purpose) => purpose !== undefined)]);
}

function* nodesOf(node: StateNode): Generator<StateNode> {
  yield node;
  for (const child of Object.values(node.states)) yield* nodesOf(child as StateNode);
}

const isLeaf = (node: StateNode) => node.parent !== undefined && Object.keys(node.states).length === 0;
const viewOf = (node: StateNode) => (node.meta as { view?: ViewMeta } | undefined)?.view;
const nameOf = (node: StateNode) => node.path.join('.') || '(root)';

/** The state and those around it. */
function lineOf(node: StateNode): readonly StateNode[] {
  return node.parent ? [node, ...lineOf(node.parent as StateNode)] : [node];
}

function hears(node: StateNode, event: string): boolean {
  const kind = `${event.split('.')[0]}.*`;
  return lineOf(node).some(({ transitions }) =>
    [event, kind, '*'].some((descriptor) => transitions.has(descriptor)),
  );
}
