import type { Store } from '../../machines/ports/store.ts';

/**
 * A real store, with `act` before each commit: it counts, or throws `StoreUnavailable` as one does that is away. What it
 * throws keeps the commit from being made.
 */
export const beforeCommit =
  (act: () => void) =>
  (store: Store): Store => ({
    ...store,
    commit: async (document, lease) => {
      act();
      return store.commit(document, lease);
    },
  });
