/** The link of a hand-over, to what is on file (X20): the same work for everyone, once a request, under caps. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listOutboxMails } from '../../adapters/mail/outbox-mailer.ts';
import { OUTBOX_SMS } from '../../adapters/sms/outbox-sms.ts';
import type { Member } from '../../machines/domain/member.ts';
import type { OutboxEntry } from '../../machines/engine/outbox.ts';
import { type Served, served } from '../server/served.ts';
import { plainMember } from '../support/plain-member.ts';
import { testProduct } from '../support/product.ts';

let server: Served;
beforeAll(async () => {
  server = await served();
});
beforeEach(() => server.ask('POST', '/dev/reset'));
afterAll(() => server.close());

const withMobile = '1550197101023';
const withMailOnly = '1840613055012';
const withNothing = '1503099139002';
const deactivated = '2880631555024';
const unknown = '1850775056048';

function send(nir: string, { callId = 'one', source = 'tel:+33639980001' } = {}): Promise<void> {
  const { product } = server;
  return product.app.handOverMessages.send(
    { nir, link: 'https://guichet.example/l/abc', until: product.clock.now() + 600_000 },
    { insurer: product.insurers.get('acs')!, locale: 'fr', origin: { channel: 'ivr', source }, callId },
  );
}

async function sent() {
  await server.loop.drain();
  const { sms, mails } = await server.outbox();
  return {
    sms: sms.length,
    mails: mails.filter(({ text }) => text.includes('/l/abc')).length,
  };
}

describe('the link of a hand-over', () => {
  it('goes to the mobile on file, else to the confirmed e-mail, else nowhere (R10)', async () => {
    await send(withMobile);
    expect(await sent()).toEqual({ sms: 1, mails: 0 });
    const { text, to } = (await server.outbox()).sms[0]!;
    expect(to).toMatch(/^(?:\+33|0)6/);
    expect(text).toMatch(/^ACS : .*https:\/\/guichet\.example\/l\/abc .*N’ouvrez pas ce lien\.$/);
    await send(withMailOnly);
    expect(await sent()).toEqual({ sms: 1, mails: 1 });
    for (const nir of [withNothing, deactivated, unknown]) await send(nir, { callId: nir });
    expect(await sent()).toEqual({ sms: 1, mails: 1 });
  });

  it('does not go when its ten minutes are over: a dead link in the night helps nobody (X20)', async () => {
    await send(withMobile);
    await send(withMailOnly);
    await server.ask('POST', '/dev/clock', { body: { advanceSeconds: 600 } });
    expect(await sent()).toEqual({ sms: 0, mails: 0 });
  });

  it('goes by mail, or not at all, in production without a provider of SMS: nothing waits in a development outbox', async () => {
    const production = await testProduct({
      seeded: false,
      environment: {
        NODE_ENV: 'production',
        PUBLIC_URL: 'https://guichet.example',
        SMTP_URL: 'smtp://127.0.0.1:9',
        MAIL_FROM: 'guichet@guichet.example',
        SECRET_KEYS: `v1:${randomBytes(32).toString('base64')}`,
        ADMIN_TOKEN: 'x'.repeat(40),
        INSURERS_DIR: fileURLToPath(new URL('../../adapters/insurers/demo', import.meta.url)),
      },
    });
    try {
      const { app, documents, insurers, worker } = production.product;
      const waitingFor = async (nir: string, more: Partial<Member>) => {
        const id = await app.members.put('acs', nir, () => plainMember({ nir, ...more }));
        await app.handOverMessages.send(
          { nir, link: 'https://guichet.example/l/abc', until: production.clock.now() + 600_000 },
          {
            insurer: insurers.get('acs')!,
            locale: 'fr',
            origin: { channel: 'ivr', source: nir },
            callId: nir,
          },
        );
        const { outbox } = (await documents.load<{ outbox: readonly OutboxEntry[] }>('member', id))!.body;
        return outbox.map(({ kind }) => kind);
      };
      const mobile = '+33639980101';
      const email = 'camille@exemple.example';
      expect(await waitingFor(withMobile, { mobile, email, emailState: 'confirmed' })).toEqual(['mail']);
      expect(await waitingFor(withNothing, { mobile })).toEqual([]);
      await worker.round();
      expect(await documents.list(OUTBOX_SMS, '', 1)).toEqual([]);
    } finally {
      await production.close();
    }
  });

  it('goes by mail where the provider refuses the number on file for good, and still as one message', async () => {
    const provider = createServer((_request, response) =>
      response.writeHead(400, { 'content-type': 'application/json' }).end('{"code":21211}'),
    ).listen(0, '127.0.0.1');
    await once(provider, 'listening');
    const { port } = provider.address() as AddressInfo;
    const refusing = await testProduct({
      seeded: false,
      environment: {
        SMS_URL: `http://127.0.0.1:${port}/2010-04-01/Accounts/AC1/Messages.json?From=%2B33600000000`,
        SMS_TOKEN: 'a-token',
      },
    });
    try {
      const { app, documents, insurers } = refusing.product;
      const to = { mobile: '+33139980101', email: 'camille@example.test', emailState: 'confirmed' } as const;
      await app.members.put('acs', withMobile, () => plainMember({ nir: withMobile, ...to }));
      await app.handOverMessages.send(
        {
          nir: withMobile,
          link: 'https://guichet.example/l/abc',
          until: refusing.clock.now() + 600_000,
        },
        {
          insurer: insurers.get('acs')!,
          locale: 'fr',
          origin: { channel: 'ivr', source: 'tel:+33639980001' },
          callId: 'one',
        },
      );
      await refusing.settle();
      const mails = await listOutboxMails(documents);
      expect(mails.map(({ to: { address } }) => address)).toEqual(['camille@example.test']);
      expect(mails[0]!.text).toContain('/l/abc');
      expect(await app.administration.deadEntries()).toEqual([]);
    } finally {
      await refusing.close();
      provider.close();
    }
  });

  it('is the same work for a NIR nobody has: one document written each time (P07)', async () => {
    const { store } = server.product;
    const commit = store.commit.bind(store);
    const counts: number[] = [];
    let commits = 0;
    const counting: typeof store.commit = (...given) => {
      commits += 1;
      return commit(...given);
    };
    Object.assign(store, { commit: counting });
    try {
      for (const nir of [withMobile, withMailOnly, withNothing, deactivated, unknown]) {
        commits = 0;
        await send(nir, { callId: nir });
        counts.push(commits);
      }
    } finally {
      Object.assign(store, { commit });
    }
    expect(new Set(counts).size).toBe(1);
  });

  it('stands in the member’s trail as sent only when it is, once a request, else with the reason why not (X23)', async () => {
    const { app, insurers } = server.product;
    const trailOf = async (nir: string) => {
      const { member } = (await app.members.findByNir('acs', nir))!;
      return member.audit
        .filter(({ event }) => event.startsWith('hand-over'))
        .map(({ event, detail }) => `${event} ${detail}`);
    };
    for (let again = 0; again < 2; again++) await send(withMobile);
    expect(await trailOf(withMobile)).toEqual(['hand-over-sent sms']);
    await send(deactivated, { callId: 'deactivated' });
    expect(await trailOf(deactivated)).toEqual(['hand-over-withheld deactivated']);
    await send(withNothing, { callId: 'nothing' });
    expect(await trailOf(withNothing)).toEqual(['hand-over-withheld no-address-left']);
    const { requestsPerSourcePerDay } = insurers.get('acs')!.policies.caps;
    for (let asked = 0; asked < requestsPerSourcePerDay; asked++)
      await send(unknown, { callId: `n${asked}` });
    await send(withMailOnly, { callId: 'over' });
    expect(await trailOf(withMailOnly)).toEqual(['hand-over-withheld source-capped']);
  });

  it('leaves once for a request however often it is made (P11), and under the day’s caps (X22)', async () => {
    for (let again = 0; again < 3; again++) await send(withMobile);
    expect(await sent()).toEqual({ sms: 1, mails: 0 });
    const { smsPerDay, mailsPerDay } = server.product.insurers.get('acs')!.policies.caps;
    for (let more = 0; more < smsPerDay + mailsPerDay + 3; more++)
      await send(withMobile, { callId: `more ${more}`, source: `tel:${more}` });
    expect(await sent()).toEqual({ sms: smsPerDay, mails: mailsPerDay });
  });

  it('shares the day’s mails with those of new codes: a stranger with the number has no more sent (X22)', async () => {
    const { caps } = server.product.insurers.get('acs')!.policies;
    for (let more = 0; more < 3; more++) {
      const begun = await server.begin('acs', { flow: 'code-reset' });
      await server.answer(begun.body, { nir: withMailOnly });
    }
    for (let more = 0; more < caps.mailsPerDay; more++)
      await send(withMailOnly, { callId: `more ${more}`, source: `tel:${more}` });
    await server.loop.drain();
    expect((await server.outbox()).mails).toHaveLength(caps.mailsPerDay);
  });

  it('asked for again for the same hand-over and number is one request; for another number it is another (P11, X22)', async () => {
    const { requestsPerSourcePerDay } = server.product.insurers.get('acs')!.policies.caps;
    for (let again = 0; again < requestsPerSourcePerDay + 3; again++) await send(unknown);
    for (let more = 0; more < requestsPerSourcePerDay - 2; more++)
      await send(unknown, { callId: `more ${more}` });
    await send(withMobile);
    expect(await sent()).toEqual({ sms: 1, mails: 0 });
    await send(withMailOnly);
    expect(await sent()).toEqual({ sms: 1, mails: 0 });
  });

  it('is asked for a number of times a day from one line, and no more (X22)', async () => {
    const { requestsPerSourcePerDay } = server.product.insurers.get('acs')!.policies.caps;
    for (let asked = 0; asked < requestsPerSourcePerDay; asked++)
      await send(unknown, { callId: `n${asked}` });
    await send(withMobile, { callId: 'over' });
    expect(await sent()).toEqual({ sms: 0, mails: 0 });
    await send(withMobile, { callId: 'other line', source: 'tel:+33639980099' });
    expect(await sent()).toEqual({ sms: 1, mails: 0 });
  });
});
