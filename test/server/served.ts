import type { InjectOptions } from 'fastify';
import { type AssembleOptions, assemble } from '../../server/assemble.ts';
import { readConfig } from '../../server/config.ts';
import { type Environment, temporaryDirectory } from './process.ts';

/** The whole server on a folder of its own, asked without a network. The worker runs only when `drain` says so. */
export async function served(env: Environment = {}, options: AssembleOptions = {}) {
  const dir = temporaryDirectory();
  const config = readConfig({ DATA_DIR: dir.path, LOG_LEVEL: 'silent', ...env });
  const assembled = await assemble(config, options);
  const { app, loop, product } = assembled;

  async function ask(
    method: 'GET' | 'POST',
    url: string,
    options: Omit<InjectOptions, 'method' | 'url'> = {},
  ) {
    const { statusCode, headers, body } = await app.inject({ method, url, ...options });
    const isJson = String(headers['content-type']).includes('json');
    // biome-ignore lint/suspicious/noExplicitAny: whatever the server says is what the test looks at
    return { status: statusCode, headers, body: (isJson && body ? JSON.parse(body) : body) as any };
  }
  async function signIn(tenant: string, nir: string, code: string) {
    const { body } = await ask('POST', `/api/v1/${tenant}/sessions`, { payload: { flow: 'sign-in' } });
    const headers = { authorization: `Bearer ${body.session}` };
    const payload = { turn: body.view.turn, answer: { values: { nir, code } } };
    const answered = await ask('POST', '/api/v1/session/answers', { headers, payload });
    return { session: body.session as string, view: answered.body.view };
  }
  const authorization = `Bearer ${config.adminToken}`;
  return {
    ...assembled,
    dir: dir.path,
    ask,
    signIn,
    admin: (path: string, payload?: object) =>
      ask('POST', `/admin/v1/${path}`, { headers: { authorization }, ...(payload && { payload }) }),
    importCsv: (tenant: string, csv: string) =>
      ask('POST', `/admin/v1/${tenant}/members/import`, {
        headers: { authorization, 'content-type': 'text/csv' },
        payload: csv,
      }),
    outbox: async () => (await ask('GET', '/dev/outbox.json')).body,
    async close() {
      await loop.stop();
      await app.close();
      await product.close();
      dir.remove();
    },
  };
}

export type Served = Awaited<ReturnType<typeof served>>;
