import type { Typed } from '../call-state.ts';
import { type NirGroup, nirGroups } from '../nir-keys.ts';
import type { Call, Moved } from '../parts.ts';
import { groupWords, worded } from '../words.ts';
import { fieldKeys } from './field-question.ts';
import { type Item, menuOf, says } from './menu.ts';
import { menuKeys } from './view-menu.ts';

/** X19: which group of the number typed last is wrong. */
export function askWhichGroup(call: Call): Moved {
  const { locale } = call.conversation;
  const groups = nirGroups.filter(({ from }) => from < (call.state.nir?.length ?? 0));
  const items: Item[] = groups.map(({ id }) => ({
    label: worded(locale, 'groupChoice', { group: groupWords[id][locale] }),
    act: { do: 'group', group: id },
  }));
  const { say, asked } = menuOf(items, locale);
  return {
    call,
    composed: {
      say: [says(locale, 'whichGroup'), ...say, says(locale, 'backKey')],
      asked: { ...asked, keys: { ...asked.keys, ...menuKeys(undefined), '*': { do: 'question' } } },
      next: 'key',
    },
  };
}

export function askGroup(call: Call, group: NirGroup): Moved {
  const { locale } = call.conversation;
  const typed: Typed = { name: 'nir', entry: 'group', secret: false, last: false, group };
  const text = worded(locale, 'askGroup', { group: groupWords[group][locale] });
  return {
    call,
    composed: {
      say: [{ text }],
      asked: { keys: { ...fieldKeys, '*': { do: 'question' } }, labels: [], typed },
      next: 'number',
    },
  };
}
