/**
 * Somebody who talks with the bot, and does on the page what is handed over to it, in the same session (X20, P14).
 * Choices are made by button, by their words and by their number in turn; fields are answered one by one. Each
 * time a page has done what it was given for, the conversation must go on by itself.
 */
import type { Answer, ChoiceView } from '../../../machines/envelope.ts';
import type { World } from '../../support/world.ts';
import type { Driver, Seen, Talk, Visit } from './driver.ts';
import { Browser, webDriver } from './web.ts';

/** One thing the bot said, as the protocol brings it. */
export interface Heard {
  readonly text: string;
  readonly choices?: readonly ChoiceView[];
  readonly link?: { readonly url: string; readonly handOver?: boolean };
  readonly stands?: Stands;
}

interface Stands {
  readonly flow: string;
  readonly state: string;
  readonly turn: number;
  readonly choices: readonly ChoiceView[];
  readonly asks?: readonly string[];
  readonly error?: { readonly id: string; readonly field?: string };
}

/** A conversation over one protocol, open: the bot has greeted. */
interface Wire {
  /** What the bot said when it was opened. */
  readonly greeting: readonly Heard[];
  /** Sends one message and gives what the bot answers. The same id again is the same message sent twice. */
  send(message: {
    readonly id: string;
    readonly text?: string;
    readonly choice?: string;
  }): Promise<readonly Heard[]>;
  /** What the bot has said unasked since. */
  unasked(): Promise<readonly Heard[]>;
}

/** A protocol of the chat: how a conversation is opened over it. */
export interface Transport {
  readonly channel: string;
  readonly sourceOf?: Driver['sourceOf'];
  open(world: World, visit: Visit): Promise<Wire>;
}

/** Written by hand, not taken from the product: what nobody may be asked in a chat. */
const notForChat =
  /^(nir|code|currentCode|newCode|confirmCode|mailCode|letterCode|humanCheck|acceptTerms|addCode|smsCode|pin|confirmPin)$/;
/** The bot's own ways, which no chart offers. */
const ownChoices = ['new-link', 'later', 'skip', 'correct'];
const lookMs = 1_100;

let messages = 0;

export function conversationDriver(transport: Transport): Driver {
  return {
    channel: transport.channel,
    sourceOf: transport.sourceOf,
    async visit(world, visit) {
      // What a mail's link opens is a page, wherever it was asked for.
      if (visit.link) return webDriver.visit(world, visit);
      const talker = new Talker(world, visit, await transport.open(world, visit));
      return { talk: talker, seen: await talker.begin() };
    },
  };
}

class Talker implements Talk {
  private readonly world: World;
  private readonly visit: Visit;
  private readonly wire: Wire;
  private heard: readonly Heard[] = [];
  /** The page that was opened, while it is asked there. */
  private page: Browser | undefined;
  /** The session is the page's alone: a secret was accepted there. */
  private gone = false;
  private again: (() => Promise<unknown>) | undefined;
  private stored = false;
  /** The list in front of the person. */
  private offered: readonly ChoiceView[] = [];

  constructor(world: World, visit: Visit, wire: Wire) {
    this.world = world;
    this.visit = visit;
    this.wire = wire;
  }

  async begin(): Promise<Seen> {
    this.hears(this.wire.greeting);
    if (this.visit.flow === 'front-door') return this.seen();
    this.stored = true;
    await this.send({ choice: `door:${this.visit.flow}` });
    return this.follow();
  }

  async answer(answer: Answer): Promise<Seen> {
    this.stored = true;
    if (this.gone || (this.page && 'values' in answer)) return this.onPage(answer);
    if ('choice' in answer) await this.choose(answer.choice);
    else await this.fill(answer.values);
    // A secret was accepted on the page meanwhile: the rest is the page's alone.
    this.gone = this.page !== undefined && standingOf(this.heard)?.state === 'handed-over';
    return this.gone ? this.onPage(answer) : this.follow();
  }

  async look(): Promise<Seen> {
    if (this.page) return this.goneOn(await this.reload());
    const news = await this.wire.unasked();
    forgetMenus(this.world);
    // An end that was told already is not told again.
    if (isOver(standingOf(news))) this.hears(news);
    else await this.send({ text: 'répéter' });
    return this.follow();
  }

  repeat(): Promise<unknown> {
    return this.again!();
  }

  async store(): Promise<void> {
    if (!this.stored) await this.answer({ choice: 'start-over' });
  }

  /** Button, words, number: the same. A number is an answer of its own where something is to be typed. */
  private async choose(choice: string): Promise<void> {
    const { offered } = this;
    const index = offered.findIndex(({ id }) => id === choice);
    const ways = [{ choice }, { text: offered[index]?.label ?? '' }, { text: String(index + 1) }];
    const typing = this.stands().asks?.length && !this.page;
    const way = index < 0 ? 0 : messages % (typing ? 2 : 3);
    await this.send(ways[way]!);
  }

  private async fill(values: Readonly<Record<string, string | boolean>>): Promise<void> {
    for (const name of this.stands().asks ?? []) {
      const value = values[name] ?? '';
      if (String(value).trim() === '') await this.send({ choice: 'skip' });
      else await this.send({ text: typeof value === 'boolean' ? (value ? 'oui' : 'non') : value });
      if (this.offers('correct')) await this.send({ text: 'oui' });
    }
  }

  private async onPage(answer: Answer): Promise<Seen> {
    const page = this.page!;
    if ('choice' in answer) await page.submit(page.formOf(answer.choice), {}, answer.choice);
    else await page.submit(page.question!, answer.values);
    this.again = () => page.again();
    return this.goneOn(page.seen());
  }

  /** Whether the conversation has gone on by itself, as it must where the page asks nothing that only a page may. */
  private async goneOn(onPage: Seen): Promise<Seen> {
    if (this.gone) return onPage;
    if (onPage.connected) return this.learnsNothing(onPage);
    if (this.belongsOnPage(onPage)) return onPage;
    await this.later();
    const news = await this.wire.unasked();
    forgetMenus(this.world);
    this.noteOffered(news);
    const stands = standingOf(news);
    if (stands?.state === 'handed-over') {
      this.gone = true;
      return onPage;
    }
    if (!stands)
      throw new Error(`the conversation does not go on by itself at ${onPage.flow} ${onPage.state}`);
    this.heard = news;
    this.page = undefined;
    return this.seen();
  }

  /** Signing in on the page signs in the page, not the chat; asked, it says no more than that it goes on there. */
  private async learnsNothing(onPage: Seen): Promise<Seen> {
    const { again } = this;
    await this.send({ text: 'répéter' });
    if (standingOf(this.heard)?.state !== 'handed-over')
      this.fail('the chat learns what was proven elsewhere (P14)');
    this.again = again;
    this.gone = true;
    return onPage;
  }

  /** Opens the page that was just given; what a view asks there is seen there. */
  private async follow(): Promise<Seen> {
    const link = this.heard.findLast((line) => line.link?.handOver)?.link;
    if (!link) {
      if (this.stands().asks?.some((name) => notForChat.test(name))) {
        if (!this.page) this.fail('asks what is not for chat, and gives no page');
        return this.reload();
      }
      this.page = undefined;
      return this.seen();
    }
    const page = new Browser(this.world, this.visit);
    await page.get(new URL(link.url).pathname);
    await page.submit(page.question!, {});
    this.page = page;
    return page.seen();
  }

  /** A code to scan activates something: it is shown where secrets may be. */
  private belongsOnPage({ asks }: Seen): boolean {
    return asks.some((name) => notForChat.test(name)) || this.page!.main.querySelector('figure.qr') !== null;
  }

  /** A moment passes, and the worker looks. What it does then is nobody's answer and is not counted as such. */
  private async later(): Promise<void> {
    const { counts, clock, committed, made } = this.world;
    const before = { commits: counts.commits, committed: committed.length, made: made.length };
    clock.advance(lookMs);
    await this.world.settle();
    counts.commits = before.commits;
    committed.splice(before.committed);
    made.splice(before.made);
  }

  private async reload(): Promise<Seen> {
    await this.page!.get(this.page!.here);
    return this.page!.seen();
  }

  private async send(message: { text?: string; choice?: string }): Promise<void> {
    const sent = { id: `d${++messages}`, ...message };
    this.hears(await this.wire.send(sent));
    const first = JSON.stringify(this.heard);
    this.again = async () => {
      const second = JSON.stringify(await this.wire.send(sent));
      if (second !== first)
        throw new Error(`the same message again is answered ${second}, not ${first} (P11)`);
    };
    forgetMenus(this.world);
  }

  private hears(heard: readonly Heard[]): void {
    this.heard = heard;
    this.noteOffered(heard);
  }

  private noteOffered(heard: readonly Heard[]): void {
    this.offered = heard.findLast(({ choices }) => choices)?.choices ?? this.offered;
  }

  private offers(choice: string): boolean {
    return this.heard.some(({ choices }) => choices?.some(({ id }) => id === choice));
  }

  private stands(): Stands {
    return standingOf(this.heard) ?? this.fail('nobody says where it stands');
  }

  private seen(): Seen {
    const { flow, state, choices, asks = [], error } = this.stands();
    const text = this.heard.map((line) => line.text).join('\n');
    const { contacts } = this.world.insurerOf(this.visit.tenant);
    const said = text.split('\n');
    const named = said.flatMap((line) => contacts.filter(({ label }) => line.startsWith(`${label.fr} : `)));
    return {
      flow,
      state,
      text,
      asks,
      offers: choices.map(({ id }) => id).filter((id) => !ownChoices.includes(id)),
      error: error && { id: error.id, text, fields: error.field ? [error.field] : [] },
      contacts: named.map(({ label }) => label.fr),
      connected: false,
      chatted: true,
      raw: JSON.stringify(this.heard.map((line) => [line.text, line.choices, line.link])),
    };
  }

  private fail(what: string): never {
    throw new Error(`${what}: ${JSON.stringify(this.heard)}`);
  }
}

/** Where a view stands that was said whole; after one that has ended the menu follows, which is not its own. */
function standingOf(heard: readonly Heard[]): Stands | undefined {
  const all = heard.flatMap(({ stands }) => stands ?? []);
  const over = all.find(isOver);
  const last = over ?? all.at(-1);
  // The first line of a view offers what the view offers; the last one also what the bot adds.
  return last && all.find(({ turn, state }) => turn === last.turn && state === last.state);
}

const isOver = (stands: Stands | undefined): boolean =>
  stands !== undefined && stands.choices.length === 0 && stands.asks?.length === 0;

/** The menu shown after an end is a look at the door that stores nothing: no transition of anybody's. */
function forgetMenus({ made }: World): void {
  while (made.length > 1 && made.at(-1)!.flow === 'front-door' && !made.at(-1)!.from) made.pop();
}
