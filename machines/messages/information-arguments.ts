import { confirmed } from '../domain/confirmed.ts';
import { type Insurer, topicIds } from '../domain/insurer.ts';
import type { Locale } from '../envelope.ts';
import { withColon } from './typography.ts';

const unchecked = {
  fr: 'À confirmer : cette information n’a pas été vérifiée récemment.',
  en: 'To be confirmed: nobody has checked this information lately.',
} as const;
/** Ends such a text where it is said. */
export const uncheckedSpoken = {
  fr: 'Cette information reste à confirmer.',
  en: 'This information is still to be confirmed.',
} as const;

type Paragraphs = Readonly<Record<Locale, readonly string[]>>;

/**
 * The insurer's texts as arguments of messages: `topic_card_legend`, for the ear
 * `topic_card_legend_spoken`, `zone_A`, `zone_label_A`, `cardLegend`, `statementLegend`.
 * A text nobody has checked within the insurer's interval says so, like a contact (CT).
 */
export function informationArguments(insurer: Insurer, locale: Locale, now: number): Record<string, string> {
  const { topics, card, statement } = insurer.information;
  const args: Record<string, string> = {};
  for (const id of topicIds) {
    const topic = topics.find((candidate) => candidate.id === id);
    const known = topic === undefined || confirmed(topic, insurer.policies.contactsCheckedWithinMs, now);
    const told = (text: Paragraphs | undefined, doubt: Record<Locale, string>) =>
      [...(text?.[locale] ?? []), ...(known ? [] : [doubt[locale]])].join('\n\n');
    const name = `topic_${id.replaceAll('-', '_')}`;
    args[name] = told(topic, unchecked);
    args[`${name}_spoken`] = told(topic?.spoken ?? topic, uncheckedSpoken);
  }
  const line = ({ mark, label, text }: (typeof card)[number]) =>
    `${withColon(`Zone ${mark}`, locale)} ${label[locale]}. ${text[locale]}`;
  for (const zone of card) {
    args[`zone_${zone.mark}`] = line(zone);
    args[`zone_label_${zone.mark}`] = zone.label[locale];
  }
  return {
    ...args,
    cardLegend: card.map(line).join('\n\n'),
    statementLegend: statement.map(line).join('\n\n'),
  };
}
