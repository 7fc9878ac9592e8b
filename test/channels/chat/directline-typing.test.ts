/** « An answer is being prepared »: said where it takes a while, and over as soon as the answer is there. */
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import { expect, it } from 'vitest';
import type { Bot } from '../../../channels/chat/bot.ts';
import type { ChatTokens } from '../../../channels/chat/directline/chat-tokens.ts';
import { createDesk } from '../../../channels/chat/directline/desk.ts';
import type { Preparing, Streams } from '../../../channels/chat/directline/streams.ts';

const party = { conversation: 'c', tenant: 'cpms', user: 'dl_anne', locale: 'fr' } as const;
const request = {} as FastifyRequest;

function deskThatTakes(answerMs: number) {
  let now = Date.parse('2026-03-02T09:00:00Z');
  const announced: [string, Preparing][] = [];
  const bot = {
    receive: async () => {
      await pause(answerMs);
      return { locale: 'fr', lines: [] };
    },
  } as Partial<Bot> as Bot;
  const streams = {
    typing: (conversation, preparing) => {
      announced.push([conversation, preparing]);
    },
  } as Partial<Streams> as Streams;
  const desk = createDesk(
    {
      bot,
      tokens: {} as ChatTokens,
      insurers: new Map(),
      clock: { now: () => now++ },
      publicUrl: 'http://guichet.example',
      production: true,
      originOf: () => ({ channel: 'chat', source: 'test' }),
    } as Partial<Parameters<typeof createDesk>[0]> as Parameters<typeof createDesk>[0],
    streams,
  );
  return { desk, announced, now: () => now };
}

it('an answer that takes long is announced, as old as what it answers: whatever is said next is later', async () => {
  const { desk, announced, now } = deskThatTakes(600);
  const came = now();
  await desk.say(party, { type: 'message', text: 'bonjour' }, request);
  expect(announced).toEqual([['directline:c', { since: came }]]);
  expect(desk.typing(party, announced[0]![1])).toMatchObject({
    type: 'typing',
    timestamp: new Date(came).toISOString(),
    from: { id: 'cpms', role: 'bot' },
  });
});

it('an answer that comes at once is not', async () => {
  const { desk, announced } = deskThatTakes(0);
  await desk.say(party, { type: 'message', text: 'bonjour' }, request);
  await pause(500);
  expect(announced).toEqual([]);
});
