import { expect } from 'vitest';
import type { Insurer } from '../../machines/domain/insurer.ts';
import { flows } from '../../machines/flows/index.ts';
import { demoGuide, demoInsurer } from '../support/insurer.ts';
import { providers } from '../support/phone/caller.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';
import { requestsLongAgo } from './bring-about.ts';
import { expectedFlows } from './charts/index.ts';
import { botFrameworkDriver } from './drivers/bot-framework.ts';
import { directLineDriver } from './drivers/direct-line.ts';
import { type Driver, NotThisWay } from './drivers/driver.ts';
import { engineDriver } from './drivers/engine.ts';
import { jsonDriver } from './drivers/json.ts';
import { telephoneDriver } from './drivers/telephone.ts';
import { webDriver } from './drivers/web.ts';
import type { Path } from './generator.ts';
import { expectedLockout, expectedSource } from './lockout-charts.ts';
import { walkLockout, walkSource } from './lockout-walk.ts';
import { byInsurer, type Proof, planFor } from './plan.ts';
import { storedBytes } from './stored-bytes.ts';
import type { Coverage } from './table.ts';
import { textsIn } from './texts-in.ts';
import { walk } from './walk.ts';

export interface ProvenChannel {
  readonly driver: Driver;
  /** Tried where the driver’s own way ends: another way in which the same person may go on, on this channel. */
  readonly otherWay?: Driver;
  /** The insurer that leads to the guide, on a channel where the guide has no address of its own. */
  readonly guideAt?: string;
  /** Whose counters are walked: an insurer that takes codes on this channel. */
  readonly lockoutsAt: string;
  /** The one place a reason for not covering a transition may come from: what cannot be there at all, by name. */
  readonly excused?: Readonly<Record<string, string>>;
}

/** What a chat may not hear is walked on the page it gives, in the same session: nothing is excused. */
export const channels: readonly ProvenChannel[] = [
  { driver: engineDriver, lockoutsAt: 'acs' },
  { driver: jsonDriver, lockoutsAt: 'acs' },
  { driver: botFrameworkDriver, lockoutsAt: 'acs' },
  { driver: directLineDriver, lockoutsAt: 'acs' },
  { driver: webDriver, lockoutsAt: 'acs' },
];

const noIds = 'callers press keys and speak: the id of a topic that does not exist is neither';

/** The telephone by each provider. What keys cannot give is walked on the page the spoken code leads to. */
export const telephones: readonly ProvenChannel[] = providers.map((provider) => ({
  driver: telephoneDriver(provider, 'keys'),
  otherWay: telephoneDriver(provider, 'page'),
  guideAt: 'cpms',
  lockoutsAt: 'cpms',
  excused: {
    'information: (begun) --asked of what is not told--> choosing-topic': noIds,
  },
}));

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
  const { driver, otherWay, excused = {} } = channel;
  const reached = new Set<string>();
  const failures: string[] = [];
  const outcomes = plan.paths.flatMap(({ steps }) => steps.flatMap((step) => step.outcomes));
  const tries = otherWay ? 2 : 1;
  const wanted = (outcome: string) => tries * outcomes.filter((one) => one.outcome === outcome).length;
  const reserve = { late: wanted('late'), lateAgain: wanted('late again') };
  const requests = await requestsLongAgo(world, tenant, reserve);
  const walking = {
    world,
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
  const failureOf = (path: Path, way: Driver): Promise<Error | undefined> =>
    walk(path, { ...walking, driver: way }).then(
      () => undefined,
      (error: Error) => {
        world.unsprung();
        return error;
      },
    );
  for (const path of plan.paths) {
    const first = await failureOf(path, driver);
    const elsewhere = otherWay && first?.cause instanceof NotThisWay;
    const failed = elsewhere ? await failureOf(path, otherWay) : first;
    if (failed) failures.push(failed.message);
  }
  return {
    channel: driver.channel,
    reached,
    failures,
    excused: new Map(Object.entries(excused).filter(([goal]) => plan.goals.includes(goal))),
    paths: plan.paths.length,
    steps: plan.paths.reduce((sum, { steps }) => sum + steps.length, 0),
  };
}

/** Everything that a channel is proven by, drawn up once for all channels alike. */
export interface Plans {
  readonly accounts: Proof;
  /** ABELA's ladder has rungs of its own (K05-K08). */
  readonly ladder: Proof;
  /** The e-CPS guide as in real life, where it only guides; then with the wallet, whatever is left. */
  readonly guiding: Proof;
  readonly following: Proof;
  readonly goals: readonly string[];
}

export function drawPlans({ guideAt, excused = {} }: Pick<ProvenChannel, 'guideAt' | 'excused'> = {}): Plans {
  const without = Object.keys(excused);
  // Reached on an insurer's line, it is that insurer's people who help.
  const guide: Insurer = guideAt ? { ...demoInsurer(guideAt), kind: 'guide' } : demoGuide;
  const only = flowsToProve;
  const accounts = planFor(demoInsurer('cpms'), 'cpms', seed, { only, without });
  const ladder = planFor(demoInsurer('abela'), 'abela', seed, {
    only: byInsurer.filter((id) => !only || only.includes(id)),
  });
  const guiding = planFor(guide, 'cpms', seed, { only, wallet: 'none', leave: true });
  const following = planFor(guide, 'cpms', seed, { goals: guiding.missed });
  const lockouts = only ? [] : lockoutGoals;
  const goals = new Set([...accounts.goals, ...ladder.goals, ...guiding.goals, ...lockouts]);
  return { accounts, ladder, guiding, following, goals: [...goals] };
}

/** Walks all of it on one channel. `look` is shown each world once everything in it has been walked. */
export async function walkPlans(
  channel: ProvenChannel,
  { accounts, ladder, guiding, following }: Plans,
  look: (world: World) => Promise<void>,
): Promise<Walked> {
  const { driver, lockoutsAt, guideAt = demoGuide.id } = channel;
  const walks = await inWorld(async (world) => {
    const main = await walkAll({ channel, plan: accounts, tenant: 'cpms', ladder: 'cpms', world });
    const other = await walkAll({ channel, plan: ladder, tenant: 'abela', ladder: 'abela', world });
    const lockouts = await walkLockouts(world, driver, lockoutsAt);
    await look(world);
    return [{ ...main, reached: new Set([...main.reached, ...lockouts]) }, other];
  });
  // Each in a world of its own: its clock runs by days (X23).
  for (const { wallet, plan } of [
    { wallet: 'none', plan: guiding },
    { wallet: 'simulated', plan: following },
  ] as const)
    await inWorld(
      async (world) => {
        walks.push(await walkAll({ channel, plan, tenant: guideAt, ladder: 'cpms', world }));
        await look(world);
      },
      { wallet },
    );
  return together(driver.channel, walks);
}

/** Several walks as one column of the table. */
export const together = (channel: string, walks: readonly Walked[]): Walked => ({
  channel,
  reached: new Set(walks.flatMap(({ reached }) => [...reached])),
  failures: walks.flatMap(({ failures }) => failures),
  excused: new Map(walks.flatMap(({ excused }) => [...excused])),
  paths: walks.reduce((sum, { paths }) => sum + paths, 0),
  steps: walks.reduce((sum, { steps }) => sum + steps, 0),
});

/** Every other path, from the first or from the second on. */
export function halfOf(plans: Plans, which: 0 | 1): Plans {
  const half = (plan: Proof): Proof => ({
    ...plan,
    paths: plan.paths.filter((_, index) => index % 2 === which),
  });
  const { accounts, ladder, guiding, following, goals } = plans;
  return {
    accounts: half(accounts),
    ladder: half(ladder),
    guiding: half(guiding),
    following: half(following),
    goals,
  };
}

/** What must be true of a channel that was walked: nothing failed, and nothing is missing that is not excused. */
export function expectProven({ failures, reached, excused }: Walked, { goals }: Plans): void {
  if (failures.length > 0)
    throw new Error(`${failures.length} paths failed\n\n${failures.slice(0, 5).join('\n\n')}`);
  const missing = goals.filter((goal) => !reached.has(goal) && !excused.has(goal));
  expect(missing, 'transitions that no path covers').toEqual([]);
  expect(
    [...excused.keys()].filter((goal) => reached.has(goal)),
    'transitions excused and yet made',
  ).toEqual([]);
  const lockouts = [...reached].filter((goal) => /^(?:lockout|source):/.test(goal));
  expect(
    lockouts.filter((edge) => !lockoutGoals.includes(edge)),
    'transitions nobody expects',
  ).toEqual([]);
}

/** P13: what a thief of the disk reads. */
export async function secretsOnDisk(world: World): Promise<void> {
  const bytes = await storedBytes(world);
  const telling = [...world.secrets].filter(({ length }) => length >= 8);
  expect(textsIn(bytes, telling), 'secrets in what is stored').toEqual([]);
}

export const lockoutGoals = [...expectedLockout, ...expectedSource];

/** The counters behind every question for a secret, through the same channel. */
async function walkLockouts(world: World, driver: Driver, tenant: string): Promise<ReadonlySet<string>> {
  const reached = new Set<string>();
  const guessing = { world, driver, tenant, reached: (goal: string) => void reached.add(goal) };
  await walkLockout(guessing);
  await walkSource(guessing);
  return reached;
}

export const seed = Number(process.env.PROOF_SEED ?? 1);

/** `PROOF_FLOW=letter-status,person`: while one flow is being written, the proof of it alone takes seconds. */
const flowsToProve = process.env.PROOF_FLOW?.split(',');

export async function inWorld<T>(use: (world: World) => Promise<T>, options?: WorldOptions): Promise<T> {
  const world = await createWorld(options);
  try {
    return await use(world);
  } finally {
    await world.close();
  }
}

export { planFor };
