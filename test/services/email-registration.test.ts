import { describe, expect, test } from 'vitest';
import type { OutboxEntry } from '../../machines/engine/outbox.ts';
import type {
  EmailAsked,
  EmailRegistered,
  LetterProof,
} from '../../machines/flows/email-registration/chart.ts';
import type { AttemptResult } from '../../machines/flows/shared/guarded-question.ts';
import type { IssuedCheck } from '../../machines/ports/human-check.ts';
import type { EmailClaimBody } from '../../machines/services/email-claims.ts';
import type { LetterPayload } from '../../machines/services/messages-out.ts';
import {
  day,
  from,
  hour,
  mailOf,
  newCode,
  nir,
  type Office,
  openOffice,
  otherNir,
  unknownNir,
} from './office.ts';

const old = { email: 'm01@example.test', emailState: 'confirmed' } as const;
const theirs = 'camille@example.test';
const strangers = 'stranger@example.test';
const named = { company: '', lastName: 'Exemple', firstName: 'camille' };
let sources = 0;

/** Asks as the form does, from a source of its own unless told otherwise. */
const ask = (office: Office, email = strangers, more: Record<string, string> = {}, at: object = {}) =>
  office.call<EmailAsked>(
    'requestEmail',
    { ...named, nir, email, ...more },
    { ...from(`s${++sources}`), ...at },
  );

const claimOf = async (office: Office, claim: string) =>
  (await office.documents.load<EmailClaimBody>('email-claim', claim))!.body;

/** What the mail to the address asked for holds. */
const mailed = async (office: Office, { claim }: EmailAsked) =>
  mailOf((await claimOf(office, claim)).outbox[0]);

const confirm = (office: Office, claim: string, mailCode: string, at: object = {}) =>
  office.call<{ mailbox: string }>('confirmMailbox', { claim, mailCode }, at);

async function confirmed(office: Office, asked: EmailAsked): Promise<EmailAsked> {
  const { mailCode } = await mailed(office, asked);
  expect(await confirm(office, asked.claim, mailCode)).toEqual({ mailbox: 'confirmed' });
  return asked;
}

const letterIn = (outbox: readonly OutboxEntry[]) =>
  outbox.findLast(({ kind }) => kind === 'letter')?.payload as unknown as LetterPayload | undefined;

const templatesIn = (outbox: readonly OutboxEntry[]) =>
  outbox.filter(({ kind }) => kind === 'mail').map((entry) => [mailOf(entry).template, mailOf(entry).to]);

const typeLetterCode = (office: Office, letterCode: string, more: { nir?: string; source?: string } = {}) =>
  office.call<AttemptResult<LetterProof>>(
    'verifyLetterCode',
    { values: { nir: more.nir ?? nir, letterCode }, human: {} },
    from(more.source ?? `s${++sources}`),
  );

const register = (office: Office, claim: string, proof: object, at: object = {}) =>
  office.call<EmailRegistered>('registerEmail', { claim, proof }, at);

/** Where a reset would go now: to which address, or by post. */
async function resetGoesTo(office: Office, id: string): Promise<string | undefined> {
  const before = (await office.outbox(id)).length;
  await office.call('requestCode', { nir, want: 'any' }, from(`s${++sources}`));
  const [entry] = (await office.outbox(id)).slice(before);
  return entry?.kind === 'mail' ? mailOf(entry).to : entry?.kind;
}

const signedIn = (member: string, epoch = 1) => ({ login: { member, epoch } });

describe('registering an e-mail address', () => {
  test('tells the old address and the postal address at once, and sends the new one a link and a code (D04)', async () => {
    const office = openOffice();
    const id = await office.member(old);
    const asked = await ask(office, theirs);
    const mail = await mailed(office, asked);
    expect(mail).toMatchObject({ template: 'email-confirm', to: theirs });
    expect(mail.args.mailCode).toMatch(/^\d{4} \d{4}$/);
    const outbox = await office.outbox(id);
    expect(templatesIn(outbox)).toEqual([['email-asked', old.email]]);
    expect(letterIn(outbox)).toMatchObject({
      recipient: 'Camille EXEMPLE',
      code: expect.stringMatching(/^\d{6}$/),
      email: { address: theirs, registered: false },
    });
  });

  test('by mailbox and sign-in makes it theirs, and a reset uses it 72 hours later, not before (D04)', async () => {
    const office = openOffice();
    const id = await office.member();
    const { claim } = await confirmed(office, await ask(office, theirs));
    const { registered } = (await register(office, claim, signedIn(id))) as {
      registered: { usableFrom: number };
    };
    expect(registered.usableFrom).toBe(office.clock.now() + 3 * day);
    expect(await resetGoesTo(office, id)).toBe('letter');
    office.clock.pass(22 * day);
    expect(await resetGoesTo(office, id)).toBe(theirs);
  });

  test('leaves resets with the old address for 72 hours, to the millisecond (D04)', async () => {
    const office = openOffice();
    const id = await office.member(old);
    const { claim } = await confirmed(office, await ask(office, theirs));
    await register(office, claim, signedIn(id));
    office.clock.pass(3 * day - 1);
    expect(await resetGoesTo(office, id)).toBe(old.email);
    office.clock.pass(1);
    expect(await resetGoesTo(office, id)).toBe(theirs);
  });

  test('by mailbox and the letter’s code makes it theirs, and both addresses are told (D04)', async () => {
    const office = openOffice();
    const id = await office.member(old);
    const { claim } = await confirmed(office, await ask(office, theirs));
    const { code } = letterIn(await office.outbox(id))!;
    const proof = await typeLetterCode(office, code);
    expect(proof).toEqual({ accepted: { claim, address: theirs, member: id } });
    expect(await register(office, claim, { letter: id })).toMatchObject({ registered: {} });
    expect(templatesIn(await office.outbox(id)).slice(1)).toEqual([
      ['email-registered', old.email],
      ['email-registered', theirs],
    ]);
    expect((await office.found(id)).emailWaiting).toMatchObject({ address: theirs });
  });

  test('without a letter for the request posts one that tells, and holds no code (D04)', async () => {
    const office = openOffice();
    const id = await office.member(old);
    const { claim } = await confirmed(office, await ask(office, theirs, { lastName: 'Tout autre' }));
    expect(await office.outbox(id)).toEqual([]);
    await register(office, claim, signedIn(id));
    expect(letterIn(await office.outbox(id))).toMatchObject({
      code: '',
      email: { address: theirs, registered: true },
    });
  });

  test('replaces an address that had been given and never confirmed (D04)', async () => {
    const office = openOffice();
    const id = await office.member({ email: theirs, emailState: 'pending' });
    const { claim } = await confirmed(office, await ask(office, theirs));
    await register(office, claim, signedIn(id));
    office.clock.pass(3 * day);
    expect(await resetGoesTo(office, id)).toBe(theirs);
  });

  test('knows names whatever their accents and case (D02)', async () => {
    const office = openOffice();
    const id = await office.member({ lastName: 'D’ARTIGUES-ÉLOI', firstName: 'Zoë' });
    await ask(office, theirs, { lastName: 'dartigues eloi', firstName: 'ZOE' });
    expect(letterIn(await office.outbox(id))).toBeDefined();
  });

  test('made again after a crash does what it did, once: one mail, one letter, one address (P04, P11)', async () => {
    const office = openOffice();
    const id = await office.member(old);
    const at = { callId: 'again', ...from('again') };
    const asked = await ask(office, theirs, {}, at);
    const mail = await mailed(office, asked);
    expect(await ask(office, theirs, {}, at)).toEqual(asked);
    expect(await mailed(office, asked)).toEqual(mail);
    expect(await office.outbox(id)).toHaveLength(2);
    await confirmed(office, asked);
    const first = await register(office, asked.claim, signedIn(id), { callId: 'yes' });
    expect(await register(office, asked.claim, signedIn(id), { callId: 'yes' })).toEqual(first);
    expect(templatesIn(await office.outbox(id))).toHaveLength(3);
  });
});

describe('a stranger who knows a NIR and the names', () => {
  test('gets no reset to an address they asked for, however far they go alone (D04)', async () => {
    const office = openOffice();
    const id = await office.member(old);
    await confirmed(office, await ask(office));
    office.clock.pass(4 * day);
    expect(await resetGoesTo(office, id)).toBe(old.email);
  });

  test('cannot register it without a proof: neither another’s sign-in nor a guess is one (D04)', async () => {
    const office = openOffice();
    const id = await office.member(old);
    const stranger = await office.member({ nir: otherNir, lastName: 'AUTRE' });
    const { claim } = await confirmed(office, await ask(office));
    expect(await register(office, claim, { letter: stranger })).toEqual({ refused: 'dead' });
    expect(await register(office, claim, signedIn(id, 0))).toEqual({ refused: 'gone' });
    expect(await register(office, claim, signedIn('nobody'))).toEqual({ refused: 'gone' });
    expect((await office.found(id)).emailWaiting).toBeUndefined();
  });

  test('who signs in as somebody else registers it for nobody: the number typed decides (D02, D04)', async () => {
    const office = openOffice();
    const id = await office.member(old);
    const another = await office.member({
      nir: otherNir,
      lastName: 'AUTRE',
      email: 'm02@example.test',
      emailState: 'confirmed',
    });
    const asked = await confirmed(office, await ask(office));
    const both = () =>
      Promise.all([id, another].map(async (one) => [await office.found(one), await office.outbox(one)]));
    const before = await both();
    const at = { callId: 'refused' };
    for (let i = 0; i < 2; i++)
      expect(await register(office, asked.claim, signedIn(another), at)).toEqual({
        refused: 'other-account',
      });
    expect(await both()).toEqual(before);
    expect(JSON.stringify(await claimOf(office, asked.claim))).not.toContain(strangers);
    const { code } = letterIn(await office.outbox(id))!;
    expect(await typeLetterCode(office, code)).toMatchObject({ refused: { id: 'claim-dead' } });
    expect(await register(office, asked.claim, signedIn(id))).toEqual({ refused: 'dead' });
  });

  test('whose request is refused while its mail is leaving has that mail kept nowhere, also when it fails (P13)', async () => {
    const office = openOffice();
    const another = await office.member({ nir: otherNir });
    const asked = await ask(office);
    await office.work(async () => {
      await confirmed(office, asked);
      await register(office, asked.claim, signedIn(another));
      throw new Error('try later');
    });
    expect((await claimOf(office, asked.claim)).outbox).toEqual([]);
  });

  test.each([unknownNir, otherNir])(
    'who signs in as somebody else is refused in the same way whether or not %s is a member’s (P07)',
    async (typed) => {
      const office = openOffice();
      await office.member({ nir: otherNir });
      const another = await office.member();
      const { claim } = await confirmed(office, await ask(office, strangers, { nir: typed }));
      expect(await register(office, claim, signedIn(another))).toEqual({ refused: 'other-account' });
      expect(await office.outbox(another)).toEqual([]);
    },
  );

  test('cannot use a sign-in at another insurer (L15, D04)', async () => {
    const office = openOffice();
    const elsewhere = await office.member({ tenant: 'acs' });
    await office.member(old);
    const { claim } = await confirmed(office, await ask(office));
    expect(await register(office, claim, signedIn(elsewhere))).toEqual({ refused: 'gone' });
    expect(await register(office, claim, signedIn(elsewhere), { tenant: 'acs' })).toEqual({
      refused: 'dead',
    });
  });

  test('who has the member type the letter’s code gets nothing unless their own mailbox answered first (D04)', async () => {
    const office = openOffice();
    const id = await office.member(old);
    await ask(office);
    const { code } = letterIn(await office.outbox(id))!;
    expect(await typeLetterCode(office, code)).toEqual({ refused: { id: 'email-not-confirmed' } });
  });

  test('is undone by a reset in the 72 hours, whatever they proved with: the old address stays (D04)', async () => {
    const office = openOffice();
    const id = await office.member(old);
    const { claim } = await confirmed(office, await ask(office));
    await register(office, claim, signedIn(id));
    await office.call('requestCode', { nir, want: 'any' }, from('victim'));
    const mail = mailOf((await office.outbox(id)).at(-1));
    expect(mail.to).toBe(old.email);
    const right = { kind: 'link', member: id, tokenDigest: (await office.found(id)).link!.tokenDigest };
    await office.app.accounts.spendLink(id, right.tokenDigest, 'victim');
    await office.call('setCode', { right, newCode }, { sessionId: 'victim' });
    const found = await office.found(id);
    expect(found.emailWaiting).toBeUndefined();
    expect(found.audit.map(({ event }) => event)).toContain('email-dropped');
    office.clock.pass(4 * day);
    expect(await resetGoesTo(office, id)).toBe(old.email);
  });

  test('is undone by a change of code with the present one, and both addresses are told: whoever is robbed changes their code first (F10, D04)', async () => {
    const office = openOffice();
    const id = await office.member(old);
    const { claim } = await confirmed(office, await ask(office, theirs));
    await register(office, claim, signedIn(id));
    const values = { nir, currentCode: '749385', newCode, confirmCode: newCode };
    expect(await office.call('changeCode', { values, human: {} }, from('own'))).toEqual({ accepted: true });
    expect((await office.found(id)).emailWaiting).toBeUndefined();
    expect(templatesIn(await office.outbox(id)).slice(-3)).toEqual([
      ['code-changed', old.email],
      ['email-dropped', old.email],
      ['email-dropped', theirs],
    ]);
  });

  test('is undone by the letter’s code in the change form as well, and both addresses are told (R12, D04)', async () => {
    const office = openOffice();
    const id = await office.member(old);
    const { claim } = await confirmed(office, await ask(office));
    await register(office, claim, signedIn(id));
    await office.call('requestCode', { nir, want: 'letter' }, from('victim'));
    const { code: posted } = letterIn(await office.outbox(id))!;
    const values = { nir, currentCode: posted, newCode, confirmCode: newCode };
    expect(await office.call('changeCode', { values, human: {} }, from('own'))).toEqual({ accepted: true });
    expect((await office.found(id)).emailWaiting).toBeUndefined();
    expect(templatesIn(await office.outbox(id)).slice(-3)).toEqual([
      ['code-changed', old.email],
      ['email-dropped', old.email],
      ['email-dropped', strangers],
    ]);
  });

  test('guesses the mail’s code ten times, and the request is dead (X11)', async () => {
    const office = openOffice();
    await office.member(old);
    const asked = await ask(office, theirs);
    const { mailCode } = await mailed(office, asked);
    for (let i = 0; i < 10; i++)
      expect(await confirm(office, asked.claim, String(10_000_000 + i))).toEqual({ mailbox: 'wrong' });
    expect(await confirm(office, asked.claim, mailCode)).toEqual({ mailbox: 'dead' });
  });

  test('guesses the letter’s code ten times a day, and is asked for a human check after five (X11)', async () => {
    const office = openOffice();
    const id = await office.member(old);
    const { claim } = await confirmed(office, await ask(office));
    const { code } = letterIn(await office.outbox(id))!;
    const wrong = code === '000000' ? '111111' : '000000';
    for (let i = 0; i < 4; i++)
      expect(await typeLetterCode(office, wrong)).toEqual({ refused: { id: 'letter-code-wrong' } });
    expect(await typeLetterCode(office, wrong)).toMatchObject({
      refused: { id: 'letter-code-wrong' },
      check: { kind: 'proof-of-work' },
    });
    expect(await typeLetterCode(office, code)).toMatchObject({ refused: { id: 'check-required' } });
    const { emailClaims } = await office.found(id);
    expect(emailClaims).toMatchObject([{ id: claim, wrong: 5 }]);
  });

  test.each(['now', 'before the calls were kept'])(
    'is counted one wrong code of the letter for one call, however often it is made; claims of %s (P12)',
    async (made) => {
      const office = openOffice();
      const id = await office.member(old);
      await ask(office);
      if (made !== 'now')
        await office.app.members.change(id, (member) => ({
          member: { ...member, emailClaims: member.emailClaims!.map((claim) => ({ ...claim, wrong: 2 })) },
          result: true,
        }));
      const before = made === 'now' ? 0 : 2;
      const values = { nir, letterCode: 'wrong' };
      for (const callId of ['one', 'one', 'other', 'one'])
        await office.call('verifyLetterCode', { values, human: {} }, { ...from('a source'), callId });
      expect((await office.found(id)).emailClaims).toMatchObject([{ wrong: before + 2 }]);
    },
  );

  test('guesses on for days: the letter’s code dies before luck finds it (X11)', async () => {
    const office = openOffice();
    const id = await office.member(old);
    await confirmed(office, await ask(office));
    const { code } = letterIn(await office.outbox(id))!;
    const wrong = code === '000000' ? '111111' : '000000';
    let check: IssuedCheck | undefined;
    const guess = async (letterCode: string) => {
      const values = { nir, letterCode, humanCheck: check?.id ?? '' };
      const result = await office.call<{ refused: { id: string }; check?: IssuedCheck }>(
        'verifyLetterCode',
        { values, human: { check } },
        from(`s${++sources}`),
      );
      check = result.check;
      return result.refused.id;
    };
    for (let days = 0; days < 3; days++) {
      for (let i = 0; i < 9; i++) await guess(wrong);
      office.clock.pass(day + hour);
      await guess('');
    }
    expect(await guess(code)).toBe('letter-code-wrong');
  });

  test('asks again and again: few mails to one mailbox, few letters a year, and the member’s own way stays (X22)', async () => {
    const office = openOffice();
    const id = await office.member(old);
    for (let i = 0; i < 8; i++) await ask(office);
    const letters = (await office.outbox(id)).filter(({ kind }) => kind === 'letter');
    expect(letters).toHaveLength(3);
    const claims = await office.documents.list<EmailClaimBody>('email-claim', '', 50);
    expect(claims.filter(({ body }) => body.outbox.length > 0)).toHaveLength(5);
    expect(templatesIn(await office.outbox(id))).toHaveLength(5);
    const { claim } = await confirmed(office, await ask(office, theirs));
    expect(await register(office, claim, signedIn(id))).toMatchObject({ registered: {} });
    // Neither was a reset held up by any of it.
    expect(await resetGoesTo(office, id)).toBe(old.email);
  });

  test('asks from one source: over its cap nothing is sent and nobody is told (X22, P07)', async () => {
    const office = openOffice();
    const id = await office.member(old);
    const here = from('one source');
    for (let i = 0; i < 20; i++) await ask(office, `n${i}@example.test`, { nir: unknownNir }, here);
    const { claim } = await ask(office, theirs, {}, here);
    expect((await claimOf(office, claim)).outbox).toEqual([]);
    expect(await office.outbox(id)).toEqual([]);
  });

  test('learns nothing: unknown, deactivated and misnamed are answered, mailed and worked for alike (P07, X10)', async () => {
    const office = openOffice();
    await office.member(old);
    await office.member({ nir: otherNir, active: false });
    const cases = [{}, { nir: unknownNir }, { nir: otherNir }, { lastName: 'Faux' }, { firstName: 'Faux' }];
    const told = [];
    for (const [index, more] of cases.entries()) {
      const before = await revisions(office);
      const asked = await ask(office, `new${index}@example.test`, more);
      const after = await revisions(office);
      const mail = await mailed(office, asked);
      expect(JSON.stringify(mail.args)).not.toMatch(/exemple|camille|18406/i);
      told.push({
        keys: Object.keys(asked),
        expectedBy: asked.expectedBy,
        template: mail.template,
        commits: after - before,
      });
    }
    for (const one of told) expect(one).toEqual(told[0]);
    const wrong = [];
    for (const one of [nir, unknownNir, otherNir])
      wrong.push(await typeLetterCode(office, '123456', { nir: one }));
    for (const one of wrong) expect(one).toEqual({ refused: { id: 'letter-code-wrong' } });
  });

  test('is not told by the old address’s mail which address was asked for, nor given a link in it (X16)', async () => {
    const office = openOffice();
    const id = await office.member(old);
    await ask(office);
    const [mail] = (await office.outbox(id)).filter(({ kind }) => kind === 'mail');
    expect(JSON.stringify(mail)).not.toContain(strangers);
    expect(JSON.stringify(mail)).not.toContain('/l/');
  });
});

describe('a first connection while an address waits (D04, F01)', () => {
  const right = (member: string) => ({ kind: 'temporary' as const, member, epoch: 1 });
  const setBy = (office: Office, id: string) => office.call('setCode', { right: right(id), newCode });

  /** Confirmed from its mailbox and by the code of the letter. */
  async function waiting(office: Office, before: (id: string) => Promise<unknown> = async () => {}) {
    const id = await office.newcomer();
    await before(id);
    office.clock.pass(1000);
    const { claim } = await confirmed(office, await ask(office, theirs));
    expect(await register(office, claim, { letter: id })).toMatchObject({ registered: {} });
    office.clock.pass(hour);
    return id;
  }

  test('with the printed code keeps it: the member proved it and has lost nothing', async () => {
    const office = openOffice();
    const id = await waiting(office);
    expect(await setBy(office, id)).toEqual({ set: true });
    expect((await office.found(id)).emailWaiting).toMatchObject({ address: theirs });
    office.clock.pass(3 * day);
    expect(await resetGoesTo(office, id)).toBe(theirs);
  });

  test('with a code posted before the address was asked for keeps it', async () => {
    const office = openOffice();
    const id = await waiting(office, () => office.call('requestCode', { nir, want: 'any' }, from('own')));
    expect(await setBy(office, id)).toEqual({ set: true });
    expect((await office.found(id)).emailWaiting).toMatchObject({ address: theirs });
  });

  test.each(['posts a letter', 'is answered by the letter under way'])(
    'after a request for a new code that %s drops it, as its letter said, and tells it so',
    async (answered) => {
      const office = openOffice();
      const first = (id: string) =>
        answered === 'posts a letter'
          ? Promise.resolve(id)
          : office.call('requestCode', { nir, want: 'any' }, from('first'));
      const id = await waiting(office, first);
      await office.call('requestCode', { nir, want: 'any' }, from('victim'));
      await setBy(office, id);
      const found = await office.found(id);
      expect(found.emailWaiting).toBeUndefined();
      expect(found.audit.map(({ event }) => event)).toContain('email-dropped');
      expect(templatesIn(await office.outbox(id)).at(-1)).toEqual(['email-dropped', theirs]);
      expect(found.mails.at(-1)).toMatchObject({ template: 'email-dropped' });
      office.clock.pass(22 * day);
      expect(await resetGoesTo(office, id)).toBe('letter');
    },
  );

  test('after a request made between the asking and the second confirmation drops it as well', async () => {
    const office = openOffice();
    const id = await office.newcomer();
    const { claim } = await confirmed(office, await ask(office, theirs));
    office.clock.pass(1000);
    await office.call('requestCode', { nir, want: 'any' }, from('victim'));
    office.clock.pass(1000);
    await register(office, claim, { letter: id });
    await setBy(office, id);
    expect((await office.found(id)).emailWaiting).toBeUndefined();
  });
});

/** How many commits the whole store has seen: every document’s revision. */
async function revisions({ documents }: Office): Promise<number> {
  let sum = 0;
  for (const kind of ['member', 'email-claim', 'decoy', 'request-cap', 'lockout'])
    for (const { rev } of await documents.list(kind, '', 200)) sum += rev;
  return sum;
}

describe('the mail’s link', () => {
  const origin = { channel: 'web', source: '192.0.2.9' };

  test('shows what it is without being used, and then opens one session, once (X09, P04)', async () => {
    const office = openOffice();
    await office.member(old);
    const { token } = await mailed(office, await ask(office, theirs));
    expect(await office.links.peek(token)).toEqual({ tenant: 'cpms', kind: 'email' });
    expect(await office.links.peek(token)).toBeDefined();
    const session = office.engine.mint();
    const opened = await office.links.exchange(token, session, origin, 'fr');
    expect(opened.view).toMatchObject({ flow: 'email-registration', state: 'choosing-proof' });
    expect((await office.links.exchange(token, session, origin, 'fr')).view).toEqual(opened.view);
    await expect(office.links.exchange(token, office.engine.mint(), origin, 'fr')).rejects.toMatchObject({
      code: 'link-spent',
    });
    expect(await office.links.peek(token)).toBeUndefined();
  });

  test('dies after 24 hours (X08)', async () => {
    const office = openOffice();
    await office.member(old);
    const { token } = await mailed(office, await ask(office, theirs));
    office.clock.pass(day);
    expect(await office.links.peek(token)).toBeUndefined();
    await expect(office.links.exchange(token, office.engine.mint(), origin, 'fr')).rejects.toMatchObject({
      code: 'link-expired',
    });
  });

  test('and the code beside it die together (X08)', async () => {
    const office = openOffice();
    await office.member(old);
    const asked = await ask(office, theirs);
    const { mailCode } = await mailed(office, asked);
    office.clock.pass(day - 1);
    expect(await confirm(office, asked.claim, '00000000')).toEqual({ mailbox: 'wrong' });
    office.clock.pass(1);
    expect(await confirm(office, asked.claim, mailCode)).toEqual({ mailbox: 'dead' });
  });

  test('handed on to another browser shows that browser nothing of it (P14, X20)', async () => {
    const office = openOffice();
    await office.member(old);
    const { token } = await mailed(office, await ask(office, theirs));
    const opened = await office.links.exchange(token, office.engine.mint(), origin, 'fr');
    const offer = await office.engine.handOver(opened.token);
    const joined = await office.engine.join({ link: offer.token }, origin);
    expect(joined.view).toMatchObject({ state: 'handed-over', choices: [] });
    await expect(
      office.engine.answer({
        token: joined.token,
        turn: joined.view.turn,
        answer: { choice: 'information' },
        origin,
      }),
    ).rejects.toMatchObject({ code: 'not-offered' });
  });
});

test('no code, link or NIR stands in what a claim or a member keeps of it (P13)', async () => {
  const office = openOffice();
  const id = await office.member(old);
  const asked = await ask(office, theirs);
  const { token, mailCode } = await mailed(office, asked);
  const { code } = letterIn(await office.outbox(id))!;
  const { outbox: _sealed, ...claim } = await claimOf(office, asked.claim);
  // Times and hashes hold any six digits by chance.
  const told = (key: string, value: unknown) => (key === 'hash' || typeof value === 'number' ? '' : value);
  const kept = JSON.stringify([claim, await office.found(id), office.logged], told);
  for (const secret of [token, mailCode, code]) expect(kept).not.toContain(secret);
  expect(JSON.stringify(claim)).not.toContain(nir);
});
