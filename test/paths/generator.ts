import { type Journeys, type Node, nodeKey, type Start, type Step } from './journeys.ts';
import { edgeName } from './model.ts';

export interface Path {
  readonly start: Start;
  readonly steps: readonly Step[];
}

export interface Plan {
  readonly paths: readonly Path[];
  /** How many moments were looked at to find them. */
  readonly moments: number;
  /** Goals left to another plan. */
  readonly missed: readonly string[];
}

export interface CoverOptions {
  readonly seed: number;
  readonly goals: readonly string[];
  /** What nothing reaches is another plan's, not an error. */
  readonly leave?: boolean;
  /** Goals that no path may pass, and that none has to reach. */
  readonly without?: readonly string[];
}

interface Way {
  readonly step: Step;
  readonly to: string;
}

interface Found extends Way {
  readonly key: string;
  readonly via: ReadonlyMap<string, { before: string; step: Step } | undefined>;
}

/** The same seed gives the same paths. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const result = [...list];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}

/** Longer ones would rest too long or fail too often to be one person's visit. */
const longest = 14;
/** How far a path goes on for something new before a fresh visit is simpler. */
const detour = 3;

/**
 * Paths that together reach every goal: every transition, loops and ways back included (edge coverage). From
 * where a path stands, the nearest step that makes something new is taken; a path ends when a fresh start is
 * nearer. Goals that nothing reaches are an error that names them.
 */
export function cover(
  journeys: Journeys,
  starts: readonly Start[],
  { seed, goals, leave, without = [] }: CoverOptions,
): Plan {
  const random = mulberry32(seed);
  const barred = new Set(without);
  const open = new Set(goals.filter((goal) => !barred.has(goal)));
  const known = new Map<string, { node: Node; steps?: readonly Way[] }>();
  const keep = (node: Node): string => {
    const key = nodeKey(node);
    if (!known.has(key)) known.set(key, { node });
    return key;
  };
  const ways = (key: string): readonly Way[] => {
    const entry = known.get(key)!;
    entry.steps ??= shuffled(journeys.steps(entry.node), random)
      .filter((step) => !step.goals.some((goal) => barred.has(goal)))
      .map((step) => ({ step, to: keep(step.to) }));
    return entry.steps;
  };
  const roots = shuffled(starts, random).flatMap((start) =>
    journeys.start(start).map(({ node, edges }) => ({ start, key: keep(node), goals: edges.map(edgeName) })),
  );

  /** The shortest way from one of these moments to a step that reaches something new. */
  const nearest = (from: readonly string[], limit: number): Found | undefined => {
    if (open.size === 0) return undefined;
    const via = new Map<string, { before: string; step: Step } | undefined>(
      from.map((key) => [key, undefined]),
    );
    let frontier = [...from];
    for (let depth = 1; frontier.length > 0 && depth <= limit; depth++) {
      const next: string[] = [];
      for (const key of frontier)
        for (const { step, to } of ways(key)) {
          if (step.goals.some((goal) => open.has(goal))) return { key, step, to, via };
          if (via.has(to)) continue;
          via.set(to, { before: key, step });
          next.push(to);
        }
      frontier = next;
    }
    return undefined;
  };

  const paths: Path[] = [];
  const rootKeys = roots.map(({ key }) => key);
  for (let fresh = nearest(rootKeys, longest); fresh; fresh = nearest(rootKeys, longest)) {
    const steps: Step[] = [];
    const take = (found: Found): string => {
      const way: Step[] = [found.step];
      let key = found.key;
      for (let link = found.via.get(key); link; link = found.via.get(key)) {
        way.unshift(link.step);
        key = link.before;
      }
      steps.push(...way);
      for (const step of way) for (const goal of step.goals) open.delete(goal);
      return key;
    };
    const first = take(fresh);
    const root = roots.find(({ key }) => key === first)!;
    for (const goal of root.goals) open.delete(goal);
    for (let at = fresh.to; steps.length < longest; ) {
      const further = nearest([at], Math.min(detour, longest - steps.length));
      if (!further) break;
      take(further);
      at = further.to;
    }
    paths.push({ start: root.start, steps });
  }
  if (open.size > 0 && !leave) throw new Error(`no path reaches: ${[...open].join(' · ')}`);
  return { paths, moments: known.size, missed: [...open] };
}
