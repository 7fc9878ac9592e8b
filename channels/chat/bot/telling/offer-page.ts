import type { View } from '../../../../machines/envelope.ts';
import type { HandedOver } from '../../../conversation/conversation.ts';
import type { HandOverReason } from '../../../conversation/hand-over.ts';
import { inLanguage } from '../language.ts';
import type { Carried, Scene } from '../scene.ts';
import { begin } from '../session.ts';
import { choicesNow } from './choices.ts';
import { grouped } from './grouped.ts';
import { fateOf } from './link-fate.ts';
import { firstLookMs } from './look-later.ts';

/** Whether a question that stands already is explained once more. */
export type Asking = 'whole' | 'briefly';

/** A link that would die while it is being read is replaced. ms. */
const tooShortMs = 60_000;

/**
 * Gives a one-use page for what may not be written here (X20). A link still good is given again; a new one kills
 * the older. Begins the session where there is none yet. Says the view that was handed over.
 */
export async function offerPage(
  scene: Scene,
  shown: View,
  reason: HandOverReason,
  how: Asking,
): Promise<View> {
  const view = scene.conversation.token === undefined ? await begin(scene, shown.flow) : shown;
  const { parts } = scene;
  const now = parts.clock.now();
  const before = scene.conversation.handedOver;
  const lasts = before?.turn === view.turn && before.until - now > tooShortMs;
  const serves = lasts && (await fateOf(scene, before)) === 'serves';
  const given = serves ? before : await newPage(scene, view);
  scene.remember({ handedOver: given });
  if (serves && how === 'briefly') {
    scene.say('hand-over.again', { until: given.until }, pageLink(scene, given));
    return view;
  }
  const valid = scene.word('hand-over.valid', {
    until: given.until,
    code: grouped(given.code ?? ''),
    resumeAddress: `${parts.publicUrl}/reprendre`,
    reason,
  });
  scene.line(`${scene.word(`hand-over.${reason}`)}\n\n${valid}`, pageLink(scene, given));
  return view;
}

/** The page that somebody has opened goes on asking. */
export function stillOnPage(scene: Scene, view: View): void {
  scene.standAt(view);
  scene.say('hand-over.still');
  scene.offer(choicesNow(scene, view));
}

async function newPage(scene: Scene, view: View): Promise<HandedOver> {
  const { engine, publicUrl, clock } = scene.parts;
  const now = clock.now();
  const { token, code, until } = await engine.handOver(scene.conversation.token!);
  const url = `${publicUrl}/l/${token}`;
  return { turn: view.turn, givenAt: now, until, lookAt: now + firstLookMs, since: now, url, code };
}

/** The page's button, as long as it is known. */
export const pageLink = (scene: Scene, { url }: HandedOver): Carried =>
  url === undefined
    ? {}
    : { link: { label: scene.word('hand-over.link'), url: inLanguage(scene, url), handOver: true } };
