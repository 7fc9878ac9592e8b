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

  const opened = async (url: string) =>
    parse((await server.app.inject({ method: 'GET', url })).body).querySelector('main')!;
  const shown = (body: string) => parse(body).querySelector('main')!;

  it('E11-E20 the wallet’s own site leads from the card through the three stages to the password, without a script', async () => {
    await form('/dev/wallet', { do: 'insert-card', card: '899700000021', back: '/dev/wallet/site' });
    const start = await opened('/dev/wallet/site');
    expect(start.querySelector('option[selected]')!.getAttribute('value')).toBe('899700000021');
    const next = start.querySelector('a.button')!;
    expect(next.text).toBe('S’authentifier');
    const conditions = await opened(next.getAttribute('href')!);
    expect(conditions.text).toContain('899700000021');
    expect((await form('/dev/wallet/site/conditions', {})).statusCode).toBe(422);
    const { location } = (await form('/dev/wallet/site/conditions', { accept: 'yes' })).headers;
    const url = String(location);
    const first = await opened(url);
    const { qr } = await latest();
    expect(decoded(first.querySelector('svg.qr')!.outerHTML)).toBe(qr);
    expect(first.querySelector('[aria-current]')!.text).toBe('Scanner le QR Code');
    await form('/dev/wallet/phone', { qr });
    expect((await opened(url)).querySelector('[aria-current]')!.text).toBe('Ajouter votre téléphone');
    expect((await form(url, { do: 'add', addCode: 'Z0' })).statusCode).toBe(422);
    await form(url, { do: 'add', addCode: (await latest()).addCode });
    const third = await opened(url);
    expect(third.querySelector('[aria-current]')!.text).toBe('Créer votre mot de passe');
    expect(third.querySelectorAll('.keys button').map(({ text }) => text)).toEqual([...'1234567890']);
    const easy = await form(url, { do: 'pin', pin: '7890', confirmPin: '7890' });
    expect([easy.statusCode, shown(easy.body).querySelector('[role=alert]')!.text]).toEqual([
      422,
      'Trop facile : ni suite, ni quatre chiffres identiques.',
    ]);
    await form(url, { do: 'pin', pin: '7391', confirmPin: '7391' });
    const done = await opened(url);
    expect(done.text).toContain('Félicitations');
    expect(done.querySelectorAll('a.button').map(({ text }) => text)).toEqual([
      'Accéder à votre compte e-CPS',
      'Déconnexion',
    ]);
  });

  it('E15 P16 « Recommencer l’activation » on the site voids the QR code and the add code of before', async () => {
    const url = String((await form('/dev/wallet/site/conditions', { accept: 'yes' })).headers.location);
    const { qr } = await latest();
    await form('/dev/wallet/phone', { qr });
    const { addCode } = await latest();
    await form(url, { do: 'restart' });
    expect((await latest()).qr).not.toBe(qr);
    expect((await form('/dev/wallet/phone', { qr })).statusCode).toBe(422);
    expect((await form(url, { do: 'add', addCode })).statusCode).toBe(422);
    expect((await opened(url)).querySelector('[data-stage]')!.getAttribute('data-stage')).toBe('qr-shown');
  });

  it('E18-E20 the guide follows what is done on the site for its activation', async () => {
    const guide = await begin('card-yes');
    await guide.work();
    const { id, qr } = await latest();
    await form('/dev/wallet/phone', { qr });
    await form(`/dev/wallet/site/${id}`, { do: 'add', addCode: (await latest()).addCode });
    expect((await guide.look()).state).toBe('choosing-pin');
    await form(`/dev/wallet/site/${id}`, { do: 'pin', pin: '7391', confirmPin: '7391' });
    expect((await guide.look()).outcome).toBe('activated');
  });

  it('the site knows no activation but those there are, and takes no form of another site', async () => {
    expect((await server.app.inject({ method: 'GET', url: '/dev/wallet/site/none' })).statusCode).toBe(404);
    for (const url of ['/dev/wallet/site/conditions', '/dev/wallet/site/none']) {
      const headers = { 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded' };
      const { statusCode } = await server.app.inject({ method: 'POST', url, headers, payload: 'accept=yes' });
      expect(statusCode).toBe(403);
    }
  });

  it('serves what the telephone’s page profits from', async () => {
    for (const url of ['/dev/wallet/jsqr.js', '/dev/wallet/phone.js', '/dev/wallet/watch.js']) {
      const { statusCode, headers } = await server.app.inject({ method: 'GET', url });
      expect([statusCode, headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
    }
  });
});
