import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import Fastify, { type FastifyInstance, type InjectOptions } from 'fastify';
import { jsonChannel, openApi } from '../../channels/json/index.ts';
import type { Answer, Locale, View } from '../../machines/envelope.ts';
import type { Product } from '../../server/wire.ts';
import type { Told } from './told.ts';

/** The JSON channel alone, over the real product. The source is the header's, so that a test can have many. */
export async function jsonApp({ engine, registry, insurers, links }: Product): Promise<FastifyInstance> {
  const app = Fastify();
  await openApi(app);
  await app.register(jsonChannel, {
    engine,
    registry,
    insurers,
    links,
    originOf: (request, channel) => ({ channel, source: String(request.headers['x-source'] ?? '192.0.2.1') }),
  });
  await app.ready();
  return app;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Told;
}

/** One request, its answer parsed. */
export async function ask(app: FastifyInstance, request: InjectOptions): Promise<Reply> {
  const { statusCode, headers, body } = await app.inject(request);
  return { status: statusCode, headers, body: body === '' ? undefined : JSON.parse(body) };
}

export interface Opening {
  readonly tenant?: string;
  readonly flow?: string;
  readonly locale?: Locale;
  readonly token?: string;
  readonly resumeCode?: string;
  readonly humanCheck?: string;
  readonly checkToken?: string;
  readonly source?: string;
}

/** A client of the channel that keeps its session and the view it was last shown. */
export class Conversation {
  view!: View;
  session = '';
  readonly app: FastifyInstance;
  private readonly source: string;

  private constructor(app: FastifyInstance, source: string) {
    this.app = app;
    this.source = source;
  }

  static async open(
    app: FastifyInstance,
    { source = '192.0.2.1', ...opening }: Opening,
  ): Promise<Conversation> {
    const conversation = new Conversation(app, source);
    const { status, body } = await start(app, { source, ...opening });
    if (status !== 201) throw new Error(`no session: ${status} ${JSON.stringify(body)}`);
    conversation.session = body.session;
    conversation.view = body.view;
    return conversation;
  }

  /** Sends the answer to the question last shown, which must be taken. */
  async answer(answer: Answer): Promise<View> {
    const { status, body } = await this.send(this.view.turn, answer);
    if (status !== 200) throw new Error(`not taken: ${status} ${JSON.stringify(body)}`);
    this.view = body.view;
    return this.view;
  }

  type(values: Record<string, string | boolean>): Promise<View> {
    return this.answer({ values });
  }

  choose(choice: string): Promise<View> {
    return this.answer({ choice });
  }

  /** Types the values together with the solution of the check that the view shows. */
  async typeSolved(values: Record<string, string | boolean>): Promise<View> {
    return this.type({ ...values, humanCheck: await solution(this.view) });
  }

  send(turn: unknown, answer: unknown): Promise<Reply> {
    return this.post({ turn, answer });
  }

  /** Any body at all where answers are sent. */
  post(payload: object): Promise<Reply> {
    const headers = { ...this.bearer, 'x-source': this.source };
    return ask(this.app, { method: 'POST', url: '/api/v1/session/answers', headers, payload });
  }

  async read(): Promise<Reply> {
    const reply = await ask(this.app, { method: 'GET', url: '/api/v1/session', headers: this.bearer });
    if (reply.status === 200) this.view = reply.body.view;
    return reply;
  }

  handOver(): Promise<Reply> {
    return ask(this.app, { method: 'POST', url: '/api/v1/session/hand-over', headers: this.bearer });
  }

  private get bearer() {
    return { authorization: `Bearer ${this.session}` };
  }
}

/** A start as it is answered, accepted or not. */
export function start(
  app: FastifyInstance,
  { tenant = 'cpms', source = '192.0.2.1', ...payload }: Opening,
): Promise<Reply> {
  const headers = { 'x-source': source };
  return ask(app, { method: 'POST', url: `/api/v1/${tenant}/sessions`, headers, payload });
}

/** The solution of the proof of work that a view shows, as a client sends it. */
export async function solution({ fields }: View): Promise<string> {
  const challenge = fields.find(({ kind }) => kind === 'human-check')?.challenge as Challenge | undefined;
  if (!challenge) throw new Error('the view shows no proof of work');
  return solutionOf(challenge);
}

export async function solutionOf(challenge: Challenge): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}
