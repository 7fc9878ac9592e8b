import { declared, type Values } from '../fields.ts';
import type { ShownContext } from '../flow.ts';
import { snapshotOf } from './frames.ts';
import { metaOf } from './offered.ts';
import type { Registry } from './registry.ts';
import type { Session } from './session.ts';

/** One answer that a chart has heard: who gave it, and to which question. */
interface Given {
  readonly values: Values;
  readonly holder: string;
  readonly before: Session;
}

/** What the chart refused of the last answer. */
export const refusalOf = ({ frames }: Session): ShownContext['error'] =>
  (frames.at(-1)?.context as ShownContext | undefined)?.error;

/** The form comes back as it was left: all that was typed is there, but what is secret (WCAG 3.3.7, X18). */
export function withRefused(after: Session, given: Given): Session {
  const shown = only(given.values, (name) => name !== 'humanCheck' && !declared(name)?.secret);
  return { ...after, ...drafted(given, shown) };
}

/**
 * An accepted answer is forgotten but where people come back to correct it (`ViewMeta.comesBack`), and there no
 * identifier stays (WCAG 3.3.7, X18). Whoever proves who they are finds nothing of what was typed before: it may have
 * been somebody else (P14).
 */
export function withAccepted(after: Session, given: Given, registry: Registry): Session {
  const { values, before } = given;
  if (Object.keys(values).some((name) => declared(name)?.secret && values[name])) return withoutDraft(after);
  const { comesBack } = metaOf(snapshotOf(registry, before.frames.at(-1)!)) ?? {};
  const lasting = only(
    comesBack ? values : {},
    (name) => !declared(name)?.secret && !declared(name)?.identifier,
  );
  return within({ ...after, ...drafted(given, lasting) }, before, registry);
}

/**
 * A choice within a flow, another human check or a look at the contacts, leaves what was typed for when the
 * question comes back (WCAG 3.3.7, X18); another flow does not.
 */
export const withDraft = (after: Session, before: Session, registry: Registry): Session =>
  within({ ...after, ...pick(before) }, before, registry);

export function withoutDraft({
  draft: _draft,
  draftBy: _by,
  ...rest
}: Session): Omit<Session, 'draft' | 'draftBy'> {
  return rest;
}

/** Of the one who answers: what others typed is theirs. */
function drafted({ values, holder, before }: Given, typed: Values): Pick<Session, 'draft' | 'draftBy'> {
  const mine = before.draftBy === holder ? (before.draft ?? {}) : {};
  const draft = { ...only(mine, (name) => !(name in values)), ...typed };
  return Object.keys(draft).length > 0 ? { draft, draftBy: holder } : {};
}

/**
 * Kept as long as the flow lasts and has not reached what it is for. A consent is given where it is asked: no box waits
 * ticked.
 */
function within({ draft, ...after }: Session, { frames }: Session, registry: Registry): Session {
  const [begun] = after.frames;
  const goesOn = begun && !after.ended && begun.flow === frames[0]?.flow;
  if (!draft || !goesOn || metaOf(snapshotOf(registry, begun))?.outcome) return withoutDraft(after);
  return { ...after, draft: only(draft, (_, value) => typeof value === 'string') };
}

const pick = ({ draft, draftBy }: Session) => ({
  ...(draft && { draft }),
  ...(draftBy !== undefined && { draftBy }),
});

const only = (values: Values, keeps: (name: string, value: string | boolean) => boolean): Values =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => keeps(name, value)));
