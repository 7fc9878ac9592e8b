import type { Insurer } from '../../../machines/domain/insurer.ts';
import type { Registry } from '../../../machines/engine/registry.ts';
import type { Locale } from '../../../machines/envelope.ts';
import { insurerArguments } from '../../../machines/messages/insurer-arguments.ts';
import type { Act } from '../call-state.ts';
import type { Call, Composed, TelephoneParts } from '../parts.ts';
import { says } from './menu.ts';

export interface Speaking {
  readonly insurer: Insurer;
  readonly locale: Locale;
  readonly registry: Registry;
  readonly now: number;
}

export const speakingIn = (
  { registry, clock }: TelephoneParts,
  { insurer, conversation }: Call,
): Speaking => ({
  insurer,
  locale: conversation.locale,
  registry,
  now: clock.now(),
});

/** The insurer's own menu (contract): fixed keys, whatever of it exists; 8 goes on with a resume code. */
export function composeMainMenu(speaking: Speaking): Composed {
  const { insurer, locale } = speaking;
  const { phoneMenu, phone, name } = insurer;
  const items = phoneMenu.map((flow, index) => ({
    key: String(index + 1),
    label: labelOf(flow, speaking),
    flow,
  }));
  const other = phone.languages.find((language) => language !== locale);
  const keys: Record<string, Act> = Object.fromEntries(
    items.map(({ key, flow }) => [key, actOf(flow, insurer)]),
  );
  return {
    say: [
      says(locale, 'welcome', { insurer: name }),
      ...(other ? [{ ...says(other, 'otherLanguage'), locale: other }] : []),
      ...items.map(({ label, key }) => says(locale, 'menuKey', { label, key })),
      says(locale, 'resumeKey'),
      says(locale, 'person'),
      says(locale, 'repeat'),
    ],
    asked: {
      keys: {
        ...keys,
        8: { do: 'enter-resume-code' },
        9: { do: 'again' },
        0: { do: 'choose', choice: 'person' },
        '*': other ? { do: 'language', locale: other } : { do: 'options' },
      },
      labels: items.map(({ key, label }) => ({ id: key, label })),
      ...(phone.speech && { open: true as const }),
    },
    next: 'key',
  };
}

/** What the door offers is chosen there; the rest of the product is begun by itself. */
const actOf = (flow: string, { menu }: Insurer): Act =>
  menu.includes(flow) ? { do: 'choose', choice: flow } : { do: 'begin', flow };

/** A flow, or what one flow tells (`information:contacts`), as a menu says it, in the insurer's own words. */
export function labelOf(door: string, { insurer, locale, registry, now }: Speaking): string {
  const [flow, topic] = door.split(':');
  const id = topic ? `${flow}.choice.${topic}` : `choice.${flow}`;
  const spoken = registry.messages[`${id}.spoken`] ? `${id}.spoken` : id;
  return registry.format(locale, spoken, insurerArguments(insurer, locale, now));
}
