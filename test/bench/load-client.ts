/** A process of its own: `load-client.ts {json}` puts load on a server for some seconds and prints what it saw. */
import type { Answer } from '../../machines/envelope.ts';
import { HttpConnection } from './http-connection.ts';
import { putSteps, type Seen, type Span } from './put-load.ts';

export interface Load extends Span {
  readonly url: string;
  /** `turns`: answers of a session; `turns-and-reads`: each followed by GET; `echo`: the same bytes to an echo. */
  readonly kind: 'turns' | 'turns-and-reads' | 'echo' | 'sign-ins';
  readonly clients: number;
  readonly members?: readonly { readonly tenant: string; readonly nir: string; readonly code: string }[];
}

/** A way through the account flows that needs no argon2: menus, forms refused for their form, starting over. */
export const mix: readonly Answer[] = [
  { choice: 'sign-in-help' },
  { choice: 'yes' },
  { choice: 'start-over' },
  { choice: 'code-reset' },
  { values: { nir: '184061305501229' } },
  { choice: 'start-over' },
  { choice: 'sign-in' },
  { values: { nir: '184061305501228', code: '12' } },
  { choice: 'start-over' },
];
const answers = mix.map((answer) => JSON.stringify(answer));

type Step = () => Promise<void>;

async function stepsOf(load: Load, index: number): Promise<Step> {
  const connection = await HttpConnection.open(load.url);
  const expect = async (status: number, ...request: Parameters<HttpConnection['send']>) => {
    const answer = await connection.send(...request);
    if (answer.status !== status) throw new Error(`${request[1]} answered ${answer.status}: ${answer.body}`);
    return answer.body;
  };
  const begin = async (tenant: string, flow: string) => {
    const body = await expect(201, 'POST', `/api/v1/${tenant}/sessions`, '', JSON.stringify({ flow }));
    const { session, view } = JSON.parse(body) as { session: string; view: { turn: number } };
    return { session, turn: view.turn };
  };
  if (load.kind === 'sign-ins') {
    const { tenant, nir, code } = load.members![index % load.members!.length]!;
    return async () => {
      const { session, turn } = await begin(tenant, 'sign-in');
      const body = JSON.stringify({ turn, answer: { values: { nir, code } } });
      const after = await expect(200, 'POST', '/api/v1/session/answers', session, body);
      if (!after.includes('"connected"')) throw new Error(`the sign-in did not open: ${after}`);
    };
  }
  let sent = index;
  if (load.kind === 'echo') {
    const session = 'x'.repeat(65);
    return async () => {
      sent += 1;
      const body = `{"turn":${sent},"answer":${answers[sent % answers.length]}}`;
      await expect(200, 'POST', '/echo', session, body);
    };
  }
  let { session, turn } = await begin('cpms', 'front-door');
  let read = false;
  sent = -1;
  return async () => {
    if (read) {
      read = false;
      await expect(200, 'GET', '/api/v1/session', session);
      return;
    }
    sent += 1;
    const body = `{"turn":${turn},"answer":${answers[sent % answers.length]}}`;
    const after = await expect(200, 'POST', '/api/v1/session/answers', session, body);
    turn = Number(/"turn":(\d+)/.exec(after)![1]);
    read = load.kind === 'turns-and-reads';
  };
}

const put = async (load: Load): Promise<Seen> =>
  putSteps(await Promise.all(Array.from({ length: load.clients }, (_, index) => stepsOf(load, index))), load);

if (import.meta.main) {
  console.log(JSON.stringify(await put(JSON.parse(process.argv[2]!) as Load)));
  process.exit(0);
}
