import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { type HTMLElement, parse } from 'node-html-parser';
import { listOutboxLetters } from '../../adapters/letters/outbox-printer.ts';
import { letterFile } from '../../adapters/letters/spool-printer.ts';
import { listOutboxMails } from '../../adapters/mail/outbox-mailer.ts';
import { webChannel } from '../../channels/web/index.ts';
import type { WebOptions } from '../../channels/web/types.ts';
import type { Logger } from '../../machines/ports/logger.ts';
import { readConfig } from '../../server/config.ts';
import { OUTBOX_CHECK, type OutboxCheck } from '../../server/dev/checks.ts';
import { seedDemo } from '../../server/dev/seed.ts';
import { originOf } from '../../server/origin.ts';
import { wire } from '../../server/wire.ts';
import { reloadsNever } from './reloads.ts';

const quiet: Logger = { info() {}, warn() {}, error: (fields, message) => console.error(message, fields) };

export interface WebServer {
  readonly url: string;
  readonly product: Awaited<ReturnType<typeof wire>>;
  /** Moves the clock and handles everything then due. */
  advance(seconds: number): Promise<void>;
  /** Delivers what is due now. */
  settle(): Promise<void>;
  mails(): ReturnType<typeof listOutboxMails>;
  letters(): ReturnType<typeof listOutboxLetters>;
  checkAnswer(): Promise<string>;
  close(): Promise<void>;
}

/** The web channel on the real engine, services and SQLite, with the demo's members and a clock that moves. */
export async function startWeb(
  overrides: Partial<WebOptions> = {},
  env: Readonly<Record<string, string>> = { RATE_LIMITS: '0' },
): Promise<WebServer> {
  const dir = await mkdtemp(join(tmpdir(), 'guichet-web-'));
  const config = { ...readConfig({ DATA_DIR: dir, ...env }), publicUrl: 'http://127.0.0.1:1' };
  let offset = 0;
  const clock = { now: () => Date.now() + offset };
  const product = await wire({ config, logger: quiet, clock });
  await seedDemo(product);
  const settle = async () => {
    for (let round = 0; round < 20; round++) if ((await product.worker.round()).handled === 0) return;
  };
  const mails = () => listOutboxMails(product.documents);
  const letters = () => listOutboxLetters(product.documents);
  const checks = async () =>
    (await product.documents.list<OutboxCheck>(OUTBOX_CHECK, '', 200))
      .map(({ body }) => body)
      .sort((a, b) => a.at - b.at);
  const advance = async (seconds: number) => {
    offset += seconds * 1000;
    await settle();
  };
  const app = Fastify({ trustProxy: 'loopback' });
  await app.register(webChannel, {
    engine: product.engine,
    registry: product.registry,
    insurers: product.insurers,
    clock,
    logins: product.app.logins,
    memberArea: product.memberArea,
    links: product.links,
    devices: product.app.devices,
    secureCookies: false,
    publicUrl: config.publicUrl,
    originOf: (request) => originOf(request, 'web'),
    devTools: {
      outbox: async () => ({
        mails: (await mails()).map((mail) => ({ ...mail, to: mail.to.address })),
        letters: (await letters()).map((letter) => ({ ...letter, pdf: `/dev/letters/${letter.id}.pdf` })),
        sms: [],
        checks: await checks(),
      }),
      pdf: async (id) => {
        const letter = (await letters()).find((one) => one.id === id);
        return letter && readFile(join(config.letterDir, letterFile(letter)));
      },
      advance,
      reset: async () => {},
    },
    ...overrides,
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    product,
    advance,
    settle,
    mails,
    letters,
    checkAnswer: async () => (await checks()).at(-1)!.answer,
    close: async () => {
      await app.close();
      await product.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

export interface PageSeen {
  readonly status: number;
  readonly path: string;
  readonly headers: Headers;
  readonly text: string;
  readonly html: HTMLElement;
  readonly main: HTMLElement;
}

/** A browser without JavaScript: cookies, forms, redirects. Reads pages as the contract describes them. */
export class PlainBrowser {
  readonly cookies = new Map<string, string>();
  readonly headers: Record<string, string> = {};
  /** May be changed on the way: the next request then goes to another node. */
  base: string;
  page!: PageSeen;
  /** Statuses and addresses on the way to the page, the last one excluded. */
  hops: { status: number; location: string }[] = [];

  constructor(base: string) {
    this.base = base;
  }

  /** A new browser at a page. */
  static async at(base: string, path: string): Promise<PlainBrowser> {
    const browser = new PlainBrowser(base);
    await browser.get(path);
    return browser;
  }

  async get(path: string): Promise<PageSeen> {
    this.hops = [];
    return this.#follow(path, { method: 'GET' });
  }

  async post(path: string, body: Record<string, string>): Promise<PageSeen> {
    this.hops = [];
    return this.#follow(path, {
      method: 'POST',
      body: new URLSearchParams(body).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  }

  /** What the main form of the page would send with these values. */
  formBody(values: Record<string, string>, form = this.form()): Record<string, string> {
    const body: Record<string, string> = {};
    for (const input of form.querySelectorAll('input')) {
      const name = input.getAttribute('name');
      if (!name || ['checkbox', 'radio'].includes(input.getAttribute('type') ?? '')) continue;
      body[name] = input.getAttribute('value') ?? '';
    }
    return { ...body, ...values };
  }

  form(): HTMLElement {
    const form = this.page.main.querySelector('form[method=post]');
    if (!form) throw new Error(`no form on ${this.page.path}: ${this.page.main.text.slice(0, 300)}`);
    return form;
  }

  async submit(values: Record<string, string> = {}, form = this.form()): Promise<PageSeen> {
    return this.post(form.getAttribute('action') ?? this.page.path, this.formBody(values, form));
  }

  async choose(id: string): Promise<PageSeen> {
    const button = this.page.main.querySelector(`button[name=choice][value=${id}]`);
    if (!button) throw new Error(`no choice ${id} on ${this.page.path}: ${this.choices()}`);
    const form = button.closest('form')!;
    return this.submit({ choice: id }, form);
  }

  /** Of the wait the page is about: a minute, or what is left of it (X17). */
  secondsLeft(): number {
    const seconds = Number(this.page.main.querySelector('.countdown')?.getAttribute('data-countdown'));
    if (!(seconds > 50 && seconds <= 61)) throw new Error(`${this.page.path} waits for ${seconds} s`);
    return seconds;
  }

  /** The link by which a page on which something is awaited shows what is new. */
  async lookAgain(): Promise<PageSeen> {
    const link = this.page.main.querySelectorAll('.waiting a').at(-1);
    if (link?.text !== 'Voir s’il y a du nouveau') throw new Error(`no way on at ${this.page.path}`);
    return this.get(link.getAttribute('href')!);
  }

  choices(): string[] {
    return this.page.main
      .querySelectorAll('button[name=choice]')
      .map((button) => button.getAttribute('value')!);
  }

  get state(): string {
    const { main } = this.page;
    return `${main.getAttribute('data-flow')}/${main.getAttribute('data-state')}`;
  }

  async #follow(path: string, init: RequestInit & { headers?: Record<string, string> }): Promise<PageSeen> {
    const response = await fetch(new URL(path, this.base), {
      ...init,
      redirect: 'manual',
      headers: { ...this.headers, ...init.headers, cookie: this.#cookieHeader() },
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    const location = response.headers.get('location');
    if (location) {
      this.hops.push({ status: response.status, location });
      return this.#follow(location, { method: 'GET' });
    }
    const text = await response.text();
    reloadsNever(text, path);
    const html = parse(text);
    const main = html.querySelector('main') ?? html;
    this.page = {
      status: response.status,
      path: path.split('?')[0]!,
      headers: response.headers,
      text,
      html,
      main,
    };
    return this.page;
  }

  #cookieHeader() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #keep(line: string) {
    const [pair = '', ...attributes] = line.split('; ');
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const gone = attributes.some((attribute) => /^(Max-Age=0|Expires=Thu, 01 Jan 1970)/i.test(attribute));
    if (gone || value === '') this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
