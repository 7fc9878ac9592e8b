/**
 * How what happens in the e-CPS guide is brought about: by the person at the computer, by the telephone of the
 * simulator, and where that cannot happen a second time, by telling the session again (late events may repeat).
 */
import type { Activation } from '../../adapters/wallet/activation.ts';
import type { LateEvent } from '../../machines/engine/late.ts';
import { type Session, sessionKind } from '../../machines/engine/session.ts';
import type { World } from '../support/world.ts';
import type { Doing, Trail } from './bring-about.ts';
import type { Outcome } from './journeys.ts';
import { lookOnce, stored } from './look-once.ts';

type Values = Record<string, string>;

/** Holders a mail goes to; each gets a limited number of them a day, so they take turns. */
const holders = ['899700218144', '899700000013', '899700000021', '899700000039'];
const wrongAddCode = 'Z27182';
const wrongSmsCode = '271828';
const pins = ['7391', '1357', '1235', '8046'];
const easyPins = ['1234', '7890', '0987', '4444'];
let turns = 0;
const inTurn = <T>(list: readonly T[]): T => list[turns++ % list.length]!;

export interface Begun {
  readonly id: string;
  readonly activation: Activation;
  /** Of the QR code that the visit has seen last; the wallet forgets it with the telephone. */
  readonly qrExpiresAt: unknown;
}

/** The activation of a visit, once one has begun. `trail` remembers it: an active one is no step's any more. */
export async function activationOf(
  world: World,
  trail: Pick<Trail, 'session' | 'activation'>,
): Promise<Begun | undefined> {
  const { wallet } = world.product;
  if (!trail.session || !wallet) return undefined;
  const document = await stored<Session>(world, sessionKind, trail.session);
  const present = document?.body.frames
    .map(({ context }) => context)
    .find((context) => context.activation !== undefined);
  if (present !== undefined) trail.activation = String(present.activation);
  const id = trail.activation;
  const activation = id && (await lookOnce(world, `activation/${id}`, () => wallet.load(id)));
  return activation ? { id: id!, activation, qrExpiresAt: present?.qrExpiresAt } : undefined;
}

/** Whether the wallet of this world can find out so. */
export const walletAllows = ({ call, outcome, flow }: Outcome, wallet: 'simulated' | 'none'): boolean =>
  flow !== 'ecps' ||
  call !== 'wallet' ||
  outcome === 'fails' ||
  (outcome === 'connected') === (wallet === 'simulated');

const services: Readonly<Record<string, string>> = {
  wallet: 'walletStatus',
  issue: 'walletStart',
  reissue: 'walletRestart',
  add: 'walletTypeAddCode',
  request: 'walletRequest',
  'request-again': 'walletRestart',
  sms: 'walletSendSms',
  type: 'walletTypeSmsCode',
  setting: 'walletSetPassword',
};

/** What is typed so that the call turns out so, with everything behind the scenes prepared. */
export async function onWallet(doing: Doing, { call, outcome }: Outcome): Promise<Values> {
  const { world, trail } = doing;
  const begun = await activationOf(world, trail);
  if (outcome === 'fails')
    world.once(`call ${services[call]!}`, () => {
      throw new Error('the wallet failed, as the proof wanted');
    });
  switch (call) {
    case 'request':
      return trail.typed === 'an identifier' ? { nationalId: inTurn(holders) } : {};
    case 'request-again':
      // The same once more: another would be a request of its own.
      return trail.typed === 'an identifier' ? { nationalId: begun!.activation.nationalId } : {};
    case 'add':
      return { addCode: await addCode(world, begun!, outcome) };
    case 'sms':
      if (outcome === 'refused') await useUpSms(world, begun!);
      return {};
    case 'type':
      return { smsCode: await smsCode(doing, begun!, outcome) };
    case 'setting':
      return twice(await pin(world, begun!, outcome));
    default:
      return {};
  }
}

const twice = (pin: string) => ({ pin, confirmPin: pin });
const elsewhere = () => `elsewhere.${turns++}`;

async function addCode({ product }: World, { id, activation }: Begun, outcome: string): Promise<string> {
  const right = activation.addCode?.code ?? wrongAddCode;
  if (outcome === 'added') return ` ${right.toLowerCase()} `;
  if (outcome !== 'void') return wrongAddCode;
  // E65: five wrong ones and the code is dead, the right one too.
  for (let i = 0; i < 5; i++) await product.wallet!.typeAddCode(id, wrongAddCode, elsewhere());
  return right;
}

async function useUpSms({ product }: World, { id }: Begun): Promise<void> {
  while ((await product.wallet!.sendSms(id, elsewhere())).sent);
}

async function smsCode({ world, trail }: Doing, { id, activation }: Begun, outcome: string): Promise<string> {
  const { wallet } = world.product;
  const right = activation.sms?.code ?? wrongSmsCode;
  if (outcome === 'void')
    for (let i = 0; i < 5; i++) await wallet!.typeSmsCode(id, wrongSmsCode, elsewhere());
  // The clock of the agency is a little ahead: the code is dead there before the guide has heard of it.
  if (outcome === 'expired') {
    await wallet!.phone.happen(id, 'expire');
    trail.afterwards = () => world.settle();
  }
  return outcome === 'wrong' ? wrongSmsCode : right;
}

async function pin({ product }: World, { id }: Begun, outcome: string): Promise<string> {
  // Begun again from another page meanwhile: this activation takes no password any more.
  if (outcome === 'void') await product.wallet!.restart(id, elsewhere());
  return inTurn(outcome === 'too easy' ? easyPins : pins);
}

type Simulator = NonNullable<World['product']['wallet']>;

/** What makes each fact true on the telephone, or on the wallet's own site. False or refused: it cannot happen (again) there. */
const happenings: Readonly<Record<string, (wallet: Simulator, begun: Begun) => Promise<boolean>>> = {
  'WALLET.SCANNED': async ({ phone }, { activation }) =>
    (await phone.scan(activation.qr?.payload ?? '')).scanned,
  'WALLET.QR_EXPIRED': ({ phone }, { id }) => phone.happen(id, 'expire'),
  'WALLET.ADD_CODE_EXPIRED': ({ phone }, { id }) => phone.happen(id, 'expire'),
  'WALLET.SMS_SENT': async ({ phone }, { id }) => (await phone.askSms(id)).sent,
  'WALLET.SMS_EXPIRED': ({ phone }, { id }) => phone.happen(id, 'expire'),
  'WALLET.SMS_WRONG': async ({ phone }, { id }) => (await phone.typeSmsCode(id, wrongSmsCode)) === 'wrong',
  'WALLET.SMS_ACCEPTED': async ({ phone }, { id, activation }) =>
    (await phone.typeSmsCode(id, activation.sms?.code ?? '')) === 'accepted',
  'WALLET.PHONE_ADDED': async ({ site }, { id, activation }) =>
    (await site.typeAddCode(id, activation.addCode?.code ?? '')) === 'added',
  'WALLET.ACTIVATED': async ({ phone, site }, { id, activation }) =>
    (await (activation.method === 'mail' ? phone : site).setPassword(id, inTurn(pins))) === 'active',
  'WALLET.PHONE_LOST': ({ phone }, { id }) => phone.happen(id, 'lost'),
  'WALLET.PHONE_INCOMPATIBLE': ({ phone }, { id }) => phone.happen(id, 'incompatible'),
};

/**
 * The fact happens on the telephone and the worker tells the session; or it is told once more. Returns what was
 * told, as a repeated delivery would tell it.
 */
export async function happenOnPhone(world: World, trail: Trail, type: string): Promise<LateEvent> {
  const begun = await activationOf(world, trail);
  const happen = happenings[type];
  if (!begun || !happen) throw new Error(`nobody knows how « ${type} » happens`);
  const expiresAt = begun.activation.qr?.expiresAt ?? begun.qrExpiresAt;
  const told = { type, activation: begun.id, expiresAt } as LateEvent;
  if (await happen(world.product.wallet!, begun)) await world.settle();
  else if ((await world.product.engine.deliver(trail.session!, told)) !== 'heard')
    throw new Error(`« ${type} » is not heard`);
  return told;
}
