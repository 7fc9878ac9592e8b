import type { Insurer } from '../domain/insurer.ts';
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
  /** Names the message or key press it came in, the same when that is handled again: then it is the same try. */
  readonly input?: string | undefined;
}

/** A check as it was asked for, and its solution: nothing for a wait that was served. */
export interface SolvedCheck {
  readonly token: string;
  readonly value: string;
}

/** The ways to show that one is a person, by the choices that offer them everywhere (X17). */
export const checkWays = ['check-proof', 'check-image', 'check-wait'] as const;
export type CheckWay = (typeof checkWays)[number];

/** What the next code needs first; `token` goes back with the solution. */
export type AskedCheck =
  | ({ readonly way: 'check-proof' } & ResumeCheck)
  | { readonly way: 'check-image'; readonly token: string; readonly image: string }
  | { readonly way: 'check-wait'; readonly token: string; readonly readyAt: number };

/** The way that was chosen, and the wait that is under way. */
export interface WantedCheck {
  readonly way: CheckWay;
  readonly token?: string;
}

/** X17: a minute of patience, as a token that is good from then on, for the source that waited. */
interface Wait {
  readonly id: string;
  /** Tokens made before it was kept have none: they are like no check at all. */
  readonly sourceDigest?: string;
  readonly kind: 'wait';
  readonly from: number;
  readonly expiresAt: number;
}

const purpose = 'resume-check';
const waiting = 'resume-wait';
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

  async function askProof(): Promise<ResumeCheck> {
    const check = await humanCheck.issue('proof-of-work', clock.now());
    return { token: sealed(check), challenge: check.challenge! };
  }

  async function ask({ policies }: Insurer, way: CheckWay, { source }: Origin): Promise<AskedCheck> {
    if (way === 'check-proof') return { way, ...(await askProof()) };
    if (way === 'check-image') {
      const { image, ...check } = await humanCheck.issue('image', clock.now());
      return { way, token: sealed(check), image: image! };
    }
    const { waitMs, validMs } = policies.humanCheck;
    const from = clock.now() + waitMs;
    const wait: Wait = {
      id: randomness.token(12),
      sourceDigest: vault.digest(waiting, source),
      kind: 'wait',
      from,
      expiresAt: from + validMs,
    };
    return { way, token: sealed(wait), readyAt: from };
  }

  /** The wait that is under way, or what was chosen, or what the insurer asks first. */
  async function askAsWanted(
    insurer: Insurer,
    wanted: WantedCheck | undefined,
    origin: Origin,
  ): Promise<AskedCheck> {
    const first = insurer.policies.humanCheck.first === 'image' ? 'check-image' : 'check-proof';
    if (wanted?.token === undefined) return ask(insurer, wanted?.way ?? first, origin);
    const { token } = wanted;
    const wait = issued(token);
    return wait?.kind === 'wait' && isTheirs(wait, origin) && wait.expiresAt > clock.now()
      ? { way: 'check-wait', token, readyAt: wait.from }
      : ask(insurer, first, origin);
  }

  const sealed = (check: IssuedCheck | Wait): string =>
    Buffer.from(vault.seal(Buffer.from(JSON.stringify(check)), purpose)).toString('base64url');

  function issued(token: string): IssuedCheck | Wait | undefined {
    try {
      const opened = vault.open(Buffer.from(token, 'base64url'), purpose);
      return JSON.parse(decoder.decode(opened)) as IssuedCheck | Wait;
    } catch {
      // Not ours, or sealed under a key that is gone: like no check at all, a new one is asked for.
      return undefined;
    }
  }

  /** Patience costs nothing: what one source waited for is no help to another. */
  const isTheirs = ({ sourceDigest = '' }: Wait, { source }: Origin): boolean =>
    vault.matches(waiting, source, sourceDigest);

  async function isSolved(
    { token, value }: SolvedCheck,
    attempt: string,
    { insurer, origin }: { insurer: Insurer; origin: Origin },
  ): Promise<boolean> {
    const check = issued(token);
    const now = clock.now();
    const solved =
      check?.kind === 'wait'
        ? isTheirs(check, origin) && now >= check.from && now < check.expiresAt
        : check !== undefined && (await humanCheck.solves(check, value, now));
    return solved && useUp(insurer, check!.id, attempt);
  }

  return {
    /** The check that the next code from this source needs, if it needs one: for a form that is about to be shown. */
    async needs(
      tenant: string | undefined,
      origin: Origin,
      wanted?: WantedCheck,
    ): Promise<AskedCheck | undefined> {
      const insurer = insurerOf(tenant);
      const counter = lockouts.resumeCodeCounter({ insurer, origin });
      if (!counter) return undefined;
      try {
        return (await lockouts.peek(counter)).admitted
          ? undefined
          : await askAsWanted(insurer, wanted, origin);
      } catch (error) {
        if (error instanceof TooMany) return undefined;
        throw error;
      }
    },

    /**
     * Joins by a resume code, once; the same `input` with the same code again is counted once, and finds the same
     * session. Counted before it is looked up, taken back when it fits. Throws `Refused('code-unknown')`; `CheckFirst`,
     * uncounted, when a check is needed that was not solved; `TooMany`.
     */
    async resume(
      { input, ...by }: ResumeBy,
      origin: Origin,
      solved?: SolvedCheck,
    ): Promise<Reply & { readonly token: string }> {
      const insurer = insurerOf(by.tenant);
      const counter = lockouts.resumeCodeCounter({ insurer, origin });
      const derived = (purpose: string) => vault.digest(purpose, `${input}|${by.code}`).replace(/^.*\./, '');
      const secret = input === undefined ? randomness.token(32) : derived('resume-holder');
      if (!counter) return engine.join(by, origin, secret);
      const id = input === undefined ? randomness.token(12) : derived('resume-attempt');
      const checked = solved !== undefined && (await isSolved(solved, id, { insurer, origin }));
      const { admitted } = await lockouts.attempt(counter, id, checked);
      if (!admitted) throw new CheckFirst(insurer.policies.source.checkWindowMs / 1000, await askProof());
      const joined = await engine.join(by, origin, secret);
      await lockouts.tell(counter, { type: 'SUCCEEDED', id });
      return joined;
    },
  };
}
