import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EcpsVisit, withCard } from '../support/ecps-visit.ts';
import { type TestProduct, testProduct } from '../support/product.ts';

/** An SMS provider that answers what the test wants. */
let provider: Server;
let status = 400;
const texts: string[] = [];
let world: TestProduct;

beforeAll(async () => {
  provider = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      texts.push(new URLSearchParams(body).get('Body')!);
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"code":21211}');
    });
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  const { port } = provider.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/2010-04-01/Accounts/AC1/Messages.json?From=%2B33600000000`;
  world = await testProduct({ environment: { SMS_URL: url, SMS_TOKEN: 'a-token-of-the-test' } });
});
afterAll(async () => {
  await world.close();
  await new Promise((resolve) => provider.close(resolve));
});

it('E37 an SMS of the wallet that was given up stands in the operators’ list, and leaves again when told to', async () => {
  const { administration } = world.product.app;
  const visit = await EcpsVisit.toMail(world, withCard);
  await visit.scan();
  await visit.choose('worked');
  await world.settle();
  const [entry] = await administration.deadEntries();
  expect(entry).toMatchObject({
    kind: 'sms',
    about: 'wallet-activation',
    attempts: 1,
    reason: 'TWILIO_21211 400',
  });
  // An id is drawn at random.
  expect(JSON.stringify({ ...entry, id: '' })).not.toMatch(/\+?33|06 39|\d{6} est/);
  status = 201;
  expect(await administration.resendEntry(entry!.id)).toBe(true);
  await world.settle();
  expect(await administration.deadEntries()).toEqual([]);
  // The same words and the same code.
  expect(texts).toHaveLength(2);
  expect(texts[1]).toBe(texts[0]);
});
