import type { ExpectedState, LateEvent } from './expected-flow.ts';

/** The stand-ins of both methods: one activation, whose present QR code is known by when it expires. */
export const issued = { activation: 'a', qr: 'q', expiresAt: 1, lifeMs: 90_000 };
export const adeliCard = '0123456789';

type States = Readonly<Record<string, ExpectedState>>;
type Edges = NonNullable<ExpectedState['on']>;

/** The label of a fact, and what must be ignored: the same of another activation, or of an older QR code (P16). */
export function facts(types: readonly string[], ofQr: readonly string[] = []): Record<string, LateEvent> {
  const { activation, expiresAt } = issued;
  return Object.fromEntries([
    ...types.flatMap((type) => [
      [type, { type, activation, expiresAt }],
      [`${type} of another activation`, { type, activation: 'another', expiresAt }],
    ]),
    ...ofQr.map((type) => [`${type} of an older code`, { type, activation, expiresAt: 0 }]),
  ]);
}

export interface ExpectedTrouble {
  /** Where it comes back to. */
  readonly back: string;
  /** Where it begins again (E15), where there is something to begin again. */
  readonly restart?: string | readonly string[];
  /** Where trouble with the card leads. */
  readonly cardNo?: string;
}

/** While « what happened? » is asked. */
export const troubled = ({ back, restart, cardNo }: ExpectedTrouble): ExpectedState => ({
  on: {
    'trouble: back': back,
    ...(restart && { 'trouble: restart': restart }),
    ...(cardNo && { 'trouble: without the card': cardNo }),
  },
});

export interface ExpectedStep {
  readonly says: readonly string[];
  readonly worked: string | readonly string[];
  readonly restart?: string | readonly string[];
  readonly back?: string;
  readonly cardNo?: string;
  /** By time or from elsewhere, while the step is done and while its trouble is asked about. */
  readonly meanwhile?: Edges;
}

/** One step: what to do, « it worked », « something else happened », and where it makes sense « begin again ». */
export function expectedStep(name: string, step: ExpectedStep): States {
  const { says, worked, restart, back, cardNo, meanwhile } = step;
  const doing = `${name}.doing`;
  const trouble = `${name}.trouble`;
  const asked = troubled({ back: doing, ...(restart && { restart }), ...(cardNo && { cardNo }) });
  return {
    [doing]: {
      says,
      offers: ['worked', 'failed', ...(restart ? ['restart'] : []), ...(back ? ['back'] : [])],
      on: {
        ...meanwhile,
        'chose worked': worked,
        'chose failed': trouble,
        ...(restart && { 'chose restart': restart }),
        ...(back && { 'chose back': back }),
      },
    },
    [trouble]: { on: { ...meanwhile, ...asked.on } },
  };
}

/** An error that leaves nothing but a beginning again or a person (E65, P15). */
export const expectedExit = (
  name: string,
  restart: string | readonly string[],
  more: Pick<ExpectedState, 'outcome' | 'on'> = {},
): ExpectedState => ({
  says: [`ecps.${name}`],
  offers: ['restart'],
  contacts: 'ecps-app',
  ...(more.outcome && { outcome: more.outcome }),
  on: { ...more.on, 'chose restart': restart },
});

/** The password's sub-flow, with its trouble. */
export const expectedPassword = (restart: string, dead: string, meanwhile: Edges): States => ({
  'choosing-pin.choosing': {
    on: {
      ...meanwhile,
      'password: active': 'activated',
      'password: failed': 'choosing-pin.trouble',
      'password: restart': restart,
      'password: void': dead,
    },
  },
  'choosing-pin.trouble': {
    on: { ...meanwhile, ...troubled({ back: 'choosing-pin.choosing', restart }).on },
  },
});

export const troubleEnds = {
  back: { go: 'back' },
  restart: { go: 'restart' },
  'without the card': { go: 'card-no' },
};
export const passwordEnds = {
  active: { end: 'active' },
  failed: { end: 'failed' },
  restart: { end: 'restart' },
  void: { end: 'void' },
};
