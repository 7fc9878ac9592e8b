const allowedAlgorithms = ['RS256', 'RS384', 'RS512'];
/** As botbuilder's own tolerance. */
const clockToleranceSeconds = 300;

/**
 * Whether a bearer token is worth verifying: three parts of JSON, signed with a key pair (not `none`, not
 * HS256), for us and not expired. Costs no key, no request and no line in a log; whether the signature holds
 * is botbuilder's to say.
 */
export function isPlausible(authorization: string | undefined, appId: string, nowMs: number): boolean {
  const token = /^Bearer ([\w-]+)\.([\w-]+)\.[\w-]+$/.exec(authorization ?? '');
  if (!token) return false;
  const header = json(token[1]!);
  const claims = json(token[2]!);
  if (!header || !claims) return false;
  const { exp, aud } = claims;
  return (
    allowedAlgorithms.includes(header.alg as string) &&
    typeof header.kid === 'string' &&
    typeof exp === 'number' &&
    exp + clockToleranceSeconds > nowMs / 1000 &&
    aud === appId
  );
}

function json(part: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : undefined;
  } catch {
    // Not JSON: a token of nobody's making.
    return undefined;
  }
}
