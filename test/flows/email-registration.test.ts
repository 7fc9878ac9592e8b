import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Served, served } from '../server/served.ts';

let server: Served;
beforeAll(async () => {
  server = await served({ RATE_LIMITS: '0' });
});
afterAll(() => server.close());

const details = {
  company: '',
  lastName: 'Essai',
  firstName: 'Ève',
  nir: '184061305501228',
  email: 'nouvelle@example.test',
};

/** An address was typed and its mail has left; then these choices are made. */
async function asked() {
  const { body } = await server.begin('cpms', { flow: 'email-registration' });
  const { session } = body;
  let view = (await server.answer(body, details)).body.view;
  return {
    choose: async (choice: string) => {
      const { body } = await server.ask<{ view: typeof view }>('POST', '/api/v1/session/answers', {
        headers: { authorization: `Bearer ${session}` },
        payload: { turn: view.turn, answer: { choice } },
      });
      view = body.view;
      return view;
    },
    type: async (values: Readonly<Record<string, string>>) => {
      view = (await server.answer({ session, view }, values)).body.view;
      return view;
    },
  };
}

const ids = ({ messages }: { readonly messages: readonly { readonly id: string }[] }) =>
  messages.map(({ id }) => id);

test('who goes back to correct an address has none under way: signing in proves nothing for it (D04)', async () => {
  const { choose } = await asked();
  expect((await choose('back')).state).toBe('awaiting-details');
  await choose('letter-code');
  const view = await choose('sign-in');
  expect(view.flow).toBe('sign-in');
  expect(ids(view)).not.toContain('email-registration.sign-in-to-prove');
});

test('with the mailbox confirmed, signing in is the other proof, from the letter’s code too (D04)', async () => {
  const { choose, type } = await asked();
  await server.loop.drain();
  const { text } = (await server.outbox()).mails.at(-1)!;
  const mailCode = /^\d{4} ?\d{4}$/m.exec(text)![0].replace(' ', '');
  expect((await type({ mailCode })).state).toBe('choosing-proof');
  await choose('letter-code');
  expect(ids(await choose('sign-in'))).toContain('email-registration.sign-in-to-prove');
});
