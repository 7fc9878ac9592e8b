import { hash, randomUUID } from 'node:crypto';
import { type Static, Type } from 'typebox';
import { isLocale, type Locale } from '../../../machines/envelope.ts';
import { bringsFile } from '../attached.ts';

/** Longer than anything a person types; a pasted document is refused before anybody reads it. */
const longestText = 6_000;
const longestChoice = 100;

/** What we read of an activity. Clients send much more, which is ignored. */
export const ActivitySchema = Type.Object(
  {
    type: Type.String({ maxLength: 100, description: '`message`; any other type changes nothing.' }),
    id: Type.Optional(Type.String({ maxLength: 256, description: 'The same again is handled once.' })),
    text: Type.Optional(Type.String({ maxLength: longestText })),
    value: Type.Optional(Type.Unknown({ description: '`{ choice: id }`, or a text where there is none.' })),
    locale: Type.Optional(Type.String({ maxLength: 35 })),
    attachments: Type.Optional(Type.Unknown({ description: 'Never read: the bot says so.' })),
    channelData: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: true, title: 'Activity' },
);

/** A message of the person's, without the protocol. `undefined` for what says nothing (`typing`, `event` …). */
export interface Spoken {
  /** Unique in the conversation, and the same whenever the client sends this message again (P11). */
  readonly id: string;
  readonly locale?: Locale;
  readonly text?: string;
  readonly choice?: string;
  /** A picture or a file came with it. */
  readonly unread?: 'file';
}

export type Activity = Static<typeof ActivitySchema>;

/** A text too long is told apart from a form we do not know: the client can do something about it. */
export function isTooLong(body: unknown): boolean {
  const text = (body as { text?: unknown } | null)?.text;
  return typeof text === 'string' && text.length > longestText;
}

export function readActivity(activity: Activity): Spoken | undefined {
  if (activity.type !== 'message') return undefined;
  const { value } = activity;
  const text = (activity.text ?? (typeof value === 'string' ? value : undefined))
    ?.trim()
    .slice(0, longestText);
  const choice = choiceOf(value);
  const attached = bringsFile(activity.attachments);
  if (text === undefined && choice === undefined && !attached) return undefined;
  const locale = localeOf(activity.locale);
  return {
    id: sentAs(activity),
    ...(locale && { locale }),
    // A button of ours sends its label as text too: the choice says exactly which.
    ...(choice !== undefined ? { choice } : { text: text ?? '' }),
    ...(attached && { unread: 'file' as const }),
  };
}

const client = 'client:';

/** What it is known again by. Microsoft's client names its messages itself, and looks for that on what comes back. */
export function sentAs({ id, channelData }: Activity): string {
  const own = (channelData as { clientActivityID?: unknown } | null | undefined)?.clientActivityID;
  if (typeof own === 'string' && /^[\w.-]{1,100}$/.test(own)) return `${client}${own}`;
  return id ? `id:${id}` : `new:${randomUUID()}`;
}

export const clientActivityIdOf = (sent: string): string | undefined =>
  sent.startsWith(client) ? sent.slice(client.length) : undefined;

/**
 * The id of a person's activity, in the answer to its POST and again on the stream: follows from what it was
 * sent as, so that the same message sent twice is told the same.
 */
export const activityIdOf = (conversation: string, sent: string): string =>
  `${conversation}|${hash('sha256', sent, 'base64url').slice(0, 16)}`;

function choiceOf(value: unknown): string | undefined {
  const id = (value as { choice?: unknown } | null | undefined)?.choice;
  return typeof id === 'string' && id !== '' && id.length <= longestChoice ? id : undefined;
}

/** `fr-FR` → `fr`; any other language leaves the conversation in its own. */
export function localeOf(tag: string | undefined): Locale | undefined {
  const language = tag?.toLowerCase().split('-')[0];
  return isLocale(language) ? language : undefined;
}
