import type { Answer } from '../../machines/envelope.ts';
import { DAY, MINUTE } from '../support/product.ts';
import { codesOf, type Somebody, type World } from '../support/world.ts';
import { mailedTo, requestLetter } from './bring-about.ts';
import type { Driver, Seen, Talk } from './drivers/driver.ts';
import { lockoutEdge } from './lockout-charts.ts';

export interface Guessing {
  readonly world: World;
  readonly driver: Driver;
  readonly tenant: string;
  readonly reached: (goal: string) => void;
}

let sources = 0;

/** People who mistype, and strangers who guess, on one number (X04, K01-K03, P03). */
export async function walkLockout(guessing: Guessing): Promise<void> {
  const { world, tenant } = guessing;
  const on = async (ways: (one: Guesser) => Promise<void>) =>
    ways(new Guesser(guessing, await world.somebody(tenant, 'ready')));
  await on(async (one) => {
    await one.right();
    await one.wrong(3);
    one.asksForCheck();
    await one.right();
    await one.wrong(2);
    await one.right();
  });
  // Right at the fifth, which would be followed by a wait.
  await on(async (one) => {
    await one.wrong(4);
    await one.right();
  });
  // Every wait in turn, and right at the tenth, the last before the block.
  await on(async (one) => {
    await one.wrong(5);
    for (const minutes of [2, 4, 8, 16]) {
      await one.waits(minutes * MINUTE);
      await one.wrong(1);
    }
    await one.waits(32 * MINUTE);
    await one.right();
  });
  await on(async (one) => {
    await one.wrong(5);
    for (const minutes of [2, 4, 8, 16, 32]) {
      await one.waits(minutes * MINUTE);
      await one.wrong(1);
    }
    await one.isBlocked();
    await one.reset();
    await one.right();
  });
  for (const failures of [0, 3, 5])
    await on(async (one) => {
      await one.wrong(failures);
      await one.reset();
      await one.right();
      await one.wrong(1);
    });
  // The 25th within a day waits, the 50th since the last reset blocks, however often the right code comes between.
  await on(async (one) => {
    for (let i = 0; i < 12; i++) {
      await one.wrong(2);
      await one.right();
    }
    await one.wrong(1);
    await one.mustWait();
    world.clock.advance(DAY);
    await one.right();
    for (let i = 0; i < 12; i++) {
      await one.wrong(2);
      await one.right();
    }
    await one.wrong(1);
    await one.isBlocked();
  });
}

/** Letters are asked after with numbers that are not theirs, from one address (X03, X04, X12). */
export async function walkSource(guessing: Guessing): Promise<void> {
  const { world, tenant } = guessing;
  const mine = await requestLetter(world, tenant);
  const { nir } = world.nobody(tenant);
  const wrong = { nir, followUp: '000000' };
  for (const slowly of [true, false]) {
    const one = await Asker.from(guessing);
    await one.ask(wrong, 19);
    await one.ask(mine);
    await one.ask(wrong, 2);
    await one.ask(mine);
    for (let failures = 21; failures < 199; failures++) {
      if (slowly && failures % 18 === 0) world.clock.advance(11 * MINUTE);
      await one.ask(wrong);
    }
    if (slowly) world.clock.advance(11 * MINUTE);
    await one.ask(mine);
    if (slowly) {
      world.clock.advance(11 * MINUTE);
    }
    await one.ask(wrong);
    await one.isRefused(wrong);
    world.clock.advance(DAY);
    const later = await one.again();
    await later.ask(wrong);
  }
}

/** Takes what the lockouts did since the last look. */
function collect({ world, reached }: Guessing): void {
  for (const made of world.made)
    if (made.flow === 'lockout' || made.flow === 'source') reached(lockoutEdge(made));
  world.made.length = 0;
}

/** Tries to sign in as one person, again and again, each time in a visit of its own. */
class Guesser {
  private readonly guessing: Guessing;
  private readonly who: Somebody;
  private seen!: Seen;
  private code: string;
  private readonly codes: ReturnType<typeof codesOf>;
  private talk: Talk | undefined;

  constructor(guessing: Guessing, who: Somebody) {
    this.guessing = guessing;
    this.who = who;
    this.code = who.code;
    this.codes = codesOf(who.code.length);
  }

  async wrong(times: number): Promise<void> {
    for (let i = 0; i < times; i++) {
      await this.attempt(this.codes.wrong, 1);
      this.must(this.seen.text.length > 0 && !this.seen.connected, 'a wrong code opened the area');
    }
  }

  async right(): Promise<void> {
    await this.attempt(this.code, 1);
    this.must(this.seen.connected, 'the right code did not open the area');
    this.talk = undefined;
  }

  asksForCheck(): void {
    this.must(this.seen.asks.includes('humanCheck'), 'no check is asked for (K01)');
  }

  /** X04: neither verified nor counted meanwhile, then again with a check. */
  async waits(ms: number): Promise<void> {
    const { world } = this.guessing;
    await this.mustWait();
    world.clock.advance(ms - 1000);
    await this.mustWait();
    world.clock.advance(1000);
  }

  async mustWait(): Promise<void> {
    await this.attempt(this.code, 0);
    this.must(/il faut patienter/.test(this.seen.error?.text ?? ''), 'no wait is asked for (X04)');
  }

  async isBlocked(): Promise<void> {
    await this.attempt(this.code, 0);
    this.must(/Après trop d’erreurs/.test(this.seen.error?.text ?? ''), 'the number is not blocked (X04)');
  }

  /** A new code, by the mail's link (R06, X04). */
  async reset(): Promise<void> {
    const { world, driver, tenant } = this.guessing;
    const { link } = await mailedTo(world, this.who);
    const { talk } = await driver.visit(world, { tenant, flow: 'new-code', link, source: this.source() });
    this.code = this.codes.fresh.find((code) => code !== this.code)!;
    const seen = await talk.answer({ values: { newCode: this.code, confirmCode: this.code } });
    this.must(seen.state === 'code-set', 'the code was not set');
    this.talk = undefined;
    collect(this.guessing);
  }

  private async attempt(code: string, verifications: number): Promise<void> {
    const { world, driver, tenant } = this.guessing;
    // A visit a browser: one that signed in before has a count of its own (X21).
    if (!this.talk) {
      const visit = await driver.visit(world, { tenant, flow: 'sign-in', source: this.source() });
      this.talk = visit.talk;
      this.seen = visit.seen;
    }
    const before = world.counts.which;
    await this.send(code);
    if (this.checkMissing()) {
      this.must(world.counts.which === before, 'an attempt was verified without the check it needed (P03)');
      await this.waitInstead();
      await this.send(code);
    }
    const runs = world.counts.which - before;
    this.must(runs === verifications, `${runs} verifications instead of ${verifications} (P03)`);
    collect(this.guessing);
  }

  private checkMissing(): boolean {
    return /montrez que vous êtes une personne/.test(this.seen.error?.text ?? '');
  }

  /** X17: a minute of patience is as good as a solved check. */
  private async waitInstead(): Promise<void> {
    await this.talk!.answer({ choice: 'check-wait' });
    this.guessing.world.clock.advance(MINUTE);
    this.seen = await this.talk!.look();
  }

  private async send(code: string): Promise<void> {
    const values: Record<string, string> = { nir: this.who.nir, code };
    if (this.seen.asks.includes('humanCheck')) values.humanCheck = '';
    this.seen = await this.talk!.answer({ values });
  }

  private source = () => `172.16.${++sources >> 8}.${sources & 255}`;

  private must(holds: boolean, problem: string): asserts holds {
    if (!holds)
      throw new Error(
        `${this.guessing.driver.channel}: ${problem}: ${this.seen.state} ${this.seen.error?.text ?? ''}`,
      );
  }
}

/** Asks after letters from one address. */
class Asker {
  private readonly guessing: Guessing;
  private readonly source: string;
  private readonly talk: Talk;

  private constructor(guessing: Guessing, source: string, talk: Talk) {
    this.guessing = guessing;
    this.source = source;
    this.talk = talk;
  }

  static async from(guessing: Guessing, source = `172.20.0.${++sources & 255}`): Promise<Asker> {
    const { world, driver, tenant } = guessing;
    const { talk } = await driver.visit(world, { tenant, flow: 'letter-status', source });
    return new Asker(guessing, source, talk);
  }

  again = () => Asker.from(this.guessing, this.source);

  async ask(values: { nir: string; followUp: string }, times = 1): Promise<void> {
    for (let i = 0; i < times; i++) {
      const seen = await this.talk.answer({ values: { ...values } });
      if (seen.state !== 'awaiting-follow-up') await this.talk.answer({ choice: 'start-over' });
    }
    collect(this.guessing);
  }

  async isRefused(values: Extract<Answer, { values: object }>['values']): Promise<void> {
    const refused = await this.talk.answer({ values }).then(
      () => false,
      (error: Error) => error.name === 'TooMany' || error.message.includes('429'),
    );
    if (!refused) throw new Error('the source is not refused (X04)');
    collect(this.guessing);
  }
}
