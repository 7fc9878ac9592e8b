import type { WebSocket } from 'ws';
import type { Party } from './chat-tokens.ts';
import { type Desk, storedAs } from './desk.ts';
import type { Reader, Streams } from './streams.ts';

export interface Streamed {
  readonly party: Party;
  /** The last line this client has. */
  readonly seq: number;
  readonly desk: Desk;
  readonly streams: Streams;
}

/** Proxies end connections on which nothing happens for a minute. */
const keepAliveMs = 25_000;
/** What a client that does not read may leave unread before it is let go. */
const unreadBytes = 1024 * 1024;

/**
 * One tab reads along. Everything it sends is ignored: clients send empty frames to see whether we are there,
 * and we send ours. A client that loses the socket asks again from its watermark and misses nothing.
 */
export function streamTo(socket: WebSocket, { party, seq, desk, streams }: Streamed): void {
  const reader: Reader = {
    seq,
    tell(news) {
      if (socket.bufferedAmount > unreadBytes) return socket.terminate();
      const set = 'since' in news ? { activities: [desk.typing(party, news)] } : desk.group(party, news);
      socket.send(JSON.stringify(set));
    },
    dismiss: () => socket.close(1008, 'too many'),
  };
  const leave = streams.join(storedAs(party), reader);
  const alive = setInterval(() => socket.send(''), keepAliveMs);
  socket.once('close', () => {
    clearInterval(alive);
    leave();
  });
}
