import { expect, test, vi } from 'vitest';
import { lazily } from '../../machines/engine/lazily.ts';

test('is loaded by the first call, once for all who ask meanwhile and after', async () => {
  const load = vi.fn(async () => ({}));
  const loaded = lazily(load);
  expect(load).not.toHaveBeenCalled();
  const [one, other] = await Promise.all([loaded(), loaded()]);
  expect(one).toBe(other);
  expect(await loaded()).toBe(one);
  expect(load).toHaveBeenCalledTimes(1);
});

test('a load that failed is tried again by whoever asks next', async () => {
  const load = vi.fn(async () => 'there').mockRejectedValueOnce(new Error('out of file handles'));
  const loaded = lazily(load);
  const both = await Promise.allSettled([loaded(), loaded()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await loaded()).toBe('there');
  expect(load).toHaveBeenCalledTimes(2);
});
