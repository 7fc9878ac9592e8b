import { mayMail } from '../domain/code-delivery.ts';
import type { Insurer } from '../domain/insurer.ts';
import type { Member } from '../domain/member.ts';
import type { OutboxEntry } from '../engine/outbox.ts';
import type { Locale } from '../envelope.ts';
import type { Origin } from '../flow.ts';
import type { Caps } from './caps.ts';
import type { Members } from './members.ts';
import type { MessagesOut } from './messages-out.ts';
import type { ServicePorts } from './ports.ts';

export interface HandOverMessage {
  /** 13 characters, as typed: proves nothing. */
  readonly nir: string;
  readonly link: string;
  readonly until: number;
}

export interface HandOverScope {
  readonly insurer: Insurer;
  readonly locale: Locale;
  readonly origin: Origin;
  /** The same for the same request made again. */
  readonly callId: string;
}

const dayMs = 86_400_000;
const smsTemplate = 'hand-over-sms';

/**
 * The link of a hand-over (X20), to the mobile on file, to the confirmed e-mail where there is none or its number is
 * refused, and to nothing that was typed. Who asks has proven nothing, so nothing is answered: the same reads and writes
 * for a NIR nobody has (P07). The link leads to the asker's session; its page and the message say so and warn. What could
 * not leave before the link ends is not sent. Capped as data (X22). Where no SMS can be sent at all
 * (`ServicePorts.sendsSms`), a mobile counts for nothing.
 */
export function createHandOverMessages(
  ports: ServicePorts,
  { members, messages, caps }: { members: Members; messages: MessagesOut; caps: Caps },
) {
  const { vault, clock } = ports;

  async function send(request: HandOverMessage, scope: HandOverScope): Promise<void> {
    const { insurer } = scope;
    const allowed = await withinSourceCap(request.nir, scope);
    const found = await members.findByNir(insurer.id, request.nir);
    const written =
      found &&
      (await members.change(found.id, (member, now) => decided(member, now, { request, scope, allowed })));
    if (!written) await members.changeDecoy(insurer.id, request.nir);
  }

  interface Request {
    readonly request: HandOverMessage;
    readonly scope: HandOverScope;
    readonly allowed: boolean;
  }

  /** The member's document is written, sent or not: the work is the same (P07). Their trail says which, and why not. */
  function decided(member: Member, now: number, { request, scope, allowed }: Request) {
    const id = vault.digest('hand-over-message', scope.callId).replace(/^.*\./, '');
    const withheld = (why: string) => ({
      member: members.withAudit(member, 'hand-over-withheld', why),
      result: true,
    });
    if (member.mails.some((sent) => sent.id === id)) return { member, result: true };
    if (!allowed) return withheld('source-capped');
    if (!member.active) return withheld('deactivated');
    const mail = mailFor(member, now, request, scope);
    const sms = smsFor(member, now, request, scope);
    const entry = sms
      ? { ...sms, ...(mail && { orElse: { kind: mail.kind, payload: mail.payload } }) }
      : mail;
    if (!entry) return withheld('no-address-left');
    // A mail notes itself; an SMS is noted here, so that its cap and its repeat are known.
    const mails =
      entry.kind === 'sms'
        ? [...member.mails, { id, template: smsTemplate, at: now }].slice(-100)
        : member.mails;
    return {
      member: members.withAudit({ ...member, mails }, 'hand-over-sent', entry.kind),
      send: [{ ...entry, id, usefulUntil: request.until }],
      result: true,
    };
  }

  function smsFor(
    member: Member,
    now: number,
    { link, until }: HandOverMessage,
    { insurer }: HandOverScope,
  ): OutboxEntry | undefined {
    if (!ports.sendsSms || !member.mobile) return undefined;
    const sent = member.mails.filter(({ template, at }) => template === smsTemplate && at > now - dayMs);
    if (sent.length >= insurer.policies.caps.smsPerDay) return undefined;
    const args = { insurer: insurer.name, link, until };
    const text = ports.registry.format(member.locale, 'hand-over.sms', args);
    return messages.sms({ to: member.mobile, text });
  }

  function mailFor(
    member: Member,
    now: number,
    { link, until }: HandOverMessage,
    { insurer }: HandOverScope,
  ): OutboxEntry | undefined {
    if (!mayMail(member, insurer, now)) return undefined;
    return messages.mailTo(member, 'hand-over', { link, expiresAt: until })[0];
  }

  /** X22: over the cap the caller hears the same and nothing is sent. The same again for a number is one. */
  const withinSourceCap = (nir: string, { insurer, origin, callId }: HandOverScope): Promise<boolean> =>
    caps.within(
      { insurer, origin, callId: `${callId}|${nir}`, now: clock.now() },
      `hand-over|${origin.source}`,
      insurer.policies.caps.requestsPerSourcePerDay,
    );

  return { send, sendsSms: ports.sendsSms };
}

export type HandOverMessages = ReturnType<typeof createHandOverMessages>;
