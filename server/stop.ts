import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Assembled } from './assemble.ts';

/** After this long, what is still open is cut: the promise is ten seconds in all. */
const patienceMs = 8_000;
/** How long a connection that has sent nothing may still begin to. */
const silentMs = 1_000;

/**
 * SIGTERM, SIGINT and SIGHUP: accepts nothing more, answers what it has begun, ends the worker's round, closes the
 * store, exits 0. A second signal does not hurry it: the patience is bounded anyway.
 */
export function stopOnSignals({ app, loop, product, logger }: Assembled): void {
  const { server } = app;
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    const cut = setTimeout(() => {
      logger.warn({}, 'stopped with work still open; it will be taken up again');
      process.exit(0);
    }, patienceMs);
    cut.unref();
    let closedAt: number | undefined;
    setInterval(async () => {
      // A connection that was busy when closing began is kept open by its client, not by us.
      server.closeIdleConnections();
      if (server.listening) return;
      closedAt ??= performance.now();
      if (performance.now() - closedAt < silentMs) return;
      // What has arrived meanwhile is read first.
      await nextTurn();
      for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
    }, 50).unref();
    try {
      await Promise.all([app.close(), loop.stop()]);
      await product.close();
    } catch (err) {
      logger.error({ err }, 'stopping was not clean; nothing acknowledged is lost by it');
    }
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, stop);
}
