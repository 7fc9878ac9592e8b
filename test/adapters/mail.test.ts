import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { parse } from 'node-html-parser';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { listOutboxMails, outboxMailer } from '../../adapters/mail/outbox-mailer.ts';
import { type MailArguments, type MailTemplate, renderMail } from '../../adapters/mail/render.ts';
import { type SmtpMailer, smtpMailer } from '../../adapters/mail/smtp-mailer.ts';
import { templates } from '../../adapters/mail/templates/index.ts';
import { flows } from '../../machines/flows/index.ts';
import { type OutgoingMail, Undeliverable } from '../../machines/ports/mailer.ts';
import { memoryDocuments } from '../support/documents.ts';
import { demoInsurer, demoInsurers } from '../support/insurer.ts';

const NOW = Date.parse('2026-11-14T13:32:00Z');
const LINK = 'https://guichet.example.test/l/Zm9vYmFyLWJheg_0123456789abcdefghij';
const LOCALES = ['fr', 'en'] as const;

const samples: { readonly [T in MailTemplate]: MailArguments[T] } = {
  reset: { link: LINK, mailCode: '1234 5678', expiresAt: NOW + 86_400_000 },
  'code-changed': { at: NOW },
  'new-browser': { at: NOW, means: 'browser', browser: 'Firefox, Windows' },
  'members-deactivated': { client: 'DURAND', members: [{ firstName: 'Zoé', lastName: 'Modèle' }] },
  deactivated: { at: NOW },
  'email-confirm': { link: LINK, mailCode: '1234 5678', expiresAt: NOW + 86_400_000 },
  'email-asked': { at: NOW },
  'email-registered': { at: NOW, usableFrom: NOW + 3 * 86_400_000, to: 'new' },
  'email-dropped': { at: NOW, to: 'new' },
  'desk-request': {
    desk: 'care',
    requestId: 'BCDF-GHJK',
    at: NOW,
    facts: [
      ['kind', 'hospital'],
      ['details', 'Chambre seule'],
    ],
  },
  'hand-over': { link: LINK, expiresAt: NOW + 600_000 },
  'ecps-activation': { qr: 'GUICHET-ECPS:abc', phoneUrl: LINK, expiresAt: NOW + 86_400_000 },
};
const templateNames = Object.keys(samples) as MailTemplate[];

describe('the words of a mail', () => {
  for (const insurer of demoInsurers) {
    for (const locale of LOCALES) {
      it(`R04 R05 X11 in ${insurer.name}’s reset mail (${locale}) link and mail code each stand alone on a line`, () => {
        const { text } = renderMail('reset', samples.reset, { insurer, locale, now: NOW });
        const lines = text.split('\n');
        expect(lines.filter((line) => line === LINK)).toHaveLength(1);
        expect(lines.filter((line) => /^\d{4} \d{4}$/.test(line))).toEqual(['1234 5678']);
        expect(text.match(/https?:/g)).toHaveLength(1);
      });

      it(`L15 every template speaks ${insurer.name}’s own words (${locale}), with nothing left to fill in`, () => {
        for (const name of templateNames) {
          const mail = renderMail(name, samples[name], { insurer, locale, now: NOW });
          expect(mail.subject).toContain(insurer.name);
          // Nobody signs to their own desk.
          const signs = templates[name].toDesk === undefined;
          expect(mail.text.includes(insurer.mail.signature[locale]), name).toBe(signs);
          for (const words of [mail.subject, mail.text]) expect(words).not.toMatch(/[{}]|undefined|NaN|'/);
          expect(mail.text).not.toMatch(/\d{13}|(?:\d ?){13}/);
        }
      });
    }
  }

  it('X08 the reset mail says until when, by the clocks of Paris, and to keep it to oneself', () => {
    const { text } = renderMail('reset', samples.reset, {
      insurer: demoInsurer('cpms'),
      locale: 'fr',
      now: NOW,
    });
    expect(text).toMatch(/dimanche 15 novembre 2026 à 14\u00a0h\u00a032/);
    expect(text).toMatch(/Ne transmettez jamais ce lien ni ce code/);
    expect(text).toMatch(/Vous n’avez rien demandé/);
  });

  it('X16 the mail that announces a change holds no link to follow', () => {
    for (const name of ['code-changed', 'new-browser'] as const) {
      const { text, html } = renderMail(name, samples[name], {
        insurer: demoInsurer('acs'),
        locale: 'fr',
        now: NOW,
      });
      expect(text).not.toMatch(/https?:/);
      expect(parse(html).querySelectorAll('a')).toHaveLength(0);
    }
  });

  it('P09 the desk reads in words from where somebody wrote, whichever flow it was', () => {
    const written = (from: string) =>
      renderMail(
        'desk-request',
        { desk: 'person', requestId: 'BCDF-GHJK', at: NOW, facts: [['from', from]] },
        { insurer: demoInsurer('cpms'), locale: 'fr', now: NOW },
      ).text;
    for (const { id } of flows.filter(({ role }) => role === 'public'))
      expect(written(id), id).not.toMatch(new RegExp(`Écrit depuis\\s*: *${id}$`, 'm'));
    expect(written('code-reset')).toMatch(/Écrit depuis.*La demande de code/);
    expect(written('code-reset')).not.toContain('Besoin d’aide');
  });

  it('X16 a sign-in is told by what it was made with', () => {
    const told = (means: MailArguments['new-browser']['means'], browser = '') =>
      renderMail(
        'new-browser',
        { at: NOW, means, browser },
        { insurer: demoInsurer('acs'), locale: 'fr', now: NOW },
      );
    expect(told('browser', 'Firefox, Windows').text).toMatch(/jamais vu\s: Firefox, Windows, le /);
    expect(told('device').text).toMatch(/depuis un appareil que nous n’avions encore jamais vu, le /);
    expect(told('telephone').text).toMatch(/ par téléphone, le /);
    expect(told('telephone').subject).toMatch(/connexion par téléphone$/);
    expect(told('device').subject).toMatch(/connexion depuis un nouvel appareil$/);
  });

  it('T04 X18 the client’s contact reads names, and nothing else of what the caller may hold', () => {
    const members = [
      { firstName: 'Zoé', lastName: 'Modèle', nir: '1670869123067' },
      { firstName: 'Jean', lastName: 'Exemple', nir: '2710933063041' },
    ];
    const mail = renderMail(
      'members-deactivated',
      { client: 'DURAND', members },
      { insurer: demoInsurer('cpms'), locale: 'fr', now: NOW },
    );
    expect(mail.subject).toBe('CPMS\u00a0: 2 accès désactivés chez DURAND');
    expect(mail.text).toContain('- Zoé Modèle\n- Jean Exemple');
    expect(JSON.stringify(mail)).not.toMatch(/1670869123067|2710933063041/);
  });

  it('E64 CT a contact nobody checked, or not for long, is to be confirmed; a checked one is not', () => {
    const insurer = structuredClone(demoInsurer('acs'));
    const contact = insurer.contacts.find(({ id }) => insurer.contactFor.person?.includes(id))!;
    const textAt = (now: number) =>
      renderMail('deactivated', samples.deactivated, { insurer, locale: 'fr', now }).text;
    expect(textAt(NOW)).toMatch(/à confirmer/);
    contact.checkedOn = '2026-11-01';
    contact.price = { kind: 'free' };
    expect(textAt(NOW)).not.toMatch(/à confirmer/);
    expect(textAt(NOW)).toMatch(/appel gratuit/);
    expect(textAt(NOW + 200 * 86_400_000)).toMatch(/à confirmer/);
  });

  it('an argument is text: neither markup, nor a header, nor a line of its own', () => {
    const nasty = '<img src=x onerror=alert(1)>"\'&\r\nBcc: eve@example.test\u2028{count}';
    const mail = renderMail(
      'members-deactivated',
      { client: nasty, members: [{ firstName: nasty, lastName: '</ul><script>' }] },
      { insurer: demoInsurer('abela'), locale: 'fr', now: NOW },
    );
    const page = parse(mail.html);
    expect(page.querySelectorAll('img, script, a')).toHaveLength(0);
    expect(page.querySelectorAll('li')).toHaveLength(1);
    expect(mail.subject).not.toMatch(/\p{Cc}/u);
    expect(mail.text).not.toMatch(/^Bcc/m);
  });

  it('what was written to a desk keeps its lines, and none of them passes for another fact (P09)', () => {
    const message = 'Bonjour,\r\nAdhérent\u00a0: Ève\u202e <b>\u0007\u2028Mobile : 0\n\nà bientôt';
    const mail = renderMail(
      'desk-request',
      {
        ...samples['desk-request'],
        facts: [
          ['from', 'sign-in'],
          ['message', message],
        ],
      },
      { insurer: demoInsurer('cpms'), locale: 'fr', now: NOW },
    );
    expect(mail.text).toContain(
      'Message\u00a0: Bonjour,\n  Adhérent\u00a0: Ève  <b> Mobile : 0\n  \n  à bientôt\n\n',
    );
    expect(mail.text).not.toMatch(/^(?:Adhérent|Mobile)/m);
    const facts = parse(mail.html).querySelectorAll('li');
    expect(facts).toHaveLength(2);
    expect(facts[1]!.innerHTML).toMatch(
      /Bonjour,<br>Adhérent\u00a0: Ève {2}&#60;b&#62; Mobile : 0<br><br>à bientôt$/,
    );
    for (const unseen of ['\u202e', '\u0007', '\u2028']) expect(mail.text + mail.html).not.toContain(unseen);
  });

  it('the HTML loads nothing, names its language and has a dark side', () => {
    for (const name of templateNames) {
      const { html } = renderMail(name, samples[name], {
        insurer: demoInsurer('cpms'),
        locale: 'en',
        now: NOW,
      });
      const page = parse(html);
      expect(page.querySelector('html')?.getAttribute('lang')).toBe('en');
      expect(page.querySelectorAll('link, script, iframe, object, [background]')).toHaveLength(0);
      // A QR code travels inside the mail.
      for (const image of page.querySelectorAll('img')) expect(image.getAttribute('src')).toMatch(/^data:/);
      expect(html).not.toMatch(/url\(|@import|@font-face/);
      expect(html).toContain('prefers-color-scheme:dark');
      for (const table of page.querySelectorAll('table'))
        expect(table.getAttribute('role')).toBe('presentation');
    }
  });
});

interface Delivery {
  readonly from: string;
  readonly to: readonly string[];
  readonly mail: Email;
}

/** A mail server on loopback. `refuse` decides about a sender or a recipient as a real one would. */
async function mailServer(
  refuse: (address: string) => number | undefined = () => undefined,
  words: () => string = () => 'refused',
) {
  const delivered: Delivery[] = [];
  const decide: NonNullable<SMTPServerOptions['onMailFrom']> = ({ address }, _session, done) => {
    const responseCode = refuse(address);
    done(responseCode ? Object.assign(new Error(words()), { responseCode }) : null);
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom: decide,
    onRcptTo: decide,
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const mail = await PostalMime.parse(Buffer.concat(chunks));
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        delivered.push({ from, to: envelope.rcptTo.map(({ address }) => address), mail });
        done();
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    delivered,
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise<void>((done) => server.close(done)),
  };
}

describe('the SMTP mailer', () => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function post(refuse?: (address: string) => number | undefined, words?: () => string) {
    const server = await mailServer(refuse, words);
    closing.push(server.close);
    const mailer: SmtpMailer = smtpMailer({
      url: server.url,
      from: 'Espace Adhérent <ne-pas-repondre@insurer.example.test>',
      clock: { now: () => NOW },
    });
    closing.push(() => mailer.close());
    return { mailer, delivered: server.delivered };
  }

  const { subject, text, html } = renderMail('reset', samples.reset, {
    insurer: demoInsurer('cpms'),
    locale: 'fr',
    now: NOW,
  });
  const mailTo = (address: string, name = 'Zoé Modèle'): OutgoingMail => ({
    id: 'mail-3f2a.0',
    tenant: 'cpms',
    to: { name, address },
    subject,
    text,
    html,
  });

  it('R04 delivers both renderings to the one recipient, as an automatic message', async () => {
    const { mailer, delivered } = await post();
    await mailer.send(mailTo('m01@example.test'));
    const [{ from, to, mail } = expect.fail('nothing delivered')] = delivered;
    expect(from).toBe('ne-pas-repondre@insurer.example.test');
    expect(to).toEqual(['m01@example.test']);
    expect(mail.from).toMatchObject({ name: 'Espace Adhérent', address: from });
    expect(mail.to).toMatchObject([{ name: 'Zoé Modèle', address: 'm01@example.test' }]);
    expect(mail.subject).toBe(subject);
    expect(mail.text?.split(/\r?\n/)).toContain(LINK);
    expect(mail.html).toContain('lang="fr"');
    expect(mail.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated');
    expect(Date.parse(mail.date!)).toBe(NOW);
  });

  it('P11 a mail sent twice carries the same Message-ID, by which the receiver can tell', async () => {
    const { mailer, delivered } = await post();
    await mailer.send(mailTo('m01@example.test'));
    await mailer.send(mailTo('m01@example.test'));
    await mailer.send({ ...mailTo('m01@example.test'), id: 'other (id)>\r\n' });
    const ids = delivered.map(({ mail }) => mail.messageId);
    expect(ids.slice(0, 2)).toEqual(Array(2).fill('<mail-3f2a.0@insurer.example.test>'));
    expect(ids[2]).toBe('<other%20%28id%29%3E%0D%0A@insurer.example.test>');
  });

  it('a recipient refused with 5xx is undeliverable, with 4xx worth another try', async () => {
    const codes: Record<string, number> = { 'gone@example.test': 550, 'busy@example.test': 450 };
    const { mailer, delivered } = await post((address) => codes[address]);
    await expect(mailer.send(mailTo('gone@example.test'))).rejects.toBeInstanceOf(Undeliverable);
    const later = await mailer.send(mailTo('busy@example.test')).catch((error: unknown) => error);
    expect(later).not.toBeInstanceOf(Undeliverable);
    // By which an operator is told why (`reasonOf` of the outbox).
    expect(later).toMatchObject({ code: 'EENVELOPE', responseCode: 450, response: '450 refused' });
    expect(delivered).toHaveLength(0);
  });

  it.each([
    ['5.1.1 no such user here', true],
    ['unknown', true],
    ['5.7.1 relay access denied', false],
    ['relaying denied', false],
    ['5.2.2 mailbox full', false],
    ['5.3.4 too big for this system', false],
  ])('R09 « %s » says that the address is wrong: %s', async (words, isWrong) => {
    const { mailer } = await post(
      (address) => (address.startsWith('gone') ? 550 : undefined),
      () => words,
    );
    const error = await mailer.send(mailTo('gone@example.test')).catch((caught: unknown) => caught);
    expect(error instanceof Undeliverable).toBe(isWrong);
  });

  it('R09 a sender refused with 5xx is ours to mend: worth another try', async () => {
    const { mailer } = await post((address) => (address.startsWith('ne-pas-repondre') ? 550 : undefined));
    const error = await mailer.send(mailTo('m01@example.test')).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(Undeliverable);
  });

  it('a server that is away is worth another try', async () => {
    const mailer = smtpMailer({ url: 'smtp://127.0.0.1:1', from: 'a@example.test' });
    closing.push(() => mailer.close());
    const error = await mailer.send(mailTo('m01@example.test')).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(Undeliverable);
  });

  it('a line break in a name redirects nothing', async () => {
    const { mailer, delivered } = await post();
    await mailer.send(mailTo('m01@example.test', 'Zoé\r\nBcc: eve@example.test, <eve@example.test>'));
    const [{ to, mail } = expect.fail('nothing delivered')] = delivered;
    expect(to).toEqual(['m01@example.test']);
    expect(mail.to?.map(({ address }) => address)).toEqual(['m01@example.test']);
    expect(mail.bcc).toBeUndefined();
  });

  it.each([
    'a@example.test, eve@example.test',
    'a@example.test\r\nBcc: eve@example.test',
    '',
    'Eve <eve@example.test>',
  ])('%j is not one mailbox: it goes nowhere', async (address) => {
    const { mailer, delivered } = await post();
    await expect(mailer.send(mailTo(address))).rejects.toBeInstanceOf(Undeliverable);
    expect(delivered).toHaveLength(0);
  });

  it.each([
    ['', 5],
    ['?maxConnections=2', 2],
  ])('says how many mails it sends at once, as its address « …%s » has it: %i', (query, atOnce) => {
    const mailer = smtpMailer({ url: `smtp://127.0.0.1:1${query}`, from: 'a@example.test' });
    closing.push(() => mailer.close());
    expect(mailer.atOnce).toBe(atOnce);
  });

  it('refuses to start with a sender that is not one mailbox', () => {
    for (const from of ['', 'nobody', 'a@example.test, b@example.test']) {
      expect(() => smtpMailer({ url: 'smtp://127.0.0.1:1', from })).toThrow('one mailbox');
    }
  });
});

describe('the mail outbox', () => {
  const mail = (id: string, address = 'm01@example.test'): OutgoingMail => ({
    id,
    tenant: 'cpms',
    to: { name: 'Zoé Modèle', address },
    ...renderMail('reset', samples.reset, { insurer: demoInsurer('cpms'), locale: 'fr', now: NOW }),
  });

  it('P11 P13 keeps one mail per id, newest last, sealed', async () => {
    const { documents, stolen } = memoryDocuments();
    const mailer = outboxMailer({ documents, clock: { now: () => NOW }, bouncing: [] });
    for (const id of ['z', 'b', 'z', 'a']) await mailer.send(mail(id));
    expect((await listOutboxMails(documents)).map(({ id }) => id)).toEqual(['z', 'b', 'a']);
    expect(stolen()).not.toMatch(/1234 5678|\/l\/[\w-]{8}|example/);
  });

  it('an address that bounces is undeliverable and leaves nothing', async () => {
    const { documents } = memoryDocuments();
    const mailer = outboxMailer({ documents, clock: { now: () => NOW }, bouncing: ['m18@example.test'] });
    await expect(mailer.send(mail('a', 'm18@example.test'))).rejects.toBeInstanceOf(Undeliverable);
    expect(await listOutboxMails(documents)).toEqual([]);
  });
});
