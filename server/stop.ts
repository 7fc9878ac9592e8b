import type { Server, Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Assembled } from './assemble.ts';

/** After this long, what is still open is cut: the promise is ten seconds in all. */
const patienceMs = 8_000;
/** How long connections that wait to be accepted are accepted still, where they never end. */
const acceptMs = 3_000;
/** How long a connection that has sent nothing may still begin to. */
const silentMs = 1_000;

/**
 * SIGTERM, SIGINT and SIGHUP: accepts who is connected and nobody more, answers what has begun, ends the worker's round,
 * closes the store, exits 0. A second signal does not hurry it: the patience is bounded anyway.
 */
export function stopOnSignals({ app, loop, product, logger }: Assembled): void {
  const { server } = app;
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  // From here on every answer ends its connection; the listener closes afterwards.
  app.addHook('preClose', () => acceptWaiting(server));

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

/**
 * A connection is made by the system before we accept it, one in each turn of the event loop; those not accepted yet are
 * reset when the listener closes. A whole turn that brought none has left none waiting.
 */
async function acceptWaiting(server: Server): Promise<void> {
  const until = performance.now() + acceptMs;
  let accepted = true;
  const accept = () => {
    accepted = true;
  };
  server.on('connection', accept);
  // The turn under way may have looked before.
  await nextTurn();
  while (accepted && performance.now() < until) {
    accepted = false;
    await nextTurn();
  }
  server.off('connection', accept);
}
