/**
 * Somebody on the telephone: keys go out as a provider sends them, signed; what is said comes back in the
 * provider's own document, read by its rules. What keys cannot give is done on the page that the spoken code
 * leads to, in the same session (X20, P14). Flows that the main menu does not lead to are begun elsewhere and
 * joined by their code.
 */

import type { Act, CallState } from '../../../channels/ivr/call-state.ts';
import { spokenView } from '../../../channels/ivr/compose.ts';
import type { Session } from '../../../machines/engine/session.ts';
import { present, presentElsewhere } from '../../../machines/engine/view.ts';
import type { Answer, View } from '../../../machines/envelope.ts';
import { Caller, type Provider } from '../../support/phone/caller.ts';
import type { World } from '../../support/world.ts';
import { type Driver, type Seen, seenOf, type Talk, type Visit } from './driver.ts';
import { Browser, webDriver } from './web.ts';

/** What a caller cannot do with keys on this way: another way has to be taken, or it is not for the telephone. */
export class NotByKeys extends Error {
  override name = 'NotByKeys';
}

/** `keys`: secrets are keyed in. `page`: they are given on the page, before anything is proven on the line. */
export type Way = 'keys' | 'page';

export const telephoneDriver = (provider: Provider, way: Way = 'keys'): Driver => ({
  channel: provider,
  async visit(world, visit) {
    // What a mail's link opens is a page, wherever it was asked for.
    if (visit.link) return webDriver.visit(world, visit);
    const talk = new Line(world, visit, { provider, way });
    return { talk, seen: await talk.begin() };
  },
});

class Line implements Talk {
  private readonly world: World;
  private readonly visit: Visit;
  private readonly phone: Caller;
  private page: Browser | undefined;
  /** A secret was accepted on the page: the telephone learns nothing more (P14). */
  private gone = false;
  private readonly way: Way;
  private again: () => Promise<unknown> = async () => undefined;

  constructor(world: World, visit: Visit, { provider, way }: { provider: Provider; way: Way }) {
    this.world = world;
    this.visit = visit;
    this.way = way;
    const { publicUrl } = world.product.config;
    const from = `+33${visit.source.replaceAll(/\D/g, '').padStart(9, '0').slice(-9)}`;
    this.phone = new Caller(world.app, { provider, tenant: visit.tenant, publicUrl, from });
  }

  async begin(): Promise<Seen> {
    await this.phone.call();
    const { body } = await this.world.app
      .inject({
        method: 'POST',
        url: `/api/v1/${this.visit.tenant}/sessions`,
        payload: { flow: this.visit.flow },
      })
      .then((response) => ({ body: response.json() as { session: string } }));
    this.world.secrets.add(body.session.slice(22));
    const offer = await this.world.product.engine.handOver(body.session);
    await this.phone.press('8');
    await this.press(offer.code);
    return this.follow();
  }

  async answer(answer: Answer): Promise<Seen> {
    if (this.page) return this.onPage(answer);
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
    const [webhook, document] = [this.phone.webhooks[sent]!, this.phone.documents[sent]!];
    this.again = async () => {
      const told = await this.phone.repeat(webhook);
      if (told.document !== document)
        throw new Error(`the same keys again are answered ${told.document} (P11)`);
    };
  }

  /** The key of a choice: in the menu that is said, else behind the star, on whichever page of it. */
  private async choose(choice: string): Promise<void> {
    const wish = wishes[choice];
    if (wish && (await this.state()).asked.open) return this.send(() => this.phone.say(wish));
    const means = (act: Act) => act.do === 'choose' && act.choice === choice;
    for (const way of ['here', '*', '8', '8', '8']) {
      if (way !== 'here') await this.press(way);
      const { asked } = await this.state();
      const key = Object.keys(asked.keys).find((each) => means(asked.keys[each]!));
      if (key) return this.press(key);
      if (way === 'here' && asked.keys['*']?.do === 'language') await this.press('8');
    }
    throw new NotByKeys(`no key leads to « ${choice} »: ${this.phone.text}`);
  }

  /** The fields one after the other, read back where they are; what has no keys is typed as something wrong. */
  private async fill(values: Readonly<Record<string, string | boolean>>): Promise<void> {
    const turn = (await this.standing()).turn;
    for (const [name, value] of Object.entries(values)) {
      const { asked } = await this.state();
      if ((await this.standing()).turn !== turn || (asked.typed?.name ?? name) !== name) continue;
      await this.press(asked.typed ? keysOf(name, String(value)) : keyFor(asked.keys, value));
      if ((await this.state()).asked.keys[1]?.do === 'confirm') await this.press('1');
    }
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

  /** Where the telephone hands over, the code it says leads to the page. */
  private async follow(): Promise<Seen> {
    const { asked, offer } = await this.state();
    if (asked.keys[1]?.do !== 'look') return this.onTheLine(await this.seen());
    const code = /(?:\d, ){3}\d\. (?:\d, ){3}\d/.exec(this.phone.text)?.[0].replaceAll(/\D/g, '');
    if (!code || code !== offer?.code) throw new Error(`no code is said: ${this.phone.text}`);
    const page = new Browser(this.world, this.visit);
    await page.get('/reprendre');
    await page.submit(page.main.querySelector('[name=resumeCode]')!.closest('form')!, { resumeCode: code });
    this.page = page;
    return page.seen();
  }

  /** Whoever would rather not key a code in goes to the page with the question. */
  private async onTheLine(seen: Seen): Promise<Seen> {
    const { asked, proven } = await this.state();
    const { fields } = await this.standing();
    if (this.way === 'keys' || proven || !fields.some(({ secret }) => secret) || !asked.typed) return seen;
    const { again } = this;
    await this.press('*');
    const options = await this.state();
    const key = Object.keys(options.asked.keys).find((each) => options.asked.keys[each]!.do === 'elsewhere');
    if (!key) throw new NotByKeys(`no way to the page: ${this.phone.text}`);
    await this.press(key);
    this.again = again;
    return this.follow();
  }

  private async state(): Promise<CallState> {
    return (await this.conversation()).aside as CallState;
  }

  private async conversation() {
    const id = `${this.phone.provider}:${this.visit.tenant}:${this.phone.sid}`;
    const conversation = await this.world.product.conversations.load(id);
    if (!conversation) throw new Error('the call is not stored');
    return conversation;
  }

  private view(aloud: boolean): Promise<View> {
    return this.conversation().then(async ({ token }) => {
      const document = await this.world.product.documents.load<Session>('session', token!.slice(0, 22));
      const { registry, insurers } = this.world.product;
      const session = document!.body;
      const insurer = insurers.get(session.tenant)!;
      const view = present(session, { registry, insurer, now: this.world.clock.now(), aloud }, 'fr');
      return session.provenBy !== undefined && this.page ? presentElsewhere(view, registry, 'fr') : view;
    });
  }

  private standing(): Promise<View> {
    return this.view(false);
  }

  /** The view as a screen would show it, once every word of its spoken form has been heard. */
  private async seen(): Promise<Seen> {
    const view = await this.view(true);
    const { text } = this.phone;
    const menu = view.flow === this.world.insurerOf(this.visit.tenant).door;
    for (const { text: said } of menu ? [] : spokenView(view, 'fr'))
      if (!text.includes(said)) throw new Error(`« ${said} » is not said: ${text}`);
    const shown = await this.view(false);
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
};

/** A number as it is keyed in; what keys cannot say is keyed in as something as wrong. */
function keysOf(name: string, value: string): string {
  const keys = value.replaceAll(/\s/g, '').replace('2A', '2*1').replace('2B', '2*2');
  if (/^[\d*]{2,}$/.test(keys)) return keys;
  return name === 'nir' ? '12' : '33';
}

function keyFor(keys: Readonly<Record<string, Act>>, value: string | boolean): string {
  const key = Object.keys(keys).find((each) => {
    const act = keys[each]!;
    return act.do === 'fill' && act.value === value;
  });
  if (!key) throw new NotByKeys(`no key gives ${String(value)}`);
  return key;
}
