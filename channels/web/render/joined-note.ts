import type { View } from '../../../machines/envelope.ts';
import { handOverReason } from '../../conversation/hand-over.ts';
import type { PageScope } from '../context.ts';
import { status } from './layout.ts';

/** What the least able channel can do: whatever it may ask, any other may. */
const leastAble = {
  showsImages: false,
  takesSecrets: false,
  speaks: false,
  hasKeys: false,
  showsForms: false,
  showsLongTexts: false,
  keepsDevice: false,
};

/** On a page joined from a chat or a call: whether its step still belongs here, or one may go back (X20). */
export function joinedNote(view: View, { say }: PageScope): string {
  const needed = handOverReason(view, { capabilities: leastAble }) !== undefined;
  return status(say(needed ? 'joined.here' : 'joined.back'));
}
