/** Real flows, handed over after a proof: what was done stays done, what was counted stays counted (P14, X04). */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { View } from '../../machines/envelope.ts';
import { type Served, served } from '../server/served.ts';

let server: Served;
beforeAll(async () => {
  server = await served({ RATE_LIMITS: '0' });
});
beforeEach(() => server.ask('POST', '/dev/reset'));
afterAll(() => server.close());

const nir = '185051900412356';
const [before, after] = ['437902', '749385'];
const fields = ({ view }: { view: View }) => view.fields.map(({ name }) => name);

interface Held {
  readonly session: string;
  readonly view: View;
}

const answer = async (held: Held, given: object): Promise<{ readonly view: View }> => {
  const { body } = await server.ask<{ view: View }>('POST', '/api/v1/session/answers', {
    headers: { authorization: `Bearer ${held.session}` },
    payload: { turn: held.view.turn, answer: given },
  });
  return body;
};

async function joined({ session }: Held): Promise<Held> {
  const { body } = await server.ask<{ resumeCode: string }>('POST', '/api/v1/session/hand-over', {
    headers: { authorization: `Bearer ${session}` },
  });
  return (await server.begin('cpms', { resumeCode: body.resumeCode })).body as unknown as Held;
}

async function changed(): Promise<Held> {
  const { body } = await server.begin('cpms', { flow: 'change-code' });
  const values = { nir, currentCode: before, newCode: after, confirmCode: after };
  const { view } = await answer(body as unknown as Held, { values });
  expect(view.outcome).toBe('code-set');
  return { session: body.session, view };
}

test('a code that was changed stays changed: the old one is refused to whoever joins, and counted (X04, F06)', async () => {
  const page = await joined(await changed());
  expect(fields(page)).toEqual(['nir', 'currentCode', 'newCode', 'confirmCode']);
  let { view } = page;
  for (let tries = 1; tries <= 3; tries++) {
    const values = { nir, currentCode: before, newCode: '820475', confirmCode: '820475' };
    ({ view } = await answer({ ...page, view }, { values }));
    expect(view.error?.id).toBe('current-wrong');
    // X04: the view of the third failure asks for the check.
    expect(fields({ view }).includes('humanCheck')).toBe(tries === 3);
  }
});

test('failures before a hand-over count with those after it, whoever joins (X04, P14)', async () => {
  const held = (await server.begin('cpms', { flow: 'sign-in' })).body as unknown as Held;
  let { view } = held;
  for (let tries = 0; tries < 2; tries++)
    ({ view } = await answer({ ...held, view }, { values: { nir, code: '000111' } }));
  const page = await joined({ ...held, view });
  const third = await answer(page, { values: { nir, code: '000222' } });
  expect(fields(third)).toContain('humanCheck');
});

test('after a new code the way back is to signing in, not to a code that is used up (R06, X11)', async () => {
  const held = await changed();
  const { view } = await answer(held, { choice: 'sign-in' });
  expect(fields({ view })).toEqual(['nir', 'code']);
  const page = await joined({ ...held, view });
  expect(page.view.flow).toBe('sign-in');
  expect((await answer(page, { values: { nir, code: after } })).view.outcome).toBe('connected');
});

test('a mail code proves to whoever joins as well, once more in the same session; the new code is set once (X11, P04)', async () => {
  const asked = (await server.begin('cpms', { flow: 'code-reset' })).body as unknown as Held;
  await answer(asked, { values: { nir } });
  await server.loop.drain();
  const { mails } = await server.outbox();
  const mailCode = /^(\d{4} \d{4})$/m.exec(mails.at(-1)!.text)![1]!;
  const held = (await server.begin('cpms', { flow: 'mail-code' })).body as unknown as Held;
  const proven = await answer(held, { values: { nir, mailCode } });
  expect(fields(proven)).toEqual(['newCode', 'confirmCode']);
  const page = await joined({ ...held, view: proven.view });
  expect(fields(page)).toEqual(['nir', 'mailCode']);
  const again = await answer(page, { values: { nir, mailCode } });
  const set = await answer({ ...page, view: again.view }, { values: { newCode: after, confirmCode: after } });
  expect(set.view.outcome).toBe('code-set');
  const beside = (await server.begin('cpms', { flow: 'mail-code' })).body as unknown as Held;
  expect((await answer(beside, { values: { nir, mailCode } })).view.error?.id).toBe('wrong-credentials');
});
