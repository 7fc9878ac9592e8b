import type { Insurer } from '../../machines/domain/insurer.ts';
import { flows } from '../../machines/flows/index.ts';
import { link } from './charts/expected-flow.ts';
import { expectedFlows } from './charts/index.ts';
import { cover, type Plan } from './generator.ts';
import { Journeys } from './journeys.ts';
import { expectedEdges, expectedEverywhere } from './model.ts';
import { possible } from './possible.ts';

export interface Proof extends Plan {
  readonly goals: readonly string[];
  readonly journeys: Journeys;
}

/** Flows whose transitions differ by insurer; the others are the same chart with other words. */
const byInsurer = ['sign-in-help'];

/** Paths for one insurer. `only`: the goals of these flows. */
export function planFor(
  insurer: Insurer,
  ladder: 'cpms' | 'abela',
  seed: number,
  only?: readonly string[],
): Proof {
  const expected = expectedFlows(ladder, insurer.code.length);
  const shown = new Map(flows.filter(({ id }) => expected.has(id)).map((flow) => [flow.id, flow]));
  const journeys = new Journeys({ flows: shown, expected, insurer, possible });
  const starts = [...shown.values()]
    .filter(({ id, role }) => role === 'public' && (!only || only.includes(id)))
    .map(({ id, needsToken }) => ({ flow: id, given: needsToken ? { right: link } : {} }));
  const wanted = [...expected.values()].filter(({ id }) => !only || only.includes(id));
  const goals = wanted.flatMap((flow) => [...expectedEdges(flow), ...expectedEverywhere(flow)]);
  return { ...cover(journeys, starts, { seed, goals }), goals, journeys };
}

export { byInsurer };
