import { Refused, StaleTurn } from '../errors.ts';
import { type TooLong, toEvent } from './answer.ts';
import { refusalOf, withAccepted, withDraft, withoutDraft, withRefused } from './draft.ts';
import type { AnswerRequest, Reply } from './exchange.ts';
import { digress, enter, send, snapshotOf } from './frames.ts';
import type { Offered } from './offered.ts';
import type { Opening } from './opening.ts';
import { digressionOf } from './registry.ts';
import type { Replying } from './replying.ts';
import { createSameAnswer } from './same-answer.ts';
import { type Session, type SessionToken, withoutOffers } from './session.ts';
import { type EngineOptions, othersCall, type Turning, type TurnScope } from './turning.ts';
import { whereabouts } from './view.ts';

/** One answer to a session, in one commit. Throws `LostRace` to whoever queues and repeats it. */
export function createAnswering(
  options: EngineOptions,
  { settle, resting, save }: Turning,
  { open, reply, askedOf }: Pick<Opening, 'open'> & Replying,
) {
  const { registry, clock } = options;
  const sameAnswer = createSameAnswer(options.vault);

  async function answerOnce(request: AnswerRequest, token: SessionToken): Promise<Reply> {
    const opened = await open(token, request.origin, request.turn === 1 ? request.begin : undefined);
    const { session, scope } = opened;
    if (session.pending) await othersCall();
    const given = { session: scope.id, turn: request.turn, answer: request.answer };
    if (session.last?.turn === request.turn) {
      if (opened.dirty) await save(session, scope);
      const now = reply(session, scope.holder, request.locale);
      const mine = session.provenBy === undefined || session.provenBy === scope.holder;
      const again = session.recorded && mine ? { ...now, view: session.recorded } : now;
      const { by, digest = '' } = session.last;
      const like = by === scope.holder ? sameAnswer.compare(given, digest) : 'other';
      return {
        ...again,
        ...(like === 'proof' && session.connected && { connected: session.connected }),
        ...(like === 'other' && { answeredOtherwise: true as const }),
      };
    }
    if (session.turn !== request.turn) {
      if (opened.dirty) await save(session, scope);
      throw new StaleTurn(reply(session, scope.holder, request.locale).view);
    }
    const asked = askedOf(session, scope.holder);
    const event = toEvent(request.answer, asked, (choice) => digressionOf(registry, choice) !== undefined);
    const after = proven(session, asked, event, {
      after: await accept({ ...session, locale: request.locale ?? session.locale }, event, scope),
      holder: scope.holder,
    });
    const signedIn = after.connected !== undefined && session.connected === undefined;
    const digest = sameAnswer.digest(given, signedIn);
    const next: Session = { ...after, last: { turn: session.turn, by: scope.holder, digest } };
    await save(next, scope);
    const result = reply(next, scope.holder, request.locale);
    options.watch?.({
      type: 'turn',
      flow: result.view.flow,
      state: result.view.state,
      ...(result.view.error && { error: result.view.error.id }),
    });
    return { ...result, ...(next.connected && { connected: next.connected }) };
  }

  async function accept(
    session: Session,
    event: ReturnType<typeof toEvent>,
    scope: TurnScope,
  ): Promise<Session> {
    const now = clock.now();
    const { recorded: _recorded, ...rest } = withoutDraft(session);
    const answered: Session = { ...rest, turn: session.turn + 1 };
    const world = { registry, insurer: scope.insurer, now };
    const asked: Session = { ...session };
    if (event.type === 'TOO_LONG') return tooLong(session, answered, event, scope);
    if (event.type === 'CHOSE.stop') return { ...answered, ended: { at: now, how: 'stopped' } };
    if (event.type === 'CHOSE.start-over') {
      const first = enter(world, session.entry.flow, session.entry.given);
      const over = withoutOffers(carry(await settle(asked, first, scope, 'answer'), answered, scope), now);
      // What was given for the step that is left leads to none; what has been done since is not done again by whoever joins.
      return { ...over, ...(session.provenAt && { provenAt: over.frames }) };
    }
    const heard = snapshotOf(registry, session.frames.at(-1)!).can(event);
    // A chart that hears the choice itself knows better what it leads to.
    const digression = 'choice' in event && !heard ? digressionOf(registry, event.choice) : undefined;
    if (digression) {
      const given = { digression: true, ...digression.given, from: whereabouts(registry, session) } as const;
      const left = digress(world, session.frames, { flow: digression.flow, given });
      return withDraft(carry(await settle(asked, left, scope, 'answer'), answered, scope), session, registry);
    }
    if (!heard) throw new Refused('not-offered', 'this state does not accept this answer');
    const stepped = send(world, session.frames, event);
    const after = carry(await settle(asked, stepped, scope, 'answer'), answered, scope);
    if (event.type !== 'ANSWERED') return withDraft(after, session, registry);
    const given = { values: event.values, holder: scope.holder, before: session };
    const error = refusalOf(after);
    if (!error) return withAccepted(after, given, registry);
    // Whoever is told to come back at an hour finds the question still there (X04, X23).
    const kept = withRefused(after, given);
    if (error.retryAt === undefined) return kept;
    const { restUntil } = resting(kept, scope.insurer, Math.max(now, error.retryAt));
    return { ...kept, restUntil, restAtLeast: restUntil };
  }

  /** The question is asked again as it stands: no chart hears what is too long to be kept. */
  function tooLong(
    before: Session,
    answered: Session,
    { field, values }: TooLong,
    scope: TurnScope,
  ): Session {
    const top = answered.frames.at(-1)!;
    const blamed = { ...top.context, error: { id: 'text-too-long', field }, notices: undefined };
    const frames = [...answered.frames.slice(0, -1), { ...top, context: blamed }];
    const again = resting({ ...answered, frames }, scope.insurer, clock.now());
    return withRefused(again, { values, holder: scope.holder, before });
  }

  /** What the calls made of the session, with the turn's own bookkeeping. */
  function carry(
    { frames, outbox, ended: end, connected, provenAt }: Session,
    answered: Session,
    { insurer }: TurnScope,
  ): Session {
    const kept = {
      ...(end && { ended: end }),
      ...(connected && { connected }),
      ...(provenAt && { provenAt }),
    };
    return resting({ ...answered, frames, outbox, ...kept }, insurer, clock.now());
  }

  return answerOnce;
}

/**
 * Whoever gives a secret that is accepted is from then on the only one who sees what it opened (X20, P14). The first
 * such question is kept, for a hand-over to begin at; one that was entered with proof has none.
 */
function proven(
  { provenBy, frames }: Session,
  asked: Offered,
  event: ReturnType<typeof toEvent>,
  { after, holder }: { readonly after: Session; readonly holder: string },
): Session {
  if (event.type !== 'ANSWERED') return after;
  const gaveSecret = asked.fields.some(({ name, secret }) => secret && event.values[name]);
  if (!gaveSecret || refusalOf(after)) return after;
  const isFirst = provenBy === undefined && !after.ended;
  return { ...after, provenBy: holder, ...(isFirst && { provenAt: frames }) };
}
