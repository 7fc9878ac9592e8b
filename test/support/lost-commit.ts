import type { Documents } from '../../machines/engine/documents.ts';

/**
 * Runs `act` while the first commit of a kind loses its race, as if another process had written the document. Says how
 * many commits of that kind were tried.
 */
export async function losingFirstCommit(
  documents: Documents,
  kind: string,
  act: () => Promise<void>,
): Promise<number> {
  const { commit } = documents;
  let tried = 0;
  const losing: typeof commit = async (document, ...lease) =>
    document.kind === kind && tried++ === 0 ? 'lost' : commit(document, ...lease);
  Object.assign(documents, { commit: losing });
  try {
    await act();
  } finally {
    Object.assign(documents, { commit });
  }
  return tried;
}
