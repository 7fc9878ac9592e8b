import type { WalletEventType } from '../../ports/wallet.ts';
import type { PersonEvent } from '../shared/chart.ts';

/** What a person says went wrong, and what each exit is about (E60-E65). */
export type Problem =
  | 'card-problem'
  | 'app-problem'
  | 'details-outdated'
  | 'details-problem'
  | 'phone-incompatible'
  | 'phone-lost'
  | 'qr-expired'
  | 'add-code-wrong'
  | 'mail-not-received'
  | 'sms-not-received'
  | 'sms-expired'
  | 'sms-wrong';

export interface TroubleInput {
  /** One: its exit at once. Several: they are asked for. */
  readonly problems: readonly Problem[];
  /** Whether the activation can begin again from its first code (E15). */
  readonly restart: boolean;
}

export interface TroubleOutput {
  readonly go: 'back' | 'restart' | 'card-no';
}

/** How a method ends: done, or over to the other one. */
export interface MethodOutput {
  readonly activated: boolean;
  /** E32: the card of whoever typed an ADELI number. */
  readonly card?: string;
}

/** What happens on the telephone, as a chart hears it. */
export interface WalletHeard {
  readonly type: WalletEventType;
  readonly activation: string;
  readonly expiresAt?: number;
}

export type MethodEvent = PersonEvent | WalletHeard;

/** Calls of the wallet, by the name under which charts invoke them. Durations, for charts have no clock. */
export interface Issued {
  readonly activation: string;
  readonly expiresAt: number;
  readonly lifeMs: number;
  readonly qr?: string | undefined;
}

export type SmsSent = { readonly sent: true; readonly lifeMs: number } | { readonly sent: false };

/** A step that is done on the telephone or the computer, with what helps when it fails. */
interface Step<Next extends string> {
  /** Where « it worked » leads: an absolute target. */
  readonly next: Next;
  readonly problems: readonly Problem[];
  readonly restart?: boolean;
  readonly drawing: string;
  readonly links?: readonly string[];
  readonly notes?: readonly string[];
}

/**
 * One step of the guide: what to do and what is seen then; « it worked » goes on, « something else happened »
 * asks what, in the part that knows the exits, and comes back to this step or begins again.
 */
export function step<const Flow extends string, const Next extends string>(
  flow: Flow,
  name: string,
  { next, problems, restart = false, drawing, links, notes = [] }: Step<Next>,
) {
  const again = { 'CHOSE.restart': { target: `#${flow}.restarting`, actions: 'calm' } } as const;
  return {
    initial: 'doing',
    states: {
      doing: {
        meta: {
          view: {
            messages: [`${flow}.${name}`, ...notes],
            choices: restart ? ['worked', 'failed', 'restart'] : ['worked', 'failed'],
            drawing,
            ...(links && { links }),
          },
        },
        on: {
          'CHOSE.worked': { target: `#${flow}.${next}`, actions: 'calm' },
          'CHOSE.failed': { target: 'trouble', actions: 'calm' },
          ...(restart ? again : {}),
        },
      },
      trouble: trouble(flow, 'doing', { problems, restart }),
    },
  } as const;
}

/** Asks what happened and shows its exit; `back` is the sibling state it comes back to. */
export function trouble<const Flow extends string, const Back extends string>(
  flow: Flow,
  back: Back,
  input: TroubleInput,
) {
  const goes =
    (where: TroubleOutput['go']) =>
    ({ event }: { event: { output: TroubleOutput } }) =>
      event.output.go === where;
  return {
    invoke: {
      id: 'trouble',
      src: 'ecps-trouble',
      input: () => input,
      onDone: [
        { guard: goes('restart'), target: `#${flow}.restarting` },
        { guard: goes('card-no'), target: `#${flow}.left` },
        { target: back },
      ],
    },
  } as const;
}
