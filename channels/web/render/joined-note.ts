import type { BegunElsewhere } from '../../../machines/engine/engine.ts';
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

/** Which channel it was, and when: who did not begin it there must be able to notice (X20). */
export const begunWords = ({ say }: PageScope, { channel, since }: BegunElsewhere): string =>
  say('link.hand-over', { channel, since });

/** On a page joined from a chat or a call: whether its step still belongs here, or one may go back (X20). */
export function joinedNote(view: View, begun: BegunElsewhere, scope: PageScope): string {
  const needed = handOverReason(view, { capabilities: leastAble }) !== undefined;
  const { say } = scope;
  const mayStop = view.choices.some(({ id }) => id === 'stop');
  return status(
    begunWords(scope, begun),
    say(needed ? 'joined.here' : 'joined.back'),
    ...(mayStop ? [say('joined.not-you')] : []),
  );
}
