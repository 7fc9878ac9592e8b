import { type HTMLElement, parse } from 'node-html-parser';
import type { Answer } from '../../../machines/envelope.ts';
import { declared } from '../../../machines/fields.ts';
import { reloadsNever } from '../../support/reloads.ts';
import type { World } from '../../support/world.ts';
import type { Driver, Seen, Visit } from './driver.ts';

const pages: Readonly<Record<string, string>> = {
  'front-door': '',
  'sign-in': 'connexion',
  'first-connection': 'premiere-connexion',
  'code-reset': 'code',
  'mail-code': 'reprendre',
  'change-code': 'modifier-code',
  'sign-in-help': 'aide',
  'letter-status': 'aide/lettre',
  information: 'informations',
  'email-registration': 'adresse-mail',
  'care-request': 'prise-en-charge',
  // The door of the guide.
  ecps: '',
};

interface Post {
  readonly url: string;
  readonly body: string;
  readonly cookies: string;
}

/** A browser without JavaScript: pages, forms filled in as they came, cookies, redirects. */
export class Browser {
  private readonly world: World;
  private readonly visit: Visit;
  private readonly jar = new Map<string, string>();
  private page!: HTMLElement;
  private path = '';
  private raw = '';
  private last: Post | undefined;
  private ledTo = '';

  constructor(world: World, visit: Visit) {
    this.world = world;
    this.visit = visit;
  }

  async get(path: string): Promise<void> {
    for (let url = path, hops = 0; ; hops++) {
      const response = await this.world.app.inject({
        url,
        remoteAddress: this.visit.source,
        headers: { cookie: this.cookies(), 'accept-language': 'fr', 'sec-fetch-site': 'same-origin' },
      });
      this.keep(response.headers['set-cookie']);
      if (response.statusCode === 303 && hops < 4) {
        url = String(response.headers.location);
        continue;
      }
      if (response.statusCode !== 200) throw new Error(`GET ${url}: ${response.statusCode}`);
      if (response.headers['cache-control'] !== 'no-store')
        throw new Error(`${url} may be kept by caches (X18)`);
      reloadsNever(response.body, url);
      this.path = url;
      this.raw = response.body;
      this.page = parse(response.body, { comment: false });
      return;
    }
  }

  async submit(
    form: HTMLElement,
    typed: Readonly<Record<string, string | boolean>>,
    button?: string,
  ): Promise<void> {
    const fields = new URLSearchParams();
    for (const input of form.querySelectorAll('input, textarea')) {
      const name = input.getAttribute('name');
      if (!name) continue;
      const { type } = input.attributes;
      const value = typed[name];
      if (type === 'checkbox') {
        if (value === true) fields.append(name, input.getAttribute('value') ?? 'on');
      } else if (type === 'hidden') fields.append(name, input.getAttribute('value') ?? '');
      else fields.append(name, value === undefined ? '' : String(value));
    }
    for (const name of Object.keys(typed))
      if (!form.querySelector(`[name="${name}"]`))
        throw new Error(`the form at ${this.path} has no field « ${name} »`);
    if (button !== undefined) fields.append('choice', button);
    const url = form.getAttribute('action') ?? this.path;
    this.last = { url, body: fields.toString(), cookies: this.cookies() };
    const response = await this.post(this.last);
    this.keep(response.headers['set-cookie']);
    if (response.statusCode !== 303)
      throw new Error(`POST ${url} with ${button ?? Object.keys(typed)}: ${response.statusCode}`);
    this.ledTo = String(response.headers.location);
    await this.get(this.ledTo);
  }

  /** A double click: the same form, with the cookies the browser had then. */
  async again(): Promise<void> {
    const response = await this.post(this.last!);
    const { location } = response.headers;
    if (response.statusCode !== 303 || location !== this.ledTo)
      throw new Error(
        `the same form again leads to ${response.statusCode} ${location}, not to ${this.ledTo} (P11)`,
      );
  }

  private post({ url, body, cookies }: Post) {
    return this.world.app.inject({
      method: 'POST',
      url,
      remoteAddress: this.visit.source,
      headers: {
        cookie: cookies,
        'accept-language': 'fr',
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      },
      payload: body,
    });
  }

  cookies(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private keep(header: string | string[] | undefined): void {
    for (const line of header === undefined ? [] : [header].flat()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) this.jar.delete(name!);
      else {
        this.jar.set(name!, value!);
        if (/^guichet(_espace)?$/.test(name!)) this.world.secrets.add(value!);
      }
    }
  }

  /** The first form of `<main>` that posts: the question's, when the first submit of it is no choice. */
  get question(): HTMLElement | undefined {
    const form = this.main.querySelector('form[method=post]');
    const submit = form?.querySelector('button[type=submit]');
    // Where nothing is asked any more, the page for codes still takes those of other sessions (X11).
    const asks =
      form && submit && submit.getAttribute('name') !== 'choice' && !form.querySelector('[name=resumeCode]');
    return asks ? form : undefined;
  }

  formOf(choice: string): HTMLElement {
    const button = this.main.querySelector(`button[name=choice][value="${choice}"]`);
    // A digression is taken wherever anything may be chosen, by its id.
    const asked = button ?? (/^information\b/.test(choice) && this.main.querySelector('button[name=choice]'));
    if (!asked) throw new Error(`the page ${this.path} offers no « ${choice} »`);
    return asked.closest('form')!;
  }

  get main(): HTMLElement {
    return this.page.querySelector('main')!;
  }

  get wayBack(): string | undefined {
    return this.main.querySelector('a[rel=prev]')?.getAttribute('href');
  }

  get posted(): boolean {
    return this.last !== undefined;
  }

  get here(): string {
    return this.path;
  }

  seen(): Seen {
    const { main, page } = this;
    const alert = main.querySelector('[role=alert]');
    const inputs = (this.question?.querySelectorAll('input, textarea') ?? []).filter(
      (input) => input.getAttribute('type') !== 'hidden',
    );
    const challenge = main.querySelector('[data-challenge]')?.getAttribute('data-challenge');
    const connected = /\/espace$/.test(this.path);
    return {
      flow: main.getAttribute('data-flow') ?? '',
      state: main.getAttribute('data-state') ?? '',
      text: textOf(main),
      asks: inputs.map((input) => input.getAttribute('name')!),
      offers: main.querySelectorAll('button[name=choice]').map((button) => button.getAttribute('value')!),
      error: alert
        ? {
            text: textOf(alert),
            fields: blamed(
              inputs
                .filter((input) => input.getAttribute('aria-invalid') === 'true')
                .map((input) => input.getAttribute('name')!),
            ),
          }
        : undefined,
      contacts: page.querySelectorAll('section.contact h2').map((heading) => textOf(heading)),
      connected,
      challenge: challenge ? (JSON.parse(challenge) as Record<string, unknown>) : undefined,
      raw: this.raw,
    };
  }
}

/** Of two entries that differ a page marks both; the view names the second. */
const blamed = (names: readonly string[]): string[] =>
  names.filter((name) => !names.some((other) => declared(other)?.repeats === name));

const textOf = (element: HTMLElement): string => element.text.replaceAll(/\s+/g, ' ').trim();

export const webDriver: Driver = {
  channel: 'web',
  async visit(world, visit) {
    const browser = new Browser(world, visit);
    if (visit.link) {
      await browser.get(`/l/${visit.link}`);
      await browser.submit(browser.question!, {});
    } else await browser.get(`/${visit.tenant}/${pages[visit.flow]!}`);
    const answer = async (given: Answer) => {
      if ('choice' in given) await browser.submit(browser.formOf(given.choice), {}, given.choice);
      else await browser.submit(browser.question!, given.values);
      return browser.seen();
    };
    const talk = {
      look: async () => {
        await browser.get(browser.here);
        // What was asked of a person has gone on meanwhile: their page leads back to it.
        if (browser.wayBack) await browser.get(browser.wayBack);
        return browser.seen();
      },
      answer,
      repeat: () => browser.again(),
      store: async () => {
        if (!browser.posted) await answer({ choice: 'start-over' });
      },
    };
    return { talk, seen: browser.seen() };
  },
};
