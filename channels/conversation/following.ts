import type { EventEmitter } from 'node:events';
import type { Doc } from '../../machines/engine/documents.ts';
import { type Conversation, type Line, lastSeq } from './conversation.ts';

/** One who reads along a conversation. What is said on this node is told at once, on another within seconds. */
export interface Following {
  /**
   * The lines after `seq` as soon as there are any; none when stirred or ended. Undefined when there is no such
   * conversation (any more): at once for who has heard some of it. One at a time. Throws `StoreUnavailable`.
   */
  news(seq: number): Promise<readonly Line[] | undefined>;
  /** Ends the present wait, or the next one if nobody waits. */
  stir(): void;
  end(): void;
}

export interface Followed {
  /** Emits under the conversation's id each document of it that this process has written. */
  readonly written: EventEmitter;
  /** As stored now. */
  newest(known: Doc<Conversation> | undefined): Promise<Doc<Conversation> | undefined>;
  linesAfter(seq: number, loaded: Conversation): Promise<readonly Line[] | undefined>;
}

/** Another node's change is seen by looking: soon at first, then ever more rarely. ms. */
const firstLookMs = 400;
const lastLookMs = 6_000;

/** Listens all the time, so that between two waits nothing said in this process is missed or read again. */
export function following(id: string, { written, newest, linesAfter }: Followed): Following {
  let known: Doc<Conversation> | undefined;
  let wake: () => void = () => undefined;
  let isStirred = false;
  let pause = 0;
  let lookAt = 0;

  const hear = (document: Doc<Conversation>) => {
    known = document;
    wake();
  };
  const stir = () => {
    isStirred = true;
    wake();
  };
  written.on(id, hear);

  async function look(): Promise<void> {
    const before = known;
    const found = await newest(before);
    // Unless this process has written meanwhile.
    if (known === before) known = found;
    pause = Math.min(lastLookMs, pause === 0 ? firstLookMs : pause * 1.6);
    lookAt = performance.now() + pause;
  }

  const waitUntil = (time: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, time - performance.now()));
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function news(seq: number): Promise<readonly Line[] | undefined> {
    for (;;) {
      if (performance.now() >= lookAt) {
        await look();
        if (!known && seq > 0) return undefined;
      }
      if (known && lastSeq(known.body) > seq) {
        pause = 0;
        lookAt = Math.min(lookAt, performance.now() + firstLookMs);
        return linesAfter(seq, known.body);
      }
      if (isStirred) {
        isStirred = false;
        return known && [];
      }
      await waitUntil(lookAt);
    }
  }

  return {
    news,
    stir,
    end() {
      written.off(id, hear);
      stir();
    },
  };
}
