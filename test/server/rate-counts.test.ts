import fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { createRateCounts } from '../../server/rate-counts.ts';
import { limitSources } from '../../server/source-limit.ts';
import { testClock } from '../support/product.ts';
import { served } from './served.ts';

const windowMs = 600_000;

function counted() {
  const clock = testClock();
  const counts = createRateCounts(clock);
  const store = new counts.Store({});
  const ask = (key: string, of = store) => {
    let told: { current: number; ttl: number } | undefined;
    const done = (_error: Error | null, result?: typeof told) => {
      told = result;
    };
    of.incr(key, done, windowMs, 10);
    return told;
  };
  return { clock, counts, store, ask };
}

it('a page over its cap says so, and when to try again, and blames no form (X22, P09)', async () => {
  const server = await served({});
  try {
    const post = () => server.app.inject({ method: 'POST', url: '/cpms/chat/simple', payload: {} });
    let last = await post();
    for (let times = 0; last.statusCode !== 429 && times < 200; times++) last = await post();
    expect(last.statusCode).toBe(429);
    expect(last.body).toContain('Trop d’essais');
    expect(last.body).toMatch(/Réessayez le .* à /);
    expect(last.body).not.toContain('illisible');
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
  } finally {
    await server.close();
  }
});

describe('what the limits on requests count', () => {
  it('is counted by key, for one window from the first request on', () => {
    const { clock, ask } = counted();
    expect(ask('a')).toEqual({ current: 1, ttl: windowMs });
    clock.advance(1_000);
    expect(ask('a')).toEqual({ current: 2, ttl: windowMs - 1_000 });
    expect(ask('b')).toEqual({ current: 1, ttl: windowMs });
    clock.advance(windowMs - 1_000);
    expect(ask('a')).toEqual({ current: 1, ttl: windowMs });
    expect(ask('b')).toEqual({ current: 2, ttl: 1_000 });
  });

  it('begins anew when the clock was set back', () => {
    const { clock, ask } = counted();
    ask('a');
    clock.set(clock.now() - 86_400_000);
    expect(ask('a')).toEqual({ current: 1, ttl: windowMs });
  });

  it('is apart for each route with a limit of its own, and forgotten everywhere at once', () => {
    const { counts, store, ask } = counted();
    const route = store.child({} as Parameters<typeof store.child>[0]);
    ask('a');
    expect(ask('a', route)).toMatchObject({ current: 1 });
    counts.clear();
    expect([ask('a'), ask('a', route)]).toMatchObject([{ current: 1 }, { current: 1 }]);
  });

  it('is bounded: the key not seen for longest goes, one that keeps asking stays', () => {
    const { ask } = counted();
    ask('stranger');
    for (let i = 0; i < 30_000; i++) {
      ask(`key ${i}`);
      if (i % 1_000 === 0) ask('eager');
    }
    expect(ask('eager')).toMatchObject({ current: 31 });
    expect(ask('stranger')).toMatchObject({ current: 1 });
  });
});

describe('the limit of a source', () => {
  it('is 30 000 posts in ten minutes (X22)', async () => {
    const counts = createRateCounts(testClock());
    const one = '192.0.2.1';
    class Store extends counts.Store {
      constructor(options: ConstructorParameters<typeof counts.Store>[0]) {
        super(options);
        for (let posts = 0; posts < 29_999; posts++) this.incr(one, () => undefined, windowMs, 0);
      }
    }
    const app = fastify();
    await limitSources(app, { ...counts, Store });
    app.post('/plain', async () => 'taken');
    const post = async () =>
      (await app.inject({ method: 'POST', url: '/plain', remoteAddress: one })).statusCode;
    try {
      expect([await post(), await post()]).toEqual([200, 429]);
    } finally {
      await app.close();
    }
  });

  it('counts all its posts, also those to a route with a limit and a key of its own (X22)', async () => {
    const app = fastify();
    await limitSources(app, createRateCounts(testClock()), 20);
    const ofConversation = ({ params }: { params: unknown }) => (params as { id: string }).id;
    const rateLimit = { max: 5, timeWindow: 60_000, keyGenerator: ofConversation };
    app.post('/plain', async () => 'taken');
    app.get('/plain', async () => 'read');
    app.post('/conversations/:id', { config: { rateLimit } }, async () => 'taken');
    const post = async (url: string, remoteAddress = '192.0.2.1') =>
      app.inject({ method: 'POST', url, remoteAddress });
    const statuses: number[] = [];
    try {
      for (let id = 0; id < 14; id++) statuses.push((await post(`/conversations/${id}`)).statusCode);
      for (let again = 0; again < 5; again++) statuses.push((await post('/conversations/0')).statusCode);
      statuses.push((await post('/plain')).statusCode);
      expect(statuses).toEqual([...Array(18).fill(200), 429, 200]);
      for (const url of ['/plain', '/conversations/99']) {
        const refused = await post(url);
        expect(refused.statusCode, url).toBe(429);
        expect(refused.headers['retry-after'], url).toBe('600');
      }
      expect((await post('/conversations/99', '192.0.2.2')).statusCode).toBe(200);
      expect((await app.inject({ url: '/plain', remoteAddress: '192.0.2.1' })).statusCode).toBe(200);
    } finally {
      await app.close();
    }
  });
});
