import type { Insurer } from '../domain/insurer.ts';
import type { ServicePorts } from './ports.ts';
import type { Update } from './updating.ts';

/** Longer than any check can be answered, whatever an insurer's `validMs`. */
const answerableMs = 3_600_000;
export const usedCheckKind = 'used-check';

/**
 * Uses a human check up: each is good once (P04). True for the attempt `by` that was first, also when it is made again
 * after a crash; kept until the check itself is worth nothing any more.
 */
export function usedChecks({ vault, clock }: Pick<ServicePorts, 'vault' | 'clock'>, update: Update) {
  return async function useUp({ policies }: Insurer, check: string, by: string): Promise<boolean> {
    return update<{ by: string }, boolean>(usedCheckKind, vault.digest('check', check), (used) =>
      used
        ? { result: used.body.by === by }
        : {
            next: {
              body: { by },
              expiresAt: clock.now() + Math.max(answerableMs, 2 * policies.humanCheck.validMs),
            },
            result: true,
          },
    );
  };
}
