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
  /** Where the call stands, in the provider's word for it. */
  readonly status: string | undefined;
}

/** In whose voices a prompt is said, and the address that its answer comes back to. */
export interface Return {
  readonly insurer: Insurer;
  readonly base: string;
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
  /** What a webhook says; undefined unless it is signed with our secret and names a call. */
  read(webhook: Webhook): Promise<Told | undefined>;
  write(prompt: Prompt, to: Return): Promise<string>;
}
