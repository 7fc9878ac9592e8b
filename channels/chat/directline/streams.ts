import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../../../machines/ports/logger.ts';
import type { Line } from '../../conversation/conversation.ts';
import type { Conversations } from '../../conversation/conversations.ts';
import type { Following } from '../../conversation/following.ts';

/** What is answered was said then. Clients show it until something later is said. */
export interface Preparing {
  readonly since: number;
}

/** Someone who reads along: a tab with its socket. */
export interface Reader {
  /** The seq of the last line it has. */
  seq: number;
  /** Lines after `seq`, in order; or that the bot is preparing an answer. */
  tell(news: readonly Line[] | Preparing): void;
  /** Too many read along: this one, the first to come, is let go. */
  dismiss(): void;
}

export interface Streams {
  /** Tells the reader every line after its `seq`, those there are and those to come, until it is let go. */
  join(conversation: string, reader: Reader): () => void;
  /** An answer is being prepared: said to whoever reads along on this node. */
  typing(conversation: string, preparing: Preparing): void;
  close(): void;
}

const storeRetryMs = 2_000;
/** Tabs and devices of one person; a script that opens more closes its own. */
const mostReaders = 8;

interface Room {
  readonly readers: Set<Reader>;
  /** Stirred when a reader has come who may be behind the others, or the last has gone. */
  readonly following: Following;
}

/** One watch for each conversation that is being read, however many tabs it is open in. */
export function createStreams(conversations: Pick<Conversations, 'follow'>, logger: Logger): Streams {
  const rooms = new Map<string, Room>();

  async function watch(conversation: string, room: Room): Promise<void> {
    while (room.readers.size > 0) {
      try {
        tellAll(room, await room.following.news(behind(room)));
      } catch (err) {
        // Readers keep their place: they are told everything once the store is back.
        logger.warn({ err }, 'a conversation cannot be read for now');
        await pause(storeRetryMs);
      }
    }
    room.following.end();
    if (rooms.get(conversation) === room) rooms.delete(conversation);
  }

  return {
    join(conversation, reader) {
      const known = rooms.get(conversation);
      const room = known ?? { readers: new Set<Reader>(), following: conversations.follow(conversation) };
      if (room.readers.size >= mostReaders) dismissFirst(room);
      room.readers.add(reader);
      if (known) known.following.stir();
      else {
        rooms.set(conversation, room);
        void watch(conversation, room);
      }
      return () => {
        room.readers.delete(reader);
        if (room.readers.size === 0) room.following.stir();
      };
    },
    typing(conversation, preparing) {
      for (const reader of rooms.get(conversation)?.readers ?? []) reader.tell(preparing);
    },
    close() {
      for (const room of rooms.values()) {
        room.readers.clear();
        room.following.stir();
      }
    },
  };
}

const behind = ({ readers }: Room) => Math.min(...[...readers].map(({ seq }) => seq));

function dismissFirst({ readers }: Room): void {
  const [first] = readers;
  if (!first) return;
  readers.delete(first);
  first.dismiss();
}

function tellAll({ readers }: Room, lines: readonly Line[] | undefined): void {
  // Forgotten by now, or never begun: whatever is said next is said anew, from the first line.
  if (lines === undefined) for (const reader of readers) reader.seq = 0;
  const last = lines?.at(-1)?.seq;
  if (last === undefined) return;
  for (const reader of readers) {
    const news = lines!.filter(({ seq }) => seq > reader.seq);
    if (news.length === 0) continue;
    reader.seq = last;
    reader.tell(news);
  }
}
