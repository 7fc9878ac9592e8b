import { windowLines } from '../domain/address.ts';
import { fullName, type Member } from '../domain/member.ts';
import { confirmedEmail } from '../domain/member-email.ts';
import type { LateEvent } from '../engine/late.ts';
import type { OutboxEntry } from '../engine/outbox.ts';
import type { Locale } from '../envelope.ts';
import type { OutgoingLetter } from '../ports/letter-printer.ts';
import type { ServicePorts } from './ports.ts';

export type MailTemplate =
  | 'ecps-activation'
  | 'hand-over'
  | 'reset'
  | 'code-changed'
  | 'new-browser'
  | 'deactivated'
  | 'members-deactivated'
  | 'desk-request'
  | 'email-confirm'
  | 'email-asked'
  | 'email-registered'
  | 'email-dropped';

/** A mail as it waits in the outbox: rendered when it leaves, for whoever the address is then of. */
export interface MailPayload {
  readonly template: MailTemplate;
  readonly to: { readonly name: string; readonly address: string };
  readonly locale: Locale;
  readonly args: Readonly<Record<string, unknown>>;
}

export interface LetterPayload {
  readonly letter: string;
  readonly recipient: string;
  readonly addressLines: readonly string[];
  readonly locale: Locale;
  readonly requestedAt: number;
  readonly code: string;
  readonly codeExpiresAt: number;
  /** Tells of an e-mail address asked for (D04); without it the code is an access code. */
  readonly email?: NonNullable<OutgoingLetter['email']>;
}

export interface SmsPayload {
  readonly to: string;
  readonly text: string;
}

/** What a session is told, by its id. */
export interface EventPayload {
  readonly session: string;
  readonly event: LateEvent;
}

/** Makes outbox entries. Ids are random: they go to the receiver and say nothing. */
export function createMessagesOut({ randomness, clock }: Pick<ServicePorts, 'randomness' | 'clock'>) {
  const entry = (kind: OutboxEntry['kind'], payload: object): OutboxEntry => ({
    id: randomness.token(12),
    kind,
    payload: payload as OutboxEntry['payload'],
    dueAt: clock.now(),
    attempts: 0,
  });

  return {
    /** Nothing for a member without a confirmed e-mail (D04). */
    mailTo(member: Member, template: MailTemplate, args: MailPayload['args'] = {}): readonly OutboxEntry[] {
      const address = confirmedEmail(member, clock.now());
      if (address === undefined) return [];
      const payload: MailPayload = {
        template,
        to: { name: fullName(member), address },
        locale: member.locale,
        args,
      };
      return [entry('mail', payload)];
    },
    mail: (payload: MailPayload) => entry('mail', payload),
    sms: (payload: SmsPayload) => entry('sms', payload),
    event: (payload: EventPayload) => entry('event', payload),
    letterTo(
      member: Member,
      letter: Omit<LetterPayload, 'recipient' | 'addressLines' | 'locale'>,
    ): OutboxEntry {
      const payload: LetterPayload = {
        ...letter,
        recipient: fullName(member),
        addressLines: windowLines(fullName(member), member.addressLines),
        locale: member.locale,
      };
      return entry('letter', payload);
    },
  };
}

export type MessagesOut = ReturnType<typeof createMessagesOut>;
