/**
 * The pure heart: XState's transitions over a stack of stored frames. Nothing is run here. What XState hands
 * back as actions is returned as data: calls to make, effects to deliver, timers to keep.
 */
import type { AnyEventObject, AnyMachineSnapshot } from 'xstate';
import type { Insurer } from '../domain/insurer.ts';
import type { DigressionInput, FlowOutput } from '../flow.ts';
import type { Frame, Timer } from './frame.ts';
import { initially, snapshotAt, after as transition, type XStateAction } from './pure.ts';
import type { RegisteredFlow, Registry } from './registry.ts';

/** An `invoke` of a service. Its answer goes back to the frame that made it, which a digression may cover. */
interface Call {
  readonly frame: number;
  readonly id: string;
  readonly service: string;
  readonly input: unknown;
}

/** A named action with its parameters. */
export interface Effect {
  readonly type: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface Stepped {
  readonly frames: readonly Frame[];
  readonly calls: readonly Call[];
  readonly effects: readonly Effect[];
  /** Set when the root chart has ended. */
  readonly output?: FlowOutput;
}

interface World {
  readonly registry: Registry;
  readonly insurer: Insurer;
  readonly now: number;
}

/** A chart reached a state it must not: a defect of ours. Nothing is committed. */
class ChartFailure extends Error {
  override name = 'ChartFailure';
}

export function snapshotOf(registry: Registry, frame: Frame): AnyMachineSnapshot {
  return snapshotAt(registry.forFrame(frame).machine, frame.value, frame.context);
}

/** Enters a flow as the root of an empty stack. */
export function enter(world: World, flow: string, given: Readonly<Record<string, unknown>>): Stepped {
  const walk = new Walk(world, []);
  walk.put(0, world.registry.get(flow), given);
  return walk.result();
}

/**
 * Pushes a digression on top: it comes back to the same question when it ends. Each stands there once: one that
 * is asked for again begins anew in its old place, so that no conversation grows a stack without end.
 */
export function digress(
  world: World,
  frames: readonly Frame[],
  { flow, given }: { readonly flow: string; readonly given: DigressionInput },
): Stepped {
  const before = frames.findIndex(
    (frame, index) => index > 0 && frame.flow === flow && frame.invokeId === undefined,
  );
  const under = before < 0 ? frames : frames.slice(0, before);
  const walk = new Walk(world, under);
  walk.put(under.length, world.registry.get(flow), { ...given });
  return walk.result();
}

/** Sends an event to one frame (the top one unless told otherwise). */
export function send(
  world: World,
  frames: readonly Frame[],
  event: AnyEventObject,
  index = frames.length - 1,
): Stepped {
  const walk = new Walk(world, frames);
  walk.send(index, event);
  return walk.result();
}

/** Fires the earliest timer that is due, or returns undefined. */
export function fireNext(
  world: World,
  frames: readonly Frame[],
): (Stepped & { readonly fired: Timer }) | undefined {
  let found: { index: number; timer: Timer } | undefined;
  frames.forEach((frame, index) => {
    for (const timer of frame.timers) {
      if (timer.dueAt <= world.now && (!found || timer.dueAt < found.timer.dueAt)) found = { index, timer };
    }
  });
  if (!found) return undefined;
  const { index, timer } = found;
  const without = frames.map((frame, i) =>
    i === index ? { ...frame, timers: frame.timers.filter((other) => other !== timer) } : frame,
  );
  return { ...send(world, without, timer.event, index), fired: timer };
}

/** Frames of before, in which this timer has been heard as well. */
export function withoutTimer(frames: readonly Frame[], { id, dueAt }: Timer): readonly Frame[] {
  const isOther = (timer: Timer) => timer.id !== id || timer.dueAt !== dueAt;
  return frames.map((frame) =>
    frame.timers.every(isOther) ? frame : { ...frame, timers: frame.timers.filter(isOther) },
  );
}

export function earliestTimer(frames: readonly Frame[]): number | undefined {
  let earliest: number | undefined;
  for (const frame of frames)
    for (const timer of frame.timers)
      if (earliest === undefined || timer.dueAt < earliest) earliest = timer.dueAt;
  return earliest;
}

/** One chain of transitions over a copy of the stack. Lives for one call of the functions above. */
class Walk {
  private readonly world: World;
  private readonly frames: Frame[];
  private readonly calls: Call[] = [];
  private readonly effects: Effect[] = [];
  private output: FlowOutput | undefined;

  constructor(world: World, frames: readonly Frame[]) {
    this.world = world;
    this.frames = [...frames];
  }

  result(): Stepped {
    const { frames, calls, effects, output } = this;
    return { frames, calls, effects, ...(output && { output }) };
  }

  /** A new frame at this place of the stack; a digression that stands there goes up. */
  put(
    index: number,
    flow: RegisteredFlow,
    given: Readonly<Record<string, unknown>>,
    invokeId?: string | undefined,
  ) {
    const input = flow.input ? flow.input(this.world.insurer, given) : given;
    const [snapshot, actions] = initially(flow.machine, input);
    this.frames.splice(index, 0, {
      flow: flow.id,
      version: flow.version,
      hash: flow.hash,
      value: snapshot.value,
      context: snapshot.context,
      ...(invokeId !== undefined && { invokeId }),
      timers: [],
    });
    this.world.registry.observe?.(flow.id, undefined, { type: 'xstate.init' }, snapshot);
    this.absorb(index, flow, snapshot, actions);
  }

  send(index: number, event: AnyEventObject) {
    const frame = this.frames[index]!;
    const flow = this.world.registry.forFrame(frame);
    const before = snapshotOf(this.world.registry, frame);
    const [after, actions] = transition(flow.machine, before, event);
    this.world.registry.observe?.(flow.id, before, event, after);
    this.frames[index] = { ...frame, value: after.value, context: after.context };
    this.absorb(index, flow, after, actions);
  }

  private absorb(
    index: number,
    flow: RegisteredFlow,
    snapshot: AnyMachineSnapshot,
    actions: readonly XStateAction[],
  ) {
    if (snapshot.status === 'error') throw new ChartFailure(`${flow.id} failed: ${String(snapshot.error)}`);
    for (const action of actions) this.take(index, action);
    if (snapshot.status === 'done') this.finish(index, snapshot);
  }

  private take(index: number, action: XStateAction) {
    const frame = this.frames[index]!;
    const { type, params = {} } = action;
    switch (type) {
      case 'xstate.raise':
        if (params.delay !== undefined) this.keepTimer(index, params);
        return;
      case 'xstate.cancel':
        this.frames[index] = { ...frame, timers: frame.timers.filter((timer) => timer.id !== params.sendId) };
        return;
      case 'xstate.spawnChild':
        this.invoke(index, String(params.id), String(params.src), params.input);
        return;
      case 'xstate.stopChild':
        // The frame left the state that invoked: whatever stands above it was asked by that state.
        if (this.frames[index + 1]?.invokeId !== undefined) this.frames.length = index + 1;
        return;
      default:
        if (type.startsWith('xstate.'))
          throw new ChartFailure(`${frame.flow} asks for ${type}, which is not durable`);
        this.effects.push({ type, params });
    }
  }

  private keepTimer(index: number, params: ActionParameters) {
    const frame = this.frames[index]!;
    const timer: Timer = {
      id: String(params.id),
      event: params.event as AnyEventObject,
      dueAt: this.world.now + Number(params.delay),
    };
    this.frames[index] = {
      ...frame,
      timers: [...frame.timers.filter((other) => other.id !== timer.id), timer],
    };
  }

  private invoke(index: number, id: string, src: string, input: unknown) {
    if (!this.world.registry.has(src)) {
      this.calls.push({ frame: index, id, service: src, input });
      return;
    }
    // A timer may have made a frame move that a digression covers: the sub-flow belongs right above its frame.
    this.put(index + 1, this.world.registry.get(src), (input ?? {}) as Record<string, unknown>, id);
  }

  private finish(index: number, snapshot: AnyMachineSnapshot) {
    const output = (snapshot.output ?? {}) as FlowOutput;
    if (index === 0) {
      // The ended chart stays as the only frame: its final state is what is shown.
      this.frames.length = 1;
      this.output = output;
      return;
    }
    const { invokeId } = this.frames[index]!;
    this.frames.length = index;
    if (invokeId !== undefined) this.send(index - 1, { type: `xstate.done.actor.${invokeId}`, output });
  }
}

type ActionParameters = NonNullable<XStateAction['params']>;
