import type { IncomingHttpHeaders } from 'node:http';
import type { Insurer } from '../../../machines/domain/insurer.ts';
import type { Heard, Prompt } from '../prompt.ts';

/** A webhook as it arrived. */
interface Webhook {
  /** From PUBLIC_URL: what the provider signs is what we verify, whatever Host header it sends. */
  readonly url: string;
  readonly query: unknown;
  readonly headers: IncomingHttpHeaders;
  /** As it was sent, not parsed. */
  readonly body: string;
}

/** What a webhook of this provider says. */
export interface Told {
  readonly heard: Heard;
  /** The call is over, however it went. */
  readonly ended: boolean;
}

/** In whose voices a prompt is said, and the address that its answer comes back to. */
export interface Return {
  readonly insurer: Insurer;
  readonly base: string;
}

/** A provider we know, and the environment variable that holds the secret shared with it. */
export interface KnownProvider {
  readonly id: string;
  readonly secretIn: string;
  with(secret: string): Provider;
}

/** Whoever carries a call: all that is theirs and nobody else's. The rest is the telephone's. */
export interface Provider {
  /** Part of the webhook's address and of the ids of calls. */
  readonly id: string;
  readonly title: string;
  /** What its webhooks are sent as. */
  readonly receives: string;
  /** What they are answered with. */
  readonly answers: { readonly name: string; readonly type: string; readonly schema: object };
  /** The headers by which the provider signs a webhook: the telephone of `/dev` plays it. `nowMs` is real time. */
  sign(webhook: Pick<Webhook, 'url' | 'body'>, nowMs: number): Promise<Readonly<Record<string, string>>>;
  /** What a webhook says; undefined unless it is signed with our secret and names a call. */
  read(webhook: Webhook): Promise<Told | undefined>;
  write(prompt: Prompt, to: Return): Promise<string>;
}
