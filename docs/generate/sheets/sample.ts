import type { AnyStateNode } from 'xstate';
import type { Insurer } from '../../../machines/domain/insurer.ts';
import { expectedBy } from '../../../machines/domain/working-days.ts';
import { initially } from '../../../machines/engine/pure.ts';
import type { RegisteredFlow, Registry } from '../../../machines/engine/registry.ts';
import type { Session } from '../../../machines/engine/session.ts';
import { present } from '../../../machines/engine/view.ts';
import type { Locale, View } from '../../../machines/envelope.ts';
import type { ViewMeta } from '../../../machines/flow.ts';

/** A Monday without holidays near it; every date of a sheet follows from it. */
export const sampleNow = Date.UTC(2026, 2, 2, 9);

/** What charts learn on the way, as an example: no chart’s own knowledge is replaced. */
function examples(insurer: Insurer): Record<string, unknown> {
  const due = expectedBy(insurer.letter.delay, sampleNow);
  return {
    followUp: '123456',
    requestedAt: sampleNow,
    expectedBy: due,
    usableFrom: due,
    until: due,
    requestId: 'A1B2C3',
    address: '…',
    zone: insurer.information.card[0]?.mark,
    kind: 'hospital',
    beneficiary: '…',
    provider: '…',
    careDate: '…',
    details: '',
    hasDetails: 'no',
    idProblem: 'other',
    idAfter: '…',
    locale: insurer.phone.languages[0],
  };
}

/** Every state of a flow in which somebody is asked or told something, in the chart’s order. */
export function shownStates(node: AnyStateNode): AnyStateNode[] {
  const own = (node.meta as { view?: ViewMeta } | undefined)?.view && node.path.length > 0 ? [node] : [];
  return [...own, ...Object.values(node.states).flatMap((child) => shownStates(child as AnyStateNode))];
}

/** A state as a caller meets it, worded for the ear: by the same code as in a call. */
export function spokenSample(
  flow: RegisteredFlow,
  node: AnyStateNode,
  { registry, insurer, locale }: { registry: Registry; insurer: Insurer; locale: Locale },
): View {
  const given = flow.input?.(insurer, {});
  const [{ context: own }] = initially(flow.machine, given);
  const known = Object.fromEntries(Object.entries(own as object).filter(([, value]) => value !== undefined));
  const session: Session = {
    tenant: insurer.id,
    locale,
    turn: 1,
    frames: [
      {
        flow: flow.id,
        version: flow.version,
        hash: flow.hash,
        value: placeOf(node),
        context: { ...examples(insurer), ...known },
        timers: [],
      },
    ],
    entry: { flow: flow.id, given: {} },
    startedAt: sampleNow,
    restUntil: sampleNow + insurer.policies.lifetimes.restMs,
    holders: [],
    outbox: [],
  };
  try {
    return present(session, { registry, insurer, now: sampleNow, wording: 'spoken' }, locale);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${flow.id}, ${node.path.join('.')}, ${insurer.id}: ${what} – is there an example of it above?`,
    );
  }
}

/** `['a', 'b']` as XState writes it: `{a: 'b'}`. */
const placeOf = ({ path }: AnyStateNode): unknown =>
  path
    .toReversed()
    .reduce<unknown>((inner, key) => (inner === undefined ? key : { [key]: inner }), undefined);
