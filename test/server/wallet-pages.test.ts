import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import jsQR from 'jsqr';
import { parse } from 'node-html-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { View } from '../../machines/envelope.ts';
import { type Assembled, assemble } from '../../server/assemble.ts';
import { readConfig } from '../../server/config.ts';

const dir = mkdtempSync(join(tmpdir(), 'guichet-wallet-'));
let server: Assembled;
beforeAll(async () => {
  server = await assemble(readConfig({ DATA_DIR: dir, LOG_LEVEL: 'silent' }));
});
afterAll(async () => {
  await server.app.close();
  await server.product.close();
  rmSync(dir, { recursive: true, force: true });
});

const json = async (method: 'GET' | 'POST', url: string, payload?: object, session?: string) => {
  const headers = session ? { authorization: `Bearer ${session}` } : {};
  const { statusCode, body } = await server.app.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: statusCode, body: body ? JSON.parse(body) : undefined };
};
const form = (url: string, fields: Record<string, string>) =>
  server.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });

/** A session of the JSON channel, as the contract has it. */
async function begin(first: 'card-yes' | 'card-no') {
  const { body } = await json('POST', '/api/v1/ecps/sessions', first === 'card-no' ? {} : { flow: 'ecps' });
  let view: View = body.view;
  const answer = async (given: object) => {
    const reply = await json(
      'POST',
      '/api/v1/session/answers',
      { turn: view.turn, answer: given },
      body.session,
    );
    expect(reply.status).toBe(200);
    view = reply.body.view;
    return view;
  };
  const look = async () => {
    view = (await json('GET', '/api/v1/session', undefined, body.session)).body.view;
    return view;
  };
  const work = async () => {
    while (view.choices.some(({ id }) => id === 'worked')) await answer({ choice: 'worked' });
    return view;
  };
  await answer({ choice: first });
  return { answer, look, work, view: () => view };
}

const latest = async () => (await json('GET', '/dev/wallet.json')).body.activations.at(-1);

/** A CommonJS module whose types say otherwise. */
const scan = jsQR as unknown as typeof jsQR.default;

/** What a telephone sees when it looks at the picture. */
function decoded(svg: string): string | undefined {
  const { pixels, width, height } = new Resvg(svg, { fitTo: { mode: 'width', value: 400 } }).render();
  return scan(new Uint8ClampedArray(pixels), width, height)?.data;
}

describe('the simulated wallet, as the contract has it', () => {
  it('E10-E20 method A over JSON: scanned by /dev/wallet, add code from /dev/wallet.json', async () => {
    const guide = await begin('card-yes');
    await guide.work();
    const waiting = await latest();
    expect(waiting).toMatchObject({ nationalId: '899700218144', state: 'qr-shown', addCode: null });
    expect(guide.view().qr?.payload).toBe(waiting.qr);
    const done = await json('POST', '/dev/wallet', { id: waiting.id, do: 'scan' });
    expect(done.status).toBe(200);
    expect((await guide.look()).fields.map(({ name }) => name)).toEqual(['addCode']);
    const { addCode } = await latest();
    await guide.answer({ values: { addCode } });
    const view = await guide.answer({ values: { pin: '7391', confirmPin: '7391' } });
    expect(view.outcome).toBe('activated');
    expect((await latest()).state).toBe('active');
  });

  it('E30-E41 method B over JSON: mail and SMS stand in the outbox', async () => {
    const guide = await begin('card-no');
    await guide.answer({ choice: 'worked' });
    await guide.answer({ values: { nationalId: '8 99700000013' } });
    await server.loop.drain();
    const mail = (await json('GET', '/dev/outbox.json')).body.mails.at(-1);
    const { id, qr } = await latest();
    expect(mail.to).toBe('e02@example.test');
    expect(mail.text.split('\n')).toContain(qr);
    await json('POST', '/dev/wallet', { id, do: 'scan' });
    await guide.look();
    await guide.work();
    await server.loop.drain();
    const sms = (await json('GET', '/dev/outbox.json')).body.sms.at(-1);
    expect(sms.to).toBe('06 39 98 01 02');
    await guide.answer({ values: { smsCode: /\d{6}/.exec(sms.text)![0] } });
    expect((await guide.answer({ values: { pin: '7391', confirmPin: '7391' } })).outcome).toBe('activated');
  });

  it.each([
    ['expire', 'qr-expired'],
    ['lost', 'phone-lost'],
    ['incompatible', 'phone-incompatible'],
  ])('E65 « %s » leads the guide to %s', async (fault, state) => {
    const guide = await begin('card-yes');
    await guide.work();
    const { id } = await latest();
    expect((await json('POST', '/dev/wallet', { id, do: fault })).status).toBe(200);
    expect((await guide.look()).state).toBe(state);
    expect(guide.view().contacts?.map(({ phone }) => phone)).toEqual(['0 809 40 00 82']);
  });

  it('refuses what cannot be, and says why', async () => {
    const { id } = await latest();
    expect((await json('POST', '/dev/wallet', { id, do: 'dance' })).status).toBe(400);
    expect((await json('POST', '/dev/wallet', { id: 'nobody', do: 'scan' })).status).toBe(404);
    const { body } = await json('GET', '/dev/wallet.json');
    const active = body.activations.find(({ state }: { state: string }) => state === 'active');
    expect((await json('POST', '/dev/wallet', { id: active.id, do: 'lost' })).status).toBe(409);
    const foreign = await server.app.inject({
      method: 'POST',
      url: '/dev/wallet',
      headers: { 'sec-fetch-site': 'cross-site' },
      payload: { id, do: 'lost' },
    });
    expect(foreign.statusCode).toBe(403);
  });

  it('E17 the site shows the QR as a picture that a telephone reads, and its stages (E14)', async () => {
    const guide = await begin('card-yes');
    await guide.work();
    const { id, qr } = await latest();
    const { body } = await server.app.inject({ method: 'GET', url: '/dev/wallet' });
    const section = parse(body).getElementById(id)!;
    expect(section.querySelectorAll('.stages li').map(({ text }) => text)).toEqual([
      'Scanner le QR Code',
      'Ajouter votre téléphone',
      'Créer votre mot de passe',
    ]);
    expect(section.querySelector('[aria-current]')?.text).toBe('Scanner le QR Code');
    expect(decoded(section.querySelector('svg')!.outerHTML)).toBe(qr);
  });

  it('E16-E18 the telephone scans by typing, once, and shows the add code; no script is needed', async () => {
    const guide = await begin('card-yes');
    await guide.work();
    const { qr } = await latest();
    const scanned = await form('/dev/wallet/phone', { qr });
    expect(scanned.statusCode).toBe(303);
    const phone = await server.app.inject({ method: 'GET', url: String(scanned.headers.location) });
    expect(parse(phone.body).querySelector('.code')!.text).toBe((await latest()).addCode);
    expect((await guide.look()).fields.map(({ name }) => name)).toEqual(['addCode']);
    const again = await form('/dev/wallet/phone', { qr });
    expect(again.statusCode).toBe(422);
    expect(parse(again.body).querySelector('[role=alert]')!.text).toBe('Ce QR code a déjà servi.');
  });

  it('E37-E41 E56 in method B the telephone receives the SMS, reads it and creates the password', async () => {
    const guide = await begin('card-no');
    await guide.answer({ choice: 'worked' });
    await guide.answer({ values: { nationalId: '899700218144' } });
    const { location } = (await form('/dev/wallet/phone', { qr: (await latest()).qr })).headers;
    await form(String(location), { do: 'sms' });
    expect((await guide.look()).fields.map(({ name }) => name)).toEqual(['smsCode']);
    const page = parse((await server.app.inject({ method: 'GET', url: String(location) })).body);
    await form(String(location), { do: 'code', code: page.querySelector('.code')!.text });
    expect((await guide.look()).state).toBe('choosing-pin');
    const keys = parse((await server.app.inject({ method: 'GET', url: String(location) })).body);
    expect(keys.querySelectorAll('.keys button').map(({ text }) => text)).toEqual([...'1234567890']);
    expect((await form(String(location), { do: 'pin', pin: '1234', confirmPin: '1234' })).statusCode).toBe(
      422,
    );
    await form(String(location), { do: 'pin', pin: '7391', confirmPin: '7391' });
    expect((await guide.look()).outcome).toBe('activated');
  });

  it('the mail’s picture is the QR code too (E36)', async () => {
    await server.loop.drain();
    const mail = (await json('GET', '/dev/outbox.json')).body.mails.at(-1);
    const image = parse(mail.html).querySelector('img')!.getAttribute('src')!;
    const side = 400;
    const wrapped = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><image href="${image}" width="${side}" height="${side}"/></svg>`;
    expect(mail.text.split('\n')).toContain(decoded(wrapped));
  });

  it('serves what the telephone’s page profits from', async () => {
    for (const url of ['/dev/wallet/jsqr.js', '/dev/wallet/phone.js']) {
      const { statusCode, headers } = await server.app.inject({ method: 'GET', url });
      expect([statusCode, headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
    }
  });
});
