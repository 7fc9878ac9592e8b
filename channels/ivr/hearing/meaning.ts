import type { Act, Asked } from '../call-state.ts';
import type { Heard } from '../prompt.ts';
import { announcedBy } from './announced.ts';
import { keyed, pressed } from './keyed.ts';
import { type Ears, type Listening, type Meaning, type Meant, miss } from './meant.ts';
import { named, said } from './said.ts';
import { isFiller, saysGoodbye } from './small-words.ts';
import { spelled } from './spelled.ts';

/** Keys first: what was pressed counts, whatever was heard beside it. */
export function meaningOf(heard: Heard, asked: Asked, ears: Ears): Meaning {
  const { keys = '', speech = '' } = heard;
  // Pressed after a key that needed none, or before a number: it has cut off what was being said.
  if (heard.hashAlone && asked.keys[9]) return { kind: 'act', act: asked.keys[9] };
  if (keys === '' && speech.trim() === '') return miss('silence');
  const { typed } = asked;
  if (keys !== '') return typed ? keyed(heard, typed, asked, ears) : pressed(keys, asked);
  // A code is never taken from the air (X20): what was heard is dropped unread.
  if (typed?.secret) return miss('keysOnly');
  // « 112 » may be the next digits of the number that is asked for.
  const isNumber = typed !== undefined && !/\p{L}/u.test(speech);
  const wish = isNumber ? undefined : ears.understanding?.understand(speech);
  const announced = namedInFull(speech, asked, { ...ears, wish });
  if (announced) return { kind: 'act', act: announced };
  const meant = heardAs(heard, asked, { ...ears, wish });
  return {
    ...meant,
    ...(wish?.bereaved && { bereaved: true as const }),
    ...(wish?.second && { second: true as const }),
  };
}

/** What the prompt calls a key comes before what its words might mean, but not before a danger to life. */
function namedInFull(
  speech: string,
  asked: Asked,
  { told, understanding, wish }: Listening,
): Act | undefined {
  if (wish?.urgency && wish.urgency !== 'hospital') return undefined;
  const act = announcedBy(speech, told, asked);
  return act && understanding?.weighed(speech, named(asked)) ? undefined : act;
}

function heardAs(heard: Heard, asked: Asked, ears: Listening): Meant {
  const { speech = '' } = heard;
  const { typed } = asked;
  const { wish } = ears;
  if (wish?.urgency) return { kind: 'urgent', urgency: wish.urgency };
  if (isFiller(speech)) return miss('notUnderstood');
  // Who says after the end that they come back later says goodbye, and anywhere who does so now.
  if (saysGoodbye(speech) || (wish?.about === 'later' && asked.outcome))
    return { kind: 'act', act: { do: 'hang-up' } };
  if (wish?.about) return { kind: 'about', about: wish.about };
  if (typed?.entry === 'resume-code') return miss('keysOnly');
  if (typed) return spelled(speech, typed, asked, ears);
  return said(heard, asked, ears) ?? miss(wish?.angry && asked.keys[0] ? 'sorry' : 'notUnderstood');
}
