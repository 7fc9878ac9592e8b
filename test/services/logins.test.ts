import { describe, expect, test } from 'vitest';
import { code, hour, minute, newCode, nir, openOffice } from './office.ts';

async function signedIn() {
  const office = openOffice();
  const id = await office.member();
  const token = await office.app.logins.open('cpms', id, 1);
  return { office, id, token, logins: office.app.logins };
}

describe('a login (X23, P05)', () => {
  test('is a new secret of 256 bits at every sign-in, of which the store knows the hash only', async () => {
    const { office, id, token, logins } = await signedIn();
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await logins.open('cpms', id, 1)).not.toBe(token);
    expect(JSON.stringify(await office.documents.list('login', '', 10))).not.toContain(token);
    expect(await logins.check(token)).toMatchObject({ tenant: 'cpms', member: id, epoch: 1 });
    expect(await logins.check(token.toLowerCase())).toBeUndefined();
  });

  test('ends after 15 minutes without a page, to the millisecond', async () => {
    const { office, token, logins } = await signedIn();
    office.clock.pass(15 * minute - 1);
    expect(await logins.check(token)).toBeDefined();
    office.clock.pass(15 * minute - 1);
    expect(await logins.check(token)).toBeDefined();
    office.clock.pass(15 * minute);
    expect(await logins.check(token)).toBeUndefined();
  });

  test('goes on for whoever reads a page within every 15 minutes, soon after another or late (X23)', async () => {
    const { office, token, logins } = await signedIn();
    for (const passed of [2, 14, 2, 14, 14]) {
      office.clock.pass(passed * minute);
      expect(await logins.check(token)).toBeDefined();
    }
  });

  test('ends after 8 hours whatever was read', async () => {
    const { office, token, logins } = await signedIn();
    for (let passed = 0; passed < 8 * hour - 10 * minute; passed += 10 * minute) {
      office.clock.pass(10 * minute);
      expect(await logins.check(token)).toBeDefined();
    }
    office.clock.pass(10 * minute);
    expect(await logins.check(token)).toBeUndefined();
  });

  test('ends when the member signs out, and only then the others go on', async () => {
    const { id, token, logins } = await signedIn();
    const other = await logins.open('cpms', id, 1);
    await logins.close(token);
    await logins.close(token);
    expect(await logins.check(token)).toBeUndefined();
    expect(await logins.check(other)).toBeDefined();
  });

  test('ends by signing out even while another window reads a page (X16, P12)', async () => {
    let meanwhile: (() => Promise<unknown>) | undefined;
    const office = openOffice({
      around: (store) => ({
        ...store,
        remove: async (...removed) => {
          const read = meanwhile;
          meanwhile = undefined;
          await read?.();
          return store.remove(...removed);
        },
      }),
    });
    const { logins } = office.app;
    const token = await logins.open('cpms', await office.member(), 1);
    office.clock.pass(2 * minute);
    meanwhile = () => logins.check(token);
    await logins.close(token);
    expect(meanwhile).toBeUndefined();
    expect(await logins.check(token)).toBeUndefined();
  });

  test('can end every other one of the same member, however many, and nobody else’s (X16)', async () => {
    const { office, id, token, logins } = await signedIn();
    const others = await Promise.all(Array.from({ length: 130 }, () => logins.open('cpms', id, 1)));
    const stranger = await office.member({ nir: '2920699351234' });
    const theirs = await logins.open('cpms', stranger, 1);
    await logins.closeOthers(token);
    expect(await logins.check(token)).toBeDefined();
    expect(await logins.check(theirs)).toBeDefined();
    for (const other of others) expect(await logins.check(other)).toBeUndefined();
  });

  test('is over everywhere as soon as the member has a new code (X16)', async () => {
    const { office, token, logins } = await signedIn();
    const values = { nir, currentCode: code, newCode, confirmCode: newCode };
    await office.call('changeCode', { values, human: {} });
    expect(await logins.check(token)).toBeUndefined();
    expect(await office.beside().app.logins.check(token)).toBeUndefined();
  });

  test('is over as soon as the member is deactivated, and does not come back with reactivation (T06)', async () => {
    const { office, id, token, logins } = await signedIn();
    await office.app.administration.setActive('cpms', { nir }, false);
    expect(await logins.check(token)).toBeUndefined();
    await office.app.administration.setActive('cpms', { nir }, true);
    expect(await logins.check(token)).toBeUndefined();
    expect(await logins.stillConnected('cpms', id, 3)).toBe(true);
    expect(await logins.stillConnected('acs', id, 3)).toBe(false);
  });
});

describe('deactivation wins from any state (T06, P05)', () => {
  test('in the middle of accepting the terms, the area stays closed', async () => {
    const office = openOffice();
    await office.member({ terms: [] });
    const origin = { channel: 'web', source: 's' };
    const { token } = await office.engine.start({ tenant: 'cpms', flow: 'sign-in', locale: 'fr', origin });
    const asked = await office.engine.answer({ token, turn: 1, answer: { values: { nir, code } }, origin });
    expect(asked.view.fields.map(({ name }) => name)).toEqual(['acceptTerms']);
    await office.app.administration.setActive('cpms', { nir }, false);
    const answer = { values: { acceptTerms: true } };
    const reply = await office.engine.answer({ token, turn: 2, answer, origin });
    expect(reply).not.toHaveProperty('connected');
    expect(reply.view.error?.id).toBe('wrong-credentials');
  });

  test('after signing in, the session itself is unknown', async () => {
    const office = openOffice();
    await office.member();
    const origin = { channel: 'web', source: 's' };
    const { token } = await office.engine.start({ tenant: 'cpms', flow: 'sign-in', locale: 'fr', origin });
    const reply = await office.engine.answer({ token, turn: 1, answer: { values: { nir, code } }, origin });
    expect(reply.connected).toMatchObject({ epoch: 1 });
    await office.app.administration.setActive('cpms', { nir }, false);
    await expect(office.engine.resume(token)).rejects.toMatchObject({ code: 'session-unknown' });
  });
});
