import type { Documents } from '../../machines/engine/documents.ts';
import { type Conversation, keptLines, type Line, linesWithChoices } from './conversation.ts';

export const earlierLinesKind = 'earlier-lines';

/** A bundle is put aside when it is full and nobody chooses from it any more. */
const bundled = 16;
const bundleOf = (seq: number): number => Math.floor((seq - 1) / bundled);

/** Of this conversation and not of one before it, which had the same id and is forgotten sooner than its shelf. */
export const shelfOf = (id: string, { startedAt }: Pick<Conversation, 'startedAt'>): string =>
  `${id}|${startedAt.toString(36)}`;

interface Bundle {
  readonly lines: readonly Line[];
}

/**
 * Lines of a conversation that are no longer written with it at every message: bundles, each written once. The shelf
 * they stand on is the conversation's own for good.
 */
export interface EarlierLines {
  /** Puts full bundles aside and gives back what stays at hand, at most 22 lines and those not stored yet. */
  putAside(
    shelf: string,
    lines: readonly Line[],
    stored: { upTo: number; until: number },
  ): Promise<readonly Line[]>;
  /** The lines after `seq` that stand before `first`, oldest first; of long conversations the last `keptLines`. */
  between(shelf: string, seq: number, first: number): Promise<readonly Line[]>;
}

export function createEarlierLines(documents: Documents): EarlierLines {
  const idOf = (shelf: string, bundle: number) => `${shelf}|${bundle}`;

  return {
    async putAside(shelf, lines, { upTo, until }) {
      if (lines.length <= bundled) return lines;
      const last = Math.min(bundleOf(lines.at(-1)!.seq - linesWithChoices), bundleOf(upTo + 1));
      const bundles = Map.groupBy(lines, ({ seq }) => bundleOf(seq));
      for (const [bundle, full] of bundles) {
        if (bundle >= last) continue;
        // There already: by who lost the race to this commit, with the same lines.
        await documents.commit<Bundle>({
          kind: earlierLinesKind,
          id: idOf(shelf, bundle),
          rev: 1,
          keys: [],
          dueAt: null,
          expiresAt: until,
          body: { lines: full },
        });
      }
      return lines.filter(({ seq }) => bundleOf(seq) >= last);
    },

    async between(shelf, seq, first) {
      const from = Math.max(seq + 1, first - keptLines);
      if (from >= first) return [];
      const count = bundleOf(first - 1) - bundleOf(from) + 1;
      const bundles = await Promise.all(
        Array.from({ length: count }, (_, at) =>
          documents.load<Bundle>(earlierLinesKind, idOf(shelf, bundleOf(from) + at)),
        ),
      );
      return bundles
        .flatMap((bundle) => bundle?.body.lines ?? [])
        .filter((line) => line.seq >= from && line.seq < first);
    },
  };
}
