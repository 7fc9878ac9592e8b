import { type MailArguments, type MailTemplate, renderMail } from '../adapters/mail/render.ts';
import { fitsWindow } from '../machines/domain/address.ts';
import type { Insurer } from '../machines/domain/insurer.ts';
import { fullName } from '../machines/domain/member.ts';
import { confirmedEmail } from '../machines/domain/member-email.ts';
import type { Engine } from '../machines/engine/engine.ts';
import { type Deliver, inTime, type OutboxEntry, ReceiverBusy } from '../machines/engine/outbox.ts';
import type { Clock } from '../machines/ports/clock.ts';
import type { LetterPrinter } from '../machines/ports/letter-printer.ts';
import { type Mailer, Undeliverable } from '../machines/ports/mailer.ts';
import type { SmsSender } from '../machines/ports/sms-sender.ts';
import type { Members } from '../machines/services/members.ts';
import type {
  EventPayload,
  LetterPayload,
  MailPayload,
  SmsPayload,
} from '../machines/services/messages-out.ts';

interface Parts {
  readonly mailer: Mailer;
  readonly printer: LetterPrinter;
  readonly insurers: ReadonlyMap<string, Insurer>;
  readonly members: Members;
  readonly clock: Clock;
  readonly sms: SmsSender;
  /** Tells a session (`Engine.deliver`). */
  readonly tell: Engine['deliver'];
}

/** From an outbox entry to its adapter: rendered when it leaves. */
export function createDeliver({ mailer, printer, insurers, members, clock, sms, tell }: Parts): Deliver {
  return async (entry, tenant) => {
    const insurer = insurers.get(tenant)!;
    if (entry.kind === 'mail') {
      const payload = await addressed(entry.payload as unknown as MailPayload & { member?: string });
      const { template, locale, args, to } = payload;
      const mail = renderMail(template as MailTemplate, args as unknown as MailArguments[MailTemplate], {
        insurer,
        locale,
        now: clock.now(),
      });
      await mailer.send({ id: entry.id, tenant, to, ...mail });
      return;
    }
    if (entry.kind === 'letter') {
      const { letter, ...rest } = entry.payload as unknown as LetterPayload;
      if (!fitsWindow(rest.addressLines)) throw new Undeliverable('an address that does not fit the window');
      await printer.print({ id: letter, tenant, ...rest });
      return;
    }
    if (entry.kind === 'sms') {
      const { to, text } = entry.payload as unknown as SmsPayload;
      await sms.send({ id: entry.id, tenant, to, text });
      return;
    }
    const { session, event } = entry.payload as unknown as EventPayload;
    await tell(session, event);
  };

  /** A mail addressed to a member goes to the address they have when it leaves. */
  async function addressed(payload: MailPayload & { member?: string }): Promise<MailPayload> {
    if (!payload.member) return payload;
    const found = await members.load(payload.member);
    const address = found && confirmedEmail(found.member, clock.now());
    if (!found || address === undefined) throw new Undeliverable('no confirmed e-mail');
    return { ...payload, to: { name: fullName(found.member), address }, locale: found.member.locale };
  }
}

/** Fewer than the worker has in hand (64), so that two receivers that hang leave room for everything else. */
export const mostAtOnce = 24;

/**
 * Hands at most so many messages of each of these kinds over at a time: a receiver that hangs keeps its own waiting, and
 * nothing else. No kind should have more places than its adapter has connections: what waits in there spends the time of
 * its delivery. What finds no place within `patienceMs` throws `ReceiverBusy`.
 */
export function fewAtOnce(
  deliver: Deliver,
  places: Readonly<Partial<Record<OutboxEntry['kind'], number>>>,
  patienceMs = 2_000,
): Deliver {
  const doors = new Map(
    Object.entries(places).map(([kind, most]) => [kind, door(Math.min(most, mostAtOnce), patienceMs)]),
  );
  return async (entry, tenant) => {
    const { enter, leave } = doors.get(entry.kind) ?? open;
    await enter();
    try {
      await deliver(entry, tenant);
    } finally {
      leave();
    }
  };
}

const open = { enter: async () => {}, leave: () => {} };

function door(most: number, patienceMs: number): typeof open {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return {
    async enter() {
      if (inside < most) {
        inside++;
        return;
      }
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      waiting.push(resolve);
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(resolve), 1);
        reject(new ReceiverBusy('too many are on their way'));
      }, patienceMs);
      await promise.finally(() => clearTimeout(timer));
    },
    /** The place passes to who has waited longest. */
    leave() {
      const next = waiting.shift();
      if (next) next();
      else inside--;
    },
  };
}

/** Told how each hand-over to an adapter went, and when. */
export type DeliveryWatch = (entry: OutboxEntry, result: 'sent' | 'failed', now: number) => void;

/** One that is overdue has failed, as for who asked for it; one that found no place was not handed over. */
export function watched(deliver: Deliver, clock: Clock, watch: DeliveryWatch | undefined): Deliver {
  if (!watch) return deliver;
  return async (entry, tenant) => {
    try {
      await inTime(deliver(entry, tenant));
    } catch (error) {
      if (!(error instanceof ReceiverBusy)) watch(entry, 'failed', clock.now());
      throw error;
    }
    watch(entry, 'sent', clock.now());
  };
}
