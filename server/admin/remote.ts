import { Readable } from 'node:stream';
import type { AdminOperations } from './operations.ts';

/** What the server said when it refused: its own words. */
class RemoteRefusal extends Error {
  override name = 'RemoteRefusal';
}

/** The same operations, asked of a running server. */
export function remoteOperations(url: string, token: string): AdminOperations {
  async function ask<T>(method: string, path: string, body?: object | Readable): Promise<T> {
    const streamed = body instanceof Readable;
    const response = await fetch(new URL(`admin/v1/${path}`, url.endsWith('/') ? url : `${url}/`), {
      method,
      redirect: 'error',
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': streamed ? 'text/csv' : 'application/json' }),
      },
      ...(body && {
        body: streamed ? (Readable.toWeb(body) as BodyInit) : JSON.stringify(body),
        duplex: 'half',
      }),
    }).catch((error: unknown) => {
      throw new Error(`${url} cannot be asked: ${reasonOf(error)}.`, { cause: error });
    });
    const told = (await response.json().catch(() => {
      throw new Error(
        `${url} answered ${response.status} and no JSON: is this the server itself, not a proxy before it?`,
      );
    })) as T & { detail?: string };
    if (!response.ok) throw new RemoteRefusal(told.detail ?? `the server answered ${response.status}`);
    return told;
  }
  const of = encodeURIComponent;
  return {
    async setActive(tenant, target, active) {
      const path = `${of(tenant)}/members/${active ? 'reactivate' : 'deactivate'}`;
      return (await ask<{ changed: number }>('POST', path, target)).changed;
    },
    unblock: async (tenant, nir) => void (await ask('POST', `${of(tenant)}/members/unblock`, { nir })),
    putClient: async (tenant, client) => void (await ask('POST', `${of(tenant)}/clients`, client)),
    import: (tenant, csv) => ask('POST', `${of(tenant)}/members/import`, csv),
    letterStatus: async (id, status) => void (await ask('POST', `letters/${of(id)}/status`, { status })),
    resendLetter: async (id) => (await ask<{ letter: string }>('POST', `letters/${of(id)}/resend`)).letter,
    deadEntries: async () => (await ask<{ entries: [] }>('GET', 'outbox?state=dead')).entries,
    resendEntry: async (id) => void (await ask('POST', `outbox/${of(id)}/resend`)),
  };
}

/** `fetch` only says that it failed; why stands behind it. */
function reasonOf(error: unknown): string {
  const { cause = error } = error as { readonly cause?: unknown };
  const { code, message } = cause as NodeJS.ErrnoException;
  return code ?? message;
}
