import { listOutboxSms } from '../../adapters/sms/outbox-sms.ts';
import type { Activation } from '../../adapters/wallet/activation.ts';
import type { Fault } from '../../adapters/wallet/phone.ts';
import { type Session, sessionKind } from '../../machines/engine/session.ts';
import type { Answer, View } from '../../machines/envelope.ts';
import type { Origin } from '../../machines/flow.ts';
import type { TestProduct } from './product.ts';

export const withCard = '899700218144';
export const withoutCard = '899700000013';
export const nobody = '899700000054';

const origin: Origin = { channel: 'test', source: '192.0.2.7' };

/** Somebody in front of the guide, with the computer and the telephone of the simulated wallet. */
export class EcpsVisit {
  readonly world: TestProduct;
  view: View;
  token: string;

  private constructor(world: TestProduct, token: string, view: View) {
    this.world = world;
    this.token = token;
    this.view = view;
  }

  static async begin(world: TestProduct, tenant = 'ecps', flow = 'ecps'): Promise<EcpsVisit> {
    const { engine } = world.product;
    const { token, view } = await engine.start({ tenant, flow, locale: 'fr', origin });
    return new EcpsVisit(world, token, view);
  }

  get session(): string {
    return this.token.slice(0, 22);
  }

  async answer(answer: Answer): Promise<View> {
    const { engine } = this.world.product;
    const { view } = await engine.answer({ token: this.token, turn: this.view.turn, answer, origin });
    this.view = view;
    return view;
  }

  choose(...choices: readonly string[]): Promise<View> {
    return choices.reduce<Promise<View>>(
      (before, choice) => before.then(() => this.answer({ choice })),
      Promise.resolve(this.view),
    );
  }

  type(values: Record<string, string>): Promise<View> {
    return this.answer({ values });
  }

  async look(): Promise<View> {
    this.view = (await this.world.product.engine.resume(this.token)).view;
    return this.view;
  }

  /** « It worked » until the guide waits for something else. */
  async work(): Promise<View> {
    while (this.view.choices.some(({ id }) => id === 'worked')) await this.choose('worked');
    return this.view;
  }

  /** The activation of this visit. */
  async activation(): Promise<{ id: string; activation: Activation }> {
    const { documents, wallet } = this.world.product;
    const session = await documents.load<Session>(sessionKind, this.session);
    const id = session?.body.frames.map(({ context }) => context.activation).find((one) => one !== undefined);
    const activation = id === undefined ? undefined : await wallet!.load(String(id));
    if (!activation) throw new Error('this visit has begun no activation');
    return { id: String(id), activation };
  }

  /** The telephone scans the code there is, and the guide hears of it. */
  async scan(): Promise<View> {
    const { activation } = await this.activation();
    const result = await this.world.product.wallet!.phone.scan(activation.qr?.payload ?? '');
    if (!result.scanned) throw new Error(`not scanned: ${result.why}`);
    return this.heard();
  }

  async happen(fault: Fault): Promise<View> {
    const { id } = await this.activation();
    if (!(await this.world.product.wallet!.phone.happen(id, fault)))
      throw new Error(`${fault} cannot happen`);
    return this.heard();
  }

  async heard(): Promise<View> {
    await this.world.settle();
    return this.look();
  }

  async pass(ms: number): Promise<View> {
    await this.world.pass(ms);
    return this.look();
  }

  async addCode(): Promise<string> {
    return (await this.activation()).activation.addCode!.code;
  }

  /** What the newest SMS says, once it has left. */
  async smsCode(): Promise<string> {
    await this.world.settle();
    const sms = (await listOutboxSms(this.world.product.documents)).at(-1);
    return /\d{6}/.exec(sms?.text ?? '')![0];
  }

  /** Method A as far as the QR code. */
  static async toQr(world: TestProduct): Promise<EcpsVisit> {
    const visit = await EcpsVisit.begin(world);
    await visit.choose('card-yes');
    await visit.work();
    return visit;
  }

  /** Method B as far as the mail. */
  static async toMail(world: TestProduct, nationalId: string): Promise<EcpsVisit> {
    const visit = await EcpsVisit.begin(world);
    await visit.choose('card-no', 'worked');
    await visit.type({ nationalId });
    await world.settle();
    return visit;
  }
}
