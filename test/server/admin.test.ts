import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Served, served } from './served.ts';

let server: Served;
beforeAll(async () => {
  server = await served();
});
beforeEach(async () => {
  await server.ask('POST', '/dev/reset');
});
afterAll(() => server.close());

const nir1 = '184061305501228';
const authorization = 'Bearer dev-admin';

const signIn = (tenant: string, nir: string, code: string) => server.signIn(tenant, nir, code);

describe('who may', () => {
  it.each([undefined, 'Bearer wrong', 'Bearer ', 'dev-admin', 'Basic ZGV2LWFkbWlu'])(
    'nobody without the token (%s): 401, problem+json, and nothing is done',
    async (value) => {
      const headers = value === undefined ? {} : { authorization: value };
      const payload = { nir: nir1 };
      const told = await server.ask('POST', '/admin/v1/cpms/members/deactivate', { headers, payload });
      expect(told.status).toBe(401);
      expect(told.headers['content-type']).toContain('application/problem+json');
      expect(told.headers['www-authenticate']).toContain('Bearer');
      expect((await signIn('cpms', nir1, '274931')).view.outcome).toBe('connected');
    },
  );

  it('answers are kept by no cache', async () => {
    const told = await server.ask('GET', '/admin/v1/outbox?state=dead', { headers: { authorization } });
    expect(told.headers['cache-control']).toBe('no-store');
  });
});

describe('deactivation', () => {
  it('of a member ends the session they are in, and their code opens nothing (T02, T06, P05)', async () => {
    const { session, view } = await signIn('cpms', nir1, '274931');
    expect(view.outcome).toBe('connected');
    expect((await server.admin('cpms/members/deactivate', { nir: nir1 })).body).toEqual({ changed: 1 });
    const headers = { authorization: `Bearer ${session}` };
    expect((await server.ask('GET', '/api/v1/session', { headers })).status).toBe(401);
    expect((await signIn('cpms', nir1, '274931')).view.error?.id).toBe('wrong-credentials');
    // The same NIR with another insurer is another member.
    expect((await signIn('acs', nir1, '395716')).view.outcome).toBe('connected');
  });

  it('is undone by reactivation, with or without the key of the NIR (X19)', async () => {
    await server.admin('cpms/members/deactivate', { nir: nir1.slice(0, 13) });
    expect((await server.admin('cpms/members/deactivate', { nir: nir1 })).body).toEqual({ changed: 0 });
    expect((await server.admin('cpms/members/reactivate', { nir: '1 84 06 13 055 012 28' })).body).toEqual({
      changed: 1,
    });
    expect((await signIn('cpms', nir1, '274931')).view.outcome).toBe('connected');
  });

  it('of a client takes its staff, and tells its contact who they are, by name only (T03, T04)', async () => {
    expect((await server.admin('cpms/members/deactivate', { client: 'DURAND' })).body).toEqual({
      changed: 2,
    });
    expect((await signIn('cpms', '167086912306702', '358629')).view.error?.id).toBe('wrong-credentials');
    expect((await signIn('cpms', '271093306304148', '927406')).view.error?.id).toBe('wrong-credentials');
    await server.loop.drain();
    const { mails } = await server.outbox();
    const told = mails.find(({ to }) => to === 'rh.durand@example.test')!;
    expect(told.text).toContain('Gros-René MASCARILLE');
    expect(told.text).toContain('Elvire DON LUIS');
    expect(told.text).not.toMatch(/\d{6}/);
  });

  it('is told to the members themselves where the insurer wants it, and only there (T04)', async () => {
    const wants = (tenant: string) => server.product.insurers.get(tenant)!.policies.tellDeactivatedMembers;
    for (const [tenant, nir, email] of [
      ['cpms', '285052B03345691', 'm16@example.test'],
      ['acs', '155019710102338', 'm05@example.test'],
      ['abela', '260509335201104', 'm07@example.test'],
    ] as const) {
      await server.admin(`${tenant}/members/deactivate`, { nir });
      await server.loop.drain();
      const recipients = (await server.outbox()).mails.map(({ to }) => to);
      expect(recipients.includes(email), tenant).toBe(wants(tenant));
    }
  });

  it('of a client leaves each member told or not, as the insurer wants it (T04)', async () => {
    const { policies } = server.product.insurers.get('cpms')!;
    Object.assign(policies, { tellDeactivatedMembers: true });
    try {
      await server.admin('cpms/members/deactivate', { client: 'DURAND' });
      await server.loop.drain();
      const recipients = (await server.outbox()).mails.map(({ to }) => to).sort();
      expect(recipients).toEqual(['m21@example.test', 'rh.durand@example.test']);
    } finally {
      Object.assign(policies, { tellDeactivatedMembers: false });
    }
  });

  it.each([
    ['cpms', { nir: '185077505604801' }, 404, 'not-found'],
    ['cpms', { nir: '185077505604802' }, 400, 'malformed'],
    ['cpms', { client: 'NOBODY' }, 404, 'not-found'],
    ['cpms', {}, 400, 'malformed'],
    ['cpms', { nir: nir1, client: 'DURAND' }, 400, 'malformed'],
    ['cpms', { nir: 184061305501228 }, 400, 'malformed'],
    ['nowhere', { nir: nir1 }, 404, 'tenant-unknown'],
  ] as const)('in %s of %j is refused in words', async (tenant, target, status, code) => {
    const told = await server.admin(`${tenant}/members/deactivate`, target);
    expect(told).toMatchObject({ status, body: { status, code } });
    expect(JSON.stringify(told.body)).not.toContain('184061305501');
  });
});

describe('unblocking', () => {
  it('clears the failures of a NIR, and the member signs in (X04)', async () => {
    expect((await signIn('abela', '174054221806613', '482769')).view.error?.id).toBe('blocked');
    expect((await server.admin('abela/members/unblock', { nir: '174054221806613' })).status).toBe(200);
    expect((await signIn('abela', '174054221806613', '482769')).view.outcome).toBe('connected');
  });
});

describe('letters', () => {
  it('follow what the print house reports, in the outbox too (X12)', async () => {
    const status = async () =>
      (await server.outbox()).letters.find(({ id }) => id === 'demo-letter-14')?.status;
    expect(await status()).toBe('posted');
    expect((await server.admin('letters/demo-letter-14/status', { status: 'returned' })).status).toBe(200);
    expect(await status()).toBe('returned');
    // A report that comes late takes nothing back (P11).
    expect((await server.admin('letters/demo-letter-14/status', { status: 'printed' })).status).toBe(200);
    expect(await status()).toBe('returned');
  });

  it('are posted again with a new code, and the older code dies (X13)', async () => {
    const sent = await server.admin('letters/demo-letter-14/resend');
    expect(sent.status).toBe(202);
    const told = sent.body;
    expect(told).toEqual({ requested: true, letter: expect.stringMatching(/^[A-Z]+$/i) });
    // Asked again, whether the answer was lost or two people look at the same letter: the same one (P08).
    expect((await server.admin('letters/demo-letter-14/resend')).body).toEqual(told);
    await server.loop.drain();
    const { code } = (await server.outbox()).letters.at(-1)!;
    expect((await signIn('acs', '182075935008862', '648093')).view.error?.id).toBe('wrong-credentials');
    expect((await signIn('acs', '182075935008862', code)).view.fields[0]?.name).toBe('newCode');
  });

  it('that nobody has are refused, and so are states that are none', async () => {
    expect((await server.admin('letters/none/status', { status: 'posted' })).status).toBe(404);
    expect((await server.admin('letters/none/resend')).status).toBe(404);
    expect((await server.admin('letters/demo-letter-14/status', { status: 'eaten' })).status).toBe(400);
  });
});

describe('the dead of the outbox', () => {
  it('are listed without their content, and leave again when told to (R09)', async () => {
    const { body } = await server.begin('cpms', { flow: 'code-reset' });
    await server.answer(body, { nir: '178104410901263' });
    await server.loop.drain();

    const list = async () =>
      (
        await server.ask<{ entries: readonly { id: string }[] }>('GET', '/admin/v1/outbox?state=dead', {
          headers: { authorization },
        })
      ).body.entries;
    const [entry] = await list();
    expect(entry).toMatchObject({ kind: 'mail', about: 'member', attempts: 1, reason: 'Undeliverable' });
    expect(JSON.stringify(entry)).not.toMatch(/example\.test|POURCEAUGNAC|\/l\//);

    expect((await server.admin(`outbox/${entry?.id}/resend`)).status).toBe(202);
    expect(await list()).toEqual([]);
    await server.loop.drain();
    expect(await list()).toHaveLength(1);
    expect((await server.admin('outbox/none/resend')).status).toBe(404);
  });
});

it('the whole admin API stands in /openapi.json', async () => {
  const { body } = await server.ask<{ paths: object }>('GET', '/openapi.json');
  for (const path of [
    '/admin/v1/{tenant}/members/deactivate',
    '/admin/v1/{tenant}/members/reactivate',
    '/admin/v1/{tenant}/members/unblock',
    '/admin/v1/{tenant}/members/import',
    '/admin/v1/{tenant}/clients',
    '/admin/v1/letters/{id}/status',
    '/admin/v1/letters/{id}/resend',
    '/admin/v1/outbox',
    '/admin/v1/outbox/{id}/resend',
    '/healthz',
    '/readyz',
    '/metrics',
    '/dev/outbox.json',
    '/dev/clock',
    '/dev/reset',
  ])
    expect(Object.keys(body.paths)).toContain(path);
});
