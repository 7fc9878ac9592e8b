import { describe, expect, it } from 'vitest';
import { flows } from '../../machines/flows/index.ts';
import { demoInsurer } from '../support/insurer.ts';
import { providers } from '../support/phone/caller.ts';
import { requestsLongAgo } from './bring-about.ts';
import { expectedFlows } from './charts/index.ts';
import { NotByKeys, telephoneDriver } from './drivers/telephone.ts';
import type { Path } from './generator.ts';
import { inWorld, planFor, seed } from './proof.ts';
import { walk } from './walk.ts';

const insurer = demoInsurer('cpms');
const plan = planFor(insurer, 'cpms', seed);

/**
 * No key and no sentence asks for one zone of the card from the main menu, or for what is not told at all; the
 * plan has no other way to a zone that leads back to a question.
 */
const notAsked =
  /information\.(?:zone-[a-f]|the weather)|asked of (?:zone-[a-f]|what is not told)|card-zone --chose back/;

const notByKeys = ({ cause }: Error) => cause instanceof NotByKeys;

describe.each(providers)('on the telephone by %s', { concurrent: true, timeout: 900_000 }, (provider) => {
  it('every path of every flow is walked by keys, or as the hand-over it becomes, to its end on the web in the same session (P09, P11, P13, P14, X20)', async () => {
    await inWorld(async (world) => {
      const reached = new Set<string>();
      const walking = {
        world,
        tenant: 'cpms',
        requests: await requestsLongAgo(world, 'cpms', 20),
        journeys: plan.journeys,
        expected: expectedFlows('cpms', world.insurerOf('cpms').code.length),
        flows: new Map(flows.map((flow) => [flow.id, flow])),
        insurer: world.insurerOf('cpms'),
        reached: (goal: string) => void reached.add(goal),
      };
      const go = (path: Path, way: 'keys' | 'page') =>
        walk(path, { ...walking, driver: telephoneDriver(provider, way) }).then(
          () => undefined,
          (error: Error) => {
            world.unsprung();
            return error;
          },
        );
      const failures: string[] = [];
      const left = () => plan.goals.filter((goal) => !reached.has(goal) && !notAsked.test(goal));
      const take = async (path: Path) => {
        const byKeys = await go(path, 'keys');
        const failed = byKeys && notByKeys(byKeys) ? await go(path, 'page') : byKeys;
        // What is left by both ways is not for keys at all.
        if (failed && !(notByKeys(failed) && notAsked.test(failed.message))) failures.push(failed.message);
      };
      for (const path of plan.paths) await take(path);
      // What lay beyond such a step is reached without it.
      for (const only of [undefined, ['information']]) {
        const goals = left();
        if (goals.length === 0) break;
        for (const path of planFor(insurer, 'cpms', seed + 1, { goals, only, leave: true }).paths)
          await take(path);
      }
      if (failures.length > 0)
        throw new Error(`${failures.length} paths failed\n\n${failures.slice(0, 6).join('\n\n')}`);
      expect(left(), 'transitions that no call covers').toEqual([]);
    });
  });
});
