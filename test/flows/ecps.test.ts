import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EcpsVisit, nobody, withCard, withoutCard } from '../support/ecps-visit.ts';
import { DAY, HOUR, MINUTE, SECOND, type TestProduct, testProduct } from '../support/product.ts';

let world: TestProduct;
beforeAll(async () => {
  world = await testProduct();
});
afterAll(() => world.close());

const pin = { pin: '7391', confirmPin: '7391' };
const contacts = ({ view }: EcpsVisit) => (view.contacts ?? []).map(({ id }) => id);

describe('method A, with the card (E10-E20)', () => {
  it('E01 E10-E20 leads from no idea to an active e-CPS', async () => {
    const visit = await EcpsVisit.toQr(world);
    expect(visit.view).toMatchObject({ state: 'showing-qr.waiting', awaitsEvent: true });
    expect(visit.view.qr?.payload).toBe((await visit.activation()).activation.qr?.payload);
    expect((await visit.activation()).activation.nationalId).toBe(withCard);
    expect(Date.parse(visit.view.changesAt!) - world.clock.now()).toBe(90 * SECOND);
    await visit.scan();
    expect(visit.view.fields.map(({ name, secret }) => [name, secret])).toEqual([['addCode', true]]);
    const code = await visit.addCode();
    expect(code).toMatch(/^[A-Z]\d{5}$/);
    await visit.type({ addCode: ` ${code.toLowerCase()} ` });
    expect(visit.view.fields.map(({ name }) => name)).toEqual(['pin', 'confirmPin']);
    await visit.type(pin);
    expect(visit.view).toMatchObject({ state: 'activated', outcome: 'activated' });
  });

  it('E15 P16 a restart voids the QR and the add code of before', async () => {
    const visit = await EcpsVisit.toQr(world);
    const first = visit.view.qr!.payload;
    await visit.choose('restart');
    const second = visit.view.qr!.payload;
    expect(second).not.toBe(first);
    expect(await world.product.wallet!.phone.scan(first)).toEqual({ scanned: false, why: 'unknown' });
    await visit.scan();
    const old = await visit.addCode();
    await visit.choose('restart');
    expect(visit.view.state).toBe('showing-qr.waiting');
    await visit.scan();
    await visit.type({ addCode: old });
    expect(visit.view.error).toMatchObject({ id: 'add-code-wrong', field: 'addCode' });
    await visit.type({ addCode: await visit.addCode() });
    expect(visit.view.state).toBe('choosing-pin');
    await visit.choose('restart');
    expect(visit.view.state).toBe('showing-qr.waiting');
  });

  it('E65 the QR dies after 90 seconds by the virtual clock, wherever the person is', async () => {
    const visit = await EcpsVisit.toQr(world);
    const dead = visit.view.qr!.payload;
    await visit.choose('failed');
    expect(visit.view.state).toBe('asking');
    await visit.choose('person');
    await visit.pass(89 * SECOND);
    expect(visit.view.flow).toBe('person');
    await visit.pass(SECOND);
    expect(visit.view.state).toBe('qr-expired');
    expect(await world.product.wallet!.phone.scan(dead)).toEqual({ scanned: false, why: 'expired' });
    await visit.choose('restart');
    await visit.scan();
    expect(visit.view.state).toBe('adding-phone.awaiting-add-code');
  });

  it('E65 an add code that waits too long, or is wrong five times, begins again', async () => {
    const visit = await EcpsVisit.toQr(world);
    await visit.scan();
    await visit.pass(10 * MINUTE);
    expect(visit.view.state).toBe('add-code-expired');
    await visit.choose('restart');
    await visit.scan();
    for (let i = 0; i < 5; i++) await visit.type({ addCode: 'Z00000' });
    expect(visit.view.state).toBe('adding-phone.add-code-wrong');
    await visit.type({ addCode: 'Z00000' });
    expect(visit.view.state).toBe('add-code-expired');
  });

  it('E50-E53 P06 refuses a password that is short, easy or differs, and keeps none in clear', async () => {
    const visit = await EcpsVisit.toQr(world);
    await visit.scan();
    await visit.type({ addCode: await visit.addCode() });
    await visit.type({ pin: '739', confirmPin: '739' });
    expect(visit.view.error).toMatchObject({ id: 'code-length', field: 'pin' });
    expect(visit.view.error!.text).toContain('4 chiffres');
    await visit.type({ pin: '7890', confirmPin: '7890' });
    expect(visit.view.error).toMatchObject({ id: 'pin-too-easy', field: 'pin' });
    await visit.type({ pin: '7391', confirmPin: '7392' });
    expect(visit.view.error).toMatchObject({ id: 'codes-differ', field: 'confirmPin' });
    const { id } = await visit.activation();
    await visit.type(pin);
    const activation = (await world.product.wallet!.load(id))!;
    expect(activation.passwordHash).toMatch(/^\$argon2id\$|sealed|^v\d/);
    expect(JSON.stringify(activation)).not.toContain('7391');
  });

  it('P14 pausing on the computer and going on elsewhere the next day is the same session at the same step', async () => {
    const visit = await EcpsVisit.begin(world);
    await visit.choose('card-yes', 'worked', 'worked');
    const offer = await world.product.engine.handOver(visit.token);
    const origin = { channel: 'web', source: '192.0.2.8' };
    const joined = await world.product.engine.join({ code: offer.code }, origin);
    expect(joined.view).toEqual(visit.view);
    await visit.pass(23 * HOUR);
    expect(visit.view.state).toBe('reading-card.doing');
  });

  it('X23 the guide rests seven days', async () => {
    const visit = await EcpsVisit.begin(world);
    await visit.choose('card-yes');
    await visit.pass(7 * DAY - SECOND);
    expect(visit.view.state).toBe('installing-app.doing');
    await visit.pass(2 * SECOND);
    expect(visit.view.outcome).toBe('abandoned');
  });

  it('X23 so it does where an insurer’s menu or a question led to it; the menu itself rests half an hour', async () => {
    const visit = await EcpsVisit.begin(world, 'cpms', 'front-door');
    const rests = () => Date.parse(visit.view.expiresAt!) - world.clock.now();
    expect(rests()).toBe(30 * MINUTE);
    await visit.choose('ecps');
    expect(visit.view).toMatchObject({ flow: 'ecps' });
    expect(rests()).toBe(7 * DAY);
    await visit.choose('card-yes');
    await visit.pass(7 * DAY - SECOND);
    expect(visit.view.state).toBe('installing-app.doing');
    await visit.choose('start-over');
    expect(visit.view.flow).toBe('front-door');
    expect(rests()).toBe(30 * MINUTE);
  });
});

describe('method B, by the contact details (E30-E41)', () => {
  it('E30-E41 leads to an active e-CPS by mail, QR and SMS', async () => {
    const visit = await EcpsVisit.toMail(world, withoutCard);
    expect(visit.view.state).toBe('awaiting-mail.waiting');
    expect(Date.parse(visit.view.changesAt!) - world.clock.now()).toBe(24 * HOUR);
    const mail = (await world.outbox.mails()).at(-1)!;
    expect(mail.to.address).toBe('e02@example.test');
    const { payload } = (await visit.activation()).activation.qr!;
    expect(mail.text.split('\n')).toContain(payload);
    expect(mail.html).toContain('src="data:image/png;base64,');
    await visit.scan();
    expect(visit.view.state).toBe('choosing-sms.doing');
    await visit.choose('worked');
    expect(Date.parse(visit.view.changesAt!) - world.clock.now()).toBe(10 * MINUTE);
    await visit.type({ smsCode: await visit.smsCode() });
    await visit.type(pin);
    expect(visit.view.outcome).toBe('activated');
  });

  it('E32 says in words what is wrong with the identifier, and warns of an odd check digit', async () => {
    const visit = await EcpsVisit.begin(world);
    await visit.choose('card-no', 'worked');
    await visit.type({ nationalId: '8 9970 0218' });
    expect(visit.view.error).toMatchObject({ id: 'id-invalid', field: 'nationalId' });
    expect(visit.view.error!.text).toContain('11 chiffres après le 8');
    expect(visit.view.error!.text).toContain('vous en avez tapé 8');
    await visit.type({ nationalId: '812345678901' });
    expect(visit.view.messages[0]!.id).toBe('ecps-mail.check-digit-odd');
    expect(visit.view.state).toBe('awaiting-mail.waiting');
  });

  it('E32 lets whoever was warned go back, and asks for the identifier they then type', async () => {
    const visit = await EcpsVisit.begin(world);
    await visit.choose('card-no', 'worked');
    await visit.type({ nationalId: '812345678901' });
    const first = await visit.activation();
    await visit.choose('back');
    expect(visit.view.state).toBe('identifying.awaiting-national-id');
    await visit.type({ nationalId: '812345678901' });
    expect((await visit.activation()).id).toBe(first.id);
    await visit.choose('back');
    await visit.type({ nationalId: withoutCard });
    expect(visit.view).toMatchObject({
      state: 'awaiting-mail.waiting',
      messages: [{ id: 'ecps-mail.awaiting-mail' }, {}],
    });
    const second = await visit.activation();
    expect(second.activation).toMatchObject({ nationalId: withoutCard });
    expect(second.id).not.toBe(first.id);
  });

  it('E32 tells an ADELI holder that the card is the only way, sends nothing, and goes on with their card', async () => {
    await world.settle();
    const before = (await world.outbox.mails()).length;
    const visit = await EcpsVisit.toMail(world, '0 123 456 789');
    expect(visit.view).toMatchObject({ state: 'adeli-card-only', outcome: 'informed' });
    expect((await world.outbox.mails()).length).toBe(before);
    await visit.choose('card-yes');
    await visit.work();
    expect((await visit.activation()).activation.nationalId).toBe('0123456789');
    await visit.scan();
    await visit.type({ addCode: await visit.addCode() });
    await visit.type(pin);
    expect(visit.view.outcome).toBe('activated');
  });

  it('P07 known, unknown and out-of-date identifiers are told apart by nothing that is shown', async () => {
    const shown = async (nationalId: string) => {
      const visit = await EcpsVisit.toMail(world, nationalId);
      const views = [visit.view];
      views.push(await visit.choose('not-received'), await visit.choose('details-outdated'));
      views.push(await visit.choose('restart'), await visit.pass(24 * HOUR), await visit.choose('restart'));
      return JSON.stringify(views).replaceAll(/"(changesAt|expiresAt)":"[^"]*"/g, '');
    };
    const unknown = await shown(nobody);
    for (const known of [withoutCard, withCard, '899700000021', '899700000039', '899700000047'])
      expect(await shown(known)).toBe(unknown);
    expect((await world.outbox.mails()).some(({ html }) => html.includes(nobody))).toBe(false);
  });

  it('E34 E62 details out of date lead to where they are corrected, then to method B again', async () => {
    const visit = await EcpsVisit.begin(world);
    await visit.choose('card-no', 'worked', 'details-outdated');
    expect(visit.view.links?.map(({ url }) => url)).toEqual([
      'https://esante.gouv.fr/securite/e-cps/mise-jour-des-coordonnees-de-correspondance',
    ]);
    await visit.choose('back');
    await visit.type({ nationalId: '899700000021' });
    await world.settle();
    expect((await world.outbox.mails()).at(-1)!.to.address).toBe('e03@example.test');
  });

  it('E65 the QR of the mail is good for 24 hours, the code of the SMS for 10 minutes, the latest one only', async () => {
    const visit = await EcpsVisit.toMail(world, withoutCard);
    await visit.pass(24 * HOUR);
    expect(visit.view.state).toBe('mail-expired');
    await visit.choose('restart');
    await world.settle();
    await visit.scan();
    await visit.choose('worked');
    const first = await visit.smsCode();
    await visit.choose('resend');
    await visit.type({ smsCode: first === (await visit.smsCode()) ? '000000' : first });
    expect(visit.view).toMatchObject({ state: 'awaiting-sms.sms-wrong', error: { id: 'sms-code-wrong' } });
    await visit.pass(10 * MINUTE);
    expect(visit.view.state).toBe('sms-expired');
    await visit.choose('resend');
    await visit.type({ smsCode: await visit.smsCode() });
    expect(visit.view.state).toBe('choosing-pin');
  });

  it('E65 an SMS that never arrives has a way on', async () => {
    const visit = await EcpsVisit.toMail(world, '899700000047');
    await visit.scan();
    await visit.choose('worked', 'not-received');
    expect(contacts(visit)).toEqual(['ecps-app']);
    await visit.choose('back');
    expect(visit.view.fields.map(({ name }) => name)).toEqual(['smsCode']);
  });

  it('E37-E41 what is done on the telephone is heard by the guide, step by step', async () => {
    const visit = await EcpsVisit.toMail(world, '899700000039');
    await visit.scan();
    const { phone } = world.product.wallet!;
    const { id } = await visit.activation();
    await phone.askSms(id);
    await visit.heard();
    expect(visit.view.state).toBe('awaiting-sms.awaiting-sms-code');
    await phone.typeSmsCode(id, await visit.smsCode());
    await visit.heard();
    expect(visit.view.state).toBe('choosing-pin');
    await phone.setPassword(id, '7391');
    await visit.heard();
    expect(visit.view.outcome).toBe('activated');
  });
});
