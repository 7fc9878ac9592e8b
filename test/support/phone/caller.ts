import { randomBytes } from 'node:crypto';
import type { InjectOptions } from 'fastify';
import { idOf } from '../../../channels/ivr/acting/new-call.ts';
import { type Body, type Dialect, dialects, type Provider } from './dialects.ts';

export { type Provider, providers } from './dialects.ts';

/** Whatever answers HTTP: the server in this process, or one listening. */
export interface Reachable {
  inject(request: InjectOptions): Promise<{ statusCode: number; body: string; headers: object }>;
}

export interface Webhook {
  readonly url: string;
  readonly body: Body;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Told {
  readonly status: number;
  readonly document: string;
}

/** The request of a provider for this webhook, with its real signature. */
export function signed(
  provider: Provider,
  { url, body, headers = {} }: Webhook,
  { secret = dialects[provider].secret, at = Date.now() }: { secret?: string; at?: number } = {},
): InjectOptions {
  const { type, write, sign } = dialects[provider];
  const { pathname, search } = new URL(url);
  return {
    method: 'POST',
    url: pathname + search,
    headers: { ...headers, 'content-type': type, ...sign({ secret, url, body, at }) },
    payload: write(body),
  };
}

/** The number of so many digits that is said digit by digit: a resume code of 8, a follow-up number of 6. */
export const digitsSaid = (text: string, length: number): string | undefined =>
  [...text.matchAll(/(?:\d[,.] ){3,}\d/g)]
    .map(([all]) => all.replaceAll(/\D/g, ''))
    .find((all) => all.length === length);

/** The resume code that is said; empty where none is. */
export const codeIn = (text: string): string => digitsSaid(text, 8) ?? '';

/** Until when a code said now is valid: a minute later it is another. */
export const untilSaid = /jusqu’à \d+ heures?(?: \d+)?/g;

/** One telephone that calls an insurer: what is pressed goes out as the provider sends it, what is said comes back. */
export class Caller {
  readonly provider: Provider;
  readonly sid: string;
  /** The id under which the call is stored. */
  readonly conversation: string;
  /** Every document received, newest last. */
  readonly documents: string[] = [];
  /** Every webhook sent, newest last: to be sent again by whoever tests repeats. */
  readonly webhooks: Webhook[] = [];
  /** What was last heard. */
  heard!: ReturnType<Dialect['read']>;
  private readonly dialect: Dialect;
  private readonly server: Reachable;
  private readonly base: string;
  private readonly from: string;
  private readonly to: string;

  constructor(
    server: Reachable,
    {
      provider,
      tenant,
      publicUrl = 'http://127.0.0.1:3000',
      from = '+33639980001',
      to = '+33199000000',
    }: { provider: Provider; tenant: string; publicUrl?: string; from?: string; to?: string },
  ) {
    this.server = server;
    this.provider = provider;
    this.dialect = dialects[provider];
    this.from = from;
    this.to = to;
    this.base = `${publicUrl}/ivr/${provider}/${tenant}`;
    this.sid = `CA${randomBytes(16).toString('hex')}`;
    this.conversation = idOf(this.sid, { provider, insurer: { id: tenant } });
  }

  /** Everything heard last, as one text. */
  get text(): string {
    return this.heard.said.join(' ');
  }

  get over(): boolean {
    return this.heard.hangsUp;
  }

  call(): Promise<string> {
    return this.post(this.base, {});
  }

  press(keys: string): Promise<string> {
    return this.post(this.action, this.dialect.keys(keys));
  }

  /** Keys, and then a pause instead of `#`. */
  pause(keys: string): Promise<string> {
    return this.post(this.action, this.dialect.paused(keys));
  }

  say(words: string, confidence = 0.9): Promise<string> {
    return this.post(this.action, this.dialect.words(words, confidence));
  }

  silence(): Promise<string> {
    return this.post(this.action, this.dialect.silence);
  }

  /** The other end of a call that was put through. */
  dialled(status: 'completed' | 'no-answer'): Promise<string> {
    return this.post(this.heard.dial!.action, this.dialect.dialled(status));
  }

  async hangUp(): Promise<number> {
    const body = { ...this.dialect.call(this.sid), ...this.dialect.status(this.dialect.ends[0]!) };
    const { statusCode } = await this.server.inject(
      signed(this.provider, { url: `${this.base}/status`, body }),
    );
    return statusCode;
  }

  /** A webhook once more, as it was. */
  async repeat(webhook: Webhook = this.webhooks.at(-1)!): Promise<Told> {
    const { statusCode, body } = await this.server.inject(signed(this.provider, webhook));
    return { status: statusCode, document: body };
  }

  get action(): string {
    const action = this.heard.gather?.action ?? this.heard.redirect;
    if (!action) throw new Error('nothing is asked: the call is over');
    return action;
  }

  private async post(url: string, given: Body): Promise<string> {
    const { dialect, sid, from, to } = this;
    const body = { ...dialect.call(sid, { from, to }), ...given };
    const webhook: Webhook = { url, body, headers: dialect.headers() };
    this.webhooks.push(webhook);
    const { statusCode, body: document } = await this.server.inject(signed(this.provider, webhook));
    if (statusCode !== 200) throw new Error(`${url}: ${statusCode} ${document}`);
    this.documents.push(document);
    this.heard = dialect.read(document);
    return this.text;
  }
}
