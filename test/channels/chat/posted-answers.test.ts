/** P11: an answer that is posted reaches whoever wrote, although the process dies with it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Received } from '../../../channels/chat/bot.ts';
import { messageActivity } from '../../support/bot-server.ts';
import { until } from '../../support/chat-server.ts';
import { connector } from '../../support/connector.ts';
import { MINUTE } from '../../support/product.ts';
import { serverProcess } from '../../support/server-process.ts';
import { createWorld, type World } from '../../support/world.ts';

describe('an answer whose fate nobody has told', () => {
  let world: World;
  let sent: string[] = [];
  beforeAll(async () => {
    world = await createWorld();
  });
  beforeEach(() => begin());
  afterAll(() => world.close());

  let conversation: string;
  let conversations = 0;
  function begin(): void {
    conversation = `botframework:posted-${++conversations}`;
    attach();
  }
  function attach(): void {
    sent = [];
    world.product.bot.attach('botframework', {
      send: async (_id, _address, { lines }) => void sent.push(...lines.map(({ id }) => id)),
    });
  }
  /** The process dies, and another one opens what it stored. */
  async function die(): Promise<void> {
    await world.restart();
    attach();
  }

  /** The ids of the lines that answer it. */
  async function say(id: string, text: string): Promise<readonly string[]> {
    const message: Received = {
      conversation,
      id,
      text,
      channel: 'botframework',
      locale: 'fr',
      tenant: 'cpms',
      address: { to: 'me' },
      posted: true,
      origin: { channel: 'chat', source: '198.51.100.1' },
    };
    const { lines } = await world.product.bot.receive(message);
    return lines.map((line) => line.id);
  }
  const told = (id: string) => world.product.bot.sent(conversation, id);

  it('goes out again when a minute has passed, once, and is told in the log', async () => {
    await say('1', 'bonjour');
    told('1');
    const lines = await say('2', 'jai perdu mon code');
    await die();
    await world.pass(MINUTE - 5_000);
    expect(sent).toEqual([]);
    await world.pass(5_000);
    expect(sent).toEqual(lines);
    await world.pass(5 * MINUTE);
    expect(sent).toEqual(lines);
    expect(world.logged.filter((line) => line.includes('an answer may not have left'))).toHaveLength(1);
  });

  it('does not where it is told to have left: kept with the next answer, or stored before the process stops', async () => {
    await say('1', 'bonjour');
    told('1');
    await say('2', 'aide');
    told('2');
    await world.product.bot.settle();
    await die();
    await world.pass(2 * MINUTE);
    expect(sent).toEqual([]);
  });

  it('nor while the process that posted it lives', async () => {
    await say('1', 'bonjour');
    told('1');
    await world.pass(2 * MINUTE);
    await die();
    await world.pass(2 * MINUTE);
    expect(sent).toEqual([]);
  });

  it('is not repeated by the next answer meanwhile, whichever process gives it', async () => {
    const first = await say('1', 'bonjour');
    await die();
    const second = await say('2', 'aide');
    expect(second).not.toEqual(expect.arrayContaining([...first]));
    told('2');
    await world.pass(MINUTE);
    expect(sent).toEqual(first);
  });

  it('waits like one that was not taken, where that is told', async () => {
    const lines = await say('1', 'bonjour');
    expect(await world.product.bot.unsent(conversation, '1')).toBe(true);
    await world.settle();
    expect(sent).toEqual(lines);
    await world.pass(2 * MINUTE);
    expect(sent).toEqual(lines);
  });
});

describe('a server killed while it posts its answer', { timeout: 60_000 }, () => {
  const dir = mkdtempSync(join(tmpdir(), 'guichet-posted-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('posts it after it has come back', async () => {
    const service = await connector();
    const server = await serverProcess(dir);
    const post = (path: string, body: unknown) =>
      fetch(`${server.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const { serviceUrl } = service;
    const say = (text: string) => post('/api/messages/cpms', messageActivity(text, { serviceUrl }));
    expect((await say('bonjour')).status).toBe(200);
    const before = service.tried.length;
    service.fail('silence');
    const unanswered = say('jai perdu mon code').catch(() => 'cut');
    const lost = await until('the answer on its way', () => service.tried[before]);
    await server.kill();
    expect(await unanswered).toBe('cut');
    service.mend();
    const posted = service.posted.length;
    await server.start();
    expect((await post('/dev/clock', { advanceSeconds: 61 })).ok).toBe(true);
    const again = await until('the answer', () => service.posted[posted]?.activity);
    expect(again.text).toBe(lost.text);
    expect(again.channelData?.line).toBe(lost.channelData?.line);
    expect(await server.stop()).toBe(0);
    await service.close();
  });
});
