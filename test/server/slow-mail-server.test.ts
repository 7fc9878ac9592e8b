/** A mail server that takes its time: what waits for it waits here, where no time of a delivery is spent. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterAll, expect, it } from 'vitest';
import { type MemberBody, memberKind } from '../../machines/services/members.ts';
import { served } from './served.ts';

/** Acknowledges nothing until it is told to; then everything. */
async function slowMailServer() {
  const accepted: string[] = [];
  const { promise: hurried, resolve: hurry } = Promise.withResolvers<void>();
  let waiting = 0;
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: async (stream, _session, done) => {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      const { messageId } = await PostalMime.parse(Buffer.concat(chunks));
      waiting += 1;
      await hurried;
      accepted.push(messageId!);
      done();
    },
  });
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
    accepted,
    waiting: () => waiting,
    hurry,
    close: () => new Promise<void>((done) => smtp.close(done)),
  };
}

const post = await slowMailServer();
const server = await served({
  SMTP_URL: `${post.url}?maxConnections=2&maxMessages=2`,
  MAIL_FROM: 'guichet@insurer.example.test',
});
afterAll(async () => {
  post.hurry();
  await server.close();
  await post.close();
});

const withMail = [
  ['cpms', '184061305501228'],
  ['cpms', '185052A00412356'],
  ['abela', '260509335201104'],
  ['acs', '155019710102338'],
  ['abela', '174054221806613'],
] as const;

/** Members with a mail that has not left, by when it is to. */
async function stillToLeave() {
  const members = await server.product.documents.list<MemberBody>(memberKind, '', 100);
  return members.flatMap(({ body }) => body.outbox).filter(({ kind }) => kind === 'mail');
}

it('P11 is given as many mails as there are connections: the others are put off untried, and each arrives once', async () => {
  for (const [tenant, nir] of withMail) {
    const { body } = await server.begin(tenant, { flow: 'code-reset' });
    await server.answer(body, { nir });
  }
  expect(await stillToLeave()).toHaveLength(withMail.length);
  const first = server.loop.drain();
  await expect.poll(post.waiting).toBe(2);
  const putOff = async () => (await stillToLeave()).filter(({ dueAt }) => dueAt > server.product.clock.now());
  await expect.poll(putOff, { timeout: 10_000 }).toHaveLength(withMail.length - 2);
  for (const { attempts } of await stillToLeave()) expect(attempts).toBe(0);
  post.hurry();
  await first;
  expect(post.accepted).toHaveLength(2);
  await server.ask('POST', '/dev/clock', { payload: { advanceSeconds: 15 } });
  await server.loop.drain();
  expect(await stillToLeave()).toEqual([]);
  expect(new Set(post.accepted).size).toBe(withMail.length);
  expect(post.accepted).toHaveLength(withMail.length);
});
