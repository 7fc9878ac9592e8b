import { expect, it } from 'vitest';
import { listOutboxSms, outboxSms } from '../../adapters/sms/outbox-sms.ts';
import { memoryDocuments } from '../support/documents.ts';

it('P11 P13 the SMS outbox keeps one message per id, newest last, sealed', async () => {
  const { documents, stolen } = memoryDocuments();
  let now = 1_000;
  const sender = outboxSms({ documents, clock: { now: () => now } });
  const sms = (id: string) => ({ id, tenant: 'ecps', to: '+33639980101', text: 'Votre code : 482913' });
  await sender.send(sms('b'));
  await sender.send(sms('a'));
  now += 1;
  await sender.send(sms('b'));
  await sender.send(sms('0'));
  const listed = await listOutboxSms(documents);
  expect(listed.map(({ id }) => id)).toEqual(['b', 'a', '0']);
  expect(listed[0]).toMatchObject({ to: '+33639980101', text: 'Votre code : 482913', at: 1_000 });
  expect(stolen()).not.toMatch(/482913|33639980101/);
});
