import { assign, setup } from 'xstate';
import type { FieldName, Values } from '../../fields.ts';
import type { Refusal, ShownContext, StateMeta } from '../../flow.ts';
import type { CheckKind, IssuedCheck } from '../../ports/human-check.ts';
import { call, choiceOf, type PersonEvent, valuesOf } from './chart.ts';

/** What a call that checks a secret receives. The values come from the answer and are kept nowhere. */
export interface Attempt {
  readonly values: Values;
  readonly human: {
    readonly check?: IssuedCheck | undefined;
    /** The wait has been served instead of solving a check (X17): good for one attempt. */
    readonly waited?: string | undefined;
  };
}

/** What it answers: what it found behind the secret, or why not yet. */
export type AttemptResult<Accepted> =
  | { readonly accepted: Accepted }
  | {
      readonly refused: Refusal;
      /** Set when the next attempt needs a human check: the one to show (K01, X04). */
      readonly check?: IssuedCheck;
    };

interface GuardedQuestionInput {
  readonly codeLength: number;
  readonly checkWaitMs: number;
  readonly notices?: readonly string[];
  readonly error?: Refusal;
}

interface Context extends ShownContext {
  readonly codeLength: number;
  readonly checkWaitMs: number;
  readonly check?: IssuedCheck | undefined;
  readonly waited?: string | undefined;
  readonly accepted?: unknown;
  readonly next?: string;
}

export interface GuardedQuestion<Id extends string> {
  readonly id: Id;
  readonly fields: readonly FieldName[];
  /** Service that counts the attempt, verifies and answers an `AttemptResult`. */
  readonly service: string;
  /** What is wrong with the form of the answer: refused as such, neither verified nor counted (X04). */
  readonly malformed: (values: Values, codeLength: number) => Refusal | undefined;
  /** Other flows offered beside the question (L08). */
  readonly elsewhere: readonly string[];
}

/**
 * A question whose answer is a secret: asked until it is right, behind a human check once there were too many
 * failures (K01-K04). The check may be work, an image or a minute of patience (X17). Ends with what stands
 * behind the secret, or with the flow chosen instead. Shared by every flow that checks a secret.
 */
export function guardedQuestion<const Id extends string>({
  id,
  fields,
  service,
  malformed,
  elsewhere,
}: GuardedQuestion<Id>) {
  const leaving = { 'CHOSE.*': { guard: 'leadsElsewhere', target: 'left', actions: 'leave' } } as const;
  const answering = {
    ANSWERED: [{ guard: 'malformed', actions: 'refuseMalformed' }, { target: 'verifying' }],
    ...leaving,
  } as const;
  return setup({
    types: {} as {
      meta: StateMeta;
      context: Context;
      input: GuardedQuestionInput;
      events: PersonEvent;
      output: { accepted?: unknown; next?: string };
    },
    actors: {
      [service as 'verify']: call<Attempt, AttemptResult<unknown>>(),
      issueCheck: call<{ kind?: CheckKind }, IssuedCheck>(),
    },
    guards: {
      malformed: ({ context, event }) => malformed(valuesOf(event), context.codeLength) !== undefined,
      leadsElsewhere: ({ event }) => elsewhere.includes(choiceOf(event)),
      accepted: ({ event }) => 'accepted' in resultOf(event),
      checkNeeded: ({ event }) => resultOf(event).check !== undefined,
      checkGiven: ({ context: { check, waited } }) => check !== undefined || waited !== undefined,
    },
    actions: {
      refuseMalformed: assign(({ context, event }) => ({
        error: malformed(valuesOf(event), context.codeLength),
        notices: undefined,
      })),
      refuse: assign((_, error: Refusal) => ({ error, notices: undefined })),
      noteAccepted: assign({ accepted: ({ event }) => resultOf(event).accepted }),
      noteRefused: assign(({ event }) => {
        const { refused, check } = resultOf(event);
        return { error: refused, check, waited: undefined, notices: undefined };
      }),
      /** Each check is good once: what broke off may have used it up. */
      renewCheck: assign({ error: { id: 'unavailable' }, notices: undefined, waited: undefined }),
      settleError: assign({ error: undefined, notices: undefined }),
      leave: assign({ next: ({ event }) => choiceOf(event) }),
    },
    delays: { checkWait: ({ context }) => context.checkWaitMs },
  }).createMachine({
    id,
    context: ({ input }) => ({ ...input }),
    initial: 'awaiting-secret',
    states: {
      'awaiting-secret': {
        meta: { view: { messages: [`${id}.ask`], fields, choices: elsewhere } },
        on: answering,
      },
      'awaiting-secret-and-check': {
        meta: {
          view: {
            messages: [`${id}.ask`, 'check.needed'],
            fields: [...fields, 'humanCheck'],
            choices: ['check-proof', 'check-image', 'check-wait', ...elsewhere],
          },
        },
        on: {
          ...answering,
          'CHOSE.check-proof': { target: 'issuing-check', actions: 'settleError' },
          'CHOSE.check-image': { target: 'issuing-check', actions: 'settleError' },
          'CHOSE.check-wait': 'waiting-for-check',
        },
      },
      'waiting-for-check': {
        meta: { view: { messages: ['check.waiting'], choices: ['back', ...elsewhere] } },
        entry: assign({ error: undefined, notices: undefined }),
        after: {
          checkWait: {
            target: 'awaiting-secret',
            actions: assign(({ context }) => ({
              waited: context.check?.id,
              check: undefined,
              notices: ['check.waited'],
            })),
          },
        },
        on: { ...leaving, 'CHOSE.back': 'awaiting-secret-and-check' },
      },
      verifying: {
        invoke: {
          id: 'verification',
          src: service as 'verify',
          input: ({ context, event }) => ({
            values: valuesOf(event),
            human: { check: context.check, waited: context.waited },
          }),
          onDone: [
            { guard: 'accepted', target: 'accepted', actions: 'noteAccepted' },
            { guard: 'checkNeeded', target: 'awaiting-secret-and-check', actions: 'noteRefused' },
            { target: 'awaiting-secret', actions: 'noteRefused' },
          ],
          onError: [
            { guard: 'checkGiven', target: 'issuing-check', actions: 'renewCheck' },
            { target: 'awaiting-secret', actions: { type: 'refuse', params: { id: 'unavailable' } } },
          ],
        },
      },
      'issuing-check': {
        invoke: {
          id: 'check',
          src: 'issueCheck',
          input: ({ context, event }) => kindAsked(choiceOf(event), context.check),
          onDone: {
            target: 'awaiting-secret-and-check',
            actions: assign({ check: ({ event }) => event.output }),
          },
          onError: {
            target: 'awaiting-secret-and-check',
            actions: { type: 'refuse', params: { id: 'unavailable' } },
          },
        },
      },
      accepted: { type: 'final' },
      left: { type: 'final' },
    },
    output: ({ context: { accepted, next } }) => ({
      ...(accepted !== undefined && { accepted }),
      ...(next !== undefined && { next }),
    }),
  });
}

/** The kind chosen, or another of the one that was shown; none where the insurer's first is due. */
function kindAsked(choice: string, shown: IssuedCheck | undefined): { readonly kind?: CheckKind } {
  if (choice === 'check-proof') return { kind: 'proof-of-work' };
  if (choice === 'check-image') return { kind: 'image' };
  return shown ? { kind: shown.kind } : {};
}

/** The output of the verification, in the event that brings it. */
function resultOf(event: unknown) {
  return (event as { output: { accepted?: unknown; refused?: Refusal; check?: IssuedCheck } }).output;
}
