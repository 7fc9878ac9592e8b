import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';
import { Overloaded } from '../machines/errors.ts';

export interface OverloadOptions {
  /** A mean delay of the event loop beyond this is overload. */
  readonly maxDelayMs?: number;
  readonly sampleMs?: number;
}

const retrySeconds = 2;

/**
 * While the event loop is late, new requests are refused with 503 and `Retry-After` before any work is done, as each
 * channel words it: answering some in time is better than answering all too late. A form has been read by then, so that
 * its page can offer it again. Watches from the moment the server listens,
 * so that the work of starting does not count as load. Decorated routes beside it (health, metrics) go on.
 */
export async function refuseOverload(
  app: FastifyInstance,
  { maxDelayMs = 1_000, sampleMs = 1_000 }: OverloadOptions = {},
): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  let overloaded = false;
  let timer: NodeJS.Timeout | undefined;
  app.addHook('onListen', (done) => {
    delay.enable();
    timer = setInterval(() => {
      overloaded = delay.mean / 1e6 > maxDelayMs;
      delay.reset();
    }, sampleMs).unref();
    done();
  });
  app.addHook('onClose', (_app, done) => {
    clearInterval(timer);
    delay.disable();
    done();
  });
  app.addHook('preValidation', (_request, _reply, done) => {
    done(overloaded ? new Overloaded(retrySeconds, 'the event loop is late') : undefined);
  });
}
