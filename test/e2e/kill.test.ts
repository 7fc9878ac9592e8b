import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { View } from '../../machines/envelope.ts';
import { importCsv, type Person, people } from '../support/people.ts';
import { type ServerProcess, serverProcess } from '../support/server-process.ts';

const tenant = 'cpms';
const newCodes = ['749385', '836417', '639184', '740285', '852014'] as const;
const withMail = people(4, { from: 1, email: true });
const withoutMail = people(4, { from: 101 });

let dir: string;
let server: ServerProcess;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'guichet-kill-'));
  server = await serverProcess(dir, { RATE_LIMITS: '0' });
  const csv = importCsv([...withMail, ...withoutMail]);
  const imported = await fetch(`${server.url}/admin/v1/${tenant}/members/import`, {
    method: 'POST',
    headers: { authorization: 'Bearer dev-admin', 'content-type': 'text/csv' },
    body: csv,
  });
  expect(await imported.json()).toMatchObject({ accepted: 8, rejected: [] });
});

afterAll(async () => {
  await server?.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** Sends until an answer comes back, as a client does whose server dies: always the same request. */
async function persist(
  path: string,
  init: RequestInit,
): Promise<{ status: number; body: Record<string, unknown> }> {
  for (let tries = 0; tries < 400; tries++) {
    try {
      const response = await fetch(server.url + path, init);
      if (response.status !== 503) return { status: response.status, body: (await response.json()) as never };
    } catch {
      // The server is dead or dying: nothing was acknowledged.
    }
    await pause(50);
  }
  throw new Error(`no answer from ${path}`);
}

const json = (body: unknown, session?: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...(session && { authorization: `Bearer ${session}` }) },
  body: JSON.stringify(body),
});

class Journey {
  readonly seen: View[] = [];
  private session = '';

  async begin(body: object): Promise<View> {
    const { status, body: started } = await persist(`/api/v1/${tenant}/sessions`, json(body));
    if (status !== 201) throw new Error(`start refused: ${JSON.stringify(started)}`);
    this.session = String(started.session);
    return this.note(started.view as View);
  }

  async answer(answer: object): Promise<View> {
    const { turn } = this.seen.at(-1)!;
    const { status, body } = await persist('/api/v1/session/answers', json({ turn, answer }, this.session));
    if (status !== 200) throw new Error(`answer refused with ${status}: ${JSON.stringify(body)}`);
    const view = body.view as View;
    // An acknowledged turn is never lost, and one answer is never two turns.
    expect(view.turn).toBe(turn + 1);
    expect(view.error, JSON.stringify(view)).toBeUndefined();
    return this.note(view);
  }

  private note(view: View): View {
    this.seen.push(view);
    return view;
  }
}

async function firstConnection({ nir, code }: Person, newCode: string): Promise<View> {
  const journey = new Journey();
  await journey.begin({ flow: 'first-connection' });
  await journey.answer({ values: { nir, code } });
  await journey.answer({ values: { newCode, confirmCode: newCode } });
  await journey.answer({ values: { nir, code: newCode } });
  return journey.answer({ values: { acceptTerms: true } });
}

interface Outbox {
  readonly mails: readonly { id: string; to: string; text: string }[];
  readonly letters: readonly { id: string; tenant: string }[];
}

async function outbox(): Promise<Outbox> {
  return (await persist('/dev/outbox.json', {})).body as unknown as Outbox;
}

/** Asks for a code by mail and opens its link; asks again when the answer of the exchange itself was lost. */
async function resetByMail({ nir, email }: Person, newCode: string): Promise<View> {
  const before = await linksOf(email!);
  for (let tries = 0; tries < 5; tries++) {
    const request = new Journey();
    await request.begin({ flow: 'code-reset' });
    await request.answer({ values: { nir } });
    const token = await newestLink(email!, before.length + tries + 1);
    const journey = new Journey();
    try {
      await journey.begin({ token });
    } catch {
      continue;
    }
    return journey.answer({ values: { newCode, confirmCode: newCode } });
  }
  throw new Error('five links were lost');
}

async function linksOf(email: string): Promise<string[]> {
  const { mails } = await outbox();
  return mails.filter(({ to }) => to === email).flatMap(({ text }) => /\/l\/([\w-]+)/.exec(text)?.[1] ?? []);
}

async function newestLink(email: string, nth: number): Promise<string> {
  for (let tries = 0; tries < 900; tries++) {
    const links = await linksOf(email);
    if (links.length >= nth) return links.at(-1)!;
    await pause(50);
  }
  throw new Error('no mail came');
}

it('P04 P12 kill -9 in a loop during real journeys: every journey ends, nothing acknowledged is lost, nothing sent twice', async () => {
  let over = false;
  let kills = 0;
  const killer = (async () => {
    while (!over) {
      await pause(300 + Math.random() * 700);
      if (over) return;
      await server.kill();
      kills++;
      await server.start();
    }
  })();
  const codeOf = (i: number, wave: number) => newCodes[(i + wave) % newCodes.length]!;
  const connections = await Promise.all([
    ...withoutMail.map((person, i) => firstConnection(person, codeOf(i, 0))),
    ...withMail.map((person, i) => resetByMail(person, codeOf(i, 0))),
  ]);
  // Resets go on until the server has died often enough; a member gets five mails a day (X22).
  let waves = 1;
  for (; kills < 4 && waves < 4; waves++)
    await Promise.all(withMail.map((person, i) => resetByMail(person, codeOf(i, waves))));
  // A quick machine is through before it has died twice: sign-ins go on, which send nothing.
  const signIn = async (nir: string, code: string) => {
    const check = new Journey();
    await check.begin({ flow: 'sign-in' });
    return check.answer({ values: { nir, code } });
  };
  while (kills < 2)
    await Promise.race([
      killer,
      Promise.all(withMail.map(({ nir }, i) => signIn(nir, codeOf(i, waves - 1)))),
    ]);
  over = true;
  await killer;
  expect(connections.map(({ outcome }) => outcome)).toEqual([
    ...withoutMail.map(() => 'connected'),
    ...withMail.map(() => 'code-set'),
  ]);
  // The new codes are the members' codes now.
  for (const [i, { nir }] of withMail.entries()) {
    expect((await signIn(nir, codeOf(i, waves - 1))).state).toBe('awaiting-terms');
  }
  await pause(1500);
  const { mails } = await outbox();
  const ids = mails.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const changed = mails.filter(({ to, text }) => to.startsWith('p') && !text.includes('/l/'));
  // One « your code was changed » a reset: each change was made once.
  expect(changed.map(({ to }) => to).sort()).toEqual(
    withMail.flatMap(({ email }) => Array(waves).fill(email!)).sort(),
  );
}, 180_000);
