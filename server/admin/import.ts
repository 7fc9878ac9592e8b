import { availableParallelism } from 'node:os';
import type { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { parseNir } from '../../machines/domain/nir.ts';
import { Overloaded, Refused } from '../../machines/errors.ts';
import { StoreUnavailable } from '../../machines/ports/store.ts';
import type { ImportRow } from '../../machines/services/administration.ts';
import { pool } from './pool.ts';

export interface ImportReport {
  readonly accepted: number;
  readonly rejected: readonly { readonly line: number; readonly reason: string }[];
  /** Rejected lines beyond those listed. */
  readonly notListed?: number;
}

export interface ImportSettings {
  /** Told after every line, for a progress bar. */
  readonly progress?: (lines: number) => void;
  /** More lines than this are refused from there on. */
  readonly maxLines?: number;
}

const columns = [
  'nir',
  'lastName',
  'firstName',
  ...['address1', 'address2', 'address3', 'address4', 'address5', 'address6'],
  'email',
  'mobile',
  'client',
  'code',
  'codeKind',
];
const needed = ['nir', 'lastName', 'firstName'];
/** Members written at once: enough to fill the store's groups. */
const writers = 32;
/** Codes hashed at once: one core is always left to those who sign in. */
const hashers = Math.max(1, Math.min(3, availableParallelism()) - 1);
const listed = 10_000;

/**
 * Reads members from CSV as it arrives and puts each where it belongs. A line that cannot be taken is told
 * with its number and the reason, never with its content (P13), and stops nothing. The same file again changes
 * nothing, so an import that broke off is simply repeated. Throws `Refused` when the header is not ours, and
 * `StoreUnavailable` when the store goes away: what was accepted until then stays.
 */
export async function importMembers(
  csv: Readable,
  put: (row: ImportRow) => Promise<void>,
  { progress, maxLines = Number.POSITIVE_INFINITY }: ImportSettings = {},
): Promise<ImportReport> {
  const rejected: { line: number; reason: string }[] = [];
  const firstLines = new Map<string, number>();
  const writing = pool(writers);
  const hashing = pool(hashers);
  let accepted = 0;
  let lines = 0;
  let notListed = 0;
  let away: StoreUnavailable | undefined;
  let headed = false;

  const reject = (line: number, reason: string) => {
    if (rejected.length < listed) rejected.push({ line, reason });
    else notListed += 1;
  };
  const take = async (row: ImportRow, line: number) => {
    try {
      await (row.code ? hashing.run(() => patiently(() => put(row))) : put(row));
      accepted += 1;
    } catch (error) {
      if (error instanceof StoreUnavailable) away = error;
      else reject(line, error instanceof Error ? error.message : 'cannot be taken');
    } finally {
      progress?.(++lines);
    }
  };

  const records = parse({
    bom: true,
    columns: (header: string[]) => {
      headed = true;
      return checkedHeader(header);
    },
    info: true,
    trim: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: 8_192,
    on_skip: (error) => {
      const header = headerFault(error);
      if (header) throw header;
      reject(Number(error?.lines ?? 0), faultOf(error));
      progress?.(++lines);
    },
  });
  csv.once('error', (error) => records.destroy(error));
  csv.pipe(records);
  try {
    for await (const { record, info } of records as AsyncIterable<{
      record: ImportRow;
      info: { lines: number };
    }>) {
      if (away) throw away;
      if (lines + writing.busy >= maxLines) throw tooMany(maxLines);
      const fault = lineFault(record, info.lines, firstLines);
      if (fault) {
        reject(info.lines, fault);
        progress?.(++lines);
      } else await writing.start(() => take(record, info.lines));
    }
  } finally {
    csv.unpipe(records);
    await writing.idle();
  }
  if (away) throw away;
  if (!headed) throw wrongHeader('the file is empty');
  rejected.sort((a, b) => a.line - b.line);
  return { accepted, rejected, ...(notListed > 0 && { notListed }) };
}

/** The verifications of those who sign in come first: an import waits its turn. */
async function patiently(task: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await task();
    } catch (error) {
      if (!(error instanceof Overloaded)) throw error;
      await new Promise((resolve) => setTimeout(resolve, error.retryAfterSeconds * 1000));
    }
  }
}

function checkedHeader(header: string[]): string[] {
  const unknown = header.findIndex((name) => !columns.includes(name));
  if (unknown >= 0) throw wrongHeader(`column ${unknown + 1} is not one of ours`);
  const missing = needed.find((name) => !header.includes(name));
  if (missing) throw wrongHeader(`${missing} is missing`);
  if (new Set(header).size < header.length) throw wrongHeader('a column stands twice');
  return header;
}

const wrongHeader = (what: string) =>
  new Refused(
    'malformed',
    `the first line must name the columns, separated by commas: ${what}; known are ${columns.join(', ')}`,
  );

function headerFault(error: unknown): Refused | undefined {
  return error instanceof Refused ? error : undefined;
}

const tooMany = (max: number) =>
  new Refused(
    'malformed',
    `at most ${max} lines at once: those up to there were taken, send the rest in another file`,
  );

/** What can be told of a line without asking the store. */
function lineFault(row: ImportRow, line: number, firstLines: Map<string, number>): string | undefined {
  if (Object.values(row).some((value) => String(value).includes('\uFFFD'))) return 'the line is not UTF-8';
  const parsed = parseNir(row.nir ?? '');
  if (!parsed.ok) return 'nir: not a valid number, or its key does not fit';
  const first = firstLines.get(parsed.nir);
  if (first !== undefined) return `nir: stands on line ${first} already`;
  firstLines.set(parsed.nir, line);
  return undefined;
}

const faults: Readonly<Record<string, string>> = {
  CSV_RECORD_INCONSISTENT_COLUMNS: 'the line has not as many fields as the header',
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'the line has not as many fields as the header',
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'a quotation mark stands where none may',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'a quotation mark stands where none may',
  CSV_MAX_RECORD_SIZE: 'the line is too long',
};

/** The parser's own words quote the line. */
function faultOf(error: unknown): string {
  return (error instanceof CsvError && faults[error.code]) || 'the line cannot be read';
}
