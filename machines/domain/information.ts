import type { Insurer, TopicId } from './insurer.ts';

/** Topics the insurer has something to say about, in its own order. Whom to turn to is always one (P09). */
export function topicsOf({ information }: Insurer): readonly TopicId[] {
  const told = information.topics.map(({ id }) => id as TopicId);
  return told.includes('contacts') ? told : [...told, 'contacts'];
}
