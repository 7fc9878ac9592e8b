import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answer, View } from '../../machines/envelope.ts';
import { StaleTurn } from '../../machines/errors.ts';
import type { LockoutContext } from '../../machines/flows/lockout/nir.ts';
import { codesOf, createWorld, Died, type Somebody, type Standing, type World } from '../support/world.ts';
import { mailedTo } from './bring-about.ts';
import { seed } from './proof.ts';

/** Whatever dies between two steps, and whoever answers at once: nothing lost, nothing done twice (P04, P11, P12). */
const codes = codesOf(6);
let sources = 0;
const somewhere = () => ({ channel: 'test', source: `198.51.${++sources >> 8}.${sources & 255}` });
const [first, second] = codes.fresh as [string, string];

interface Script {
  readonly name: string;
  readonly standing: Standing;
  /** `link`: begins with the link of a mail. */
  readonly flow: string;
  readonly answers: readonly ((who: Somebody) => Answer)[];
}

const signIn = (code: string) => (who: Somebody) => ({ values: { nir: who.nir, code } });
const set = () => ({ values: { newCode: first, confirmCode: first } });
const choose = (choice: string) => () => ({ choice });
const accept = () => ({ values: { acceptTerms: true } });

const scripts: readonly Script[] = [
  {
    name: 'three wrong codes',
    standing: 'ready',
    flow: 'sign-in',
    answers: [signIn(codes.wrong), signIn(codes.wrong), signIn(codes.wrong), choose('check-image')],
  },
  {
    name: 'a stranger’s number',
    standing: 'unknown',
    flow: 'sign-in',
    answers: [signIn(codes.wrong), signIn(codes.wrong)],
  },
  {
    name: 'signing in',
    standing: 'ready',
    flow: 'sign-in',
    answers: [signIn(codes.wrong), signIn(codes.personal)],
  },
  {
    name: 'the first connection',
    standing: 'temporary',
    flow: 'sign-in',
    answers: [signIn(codes.temporary), set, signIn(first), accept],
  },
  { name: 'new terms', standing: 'terms due', flow: 'sign-in', answers: [signIn(codes.personal), accept] },
  {
    name: 'a changed code',
    standing: 'ready',
    flow: 'change-code',
    answers: [
      (who) => ({
        values: { nir: who.nir, currentCode: codes.personal, newCode: second, confirmCode: second },
      }),
      choose('sign-in'),
      signIn(second),
    ],
  },
  {
    name: 'a mail, then a letter',
    standing: 'ready',
    flow: 'code-reset',
    answers: [(who) => ({ values: { nir: who.nir } }), choose('not-received'), choose('sign-in')],
  },
  { name: 'a link', standing: 'ready', flow: 'link', answers: [set, choose('sign-in'), signIn(first)] },
];

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

it.each(scripts)(
  '$name: the process may die at any moment, and the same answer sent again ends the same (P04, P11, P12)',
  { timeout: 300_000 },
  async (script) => {
    const undisturbed = await play(script, []);
    const deaths = fc.array(
      fc.record({ turn: fc.nat(script.answers.length), moment: fc.integer({ min: 1, max: 34 }) }),
      { minLength: 1, maxLength: 3 },
    );
    await fc.assert(
      fc.asyncProperty(deaths, async (planned) => {
        expect(await play(script, planned)).toEqual(undisturbed);
      }),
      { seed, numRuns: 12 },
    );
  },
);

it('two processes answer one question at once: one is taken, and what was tried is counted once each (P11, P12)', async () => {
  const other = await world.another();
  for (let round = 0; round < 12; round++) {
    const who = await world.somebody('cpms', round % 2 ? 'ready' : 'unknown');
    const { engine } = world.product;
    const origin = somewhere();
    const { token, view } = await engine.start({ tenant: 'cpms', flow: 'sign-in', locale: 'fr', origin });
    const before = world.counts.which;
    const same = round % 3 === 0;
    const answers = [codes.wrong, same ? codes.wrong : codes.fresh[round % 5]!].map((code) =>
      signIn(code)(who),
    );
    const results = await Promise.allSettled(
      [engine, other.engine].map((one, i) =>
        one.answer({ token, turn: view.turn, answer: answers[i]!, origin }),
      ),
    );
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(StaleTurn);
    const shown = await engine.resume(token);
    expect(shown.view.turn).toBe(view.turn + 1);
    const counted = (await lockoutOf(who)).inRow;
    expect(counted).toBe(same ? 1 : world.counts.which - before);
  }
});

async function play(
  { standing, flow, answers }: Script,
  deaths: readonly { turn: number; moment: number }[],
) {
  const who = await world.somebody('cpms', standing);
  const origin = somewhere();
  const link = flow === 'link' ? (await mailedTo(world, who)).link : undefined;
  const token = world.product.engine.mint();
  const dying = (turn: number) => {
    for (const death of deaths) if (death.turn === turn) world.dieAt(death.moment);
  };
  const insisting = async <T>(task: () => Promise<T>): Promise<T> => {
    for (let tries = 0; ; tries++)
      try {
        const done = await task();
        // Death that comes after the answer had left changes nothing for it.
        if (world.dead) await world.restart();
        world.dieAt(Number.POSITIVE_INFINITY);
        return done;
      } catch (error) {
        if (!(error instanceof Died) || tries > 3) throw error;
        await world.restart();
      }
  };
  dying(0);
  let { view }: { view: View } = await insisting(() =>
    link
      ? world.product.links.exchange(link, token, origin, 'fr')
      : world.product.engine.start({ tenant: 'cpms', flow, locale: 'fr', origin }, token),
  );
  const seen = [brief(view)];
  let connected = false;
  for (const [index, answer] of answers.entries()) {
    dying(index + 1);
    const reply = await insisting(() =>
      world.product.engine.answer({ token, turn: view.turn, answer: answer(who), origin }),
    );
    connected = reply.connected !== undefined;
    view = reply.view;
    seen.push(brief(view));
  }
  await world.settle();
  return { seen, connected, facts: await factsOf(who) };
}

const brief = ({ turn, flow, state, error, outcome }: View) => ({
  turn,
  flow,
  state,
  error: error?.id,
  outcome,
});

async function lockoutOf({ tenant, nir13 }: Somebody): Promise<Pick<LockoutContext, 'inRow' | 'sinceReset'>> {
  const { lockouts } = world.product.app;
  const { ids } = lockouts.nirCounter({ insurer: world.insurerOf(tenant) }, nir13);
  const document = await world.product.documents.load<{ frame: { context: LockoutContext } }>(
    'lockout',
    ids[0]!,
  );
  const { inRow = 0, sinceReset = 0 } = document?.body.frame.context ?? {};
  return { inRow, sinceReset };
}

/** What must be the same with and without the deaths: failures, codes, terms, mails, letters. */
async function factsOf(who: Somebody) {
  const found = await world.product.app.members.findByNir(who.tenant, who.nir13);
  const { member } = found ?? {};
  return {
    lockout: await lockoutOf(who),
    epoch: member?.epoch,
    terms: member?.terms.length,
    personal: member?.personalCode !== undefined,
    temporary: member?.temporaryCode?.kind,
    link: member?.link !== undefined,
    mails: member?.mails.map(({ template }) => template),
    letters: member?.letters.length,
    signIns: member?.signIns.length,
  };
}
