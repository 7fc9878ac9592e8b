import type { Insurer } from '../domain/insurer.ts';
import type { Frame } from '../engine/frame.ts';
import { enter, fireNext, send, snapshotOf } from '../engine/frames.ts';
import { TooMany } from '../errors.ts';
import type { Scope } from '../flow.ts';
import type { LockoutContext, LockoutPolicy } from '../flows/lockout/nir.ts';
import type { SourceContext, SourcePolicy } from '../flows/lockout/source.ts';
import type { ServicePorts } from './ports.ts';
import { type Change, keptUnder, type Update } from './updating.ts';

/** A durable instance of a lockout chart. */
interface Instance {
  readonly frame: Frame;
}

/** Whether an attempt may be verified, and if not, what it lacks. */
export type Admission =
  | { readonly admitted: true }
  | { readonly admitted: false; readonly why: 'check' | 'blocked' }
  | { readonly admitted: false; readonly why: 'wait'; readonly retryAt: number };

/** What is counted against: the typed NIR (known or not), or a browser that signed in before (X21). */
export interface Counter {
  readonly kind: 'lockout' | 'source';
  /** Under every key version, current first. */
  readonly ids: readonly string[];
  readonly policy: unknown;
  /** How long after the last failure the count is kept. */
  readonly keptMs: number;
  /** A block stays until a reset, however old it is. */
  readonly lasting?: boolean;
}

export const lockoutKind = 'lockout';

/**
 * Lockouts of X03 and X04: one document per counter, changed by compare-and-set, so that of any number of
 * attempts at once, on any number of processes, exactly as many are admitted as one by one (P03, P12).
 */
export function createLockouts(
  { documents, registry, clock, vault, limitSources, insurers }: ServicePorts,
  update: Update,
) {
  /** A browser that signed in before keeps a count of its own, spared by everyone else's (X21). */
  function nirCounter(scope: Pick<Scope, 'insurer'>, nir: string, device?: string): Counter {
    const { lockout, lifetimes } = scope.insurer.policies;
    const subject = device ? `${nir}|${device}` : nir;
    const made = counter(scope.insurer, 'lockout', `nir|${subject}`, lockout);
    // As long as the cookie is good that spares the browser: until then it must not start anew.
    return device
      ? { ...made, keptMs: Math.max(made.keptMs, lifetimes.deviceMs) }
      : { ...made, lasting: true };
  }

  /**
   * X11: a human check after 5 wrong ones, and at most 10 in the 24 h a code lives, so that the tenth kills it.
   * Counted on the typed NIR, and never cleared by asking for another code: that would tell who gets one (P07).
   */
  function shortCodeCounter(
    scope: Scope,
    nir: string,
    code: 'mail-code' | 'letter-code' = 'mail-code',
  ): Counter {
    const { checkAfterFailures, deadAfterFailures } = scope.insurer.policies.shortCode;
    const policy: LockoutPolicy = {
      checkAfterFailures,
      blockAfterInRow: Number.MAX_SAFE_INTEGER,
      blockAfterSinceReset: Number.MAX_SAFE_INTEGER,
      waitsMs: {},
      windowMs: scope.insurer.policies.link.validMs,
      windowMax: deadAfterFailures,
    };
    return counter(scope.insurer, 'lockout', `${code}|${nir}`, policy);
  }

  function sourceCounter(scope: Scope): Counter | undefined {
    if (!limitSources) return undefined;
    return counter(scope.insurer, 'source', `source|${scope.origin.source}`, scope.insurer.policies.source);
  }

  /**
   * X11: after so many wrong resume codes from one source a human check; after so many more nothing, until every code
   * that lived then is dead.
   */
  function resumeCodeCounter({ insurer, origin }: Pick<Scope, 'insurer' | 'origin'>): Counter | undefined {
    if (!limitSources) return undefined;
    const windowMs = insurer.policies.source.checkWindowMs;
    const { checkAfterFailures, deadAfterFailures } = insurer.policies.shortCode;
    const policy: SourcePolicy = {
      checkAfterFailures,
      checkWindowMs: windowMs,
      refuseAfterFailures: deadAfterFailures,
      refuseWindowMs: Math.max(windowMs, insurer.policies.link.handOverMs),
    };
    // A code is tried at any insurer's door, and at none.
    return counter(insurer, 'source', `resume-code|${origin.source}`, policy, 'all');
  }

  function counter(
    insurer: Insurer,
    chart: Counter['kind'],
    subject: string,
    policy: unknown,
    within = insurer.id,
  ): Counter {
    const ids = vault.digests('lockout', `${within}|${subject}`);
    return { kind: chart, ids, policy, keptMs: insurer.policies.lifetimes.auditMs };
  }

  const world = (now: number) => ({ registry, insurer: insurers.values().next().value!, now });

  function current(counterOf: Counter, instance: Instance | undefined, now: number): Frame {
    const { policy } = counterOf;
    // The policy in force decides, not the one the instance was begun under.
    let frames: readonly Frame[] = instance
      ? [{ ...instance.frame, context: { ...instance.frame.context, policy } }]
      : enter(world(now), counterOf.kind, { policy }).frames;
    for (;;) {
      const stepped = fireNext(world(now), frames);
      if (!stepped) return frames[0]!;
      frames = stepped.frames;
    }
  }

  /** Decides on the counter as it stands now, and writes what follows, in one atomic write. */
  async function deciding<Result>(
    counterOf: Counter,
    decide: (frame: Frame, now: number) => Change<Instance, Result>,
  ): Promise<Result> {
    const id = await keptUnder(documents, lockoutKind, counterOf.ids);
    return update<Instance, Result>(lockoutKind, id, (document) => {
      const now = clock.now();
      return decide(current(counterOf, document?.body, now), now);
    });
  }

  const isCounted = ({ context }: Frame, id: string | undefined): boolean =>
    (context as unknown as LockoutContext | SourceContext).recent.some((counted) => counted.id === id);

  /** Counts the attempt if the state admits it. The same attempt again is not counted again. */
  const attempt = (counterOf: Counter, id: string, checked: boolean): Promise<Admission> =>
    deciding<Admission>(counterOf, (frame, now) => {
      if (isCounted(frame, id)) return { result: { admitted: true } };
      const event = { type: 'ATTEMPTED', id, at: now, checked };
      if (!snapshotOf(registry, frame).can(event)) return { result: refusal(frame, now) };
      const stepped = send(world(now), [frame], event);
      return { next: kept(stepped.frames[0]!, counterOf, now), result: { admitted: true } };
    });

  const tell = (
    counterOf: Counter,
    event: { type: 'SUCCEEDED'; id: string } | { type: 'RESET' },
  ): Promise<void> =>
    deciding<void>(counterOf, (frame, now) => {
      if (!snapshotOf(registry, frame).can(event)) return { result: undefined };
      return { next: kept(send(world(now), [frame], event).frames[0]!, counterOf, now), result: undefined };
    });

  /** What the next attempt would need, without counting one. An attempt already counted needs nothing more. */
  const peek = (counterOf: Counter, id?: string): Promise<Admission> =>
    deciding<Admission>(counterOf, (frame, now) => {
      if (isCounted(frame, id)) return { result: { admitted: true } };
      return { result: frame.value === 'open' ? { admitted: true } : refusal(frame, now) };
    });

  /** Demo data only: as after so many failures in a row, whatever they would have waited for. */
  async function seed(counterOf: Counter, failures: number): Promise<void> {
    await update<Instance, void>(lockoutKind, await keptUnder(documents, lockoutKind, counterOf.ids), () => {
      const frame = enter(world(clock.now()), counterOf.kind, { policy: counterOf.policy }).frames[0]!;
      const context = { ...frame.context, inRow: failures, sinceReset: failures };
      return {
        next: kept({ ...frame, value: 'blocked', context }, counterOf, clock.now()),
        result: undefined,
      };
    });
  }

  return { seed, nirCounter, shortCodeCounter, resumeCodeCounter, sourceCounter, attempt, tell, peek };

  /**
   * X04: a block lasts until a reset, not until the count is a year old, known NIR or not (P07). Counts that block
   * nobody are forgotten with the audit trail (X23). A browser's own block ends with its cookie.
   */
  function kept(frame: Frame, { keptMs, lasting }: Counter, now: number) {
    return { body: { frame }, expiresAt: lasting && frame.value === 'blocked' ? null : now + keptMs };
  }
}

export type Lockouts = ReturnType<typeof createLockouts>;

function refusal(frame: Frame, now: number): Admission {
  const waitsUntil = frame.timers[0]?.dueAt ?? now;
  switch (frame.value) {
    case 'human-check':
      return { admitted: false, why: 'check' };
    case 'cooling-down':
      return { admitted: false, why: 'wait', retryAt: waitsUntil };
    case 'refused':
      throw new TooMany((waitsUntil - now) / 1000);
    default:
      return { admitted: false, why: 'blocked' };
  }
}
