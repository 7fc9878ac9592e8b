import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DemoRow, demoRows } from '../../adapters/insurers/demo/seed.ts';
import { listOutboxLetters } from '../../adapters/letters/outbox-printer.ts';
import { listOutboxMails } from '../../adapters/mail/outbox-mailer.ts';
import type { Clock } from '../../machines/ports/clock.ts';
import type { Logger } from '../../machines/ports/logger.ts';
import { readConfig } from '../../server/config.ts';
import { OUTBOX_CHECK, type OutboxCheck } from '../../server/dev/checks.ts';
import { seedDemo } from '../../server/dev/seed.ts';
import { type Product, type WireOptions, wire } from '../../server/wire.ts';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A Wednesday morning of an ordinary week: no public holiday within the delay of any letter. */
const start = Date.parse('2026-03-11T09:00:00Z');

/** Time that passes only when told to. */
export interface TestClock extends Clock {
  advance(ms: number): void;
  set(now: number): void;
}

export function testClock(now = start): TestClock {
  let current = now;
  return {
    now: () => current,
    advance: (ms) => {
      current += ms;
    },
    set: (at) => {
      current = at;
    },
  };
}

export interface LoggedLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: Record<string, unknown>;
  readonly message: string;
}

export interface TestProductOptions extends Partial<Omit<WireOptions, 'config' | 'clock'>> {
  readonly clock?: TestClock;
  /** As in the environment of a real start: `RATE_LIMITS`, `PUBLIC_URL` … */
  readonly environment?: Readonly<Record<string, string>>;
  /** False leaves the store empty. */
  readonly seeded?: boolean;
}

export interface TestProduct {
  readonly product: Product;
  readonly clock: TestClock;
  readonly dir: string;
  /** Everything logged, for tests that look for what must not be there (P13). */
  readonly logged: readonly LoggedLine[];
  /** Worker rounds until nothing is due: timers heard, mails and letters delivered. */
  settle(): Promise<void>;
  /** Moves the clock, then settles. */
  pass(ms: number): Promise<void>;
  readonly outbox: {
    mails(): ReturnType<typeof listOutboxMails>;
    letters(): ReturnType<typeof listOutboxLetters>;
    /** Answers of image checks, oldest first. */
    checks(): Promise<readonly OutboxCheck[]>;
  };
  close(): Promise<void>;
}

/** The whole product on a folder of its own, with the demo's members and a clock that waits for the test. */
export async function testProduct(options: TestProductOptions = {}): Promise<TestProduct> {
  const { clock = testClock(), environment, seeded = true, logger, ...given } = options;
  const dir = await mkdtemp(join(tmpdir(), 'guichet-'));
  const logged: LoggedLine[] = [];
  const config = readConfig({ DATA_DIR: dir, LOG_LEVEL: 'silent', ...environment });
  const product = await wire({ ...given, config, clock, logger: logger ?? recorder(logged) });
  if (seeded) await seedDemo(product);
  const settle = () => untilNothingIsDue(product);
  return {
    product,
    clock,
    dir,
    logged,
    settle,
    pass: async (ms) => {
      clock.advance(ms);
      await settle();
    },
    outbox: {
      mails: () => listOutboxMails(product.documents),
      letters: () => listOutboxLetters(product.documents),
      checks: () => checks(product),
    },
    close: async () => {
      await product.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** A row of the contract's table of demo members, by its number. */
export function demoRow(number: number): DemoRow {
  const row = demoRows.find((candidate) => candidate.row === number);
  if (!row) throw new Error(`the demo has no row ${number}`);
  return row;
}

async function untilNothingIsDue({ worker }: Product): Promise<void> {
  for (let rounds = 0; ; rounds++) {
    const { handled, failed } = await worker.round();
    if (handled === 0) return;
    if (failed > 0) throw new Error(`${failed} of ${handled} due documents failed`);
    if (rounds > 200) throw new Error('the worker never comes to rest');
    await worker.settled();
  }
}

async function checks({ documents }: Product): Promise<readonly OutboxCheck[]> {
  const found = await documents.find<OutboxCheck>(OUTBOX_CHECK, 'all', 1000);
  return found.map(({ body }) => body).sort((a, b) => a.at - b.at);
}

function recorder(logged: LoggedLine[]): Logger {
  const at = (level: LoggedLine['level']) => (fields: Record<string, unknown>, message: string) => {
    logged.push({ level, fields, message });
  };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}
