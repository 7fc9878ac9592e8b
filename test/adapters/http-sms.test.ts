import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpSmsSender, international } from '../../adapters/sms/http-sms-sender.ts';
import { Undeliverable } from '../../machines/ports/mailer.ts';
import twilio from './fixtures/twilio-messages.json' with { type: 'json' };

const account = 'ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX';
const sms = { id: 'a', tenant: 'ecps', to: '06 39 98 01 01', text: 'Hi there' };

interface Heard {
  readonly method: string;
  readonly path: string;
  readonly contentType: string;
  readonly authorization: string;
  readonly form: Record<string, string>;
}

let server: Server;
let heard: Heard[] = [];
let answer: { status: number; body?: unknown; silent?: boolean; location?: string } = twilio.created;
beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      heard.push({
        method: request.method!,
        path: request.url!,
        contentType: request.headers['content-type']!.split(';')[0]!,
        authorization: request.headers.authorization!,
        form: Object.fromEntries(new URLSearchParams(body)),
      });
      if (answer.silent) return;
      const { location } = answer;
      response.writeHead(answer.status, {
        'content-type': 'application/json',
        ...(location && { location }),
      });
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function sender(query = 'From=%2B15005550006') {
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/2010-04-01/Accounts/${account}/Messages.json?${query}`;
  heard = [];
  return httpSmsSender({ url, token: 'your_auth_token', timeoutMs: answer.silent ? 300 : 10_000 });
}

async function failure(given: typeof answer): Promise<Error> {
  answer = given;
  return sender()
    .send(sms)
    .then(
      () => {
        throw new Error('it was sent');
      },
      (error: Error) => error,
    );
}

describe('SMS over Twilio’s Messages API, as it is published', () => {
  it('E37 sends the published request and takes the published answer', async () => {
    answer = twilio.created;
    await sender().send(sms);
    expect(heard).toEqual([twilio.request]);
  });

  it('a messaging service takes the place of a sender', async () => {
    answer = twilio.created;
    await sender('MessagingServiceSid=MGXXXX').send(sms);
    expect(heard[0]!.form).toEqual({ To: '+33639980101', MessagingServiceSid: 'MGXXXX', Body: 'Hi there' });
  });

  it('a number that is none is undeliverable for good', async () => {
    const error = await failure(twilio.invalidNumber);
    expect(error).toBeInstanceOf(Undeliverable);
    expect(error.message).toBe('the SMS provider answered 400, code 21211');
    expect(error).toMatchObject({ code: 'TWILIO_21211', responseCode: 400 });
  });

  it.each([
    ['a token that is wrong today', twilio.authenticate],
    ['too many requests', twilio.tooMany],
    ['a page instead of an answer', { status: 502, body: '<html>' }],
    ['no answer in time', { status: 0, silent: true }],
  ])('%s is worth another try', async (_what, given) => {
    expect(await failure(given)).not.toBeInstanceOf(Undeliverable);
  });

  it('an answer without a code of the provider’s own is told by its status', async () => {
    const error = await failure({ status: 502, body: '<html>' });
    expect(error).toMatchObject({ responseCode: 502 });
    expect(error).not.toHaveProperty('code');
  });

  it('P13 no error holds the number, the text or the token', async () => {
    for (const given of [twilio.invalidNumber, twilio.authenticate, twilio.tooMany]) {
      const { message } = await failure(given);
      expect(message).not.toMatch(/639980101|Hi there|your_auth_token/);
    }
  });

  it('P13 number, text and token follow no redirect', async () => {
    expect(await failure({ status: 307, location: '/elsewhere' })).not.toBeInstanceOf(Undeliverable);
    expect(heard).toHaveLength(1);
  });

  it('numbers become international: French as people write them, others as they are', () => {
    expect(international('06 39 98 01 01')).toBe('+33639980101');
    expect(international('06.39.98.01.01')).toBe('+33639980101');
    expect(international('+32 470 00 00 00')).toBe('+32470000000');
    for (const wrong of ['', '12', '0039', '06 39 98 01 01 02 03 04 05 06', '+33639980101\r\nTo: +1900'])
      expect(() => international(wrong)).toThrow(Undeliverable);
  });

  it('an address without account or sender is refused at once', () => {
    for (const url of [
      'https://api.twilio.com/Messages.json?From=1',
      `https://api.twilio.com/2010-04-01/Accounts/${account}/Messages.json`,
    ])
      expect(() => httpSmsSender({ url, token: 't' })).toThrow(/SMS_URL must end in/);
  });
});
