import type { Activity, Attachment, SuggestedActions } from 'botbuilder';
import { type ChoiceView, type Locale, localeTags } from '../../../machines/envelope.ts';
import type { Line } from '../../conversation/conversation.ts';
import { isAboutTheSame, type ToldStanding, toldStanding } from '../told-standing.ts';
import { worded } from './wording.ts';
import { wordsFor } from './words.ts';

export interface Saying {
  readonly channelId: string;
  readonly locale: Locale;
  /** The person's id: Teams shows suggestions to those they are made to. */
  readonly person: string;
  /** Drawings are fetched from there. */
  readonly publicUrl: string;
  /** Says where the session stands (contract: `channelData.guichet`), outside production only. */
  readonly standing: boolean;
}

/** A line with what programs are told of it. */
type Told = Line & { readonly guichet: ToldStanding | undefined };

/** Teams shows three suggestions, drops the rest without a word, and shows none beside an attachment. */
const teamsSuggestions = 3;
const actionsInRow = 6;

/**
 * Lines as activities, in order. Plain ones about the same question are one message: Teams counts messages, and
 * takes seven in a second. A page or a drawing ends a message, and its choices are another: Teams shows no suggestions
 * beside an attachment.
 */
export function activitiesOf(lines: readonly Line[], saying: Saying): Partial<Activity>[] {
  const messages: Told[][] = [];
  const told = lines.map((line, at) => ({ ...line, guichet: toldStanding(lines, at) }));
  for (const line of told.flatMap((each) => apart(each, saying.locale))) {
    const last = messages.at(-1)?.at(-1);
    if (last && isOpen(last) && isAboutTheSame(last, line)) messages.at(-1)!.push(line);
    else messages.push([line]);
  }
  return messages.map((message) => activityOf(message, saying));
}

const isOpen = ({ link, drawing, choices }: Line) => !link && !drawing && !choices?.length;

/** A line with both a page or a drawing and choices is said in two. */
function apart(line: Told, locale: Locale): readonly Told[] {
  const { choices, ...said } = line;
  if (!choices?.length || !(said.link || said.drawing)) return [line];
  const { link: _link, drawing: _drawing, ...bare } = said;
  return [said, { ...bare, id: `${line.id}-choices`, text: wordsFor('or', locale), choices }];
}

/** `channelData.line` is the same whenever the same is sent again. Only the last line carries more than words. */
function activityOf(
  message: readonly Told[],
  { channelId, person, publicUrl, standing, ...saying }: Saying,
): Partial<Activity> {
  const { id, link, drawing, choices = [], guichet, locale = saying.locale } = message.at(-1)!;
  const attachments = [
    ...(link ? [linkCard(link)] : []),
    ...(drawing ? [picture(drawing, publicUrl)] : []),
    ...(channelId === 'msteams' && choices.length > teamsSuggestions ? [buttonsCard(choices)] : []),
  ];
  return {
    type: 'message',
    ...worded(message.map(({ text }) => text).join('\n\n'), channelId),
    // Else botbuilder says the person’s own, whatever language is spoken.
    locale: localeTags[locale],
    inputHint: choices.length > 0 ? 'expectingInput' : 'acceptingInput',
    ...(attachments.length > 0 && { attachments }),
    ...(choices.length > 0 && { suggestedActions: suggestions(choices, person) }),
    channelData: { line: id, ...(standing && guichet && { guichet }) },
  };
}

/** `imBack` is the only kind that Teams takes, and the label is as good as the button everywhere. */
function suggestions(choices: readonly ChoiceView[], person: string): SuggestedActions {
  return {
    to: [person],
    actions: choices.map(({ label }) => ({ type: 'imBack', title: label, value: label })),
  };
}

/** A hero card: every channel shows it, and its button is the protocol's own `openUrl`. */
function linkCard({ label, url }: NonNullable<Line['link']>): Attachment {
  return {
    contentType: 'application/vnd.microsoft.card.hero',
    content: { buttons: [{ type: 'openUrl', title: label, value: url }] },
  };
}

/** The name is what a screen reader says of it. */
function picture({ id, text }: NonNullable<Line['drawing']>, publicUrl: string): Attachment {
  const contentUrl = `${publicUrl}/chat/drawings/${encodeURIComponent(id)}.png`;
  return { contentType: 'image/png', contentUrl, name: text };
}

/**
 * All the buttons, for Teams, which shows at most six in a row. Version 1.5 is the newest that it reads. The suggestions
 * beside it, which Teams leaves out, are for programs.
 */
function buttonsCard(choices: readonly ChoiceView[]): Attachment {
  const rows = Array.from({ length: Math.ceil(choices.length / actionsInRow) }, (_, row) =>
    choices.slice(row * actionsInRow, (row + 1) * actionsInRow),
  );
  return {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      type: 'AdaptiveCard',
      version: '1.5',
      body: rows.map((row) => ({ type: 'ActionSet', actions: row.map(buttonOf) })),
    },
  };
}

/** Without Teams' own `messageBack`, at which the Agents Playground fails. */
function buttonOf({ id, label }: ChoiceView) {
  return { type: 'Action.Submit', title: label, data: { choice: id } };
}
