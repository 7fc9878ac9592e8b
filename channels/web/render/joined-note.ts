import type { BegunElsewhere } from '../../../machines/engine/engine.ts';
import type { View } from '../../../machines/envelope.ts';
import { handOverReason } from '../../conversation/hand-over.ts';
import type { PageScope } from '../context.ts';
import { status } from './layout.ts';

interface Joined {
  readonly view: View;
  readonly provenHere?: true | undefined;
}

/** What the least able channel can do: whatever it may ask, any other may. */
const leastAble = {
  showsImages: false,
  takesSecrets: false,
  showsLongTexts: false,
};

/** Which channel it was, and when: who did not begin it there must be able to notice (X20). */
export const begunWords = ({ say }: PageScope, { channel, since }: BegunElsewhere): string =>
  say('link.hand-over', { channel, since });

/**
 * On a page joined from a chat or a call: whether its step still belongs here, or one may go back. Once proof was
 * given here nothing is shown over there any more (X20, P14).
 */
export function joinedNote({ view, provenHere }: Joined, begun: BegunElsewhere, scope: PageScope): string {
  const { say } = scope;
  const mayStop = !view.outcome && view.choices.some(({ id }) => id === 'stop');
  return status(
    begunWords(scope, begun),
    say(`joined.${provenHere ? 'stays' : whereNext(view)}`),
    ...(mayStop ? [say('joined.not-you', { types: String(view.fields.length > 0) })] : []),
  );
}

/** What a form asks here is answered here, whatever the other channel could have asked. */
function whereNext(view: View) {
  if (view.state === 'stopped') return 'stopped';
  if (view.fields.some(({ secret }) => secret)) return 'asks-proof';
  const asksForm = view.fields.length > 0 || handOverReason(view, { capabilities: leastAble }) !== undefined;
  return asksForm ? 'here' : 'back';
}
