/** An insurer whose file is gone: what was to leave in its name waits until it is back. */
import { afterAll, expect, it } from 'vitest';
import type { Insurer } from '../../machines/domain/insurer.ts';
import { type MemberBody, memberKind } from '../../machines/services/members.ts';
import { served } from './served.ts';

const logged: { readonly msg: string; readonly err?: { readonly message: string } }[] = [];
const server = await served(
  { LOG_LEVEL: 'warn' },
  { logTo: { write: (line) => void logged.push(JSON.parse(line)) } },
);
afterAll(server.close);
const insurers = server.product.insurers as Map<string, Insurer>;

async function waiting() {
  const members = await server.product.documents.list<MemberBody>(memberKind, '', 100);
  return members
    .flatMap(({ body }) => body.outbox)
    .map(({ kind, attempts, dead }) => ({ kind, attempts, dead }));
}

it('nothing is tried, each is told of once by name, and all of it leaves within the hour after', async () => {
  for (const nir of ['184061305501228', '292069935123493']) {
    const { body } = await server.begin('cpms', { flow: 'code-reset' });
    await server.answer(body, { nir });
  }
  const cpms = insurers.get('cpms')!;
  insurers.delete('cpms');
  await server.loop.drain();
  expect((await waiting()).sort((a, b) => a.kind.localeCompare(b.kind))).toEqual([
    { kind: 'letter', attempts: 0 },
    { kind: 'mail', attempts: 0 },
  ]);
  const told = logged.map(({ msg, err }) => `${msg}: ${err?.message}`);
  expect(told).toEqual(Array(2).fill('due work failed: there is no insurer « cpms » here'));
  insurers.set('cpms', cpms);
  await server.ask('POST', '/dev/clock', { payload: { advanceSeconds: 75 * 60 } });
  await server.loop.drain();
  expect(await waiting()).toEqual([]);
  const { mails, letters } = await server.outbox();
  expect([mails.length, letters.length]).toEqual([1, 1]);
});
