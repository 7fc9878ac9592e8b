import type { View } from '../../../machines/envelope.ts';
import type { HandedOver } from '../../conversation/conversation.ts';
import type { HandOverReason } from '../../conversation/steps.ts';
import { firstLookMs } from './look-later.ts';
import type { Scene } from './scene.ts';
import { begin } from './session.ts';

/** A link that would die while it is being read is replaced. ms. */
const tooShortMs = 60_000;

/**
 * Gives a one-use page for what may not be written here (X20). A link still good is given again; a new one kills
 * the older. Begins the session where there is none yet. Says the view that was handed over.
 */
export async function offerPage(scene: Scene, shown: View, reason: HandOverReason): Promise<View> {
  const view = scene.conversation.token === undefined ? await begin(scene, shown.flow) : shown;
  const { parts } = scene;
  const now = parts.clock.now();
  const before = scene.conversation.handedOver;
  const good = before?.turn === view.turn && !before.opened && before.until - now > tooShortMs;
  const given = good ? before : await newPage(scene, view);
  scene.remember({ handedOver: given });
  const valid = scene.word('hand-over.valid', {
    until: given.until,
    code: grouped(given.code ?? ''),
    resumeAddress: `${parts.publicUrl}/reprendre`,
    reason,
  });
  scene.line(`${scene.word(`hand-over.${reason}`)}\n\n${valid}`, link(scene, given));
  return view;
}

async function newPage(scene: Scene, view: View): Promise<HandedOver> {
  const { engine, publicUrl, clock } = scene.parts;
  const now = clock.now();
  const { token, code, until } = await engine.handOver(scene.conversation.token!);
  const url = `${publicUrl}/l/${token}`;
  return { turn: view.turn, givenAt: now, until, lookAt: now + firstLookMs, since: now, url, code };
}

const link = (scene: Scene, { url }: HandedOver) => ({
  link: { label: scene.word('hand-over.link'), url: url!, handOver: true as const },
});

/** `1234 5678`: read and typed in two halves. */
const grouped = (code: string) => code.replace(/^(\d{4})(\d{4})$/, '$1 $2');
