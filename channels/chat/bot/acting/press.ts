import { digressionOf } from '../../../../machines/engine/registry.ts';
import type { View } from '../../../../machines/envelope.ts';
import type { OwnQuestion } from '../../../conversation/conversation.ts';
import { confirmed, without } from '../../../conversation/steps.ts';
import { insurerIn, own } from '../own.ts';
import type { Scene } from '../scene.ts';
import { stepNow } from '../telling/choices.ts';
import { finishWell, toMenu } from '../telling/finish.ts';
import { stillOnPage } from '../telling/offer-page.ts';
import { askNext, showView } from '../telling/show-view.ts';
import { askAgain } from './ask-again.ts';
import { changeInsurer, leaveInsurer } from './change-insurer.ts';
import { gather, give } from './give.ts';
import { goTo, isOnPage, start } from './go-to.ts';

/** A choice was made, by a button or in words. One that is not offered any more changes nothing (P11). */
export async function press(scene: Scene, view: View, id: string): Promise<void> {
  const { asked } = scene.conversation;
  const tenant = insurerIn(id);
  if (tenant !== undefined && scene.asksInsurer && scene.parts.insurers.has(tenant))
    return changeInsurer(scene, view, tenant);
  if ((id === 'start-over' || id === 'stop') && leaveInsurer(scene, view, id)) return;
  if (id.startsWith('door:')) return goTo(scene, view, id.slice('door:'.length));
  if (asked && (id === 'yes' || id === 'no') && (await pressOwn(scene, view, asked, id))) return;
  if (asked && id === own.elsewhere) return askAgain(scene.forget('asked'), view);
  scene.forget('asked');
  if (id === own.newLink && stepNow(scene, view).kind === 'hand-over')
    return askNext(scene.forget('handedOver'), view);
  const { later } = scene.conversation;
  if (id === own.later && later !== undefined) return goTo(scene.forget('later'), view, later);
  if (await pressStep(scene, view, id)) return;
  const digresses = digressionOf(scene.parts.registry, id) !== undefined;
  if (digresses || view.choices.some((choice) => choice.id === id)) return give(scene, view, { choice: id });
  scene.say('moved-on');
  return showView(scene, view);
}

/** A yes or no to what the bot has asked of its own. Says whether it had asked for one. */
async function pressOwn(scene: Scene, view: View, asked: OwnQuestion, id: 'yes' | 'no'): Promise<boolean> {
  const { kind } = asked;
  if (kind !== 'switch' && kind !== 'weigh' && kind !== 'reminded') return false;
  if (kind === 'reminded')
    await (id === 'yes' ? finishWell(scene.forget('asked')) : goTo(scene, view, asked.ifNot));
  else if (id === 'no') await stay(scene, view);
  else if (kind === 'switch') await leaveFor(scene.forget('asked'), asked.door);
  else await give(scene.forget('asked'), view, { choice: asked.choice });
  return true;
}

/** The bot's own yes and no, and a field's options. Says whether it was one of these. */
async function pressStep(scene: Scene, view: View, id: string): Promise<boolean> {
  const step = stepNow(scene, view);
  const { gathered } = scene.conversation;
  if (step.kind === 'confirm' && (id === 'yes' || id === 'no' || id === own.correct)) {
    const { name } = step.field;
    if (id === 'yes') await gather(scene, view, confirmed({}, name));
    else {
      scene.remember({ gathered: without(gathered, name) });
      await askNext(scene, view);
    }
    return true;
  }
  if (step.kind !== 'field') return false;
  const { name, kind, options } = step.field;
  // Left empty; the chart says so where it may not be.
  if (id === own.skip) await gather(scene, view, { [name]: '' });
  else if (kind === 'boolean' && (id === 'yes' || id === 'no'))
    await gather(scene, view, { [name]: id === 'yes' });
  else if (options?.some((option) => option.id === id)) await gather(scene, view, { [name]: id });
  else return false;
  return true;
}

/** What the insurer's own page opens with is the menu. */
const leaveFor = (scene: Scene, door: string): Promise<void> =>
  door === scene.insurer?.door ? toMenu(scene) : start(scene, door);

async function stay(scene: Scene, view: View): Promise<void> {
  scene.forget('asked').say('switch.stay');
  if (await isOnPage(scene)) return stillOnPage(scene, view);
  return askAgain(scene, view);
}
