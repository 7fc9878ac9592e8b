import { nodeKey, type Journeys, type Node, type Start, type Step } from './journeys.ts';
import { edgeName } from './model.ts';

export interface Path {
  readonly start: Start;
  readonly steps: readonly Step[];
}

export interface Plan {
  readonly paths: readonly Path[];
  readonly goals: readonly string[];
  readonly nodes: number;
  readonly steps: number;
}

/** The same seed gives the same paths. */
export function mulberry32(seed: number): () => number {
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
const longest = 12;

/**
 * Paths that together make every transition, loops and ways back included (edge coverage). From where a path
 * stands, the nearest step that makes something new is taken; a path ends when a fresh start is nearer.
 */
export function cover(journeys: Journeys, starts: readonly Start[], seed: number): Plan {
  const random = mulberry32(seed);
  const nodes = new Map<string, { node: Node; steps: { step: Step; to: string }[] }>();
  const roots: { start: Start; key: string; goals: readonly string[] }[] = [];
  const queue: Node[] = [];
  const visit = (node: Node): string => {
    const key = nodeKey(node);
    if (!nodes.has(key)) {
      nodes.set(key, { node, steps: [] });
      queue.push(node);
    }
    return key;
  };
  for (const start of starts)
    for (const { node, edges } of journeys.start(start)) roots.push({ start, key: visit(node), goals: edges.map(edgeName) });
  for (let i = 0; i < queue.length; i++) {
    const node = queue[i]!;
    const entry = nodes.get(nodeKey(node))!;
    for (const step of shuffled(journeys.steps(node), random)) entry.steps.push({ step, to: visit(step.to) });
    if (nodes.size > 60_000) throw new Error('the model has no end: its identity is not bounded');
  }

  const open = new Set<string>();
  for (const { goals } of roots) for (const goal of goals) open.add(goal);
  for (const { steps } of nodes.values()) for (const { step } of steps) for (const goal of step.goals) open.add(goal);
  const goals = [...open].sort();

  /** The shortest way from one of these moments to a step that reaches something new. */
  const nearest = (from: readonly string[], limit: number) => {
    const via = new Map<string, { before: string; step: Step } | undefined>(from.map((key) => [key, undefined]));
    let frontier = [...from];
    for (let depth = 1; frontier.length > 0 && depth <= limit; depth++) {
      const next: string[] = [];
      for (const key of frontier)
        for (const { step, to } of nodes.get(key)!.steps) {
          if (step.goals.some((goal) => open.has(goal))) return { key, step, to, via, depth };
          if (!via.has(to)) {
            via.set(to, { before: key, step });
            next.push(to);
          }
        }
      frontier = next;
    }
    return undefined;
  };

  const paths: Path[] = [];
  const rootKeys = roots.map(({ key }) => key);
  while (open.size > 0) {
    const fresh = nearest(rootKeys, longest);
    if (!fresh) break;
    const steps: Step[] = [];
    const take = (found: NonNullable<ReturnType<typeof nearest>>) => {
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
    const root = take(fresh);
    const { start, goals: begun } = roots.find(({ key }) => key === root)!;
    for (const goal of begun) open.delete(goal);
    let at = fresh.to;
    while (steps.length < longest) {
      const further = nearest([at], longest - steps.length);
      if (!further || further.depth > 4) break;
      take(further);
      at = further.to;
    }
    paths.push({ start, steps });
  }
  for (const { start, goals: reached } of roots)
    if (reached.some((goal) => open.has(goal))) {
      paths.push({ start, steps: [] });
      for (const goal of reached) open.delete(goal);
    }
  if (open.size > 0) throw new Error(`no path covers ${[...open].join(' · ')}`);
  return { paths, goals, nodes: nodes.size, steps: [...nodes.values()].reduce((sum, { steps }) => sum + steps.length, 0) };
}
