import { confirmed } from '../domain/confirmed.ts';
import { type Insurer, topicIds } from '../domain/insurer.ts';
import type { Locale } from '../envelope.ts';
import { withColon } from './typography.ts';

const unchecked = {
  fr: 'À confirmer : cette information n’a pas été vérifiée récemment.',
  en: 'To be confirmed: nobody has checked this information lately.',
} as const;

/**
 * The insurer's texts as arguments of messages: `topic_card_legend`, `zone_A`, `zone_label_A`, `cardLegend`, `statementLegend`.
 * A text nobody has checked within the insurer's interval says so, like a contact (CT).
 */
export function informationArguments(insurer: Insurer, locale: Locale, now: number): Record<string, string> {
  const { topics, card, statement } = insurer.information;
  const args: Record<string, string> = {};
  for (const id of topicIds) {
    const topic = topics.find((candidate) => candidate.id === id);
    const known = topic === undefined || confirmed(topic, insurer.policies.contactsCheckedWithinMs, now);
    const paragraphs = [...(topic?.[locale] ?? []), ...(known ? [] : [unchecked[locale]])];
    args[`topic_${id.replaceAll('-', '_')}`] = paragraphs.join('\n\n');
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
