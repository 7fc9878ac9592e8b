import type { AnswerRequest, Beginning } from '../../../machines/engine/engine.ts';
import type { Answer, View } from '../../../machines/envelope.ts';
import { Overloaded, Refused, StaleTurn } from '../../../machines/errors.ts';
import type { Scene } from './scene.ts';

/** What became of an answer given to the engine. */
export type Answered =
  | { readonly kind: 'taken'; readonly view: View }
  /** Another question is asked by now; nothing has changed. */
  | { readonly kind: 'stale'; readonly view: View }
  | { readonly kind: 'not-offered' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'busy' };

export const beginningOf = (scene: Scene, flow: string): Beginning => ({
  tenant: scene.insurer!.id,
  flow,
  locale: scene.conversation.locale,
  origin: scene.origin,
});

/**
 * What the session shows now; before there is one, what the insurer's door would show, storing nothing.
 * `gone`: it has come to rest and can no longer be read.
 */
export async function present(scene: Scene): Promise<View | 'gone'> {
  const { engine } = scene.parts;
  const { token, locale } = scene.conversation;
  if (token === undefined) return (await engine.preview(beginningOf(scene, scene.insurer!.door))).view;
  try {
    return (await engine.resume(token, locale)).view;
  } catch (error) {
    if (error instanceof Refused) return 'gone';
    throw error;
  }
}

/** The same view in the language that is spoken now. */
export async function shownAgain(scene: Scene, view: View): Promise<View> {
  const shown = await present(scene);
  return shown === 'gone' ? view : shown;
}

/** Begins a session at a flow, and shows its first question. The one before is left, as `abandon` does. */
export async function begin(scene: Scene, flow: string): Promise<View> {
  await abandon(scene);
  const { token, view } = await scene.parts.engine.start(beginningOf(scene, flow));
  scene.remember({ token, ...asked(view) });
  return view;
}

/** Gives an answer to the question last asked. The first answer at the door begins the session with it. */
export async function answer(scene: Scene, given: Answer): Promise<Answered> {
  const { conversation, parts } = scene;
  const token = conversation.token ?? parts.engine.mint();
  const request: AnswerRequest = {
    token,
    turn: conversation.token ? conversation.turn : 1,
    answer: given,
    origin: scene.origin,
    locale: conversation.locale,
    ...(conversation.token === undefined && { begin: beginningOf(scene, scene.insurer!.door) }),
  };
  try {
    const { view, answeredOtherwise } = await parts.engine.answer(request);
    scene.remember({ token, ...asked(view) });
    return { kind: answeredOtherwise ? 'stale' : 'taken', view };
  } catch (error) {
    if (error instanceof StaleTurn) {
      scene.remember(asked(error.view));
      return { kind: 'stale', view: error.view };
    }
    if (error instanceof Refused) return { kind: error.code === 'not-offered' ? 'not-offered' : 'gone' };
    if (error instanceof Overloaded) return { kind: 'busy' };
    throw error;
  }
}

/** From now on this view is the one being asked. */
export const asked = ({ turn }: View) => ({
  turn,
  gathered: {},
  digests: {},
  misses: 0,
  handedOver: undefined,
  watching: undefined,
  asked: undefined,
});

/**
 * Leaves what is under way to come to rest, for others may be at it too. A link that was given for it and not opened opens
 * no more: nobody here waits for what is typed on its page. The same again changes nothing.
 */
export async function abandon(scene: Scene): Promise<void> {
  const { token, handedOver } = scene.conversation;
  if (token !== undefined && handedOver !== undefined) await takeLinkBack(scene, token);
  leave(scene);
}

async function takeLinkBack({ parts }: Scene, token: string): Promise<void> {
  try {
    await parts.engine.takeBack(token);
  } catch (error) {
    // It has come to rest, and its links with it.
    if (!(error instanceof Refused)) throw error;
  }
}

/** The session is no longer this conversation's: the next wish begins another. */
export function leave(scene: Scene): void {
  scene.remember({ ...asked({ turn: 0 } as View), token: undefined });
}
