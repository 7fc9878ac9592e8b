import type { Engine, Reply } from '../engine/engine.ts';
import { CheckFirst, type ResumeCheck, TooMany } from '../errors.ts';
import type { Origin } from '../flow.ts';
import type { IssuedCheck } from '../ports/human-check.ts';
import type { Lockouts } from './lockouts.ts';
import type { ServicePorts } from './ports.ts';
import type { Update } from './updating.ts';
import { usedChecks } from './used-checks.ts';

export interface ResumeBy {
  readonly code: string;
  readonly tenant?: string;
}

/** A check as it was asked for, and its solution. */
export interface SolvedCheck {
  readonly token: string;
  readonly value: string;
}

const purpose = 'resume-check';
const decoder = new TextDecoder();

/**
 * Resume codes (X11): they join a session begun elsewhere and prove nothing. A wrong one names no session, so what is
 * counted is the source: after five a human check, after ten nothing until no code of that time lives any more (docs/decisions/032).
 * There is no session yet to keep the check in: it travels sealed, and is good once (P04).
 */
export function createResumeCodes(
  ports: ServicePorts,
  engine: Engine,
  parts: { lockouts: Lockouts; update: Update },
) {
  const { vault, clock, insurers, randomness, humanCheck } = ports;
  const { lockouts } = parts;
  const useUp = usedChecks(ports, parts.update);
  const insurerOf = (tenant = '') => insurers.get(tenant) ?? insurers.values().next().value!;

  async function ask(): Promise<ResumeCheck> {
    const check = await humanCheck.issue('proof-of-work', clock.now());
    const sealed = vault.seal(Buffer.from(JSON.stringify(check)), purpose);
    return { token: Buffer.from(sealed).toString('base64url'), challenge: check.challenge! };
  }

  function issued(token: string): IssuedCheck | undefined {
    try {
      return JSON.parse(decoder.decode(vault.open(Buffer.from(token, 'base64url'), purpose))) as IssuedCheck;
    } catch {
      // Not ours, or sealed under a key that is gone: like no check at all, a new one is asked for.
      return undefined;
    }
  }

  async function isSolved(by: ResumeBy, { token, value }: SolvedCheck, attempt: string): Promise<boolean> {
    const check = issued(token);
    if (!check || !(await humanCheck.solves(check, value, clock.now()))) return false;
    return useUp(insurerOf(by.tenant), check.id, attempt);
  }

  return {
    /** The check that the next code from this source needs, if it needs one: for a form that is about to be shown. */
    async needs(tenant: string | undefined, origin: Origin): Promise<ResumeCheck | undefined> {
      const counter = lockouts.resumeCodeCounter({ insurer: insurerOf(tenant), origin });
      if (!counter) return undefined;
      try {
        return (await lockouts.peek(counter)).admitted ? undefined : await ask();
      } catch (error) {
        if (error instanceof TooMany) return undefined;
        throw error;
      }
    },

    /**
     * Joins by a resume code, once. Counted before it is looked up, taken back when it fits. Throws
     * `Refused('code-unknown')`; `CheckFirst`, uncounted, when a check is needed that was not solved; `TooMany`.
     */
    async resume(
      by: ResumeBy,
      origin: Origin,
      solved?: SolvedCheck,
    ): Promise<Reply & { readonly token: string }> {
      const insurer = insurerOf(by.tenant);
      const counter = lockouts.resumeCodeCounter({ insurer, origin });
      if (!counter) return engine.join(by, origin);
      const id = randomness.token(12);
      const checked = solved !== undefined && (await isSolved(by, solved, id));
      const { admitted } = await lockouts.attempt(counter, id, checked);
      if (!admitted) throw new CheckFirst(insurer.policies.source.checkWindowMs / 1000, await ask());
      const joined = await engine.join(by, origin);
      await lockouts.tell(counter, { type: 'SUCCEEDED', id });
      return joined;
    },
  };
}
