import { TooMany } from '../errors.ts';
import type { Refusal, Scope } from '../flow.ts';
import type { Attempt, AttemptResult } from '../flows/shared/guarded-question.ts';
import type { CheckKind, IssuedCheck } from '../ports/human-check.ts';
import type { Counter, Lockouts } from './lockouts.ts';
import type { ServicePorts } from './ports.ts';
import type { Update } from './updating.ts';
import { usedChecks } from './used-checks.ts';

/** An attempt that was admitted and counted: verify now, then say how it went. */
interface Admitted {
  readonly refused?: undefined;
  /** Takes the count back and ends the row. */
  succeeded(): Promise<void>;
  /** The refusal to show, with the check the next attempt will need. */
  failed(error: Refusal): Promise<Extract<AttemptResult<never>, { refused: unknown }>>;
}

export type Admittance = Admitted | Extract<AttemptResult<never>, { refused: Refusal }>;

/**
 * The one way to try a secret (X03, X04): what the lockouts ask is checked, the human check is used up, the
 * attempt is counted, and only then may the caller verify (P03). Refused attempts are not counted.
 */
export function createAttempts(ports: ServicePorts, update: Update, lockouts: Lockouts) {
  const { vault, humanCheck, clock } = ports;
  const useUp = usedChecks(ports, update);

  async function begin(scope: Scope, nirCounter: Counter, { values, human }: Attempt): Promise<Admittance> {
    const source = lockouts.sourceCounter(scope);
    const counters = source ? [nirCounter, source] : [nirCounter];
    const id = vault.digest('attempt', `${scope.callId}|${JSON.stringify(values)}`);
    const needs = await whatIsNeeded(counters, id);
    if (needs && needs.id !== 'check-required')
      return { refused: needs, ...(checkHelps(needs) && human.check && { check: human.check }) };
    let checked = false;
    if (needs) {
      const shown = await showsHuman(scope, String(values.humanCheck ?? ''), human, id);
      if (shown !== 'shown')
        return {
          refused: { id: shown, field: 'humanCheck' },
          check: await issueFor(scope, human.check?.kind),
        };
      checked = true;
    }
    // The source first: while others of it reach its limit, the number is not charged with what nobody verifies (X04).
    for (const counter of counters.toReversed()) {
      const admission = await lockouts.attempt(counter, id, checked);
      if (admission.admitted) continue;
      if (source && counter === nirCounter) await lockouts.tell(source, { type: 'SUCCEEDED', id });
      if (admission.why === 'check')
        return { refused: { id: 'check-required', field: 'humanCheck' }, check: await issueFor(scope) };
      return { refused: refusalOf(admission) };
    }
    return {
      succeeded: async () => {
        await Promise.all(counters.map((counter) => lockouts.tell(counter, { type: 'SUCCEEDED', id })));
      },
      failed: async (refused) => {
        const next = await whatIsNeeded(counters).catch(unlessTooMany);
        return {
          refused: next?.retryAt ? { ...refused, retryAt: next.retryAt } : refused,
          ...(next && checkHelps(next) && { check: await issueFor(scope, human.check?.kind, next.retryAt) }),
        };
      },
    };
  }

  /** The strictest of what the counters ask of the next attempt. Throws `TooMany` for a refused source. */
  async function whatIsNeeded(counters: readonly Counter[], id?: string): Promise<Refusal | undefined> {
    let needed: Refusal | undefined;
    for (const counter of counters) {
      const admission = await lockouts.peek(counter, id);
      if (admission.admitted) continue;
      if (admission.why !== 'check') return refusalOf(admission);
      needed = { id: 'check-required', field: 'humanCheck' };
    }
    return needed;
  }

  async function showsHuman(scope: Scope, value: string, human: Attempt['human'], attempt: string) {
    if (human.waited) return (await useUp(scope.insurer, human.waited, attempt)) ? 'shown' : 'check-required';
    if (!value || !human.check) return 'check-required';
    const solved = await humanCheck.solves(human.check, value, clock.now());
    return solved && (await useUp(scope.insurer, human.check.id, attempt)) ? 'shown' : 'check-wrong';
  }

  /** A check shown during a wait can be answered after it. */
  async function issueFor(
    { insurer }: Scope,
    kind: CheckKind = insurer.policies.humanCheck.first,
    from = clock.now(),
  ): Promise<IssuedCheck> {
    return humanCheck.issue(kind, from);
  }

  const issueCheck = {
    repeat: 'safe' as const,
    run: ({ kind }: { kind?: CheckKind }, scope: Scope) => issueFor(scope, kind),
  };

  return { begin, issueCheck };
}

export type Attempts = ReturnType<typeof createAttempts>;

/** The failure that reaches the source's limit is told like any other; the next attempt is too many. */
function unlessTooMany(error: unknown): undefined {
  if (!(error instanceof TooMany)) throw error;
}

function refusalOf(admission: { why: 'wait'; retryAt: number } | { why: 'check' | 'blocked' }): Refusal {
  return admission.why === 'wait' ? { id: 'wait', retryAt: admission.retryAt } : { id: 'blocked' };
}

/** A block ends by a reset only: no check is shown that would seem to end it (X04, K03). */
const checkHelps = ({ id }: Refusal): boolean => id !== 'blocked';
