import { afterAll, describe, expect, it } from 'vitest';
import { drawPlans, expectProven, secretsOnDisk, seed, telephones, walkPlans } from './proof.ts';
import { type Coverage, coverageTable } from './table.ts';

const plans = drawPlans(telephones[0]);
/** Each in either encoding. */
const kinds = ['menu', 'nir', 'digits', 'resume-code', 'confirm', 'hand-over', 'dial', 'silence', 'words'];
const walked = new Map<string, Coverage>();

describe.each(telephones)(
  'on the telephone by $driver.channel',
  { concurrent: true, timeout: 900_000 },
  (channel) => {
    it('every path of the proof, with the guide, the ladder and the lockouts, is walked by keys and words, or as the hand-over it becomes, to its end on the web in the same session; at every question silence, 9 and a number that nobody answers lead nowhere else (P01-P06, P09-P11, P13-P17, X04, X17, X20)', async () => {
      const all = await walkPlans(channel, plans, secretsOnDisk);
      walked.set(channel.driver.channel, all);
      expectProven(all, plans);
      expect([...channel.driver.kinds!].sort(), 'kinds of question').toEqual([...kinds].sort());
      expect([...all.excused.keys()], 'what cannot be there at all').toEqual(Object.keys(channel.excused!));
    });
  },
);

afterAll(() => {
  const order = telephones.flatMap(({ driver }) => walked.get(driver.channel) ?? []);
  console.log(`\n${coverageTable(plans.goals, order)}\n\nseed ${seed} (PROOF_SEED to change it)\n`);
});
