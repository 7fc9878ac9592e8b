import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createDrawer, type Drawer, type DrawerOptions } from '../../adapters/letters/drawer.ts';
import { renderLetter } from '../../adapters/letters/render.ts';
import type { OutgoingLetter } from '../../machines/ports/letter-printer.ts';
import { run } from '../server/process.ts';
import { demoInsurers, insurersById } from '../support/insurer.ts';

const REQUESTED = Date.parse('2026-11-14T13:32:00Z');
const letterTo = (change: Partial<OutgoingLetter>): OutgoingLetter => ({
  id: 'lt_a',
  tenant: 'cpms',
  locale: 'fr',
  requestedAt: REQUESTED,
  addressLines: ['MME CAMILLE NGUYỄN', '99001 VILLE-EXEMPLE'],
  recipient: 'Camille Nguyễn',
  code: '274931',
  codeExpiresAt: REQUESTED + 21 * 86_400_000,
  ...change,
});

const open: Drawer[] = [];
const logged: string[] = [];
const log = (_fields: object, text: string) => void logged.push(text);
function drawer(options: Partial<DrawerOptions> = {}): Drawer {
  const opened = createDrawer({
    insurers: insurersById,
    logger: { info: log, warn: log, error: log },
    ...options,
  });
  open.push(opened);
  return opened;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ close }) => close()));
  logged.length = 0;
});

it('R07 P07 a letter drawn aside is to the byte what is drawn here', async () => {
  const { draw } = drawer();
  for (const insurer of demoInsurers)
    for (const locale of ['fr', 'en'] as const) {
      const letter = letterTo({ tenant: insurer.id, locale });
      const { pdf, pages } = await draw(letter);
      const here = await renderLetter(letter, insurer);
      expect(Buffer.from(pdf).equals(here.pdf)).toBe(true);
      expect(pages).toBe(here.pages);
    }
});

it('a letter that cannot be drawn is told of, and the next one is drawn', async () => {
  const { draw } = drawer();
  const [stray, next] = await Promise.allSettled([
    draw(letterTo({ tenant: 'nobody' })),
    draw(letterTo({ code: '860352' })),
  ]);
  expect(stray).toMatchObject({ status: 'rejected', reason: new Error('no insurer « nobody »') });
  expect(next).toMatchObject({ status: 'fulfilled' });
  expect(logged).toEqual([]);
});

describe('the thread that draws', () => {
  const thread = new URL('../support/odd-drawing-thread.ts', import.meta.url);
  const odd = (options: Partial<DrawerOptions> = {}) => {
    const { draw, close } = drawer({ thread, ...options });
    return {
      close,
      draw: async (id: string) => {
        const { pdf, pages } = await draw(letterTo({ id }));
        const seen = JSON.parse(Buffer.from(pdf).toString()) as { id: string; env: object };
        return { ...seen, thread: pages };
      },
    };
  };

  it('P07 is one, not the one that answers, for all letters, and sees no key of the server', async () => {
    const { draw } = odd();
    const [first, second] = [await draw('a'), await draw('b')];
    expect(first.thread).not.toBe(threadId);
    expect(second.thread).toBe(first.thread);
    expect(first.env).toEqual({});
  });

  it('has one letter in hand: each gets its own page, in the order in which they came', async () => {
    const { draw } = odd();
    const done: string[] = [];
    const asked = ['dawdles', 'a', 'fails', 'b', 'dawdles', 'c'];
    const drawn = asked.map((id) =>
      draw(id)
        .then((page) => page.id)
        .catch((error: Error) => error.message)
        .then((said) => void done.push(said)),
    );
    await Promise.all(drawn);
    expect(done).toEqual(['dawdles', 'a', 'no such font', 'b', 'dawdles', 'c']);
  });

  it.each([
    ['ends', 'the thread that draws letters ended'],
    ['throws', 'out of ink'],
  ])('told to whoever waits when it %s: those behind are drawn by another', async (id, told) => {
    const { draw } = odd();
    const before = await draw('a');
    const [lost, next] = await Promise.allSettled([draw(id), draw('b')]);
    expect(lost).toMatchObject({ status: 'rejected', reason: new Error(told) });
    expect(next).toMatchObject({ status: 'fulfilled', value: { id: 'b' } });
    expect((await draw('c')).thread).toBeGreaterThan(before.thread);
    expect(logged).toEqual([]);
  });

  it('is ended when it hangs, and holds up no letter for good', async () => {
    const { draw } = odd({ patienceMs: 2_000 });
    const [hung, next] = await Promise.allSettled([draw('hangs'), draw('b')]);
    expect(hung).toMatchObject({
      status: 'rejected',
      reason: new Error('the thread that draws letters ended'),
    });
    expect(next).toMatchObject({ status: 'fulfilled', value: { id: 'b' } });
  });

  it('is missed in the log when it ends while nobody waits', async () => {
    const { draw } = odd();
    const before = await draw('ends later');
    await vi.waitFor(() =>
      expect(logged).toEqual(['the thread that draws letters ended; the next letter starts another']),
    );
    expect((await draw('b')).thread).toBeGreaterThan(before.thread);
  });

  it('that cannot be started fails every letter, and says why', async () => {
    const { draw } = odd({ thread: new URL('./nowhere.ts', import.meta.url) });
    await expect(draw('a')).rejects.toThrow('Cannot find module');
    await expect(draw('b')).rejects.toThrow('Cannot find module');
  });

  it('ends with `close`: what is in hand and what comes later is refused, and nobody is alarmed', async () => {
    const idle = odd();
    await idle.draw('a');
    await idle.close();
    const { draw, close } = odd();
    await draw('a');
    const left = Promise.allSettled([draw('hangs'), draw('b')]);
    await close();
    expect((await left).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(draw('c')).rejects.toThrow('letters are no longer drawn here');
    expect(logged).toEqual([]);
  });

  it('lets a process end that has nothing else to do, and not before its letter is drawn', async () => {
    const ended = await run(join(import.meta.dirname, '../support/one-letter.ts'), [], {});
    expect(ended).toEqual({ code: 0, stdout: 'drawn in thread 1', stderr: '' });
  });
});
