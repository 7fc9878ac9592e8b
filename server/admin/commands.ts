import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseSecretKeys } from '../../adapters/crypto/secret-keys.ts';
import { type LetterStatus, letterStatuses } from '../../machines/domain/member.ts';
import type { Config } from '../config.ts';
import { storeFile } from '../open-store.ts';
import type { Product } from '../wire.ts';
import { openCsv, tryCsv } from './csv-file.ts';
import { UsageError } from './failure.ts';
import type { AdminOperations, Target } from './operations.ts';
import { progressBar } from './progress.ts';

export interface CommandLine {
  readonly operands: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

export interface Tools {
  readonly operations: AdminOperations;
  /** Only for commands that work on the store itself. */
  readonly product: Product;
}

export interface Command {
  /** Needs the store itself: no server can be asked. */
  readonly onStore?: boolean;
  /** Brings in what there was not: it may be the first that is done on a store that the settings name. */
  readonly begins?: boolean;
  /** Throws before anything is opened: `UsageError`, or in words what else is missing. */
  check?(line: CommandLine): void | Promise<void>;
  /** Throws, in words, before the store is opened, where this command cannot work on it. */
  checkStore?(config: Config): void;
  /** The exit code. */
  run(line: CommandLine, tools: Tools): Promise<number>;
}

const say = (text: string) => void process.stdout.write(`${text}\n`);
const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

const setActive = (active: boolean): Command => ({
  check: (line) => {
    tenantOf(line);
    if ((line.options.nir === undefined) === (line.options.client === undefined))
      throw new UsageError('Expected either --nir or --client.');
  },
  async run(line, { operations }) {
    const target: Target = line.options.client
      ? { client: String(line.options.client) }
      : { nir: await nirOf(line) };
    const changed = await operations.setActive(tenantOf(line), target, active);
    say(`${counted(changed, 'member')} ${active ? 'reactivated' : 'deactivated'}.`);
    return 0;
  },
});

const letterStates: readonly string[] = letterStatuses.filter((status) => status !== 'requested');

export const commands: Readonly<Record<string, Command>> = {
  deactivate: setActive(false),
  reactivate: setActive(true),

  unblock: {
    check: (line) => void [tenantOf(line), option(line, 'nir')],
    async run(line, { operations }) {
      await operations.unblock(tenantOf(line), await nirOf(line));
      say('Unblocked.');
      return 0;
    },
  },

  client: {
    begins: true,
    check: (line) =>
      void [
        tenantOf(line),
        operand(line, 'NAME'),
        option(line, 'contact-name'),
        option(line, 'contact-email'),
      ],
    async run(line, { operations }) {
      const contact = {
        contactName: option(line, 'contact-name'),
        contactEmail: option(line, 'contact-email'),
      };
      await operations.putClient(tenantOf(line), { name: operand(line, 'NAME'), ...contact });
      say('Saved.');
      return 0;
    },
  },

  import: {
    begins: true,
    async check(line) {
      tenantOf(line);
      await tryCsv(operand(line, 'FILE'));
    },
    async run(line, { operations }) {
      const { stream, size } = await openCsv(operand(line, 'FILE'));
      const bar = progressBar(size);
      stream.on('data', (chunk: Buffer) => bar.add(chunk.length));
      const report = await operations.import(tenantOf(line), stream).finally(() => bar.stop());
      for (const { line: number, reason } of report.rejected) say(`line ${number}: ${reason}`);
      const rejected = report.rejected.length + (report.notListed ?? 0);
      say(`${counted(report.accepted, 'member')} taken, ${counted(rejected, 'line')} rejected.`);
      return rejected > 0 ? 3 : 0;
    },
  },

  'letter-status': {
    check: (line) => {
      operand(line, 'ID');
      if (!letterStates.includes(line.operands[1] ?? ''))
        throw new UsageError(`Expected one of ${letterStates.join(', ')}.`);
    },
    async run(line, { operations }) {
      await operations.letterStatus(operand(line, 'ID'), line.operands[1] as LetterStatus);
      say('Noted.');
      return 0;
    },
  },

  'letter-resend': {
    check: (line) => void operand(line, 'ID'),
    async run(line, { operations }) {
      const letter = await operations.resendLetter(operand(line, 'ID'));
      say(`Letter ${letter} takes its place.`);
      return 0;
    },
  },

  outbox: {
    async run(_line, { operations }) {
      const entries = await operations.deadEntries();
      for (const { id, kind, about, attempts, diedAt, reason } of entries)
        say(
          `${id}  ${kind} of a ${about}  given up ${diedAt} after ${counted(attempts, 'try').replace('trys', 'tries')}: ${reason}`,
        );
      if (entries.length === 0) say('No message was given up.');
      return 0;
    },
  },

  'outbox-resend': {
    check: (line) => void operand(line, 'ID'),
    async run(line, { operations }) {
      await operations.resendEntry(operand(line, 'ID'));
      say('It will be tried again.');
      return 0;
    },
  },

  keys: {
    onStore: true,
    async run(_line, { product }) {
      const { keyUse } = await import('./rotate.ts');
      for (const { version, sealed, ids } of await keyUse(product.documents))
        say(`${version}: ${counted(sealed, 'document')} sealed, ${ids} found by it`);
      return 0;
    },
  },

  rotate: {
    onStore: true,
    async run(_line, { product }) {
      const [{ version }] = parseSecretKeys(product.config.secretKeys);
      const { rotate } = await import('./rotate.ts');
      const resealed = await rotate(product.documents, version);
      say(`${counted(resealed, 'document')} sealed anew under ${version}.`);
      return 0;
    },
  },

  backup: {
    onStore: true,
    check(line) {
      const folder = dirname(resolve(operand(line, 'TARGET')));
      if (!existsSync(folder)) throw new Error(`« ${folder} » does not exist: make the folder first.`);
    },
    checkStore({ mongodbUri }) {
      if (mongodbUri)
        throw new Error('This store is MongoDB: back it up with its own tools, mongodump for one.');
    },
    async run(line, { product }) {
      const { backupSqlite } = await import('../../adapters/sqlite/backup.ts');
      const target = resolve(operand(line, 'TARGET'));
      const pages = await backupSqlite(storeFile(product.config), target);
      say(`${counted(pages, 'page')} copied to ${target}.`);
      return 0;
    },
  },
};

function option({ options }: CommandLine, name: string): string {
  const value = options[name];
  if (typeof value !== 'string' || value === '') throw new UsageError(`--${name} is missing.`);
  return value;
}

const tenantOf = (line: CommandLine) => option(line, 'tenant');

function operand({ operands }: CommandLine, name: string): string {
  if (!operands[0]) throw new UsageError(`${name} is missing.`);
  return operands[0];
}

async function nirOf(line: CommandLine): Promise<string> {
  const given = option(line, 'nir');
  return given === '-' ? (await text(process.stdin)).trim() : given;
}
