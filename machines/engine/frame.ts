import type { AnyEventObject, AnyMachineSnapshot } from 'xstate';

/** An `after` of a chart, kept as data. `dueAt` in epoch ms. */
export interface Timer {
  readonly id: string;
  readonly event: AnyEventObject;
  readonly dueAt: number;
}

/** One chart of the stack: a flow, or a sub-flow or digression above it. */
export interface Frame {
  readonly flow: string;
  readonly version: number;
  /** Structure hash of the chart this frame was written by (P17). */
  readonly hash: string;
  readonly value: unknown;
  readonly context: Readonly<Record<string, unknown>>;
  /** Id of the `invoke` of the frame below that waits for this one; none for the root and for digressions. */
  readonly invokeId?: string;
  readonly timers: readonly Timer[];
}

/** Told of every transition made, for the proof's coverage. */
export type Observer = (
  flow: string,
  before: AnyMachineSnapshot | undefined,
  event: AnyEventObject,
  after: AnyMachineSnapshot,
) => void;
