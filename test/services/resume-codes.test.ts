import { describe, expect, test } from 'vitest';
import type { Origin } from '../../machines/flow.ts';
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
