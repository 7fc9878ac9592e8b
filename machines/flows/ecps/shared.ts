import type { ShownContext } from '../../flow.ts';
import type { WalletEventType } from '../../ports/wallet.ts';
import type { PersonEvent } from '../shared/chart.ts';
import type { PasswordOutput } from './password/chart.ts';

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
  /** Back to the question that chose the method. */
  readonly turnedBack?: true;
}

/** What happens on the telephone, as a chart hears it. */
export interface WalletHeard {
  readonly type: WalletEventType;
  /** Whose it is: an older activation's is not ours. */
  readonly activation: string;
  /** With `SCANNED`: which QR it was; a restarted activation has another. With `SMS_SENT`: until when it is good. */
  readonly expiresAt?: number;
}

export type MethodEvent = PersonEvent | WalletHeard;

/** What both methods keep. */
export interface MethodContext extends ShownContext {
  /** Whether the wallet tells us what happens; else the person does. */
  readonly connected: boolean;
  readonly activation?: string;
  /** Which QR code it is: a restarted activation has another (P16). */
  readonly qrExpiresAt: number;
  readonly activated: boolean;
  readonly turnedBack?: true;
}

interface Seen {
  readonly context: MethodContext;
  readonly event: MethodEvent;
}

const isOurs = ({ context, event }: Seen) => (event as WalletHeard).activation === context.activation;

/** What both methods ask of a moment. */
export const methodGuards = {
  connected: ({ context }: Seen) => context.connected,
  begun: ({ context }: Seen) => context.activation !== undefined,
  ours: isOurs,
  thisQr: (seen: Seen) => isOurs(seen) && (seen.event as WalletHeard).expiresAt === seen.context.qrExpiresAt,
};

/** Calls of the wallet, by the name under which charts invoke them. Durations, for charts have no clock. */
export interface Issued {
  readonly activation: string;
  readonly expiresAt: number;
  readonly lifeMs: number;
  readonly qr?: string | undefined;
}

export type SmsSent = { readonly sent: true; readonly lifeMs: number } | { readonly sent: false };

/** A step that is done on the telephone or the computer, with what helps when it fails. */
interface Step<Next extends string, Back extends string> {
  /** Words of the step where both methods have the same; else its own. */
  readonly says?: string;
  /** Where « it worked » leads: an absolute target. */
  readonly next: Next;
  readonly problems: readonly Problem[];
  readonly restart?: boolean;
  /** Where « étape précédente » leads. */
  readonly back?: Back;
  readonly drawing: string;
  readonly links?: readonly string[];
  readonly notes?: readonly string[];
  /** Where the wallet is connected, it says itself when the step is done. */
  readonly follows?: boolean;
}

/**
 * One step of the guide: what to do and what is seen then; « it worked » goes on, « something else happened »
 * asks what, in the part that knows the exits, and comes back to this step or begins again.
 */
export function step<const Flow extends string, const Next extends string, const Back extends string = Next>(
  flow: Flow,
  name: string,
  {
    says = `${flow}.${name}`,
    next,
    problems,
    restart = false,
    back,
    drawing,
    links,
    notes = [],
    follows = false,
  }: Step<Next, Back>,
) {
  return {
    initial: 'doing',
    states: {
      doing: {
        meta: {
          view: {
            messages: [says, ...notes],
            choices: ['worked', 'failed', ...(restart ? ['restart'] : []), ...(back ? ['back'] : [])],
            drawing,
            ...(links && { links }),
            ...(follows && { awaitsEventWhen: 'connected' }),
          },
        },
        on: {
          'CHOSE.worked': { target: `#${flow}.${next}`, actions: 'calm' },
          'CHOSE.failed': { target: 'trouble', actions: 'calm' },
          ...(restart ? again(flow) : {}),
          ...(back ? ({ 'CHOSE.back': { target: `#${flow}.${back}`, actions: 'calm' } } as const) : {}),
        },
      },
      trouble: trouble(flow, 'doing', { problems, restart }),
    },
  } as const;
}

/** « Recommencer l’activation » (E15). */
export const again = <const Flow extends string>(flow: Flow) =>
  ({ 'CHOSE.restart': { target: `#${flow}.restarting`, actions: 'calm' } }) as const;

/**
 * Asks what happened and shows its exit. `back` is the sibling state it comes back to; it begins again only
 * where it may, and only trouble with the card leads over to the other method.
 */
export function trouble<const Flow extends string, const Back extends string>(
  flow: Flow,
  back: Back,
  input: TroubleInput,
) {
  const goes =
    (where: TroubleOutput['go']) =>
    ({ event }: { event: { output: TroubleOutput } }) =>
      event.output.go === where;
  const over = input.problems.includes('card-problem');
  return {
    invoke: {
      id: 'trouble',
      src: 'ecps-trouble',
      input: () => input,
      onDone: [
        ...(input.restart ? [{ guard: goes('restart'), target: `#${flow}.restarting` } as const] : []),
        ...(over ? [{ guard: goes('card-no'), target: `#${flow}.left` } as const] : []),
        { target: back },
      ],
    },
  } as const;
}

/** The app, which both methods begin with (E10, E30). */
export const installing = <const Flow extends string, const Next extends string>(
  flow: Flow,
  next: Next,
  problems: readonly Problem[] = [],
) =>
  step(flow, 'installing-app', {
    says: 'ecps.installing-app',
    next,
    problems: ['app-problem', 'phone-incompatible', ...problems],
    back: 'turning-back',
    drawing: 'ecps-install',
  });

/** Before the first step stands the question that chose the method. */
export const turningBack = { always: { target: 'left', actions: 'turnBack' } } as const;

/** What may still go wrong when only the password is missing. */
export const lateProblems = ['app-problem', 'phone-lost'] as const;

/** The password (E20, E40). An activation that takes none any more leads to `dead`. */
export function choosingPin<const Flow extends string, const Dead extends string>(flow: Flow, dead: Dead) {
  const ends =
    (how: PasswordOutput['end']) =>
    ({ event }: { event: { output: PasswordOutput } }) =>
      event.output.end === how;
  return {
    initial: 'choosing',
    states: {
      choosing: {
        invoke: {
          id: 'password',
          src: 'ecps-password',
          input: ({ context }: { context: { readonly activation?: string } }) => ({
            activation: context.activation!,
          }),
          onDone: [
            { guard: ends('active'), target: `#${flow}.activated`, actions: 'noteActivated' },
            { guard: ends('failed'), target: 'trouble' },
            { guard: ends('restart'), target: `#${flow}.restarting` },
            { target: `#${flow}.${dead}` },
          ],
        },
      },
      trouble: trouble(flow, 'choosing', { problems: lateProblems, restart: true }),
    },
  } as const;
}

/** An error exit of E65: what it means, whom to call, and the beginning again (E15). */
export const exit = <const Flow extends string>(flow: Flow, name: string, outcome?: 'to-a-person') =>
  ({
    meta: {
      view: {
        messages: [`ecps.${name}`],
        choices: ['restart'],
        contacts: 'ecps-app',
        ...(outcome && { outcome }),
      },
    },
    on: again(flow),
  }) as const;
