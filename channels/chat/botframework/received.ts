import type { Locale } from '../../../machines/envelope.ts';
import { digestOf } from '../../conversation/digest-of.ts';
import { bringsFile } from '../attached.ts';
import type { Received } from '../bot.ts';
import type { IncomingActivity } from './activity.ts';

/** Longer than anything a person types; what is beyond is cut off. */
const longestText = 6_000;

/** What an activity is to us: a message, the moment to greet, or nothing that asks for an answer. */
export type Heard = Pick<Received, 'text' | 'choice' | 'unread' | 'edited'> | 'opened' | 'nothing';

export function heard(activity: IncomingActivity): Heard {
  switch (activity.type) {
    case 'message':
      return said(activity);
    case 'messageUpdate':
      return isEdit(activity) ? { unread: 'edit', edited: plain(activity.text ?? '') } : 'nothing';
    case 'conversationUpdate':
      return activity.membersAdded?.length ? 'opened' : 'nothing';
    case 'installationUpdate':
      return activity.action === 'add' ? 'opened' : 'nothing';
    case 'invoke':
      return pressed(activity);
    default:
      return 'nothing';
  }
}

/** Its id is that of the message it changes: each change is a message of its own. */
export const messageId = ({ type, id, timestamp }: IncomingActivity): string | undefined =>
  type === 'messageUpdate' && id !== undefined ? `${id}:${timestamp ?? ''}` : id;

/** Teams says so too of a message that was deleted and brought back. */
const isEdit = ({ channelData }: IncomingActivity): boolean =>
  (channelData as { eventType?: unknown } | null | undefined)?.eventType !== 'undeleteMessage';

/** Whether others read along: there nothing personal is asked. */
export function isGroup({ conversation }: IncomingActivity): boolean {
  const { isGroup: several, conversationType } = conversation;
  return several === true || conversationType === 'groupChat' || conversationType === 'channel';
}

/**
 * The conversation's id in the store: of those of the protocol only the digest. Two insurers never share a
 * conversation.
 */
export function conversationOf(
  { channelId = '', conversation }: IncomingActivity,
  tenant: string | undefined,
): string {
  return `botframework:${digestOf(tenant ?? '', channelId, conversation.id)}`;
}

/**
 * Whom failures and caps count against (X03, X22). Every request comes from the service's own addresses, so it
 * is the account, as the service vouches for it, and not the address.
 */
export function sourceOf({ channelId = '', from, conversation }: IncomingActivity): string {
  const { id = conversation.id, aadObjectId } = from ?? {};
  return `botframework:${digestOf(channelId, aadObjectId ?? id)}`;
}

export function localeOf({ locale }: { readonly locale?: string }): Locale {
  return locale?.toLowerCase().startsWith('en') ? 'en' : 'fr';
}

/** A button of ours comes back as `value`, with or without the words on it; anything else is what was typed. */
function said({ text, value, attachments }: IncomingActivity): Heard {
  const choice = choiceIn(value);
  if (choice !== undefined) return { choice };
  const typed = plain(typeof value === 'string' && !text ? value : (text ?? ''));
  return { text: typed, ...(bringsFile(attachments) && { unread: 'file' }) };
}

function pressed({ name, value }: IncomingActivity): Heard {
  if (name !== 'adaptiveCard/action') return 'nothing';
  const { action } = (value ?? {}) as { action?: { data?: unknown } };
  const choice = choiceIn(action?.data);
  return choice === undefined ? 'nothing' : { choice };
}

function choiceIn(value: unknown): string | undefined {
  const { choice } = (typeof value === 'object' && value !== null ? value : {}) as { choice?: unknown };
  return typeof choice === 'string' && choice.length <= 100 ? choice : undefined;
}

/** Teams writes mentions as tags and spaces as entities; what is set in bold, or written as an entity, is read as typed. */
function plain(text: string): string {
  return text
    .slice(0, longestText)
    .replaceAll(/<at\b[^>]{0,200}>[^<]{0,200}<\/at>/g, ' ')
    .replaceAll(/<\/?[a-z][^<>]{0,200}>/gi, '')
    .replaceAll(/&#(\d{1,5});/g, (_entity, code: string) => String.fromCharCode(Number(code)))
    .replaceAll(/&nbsp;|\u00a0/g, ' ')
    .trim();
}
