import { Refused } from '../errors.ts';
import type { Origin } from '../flow.ts';
import type { Reply } from './engine.ts';
import { holderDigest, parseToken, type Session, type SessionToken, sessionKind } from './session.ts';
import { type EngineOptions, othersCall, type Turning, type TurnScope, unknownSession } from './turning.ts';

/** A code and a link by which another channel joins, once, until then. */
export interface Offer {
  readonly code: string;
  readonly token: string;
  readonly until: number;
}

export type JoinBy = { readonly code: string; readonly tenant?: string } | { readonly link: string };

interface Parts {
  readonly open: (token: SessionToken) => Promise<{ readonly session: Session; readonly scope: TurnScope }>;
  readonly reply: (session: Session, holder: string) => Reply;
}

/**
 * How a session passes to another channel and keeps its step (X11, X20, P14). Each of the two that write does so
 * in one commit and throws `LostRace` to whoever queues and repeats it.
 */
export function createHandingOver(options: EngineOptions, turning: Turning, { open, reply }: Parts) {
  const { documents, clock, vault, randomness } = options;
  const { insurerOf, save } = turning;

  return {
    /** A new code and link; the older ones are dead. */
    async offer(token: string): Promise<Offer> {
      const { session, scope } = await open(parseToken(token));
      if (session.ended) throw unknownSession();
      if (session.pending) await othersCall();
      const { link, lifetimes } = scope.insurer.policies;
      const offer = {
        code: randomness.digits(8),
        token: randomness.token(24),
        until: clock.now() + link.handOverMs,
      };
      const handOver = {
        codeDigest: vault.digest('resume-code', offer.code),
        tokenDigest: vault.digest('hand-over', offer.token),
        until: offer.until,
      };
      // Never shorter than the flow rests by itself (X23: a week for some).
      const restMs = Math.max(session.restMs, lifetimes.restHandedOverMs);
      const restUntil = Math.max(session.restUntil, clock.now() + restMs);
      await save({ ...session, handOver, restUntil, restMs }, scope);
      return offer;
    },

    /** The session that waits for this code or link. Throws `Refused('code-unknown')`. */
    async find(by: JoinBy): Promise<string> {
      const keys =
        'code' in by
          ? vault.digests('resume-code', by.code).map((digest) => `resume:${digest}`)
          : vault.digests('hand-over', by.link).map((digest) => `hand-over:${digest}`);
      // Eight digits come up again in time: those of a session that waits no more do not count.
      const found = (await Promise.all(keys.map((key) => documents.find<Session>(sessionKind, key))))
        .flat()
        .find(({ body }) => body.handOver && body.handOver.until > clock.now() && !body.ended);
      if (!found) throw codeUnknown();
      return found.id;
    },

    /** Uses the code or link up (P04) and gives a secret of its own to whoever joined. */
    async join(id: string, by: JoinBy, origin: Origin): Promise<Reply & { readonly token: string }> {
      const document = await documents.load<Session>(sessionKind, id);
      const session = document?.body;
      const now = clock.now();
      if (!document || !session || !opens(session, by) || session.handOver!.until <= now || session.ended)
        throw codeUnknown();
      if (session.pending) await othersCall();
      const token = id + randomness.token(32);
      const { handOver: _used, ...rest } = session;
      const holder = { digest: holderDigest(parseToken(token).secret), channel: origin.channel, since: now };
      const joined: Session = { ...rest, holders: [...session.holders, holder] };
      const insurer = insurerOf(session.tenant);
      await save(joined, { insurer, id, origin, holder: holder.digest, rev: document.rev });
      return { ...reply(joined, holder.digest), token };
    },
  };

  function opens({ handOver, tenant }: Session, by: JoinBy): boolean {
    if (!handOver) return false;
    if ('link' in by) return vault.matches('hand-over', by.link, handOver.tokenDigest);
    return vault.matches('resume-code', by.code, handOver.codeDigest) && (by.tenant ?? tenant) === tenant;
  }
}

const codeUnknown = () => new Refused('code-unknown', 'this code is not known, or it has been used');
