/** What may be an escaped character, or several bytes of one; and percent signs that begin none. */
const escapes = /(?:%[\da-f]{2})+|%/gi;

/**
 * The address as routes can read it: a percent sign in its path that escapes no character stands for itself. So an
 * address that cannot be decoded is one that does not exist, and whoever is asked says so in its own form; Fastify
 * would answer it before any hook, repeating it.
 */
export function decodable(url: string): string {
  if (!url.includes('%')) return url;
  const end = url.search(/[?#]/);
  const path = end < 0 ? url : url.slice(0, end);
  return (
    path.replace(escapes, (found) => (decodes(found) ? found : found.replaceAll('%', '%25'))) +
    url.slice(path.length)
  );
}

function decodes(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
