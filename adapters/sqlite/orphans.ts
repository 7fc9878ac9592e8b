import { readFileSync } from 'node:fs';
import type { Connection } from './connection.ts';

/** Of this process, and of no other that had or will have its number. */
const origin = Math.round(performance.timeOrigin);
export const thisProcess = `pid-${process.pid}-${origin}`;

/**
 * Gives back at once what a process of this machine held when it died: without, a mail that was being sent at a
 * kill -9 would wait for its lease to end. A process that cannot be seen (another container on the same file)
 * only loses its leases: its commits are fenced, and what it was sending may be sent again with the same id.
 */
export function freeOrphanedLeases(connection: Connection, now: number): void {
  const { leaseOwners, freeOwner } = connection.writing();
  for (const { owner } of leaseOwners.all(now) as { owner: string }[])
    if (isGone(owner)) freeOwner.run(now, `${owner}/`);
}

function isGone(owner: string): boolean {
  const [, pid, started] = /^pid-(\d+)-(\d+)$/.exec(owner) ?? [];
  if (!pid) return false;
  return Number(pid) === process.pid ? Number(started) !== origin : !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, under another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return !isZombie(pid);
}

/**
 * Killed, and kept in the system's list until its parent asks how it ended: in a container whose first process asks
 * seldom or never, that is what a server that was killed and started again finds of itself.
 */
function isZombie(pid: number): boolean {
  try {
    return /^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    // No such list here, or none for this user: it counts as running, and its lease ends by itself.
    return false;
  }
}
