import { e164 } from '../../machines/domain/telephone-number.ts';
import { Undeliverable } from '../../machines/ports/mailer.ts';
import type { SmsSender } from '../../machines/ports/sms-sender.ts';

export interface HttpSmsOptions {
  /**
   * Twilio's Messages resource with the sender in its query:
   * `https://api.twilio.com/2010-04-01/Accounts/{AccountSid}/Messages.json?From=%2B33…` (or `MessagingServiceSid=MG…`).
   */
  readonly url: string;
  /** The account's auth token; its user name is the AccountSid of the address. */
  readonly token: string;
  readonly timeoutMs?: number;
}

/**
 * Sends by Twilio's Messages API (https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource):
 * a form with `To`, `Body` and the sender; 201 means accepted. A 400 (no such number, not a mobile, unsubscribed)
 * never gets better: `Undeliverable`. Everything else (401 of a token that changed, 429, 5xx, no answer) may. The
 * API takes no idempotency key: an SMS whose acknowledgement was lost is sent again, with the same words and code.
 * No error holds the number, the text or the token (P13).
 */
export function httpSmsSender({ url, token, timeoutMs = 10_000 }: HttpSmsOptions): SmsSender {
  const resource = new URL(url);
  const account = /\/Accounts\/([^/]+)\/Messages\.json$/.exec(resource.pathname)?.[1];
  const sender = [...resource.searchParams].filter(
    ([name]) => name === 'From' || name === 'MessagingServiceSid',
  );
  if (!account || sender.length !== 1)
    throw new Error(
      'SMS_URL must end in /Accounts/{AccountSid}/Messages.json?From=… or ?MessagingServiceSid=…',
    );
  resource.search = '';
  const authorization = `Basic ${Buffer.from(`${account}:${token}`).toString('base64')}`;

  return {
    async send({ to, text }) {
      const response = await fetch(resource, {
        method: 'POST',
        redirect: 'error',
        headers: { authorization, accept: 'application/json' },
        body: new URLSearchParams([['To', international(to)], ...sender, ['Body', text]]),
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (response.status === 201) {
        await response.body?.cancel();
        return;
      }
      const code = await codeOf(response);
      const problem = `the SMS provider answered ${response.status}${code === undefined ? '' : `, code ${code}`}`;
      const numbers = {
        responseCode: response.status,
        ...(code !== undefined && { code: `TWILIO_${code}` }),
      };
      throw Object.assign(response.status === 400 ? new Undeliverable(problem) : new Error(problem), numbers);
    },
  };
}

/** Twilio's own error number; its message may repeat the number it was sent to and is not read. */
async function codeOf(response: Response): Promise<number | undefined> {
  try {
    const { code } = (await response.json()) as { code?: unknown };
    return typeof code === 'number' ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Where it is sent to, as the provider takes it. */
export function international(number: string): string {
  const known = e164(number);
  if (known === undefined) throw new Undeliverable('not a telephone number');
  return known;
}
