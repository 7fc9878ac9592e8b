import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type Conversation,
  conversationKind,
  keptInputs,
  keptLines,
  type Line,
  newConversation,
} from '../../../channels/conversation/conversation.ts';
import { createConversations, type Turned } from '../../../channels/conversation/conversations.ts';
import { earlierLinesKind } from '../../../channels/conversation/earlier-lines.ts';
import type { Following } from '../../../channels/conversation/following.ts';
import { DAY, HOUR, type TestProduct, testProduct } from '../../support/product.ts';

let test: TestProduct;
beforeAll(async () => {
  test = await testProduct({ seeded: false });
});
afterAll(() => test.close());

const begin = (): Conversation =>
  newConversation({ channel: 'directline', tenant: 'cpms', locale: 'fr', startedAt: 1 });

/** Another node's, on the same store. */
const elsewhere = () =>
  createConversations({ documents: test.product.documents, clock: test.clock, keptMs: () => DAY });

const says =
  (text: string) =>
  async (conversation: Conversation): Promise<Turned<number>> => {
    const seq = (conversation.lines.at(-1)?.seq ?? 0) + 1;
    const line: Line = { seq, id: `l${seq}`, at: 1, from: 'person', text };
    return { conversation: { ...conversation, lines: [...conversation.lines, line] }, reply: seq };
  };

describe('one input', () => {
  it('is handled once: the same id again gets the recorded reply and the task does not run (P11)', async () => {
    const { conversations } = test.product;
    const first = await conversations.turn('c:once', 'i1', begin, says('un'));
    let ran = false;
    const again = await conversations.turn('c:once', 'i1', begin, async (conversation) => {
      ran = true;
      return { conversation, reply: 99 };
    });
    expect([first.reply, again.reply, ran]).toEqual([1, 1, false]);
    expect((await conversations.load('c:once'))?.lines).toHaveLength(1);
    expect((await elsewhere().turn('c:once', 'i1', begin, says('deux'))).reply).toBe(1);
  });

  it('that fails changes nothing, and may be sent again (P11)', async () => {
    const { conversations } = test.product;
    const failing = async (): Promise<Turned<number>> => {
      throw new Error('halfway');
    };
    await expect(conversations.turn('c:fails', 'i1', begin, failing)).rejects.toThrow('halfway');
    expect(await conversations.load('c:fails')).toBeUndefined();
    expect((await conversations.turn('c:fails', 'i1', begin, says('encore'))).reply).toBe(1);
  });

  it('is handled in the order of arrival, however long the one before takes', async () => {
    const { conversations } = test.product;
    const slow = async (conversation: Conversation) => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return says('premier')(conversation);
    };
    await Promise.all([
      conversations.turn('c:order', 'a', begin, slow),
      conversations.turn('c:order', 'b', begin, says('deuxième')),
    ]);
    const texts = (await conversations.load('c:order'))?.lines.map(({ text }) => text);
    expect(texts).toEqual(['premier', 'deuxième']);
  });
});

describe('two nodes', () => {
  it('that write one conversation at once lose no input and double none (P11, P12)', async () => {
    const nodes = [test.product.conversations, elsewhere()];
    await Promise.all(
      nodes.flatMap((node, n) =>
        Array.from({ length: 10 }, (_, i) => node.turn('c:race', `n${n}-${i}`, begin, says(`${n}-${i}`))),
      ),
    );
    const { lines } = (await nodes[0]!.load('c:race'))!;
    expect(lines.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(new Set(lines.map(({ text }) => text)).size).toBe(20);
  });
});

describe('reading along', () => {
  const textsOf = (lines: readonly Line[] | undefined) => lines?.map(({ text }) => text);
  const followed: Following[] = [];
  const follow = (id: string) => {
    const following = test.product.conversations.follow(id);
    followed.push(following);
    return following;
  };
  afterEach(() => {
    for (const following of followed.splice(0)) following.end();
  });

  it('tells what has been said already at once, and what is said in this process as it is said', async () => {
    const { conversations } = test.product;
    await conversations.turn('c:news', 'i1', begin, says('un'));
    const following = follow('c:news');
    expect(textsOf(await following.news(0))).toEqual(['un']);
    const waited = following.news(1);
    await conversations.turn('c:news', 'i2', begin, says('deux'));
    expect(textsOf(await waited)).toEqual(['deux']);
  });

  it('misses nothing that is said between two waits, and does not read it back', async () => {
    const { conversations } = test.product;
    await conversations.turn('c:between', 'i1', begin, says('un'));
    const following = follow('c:between');
    await following.news(0);
    await conversations.turn('c:between', 'i2', begin, says('deux'));
    await conversations.turn('c:between', 'i3', begin, says('trois'));
    const reads = vi.spyOn(test.product.documents.store, 'load');
    expect(textsOf(await following.news(1))).toEqual(['deux', 'trois']);
    expect(textsOf(await following.news(2))).toEqual(['trois']);
    expect(reads).not.toHaveBeenCalled();
    reads.mockRestore();
  });

  it('tells what is said on another node', async () => {
    await test.product.conversations.turn('c:far', 'i1', begin, says('un'));
    const waited = follow('c:far').news(1);
    await elsewhere().turn('c:far', 'i2', begin, says('deux'));
    expect(textsOf(await waited)).toEqual(['deux']);
  });

  it('ends with nothing when it is stirred, also before anybody waits, and when it is ended', async () => {
    const { conversations } = test.product;
    await conversations.turn('c:stirred', 'i1', begin, says('un'));
    const following = follow('c:stirred');
    const waited = following.news(1);
    following.stir();
    expect(await waited).toEqual([]);
    following.stir();
    expect(await following.news(1)).toEqual([]);
    const last = following.news(1);
    following.end();
    expect(await last).toEqual([]);
  });

  it('says at once that what somebody was reading is no more', async () => {
    expect(await follow('c:forgotten').news(7)).toBeUndefined();
  });
});

describe('what is kept', () => {
  it('is sealed: no word of it stands in the file (P13)', async () => {
    await test.product.conversations.turn('c:sealed', 'i1', begin, says('rhododendron'));
    const bytes = ['guichet.sqlite', 'guichet.sqlite-wal']
      .map((name) => readFileSync(join(test.dir, name), 'latin1'))
      .join('');
    expect(bytes).toContain('c:sealed');
    expect(bytes).not.toContain('rhododendron');
  });

  it('is written with each message as far as it is at hand; earlier lines are put aside and told all the same', async () => {
    const { conversations } = test.product;
    const said = keptLines + 45;
    for (let i = 1; i <= said; i++) await conversations.turn('c:long', `i${i}`, begin, says(`${i}`));
    const conversation = (await conversations.load('c:long'))!;
    expect(conversation.lines.length).toBeLessThan(40);
    expect(conversation.handled).toHaveLength(keptInputs);
    for (const seq of [said - keptLines + 40, said - 40, said - 3, said]) {
      const lines = (await conversations.linesAfter('c:long', seq))!;
      expect(lines.map(({ text }) => text)).toEqual(
        Array.from({ length: said - seq }, (_, i) => `${seq + 1 + i}`),
      );
    }
    const all = (await elsewhere().linesAfter('c:long', 0, conversation))!;
    expect(all.length).toBe(keptLines + conversation.lines.length);
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, i) => said - all.length + 1 + i));
    expect(await conversations.linesAfter('c:none', 0)).toBeUndefined();
  });

  it('loses no line when two nodes put the same ones aside at once, or die between that and the message (P11)', async () => {
    const nodes = [test.product.conversations, elsewhere()];
    for (let i = 0; i < 60; i += 4)
      await Promise.all(
        nodes.flatMap((node, n) => [
          node.turn('c:aside', `a${i}-${n}`, begin, says(`${i}`)),
          node.turn('c:aside', `b${i}-${n}`, begin, says(`${i}`)),
        ]),
      );
    const lines = (await nodes[1]!.linesAfter('c:aside', 0))!;
    expect(lines.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
  });

  it('is no other conversation’s, although it had the same id and its lines are still put aside', async () => {
    const { conversations, documents } = test.product;
    const at = (startedAt: number) => () => ({ ...begin(), startedAt });
    for (let i = 1; i <= 40; i++) await conversations.turn('c:twice', `a${i}`, at(1), says(`avant ${i}`));
    const { rev } = (await documents.load(conversationKind, 'c:twice'))!;
    await documents.remove(conversationKind, 'c:twice', rev);
    for (let i = 1; i <= 40; i++) await conversations.turn('c:twice', `b${i}`, at(2), says(`après ${i}`));
    const lines = (await conversations.linesAfter('c:twice', 0))!;
    expect(lines.map(({ text }) => text)).toEqual(Array.from({ length: 40 }, (_, i) => `après ${i + 1}`));
  });

  it('of a conversation written before lines were put aside is put aside and told like any other', async () => {
    const { documents } = test.product;
    const lines = Array.from({ length: 200 }, (_, i): Line => {
      const seq = 57 + i;
      return { seq, id: `l${seq}`, at: 1, from: 'bot', text: `${seq}` };
    });
    const stored = { kind: conversationKind, id: 'c:older', rev: 1, keys: [], dueAt: null, expiresAt: null };
    await documents.commit({ ...stored, body: { ...begin(), lines } });
    await test.product.conversations.turn('c:older', 'i1', begin, says('257'));
    const told = (await test.product.conversations.linesAfter('c:older', 0))!;
    expect(told.map(({ seq }) => seq)).toEqual(Array.from({ length: 201 }, (_, i) => 57 + i));
  });

  it('is gone when nobody has come back for as long as the insurer keeps it (X23)', async () => {
    const { conversations, documents } = test.product;
    const putAside = () => documents.list(earlierLinesKind, '', 1);
    for (let i = 1; i <= 40; i++) await conversations.turn('c:old', `i${i}`, begin, says(`${i}`));
    expect(await putAside()).toHaveLength(1);
    test.clock.advance(7 * DAY);
    expect(await conversations.load('c:old')).toBeDefined();
    test.clock.advance(DAY + HOUR);
    expect(await conversations.load('c:old')).toBeUndefined();
    expect(await documents.load(conversationKind, 'c:old')).toBeUndefined();
    expect(await putAside()).toEqual([]);
  });
});
