import { declared, fields } from '../../../../machines/fields.ts';
import type { Line } from '../../../conversation/conversation.ts';
import type { Scene } from '../scene.ts';

/** As much of the conversation as whoever reads the message needs; the newest lines are worth most. */
const mostCharacters = 2_500;
const mostInAll = fields.message.maxLength;

/**
 * A message to a person takes the conversation along, so that nobody has to tell their story twice. Nothing in
 * it ever held a secret: lines are kept without them. Links and codes of hand-overs are the bot's and stay out. Each
 * thing said is one line, so that nobody's words pass for the other's.
 */
export async function withTranscript(
  scene: Scene,
  values: Readonly<Record<string, string | boolean>>,
): Promise<Readonly<Record<string, string | boolean>>> {
  const all = { ...values };
  for (const [name, value] of Object.entries(values)) {
    // An empty message stays one, for the chart to say so.
    const takes = declared(name)?.takesTranscript && typeof value === 'string' && value.trim() !== '';
    if (takes) all[name] = appended(scene, value, before(scene, await everyLine(scene), name));
  }
  return all;
}

/** Also those put aside since. */
async function everyLine({ parts, conversation, id }: Scene): Promise<readonly Line[]> {
  const lines = id === undefined ? undefined : await parts.conversations.linesAfter(id, 0, conversation);
  return lines ?? conversation.lines;
}

/** In one line, without the codes of hand-overs. */
const told = (text: string): string => text.replaceAll(/\d{4} \d{4}/g, '…').replaceAll(/\s+/g, ' ');

/** What the bot says is known at the desk: its beginning is enough, so that there is room for why somebody came. */
const shortened = (text: string): string =>
  text.length > mostOfTheBots ? `${text.slice(0, mostOfTheBots)}…` : text;
const mostOfTheBots = 160;

/**
 * What was said before the message was asked for: writing it and reading it back is no conversation. Of the last time:
 * another session of the same conversation may have asked for one at the same turn.
 */
function before({ conversation: { turn } }: Scene, lines: readonly Line[], field: string): readonly Line[] {
  const asks = ({ stands }: Line) => stands?.turn === turn && stands.asks?.includes(field) === true;
  const earlier = lines.findLastIndex((line) => line.stands && !asks(line));
  const asked = lines.findIndex((line, at) => at > earlier && asks(line));
  return asked < 0 ? lines : lines.slice(0, asked);
}

function appended(scene: Scene, message: string, lines: readonly Line[]): string {
  const room = Math.min(mostCharacters, mostInAll - message.length - 200);
  const spoken = lines
    .filter(({ link }) => link === undefined)
    .map(({ from, text }) =>
      scene.word(`transcript.${from}`, { text: from === 'bot' ? shortened(told(text)) : told(text) }),
    );
  const kept: string[] = [];
  for (let left = room; spoken.length > 0; ) {
    const line = spoken.pop()!;
    left -= line.length + 1;
    if (left < 0) break;
    kept.unshift(line);
  }
  if (kept.length === 0) return message;
  return `${message}\n\n${scene.word('transcript')}\n${kept.join('\n')}`;
}
