import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inTime } from '../../../channels/chat/botframework/in-time.ts';
import { lasting } from '../../../channels/chat/botframework/lasting.ts';

describe('what is made once for a key', () => {
  it('is given to whoever asks meanwhile and afterwards', async () => {
    const once = lasting<Promise<string>>();
    const make = vi.fn(async () => 'a token');
    expect(await Promise.all([once('europe', make), once('europe', make)])).toEqual(['a token', 'a token']);
    expect(await once('europe', make)).toBe('a token');
    expect(make).toHaveBeenCalledTimes(1);
    await once('asia', make);
    expect(make).toHaveBeenCalledTimes(2);
  });

  it('is made anew once making it has failed', async () => {
    const once = lasting<Promise<string>>();
    await expect(once('europe', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await once('europe', async () => 'a token')).toBe('a token');
  });
});

describe('an answer within its time', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** A work that ends when told to. */
  function working() {
    const lost: unknown[] = [];
    const work = Promise.withResolvers<{ status: number }>();
    const answered = inTime(work.promise, 1_000, (error) => lost.push(error));
    return { ...work, answered, lost };
  }

  it('is what the work gives, or why it failed', async () => {
    const done = working();
    done.resolve({ status: 200 });
    expect(await done.answered).toEqual({ status: 200 });
    const failed = working();
    failed.reject(new Error('no such thing'));
    await expect(failed.answered).rejects.toThrow('no such thing');
    expect([...done.lost, ...failed.lost]).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is 202 once that has passed, and a failure after it is told of', async () => {
    const { answered, reject, lost } = working();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await answered).toEqual({ status: 202 });
    reject(new Error('too late'));
    await vi.advanceTimersByTimeAsync(0);
    expect(lost).toEqual([new Error('too late')]);
  });
});
