import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { served } from './served.ts';

/** What draws cannot be loaded into the thread that answers requests. Others load what is really there. */
vi.mock('pdfkit', () => {
  throw new Error('a letter was drawn on the event loop');
});

const server = await served();
afterAll(server.close);

it('P07 R07 a letter is printed without being drawn where requests are answered', async () => {
  await expect(import('pdfkit')).rejects.toThrow();
  const { body } = await server.begin('cpms', { flow: 'code-reset' });
  await server.answer(body, { nir: '292069935123493' });
  await server.loop.drain();
  const printed = await readdir(join(server.dir, 'letters'));
  expect(printed.filter((file) => file.endsWith('.pdf'))).toHaveLength(1);
  expect((await server.outbox()).letters).toHaveLength(1);
});
