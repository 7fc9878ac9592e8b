import { SingleBar } from 'cli-progress';

/** Below this an import is over before a bar is read. */
const worthABar = 256 * 1024;

/** How much of a file was read, on stderr, where somebody watches. */
export function progressBar(size: number | undefined) {
  if (size === undefined || size < worthABar || !process.stderr.isTTY)
    return { add: (_bytes: number) => undefined, stop: () => undefined };
  const bar = new SingleBar({ format: '{bar} {percentage} %, {eta_formatted} left', hideCursor: true });
  bar.start(size, 0);
  return { add: (bytes: number) => bar.increment(bytes), stop: () => bar.stop() };
}
