import type { InjectOptions } from 'fastify';
import { type AssembleOptions, assemble } from '../../server/assemble.ts';
import { readConfig } from '../../server/config.ts';
import type { Outbox, Shown, Started } from './client.ts';
import { type Environment, temporaryDirectory } from './process.ts';

/** The whole server on a folder of its own, asked without a network. The worker runs only when `drain` says so. */
export async function served(env: Environment = {}, options: AssembleOptions = {}) {
  const dir = temporaryDirectory();
  const config = readConfig({ DATA_DIR: dir.path, LOG_LEVEL: 'silent', ...env });
  const assembled = await assemble(config, options);
  const { app, loop, product } = assembled;

  /** What is asked for says of what kind its answer is; the test looks whether it is. */
  async function ask<Body = unknown>(
    method: 'GET' | 'POST',
    url: string,
    options: Omit<InjectOptions, 'method' | 'url'> = {},
  ) {
    const { statusCode, headers, body } = await app.inject({ method, url, ...options });
    const isJson = String(headers['content-type']).includes('json');
    return { status: statusCode, headers, body: (isJson && body ? JSON.parse(body) : body) as Body };
  }
  /** By a flow, a link's token or a resume code. */
  const begin = (tenant: string, payload: Readonly<Record<string, string>>) =>
    ask<Started>('POST', `/api/v1/${tenant}/sessions`, { payload });
  const answer = ({ session, view }: Started, values: Readonly<Record<string, string>>) =>
    ask<Shown>('POST', '/api/v1/session/answers', {
      headers: { authorization: `Bearer ${session}` },
      payload: { turn: view.turn, answer: { values } },
    });
  async function signIn(tenant: string, nir: string, code: string): Promise<Started> {
    const { body } = await begin(tenant, { flow: 'sign-in' });
    return { session: body.session, view: (await answer(body, { nir, code })).body.view };
  }
  const authorization = `Bearer ${config.adminToken}`;
  return {
    ...assembled,
    dir: dir.path,
    ask,
    begin,
    answer,
    signIn,
    admin: (path: string, payload?: object) =>
      ask('POST', `/admin/v1/${path}`, { headers: { authorization }, ...(payload && { payload }) }),
    importCsv: (tenant: string, csv: string) =>
      ask<Imported>('POST', `/admin/v1/${tenant}/members/import`, {
        headers: { authorization, 'content-type': 'text/csv' },
        payload: csv,
      }),
    outbox: async () => (await ask<Outbox>('GET', '/dev/outbox.json')).body,
    async close() {
      await loop.stop();
      await app.close();
      await product.close();
      dir.remove();
    },
  };
}

export type Served = Awaited<ReturnType<typeof served>>;

/** What becomes of a file of members; of one that is refused whole, why. */
interface Imported {
  readonly accepted: number;
  readonly rejected: readonly { readonly line: number; readonly reason: string }[];
  readonly detail?: string;
}
