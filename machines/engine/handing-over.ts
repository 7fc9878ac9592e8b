import { Refused } from '../errors.ts';
import type { Origin } from '../flow.ts';
import {
  type HandOver,
  holderDigest,
  mostHolders,
  parseToken,
  type Session,
  type SessionToken,
  serves,
  sessionKind,
  withoutOffers,
} from './session.ts';
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
}

/**
 * How a session passes to another channel and keeps its step (X11, X20, P14). Each that writes does so
 * in one commit and throws `LostRace` to whoever queues and repeats it.
 */
export function createHandingOver(options: EngineOptions, turning: Turning, { open }: Parts) {
  const { documents, clock, vault, randomness } = options;
  const { insurerOf, resting, readFrames, save } = turning;

  return {
    /** A new code and link; the older ones of this holder are dead, those of others live on. */
    async offer(token: string): Promise<Offer> {
      const { session, scope } = await open(parseToken(token));
      if (session.ended) throw unknownSession();
      if (session.pending) await othersCall();
      const { link } = scope.insurer.policies;
      const offer = {
        code: randomness.digits(8),
        token: randomness.token(24),
        until: clock.now() + link.handOverMs,
      };
      const handOver: HandOver = {
        codeDigest: vault.digest('resume-code', offer.code),
        tokenDigest: vault.digest('hand-over', offer.token),
        until: offer.until,
        by: scope.holder,
      };
      const others = (session.handOvers ?? []).filter(({ by }) => by !== scope.holder);
      const handedOver = { ...session, handOvers: [...others, handOver] };
      await save(resting(handedOver, scope.insurer, clock.now()), scope);
      return offer;
    },

    /** What this holder gave and nobody has used is over, as if its time were. Others’ live on, and so does a page that is open. */
    async takeBack(token: string): Promise<void> {
      const { session, scope } = await open(parseToken(token));
      if (session.ended) throw unknownSession();
      const taken = withoutOffers(session, clock.now(), ({ by }) => by === scope.holder);
      if (taken === session) return;
      if (session.pending) await othersCall();
      await save(taken, scope);
    },

    /** The session that waits for this code or link, or that this holder has joined by it. Throws `Refused('code-unknown')`. */
    async find(by: JoinBy, secret: string): Promise<string> {
      const keys =
        'code' in by
          ? vault.digests('resume-code', by.code).map((digest) => `resume:${digest}`)
          : vault.digests('hand-over', by.link).map((digest) => `hand-over:${digest}`);
      // Eight digits come up again in time: those of a session that waits no more do not count.
      const found = (await Promise.all(keys.map((key) => documents.find<Session>(sessionKind, key))))
        .flat()
        .find(({ body }) => opened(body, by, holderDigest(secret)));
      if (!found) throw codeUnknown();
      return found.id;
    },

    /**
     * Uses the code or link up (P04) and makes whoever joined a holder by this secret of theirs; with the same one
     * again nothing changes. Where the giver had proven who they are, the session goes back to the question before
     * that, and is proven anew by whoever answers it (P14).
     */
    async join(id: string, by: JoinBy, origin: Origin, secret: string): Promise<string> {
      const document = await documents.load<Session>(sessionKind, id);
      const session = document?.body;
      const digest = holderDigest(secret);
      const handOver = session && opened(session, by, digest);
      if (!document || !session || !handOver) throw codeUnknown();
      const token = id + secret;
      if (handOver.used) return token;
      if (session.pending) await othersCall();
      const joined = fewEnough({
        ...unproven(session, handOver),
        handOvers: session.handOvers!.map((one) => (one === handOver ? { ...one, used: digest } : one)),
        holders: [...session.holders, { digest, channel: origin.channel, since: clock.now() }],
      });
      const insurer = insurerOf(session.tenant);
      await save(joined, { insurer, id, origin, holder: digest, rev: document.rev });
      return token;
    },
  };

  /** Nothing of what the proof opened is left: not its answer, recorded or not, nor what was typed since. */
  function unproven(session: Session, { by }: HandOver): Session {
    const { provenBy, provenAt, recorded: _recorded, draft: _draft, draftBy: _by, ...rest } = session;
    if (!provenAt || provenBy !== by) return session;
    return { ...rest, frames: readFrames(provenAt), turn: session.turn + 1 };
  }

  /** What this code or link opens there, if it still does, or has opened for this holder. */
  function opened(session: Session, by: JoinBy, digest: string): HandOver | undefined {
    const elsewhere = 'code' in by && (by.tenant ?? session.tenant) !== session.tenant;
    const fits = ({ codeDigest, tokenDigest }: HandOver) =>
      'link' in by
        ? vault.matches('hand-over', by.link, tokenDigest)
        : vault.matches('resume-code', by.code, codeDigest);
    if (elsewhere) return undefined;
    const isTheirs = ({ used }: HandOver) =>
      used === digest && session.holders.some((holder) => holder.digest === digest);
    return session.handOvers?.find(
      (one) => (serves(one, session, clock.now()) || isTheirs(one)) && fits(one),
    );
  }
}

/**
 * Over `mostHolders` whoever joined first goes, with the codes and links they gave: never who began the session, gave
 * the proof, has just joined, or gave what that was done by.
 */
function fewEnough(session: Session): Session {
  const [begun, ...others] = session.holders;
  const last = others.at(-1)?.digest;
  const giver = session.handOvers?.find(({ used }) => used === last)?.by;
  const dropped = others
    .map(({ digest }) => digest)
    .filter((digest) => ![begun?.digest, session.provenBy, last, giver].includes(digest))
    .slice(0, Math.max(0, session.holders.length - mostHolders));
  return {
    ...session,
    holders: session.holders.filter(({ digest }) => !dropped.includes(digest)),
    handOvers: session.handOvers!.filter(({ by }) => !dropped.includes(by)),
  };
}

const codeUnknown = () => new Refused('code-unknown', 'this code is not known, or it has been used');
