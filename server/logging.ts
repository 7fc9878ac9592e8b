import pino, { type DestinationStream, type Logger as Pino } from 'pino';

/** Fields that could ever hold a secret, whoever logs them by mistake (P13). The product itself logs none. */
const secret = [
  'nir',
  'currentCode',
  'newCode',
  'confirmCode',
  'mailCode',
  'resumeCode',
  'followUp',
  'humanCheck',
  'pin',
  'confirmPin',
  'token',
  'session',
  'authorization',
  'cookie',
  'body',
  'values',
  'answer',
  'payload',
  'to',
];

/** Runs of digits as long as a code, and words as long as a token: in texts that others wrote. */
const digits = /\d(?:[\s.-]?\d){5,}/g;
const token = /[\w-]{20,}/g;

/** A text of someone else's making (an error's message) without what could be a code, a NIR or a token. */
function scrubbed(text: string): string {
  return text.replace(token, '[…]').replace(digits, '[…]');
}

/**
 * An error as it may be logged: its kind, its scrubbed message, and where it arose. Never its further
 * properties: Node's HTTP parser hangs the whole raw request on its errors.
 */
function loggedError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as NodeJS.ErrnoException;
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return {
    type: error.name,
    ...(typeof code === 'string' && { code }),
    message: scrubbed(error.message),
    at: frames.slice(0, 8).map((line) => line.trim()),
    ...(error.cause !== undefined && { cause: loggedError(error.cause) }),
  };
}

/** What waits for a reader that is stuck, in bytes; lines beyond it are lost. */
const mostWaiting = 1024 * 1024;

/**
 * Stdout, whose trouble is not the product’s: where the disk is full, or the reader stuck or gone, lines wait and are
 * then lost. Each is written at once, so nothing is left to write at the end, when a stuck reader would hold the process.
 */
function standardOutput(): DestinationStream {
  const output = pino.destination({
    dest: process.stdout.fd,
    sync: true,
    maxLength: mostWaiting,
    retryEAGAIN: () => false,
  });
  // There is nowhere to say it: what could not be written is tried again with the next line.
  output.on('error', () => undefined);
  return output;
}

/** The log: one JSON object a line, with `level` in words and `time` in ISO. To stdout unless told otherwise. */
export function createLogger(level: string, destination: DestinationStream = standardOutput()): Pino {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: [...secret, ...secret.map((name) => `*.${name}`)], censor: '[redacted]' },
    serializers: { err: loggedError, why: scrubbed },
  };
  return pino(options, destination);
}
