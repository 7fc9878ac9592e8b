import { topicsOf } from '../../domain/information.ts';
import type { Insurer, TopicId } from '../../domain/insurer.ts';

/** What each state offers, which is insurer data and depends on whether there is a question to go back to. */
export interface Offers {
  readonly topics: readonly string[];
  readonly statements: readonly string[];
  readonly teletransmission: readonly string[];
  readonly legend: readonly string[];
  readonly topic: readonly string[];
}

export interface InformationInput {
  readonly offers: Offers;
  /** The topic asked for at once, if the insurer has it. */
  readonly asked?: TopicId;
  /** The card's zone asked for at once: its mark. */
  readonly zone?: string;
}

const zoneChoice = (mark: string) => `zone-${mark.toLowerCase()}`;

/** The mark of a `zone-a` choice. */
export const markOf = (choice: string): string => choice.slice('zone-'.length).toUpperCase();

/** The insurer's topics, and the parts of those that have any. */
export function askable(insurer: Insurer): readonly string[] {
  const topics = topicsOf(insurer);
  const { card, statement } = insurer.information;
  const zones = topics.includes('card-legend') ? card.map(({ mark }) => zoneChoice(mark)) : [];
  return [...topics, ...zones, ...(statement.length > 0 ? ['statement-legend'] : [])];
}

/** Asked from another question it goes back there; begun by itself it leads on to what can be asked for. */
export function informationInput(
  insurer: Insurer,
  given: Readonly<Record<string, unknown>>,
): InformationInput {
  const topics = topicsOf(insurer);
  const { card, statement } = insurer.information;
  const digression = given.digression === true;
  const back = digression ? ['back'] : [];
  const leads = (flow: string) => (digression || !insurer.menu.includes(flow) ? [] : [flow]);
  const onward = ['other-topics', ...back];
  const statementLegend = statement.length > 0 ? ['statement-legend'] : [];
  const zones = card.map(({ mark }) => zoneChoice(mark));
  const wanted = String(given.topic ?? '');
  const asked = topics.find((topic) => topic === (zones.includes(wanted) ? 'card-legend' : wanted));
  return {
    offers: {
      topics: [...topics, ...back],
      statements: [...statementLegend, ...leads('email-registration'), ...onward],
      teletransmission: [...leads('care-request'), ...onward],
      legend: [...zones, ...onward],
      topic: onward,
    },
    ...(asked && { asked }),
    ...(asked && zones.includes(wanted) && { zone: markOf(wanted) }),
  };
}
