/**
 * Somebody on the telephone: keys go out as a provider sends them, signed; what is said comes back in the
 * provider's own document, read by its rules. What keys cannot give is done on the page that the spoken code
 * leads to, in the same session (X20, P14). Flows that the main menu does not lead to are begun elsewhere and
 * joined by their code.
 */

import type { Act, CallState } from '../../../channels/ivr/call-state.ts';
import { spokenView } from '../../../channels/ivr/telling/spoken-view.ts';
import { parseNir } from '../../../machines/domain/nir.ts';
import type { Session } from '../../../machines/engine/session.ts';
import { present, presentElsewhere } from '../../../machines/engine/view.ts';
import type { Answer, View } from '../../../machines/envelope.ts';
import { fields } from '../../../machines/fields.ts';
import { Caller, codeIn, type Provider } from '../../support/phone/caller.ts';
import type { World } from '../../support/world.ts';
import { lookOnce, stored } from '../look-once.ts';
import { type Driver, NotThisWay, type Seen, seenOf, type Talk, type Visit } from './driver.ts';
import { Browser, webDriver } from './web.ts';

/** `keys`: secrets are keyed in. `page`: they are given on the page, before anything is proven on the line. */
export type Way = 'keys' | 'page';

export function telephoneDriver(provider: Provider, way: Way): Driver {
  const tried = new Set<string>();
  const kinds = new Set<string>();
  return {
    channel: provider,
    kinds,
    sourceOf: (source) => `tel:${numberOf(source)}`,
    async visit(world, visit) {
      // What a mail's link opens is a page, wherever it was asked for.
      if (visit.link) return webDriver.visit(world, visit);
      const talk = new Line(world, visit, { provider, way, tried, kinds });
      return { talk, seen: await talk.begin() };
    },
  };
}

/** A telephone number for each address. */
const numberOf = (source: string) =>
  `+33${source
    .split('.')
    .map((part) => part.padStart(3, '0'))
    .join('')}`;

interface LineOptions {
  readonly provider: Provider;
  readonly way: Way;
  /** Questions at which everything beside an answer has been tried. */
  readonly tried: Set<string>;
  readonly kinds: Set<string>;
}

/** The line is told that there were too many tries from it (X04). */
class TooMany extends Error {
  override name = 'TooMany';
}

class Line implements Talk {
  private readonly world: World;
  private readonly visit: Visit;
  private readonly phone: Caller;
  private page: Browser | undefined;
  /** A secret was accepted on the page: the telephone learns nothing more (P14). */
  private gone = false;
  /** The session being walked: one that has come to rest is told of, and the main menu follows with another. */
  private session = '';
  private readonly way: Way;
  private readonly tried: Set<string>;
  private readonly kinds: Set<string>;
  private again: () => Promise<unknown> = async () => undefined;

  constructor(world: World, visit: Visit, { provider, way, tried, kinds }: LineOptions) {
    this.world = world;
    this.visit = visit;
    this.way = way;
    this.tried = tried;
    this.kinds = kinds;
    const { publicUrl } = world.product.config;
    const from = numberOf(visit.source);
    this.phone = new Caller(world.app, { provider, tenant: visit.tenant, publicUrl, from });
  }

  async begin(): Promise<Seen> {
    await this.phone.call();
    await this.besides();
    const { body } = await this.world.app
      .inject({
        method: 'POST',
        url: `/api/v1/${this.visit.tenant}/sessions`,
        payload: { flow: this.visit.flow },
      })
      .then((response) => ({ body: response.json() as { session: string } }));
    this.world.secrets.add(body.session.slice(22));
    const offer = await this.world.product.engine.handOver(body.session);
    await this.press('8');
    await this.press(offer.code);
    return this.follow();
  }

  async answer(answer: Answer): Promise<Seen> {
    if (this.page && !this.ratherOnTheLine(answer)) return this.onPage(answer);
    this.page = undefined;
    if ('choice' in answer) await this.choose(answer.choice);
    else await this.fill(answer.values);
    return this.follow();
  }

  async look(): Promise<Seen> {
    if (this.page) {
      await this.page.get(this.page.here);
      return this.goneOn(this.page.seen());
    }
    await this.press('9');
    return this.follow();
  }

  repeat(): Promise<unknown> {
    return this.again();
  }

  async store(): Promise<void> {}

  private press(keys: string): Promise<void> {
    return this.send(() => this.phone.press(keys));
  }

  private async send(say: () => Promise<string>): Promise<void> {
    const sent = this.phone.webhooks.length;
    await say();
    if (this.phone.over && /trop d’essais depuis cette ligne/.test(this.phone.text)) throw new TooMany();
    const [webhook, document] = [this.phone.webhooks[sent]!, this.phone.documents[sent]!];
    this.again = async () => {
      const told = await this.phone.repeat(webhook);
      if (told.document !== document)
        throw new Error(`the same keys again are answered ${told.document} (P11)`);
    };
    await this.besides();
  }

  /** Whoever has the page open may still choose by key what the question offers there: every other time. */
  private ratherOnTheLine(answer: Answer): boolean {
    const ways: readonly string[] = fields.humanCheck.ways;
    if (!('choice' in answer) || ways.includes(answer.choice)) return false;
    return this.way === 'keys' && !this.gone && choices++ % 2 === 0;
  }

  /**
   * Beside an answer, once at each question: nothing is said, it is heard again with all that came before it,
   * and somebody is called who does not answer. None of it leads anywhere else (P09, P11).
   */
  private async besides(): Promise<void> {
    const { asked } = await this.state();
    if (this.way === 'page' || this.phone.over) return;
    this.kinds.add(kindOf(asked));
    const question = JSON.stringify([
      await this.place(),
      asked.typed?.name,
      Object.values(asked.keys).map(wayOf),
    ]);
    if (this.tried.has(question)) return;
    this.tried.add(question);
    const { text } = this.phone;
    const stays = async (what: string, holds: boolean) => {
      const still = JSON.stringify((await this.state()).asked) === JSON.stringify(asked);
      if (!holds || !still) throw new Error(`${what} at « ${text} » leads to « ${this.phone.text} »`);
    };
    const silent = await this.phone.silence();
    const words = /^(?:Je n’ai pas reçu de réponse|Prenez votre temps|Patientez encore un peu)\./;
    await stays('silence', words.test(silent));
    this.kinds.add('silence');
    if (asked.keys[9]?.do === 'again') await stays('9', (await this.phone.press('9')) === text);
    const dial = Object.keys(asked.keys).find((key) => asked.keys[key]!.do === 'dial');
    // Behind the star it leads back to the question, not to the star’s own menu.
    if (!dial || asked.keys['*']?.do !== 'options') return;
    this.kinds.add('dial');
    await this.phone.press(dial);
    const told = text.replace(
      /^(?:Nous reprenons où vous étiez|Votre démarche a avancé\. Ce que vous venez de donner n’a pas été pris en compte)\. /,
      '',
    );
    await stays(
      'nobody answering',
      (await this.phone.dialled('no-answer')) === `Personne n’a pu répondre. ${told}`,
    );
  }

  /** The key of a choice: in the menu that is said, else behind the star, on whichever page of it. */
  private async choose(choice: string): Promise<void> {
    const wish = wishes[choice];
    if (wish && (await this.state()).asked.open) {
      this.kinds.add('words');
      await this.send(() => this.phone.say(wish));
      const { asked } = await this.state();
      const meant = Object.keys(asked.keys).find((key) => asked.keys[key]!.do === 'door');
      return meant === undefined ? undefined : this.press(meant);
    }
    const means = (act: Act) => act.do === 'choose' && act.choice === choice;
    for (const way of ['here', '*', '8', '8', '8']) {
      if (way !== 'here') await this.press(way);
      const { asked } = await this.state();
      const key = Object.keys(asked.keys).find((each) => means(asked.keys[each]!));
      if (key) return this.press(key);
      if (way === 'here' && asked.keys['*']?.do === 'language') await this.press('8');
    }
    return this.noKey(`leads to « ${choice} »`);
  }

  private async noKey(does: string): Promise<never> {
    throw new Error(`no key ${does}: ${this.phone.text}`);
  }

  /** The fields one after the other, read back where they are; what has no keys is typed as something wrong. */
  private async fill(values: Readonly<Record<string, string | boolean>>): Promise<void> {
    const turn = (await this.standing()).turn;
    for (const [name, value] of Object.entries(values)) {
      const { asked } = await this.state();
      if ((await this.standing()).turn !== turn || (asked.typed?.name ?? name) !== name) continue;
      const keys =
        (asked.typed ? keysOf(name, String(value)) : keyFor(asked.keys, value)) ??
        (await this.noKey(`gives ${String(value)}`));
      const inShort = keys.length === 15 && name === 'nir' && parseNir(keys).ok ? numbers++ % 3 : 0;
      await this.press(inShort ? keys.slice(0, 13) : keys);
      if (await this.refusedAtOnce(turn))
        throw new NotThisWay(`the session never hears of a ${name} that cannot be`);
      if ((await this.state()).asked.keys[1]?.do !== 'confirm') continue;
      await this.press(inShort === 2 ? '2' : '1');
      if (inShort === 2) await this.press(keys);
    }
  }

  /** What is to be typed twice is refused after the first time, where it cannot be (F09, X05). */
  private async refusedAtOnce(turn: number): Promise<boolean> {
    if (
      !/^(?:Ce code compte exactement \d+ chiffres|Ce (?:code d’accès|mot de passe) est trop facile)/.test(
        this.phone.text,
      )
    )
      return false;
    return (await this.standing()).turn === turn;
  }

  private async onPage(answer: Answer): Promise<Seen> {
    const page = this.page!;
    if ('choice' in answer) await page.submit(page.formOf(answer.choice), {}, answer.choice);
    else await page.submit(page.question!, answer.values);
    this.again = () => page.again();
    return this.goneOn(page.seen());
  }

  /** Back on the telephone, by its own key, where it may go on. */
  private async goneOn(onPage: Seen): Promise<Seen> {
    if (this.gone) return onPage;
    const { again } = this;
    await this.press('1');
    const { asked } = await this.state();
    this.again = again;
    if (this.phone.over || (await this.standing()).state === 'handed-over') {
      this.gone = true;
      return onPage;
    }
    if (asked.keys[1]?.do === 'look') return onPage;
    this.page = undefined;
    return this.onTheLine(await this.seen());
  }

  /** Where the telephone hands over, the code it says leads to the page: to this step, unless proof was given before it. */
  private async follow(): Promise<Seen> {
    const { asked, offer } = await this.state();
    if (asked.keys[1]?.do !== 'look') return this.onTheLine(await this.seen());
    if (offer?.anew) throw new NotThisWay('what was proven on the line is proven anew on the page (P14)');
    const code = codeIn(this.phone.text);
    if (!code || code !== offer?.code) throw new Error(`no code is said: ${this.phone.text}`);
    const page = new Browser(this.world, this.visit);
    await page.get('/reprendre');
    await page.submit(page.main.querySelector('[name=resumeCode]')!.closest('form')!, { resumeCode: code });
    this.page = page;
    return page.seen();
  }

  /** Whoever would rather not key a code in goes to the page with the question. */
  private async onTheLine(seen: Seen): Promise<Seen> {
    const { asked } = await this.state();
    const { fields } = await this.standing();
    if (this.way === 'keys' || !fields.some(({ secret }) => secret) || !asked.typed) return seen;
    const { again } = this;
    await this.press('*');
    const options = await this.state();
    const key = Object.keys(options.asked.keys).find((each) => options.asked.keys[each]!.do === 'elsewhere');
    await this.press(key ?? (await this.noKey('leads to the page')));
    this.again = again;
    return this.follow();
  }

  /** Where the session stands, once one has begun. */
  private async place(): Promise<string> {
    const { turn } = await this.conversation();
    if (turn === 0) return '';
    const { flow, state } = await this.standing();
    return `${flow} ${state}`;
  }

  private async state(): Promise<CallState> {
    return (await this.conversation()).aside as CallState;
  }

  private async conversation() {
    const id = this.phone.conversation;
    const conversation = await lookOnce(this.world, id, () => this.world.product.conversations.load(id));
    if (!conversation) throw new Error('the call is not stored');
    return conversation;
  }

  private view(wording: 'spoken' | 'written'): Promise<View> {
    const onPage = this.page !== undefined;
    return lookOnce(this.world, `${this.phone.sid} ${wording} ${onPage}`, async () => {
      const { token, turn } = await this.conversation();
      if (turn > 0) this.session = token!;
      const document = await stored<Session>(this.world, 'session', this.session.slice(0, 22));
      const { registry, insurers } = this.world.product;
      const session = document!.body;
      const insurer = insurers.get(session.tenant)!;
      const view = present(session, { registry, insurer, now: this.world.clock.now(), wording }, 'fr');
      return session.provenBy !== undefined && onPage ? presentElsewhere(view, registry, 'fr') : view;
    });
  }

  private standing(): Promise<View> {
    return this.view('written');
  }

  /** The view as a screen would show it, once every word of its spoken form has been heard. */
  private async seen(): Promise<Seen> {
    const view = await this.view('spoken');
    const { text } = this.phone;
    const menu = view.flow === this.world.insurerOf(this.visit.tenant).door;
    for (const { text: said } of menu ? [] : spokenView(view, 'fr'))
      if (!text.includes(said)) throw new Error(`« ${said} » is not said: ${text}`);
    const shown = await this.view('written');
    return { ...seenOf(shown, shown.outcome === 'connected'), raw: this.phone.documents.at(-1)! };
  }
}

/** A topic has no key of its own in the main menu: it is asked for aloud. */
const wishes: Readonly<Record<string, string>> = {
  'information.statements': 'je veux recevoir mes décomptes par e-mail',
  'information.reimbursement': 'quand est-ce que je serai remboursé',
  'information.teletransmission': 'comment marche la télétransmission',
  'information.card-legend': 'que veulent dire les lettres de ma carte de tiers payant',
  'information.contacts': 'quel est votre numéro de téléphone',
  'information.zone-a': 'que veut dire la lettre A de ma carte de tiers payant',
  'information.zone-f': 'à quoi correspond la zone F de ma carte',
};

let choices = 0;
/** By turns with its key, without it and read back, and, called wrong when it is read back, once more. */
let numbers = 0;

/** A menu, the key that sends a number read back, the code for the site, or a number to be typed. */
function kindOf({ keys, typed }: CallState['asked']): string {
  const ways: Partial<Record<Act['do'], string>> = { confirm: 'confirm', look: 'hand-over' };
  return typed?.entry ?? ways[keys[1]?.do ?? 'choose'] ?? 'menu';
}

const wayOf = (act: Act) => ('choice' in act ? act.choice : act.do);

/** A number as it is keyed in; what keys cannot say is keyed in as something as wrong. */
function keysOf(name: string, value: string): string {
  const keys = value.replaceAll(/\s/g, '').replace('2A', '2*1').replace('2B', '2*2');
  if (/^[\d*]{2,}$/.test(keys)) return keys;
  return name === 'nir' ? '12' : '33';
}

const keyFor = (keys: Readonly<Record<string, Act>>, value: string | boolean): string | undefined =>
  Object.keys(keys).find((each) => {
    const act = keys[each]!;
    return act.do === 'fill' && act.value === value;
  });
