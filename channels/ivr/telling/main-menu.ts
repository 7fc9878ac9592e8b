import type { Insurer } from '../../../machines/domain/insurer.ts';
import type { Registry } from '../../../machines/engine/registry.ts';
import type { Locale } from '../../../machines/envelope.ts';
import type { Act } from '../call-state.ts';
import type { Composed } from '../parts.ts';
import { says } from './menu.ts';

/** The insurer's own menu (contract): fixed keys, whatever of it exists; 8 goes on with a resume code. */
export function composeMainMenu(insurer: Insurer, locale: Locale, registry: Registry): Composed {
  const { phoneMenu, phone, name } = insurer;
  const items = phoneMenu.map((flow, index) => ({
    key: String(index + 1),
    label: labelOf(flow, locale, registry),
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

/** A flow, or what one flow tells (`information:contacts`), as a menu says it. */
export function labelOf(door: string, locale: Locale, registry: Registry): string {
  const [flow, topic] = door.split(':');
  const id = topic ? `${flow}.choice.${topic}` : `choice.${flow}`;
  return registry.format(locale, registry.messages[`${id}.spoken`] ? `${id}.spoken` : id, {});
}
