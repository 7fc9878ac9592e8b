/** The seven demo holders of the contract, and somebody nobody knows: each ends where the source says. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listOutboxMails } from '../../adapters/mail/outbox-mailer.ts';
import { listOutboxSms } from '../../adapters/sms/outbox-sms.ts';
import { sessionKind } from '../../machines/engine/session.ts';
import type { Driver, Seen, Talk } from '../paths/drivers/driver.ts';
import { jsonDriver } from '../paths/drivers/json.ts';
import { webDriver } from '../paths/drivers/web.ts';
import { activationOf, type Begun } from '../paths/wallet.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let source = 0;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const pin = { pin: '7391', confirmPin: '7391' };
const appContact = ['Assistance application e-CPS'];

/** One health professional at the computer, with the simulated telephone in the other hand. */
class Holder {
  private readonly talk: Talk;
  private readonly trail: { session: string; activation?: string };
  seen: Seen;

  private constructor(talk: Talk, session: string, seen: Seen) {
    this.talk = talk;
    this.trail = { session };
    this.seen = seen;
  }

  static async begin(driver: Driver, first: 'card-yes' | 'card-no'): Promise<Holder> {
    const visit = { tenant: 'ecps', flow: 'ecps', source: `192.0.2.${++source}` };
    const { talk } = await driver.visit(world, visit);
    world.committed.length = 0;
    const seen = await talk.answer({ choice: first });
    return new Holder(talk, world.committed.findLast(({ kind }) => kind === sessionKind)!.id, seen);
  }

  async choose(...choices: readonly string[]): Promise<void> {
    for (const choice of choices) this.seen = await this.talk.answer({ choice });
  }

  async work(): Promise<void> {
    while (this.seen.offers.includes('worked')) await this.choose('worked');
  }

  async type(values: Record<string, string>): Promise<void> {
    this.seen = await this.talk.answer({ values });
  }

  activation = async (): Promise<Begun> => (await activationOf(world, this.trail))!;

  async scan(): Promise<void> {
    const { activation } = await this.activation();
    expect((await world.product.wallet!.phone.scan(activation.qr!.payload)).scanned).toBe(true);
    await world.settle();
    this.seen = await this.talk.look();
  }

  /** Method A from the card on the desk, A2-A9. */
  async withCard(): Promise<void> {
    await this.work();
    expect(this.seen.state).toBe('showing-qr.waiting');
    await this.scan();
    await this.type({ addCode: (await this.activation()).activation.addCode!.code });
    await this.type(pin);
  }

  /** Method B as far as the mail, B1-B4. */
  async ask(nationalId: string): Promise<void> {
    await this.work();
    await this.type({ nationalId });
    await world.settle();
  }

  /** B5-B9: by the mail, then the SMS that has arrived. */
  async byMail(): Promise<void> {
    await this.scan();
    await this.work();
    await world.settle();
    await this.type({
      smsCode: /\d{6}/.exec((await listOutboxSms(world.product.documents)).at(-1)!.text)![0],
    });
    await this.type(pin);
  }
}

const mails = async () => (await listOutboxMails(world.product.documents)).map(({ to }) => to.address);
const sms = async () => (await listOutboxSms(world.product.documents)).map(({ to }) => to);
const active = async (holder: Holder) => {
  const { activation } = await holder.activation();
  return { state: holder.seen.state, stage: activation.stage, whose: activation.nationalId };
};

describe.each([webDriver, jsonDriver])('on $channel', (driver) => {
  it('E10-E20 899700218144, with the card: active by method A', async () => {
    const holder = await Holder.begin(driver, 'card-yes');
    await holder.withCard();
    expect(await active(holder)).toEqual({ state: 'activated', stage: 'active', whose: '899700218144' });
  });

  it('E30-E41 899700000013, without a card: active by the mail and the SMS of method B', async () => {
    const holder = await Holder.begin(driver, 'card-no');
    await holder.ask('8 99700000013');
    await holder.byMail();
    expect(await active(holder)).toEqual({ state: 'activated', stage: 'active', whose: '899700000013' });
    expect([(await mails()).at(-1), (await sms()).at(-1)]).toEqual(['e02@example.test', '06 39 98 01 02']);
  });

  it('E34 E62-E63 899700000021, details out of date: led to where they are corrected, then to method B again', async () => {
    const holder = await Holder.begin(driver, 'card-no');
    await holder.ask('899700000021');
    expect((await mails()).at(-1)).toBe('e03@example.test');
    await holder.choose('not-received', 'details-outdated');
    expect([holder.seen.state, holder.seen.contacts]).toEqual([
      'details-outdated',
      ['Mettre à jour vos coordonnées e-CPS'],
    ]);
    expect(holder.seen.raw).toContain('mise-jour-des-coordonnees-de-correspondance');
    await holder.choose('restart');
    expect(holder.seen.state).toBe('awaiting-mail.waiting');
  });

  it('E32 812345678901, an odd check digit: warned, and active by method B', async () => {
    const holder = await Holder.begin(driver, 'card-no');
    await holder.ask('812345678901');
    expect(holder.seen.text).toContain('dernier chiffre de cet identifiant est inhabituel');
    await holder.byMail();
    expect(await active(holder)).toEqual({ state: 'activated', stage: 'active', whose: '812345678901' });
  });

  it('899700000039, active already, changes telephone: active again, on the new one', async () => {
    const first = await Holder.begin(driver, 'card-no');
    await first.ask('899700000039');
    await first.byMail();
    const holder = await Holder.begin(driver, 'card-no');
    await holder.ask('899700000039');
    await holder.byMail();
    expect(await active(holder)).toEqual({ state: 'activated', stage: 'active', whose: '899700000039' });
    expect((await holder.activation()).id).not.toBe((await first.activation()).id);
  });

  it('E37 E65 899700000047, whose SMS never arrives: another SMS, then the contact of E61', async () => {
    const holder = await Holder.begin(driver, 'card-no');
    await holder.ask('899700000047');
    const before = (await sms()).length;
    await holder.scan();
    await holder.work();
    await holder.choose('resend', 'not-received');
    await world.settle();
    expect((await sms()).length).toBe(before);
    expect([holder.seen.state, holder.seen.contacts]).toEqual(['sms-not-received', appContact]);
    await holder.choose('back');
    expect(holder.seen.state).toBe('awaiting-sms.awaiting-sms-code');
  });

  it('E32 0123456789, an ADELI number: no mail, the card only, active by method A', async () => {
    const holder = await Holder.begin(driver, 'card-no');
    const before = (await mails()).length;
    await holder.ask('0123456789');
    expect((await mails()).length).toBe(before);
    expect([holder.seen.state, holder.seen.contacts]).toEqual([
      'adeli-card-only',
      ['Assistance carte CPx (code PIN, lecteur)'],
    ]);
    await holder.choose('card-yes');
    await holder.withCard();
    expect(await active(holder)).toEqual({ state: 'activated', stage: 'active', whose: '0123456789' });
  });

  it('P07 899700000054, unknown: told the same as the known, and nothing leaves', async () => {
    const known = await Holder.begin(driver, 'card-no');
    await known.ask('899700000013');
    const before = (await mails()).length;
    const holder = await Holder.begin(driver, 'card-no');
    await holder.ask('899700000054');
    expect([holder.seen.state, holder.seen.text]).toEqual([known.seen.state, known.seen.text]);
    expect((await mails()).length).toBe(before);
    await holder.choose('not-received');
    expect(holder.seen.contacts).toEqual(appContact);
  });
});
