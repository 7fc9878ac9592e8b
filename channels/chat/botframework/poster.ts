import { Agent, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';

/** The connector answered, and did not take the activity. */
export class NotTaken extends Error {
  override name = 'NotTaken';
  readonly statusCode: number;
  constructor(statusCode: number) {
    super(`the connector answered ${statusCode}`);
    this.statusCode = statusCode;
  }
}

/** Puts our own token, where there is one, into the headers of a post. */
export type Sign = (headers: Headers) => Promise<unknown>;

/** Of the connector's operations, those that say something. */
export interface Poster {
  sendToConversation(conversation: string, activity: object): Promise<{ id: string }>;
  replyToActivity(conversation: string, repliedTo: string, activity: object): Promise<{ id: string }>;
}

/** A connector that has not answered after so long is as good as away; fetching our token counts as its time. */
export const patienceMs = 15_000;

const plain = new Agent({ keepAlive: true });
const secure = new SecureAgent({ keepAlive: true });

/**
 * Posts activities to the connector of one service, as the Bot Framework's REST protocol has it, over connections that
 * last. In the place of botbuilder's client, which walks every activity property by property against its schema and
 * takes half of what a turn costs to do it. Throws `NotTaken`, or the network's own error. Tries once, and nothing of it
 * is under way any more after `withinMs`.
 */
export function poster(serviceUrl: string, sign: Sign, withinMs = patienceMs): Poster {
  const post = async (path: string, activity: object) => {
    const headers = new Headers({ 'content-type': 'application/json; charset=utf-8' });
    const { promise: silence, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error('the connector does not answer')), withinMs);
    try {
      await Promise.race([sign(headers), silence]);
      const base = serviceUrl.replace(/\/+$/, '');
      const body = JSON.stringify(activity);
      return await send(`${base}/v3/conversations/${path}`, { headers, body, silence });
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    sendToConversation: (conversation, activity) =>
      post(`${encodeURIComponent(conversation)}/activities`, activity),
    replyToActivity: (conversation, repliedTo, activity) =>
      post(`${encodeURIComponent(conversation)}/activities/${encodeURIComponent(repliedTo)}`, activity),
  };
}

interface Post {
  readonly headers: Headers;
  readonly body: string;
  /** Rejects when it has taken too long. */
  readonly silence: Promise<never>;
}

function send(url: string, { headers, body, silence }: Post): Promise<{ id: string }> {
  const [request, agent] = url.startsWith('https:') ? [secureRequest, secure] : [plainRequest, plain];
  return new Promise((resolve, reject) => {
    const posting = request(url, {
      method: 'POST',
      agent,
      headers: { ...Object.fromEntries(headers), 'content-length': Buffer.byteLength(body) },
    });
    silence.catch((error: Error) => {
      reject(error);
      posting.destroy();
    });
    posting.on('error', reject);
    posting.on('response', (answer) => {
      const { statusCode = 0 } = answer;
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        text += part;
      });
      answer.on('error', reject);
      answer.on('end', () => {
        if (statusCode >= 200 && statusCode < 300) resolve({ id: idIn(text) });
        else reject(new NotTaken(statusCode));
      });
    });
    posting.end(body);
  });
}

/** The id under which the activity stands there. Nothing of ours depends on it, and some connectors say none. */
function idIn(text: string): string {
  const id = /"id"\s*:\s*"([^"\\]*)"/.exec(text)?.[1];
  return id ?? '';
}
