/** Fills a store with sessions as the engine writes them: one is led by the engine, the others are its copies. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Session, sessionKind, toDocument } from '../../machines/engine/session.ts';
import type { Answer } from '../../machines/envelope.ts';
import { readConfig } from '../../server/config.ts';
import { type Product, wire } from '../../server/wire.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The product without a server, on its own directory. */
export const wired = (dataDir: string): Promise<Product> =>
  wire({
    config: readConfig({ DATA_DIR: dataDir, RATE_LIMITS: '0' }),
    logger: silent,
    clock: { now: () => Date.now() },
  });

export const origin = { channel: 'json', source: '127.0.0.1' } as const;

/** Leads one session through these answers and returns what is stored of it, with the token that opens it. */
export async function led(product: Product, flow: string, answers: readonly Answer[]) {
  const begun = await product.engine.start({ tenant: 'cpms', flow, locale: 'fr', origin });
  let { turn } = begun.view;
  for (const answer of answers)
    ({ turn } = (await product.engine.answer({ token: begun.token, turn, answer, origin })).view);
  const stored = await product.documents.load<Session>(sessionKind, begun.token.slice(0, 22));
  return { token: begun.token, session: stored!.body };
}

export interface Filled {
  /** The second half of every copied session's token. */
  readonly secret: string;
  readonly count: number;
}

export const copyId = (index: number) => `copy${index.toString(36).padStart(18, '0')}`;

/** Copies a session `count` times. Batches keep the event loop's groups at a size a server would see. */
export async function copies(product: Product, session: Session, count: number): Promise<void> {
  const insurer = product.insurers.get(session.tenant)!;
  const batch = 500;
  for (let from = 0; from < count; from += batch)
    await Promise.all(
      Array.from({ length: Math.min(batch, count - from) }, (_, i) =>
        product.documents.commit(toDocument(copyId(from + i), 1, session, insurer)),
      ),
    );
}

/** A directory with `count` stored sessions; made once, and used again by later runs. */
export async function filledDirectory(base: string, count: number): Promise<string> {
  const dir = join(base, `sessions-${count}`);
  const note = join(dir, 'filled.json');
  try {
    if ((JSON.parse(readFileSync(note, 'utf8')) as Filled).count === count) return dir;
  } catch {
    // Not filled yet, or not to the end.
  }
  mkdirSync(dir, { recursive: true });
  const product = await wired(dir);
  const { token, session } = await led(product, 'front-door', [
    { choice: 'sign-in-help' },
    { choice: 'yes' },
  ]);
  const day = 86_400_000;
  await copies(product, { ...session, restUntil: Date.now() + 365 * day }, count);
  await product.close();
  writeFileSync(note, JSON.stringify({ secret: token.slice(22), count } satisfies Filled));
  return dir;
}
