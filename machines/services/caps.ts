import type { Scope } from '../flow.ts';
import type { ServicePorts } from './ports.ts';
import type { Update } from './updating.ts';

interface Counted {
  readonly calls: readonly { readonly id: string; readonly at: number }[];
}

const dayMs = 86_400_000;
export const capKind = 'request-cap';

/** X22: so many a day of one thing. One compare-and-set a try; the same call again is not counted again. */
export function createCaps(
  { vault, limitSources }: Pick<ServicePorts, 'vault' | 'limitSources'>,
  update: Update,
) {
  return {
    /** Whether this one is within the cap of its subject. Subjects that are a source are free without limits. */
    async within(
      { insurer, callId, origin, now }: Pick<Scope, 'insurer' | 'callId' | 'origin' | 'now'>,
      subject: string,
      most: number,
    ): Promise<boolean> {
      if (!limitSources && subject.endsWith(origin.source)) return true;
      const key = vault.digest('requests', `${insurer.id}|${subject}`);
      const id = vault.digest('counted', callId);
      return update<Counted, boolean>(capKind, key, (document) => {
        const calls = (document?.body.calls ?? []).filter(({ at }) => at > now - dayMs);
        if (calls.some((call) => call.id === id)) return { result: true };
        if (calls.length >= most) return { result: false };
        return {
          next: { body: { calls: [...calls, { id, at: now }] }, expiresAt: now + dayMs },
          result: true,
        };
      });
    },
  };
}

export type Caps = ReturnType<typeof createCaps>;
