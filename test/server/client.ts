import type { View } from '../../machines/envelope.ts';

export interface Told<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** A person with an app: talks to a running server through the JSON channel and what stands beside it. */
export function clientOf(url: string) {
  async function ask<Body = Record<string, unknown>>(
    method: string,
    path: string,
    { body, bearer, type = 'application/json' }: { body?: unknown; bearer?: string; type?: string } = {},
  ): Promise<Told<Body>> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': type }),
        ...(bearer && { authorization: `Bearer ${bearer}` }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : text) as Body,
    };
  }

  return {
    ask,
    admin: (path: string, body?: unknown, type?: string) =>
      ask('POST', `/admin/v1/${path}`, {
        bearer: 'dev-admin',
        ...(body !== undefined && { body }),
        ...(type && { type }),
      }),
    outbox: async () => (await ask<Outbox>('GET', '/dev/outbox.json')).body,
    async start(tenant: string, start: Record<string, unknown>) {
      const told = await ask<Started>('POST', `/api/v1/${tenant}/sessions`, {
        body: start,
      });
      if (told.status !== 201) throw new Error(`start refused: ${JSON.stringify(told.body)}`);
      return conversation(told.body.session, told.body.view);
    },
    resume: async (session: string) =>
      (await ask<Shown>('GET', '/api/v1/session', { bearer: session })).body.view,
  };

  function conversation(session: string, first: View) {
    let view = first;
    const send = async (answer: object) => {
      const body = { turn: view.turn, answer };
      const told = await ask<Shown>('POST', '/api/v1/session/answers', { bearer: session, body });
      if (told.status !== 200) throw new Error(`answer refused: ${JSON.stringify(told.body)}`);
      view = told.body.view;
      return view;
    };
    return {
      session,
      get view() {
        return view;
      },
      answer: (values: Record<string, unknown>) => send({ values }),
      choose: (choice: string) => send({ choice }),
    };
  }
}

/** What the JSON channel answers: to a beginning, and to everything after. */
export interface Started extends Shown {
  readonly session: string;
}

export interface Shown {
  readonly view: View;
}

/** `/dev/outbox.json` (contract). */
export interface Outbox {
  readonly mails: readonly { id: string; to: string; subject: string; text: string }[];
  readonly letters: readonly {
    id: string;
    tenant: string;
    code: string;
    text: string;
    status: string;
    pdf: string;
  }[];
  readonly sms: readonly { id: string; to: string; text: string }[];
  readonly checks: readonly { answer: string }[];
}

/** Asks again until there is something, for two seconds: what the contract allows a message to take. */
export async function within2s<T>(look: () => Promise<T | undefined>): Promise<T> {
  const until = performance.now() + 2_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > until) throw new Error('nothing came within 2 s');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
