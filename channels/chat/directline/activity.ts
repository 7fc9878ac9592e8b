import { type ChoiceView, localeTags } from '../../../machines/envelope.ts';
import type { Line } from '../../conversation/conversation.ts';
import { toldStanding } from '../told-standing.ts';
import type { Party } from './chat-tokens.ts';
import { activityIdOf, clientActivityIdOf } from './read-activity.ts';

export interface ActivityScope {
  readonly party: Party;
  /** The bot's name for people: the insurer's. */
  readonly botName: string;
  readonly publicUrl: string;
  /** Outside production programs are told where the session stands (contract: `channelData.guichet`). */
  readonly tellsStanding: boolean;
}

/** What Direct Line's clients show. One line is one activity. */
export const activitiesOf = (lines: readonly Line[], scope: ActivityScope): Record<string, unknown>[] =>
  lines.map((line, at) => {
    const standing = scope.tellsStanding ? toldStanding(lines, at) : undefined;
    const activity = activityOf(line, scope);
    return standing ? { ...activity, channelData: { guichet: standing } } : activity;
  });

function activityOf(line: Line, scope: ActivityScope): Record<string, unknown> {
  const { party } = scope;
  const sent = line.sentAs;
  return {
    type: 'message',
    id:
      line.from === 'person' && sent !== undefined
        ? activityIdOf(party.conversation, sent)
        : `${party.conversation}|${line.id}`,
    timestamp: new Date(line.at).toISOString(),
    channelId: 'directline',
    conversation: { id: party.conversation },
    locale: localeTags[line.locale ?? party.locale],
    text: line.text,
    textFormat: 'plain',
    ...(line.from === 'person' ? ofPerson(party, sent) : ofBot(line, scope)),
  };
}

/** Nothing of what the client sent but its own name for it: the user is the token's, whatever it said. */
function ofPerson({ user }: Party, sent: string | undefined) {
  const clientActivityID = sent === undefined ? undefined : clientActivityIdOf(sent);
  return {
    from: { id: user, role: 'user' },
    ...(clientActivityID !== undefined && { channelData: { clientActivityID } }),
  };
}

function ofBot(line: Line, { party, botName, publicUrl }: ActivityScope) {
  const attachments = [
    ...(line.drawing ? [drawing(line.drawing, publicUrl)] : []),
    ...(line.link ? [linkCard(line.link)] : []),
  ];
  return {
    from: { id: party.tenant, name: botName, role: 'bot' },
    recipient: { id: party.user },
    inputHint: line.choices?.length || line.link ? 'expectingInput' : 'acceptingInput',
    ...(attachments.length > 0 && { attachments }),
    ...(line.choices?.length && {
      suggestedActions: { to: [party.user], actions: line.choices.map(action) },
    }),
  };
}

/** Sends the label, as if it had been typed: buttons and words are equal. */
const action = ({ label }: ChoiceView) => ({ type: 'imBack', title: label, value: label });

/** A card with one button; the words around it are the activity's own text. */
const linkCard = ({ label, url }: NonNullable<Line['link']>) => ({
  contentType: 'application/vnd.microsoft.card.hero',
  content: { buttons: [{ type: 'openUrl', title: label, value: url }] },
});

/** The name is what a screen reader says of the picture. */
const drawing = ({ id, text }: NonNullable<Line['drawing']>, publicUrl: string) => ({
  contentType: 'image/png',
  contentUrl: `${publicUrl}/chat/drawings/${encodeURIComponent(id)}.png`,
  name: text,
});

/**
 * Said while an answer is being prepared; never stored, so it has no place in the watermark. Microsoft's client shows
 * it until the bot says something later: it is as old as the message that is being answered.
 */
export const typingActivity = ({ party, botName }: ActivityScope, since: number) => ({
  type: 'typing',
  id: `${party.conversation}|typing-${since}`,
  timestamp: new Date(since).toISOString(),
  channelId: 'directline',
  conversation: { id: party.conversation },
  from: { id: party.tenant, name: botName, role: 'bot' },
});
