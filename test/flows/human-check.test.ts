import { describe, expect, test } from 'vitest';
import { createRegistry, migrateFrames } from '../../machines/engine/registry.ts';
import type { View } from '../../machines/envelope.ts';
import { flows } from '../../machines/flows/index.ts';
import { commonMessages } from '../../machines/messages/common.ts';
import type { IssuedCheck } from '../../machines/ports/human-check.ts';
import { code, minute, nir, type Office, openOffice } from '../services/office.ts';

const origin = { channel: 'test', source: '192.0.2.9' };

async function signingIn(office: Office) {
  let { token, view } = await office.engine.start({ tenant: 'cpms', flow: 'sign-in', locale: 'fr', origin });
  return {
    async answer(answer: { choice: string } | { values: Record<string, string> }): Promise<View> {
      ({ view } = await office.engine.answer({ token, turn: view.turn, answer, origin }));
      return view;
    },
    /** The check that is asked for now; solved by its id. */
    async check(): Promise<IssuedCheck | undefined> {
      const stored = await office.documents.load<{ frames: readonly { context: { check?: IssuedCheck } }[] }>(
        'session',
        token.slice(0, 22),
      );
      return stored!.body.frames.at(-1)!.context.check;
    },
    async resumed(): Promise<View> {
      ({ view } = await office.engine.resume(token));
      return view;
    },
  };
}

/** Three wrong codes: the next attempt needs a check (K01). */
async function beforeTheFourth(office: Office) {
  await office.member();
  const visit = await signingIn(office);
  for (let wrong = 0; wrong < 3; wrong++) await visit.answer({ values: { nir, code: '000000' } });
  return visit;
}

/** The next verification breaks off after the attempt was counted and its check used up. */
function breakOnce(office: Office): void {
  const { which } = office.hasher;
  office.hasher.which = async () => {
    office.hasher.which = which;
    throw new Error('the machine gave in');
  };
}

describe('an attempt that breaks off behind a human check (K01, P03)', () => {
  test.each(['proof-of-work', 'image'] as const)(
    'asks for another check of its kind at once, %s, and takes it',
    async (kind) => {
      const office = openOffice();
      const visit = await beforeTheFourth(office);
      if (kind === 'image') await visit.answer({ choice: 'check-image' });
      const first = (await visit.check())!;
      breakOnce(office);
      const broken = await visit.answer({ values: { nir, code, humanCheck: first.id } });
      expect(broken).toMatchObject({ state: 'awaiting-secret-and-check', error: { id: 'unavailable' } });
      expect(broken.fields.map(({ name }) => name)).toEqual(['nir', 'code', 'humanCheck']);
      const second = (await visit.check())!;
      expect(second.kind).toBe(kind);
      expect(second.id).not.toBe(first.id);
      const { outcome } = await visit.answer({ values: { nir, code, humanCheck: second.id } });
      expect(outcome).toBe('connected');
    },
  );

  test('asks for one, too, where a minute’s wait had been served: it was good for one attempt (X17)', async () => {
    const office = openOffice();
    const visit = await beforeTheFourth(office);
    await visit.answer({ choice: 'check-wait' });
    office.clock.pass(minute);
    expect(await visit.resumed()).toMatchObject({ state: 'awaiting-secret' });
    breakOnce(office);
    const broken = await visit.answer({ values: { nir, code } });
    expect(broken).toMatchObject({ state: 'awaiting-secret-and-check', error: { id: 'unavailable' } });
    const again = await visit.answer({ values: { nir, code, humanCheck: (await visit.check())!.id } });
    expect(again.outcome).toBe('connected');
  });

  test('says so no more once another kind of check was chosen (X17)', async () => {
    const office = openOffice();
    const visit = await beforeTheFourth(office);
    breakOnce(office);
    const humanCheck = (await visit.check())!.id;
    expect((await visit.answer({ values: { nir, code, humanCheck } })).error?.id).toBe('unavailable');
    expect(await visit.answer({ choice: 'check-image' })).not.toHaveProperty('error');
    expect((await visit.check())!.kind).toBe('image');
  });

  test('asks for none where none was asked', async () => {
    const office = openOffice();
    await office.member();
    const visit = await signingIn(office);
    breakOnce(office);
    const broken = await visit.answer({ values: { nir, code } });
    expect(broken).toMatchObject({ state: 'awaiting-secret', error: { id: 'unavailable' } });
    expect((await visit.answer({ values: { nir, code } })).outcome).toBe('connected');
  });
});

test.each([
  ['credentials', 'Y48xZrD4mE98'],
  ['current-code', 'C0A_3aFjjgro'],
  ['mail-code-question', 'TQ7_VTDpC0kx'],
  ['letter-proof', 'uMhjJL-dMW_Y'],
])('a session that stood in version 1 of %s goes on where it was (P17)', (flow, hash) => {
  const registry = createRegistry({ flows, messages: [commonMessages] });
  const value = 'awaiting-secret-and-check';
  const stored = { flow, version: 1, hash, value, context: { codeLength: 6 }, timers: [] };
  const [frame] = migrateFrames(registry, [stored]);
  expect(frame).toMatchObject({ flow, version: 2, value, context: stored.context });
  expect(registry.forFrame(frame!).id).toBe(flow);
});
