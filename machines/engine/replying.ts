import type { Locale } from '../envelope.ts';
import { isDigression } from '../flow.ts';
import type { BegunElsewhere, Reply, Step } from './exchange.ts';
import { type Offered, offered } from './offered.ts';
import type { Registry } from './registry.ts';
import type { Session } from './session.ts';
import type { EngineOptions, Turning } from './turning.ts';
import { presentElsewhere, stateName } from './view.ts';

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
          ...stepOf(session, registry),
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

/** The innermost flow that counts; somebody who asks something else in between stands at no step of it. */
function stepOf({ frames, ended }: Session, registry: Registry): { readonly step?: Step } {
  if (ended) return {};
  const index = frames.findLastIndex(({ flow }) => registry.get(flow).steps !== undefined);
  const [frame, inner, ...further] = frames.slice(index);
  if (index < 0 || !frame || [inner, ...further].some((one) => one && isDigression(registry.get(one.flow))))
    return {};
  const { steps = [] } = registry.get(frame.flow);
  const here = stateName(frame.value);
  const there = inner && `${here}/${stateName(inner.value)}`;
  const at = steps.findLastIndex((step) => step === here || step === there) + 1;
  return at === 0 ? {} : { step: { flow: frame.flow, at, of: steps.length } };
}
