/** The parts of an action's address that make it this question's and no other's. */
export interface Asking {
  readonly nonce?: string;
  readonly waited?: number;
}

/** Absolute, from PUBLIC_URL: what the provider signs is what we verify, whatever Host header it sends. */
export function addressOf(base: string, { nonce, waited }: Asking): string {
  const query = new URLSearchParams();
  if (nonce) query.set('n', nonce);
  if (waited) query.set('w', String(waited));
  const text = query.toString();
  return text === '' ? base : `${base}?${text}`;
}

/** Reads what `addressOf` wrote; anything else is left out. */
export function askingOf(query: unknown): Asking {
  const { n, w } = (query ?? {}) as { n?: unknown; w?: unknown };
  const waited = typeof w === 'string' && /^[1-9]$/.test(w) ? Number(w) : undefined;
  return {
    ...(typeof n === 'string' && /^[\w-]{1,40}$/.test(n) && { nonce: n }),
    ...(waited !== undefined && { waited }),
  };
}
