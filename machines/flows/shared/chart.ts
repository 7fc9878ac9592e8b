import { fromPromise } from 'xstate';
import type { Values } from '../../fields.ts';
import type { Refusal } from '../../flow.ts';

/** Declares a service or sub-flow that a chart invokes by name. The engine makes the call, never XState. */
export const call = <Input, Output>() =>
  fromPromise<Output, Input>(async () => {
    throw new Error('calls are made by the engine');
  });

/** What people send: the fields of the view, or one of its choices. */
export type PersonEvent =
  | { readonly type: 'ANSWERED'; readonly values: Values }
  | { readonly type: `CHOSE.${string}`; readonly choice: string };

export const text = (values: Values, name: string): string => String(values[name] ?? '').trim();

/** Six digits (or what the insurer wants), nothing else. */
export const hasLength = (code: string, length: number): boolean =>
  code.length === length && /^\d+$/.test(code);

export const valuesOf = (event: { type: string }): Values =>
  'values' in event ? (event.values as Values) : {};
export const choiceOf = (event: { type: string }): string => ('choice' in event ? String(event.choice) : '');

/** Who has shown a right code, and what still stands between them and their area (P01, P02). */
export interface Verified {
  readonly member: string;
  readonly epoch: number;
  readonly standing: 'temporary' | 'terms-due' | 'ready';
}

/** A desk took it, under a reference the person can quote; `mail` is for the chart to send (its outbox). */
export interface DeskAnswer {
  readonly accepted?: { readonly requestId: string; readonly mail: Readonly<Record<string, unknown>> };
  readonly refused?: Refusal;
}

/** What gives the right to set a new code: a temporary code just shown, or a link opened (X09). */
export type Right =
  | { readonly kind: 'temporary'; readonly member: string; readonly epoch: number }
  | { readonly kind: 'link'; readonly member: string; readonly tokenDigest: string };
