/**
 * Charts put together as people meet them: sub-flows on a stack, digressions on top, one flow after another.
 * A node is a moment in which a person is waited for; a step is what happens next with all it causes.
 */
import type { AnyMachineSnapshot, AnyStateMachine, EventObject } from 'xstate';
import type { Insurer } from '../../machines/domain/insurer.ts';
import { metaOf } from '../../machines/engine/offered.ts';
import { initially, type Transitioned, type XStateAction } from '../../machines/engine/pure.ts';
import { stateName } from '../../machines/engine/view.ts';
import type { Flow, ViewMeta } from '../../machines/flow.ts';
import type { ExpectedFlow, Given } from './charts/expected-flow.ts';
import { alphabet, begun, type Edge, edgeName, effectsOf, place } from './model.ts';
import { bare, idOf, move, takes } from './moves.ts';

export interface Layer {
  readonly flow: string;
  readonly state: AnyMachineSnapshot;
  /** What it was begun with. */
  readonly given: Given;
  /** Id of the call of the layer below that waits for this one. */
  readonly call?: string | undefined;
}

export interface Node {
  readonly entry: Start;
  readonly layers: readonly Layer[];
  readonly ended?: 'done' | 'stopped' | 'rested';
  /** The link this visit holds has set its code, or is dead: it will not set another (P04). */
  readonly spent?: boolean;
}

export interface Start {
  readonly flow: string;
  readonly given: Readonly<Record<string, unknown>>;
}

/** What a service found out: the call of a flow and the name of its outcome, or that it failed. */
export interface Outcome {
  readonly flow: string;
  readonly call: string;
  readonly outcome: string | 'fails';
}

export type Act =
  | { readonly kind: 'answer'; readonly flow: string; readonly variant: string }
  | { readonly kind: 'choice'; readonly choice: string }
  | { readonly kind: 'time'; readonly until: 'timer' | 'rest' }
  /** Something happens elsewhere, by its label in the expectation of `flow`. */
  | { readonly kind: 'event'; readonly flow: string; readonly event: string };

export interface Step {
  readonly act: Act;
  readonly outcomes: readonly Outcome[];
  /** Transitions made, in order. */
  readonly edges: readonly Edge[];
  /** Goals reached: the edges' names, and what the engine itself offers everywhere. */
  readonly goals: readonly string[];
  readonly to: Node;
}

export interface Setting {
  readonly flows: ReadonlyMap<string, Flow>;
  readonly expected: ReadonlyMap<string, ExpectedFlow>;
  readonly insurer: Insurer;
  /** Whether the world can bring this outcome about for someone who is asked by this layer. */
  readonly possible: (outcome: Outcome, asked: Layer, act: Act, spent: boolean) => boolean;
  /** What is begun with this flow is entered and not walked. */
  readonly isWalkedElsewhere?: (flow: string) => boolean;
}

/** Stacks grow when temporary codes of several people are typed one after another: four layers show it all. */
const deepest = 4;

/** Where a digression is walked to its last state; elsewhere it is entered and left. */
const oneDoor = 'front-door';
const topicsAsked = [
  'statements',
  'reimbursement',
  'teletransmission',
  'card-legend',
  'contacts',
  'zone-a',
  'zone-f',
  'the weather',
];

/** Each digression stands once: asked for again it begins anew, which another test shows. */
const standsAside = ({ layers }: Node, flow: string): boolean =>
  layers.some((layer) => layer.flow === flow && isAside(layer));

const isAside = (layer: Layer | undefined): boolean =>
  layer !== undefined && (layer.flow === 'person' || layer.given.digression === true);

export class Journeys {
  private readonly setting: Setting;
  private readonly labels = new Map<string, Map<string, string>>();
  private readonly beginnings = new Map<string, { moved: Transitioned; edge: Edge }>();
  private readonly edges = new WeakMap<Transitioned, Edge>();

  constructor(setting: Setting) {
    this.setting = setting;
    for (const [id, expected] of setting.expected) {
      const events = alphabet(expected, this.machine(id));
      this.labels.set(id, new Map(events.map(({ label, event }) => [canonical(event), label])));
    }
  }

  /** The moments a flow can begin with: one, unless it makes a call at once. */
  start(start: Start): readonly { node: Node; edges: readonly Edge[] }[] {
    return this.settle(
      { layers: [], edges: [], outcomes: [] },
      (walk) => this.push(walk, start.flow, start.given),
      start,
      {
        kind: 'choice',
        choice: 'start',
      },
    ).map(({ node, edges }) => ({ node, edges }));
  }

  steps(node: Node): readonly Step[] {
    if (node.ended) return [];
    const top = node.layers.at(-1)!;
    if (this.setting.isWalkedElsewhere?.(node.layers[0]!.flow)) return [];
    const expected = this.setting.expected.get(top.flow)!;
    const view = viewOf(top)!;
    const here = `${top.flow}: ${stateName(top.state.value)}`;
    const asked = new Set<string>(view.fields);
    const acts: { act: Act; event: EventObject }[] = [
      ...Object.entries(expected.answers ?? {})
        .filter(([, values]) => Object.keys(values).every((name) => asked.has(name)))
        .map(([variant, values]) => ({
          act: { kind: 'answer' as const, flow: top.flow, variant },
          event: { type: 'ANSWERED', values },
        })),
      ...choicesOf(top).map((choice) => ({
        act: { kind: 'choice' as const, choice },
        event: { type: `CHOSE.${choice}`, choice },
      })),
    ];
    const own = acts
      .filter(({ event }) => takes(top.state, event))
      .flatMap(({ act, event }) =>
        this.after(node, act, (walk) => this.send(walk, walk.layers.length - 1, event)),
      );
    if (isAside(top) && node.layers[0]!.flow !== oneDoor)
      return own.filter(({ act }) => act.kind === 'choice' && act.choice === 'back');
    return [...own, ...this.everywhere(node, here), ...this.timers(node), ...this.heard(node)].filter(
      ({ to }) => to.layers.length <= deepest + Number(isAside(to.layers.at(-1))),
    );
  }

  /** P09, P10: what the engine offers in every state, and what time does. */
  private everywhere(node: Node, here: string): Step[] {
    const over = (choice: string, ended?: 'stopped'): Step => ({
      act: { kind: 'choice', choice },
      outcomes: [],
      edges: [],
      goals: [`${here} --${choice}`],
      to: { ...node, ended: ended! },
    });
    const rest: Step = {
      act: { kind: 'time', until: 'rest' },
      outcomes: [],
      edges: [],
      goals: [`${here} --rest`],
      to: { ...node, ended: 'rested' },
    };
    const again = this.start(node.entry).map(({ node: begun, edges }) => ({
      act: { kind: 'choice' as const, choice: 'start-over' },
      outcomes: [],
      edges,
      goals: [`${here} --start-over`],
      to: { ...begun, ...(node.spent && { spent: node.spent }) },
    }));
    const digressing = standsAside(node, 'person');
    const person = digressing
      ? []
      : this.after(node, { kind: 'choice', choice: 'person' }, (walk) => this.push(walk, 'person', {})).map(
          (step) => ({
            ...step,
            goals: [...step.goals, `${here} --person`],
          }),
        );
    return [...again, over('stop', 'stopped'), rest, ...person, ...this.asking(node, here)];
  }

  /** Information asked for in the middle of anything; at one door also its topics, by their ids. */
  private asking(node: Node, here: string): Step[] {
    const top = node.layers.at(-1)!;
    if (standsAside(node, 'information') || this.setting.insurer.kind === 'guide') return [];
    if (top.flow === 'information') return [];
    const topics = top.flow === oneDoor ? topicsAsked : [];
    return [undefined, ...topics].flatMap((topic) => {
      const choice = topic ? `information.${topic}` : 'information';
      if (takes(top.state, { type: `CHOSE.${choice}`, choice } as never)) return [];
      const given = { digression: true, ...(topic && { topic }) };
      return this.after(node, { kind: 'choice', choice }, (walk) =>
        this.push(walk, 'information', given),
      ).map((step) => ({ ...step, goals: [...step.goals, `${here} --${choice}`] }));
    });
  }

  /** A timer of the layer asked, or of one below a digression: the question changes although nobody answers. */
  private timers(node: Node): Step[] {
    return node.layers.flatMap((layer, index) =>
      this.machine(layer.flow)
        .events.filter((type: string) => type.startsWith('xstate.after.') && takes(layer.state, { type }))
        .flatMap((type: string) =>
          this.after(node, { kind: 'time', until: 'timer' }, (walk) => this.send(walk, index, { type })),
        ),
    );
  }

  /** What happens elsewhere is told to the topmost chart that waits for it. */
  private heard(node: Node): Step[] {
    const known = new Map(
      node.layers.flatMap(({ flow }) => Object.entries(this.setting.expected.get(flow)?.events ?? {})),
    );
    return [...known].flatMap(([name, event]) => {
      const index = node.layers.findLastIndex(({ state }) => takes(state, event));
      if (index < 0) return [];
      const act = { kind: 'event' as const, flow: node.layers[index]!.flow, event: name };
      return this.after(node, act, (walk) => this.send(walk, index, event));
    });
  }

  private after(node: Node, act: Act, first: (walk: Walk) => Walk): Step[] {
    const walk: Walk = { layers: node.layers, edges: [], outcomes: [] };
    return this.settle(walk, first, node.entry, act, node).map(({ node: to, edges, outcomes }) => ({
      act,
      outcomes,
      edges,
      goals: edges.map(edgeName),
      to,
    }));
  }

  /** Every way the calls of one step may turn out. */
  private settle(from: Walk, first: (walk: Walk) => Walk, entry: Start, act: Act, before?: Node) {
    const asked = from.layers.at(-1);
    const settled: { node: Node; edges: readonly Edge[]; outcomes: readonly Outcome[] }[] = [];
    const open = [first(from)];
    while (open.length > 0) {
      const walk = open.pop()!;
      if (walk.calls) {
        const { flow, call } = walk.calls;
        const names = [...Object.keys(this.setting.expected.get(flow)!.outcomes?.[call] ?? {}), 'fails'];
        for (const outcome of names) {
          const found = { flow, call, outcome };
          if (asked && !this.setting.possible(found, asked, act, before?.spent ?? false)) continue;
          const { calls: _made, ...rest } = walk;
          open.push(
            this.send(
              { ...rest, outcomes: [...walk.outcomes, found] },
              walk.layers.length - 1,
              this.eventOf(found),
            ),
          );
        }
        continue;
      }
      if (walk.next) {
        const { next, ...rest } = walk;
        open.push(this.push({ ...rest, layers: [] }, next.flow, next.given));
        continue;
      }
      const spent = spentBy(walk.outcomes, asked) ?? before?.spent;
      const node: Node = {
        entry,
        layers: walk.done
          ? walk.layers
          : walk.layers.map((layer) => ({ ...layer, state: bare(layer.state) })),
        ...(walk.done && { ended: 'done' as const }),
        ...(spent && { spent }),
      };
      settled.push({ node, edges: walk.edges, outcomes: walk.outcomes });
    }
    return settled;
  }

  /** On top, or right above the layer that invokes it: a digression that stands there goes up. */
  private push(walk: Walk, flow: string, given: Given, call?: string, at = walk.layers.length): Walk {
    const {
      moved: [state, actions],
      edge,
    } = this.begin(flow, given);
    const layers = walk.layers.toSpliced(at, 0, { flow, state, given, call });
    return this.absorb({ ...walk, layers, edges: [...walk.edges, edge] }, actions, at);
  }

  private begin(flow: string, given: Given): { moved: Transitioned; edge: Edge } {
    const key = `${flow} ${canonical(given)}`;
    const before = this.beginnings.get(key);
    if (before) return before;
    const { flows, insurer, expected } = this.setting;
    const known = flows.get(flow)!;
    const moved = initially(this.machine(flow), known.input ? known.input(insurer, given) : given);
    const ways = Object.entries(expected.get(flow)!.begun);
    const way = ways.find(([, { given: wanted = {} }]) => canonical(wanted) === canonical(given));
    const edge: Edge = { flow, from: begun, label: way?.[0] ?? 'plain', ...place(moved[0]) };
    this.beginnings.set(key, { moved, edge });
    return { moved, edge };
  }

  private send(walk: Walk, index: number, event: EventObject): Walk {
    const layer = walk.layers[index]!;
    const moved = move(layer.state, event);
    const [state, actions] = moved;
    const edge = this.edges.get(moved) ?? this.edgeOf(layer, event, moved);
    this.edges.set(moved, edge);
    const layers = walk.layers.map((other, i) => (i === index ? { ...other, state } : other));
    return this.absorb({ ...walk, layers, edges: [...walk.edges, edge] }, actions, index);
  }

  private edgeOf({ flow, state: before }: Layer, event: EventObject, [state, actions]: Transitioned): Edge {
    const label = this.labels.get(flow)!.get(canonical(event)) ?? afterLabel(event);
    if (label === undefined)
      throw new Error(`${flow} is told ${canonical(event)}, which its expectation does not know`);
    return { flow, from: stateName(before.value), label, ...place(state), effects: effectsOf(actions) };
  }

  private absorb(before: Walk, actions: readonly XStateAction[], index = before.layers.length - 1): Walk {
    const { flow, state, call } = before.layers[index]!;
    // Whatever stands above was asked by the state that has just been left.
    const left =
      before.layers[index + 1]?.call !== undefined && actions.some(({ type }) => type === 'xstate.stopChild');
    const walk = left ? { ...before, layers: before.layers.slice(0, index + 1) } : before;
    const spawn = actions.find(({ type }) => type === 'xstate.spawnChild');
    if (spawn) {
      const { id, src, input } = spawn.params as { id: string; src: string; input?: Record<string, unknown> };
      return this.setting.flows.has(src)
        ? this.push(walk, src, input ?? {}, id, index + 1)
        : { ...walk, calls: { flow, call: id } };
    }
    if (state.status !== 'done') return walk;
    const output = (state.output ?? {}) as { next?: string; with?: Record<string, unknown> };
    if (index > 0) {
      const below = { ...walk, layers: walk.layers.slice(0, index) };
      return call === undefined
        ? below
        : this.send(below, index - 1, { type: `xstate.done.actor.${call}`, output } as never);
    }
    if (output.next) return { ...walk, next: { flow: output.next, given: output.with ?? {} } };
    return { ...walk, layers: walk.layers.slice(0, 1), done: true };
  }

  private eventOf({ flow, call, outcome }: Outcome): EventObject {
    if (outcome === 'fails') return { type: `xstate.error.actor.${call}`, error: 'failed' } as never;
    return {
      type: `xstate.done.actor.${call}`,
      output: this.setting.expected.get(flow)!.outcomes![call]![outcome],
    } as never;
  }

  private machine(flow: string): AnyStateMachine {
    return this.setting.flows.get(flow)!.machine;
  }
}

/** Whether a link was used up or gained by what has just been found out. */
function spentBy(outcomes: readonly Outcome[], asked: Layer | undefined): boolean | undefined {
  const right = (asked?.state.context as { right?: { kind: string } } | undefined)?.right;
  if (outcomes.some(({ outcome }) => outcome === 'proven')) return false;
  const used = outcomes.some(
    ({ call, outcome }) => call === 'setting' && (outcome === 'set' || outcome === 'lost'),
  );
  if (outcomes.some(({ call, outcome }) => call === 'registration' && outcome !== 'fails')) return true;
  return used && right?.kind === 'link' ? true : undefined;
}

interface Walk {
  readonly layers: readonly Layer[];
  readonly edges: readonly Edge[];
  readonly outcomes: readonly Outcome[];
  readonly calls?: { readonly flow: string; readonly call: string };
  readonly next?: Start;
  readonly done?: boolean;
}

const afterLabel = ({ type }: EventObject) =>
  type.startsWith('xstate.after.') ? `after ${type.split('.')[2]}` : undefined;

/** JSON with keys in order: the same data is the same text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

const viewOf = ({ state }: Layer): ViewMeta | undefined => metaOf(state);

function choicesOf(layer: Layer): readonly string[] {
  const view = viewOf(layer);
  const more = view?.choicesIn
    ? ((layer.state.context as Record<string, unknown>)[view.choicesIn] as string[])
    : [];
  return [...(view?.choices ?? []), ...more];
}

/** Two moments are the same when everything that may follow is. */
export const nodeKey = ({ entry, layers, ended, spent }: Node): string =>
  JSON.stringify([entry, ended, spent, layers.map(({ state, call }) => [idOf(state), call])]);
