/** The telephone in the browser: outside production only, for our own pages only, with signatures the webhook takes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { freshKeys } from '../support/fresh-keys.ts';
import { readVerbs } from '../support/phone/jambonz-grammar.ts';
import { readTwiml } from '../support/phone/twiml-grammar.ts';
import { type Served, served } from './served.ts';

let server: Served;
beforeAll(async () => {
  server = await served();
});
afterAll(() => server.close());

const ours = { 'sec-fetch-site': 'same-origin' };
const signing = (provider: string, path: string, body: string, headers: object = ours) =>
  server.ask<Record<string, string>>('POST', '/dev/phone/sign', {
    headers: { ...headers },
    payload: { provider, path, body },
  });

describe('/dev/phone and /dev', () => {
  it('are pages under a policy without inline script or style', async () => {
    for (const path of ['/dev', '/dev/phone']) {
      const { status, headers, body } = await server.ask('GET', path);
      expect(status).toBe(200);
      expect(String(headers['content-security-policy'])).toContain("script-src 'self'; style-src 'self'");
      expect(body).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=|style="/);
      for (const [, src] of String(body).matchAll(/(?:src|href)="(\/dev\/phone\/[^"]+)"/g))
        expect((await server.ask('GET', src!)).status).toBe(200);
    }
  });

  it('sign what a provider would send, and the real webhook takes it', async () => {
    const twilio = 'CallSid=CA1&From=%2B33639980001&To=%2B33826626620';
    const { body: headers } = await signing('twilio', '/ivr/twilio/acs', twilio);
    const answered = await server.ask<string>('POST', '/ivr/twilio/acs', {
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: twilio,
    });
    expect(readTwiml(answered.body).said[0]).toBe('ACS, bonjour.');
    const jambonz = JSON.stringify({ call_sid: 'c1', from: '+33639980001' });
    const signed = await signing('jambonz', '/ivr/jambonz/acs', jambonz);
    const spoken = await server.app.inject({
      method: 'POST',
      url: '/ivr/jambonz/acs',
      headers: { ...signed.body, 'content-type': 'application/json' },
      payload: jambonz,
    });
    expect(readVerbs(spoken.body).said[0]).toContain('ACS, bonjour.');
  });

  it('sign for no other site, and nothing but webhooks of the telephone', async () => {
    for (const headers of [{}, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'none' }])
      expect((await signing('twilio', '/ivr/twilio/acs', 'CallSid=CA1', headers)).status).toBe(403);
    for (const path of ['/admin/v1/acs/members/import', 'https://evil.test/ivr/twilio/acs', '/ivr/../admin'])
      expect((await signing('twilio', path, 'CallSid=CA1')).status).toBe(400);
    expect((await signing('nobody', '/ivr/twilio/acs', 'CallSid=CA1')).status).toBe(404);
  });

  it('may frame our own pages, and no one else may', async () => {
    const framed = { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-origin' };
    const own = await server.ask('GET', '/acs/', { headers: framed });
    expect(String(own.headers['content-security-policy'])).toContain("frame-ancestors 'self'");
    const other = await server.ask('GET', '/acs/', {
      headers: { ...framed, 'sec-fetch-site': 'cross-site' },
    });
    expect(String(other.headers['content-security-policy'])).toContain("frame-ancestors 'none'");
    expect(String(other.headers['x-frame-options']).toLowerCase()).toBe('deny');
  });
});

describe('the telephone’s secrets', () => {
  const production = {
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://guichet.example',
    INSURERS_DIR: '/srv/insurers',
    SMTP_URL: 'smtps://mail.example',
    MAIL_FROM: 'a@guichet.example',
    SECRET_KEYS: freshKeys(),
    ADMIN_TOKEN: 'x'.repeat(40),
  };

  it('are known in development and absent in production until they are set', () => {
    expect(readConfig({})).toMatchObject({ telephone: { twilio: 'dev-twilio', jambonz: 'dev-jambonz' } });
    expect(readConfig(production).telephone).toEqual({});
    const set = readConfig({ ...production, TWILIO_AUTH_TOKEN: 't'.repeat(32) });
    expect(set.telephone).toEqual({ twilio: 't'.repeat(32) });
    expect(() => readConfig({ ...production, JAMBONZ_SECRET: 'short' })).toThrow(/JAMBONZ_SECRET/);
  });
});
