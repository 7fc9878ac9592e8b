import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { View } from '../../machines/envelope.ts';
import { EcpsVisit, withoutCard } from '../support/ecps-visit.ts';
import { DAY, MINUTE, SECOND, type TestProduct, testProduct } from '../support/product.ts';

let world: TestProduct;
let guiding: TestProduct;
beforeAll(async () => {
  [world, guiding] = await Promise.all([testProduct(), testProduct({ wallet: 'none' })]);
});
afterAll(() => Promise.all([world.close(), guiding.close()]));

/** E60, E61, E34, as the source writes them. */
const card = {
  phone: '0 825 85 2000',
  price: '0,06\u00a0€/min + prix de l’appel',
  email: 'monserviceclient.cartes@asipsante.fr',
};
const app = {
  phone: '0 809 40 00 82',
  price: 'appel gratuit',
  email: 'monserviceclient.e-cps@asipsante.fr',
  url: 'https://esante.gouv.fr/securite/faq-e-cps',
};
const details = { url: 'https://esante.gouv.fr/securite/e-cps/mise-jour-des-coordonnees-de-correspondance' };

type Way = () => Promise<EcpsVisit>;

const said =
  (method: 'card-yes' | 'card-no', worked: number, ...problem: readonly string[]): Way =>
  async () => {
    const visit = await EcpsVisit.begin(guiding);
    await visit.choose(method, ...Array.from({ length: worked }, () => 'worked'), ...problem);
    return visit;
  };
const guidedMail =
  (worked: number, ...problem: readonly string[]): Way =>
  async () => {
    const visit = await EcpsVisit.begin(guiding);
    await visit.choose('card-no', 'worked');
    await visit.type({ nationalId: withoutCard });
    await visit.choose(...Array.from({ length: worked }, () => 'worked'), ...problem);
    return visit;
  };
const onQr =
  (then: (visit: EcpsVisit) => Promise<unknown>): Way =>
  async () => {
    const visit = await EcpsVisit.toQr(world);
    await then(visit);
    return visit;
  };
const onMail =
  (then: (visit: EcpsVisit) => Promise<unknown>): Way =>
  async () => {
    const visit = await EcpsVisit.toMail(world, withoutCard);
    await then(visit);
    return visit;
  };
const onSms = (then: (visit: EcpsVisit) => Promise<unknown>): Way =>
  onMail(async (visit) => {
    await visit.scan();
    await visit.choose('worked');
    await then(visit);
  });

/** One row an error state: how somebody gets there, and exactly the contact the source gives for it. */
const rows: readonly [id: string, state: string, way: Way, contact: object][] = [
  ['E60', 'card-problem', said('card-yes', 2, 'failed'), card],
  ['E60', 'card-problem', said('card-yes', 3, 'failed', 'card-problem'), card],
  ['E61', 'app-problem', said('card-yes', 0, 'failed', 'app-problem'), app],
  ['E61', 'app-problem', said('card-yes', 1, 'failed', 'app-problem'), app],
  ['E60', 'card-problem', said('card-yes', 0, 'failed', 'card-problem'), card],
  ['E60', 'card-problem', said('card-yes', 1, 'failed', 'card-problem'), card],
  ['E61', 'app-problem', said('card-no', 0, 'failed', 'app-problem'), app],
  ['E62', 'details-outdated', said('card-no', 0, 'failed', 'details-outdated'), details],
  ['E62', 'details-outdated', said('card-no', 1, 'details-outdated'), details],
  ['E62', 'details-outdated', guidedMail(0, 'failed', 'details-outdated'), details],
  ['E63', 'details-problem', said('card-no', 1, 'failed', 'details-problem'), card],
  ['E63', 'details-problem', said('card-no', 1, 'details-outdated', 'details-problem'), card],
  ['E32', 'adeli-card-only', () => EcpsVisit.toMail(world, '0123456789'), card],
  ['E65', 'phone-incompatible', said('card-yes', 0, 'failed', 'phone-incompatible'), app],
  ['E65', 'phone-incompatible', onQr((visit) => visit.happen('incompatible')), app],
  ['E65', 'phone-incompatible', onMail((visit) => visit.happen('incompatible')), app],
  ['E65', 'phone-lost', said('card-yes', 5, 'failed', 'phone-lost'), app],
  ['E65', 'phone-lost', onQr((visit) => visit.happen('lost')), app],
  ['E65', 'phone-lost', onSms((visit) => visit.happen('lost')), app],
  ['E65', 'qr-expired', said('card-yes', 5, 'failed', 'qr-expired'), app],
  ['E65', 'qr-expired', onQr((visit) => visit.pass(90 * SECOND)), app],
  ['E65', 'qr-expired', onQr((visit) => visit.happen('expire')), app],
  ['E65', 'mail-expired', onMail((visit) => visit.pass(DAY)), app],
  ['E65', 'mail-expired', onMail((visit) => visit.happen('expire')), app],
  ['E65', 'mail-not-received', onMail((visit) => visit.choose('not-received')), app],
  ['E65', 'add-code-wrong', said('card-yes', 6, 'failed', 'add-code-wrong'), app],
  [
    'E65',
    'adding-phone.add-code-wrong',
    onQr(async (visit) => {
      await visit.scan();
      await visit.type({ addCode: 'nonsense' });
    }),
    app,
  ],
  [
    'E65',
    'add-code-expired',
    onQr(async (visit) => {
      await visit.scan();
      await visit.happen('expire');
    }),
    app,
  ],
  ['E65', 'sms-not-received', onSms((visit) => visit.choose('not-received')), app],
  ['E65', 'sms-expired', onSms((visit) => visit.pass(10 * MINUTE)), app],
  ['E65', 'sms-expired', onSms((visit) => visit.happen('expire')), app],
  ['E65', 'sms-expired', guidedMail(3, 'failed', 'sms-expired'), app],
  ['E65', 'awaiting-sms.sms-wrong', onSms((visit) => visit.happen('wrong-sms')), app],
  ['E65', 'awaiting-sms.sms-wrong', onSms((visit) => visit.type({ smsCode: 'nonsense' })), app],
  ['E65', 'sms-wrong', guidedMail(3, 'failed', 'sms-wrong'), app],
  [
    'E65',
    'sms-refused',
    onSms(async (visit) => {
      await visit.choose('resend', 'resend', 'resend', 'resend', 'resend');
    }),
    app,
  ],
];

const figures = ({ contacts = [] }: View) =>
  contacts.map(({ phone, price, email, url }) => ({
    ...(phone && { phone, price }),
    ...(email && { email }),
    ...(url && { url }),
  }));

describe('each error state names exactly the contact the source gives (P15)', () => {
  it.each(rows)('%s P15 E64 %s', async (_id, state, way, contact) => {
    const { view } = await way();
    expect(view.state).toBe(state);
    expect(figures(view)).toEqual([contact]);
    // CT: nobody has checked the figures yet, so they are never stated as facts.
    for (const { toBeConfirmed } of view.contacts!) expect(toBeConfirmed).toBe('à confirmer');
    expect(view.choices.map(({ id }) => id)).toContain('person');
  });

  it('E65 a lost telephone’s activation takes nothing any more, and a restart begins anew', async () => {
    const visit = await EcpsVisit.toQr(world);
    const { payload } = visit.view.qr!;
    await visit.happen('lost');
    expect((await world.product.wallet!.phone.scan(payload)).scanned).toBe(false);
    await visit.choose('restart');
    await visit.scan();
    expect(visit.view.state).toBe('adding-phone.awaiting-add-code');
  });

  it('E65 a wrong SMS announced before it leaves is refused when typed; the next one fits', async () => {
    const visit = await EcpsVisit.toMail(world, withoutCard);
    await visit.scan();
    await visit.happen('wrong-sms');
    await visit.choose('worked');
    await visit.type({ smsCode: await visit.smsCode() });
    expect(visit.view.state).toBe('awaiting-sms.sms-wrong');
    await visit.choose('resend');
    await visit.type({ smsCode: await visit.smsCode() });
    expect(visit.view.state).toBe('choosing-pin');
  });
});

describe('where the wallet is not connected (real life)', () => {
  it('E10-E20 guides through method A by what the person sees, and asks for no code and no password', async () => {
    const visit = await EcpsVisit.begin(guiding);
    await visit.choose('card-yes');
    const asked: string[] = [];
    while (visit.view.state !== 'activated') {
      asked.push(...visit.view.fields.map(({ name }) => name));
      expect(visit.view.drawing?.text.length).toBeGreaterThan(30);
      await visit.choose('worked');
    }
    expect(asked).toEqual([]);
    expect(visit.view.outcome).toBe('activated');
  });

  it('E30-E41 guides through method B, and only the identifier is asked', async () => {
    const visit = await EcpsVisit.begin(guiding);
    await visit.choose('card-no', 'worked');
    expect(visit.view.fields.map(({ name }) => name)).toEqual(['nationalId']);
    await visit.type({ nationalId: withoutCard });
    await visit.work();
    expect(visit.view.outcome).toBe('activated');
    expect(await guiding.outbox.mails()).toEqual([]);
  });

  it('E65 the mail’s 24 hours and the SMS’s 10 minutes pass by the clock here too, with a way on', async () => {
    const mail = await guidedMail(1)();
    await mail.pass(DAY);
    expect(mail.view.state).toBe('mail-expired');
    await mail.choose('restart');
    expect(mail.view.state).toBe('sending-request.doing');
    const sms = await guidedMail(3)();
    await sms.pass(10 * MINUTE);
    expect(sms.view.state).toBe('sms-expired');
    await sms.choose('resend');
    expect(sms.view.state).toBe('choosing-sms.doing');
  });

  it('E50-E56 the rules of the password are explained to everyone', async () => {
    const { view } = await said('card-yes', 7)();
    expect(view.state).toBe('creating-password.doing');
    expect(view.messages.map(({ text }) => text).join(' ')).toMatch(
      /7890.*0987.*identiques.*date de naissance.*1 à 9, puis 0/s,
    );
  });

  it('whoever goes back to the national identifier finds it as typed (WCAG 3.3.7)', async () => {
    const { token, view } = await guidedMail(0, 'back')();
    expect(view.state).toBe('identifying.awaiting-national-id');
    expect((await guiding.product.engine.resume(token)).draft).toEqual({ nationalId: withoutCard });
  });

  it('P15 the flow names the same contacts when an insurer offers it', async () => {
    const visit = await EcpsVisit.begin(guiding, 'acs');
    await visit.choose('card-yes', 'worked', 'worked', 'failed');
    expect(figures(visit.view)).toEqual([card]);
    await visit.choose('card-no');
    expect(visit.view.state).toBe('installing-app.doing');
  });
});
