import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, View } from '../../machines/envelope.ts';
import { type ServerProcess, serverProcess } from './server-process.ts';
import type { Told } from './told.ts';

/** Equal server processes on one database, each with a folder of its own: nothing is shared but the store. */
export interface Nodes {
  readonly all: readonly ServerProcess[];
  stop(): Promise<void>;
}

export async function startNodes(
  count: number,
  uri: string,
  env: Record<string, string> = {},
): Promise<Nodes> {
  const dir = mkdtempSync(join(tmpdir(), 'guichet-nodes-'));
  const start = (i: number) => serverProcess(join(dir, `${i}`), { ...env, MONGODB_URI: uri });
  // The first one fills the database with the demo before the others look.
  const all = [await start(0)];
  all.push(...(await Promise.all(Array.from({ length: count - 1 }, (_, i) => start(i + 1)))));
  return {
    all,
    stop: async () => {
      await Promise.all(all.map((node) => node.stop()));
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

export interface Reply {
  readonly status: number;
  readonly body: Told;
}

export async function ask(url: string, init: RequestInit = {}): Promise<Reply> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(20_000) });
  const text = await response.text();
  return { status: response.status, body: text && JSON.parse(text) };
}

export function json(body: unknown, session?: string): RequestInit {
  const headers = {
    'content-type': 'application/json',
    ...(session && { authorization: `Bearer ${session}` }),
  };
  return { method: 'POST', headers, body: JSON.stringify(body) };
}

/** Members from a CSV, through the admin API of any node. */
export function importMembers(url: string, tenant: string, csv: string): Promise<Reply> {
  const headers = { authorization: 'Bearer dev-admin', 'content-type': 'text/csv' };
  return ask(`${url}/admin/v1/${tenant}/members/import`, { method: 'POST', headers, body: csv });
}

/**
 * A member whose requests go to another node each time, as behind a balancer without sticky sessions. What is not
 * answered, or answered 503, is sent again, unchanged, to the next node.
 */
export class Wanderer {
  view!: View;
  session = '';
  /** Answers that came although the same turn had been sent before. */
  repeats = 0;
  readonly #urls: readonly string[];
  #next: number;

  constructor(urls: readonly string[], first = 0) {
    this.#urls = urls;
    this.#next = first;
  }

  async begin(tenant: string, opening: object): Promise<View> {
    const { status, body } = await this.persist(`/api/v1/${tenant}/sessions`, json(opening));
    if (status !== 201) throw new Error(`start refused: ${status} ${JSON.stringify(body)}`);
    this.session = body.session;
    this.view = body.view;
    return this.view;
  }

  /** Throws unless the answer was taken as exactly one turn. */
  async answer(answer: Answer): Promise<View> {
    const { turn } = this.view;
    const { status, body } = await this.persist(
      '/api/v1/session/answers',
      json({ turn, answer }, this.session),
    );
    if (status !== 200) throw new Error(`answer refused: ${status} ${JSON.stringify(body)}`);
    if (body.view.turn !== turn + 1) throw new Error(`turn ${turn} was followed by ${body.view.turn}`);
    this.view = body.view;
    return this.view;
  }

  async read(): Promise<View> {
    const headers = { authorization: `Bearer ${this.session}` };
    return (await this.persist('/api/v1/session', { headers })).body.view;
  }

  async persist(path: string, init: RequestInit): Promise<Reply> {
    for (let tries = 0; tries < 400; tries++) {
      const url = this.#urls[this.#next++ % this.#urls.length];
      try {
        const reply = await ask(url + path, init);
        if (reply.status !== 503) return reply;
      } catch {
        // This node is dead or dying: it acknowledged nothing.
      }
      this.repeats += 1;
      await pause(20);
    }
    throw new Error(`no answer from ${path}`);
  }
}

export async function firstConnection(
  member: Wanderer,
  { tenant, nir, code }: { tenant: string; nir: string; code: string },
  newCode: string,
): Promise<View> {
  await member.begin(tenant, { flow: 'first-connection' });
  await member.answer({ values: { nir, code } });
  await member.answer({ values: { newCode, confirmCode: newCode } });
  await member.answer({ values: { nir, code: newCode } });
  return member.answer({ values: { acceptTerms: true } });
}
