import type { ChannelCapabilities } from '../../channels/channel.ts';
import { jsonChannelDescription } from '../../channels/json/index.ts';
import { webChannelDescription } from '../../channels/web/channel.ts';
import { flows } from '../../machines/flows/index.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';
import { requestsLongAgo } from './bring-about.ts';
import { expectedFlows } from './charts/index.ts';
import { botFrameworkDriver } from './drivers/bot-framework.ts';
import { directLineDriver } from './drivers/direct-line.ts';
import type { Driver } from './drivers/driver.ts';
import { engineDriver } from './drivers/engine.ts';
import { jsonDriver } from './drivers/json.ts';
import { webDriver } from './drivers/web.ts';
import { expectedLockout, expectedSource } from './lockout-charts.ts';
import { walkLockout, walkSource } from './lockout-walk.ts';
import { type Proof, planFor } from './plan.ts';
import type { Coverage } from './table.ts';
import { walk } from './walk.ts';

export interface ProvenChannel {
  readonly driver: Driver;
  /** None for the engine itself: it can do what charts ask. */
  readonly capabilities?: ChannelCapabilities;
}

export const channels: readonly ProvenChannel[] = [
  { driver: engineDriver },
  { driver: jsonDriver, capabilities: jsonChannelDescription.capabilities },
  // What a chat may not hear is walked on the page it gives, in the same session: nothing is excused.
  { driver: botFrameworkDriver },
  { driver: directLineDriver },
  { driver: webDriver, capabilities: webChannelDescription.capabilities },
];

/** The one place a reason for not covering a transition may come from: what a channel declares it cannot do. */
export function excuses(
  goals: readonly string[],
  capabilities?: ChannelCapabilities,
): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  if (capabilities && !capabilities.takesSecrets)
    for (const goal of goals)
      if (/^(credentials|current-code|choose-code|mail-code-question|letter-proof):/.test(goal))
        reasons.set(goal, 'takesSecrets');
  if (capabilities && !capabilities.showsLongTexts)
    for (const goal of goals)
      if (goal.startsWith('sign-in: awaiting-terms')) reasons.set(goal, 'showsLongTexts');
  return reasons;
}

export interface Walked extends Coverage {
  readonly failures: readonly string[];
}

export interface ProofOptions {
  readonly channel: ProvenChannel;
  readonly plan: Proof;
  readonly tenant: string;
  /** Whose order of help the insurer follows. */
  readonly ladder: 'cpms' | 'abela';
  readonly world: World;
}

/** Walks every path of a plan on one channel. Failures are collected: one does not hide the others. */
export async function walkAll({ channel, plan, tenant, ladder, world }: ProofOptions): Promise<Walked> {
  const { driver, capabilities } = channel;
  const reached = new Set<string>();
  const failures: string[] = [];
  const letters = plan.goals.some((goal) => goal.startsWith('letter-status:'));
  const reserve = plan.paths.length > 20 ? 20 : 2;
  const requests = letters ? await requestsLongAgo(world, tenant, reserve) : { late: [], lateAgain: [] };
  const walking = {
    world,
    driver,
    tenant,
    requests,
    journeys: plan.journeys,
    expected: expectedFlows(
      ladder,
      world.insurerOf(tenant).code.length,
      world.insurerOf(tenant).mailboxes.person !== undefined,
    ),
    flows: new Map(flows.map((flow) => [flow.id, flow])),
    insurer: world.insurerOf(tenant),
    reached: (goal: string) => void reached.add(goal),
  };
  for (const path of plan.paths)
    await walk(path, walking).catch((error: Error) => {
      world.unsprung();
      failures.push(error.message);
    });
  return {
    channel: driver.channel,
    reached,
    failures,
    excused: excuses(plan.goals, capabilities),
    paths: plan.paths.length,
    steps: plan.paths.reduce((sum, { steps }) => sum + steps.length, 0),
  };
}

export const lockoutGoals = [...expectedLockout, ...expectedSource];

/** The counters behind every question for a secret, through the same channel. */
export async function walkLockouts(
  world: World,
  driver: Driver,
  tenant: string,
): Promise<ReadonlySet<string>> {
  const reached = new Set<string>();
  const guessing = { world, driver, tenant, reached: (goal: string) => void reached.add(goal) };
  await walkLockout(guessing);
  await walkSource(guessing);
  return reached;
}

export const seed = Number(process.env.PROOF_SEED ?? 1);

export async function inWorld<T>(use: (world: World) => Promise<T>, options?: WorldOptions): Promise<T> {
  const world = await createWorld(options);
  try {
    return await use(world);
  } finally {
    await world.close();
  }
}

export { planFor };
