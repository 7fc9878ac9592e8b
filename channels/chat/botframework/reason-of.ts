/**
 * What went wrong in a word or two, for a log. The error itself carries the request with the lines, a link that
 * opens a session and our token among them (P13), so it goes no further than here.
 */
export function reasonOf(error: unknown): string {
  const { name, code, statusCode } = error as Record<'name' | 'code' | 'statusCode', unknown>;
  return [name, code, statusCode].filter((part) => part !== undefined).join(' ');
}
