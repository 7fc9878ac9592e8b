import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { currentTerms } from '../../machines/domain/insurer.ts';
import type { Session } from '../../machines/engine/session.ts';
import type { Answer, View } from '../../machines/envelope.ts';
import { Refused, StaleTurn } from '../../machines/errors.ts';
import type { MemberBody } from '../../machines/services/members.ts';
import { codesOf, createWorld, type Somebody, type World } from '../support/world.ts';
import { seed } from './proof.ts';

/** Whatever is sent, in whatever order: the engine answers in its own words, and the properties hold. */
const codes = codesOf(6);
const flows = [
  'front-door',
  'sign-in',
  'first-connection',
  'code-reset',
  'change-code',
  'mail-code',
  'letter-status',
  'sign-in-help',
  'ecps',
];

const typed = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(codes.personal, codes.temporary, codes.fresh[0]!) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(codes.wrong, codes.easy, '', ' 740285 ', '٧٤٠٢٨٥', '740285 OR 1=1'),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 40, unit: 'binary' }) },
);

const doing = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('type' as const),
      who: fc.nat(3),
      code: typed,
      tick: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('choose' as const), which: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('repeat' as const), other: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('stale' as const), turn: fc.integer({ min: -3, max: 2000 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(1, 59_999, 60_000, 125_000, 1_800_001),
      worker: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('invent' as const),
      name: fc.constantFrom('nir', 'login', '__proto__', 'newCode'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('race' as const), which: fc.nat(20) }) },
);
type Doing = typeof doing extends fc.Arbitrary<infer T> ? T : never;

let world: World;
let sources = 0;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

it('any sequence of answers, repeats, stale turns, races and pauses leaves the properties standing (P01, P02, P05, P08-P13)', {
  timeout: 300_000,
}, async () => {
  const sequences = fc.record({
    flow: fc.constantFrom(...flows),
    steps: fc.array(doing, { minLength: 4, maxLength: 24 }),
  });
  await fc.assert(
    fc.asyncProperty(sequences, async ({ flow, steps }) => {
      const people = await Promise.all(
        (['ready', 'temporary', 'terms due', 'unknown'] as const).map((standing) =>
          world.somebody('abela', standing),
        ),
      );
      await new Visit(people, await begin(flow)).take(steps);
      expect(world.leaks).toEqual([]);
    }),
    { seed, numRuns: 150 },
  );
});

async function begin(flow: string) {
  const origin = { channel: 'test', source: `203.0.${++sources >> 8}.${sources & 255}` };
  const { token, view } = await world.product.engine.start({ tenant: 'abela', flow, locale: 'en', origin });
  return { token, view, origin };
}

class Visit {
  private readonly people: readonly Somebody[];
  private readonly token: string;
  private readonly origin: { channel: string; source: string };
  private view: View;
  private last: { turn: number; answer: Answer; view: View } | undefined;

  constructor(people: readonly Somebody[], { token, view, origin }: Awaited<ReturnType<typeof begin>>) {
    this.people = people;
    this.token = token;
    this.view = view;
    this.origin = origin;
  }

  async take(steps: readonly Doing[]): Promise<void> {
    for (const step of steps) {
      await this.step(step);
      if (await this.over()) return;
    }
  }

  private async step(step: Doing): Promise<void> {
    switch (step.do) {
      case 'type':
        return this.send(this.filled(step));
      case 'choose':
        return this.send(this.chosen(step.which));
      case 'invent':
        return this.refused({ values: { [`${step.name}x`]: 'x' } });
      case 'repeat':
        return this.repeat(step.other);
      case 'stale':
        return this.stale(step.turn);
      case 'race':
        return this.race(step.which);
      case 'wait':
        world.clock.advance(step.ms);
        if (step.worker) await world.settle();
        return this.look();
    }
  }

  private filled({ who, code, tick }: Extract<Doing, { do: 'type' }>): Answer {
    const { nir } = this.people[who]!;
    const known: Record<string, string | boolean> = {
      nir,
      acceptTerms: tick,
      followUp: code,
      mailCode: '12345678',
    };
    return { values: Object.fromEntries(this.view.fields.map(({ name }) => [name, known[name] ?? code])) };
  }

  private chosen(which: number): Answer {
    const { choices } = this.view;
    return { choice: choices[which % Math.max(1, choices.length)]?.id ?? 'nothing' };
  }

  /** Taken, and the turn grows by one; or refused in the engine's own words, and nothing changes. */
  private async send(answer: Answer): Promise<void> {
    const { turn } = this.view;
    try {
      const { view } = await this.answer(turn, answer);
      expect(view.turn).toBe(turn + 1);
      this.last = { turn, answer, view };
      this.view = view;
    } catch (error) {
      if (error instanceof StaleTurn) this.view = error.view;
      else expect((error as Refused).code).toBe('not-offered');
    }
  }

  private async refused(answer: Answer): Promise<void> {
    const before = world.counts.commits;
    await expect(this.answer(this.view.turn, answer)).rejects.toBeInstanceOf(Refused);
    expect(world.counts.commits).toBe(before);
  }

  /** P11: the recorded view, whatever the answer; verified again never. */
  private async repeat(other: boolean): Promise<void> {
    if (!this.last) return;
    const { turn, answer, view } = this.last;
    const before = world.counts.which;
    const again = await this.answer(turn, other ? { choice: 'stop' } : answer);
    expect(again.view).toEqual(view);
    expect(world.counts.which).toBe(before);
  }

  private async stale(turn: number): Promise<void> {
    if (turn === this.view.turn || turn === this.last?.turn) return;
    await expect(this.answer(turn, { choice: 'stop' })).rejects.toBeInstanceOf(StaleTurn);
  }

  /** P12: of several at once one is taken; the others find it recorded. */
  private async race(which: number): Promise<void> {
    const { turn } = this.view;
    if (this.view.choices.length === 0) return;
    const results = await Promise.allSettled(
      [which, which + 1, which + 2].map((n) => this.answer(turn, this.chosen(n))),
    );
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(StaleTurn);
    this.last = undefined;
    await this.look();
    expect(this.view.turn).toBe(turn + 1);
  }

  private async look(): Promise<void> {
    try {
      this.view = (await world.product.engine.resume(this.token, 'en')).view;
    } catch (error) {
      expect((error as Refused).code).toBe('session-unknown');
    }
  }

  private answer(turn: number, answer: Answer) {
    return world.product.engine.answer({
      token: this.token,
      turn,
      answer,
      origin: this.origin,
      locale: 'en',
    });
  }

  /** Looks at what is stored; says whether the visit has ended. */
  private async over(): Promise<boolean> {
    const document = await world.product.documents.load<Session>('session', this.token.slice(0, 22));
    const { body, dueAt } = document!;
    if (!body.ended) expect(dueAt).toBeLessThanOrEqual(body.restUntil);
    if (body.connected) {
      const { member } = (await world.product.documents.load<MemberBody>('member', body.connected.member))!
        .body;
      const { version } = currentTerms(world.insurerOf(member.tenant), world.clock.now());
      expect(member.active && member.epoch === body.connected.epoch).toBe(true);
      expect(member.personalCode).toBeDefined();
      expect(member.terms.map((accepted) => accepted.version)).toContain(version);
    }
    if (!body.ended) expect(this.view.choices.map(({ id }) => id)).toContain('stop');
    return body.ended !== undefined;
  }
}
