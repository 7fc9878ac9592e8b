import type { Command } from '../../conversation/understanding/understanding.ts';
import { type Act, type Asked, asksMainMenu, asksWhatElse } from '../call-state.ts';

export type Obeyed =
  | { readonly kind: 'act'; readonly act: Act }
  /** The caller needs a moment. */
  | { readonly kind: 'wait'; readonly why: 'takeYourTime' | 'comesByItself' };

/** Commands that have a key wherever it is one. */
const commandKeys: Readonly<Partial<Record<Command, string>>> = {
  yes: '1',
  no: '2',
  repeat: '9',
  help: '9',
  person: '0',
};

const acting = (act: Act): Obeyed => ({ kind: 'act', act });

/** What a word that means the same everywhere does at this question. Undefined where it cannot be obeyed. */
export function commanded(command: Command, asked: Asked): Obeyed | undefined {
  const { keys } = asked;
  if (command === 'no' && offersOne(asked) && backIn(asked)) return acting(backIn(asked)!);
  const key = command === 'no' && (offersOne(asked) || onlyTells(asked)) ? '*' : commandKeys[command];
  if (
    key &&
    asked.keys[key] &&
    (!isYesOrNo(command) || asksYesOrNo(asked) || asksWhatElse(asked) || onlyTells(asked))
  )
    return acting(asked.keys[key]);
  switch (command) {
    case 'yes':
      if (onlyTells(asked)) return acting({ do: 'again' });
      if (keys[1]?.do === 'look') return { kind: 'wait', why: 'takeYourTime' };
      return asked.awaits ? { kind: 'wait', why: 'comesByItself' } : undefined;
    case 'no':
      return asksWhatElse(asked) ? acting({ do: 'hang-up' }) : undefined;
    case 'other-topics':
      return asked.outcome || asksMainMenu(asked) ? acting({ do: 'main-menu' }) : undefined;
    case 'back':
    case 'correct':
      return acting(backIn(asked) ?? { do: 'question' });
    case 'start-over':
    case 'menu':
      return acting({ do: 'main-menu' });
    case 'elsewhere':
      return acting({ do: asksMainMenu(asked) || asked.outcome ? 'again' : 'elsewhere' });
    case 'question':
      return acting({ do: 'question' });
    case 'options':
      return acting({ do: asksMainMenu(asked) ? 'again' : 'options' });
    case 'wait':
      return { kind: 'wait', why: 'takeYourTime' };
    case 'in-english':
      return acting({ do: 'language', locale: 'en' });
    case 'in-french':
      return acting({ do: 'language', locale: 'fr' });
    case 'stop':
      // In the middle of something a misheard word must not end it: there it leads to where the key for it is.
      return acting({ do: asked.outcome || asksMainMenu(asked) ? 'hang-up' : 'options' });
    case 'resume':
      return acting({ do: 'enter-resume-code' });
    // By their key or not at all; whose line it is the number that was called says.
    case 'repeat':
    case 'help':
    case 'person':
    case 'unknown':
    case 'change-insurer':
      return undefined;
    default:
      return command satisfies never;
  }
}

/** The session's own way back, where it stands at an aside. */
const backIn = ({ keys }: Asked): Act | undefined =>
  Object.values(keys).find((act) => act.do === 'choose' && act.choice === 'back');

export const isYesOrNo = (command: string | undefined): boolean => command === 'yes' || command === 'no';

const asksYesOrNo = ({ keys }: Asked): boolean =>
  (['confirm', 'fill'].includes(keys[1]?.do ?? '') && keys[3] === undefined) || offersOne({ keys });

/** Where 15 and 112 were named there is nothing to take: « oui » hears them again, « non » goes back. */
const onlyTells = ({ keys }: Asked): boolean => keys['*']?.do === 'question' && keys[1] === undefined;

/** One wish, or one desk to be put through to before anything else: « oui » takes it, « non » goes back. */
const offersOne = ({ keys }: Pick<Asked, 'keys'>): boolean =>
  keys[1]?.do === 'dial' ? keys[2]?.do !== 'dial' : keys[1]?.do === 'door' && keys[2] === undefined;
