import { describe, expect, test } from 'vitest';
import type { Locale } from '../../machines/envelope.ts';
import { code, newCode, nir, type Office, openOffice } from './office.ts';

const email = { email: 'm01@example.test', emailState: 'confirmed' } as const;
const origin = { channel: 'web', source: '192.0.2.9' };

async function signIn(office: Office, locale: Locale): Promise<void> {
  const { token } = await office.engine.start({ tenant: 'cpms', flow: 'sign-in', locale, origin });
  const answer = { values: { nir, code } };
  expect(await office.engine.answer({ token, turn: 1, answer, origin })).toHaveProperty('connected');
}

const asked = async (office: Office, id: string, locale: Locale) => {
  await office.call('requestCode', { nir, want: 'any' }, { locale, origin });
  return (await office.outbox(id)).map(({ payload }) => (payload as { locale?: Locale }).locale);
};

describe('what is sent to a member speaks', () => {
  test('the language in which they last signed in', async () => {
    const office = openOffice();
    const id = await office.member();
    await signIn(office, 'en');
    expect(await asked(office, id, 'fr')).toEqual(['en']);
    await signIn(office, 'fr');
    expect(await office.found(id)).toMatchObject({ locale: 'fr' });
  });

  test('the language in which they chose their code; that it has changed, the one before', async () => {
    const office = openOffice();
    const id = await office.newcomer(email);
    const right = { kind: 'temporary', member: id, epoch: 1 };
    expect(await office.call('setCode', { right, newCode }, { locale: 'en' })).toEqual({ set: true });
    expect(await asked(office, id, 'fr')).toEqual(['fr', 'en']);
  });

  test('no language that a stranger asked in, nor the one of a browser that they are warned of', async () => {
    const office = openOffice();
    const id = await office.member(email);
    expect(await asked(office, id, 'en')).toEqual(['fr']);
    await signIn(office, 'en');
    expect(await office.found(id)).toMatchObject({ locale: 'fr', opened: { newBrowser: true } });
    // Nor of one that comes after so many that they are told of none any more.
    for (let more = 0; more < 6; more++) await signIn(office, 'en');
    expect(await office.found(id)).toMatchObject({ locale: 'fr', opened: { newBrowser: false } });
  });
});
