import type { Insurer } from '../../machines/domain/insurer.ts';
import { flows } from '../../machines/flows/index.ts';
import { claim } from './charts/email.ts';
import { link } from './charts/expected-flow.ts';
import { expectedFlows } from './charts/index.ts';
import { cover, type Plan } from './generator.ts';
import { Journeys, type Start } from './journeys.ts';
import { expectedEdges, expectedEverywhere } from './model.ts';
import { possible } from './possible.ts';
import { walletAllows } from './wallet.ts';

export interface Proof extends Plan {
  readonly goals: readonly string[];
  readonly journeys: Journeys;
}

/** Flows whose transitions differ by insurer; the others are the same chart with other words. */
const byInsurer = ['sign-in-help'];

/** A guide offers its own flow, an insurer the others: the same charts need no second walk with other contacts. */
const offers = ({ kind }: Insurer, flow: string): boolean => (kind === 'guide') === /^ecps(-|$)/.test(flow);

export interface PlanOptions {
  /** The goals of these flows only. */
  readonly only?: readonly string[] | undefined;
  /** What the world has for a wallet. */
  readonly wallet?: 'simulated' | 'none';
  /** These goals, of all there are. */
  readonly goals?: readonly string[];
  /** What cannot be reached is left to another plan (`missed`). */
  readonly leave?: boolean;
  /** Goals that no path may pass: where they lead must be reached without them. */
  readonly without?: readonly string[];
}

/** Paths for one insurer. */
export function planFor(
  insurer: Insurer,
  ladder: 'cpms' | 'abela',
  seed: number,
  { only, wallet = 'simulated', leave = false, without = [], ...given }: PlanOptions = {},
): Proof {
  const expected = expectedFlows(ladder, insurer.code.length, insurer.mailboxes.person !== undefined);
  const shown = new Map(flows.filter(({ id }) => expected.has(id)).map((flow) => [flow.id, flow]));
  const allowed: typeof possible = (outcome, ...asked) =>
    walletAllows(outcome, wallet) && possible(outcome, ...asked);
  // Offered by insurers too, and walked where it is at home: at its guide.
  const isWalkedElsewhere = (flow: string) => insurer.kind === 'insurer' && /^ecps/.test(flow);
  const journeys = new Journeys({ flows: shown, expected, insurer, possible: allowed, isWalkedElsewhere });
  const starts = [...shown.values()]
    .filter(({ id, role }) => role === 'public' && offers(insurer, id))
    .map(({ id, needsToken }): Start => ({ flow: id, given: needsToken ? { right: link } : {} }));
  // The link of a mail may begin it too (D04).
  if (starts.some(({ flow }) => flow === 'email-registration'))
    starts.push({ flow: 'email-registration', given: { claim } });
  const wanted = [...expected.values()].filter(
    ({ id }) => offers(insurer, id) && (!only || only.includes(id)),
  );
  const goals =
    given.goals ?? wanted.flatMap((flow) => [...expectedEdges(flow), ...expectedEverywhere(flow, insurer)]);
  return { ...cover(journeys, starts, { seed, goals, leave, without }), goals, journeys };
}

export { byInsurer };
