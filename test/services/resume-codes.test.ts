import { describe, expect, test } from 'vitest';
import type { Origin } from '../../machines/flow.ts';
import type { Update } from '../../machines/services/updating.ts';
import { usedChecks } from '../../machines/services/used-checks.ts';
import { demoInsurer } from '../support/insurer.ts';
import { minute, type Office, openOffice } from './office.ts';

const guessing: Origin = { channel: 'web', source: '192.0.2.50' };
const patient: Origin = { channel: 'web', source: '192.0.2.51' };

/** Five wrong codes: the next one from this source needs a check (X11). */
async function guesses(office: Office, origin: Origin): Promise<void> {
  for (let wrong = 0; wrong < 5; wrong++)
    await expect(office.links.resume({ code: '00000000' }, origin)).rejects.toMatchObject({
      code: 'code-unknown',
    });
}

async function handedOver(office: Office): Promise<string> {
  const origin: Origin = { channel: 'chat', source: '192.0.2.7' };
  const { token } = await office.engine.start({ tenant: 'cpms', flow: 'code-reset', locale: 'fr', origin });
  return (await office.engine.handOver(token)).code;
}

async function waited(office: Office, origin: Origin): Promise<string> {
  const asked = await office.links.resumeNeeds('cpms', origin, { way: 'check-wait' });
  office.clock.pass(minute);
  return asked!.token;
}

describe('a minute’s wait before a resume code (X11, X17)', () => {
  test('serves the source that waited, once', async () => {
    const office = openOffice();
    await guesses(office, patient);
    const solved = { token: await waited(office, patient), value: '' };
    const code = await handedOver(office);
    expect(await office.links.resume({ code }, patient, solved)).toMatchObject({ tenant: 'cpms' });
    const next = { code: await handedOver(office) };
    await expect(office.links.resume(next, patient, solved)).rejects.toMatchObject({ name: 'CheckFirst' });
  });

  test('serves no other: neither its code is taken nor its page ends', async () => {
    const office = openOffice();
    for (const origin of [guessing, patient]) await guesses(office, origin);
    const token = await waited(office, patient);
    const code = await handedOver(office);
    const theirs = office.links.resume({ code }, guessing, { token, value: '' });
    await expect(theirs).rejects.toMatchObject({ name: 'CheckFirst' });
    expect(await office.links.resumeNeeds('cpms', guessing, { way: 'check-wait', token })).toMatchObject({
      way: 'check-proof',
    });
    expect(await office.links.resume({ code }, patient, { token, value: '' })).toMatchObject({
      tenant: 'cpms',
    });
  });
});

test('right resume codes count against no source, however many come from it (X11)', async () => {
  const office = openOffice();
  for (let right = 0; right < 6; right++) {
    const code = await handedOver(office);
    expect(await office.links.resume({ code }, patient)).toMatchObject({ tenant: 'cpms' });
  }
});

describe('a resume code handled again (P11, X11)', () => {
  const input = 'directline:one|message-7';

  test('in the same message finds the same session, and nobody else’s message does (P04)', async () => {
    const office = openOffice();
    const by = { code: await handedOver(office), input };
    const joined = await office.links.resume(by, patient);
    expect((await office.beside().links.resume(by, patient)).token).toBe(joined.token);
    for (const other of [{ code: by.code }, { ...by, input: 'directline:one|message-8' }])
      await expect(office.links.resume(other, patient)).rejects.toMatchObject({ code: 'code-unknown' });
  });

  test('wrong, in the same message, counts once; another code in it counts as ever', async () => {
    const office = openOffice();
    const wrong = { code: '00000000', input };
    for (let again = 0; again < 8; again++)
      await expect(office.links.resume(wrong, guessing)).rejects.toMatchObject({ code: 'code-unknown' });
    for (let guess = 1; guess < 5; guess++)
      await expect(office.links.resume({ code: `0000000${guess}`, input }, guessing)).rejects.toMatchObject({
        code: 'code-unknown',
      });
    await expect(office.links.resume({ code: '00000009', input }, guessing)).rejects.toMatchObject({
      name: 'CheckFirst',
    });
  });
});

test('a hand-over’s link exchanged again with the same token is the same session, dead for others (X20, P04)', async () => {
  const office = openOffice();
  const origin: Origin = { channel: 'chat', source: '192.0.2.7' };
  const { token } = await office.engine.start({ tenant: 'cpms', flow: 'code-reset', locale: 'fr', origin });
  const { token: link } = await office.engine.handOver(token);
  const mine = office.engine.mint();
  const exchange = (by: string) => office.links.exchange(link, by, patient, 'fr');
  const joined = await exchange(mine);
  expect((await exchange(mine)).token).toBe(joined.token);
  await expect(exchange(office.engine.mint())).rejects.toMatchObject({ code: 'link-spent' });
});

test('a check stays used up as long as it could be answered, however short a wait is good for (P04)', async () => {
  const office = openOffice();
  const kept: (number | null | undefined)[] = [];
  const update: Update = async (_kind, _id, decide) => {
    const { next, result } = await decide(undefined);
    kept.push(next?.expiresAt);
    return result;
  };
  const { policies, ...insurer } = demoInsurer('cpms');
  const short = { ...policies, humanCheck: { ...policies.humanCheck, validMs: 0 } };
  await usedChecks(office, update)({ ...insurer, policies: short }, 'check', 'attempt');
  expect(kept[0]).toBeGreaterThanOrEqual(office.clock.now() + 42 * minute);
});
