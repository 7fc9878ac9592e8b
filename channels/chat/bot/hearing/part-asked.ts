import type { View } from '../../../../machines/envelope.ts';
import type { Standing } from '../../../conversation/conversation.ts';
import { byLetters, markedBy } from '../../../conversation/marked-by.ts';
import type { Door, Understood } from '../../../conversation/understanding/understanding.ts';
import type { Scene } from '../scene.ts';
import { beginningOf } from '../session.ts';
import { doorLabel } from '../telling/door-label.ts';

/** One of several things that a topic tells, as it is called and as it is told. */
interface Part {
  readonly id: string;
  readonly label: string;
  readonly text: string;
}

/**
 * The one part of a topic that a message asks about, as a door (`information:card-legend:zone-d`): by its mark, by
 * letters that no other part explains (« OC »), or by its name. The topic is what the message is about, or else what
 * is being told just now.
 */
export async function partAsked(
  scene: Scene,
  view: View,
  text: string,
  { verdict, doors: [first], part }: Understood,
): Promise<Door | undefined> {
  const about = verdict === 'none' ? undefined : first?.door;
  if (about && part) return `${about}:${part.split(':')[1]}`;
  const told = topicOf(view);
  const marked = told && markedBy(text, await partsOf(scene, told));
  if (told && marked) return `${told}:${marked.id}`;
  const topic = about?.includes(':') || verdict === 'sure' ? about : told;
  const parts = topic === undefined ? [] : await partsOf(scene, topic);
  if (!topic || parts.length === 0) return undefined;
  const asked = byLetters(text, parts, scene.insurer?.name) ?? (await byName(scene, text, topic, parts));
  return asked && `${topic}:${asked.id}`;
}

/** « Et la lettre E ? » after an answer that was told in between: the part with that mark, as a door. */
export async function partGoneOnTo(scene: Scene, text: string): Promise<Door | undefined> {
  const told = topicOf(toldBefore(scene));
  const marked = told && markedBy(text, await partsOf(scene, told));
  return told && marked && `${told}:${marked.id}`;
}

const topicOf = (standing: Pick<Standing, 'flow' | 'topic'> | undefined): Door | undefined =>
  standing?.topic === undefined ? undefined : `${standing.flow}:${standing.topic}`;

/** What the last answer told in between. */
function toldBefore({ conversation: { lines } }: Scene): Standing | undefined {
  const now = lines.findLastIndex(({ from }) => from === 'person');
  const before = lines.slice(0, now).findLastIndex(({ from }) => from === 'person');
  return lines.slice(before + 1, now).findLast(({ stands }) => stands?.topic !== undefined)?.stands;
}

/** Whatever a topic offers that tells of the same topic. */
async function partsOf(scene: Scene, topicDoor: Door): Promise<readonly Part[]> {
  const [flow = '', topic] = topicDoor.split(':', 2);
  const { engine, registry } = scene.parts;
  if (topic === undefined || !registry.has(flow)) return [];
  const look = async (wanted: string) =>
    (await engine.preview({ ...beginningOf(scene, flow), given: { topic: wanted } })).view;
  const whole = await look(topic);
  if (whole.topic !== topic) return [];
  const parts = whole.choices.map(async ({ id, label }): Promise<readonly Part[]> => {
    const { topic: same, messages } = await look(id);
    return same === topic ? [{ id, label, text: messages.map((message) => message.text).join('\n') }] : [];
  });
  return (await Promise.all(parts)).flat();
}

/** The whole is a name, too: « tiers payant » is not only the part that has these words in its name. */
async function byName(
  scene: Scene,
  text: string,
  topic: Door,
  parts: readonly Part[],
): Promise<Part | undefined> {
  const understanding = await scene.parts.understanding();
  const names = [...parts, { id: topic, label: doorLabel(scene, topic) }];
  const chosen = understanding.choose(text, names);
  return parts.find(({ id }) => id === chosen);
}
