/** Direct Line 3.0 over real HTTP and WebSocket, on the real bot and store. */
import { EventEmitter } from 'node:events';
import { request } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { type Streamed, streamTo } from '../../../channels/chat/directline/socket.ts';
import { createStreams, type Reader } from '../../../channels/chat/directline/streams.ts';
import { type Served, served } from '../../server/served.ts';
import {
  type Activity,
  chatServer,
  type DirectLineTold,
  handOverIn,
  listen,
  type Started,
  until,
} from '../../support/chat-server.ts';

let server: Awaited<ReturnType<typeof chatServer>>;
beforeAll(async () => {
  server = await chatServer({ RATE_LIMITS: '0' });
});
afterAll(() => server?.close());

const bots = (activities: readonly Activity[]) => activities.filter(({ from }) => from.role === 'bot');
const standing = (activities: readonly Activity[]) =>
  bots(activities).findLast(({ channelData }) => channelData?.guichet)?.channelData?.guichet;

describe('tokens', () => {
  it('names a conversation for an insurer’s member, with a token of half an hour', async () => {
    const { status, body, headers } = await server.ask('POST', '/tokens/generate', undefined, {
      tenant: 'cpms',
      locale: 'fr-FR',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      conversationId: expect.any(String),
      token: expect.any(String),
      expires_in: 1800,
    });
    expect(headers.get('cache-control')).toBe('no-store');
    const again = await server.generate();
    expect(again.conversationId).not.toBe(body.conversationId);
  });

  it('refuses an unknown insurer with 404 and a malformed wish with 400', async () => {
    expect((await server.ask('POST', '/tokens/generate', undefined, { tenant: 'nobody' })).status).toBe(404);
    for (const body of [{}, { tenant: 7 }, { tenant: 'cpms', user: { id: 5 } }, '{', '[]', 'null'])
      expect((await server.ask('POST', '/tokens/generate', undefined, body)).status).toBe(400);
  });

  it('refuses what is no token, another conversation’s, a stream’s or an altered one, and says so', async () => {
    const one = await server.start();
    const other = await server.start();
    const path = `/conversations/${one.conversationId}/activities`;
    expect((await server.ask('GET', path)).status).toBe(401);
    const stream = new URL(one.streamUrl).searchParams.get('t')!;
    const [head, body, signature] = one.token.split('.');
    const claims = JSON.parse(Buffer.from(body!, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, tenant: 'acs' })).toString('base64url');
    for (const token of [
      other.token,
      stream,
      `${head}.${forged}.${signature}`,
      `${head}.${body}.`,
      'a.b.c',
    ]) {
      const { status, body: told } = await server.ask('GET', path, token);
      expect(status).toBe(403);
      expect(told.error).toEqual({
        code: 'BadToken',
        message: expect.stringMatching(/^this (is no )?token /),
      });
    }
    expect((await server.ask('GET', path, one.token)).status).toBe(200);
  });

  it('a token dies after half an hour; refreshed in time it goes on with the same conversation', async () => {
    const aside = await chatServer({ RATE_LIMITS: '0' });
    try {
      const begun = await aside.start();
      const advance = (advanceSeconds: number) =>
        fetch(`${aside.url}/dev/clock`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ advanceSeconds }),
        });
      await advance(1500);
      const { status, body: fresh } = await aside.ask('POST', '/tokens/refresh', begun.token);
      expect(status).toBe(200);
      expect(fresh).toMatchObject({ conversationId: begun.conversationId, expires_in: 1800 });
      await advance(400);
      const late = await aside.say(begun, 'bonjour');
      expect(late.status).toBe(403);
      expect(late.body.error.code).toBe('TokenExpired');
      expect((await aside.ask('POST', '/tokens/refresh', begun.token)).status).toBe(403);
      expect((await aside.say({ ...begun, token: fresh.token }, 'bonjour')).status).toBe(200);
    } finally {
      await aside.close();
    }
  });
});

describe('a conversation', () => {
  it('starts with 201 and the greeting, once, however often it is started', async () => {
    const { token, conversationId } = await server.generate();
    const first = await server.ask('POST', '/conversations', token);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ conversationId, expires_in: 1800 });
    expect(first.body.streamUrl).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/v3\/directline\/conversations\//);
    const again = await server.ask('POST', '/conversations', token);
    expect(again.status).toBe(200);
    const { activities, watermark } = await server.read(first.body);
    expect(bots(activities).length).toBeGreaterThan(0);
    for (const { from } of bots(activities)) expect(from).toEqual({ id: 'cpms', name: 'CPMS', role: 'bot' });
    expect(Number(watermark)).toBe(activities.length);
    const menu = activities.findLast(({ suggestedActions }) => suggestedActions);
    expect(menu!.suggestedActions!.actions.length).toBeGreaterThan(2);
    expect(menu!.suggestedActions!.actions.every(({ type }) => type === 'imBack')).toBe(true);
  });

  it('P11 tells where the session stands outside production, and the choices with their ids', async () => {
    const begun = await server.start();
    await server.say(begun, 'jai perdu mon code');
    const { activities } = await server.read(begun);
    expect(bots(activities).every(({ channelData }) => channelData?.guichet)).toBe(true);
    const stands = standing(activities);
    expect(stands).toMatchObject({ flow: 'code-reset', turn: expect.any(Number) });
    expect(stands!.choices.every(({ id, label }) => id && label)).toBe(true);
  });

  it('says of each line the language it was said in (WCAG 3.1.2)', async () => {
    const begun = await server.start();
    const before = bots((await server.read(begun)).activities).length;
    await server.say(begun, 'do you speak English?');
    const spoken = bots((await server.read(begun)).activities).map(({ locale }) => locale);
    expect(new Set(spoken.slice(0, before))).toEqual(new Set(['fr-FR']));
    expect(new Set(spoken.slice(before))).toEqual(new Set(['en-GB']));
  });

  it('X20 what chat may not hear is one button that opens a page of this server', async () => {
    const begun = await server.start();
    await server.say(begun, 'jai perdu mon code');
    const { activities } = await server.read(begun);
    const buttons = activities
      .flatMap(({ attachments = [] }) => attachments)
      .flatMap((one) => one.content!.buttons);
    expect(buttons.map(({ type }) => type)).toEqual(['openUrl']);
    expect(buttons[0]!.value.startsWith(`${server.url}/l/`)).toBe(true);
    expect((await fetch(buttons[0]!.value)).status).toBe(200);
  });

  it('reads on from a watermark, and from the beginning where it is none', async () => {
    const begun = await server.start();
    const { watermark, activities } = await server.read(begun);
    expect(await server.read(begun, watermark)).toEqual({ activities: [], watermark });
    await server.say(begun, 'bonjour');
    const news = await server.read(begun, watermark);
    expect(news.activities[0]!.text).toBe('bonjour');
    expect(Number(news.watermark)).toBe(Number(watermark) + news.activities.length);
    for (const odd of ['-', 'x', '1e9', '-4'])
      expect((await server.read(begun, odd)).activities.slice(0, activities.length)).toEqual(activities);
  });

  it.each(['999', '9'.repeat(20)])(
    'a watermark beyond the end (%s) counts as the end: what is said next is told',
    async (beyond) => {
      const begun = await server.start();
      const { watermark } = await server.read(begun);
      expect(await server.read(begun, beyond)).toEqual({ activities: [], watermark });
      const path = `/conversations/${begun.conversationId}?watermark=${beyond}`;
      const { streamUrl } = (await server.ask('GET', path, begun.token)).body;
      expect(new URL(streamUrl).searchParams.get('watermark')).toBe(watermark);
      const stream = listen(streamUrl.replace(/watermark=\d+/, `watermark=${beyond}`));
      await stream.opened;
      await server.say(begun, 'bonjour');
      await until('what was said', () => bots(stream.told).length > 0);
      expect(stream.told[0]!.text).toBe('bonjour');
      stream.socket.close();
    },
  );

  it('what has not begun has no end: a watermark of before is told everything', async () => {
    const { token, conversationId } = await server.generate();
    const named = { token, conversationId } as Started;
    expect(await server.read(named, '7')).toEqual({ activities: [], watermark: '0' });
  });

  it('the user of the token wins over whoever an activity says it is from', async () => {
    const begun = await server.start('cpms', { user: 'dl_anne' });
    const said = { type: 'message', text: 'bonjour', from: { id: 'someone-else', name: 'X', role: 'bot' } };
    await server.say(begun, said);
    const mine = (await server.read(begun)).activities.find(({ text }) => text === 'bonjour');
    expect(mine!.from).toEqual({ id: 'dl_anne', role: 'user' });
  });

  it('P11 a message sent twice is said once and answered once, by its own id or the client’s', async () => {
    for (const named of [{ id: 'm-1' }, { channelData: { clientActivityID: 'abc.1' } }]) {
      const begun = await server.start();
      const message = { type: 'message', text: 'où est mon courrier ?', ...named };
      const [one, two] = await Promise.all([server.say(begun, message), server.say(begun, message)]);
      const before = await server.read(begun);
      const three = await server.say(begun, message);
      expect([one.status, two.status, three.status]).toEqual([200, 200, 200]);
      expect(new Set([one.body.id, two.body.id, three.body.id]).size).toBe(1);
      expect(await server.read(begun)).toEqual(before);
      const mine = before.activities.filter(({ from }) => from.role === 'user');
      expect(mine.map(({ id }) => id)).toEqual([one.body.id]);
    }
  });

  it('a choice may be told by its id; one that is not offered changes nothing of the session', async () => {
    const begun = await server.start();
    const menu = (await server.read(begun)).activities.findLast(({ suggestedActions }) => suggestedActions)!;
    const [first] = menu.channelData?.guichet?.choices ?? [];
    expect(first).toBeDefined();
    await server.say(begun, { type: 'message', value: { choice: 'no-such-choice' } });
    await server.say(begun, { type: 'message', value: { choice: first!.id } });
    expect(standing((await server.read(begun)).activities)!.flow).toBe(first!.id);
  });

  it('what is no message is taken and changes nothing: typing, events, a message without words', async () => {
    const begun = await server.start();
    const before = await server.read(begun);
    for (const said of [
      { type: 'typing' },
      { type: 'event', name: 'webchat/join', value: { language: 'fr' } },
      { type: 'conversationUpdate' },
      { type: 'message' },
    ])
      expect((await server.say(begun, said)).status).toBe(200);
    expect(await server.read(begun)).toEqual(before);
  });

  it('what is not heard has an id of its own, and the same when it is sent again under its name', async () => {
    const begun = await server.start();
    const ids = async (said: object) => (await server.say(begun, said)).body.id;
    const typing = [await ids({ type: 'typing' }), await ids({ type: 'typing' })];
    const named = { type: 'event', channelData: { clientActivityID: 'e.1' } };
    const events = [await ids(named), await ids(named)];
    expect(new Set(typing).size).toBe(2);
    expect(new Set(events).size).toBe(1);
    expect(new Set([...typing, ...events]).size).toBe(3);
  });
});

describe('the stream', () => {
  it('lets a client go that does not read what it is told, beyond a megabyte', () => {
    const done: string[] = [];
    const socket = Object.assign(new EventEmitter(), {
      bufferedAmount: 0,
      send: () => void done.push('told'),
      terminate: () => void done.push('let go'),
    });
    let reader: Reader | undefined;
    const streams = {
      join(_conversation: string, joined: Reader) {
        reader = joined;
        return () => void done.push('left');
      },
    };
    const party = { conversation: 'a', tenant: 'acs' };
    const desk = { group: () => ({ activities: [] }) };
    streamTo(socket as unknown as WebSocket, { party, seq: 0, desk, streams } as unknown as Streamed);
    for (const unread of [0, 1024 * 1024, 1024 * 1024 + 1]) {
      socket.bufferedAmount = unread;
      reader!.tell([]);
    }
    socket.emit('close');
    expect(done).toEqual(['told', 'told', 'let go', 'left']);
  });

  it('tells what was said, what is said, and the person’s own words under the id their POST was answered', async () => {
    const begun = await server.start();
    const stream = listen(begun.streamUrl);
    await stream.opened;
    await until('the greeting', () => bots(stream.told).length > 0);
    const { body } = await server.say(begun, {
      type: 'message',
      text: 'jai perdu mon code',
      channelData: { clientActivityID: 'client-1' },
    });
    await until('the answer', () => handOverIn(stream.told));
    const mine = stream.told.find(({ from }) => from.role === 'user')!;
    expect(mine).toMatchObject({ id: body.id, text: 'jai perdu mon code' });
    expect(mine.channelData?.clientActivityID).toBe('client-1');
    const lines = stream.told.filter(({ type }) => type !== 'typing');
    expect(lines).toEqual((await server.read(begun)).activities);
    stream.socket.close();
  });

  it('two tabs are told the same; one that comes back from its watermark misses nothing and hears nothing twice', async () => {
    const begun = await server.start();
    const [one, two] = [listen(begun.streamUrl), listen(begun.streamUrl)];
    await Promise.all([one.opened, two.opened]);
    await until('the greeting in both', () => one.told.length > 0 && two.told.length > 0);
    const watermark = two.watermark();
    // « Is typing » is told to whoever listens then, and is no part of what is said.
    const said = ({ told }: typeof one) => told.filter(({ type }) => type !== 'typing');
    const heard = said(two).length;
    two.socket.terminate();
    await server.say(begun, 'où est mon courrier ?');
    const back = await server.ask(
      'GET',
      `/conversations/${begun.conversationId}?watermark=${watermark}`,
      begun.token,
    );
    expect(back.status).toBe(200);
    const again = listen((back.body as Started).streamUrl);
    await until(
      'the rest',
      () => said(one).length > heard && said(again).length === said(one).length - heard,
    );
    expect(said(one).slice(heard)).toEqual(said(again));
    for (const { socket } of [one, again]) socket.close();
  });

  it('follows no conversation that nobody reads; whoever comes back is told what was said meanwhile', async () => {
    const begun = await server.start();
    const { conversations, ports } = server.product;
    let followed = 0;
    const follow: typeof conversations.follow = (id) => {
      const following = conversations.follow(id);
      followed += 1;
      const end = () => {
        followed -= 1;
        following.end();
      };
      return { ...following, end };
    };
    const streams = createStreams({ follow }, ports.logger);
    const told: string[] = [];
    const reader: Reader = {
      seq: 0,
      tell: (news) => void ('since' in news || told.push(...news.map(({ text }) => text))),
      dismiss: () => undefined,
    };
    const leave = streams.join(`directline:${begun.conversationId}`, reader);
    await until('the greeting', () => told.length > 0);
    leave();
    await until('the end', () => followed === 0);
    await server.say(begun, 'bonjour');
    expect(told).not.toContain('bonjour');
    const leaveAgain = streams.join(`directline:${begun.conversationId}`, reader);
    await until('what was said', () => told.includes('bonjour'));
    expect(told.filter((text) => text === 'bonjour')).toHaveLength(1);
    expect(followed).toBe(1);
    leaveAgain();
    await until('the end again', () => followed === 0);
  });

  it('a conversation that was forgotten and begins anew is told from its first line', async () => {
    const begun = await server.start();
    const id = `directline:${begun.conversationId}`;
    const { conversations, ports, store } = server.product;
    let forgotten = false;
    const follow: typeof conversations.follow = (named) => {
      const following = conversations.follow(named);
      const news = async (seq: number) => {
        const lines = await following.news(seq);
        forgotten ||= lines === undefined;
        return lines;
      };
      return { ...following, news };
    };
    const told: number[] = [];
    const leave = createStreams({ follow }, ports.logger).join(id, {
      seq: 0,
      tell: (news) => void ('since' in news || told.push(...news.map(({ seq }) => seq))),
      dismiss: () => undefined,
    });
    await until('the greeting', () => told.length > 0);
    const before = told.splice(0);
    await store.remove('conversation', id, (await store.load('conversation', id))!.rev);
    await until('the end of it', () => forgotten);
    await server.ask('POST', '/conversations', begun.token);
    await until('the greeting anew', () => told.length >= before.length);
    expect(told).toEqual(before);
    leave();
  });

  it('P11 a socket cut while an answer is under way: the answer is there afterwards, once', async () => {
    const begun = await server.start();
    const stream = listen(begun.streamUrl);
    await stream.opened;
    const asked = server.say(begun, { type: 'message', id: 'cut', text: 'jai perdu mon code' });
    stream.socket.terminate();
    expect((await asked).status).toBe(200);
    const { activities } = await server.read(begun);
    expect(activities.filter(({ text }) => text === 'jai perdu mon code')).toHaveLength(1);
    expect(handOverIn(activities)).toBeDefined();
  });

  it('ASVS 14.2.1 opens only with the short-lived token of the stream, and only for its conversation', async () => {
    const one = await server.start();
    const other = await server.start();
    const withToken = (token: string) =>
      one.streamUrl.replace(/([?&]t=)[^&]+/, `$1${encodeURIComponent(token)}`);
    const others = new URL(other.streamUrl).searchParams.get('t')!;
    for (const url of [
      withToken(one.token),
      withToken(others),
      withToken('x'),
      one.streamUrl.split('?')[0]!,
    ]) {
      const refused = listen(url);
      await expect(refused.opened).rejects.toThrow(/Unexpected server response: 40[03]/);
    }
  });

  it('opens within five minutes of the address being given, and no later', async () => {
    const aside = await chatServer({ RATE_LIMITS: '0' });
    try {
      const begun = await aside.start();
      const pass = (advanceSeconds: number) =>
        fetch(`${aside.url}/dev/clock`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ advanceSeconds }),
        });
      await pass(270);
      const intime = listen(begun.streamUrl);
      await intime.opened;
      intime.socket.close();
      await pass(60);
      await expect(listen(begun.streamUrl).opened).rejects.toThrow('403');
    } finally {
      await aside.close();
    }
  });

  it('many tabs may read along; the ninth takes the place of the first', async () => {
    const begun = await server.start();
    const streams = Array.from({ length: 8 }, () => listen(begun.streamUrl));
    await Promise.all(streams.map(({ opened }) => opened));
    const [first] = streams;
    const closed = new Promise((resolve) => first!.socket.once('close', resolve));
    streams.push(listen(begun.streamUrl));
    expect(await closed).toBe(1008);
    await server.say(begun, 'bonjour');
    for (const { told, socket } of streams.slice(1)) {
      await until('the message', () => told.some(({ text }) => text === 'bonjour'));
      socket.close();
    }
  });

  it('empty frames and anything else a client sends over the socket are ignored', async () => {
    const begun = await server.start();
    const stream = listen(begun.streamUrl);
    await stream.opened;
    stream.socket.send('');
    stream.socket.send('{"type":"message","text":"bonjour"}');
    await server.say(begun, 'où est mon courrier ?');
    await until('the answer', () => stream.told.some(({ text }) => text === 'où est mon courrier ?'));
    expect(stream.told.some(({ text }) => text === 'bonjour')).toBe(false);
    stream.socket.close();
  });

  it('X20 P14 the bot goes on by itself once the page has been used', async () => {
    const begun = await server.start();
    const stream = listen(begun.streamUrl);
    await server.say(begun, 'jai perdu mon code');
    const page = await until('the hand-over', () => handOverIn(stream.told));
    const before = stream.told.length;
    const token = page.split('/l/')[1]!;
    const json = (path: string, body: object, bearer?: string) =>
      fetch(`${server.url}/api/v1${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }) },
        body: JSON.stringify(body),
      }).then(
        (response) => response.json() as Promise<{ session: string; view: { turn: number; state: string } }>,
      );
    const joined = await json('/cpms/sessions', { token });
    await json(
      '/session/answers',
      { turn: joined.view.turn, answer: { values: { nir: '184061305501228' } } },
      joined.session,
    );
    await until('the bot’s own words', () => stream.told.length > before);
    expect(standing(stream.told)!.state).not.toBe(standing(stream.told.slice(0, before))!.state);
    stream.socket.close();
  });
});

describe('what comes from outside is never trusted', () => {
  it('messages longer than anybody types are refused with 413, whatever they hold', async () => {
    const begun = await server.start();
    const before = await server.read(begun);
    expect((await server.say(begun, 'a'.repeat(7_000))).status).toBe(413);
    expect(
      (await server.say(begun, { type: 'message', text: 'a', channelData: 'b'.repeat(40_000) })).status,
    ).toBe(413);
    expect(await server.read(begun)).toEqual(before);
  });

  it('is described in /openapi.json, and nothing else is asked to upgrade', async () => {
    const { paths } = (await (await fetch(`${server.url}/openapi.json`)).json()) as { paths: object };
    for (const path of [
      'tokens/generate',
      'tokens/refresh',
      'conversations',
      'conversations/{conversation}/activities',
    ])
      expect(Object.keys(paths)).toContain(`/v3/directline/${path}`);
    // As Java's own client asks of every server at first: answered as an ordinary request.
    const { status, body } = await new Promise<{ status: number | undefined; body: string }>(
      (resolve, reject) => {
        const headers = {
          connection: 'Upgrade, HTTP2-Settings',
          upgrade: 'h2c',
          'http2-settings': '',
          'content-type': 'application/json',
        };
        const asked = request(
          `${server.url}/api/v1/cpms/sessions`,
          { method: 'POST', headers },
          async (answer) => resolve({ status: answer.statusCode, body: (await answer.toArray()).join('') }),
        );
        asked.on('error', reject).end('{"flow":"code-reset"}');
      },
    );
    expect(status).toBe(201);
    expect(JSON.parse(body).view.flow).toBe('code-reset');
  });

  it('another media type is 415, another address 404', async () => {
    const begun = await server.start();
    const response = await fetch(
      `${server.url}/v3/directline/conversations/${begun.conversationId}/activities`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${begun.token}`, 'content-type': 'text/plain' },
        body: 'bonjour',
      },
    );
    expect(response.status).toBe(415);
    expect((await server.ask('GET', '/nothing')).status).toBe(404);
  });

  it('whatever is posted, nothing is a 500', async () => {
    const begun = await server.start();
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.boolean(), async (value, wrapped) => {
        const body = wrapped && typeof value === 'object' ? { type: 'message', ...value } : value;
        const said = await server.ask(
          'POST',
          `/conversations/${begun.conversationId}/activities`,
          begun.token,
          JSON.stringify(body),
        );
        const named = await server.ask('POST', '/tokens/generate', undefined, JSON.stringify(body));
        expect(Math.max(said.status, named.status)).toBeLessThan(500);
      }),
      { numRuns: 150 },
    );
  });

  it('P13 no token and no number typed by mistake stands in anything that is logged', async () => {
    const written: string[] = [];
    const aside = await chatServer(
      { LOG_LEVEL: 'trace' },
      { logTo: { write: (line) => void written.push(line) } },
    );
    try {
      const begun = await aside.start();
      const stream = listen(begun.streamUrl);
      await stream.opened;
      await aside.say(begun, 'mon numéro est le 1 84 06 13 055 012 28 et mon code 274931');
      await aside.ask(
        'GET',
        `/conversations/${begun.conversationId}/activities?watermark=0`,
        `${begun.token}x`,
      );
      await until('the answer', () => stream.told.some(({ from }) => from.role === 'user'));
      stream.socket.close();
      await expect(listen(`${begun.streamUrl}x`).opened).rejects.toThrow();
      // A request is logged after its answer has left.
      for (const route of ['stream', 'activities'])
        await until(`${route} in the log`, () =>
          written.some((line) => line.includes(`/v3/directline/conversations/:conversation/${route}`)),
        );
      const log = written.join('');
      for (const secret of [
        begun.token.split('.')[2]!,
        new URL(begun.streamUrl).searchParams.get('t')!,
        '274931',
        '055 012',
        begun.conversationId,
      ])
        expect(log).not.toContain(secret);
      expect(JSON.stringify(await aside.read(begun))).not.toMatch(/274931|055 012/);
    } finally {
      await aside.close();
    }
  });

  it('X03 what is said counts at the source of its request', async () => {
    const aside = await served({ RATE_LIMITS: '0' });
    const receive = vi.spyOn(aside.product.bot, 'receive');
    const ask = async (path: string, more: Parameters<Served['ask']>[2]) =>
      (await aside.ask<DirectLineTold>('POST', `/v3/directline${path}`, more)).body;
    try {
      const { token, conversationId } = await ask('/tokens/generate', { payload: { tenant: 'acs' } });
      const headers = { authorization: `Bearer ${token}` };
      await ask('/conversations', { headers, remoteAddress: '192.0.2.1' });
      const payload = { type: 'message', text: 'bonjour' };
      const path = `/conversations/${conversationId}/activities`;
      await ask(path, { headers, payload, remoteAddress: '192.0.2.2' });
      const sources = receive.mock.calls.map(([{ origin }]) => origin.source);
      expect(sources).toEqual(['192.0.2.1', '192.0.2.2']);
    } finally {
      await aside.close();
    }
  });

  it('X22 a source that names conversations like a machine, and a conversation that talks like one, are slowed down', async () => {
    // Not listening: a busy test machine must not be taken for an overloaded server.
    const limited = await served();
    const prefix = '/v3/directline';
    try {
      const naming = { payload: { tenant: 'acs' } };
      const first = await limited.ask('POST', `${prefix}/tokens/generate`, naming);
      for (let asked = 2; asked <= 300; asked++)
        expect((await limited.ask('POST', `${prefix}/tokens/generate`, naming)).status).toBe(200);
      const refused = await limited.ask('POST', `${prefix}/tokens/generate`, naming);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      expect((refused.body as unknown as DirectLineTold).error.code).toBe('TooManyRequests');
      expect(
        (await limited.ask('POST', `${prefix}/tokens/generate`, { ...naming, remoteAddress: '10.0.0.2' }))
          .status,
      ).toBe(200);
      const { token, conversationId } = first.body as unknown as DirectLineTold;
      const say = (held = token) =>
        limited.ask('POST', `${prefix}/conversations/${conversationId}/activities`, {
          headers: { authorization: `Bearer ${held}` },
          payload: { type: 'typing' },
        });
      // Whoever does not hold the conversation does not use its minute up.
      for (let strange = 1; strange <= 61; strange++)
        expect((await say(`${token}x`)).status).toBeGreaterThanOrEqual(401);
      for (let said = 1; said <= 60; said++) expect((await say()).status).toBe(200);
      expect((await say()).status).toBe(429);
    } finally {
      await limited.close();
    }
  });
});
