import type { Locale } from '../envelope.ts';
import type { BegunElsewhere, Reply } from './exchange.ts';
import { type Offered, offered } from './offered.ts';
import type { Session } from './session.ts';
import type { EngineOptions, Turning } from './turning.ts';
import { presentElsewhere } from './view.ts';

/** What each holder of a session is shown of it, and may answer. */
export function createReplying({ registry, wordings }: EngineOptions, { show }: Turning) {
  /** How this holder's channel words a view: a telephone says it, a page heads it. */
  const wordingFor = ({ holders }: Session, digest: string): string | undefined =>
    wordings?.get(holders.find((holder) => holder.digest === digest)?.channel ?? '');

  /** What this holder sees. Proof given by another holder is never shown, nor what followed from it (X20, P14). */
  const reply = (session: Session, holder: string, locale?: Locale): Reply =>
    session.provenBy !== undefined && session.provenBy !== holder
      ? {
          view: presentElsewhere(show(session, locale), registry, locale ?? session.locale),
          draft: {},
          tenant: session.tenant,
          ...begunElsewhere(session, holder),
        }
      : {
          view: show(session, locale, wordingFor(session, holder)),
          draft: session.draftBy === holder ? (session.draft ?? {}) : {},
          tenant: session.tenant,
          ...(session.provenBy !== undefined && { provenHere: true as const }),
          ...(session.entry.given.login !== undefined && { begunSignedIn: true as const }),
          ...begunElsewhere(session, holder),
        };

  /** What this holder may answer: as `reply`, but without wording a view that nobody will see. */
  const askedOf = (session: Session, holder: string): Offered =>
    session.provenBy !== undefined && session.provenBy !== holder
      ? reply(session, holder).view
      : offered(session, registry);

  return { reply, askedOf };
}

export type Replying = ReturnType<typeof createReplying>;

function begunElsewhere(
  { holders: [first], startedAt }: Session,
  holder: string,
): { readonly begunElsewhere?: BegunElsewhere } {
  if (!first || first.digest === holder) return {};
  return { begunElsewhere: { channel: first.channel, since: startedAt } };
}
