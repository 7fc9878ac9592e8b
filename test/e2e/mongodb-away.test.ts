import { afterAll, afterEach, expect, test } from 'vitest';
import {
  ask,
  firstConnection,
  importMembers,
  type Nodes,
  startNodes,
  Wanderer,
} from '../support/mongo-nodes.ts';
import { type MongoProxy, mongoProxy } from '../support/mongo-proxy.ts';
import { ownDatabase, startMongo } from '../support/mongo-server.ts';
import { suite } from '../support/mongo-suite.ts';
import { importCsv, people } from '../support/people.ts';

const server = await startMongo();
afterAll(() => server.stop());

const tenant = 'cpms';
const newCode = '749385';

suite('a server whose MongoDB fails', { missing: server.reason }, () => {
  let proxy: MongoProxy;
  let nodes: Nodes;
  let url: string;
  async function begin(options: string): Promise<void> {
    proxy = await mongoProxy(
      ownDatabase(server.uri ?? ''),
      `directConnection=true&retryWrites=false${options}`,
    );
    nodes = await startNodes(1, proxy.uri, { RATE_LIMITS: '0' });
    url = nodes.all[0]!.url;
  }
  afterEach(async () => {
    await nodes.stop();
    await proxy.close();
  });

  // With the product's own timeouts: shorter ones mistake a machine under load for a server that is away.
  test('answers 503 with Retry-After while it is away, and goes on by itself where it stopped', async () => {
    await begin('');
    const member = new Wanderer([url]);
    await member.begin(tenant, { flow: 'sign-in' });
    proxy.leave();
    const authorization = `Bearer ${member.session}`;
    const away = await fetch(`${url}/api/v1/session`, { headers: { authorization } });
    expect(away.status).toBe(503);
    expect(Number(away.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(away.headers.get('content-type')).toContain('application/problem+json');
    expect((await ask(`${url}/readyz`)).status).toBe(503);
    expect((await ask(`${url}/healthz`)).status).toBe(200);
    proxy.comeBack();
    const view = await member.answer({ values: { nir: '184061305501228', code: '274931' } });
    expect(view.outcome).toBe('connected');
    await expect.poll(async () => (await ask(`${url}/readyz`)).status, { timeout: 10_000 }).toBe(200);
  });

  test('takes every answer as exactly one turn, although at each of them a write loses its answer or its way', async () => {
    await begin('&retryReads=false&socketTimeoutMS=1500');
    const members = people(8, { from: 1 });
    await importMembers(url, tenant, importCsv(members));
    const fates = ['unanswered', 'swallowed', 'lost', 2000] as const;
    for (const [i, { nir, code }] of members.entries()) {
      // An answer takes several writes: the attempt, the member, the session. Each is hit in its turn.
      const member = new (class extends Wanderer {
        override answer(answer: Parameters<Wanderer['answer']>[0]) {
          proxy.trap('updates', fates[i % fates.length]!, i >> 2);
          return super.answer(answer);
        }
      })([url]);
      const end = await firstConnection(member, { tenant, nir, code }, newCode);
      expect(end.outcome).toBe('connected');
      expect((await member.read()).turn).toBe(end.turn);
    }
  }, 120_000);
});
