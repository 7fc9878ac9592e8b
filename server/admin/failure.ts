import { ConfigError } from '../config.ts';

/** The command line is not one of ours: the usage is shown. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/**
 * Tells on stderr, in one sentence, why a command line failed. The exit code: 2, with the usage, where it was called
 * wrongly, else 1.
 */
export function failed(error: unknown, usage = ''): 1 | 2 {
  const wrongUsage = error instanceof UsageError || isParseError(error);
  process.stderr.write(`${sentenceOf(error)}\n${wrongUsage && usage ? `\n${usage}` : ''}`);
  return wrongUsage ? 2 : 1;
}

/** What is wrong with a file, by the system's code: what the operator can look at. */
const faults: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist: a part of this path is no folder',
  EISDIR: 'is a folder: a file is expected',
  EACCES: 'may not be opened by this user',
  EPERM: 'may not be opened by this user',
  EEXIST: 'exists already',
  ENOSPC: 'cannot be written: the disk is full',
  EROFS: 'cannot be written: the disk is read-only',
};

export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  const { code = '', path } = error as NodeJS.ErrnoException;
  const fault = faults[code];
  return fault && path !== undefined ? `« ${path} » ${fault} (${code}).` : error.message;
}

function isParseError(error: unknown): boolean {
  return (
    error instanceof Error &&
    !(error instanceof ConfigError) &&
    String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')
  );
}
