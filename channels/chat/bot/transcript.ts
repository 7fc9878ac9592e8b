import { declared, fields } from '../../../machines/fields.ts';
import type { Line } from '../../conversation/conversation.ts';
import type { Scene } from './scene.ts';

/** As much of the conversation as whoever reads the message needs; the newest lines are worth most. */
const mostCharacters = 2_500;
const mostInAll = fields.message.maxLength;

/**
 * A message to a person takes the conversation along, so that nobody has to tell their story twice. Nothing in
 * it ever held a secret: lines are kept without them. Links and codes of hand-overs are the bot's and stay out. Each
 * thing said is one line, so that nobody's words pass for the other's.
 */
export function withTranscript(
  scene: Scene,
  values: Readonly<Record<string, string | boolean>>,
): Readonly<Record<string, string | boolean>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      // An empty message stays one, for the chart to say so.
      declared(name)?.takesTranscript && typeof value === 'string' && value.trim() !== ''
        ? appended(scene, value, name)
        : value,
    ]),
  );
}

/** What was said before the message was asked for: writing it and reading it back is no conversation. */
function before({ conversation: { lines, turn } }: Scene, field: string): readonly Line[] {
  const asked = lines.findIndex(({ stands }) => stands?.turn === turn && stands.asks?.includes(field));
  return asked < 0 ? lines : lines.slice(0, asked);
}

function appended(scene: Scene, message: string, field: string): string {
  const room = Math.min(mostCharacters, mostInAll - message.length - 200);
  const spoken = before(scene, field)
    .filter(({ from, link }) => from === 'person' || link === undefined)
    .map(({ from, text }) =>
      scene.word(`transcript.${from}`, {
        text: text.replaceAll(/\d{4} \d{4}/g, '…').replaceAll(/\s+/g, ' '),
      }),
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
