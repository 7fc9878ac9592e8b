import { connect, createServer, type Socket } from 'node:net';

/**
 * What happens to the next request that names the marker:
 * - `lost`: it never reaches the server, and the connection breaks.
 * - `unanswered`: the server carries it out, and the connection breaks before the answer is through.
 * - `swallowed`: the server carries it out, and the answer never comes; the connection stays open.
 * - `garbled`: the server carries it out, and the answer arrives damaged.
 * - a number: it reaches the server that many ms later.
 */
export type Fate = 'lost' | 'unanswered' | 'swallowed' | 'garbled' | number;

interface Trap {
  readonly marker: string;
  readonly fate: Fate;
  /** How many requests with the marker go by unharmed first. */
  spare: number;
}

/** A network between driver and server that fails when and where a test says. */
export interface MongoProxy {
  /** The same database through the proxy, with short timeouts and without the driver's own retries. */
  readonly uri: string;
  /** One trap, one request, after `spare` others. Markers are sought in the bytes: an id, a field's name. */
  trap(marker: string, fate: Fate, spare?: number): void;
  /** Which traps have caught nothing yet. */
  readonly armed: number;
  /**
   * Every open connection stays open and carries nothing any more, as after a firewall's restart. New ones work.
   */
  silence(): void;
  /** Breaks every connection and takes no new one. */
  leave(): void;
  /** Takes connections again. */
  comeBack(): void;
  close(): Promise<void>;
}

/** Short timeouts, so that tests of many failures end soon, and no second tries of the driver's own. */
const OPTIONS =
  'directConnection=true&retryWrites=false&retryReads=false&socketTimeoutMS=600&serverSelectionTimeoutMS=1500';

export async function mongoProxy(target: string, options = OPTIONS): Promise<MongoProxy> {
  const [, credentials = '', hosts = '', path = ''] =
    /^mongodb:\/\/([^@/]*@)?([^/?]+)(\/[^?]*)?/.exec(target) ?? [];
  const [host, port = '27017'] = hosts.split(',')[0]!.split(':') as [string, string?];
  const open = new Set<Socket>();
  const silent = new Set<Socket>();
  const traps: Trap[] = [];
  let away = false;

  const listener = createServer((client) => {
    if (away) {
      client.destroy();
      return;
    }
    const server = connect(Number(port), host);
    let fate: Fate | undefined;
    for (const socket of [client, server]) {
      open.add(socket);
      socket.setNoDelay(true).on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        silent.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    client.on('data', (request) => {
      if (silent.has(client)) return;
      const caught = traps.findIndex((trap) => request.includes(trap.marker) && trap.spare-- === 0);
      fate = caught < 0 ? undefined : traps.splice(caught, 1)[0]?.fate;
      if (fate === 'lost') client.destroy();
      // Even when its sender has given up: a packet that is under way arrives.
      else if (typeof fate === 'number') sendLate(request, fate);
      else server.write(request);
    });
    server.on('data', (answer) => {
      if (fate === 'unanswered') client.destroy();
      else if (fate === 'garbled') client.write(damaged(answer));
      else if (fate !== 'swallowed' && !silent.has(client)) client.write(answer);
    });
    function sendLate(request: Buffer, ms: number): void {
      setTimeout(() => {
        if (server.writable) server.write(request);
        else
          connect(Number(port), host)
            .on('error', () => undefined)
            .end(request);
      }, ms);
    }
  });
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
  const own = (listener.address() as { port: number }).port;
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    uri: `mongodb://${credentials}127.0.0.1:${own}${path || '/'}?${options}`,
    trap: (marker, fate, spare = 0) => void traps.push({ marker, fate, spare }),
    get armed() {
      return traps.length;
    },
    silence() {
      for (const socket of open) silent.add(socket);
    },
    leave() {
      away = true;
      cut();
    },
    comeBack() {
      away = false;
    },
    async close() {
      cut();
      await new Promise((done) => listener.close(done));
    },
  };
}

/** The frame stays whole, what is in it does not: every byte of the document behind its length is another. */
function damaged(answer: Buffer): Buffer {
  const start = 16 + 4 + 1 + 4;
  return Buffer.concat([answer.subarray(0, start), answer.subarray(start).map((byte) => byte ^ 0x5a)]);
}
