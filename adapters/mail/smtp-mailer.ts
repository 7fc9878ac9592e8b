import { createTransport } from 'nodemailer';
import addressparser from 'nodemailer/lib/addressparser';
import { parseEmail } from '../../machines/domain/email.ts';
import type { Clock } from '../../machines/ports/clock.ts';
import { type Mailer, type OutgoingMail, Undeliverable } from '../../machines/ports/mailer.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:587` or `smtps://…`; nodemailer's options may stand in its query. */
  readonly url: string;
  /** `address@domain` or `Name <address@domain>`. */
  readonly from: string;
  readonly clock?: Clock;
}

export interface SmtpMailer extends Mailer {
  /** How many connections it keeps to the server, each with one mail at a time: what is sent beyond waits in here. */
  readonly atOnce: number;
  /** Closes the idle connections; mails being sent are finished. */
  close(): void;
}

/** As many connections as a mail server usually lets one client have; `?maxConnections=` in the address says otherwise. */
const connections = 5;

/** A server that does not answer must not hold a worker's lease for long. */
const TIMEOUTS = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 30_000,
  dnsTimeout: 10_000,
};
/** Loops of out-of-office replies end here (RFC 3834). */
const AUTOMATIC = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

/** Throws at once when `from` is not one mailbox. Contents never come from a file or an address. */
export function smtpMailer({ url, from, clock = { now: Date.now } }: SmtpOptions): SmtpMailer {
  const sender = parseSender(from);
  const domain = sender.address.slice(sender.address.lastIndexOf('@') + 1);
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: connections,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...TIMEOUTS,
  });
  return {
    // As the address says, which stands above what is given beside it.
    atOnce: Number(transport.options.maxConnections) || connections,
    close: () => transport.close(),
    send: async (mail) => {
      const to = recipientOf(mail);
      try {
        await transport.sendMail({
          from: sender,
          to,
          envelope: { from: sender.address, to: [to.address] },
          messageId: messageId(mail.id, domain),
          date: new Date(clock.now()),
          headers: AUTOMATIC,
          subject: withoutBreaks(mail.subject),
          text: mail.text,
          html: mail.html,
        });
      } catch (error) {
        throw refusedForGood(error) ? new Undeliverable(`refused: ${mail.id}`, { cause: error }) : error;
      }
    },
  };
}

function parseSender(from: string): { name: string; address: string } {
  const [sender, ...others] = addressparser(from, { flatten: true });
  const address = parseEmail(sender?.address ?? '');
  if (!sender || !address || others.length > 0) throw new Error('the sender is not one mailbox');
  return { name: sender.name, address };
}

/** The mail library reads a list where one address was meant: what is not one plain mailbox goes nowhere. */
function recipientOf({ id, to }: OutgoingMail): { name: string; address: string } {
  const address = parseEmail(to.address);
  if (!address) throw new Undeliverable(`not one mailbox: ${id}`);
  return { name: withoutBreaks(to.name), address };
}

const withoutBreaks = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

/** The same id gives the same Message-ID, by which the receiver tells a repeat. */
const messageId = (id: string, domain: string): string =>
  `<${encodeURIComponent(id).replace(/[()]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)}@${domain}>`;

interface SmtpError {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  /** The server's own words, with its enhanced status code (RFC 3463) where it has one. */
  readonly response?: string;
}

/** Policy, system and protocol (5.7, 5.3, 5.5), a full mailbox, a relay that does not take us for one of its own. */
const mayPass = /\b5\.[357]\.\d+|\b5\.2\.2\b|\brelay/i;

/**
 * 5xx about the recipient or the content, or an envelope that the library itself refuses. A 5xx at the
 * greeting, at the login or about our own address (MAIL FROM) is ours to mend: the same mail may work later. So may one
 * that a policy refused or a mailbox had no room for: nothing of it says that the address is wrong.
 */
function refusedForGood(error: unknown): boolean {
  const { code, command, responseCode, response = '' } = error as SmtpError;
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return false;
  if (responseCode === undefined) return code === 'EENVELOPE';
  return responseCode >= 500 && command !== 'MAIL FROM' && !mayPass.test(response);
}
