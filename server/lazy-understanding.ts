import type { Understanding } from '../channels/conversation/understanding/understanding.ts';
import { lazily } from '../machines/engine/lazily.ts';

/** Understanding of sentences, loaded when the first one is read: a server that starts needs none. */
export const lazyUnderstanding = (): (() => Promise<Understanding>) =>
  lazily(async () => {
    const { makeUnderstanding } = await import(
      '../channels/conversation/understanding/make-understanding.ts'
    );
    return makeUnderstanding();
  });
