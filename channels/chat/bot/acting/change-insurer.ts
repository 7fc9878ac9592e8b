import type { View } from '../../../../machines/envelope.ts';
import type { Understood } from '../../../conversation/understanding/understanding.ts';
import type { Scene } from '../scene.ts';
import { abandon, leave } from '../session.ts';
import { askOwn } from '../telling/ask-own.ts';
import { takeBack } from '../telling/note-reminders.ts';
import { askAgain } from './ask-again.ts';
import { namedIn, welcome } from './welcome.ts';

/** Whose the person is, once more. What is under way stays until another is chosen. */
export function askInsurer(scene: Scene, view: View): void {
  scene.standAt(view);
  askOwn(scene, { kind: 'insurer' });
}

/** Goes to another insurer, or on with the same. */
export async function changeInsurer(scene: Scene, view: View, tenant: string): Promise<void> {
  if (tenant === scene.insurer?.id) {
    scene.forget('asked').say('insurer.same');
    return askAgain(scene, view);
  }
  await abandon(scene);
  // What was promised is of the other’s, and so would be the words for it.
  takeBack(scene);
  return welcome(scene, tenant);
}

/**
 * Where nothing is under way, starting over begins with whose they are; who stops lets the insurer go, too. Says whether
 * that was so.
 */
export function leaveInsurer(scene: Scene, view: View, what: 'start-over' | 'stop'): boolean {
  const { conversation, insurer, asksInsurer } = scene;
  const underWay = conversation.token !== undefined && view.flow !== insurer?.door;
  if (!asksInsurer || underWay) return false;
  if (what === 'start-over') askInsurer(scene, view);
  else {
    takeBack(scene);
    leave(scene);
    scene.say('goodbye');
    scene.remember({ tenant: undefined });
  }
  return true;
}

/** More says something else of it than « it is this one », unless it is plainly called theirs. */
const wordsThatName = 6;

/** « Ma mutuelle c’est », « je suis bien chez »: the name that follows is their insurer’s. */
const callsTheirs =
  /(?<!\p{L})(?:m(?:a|on|y) (?:mutuelle|complementaire|assurance|assureur|insurer|insurance|carte)|(?:je|moi je) suis|moi c'est|i am|i'm)(?: (?:bien|donc|toujours|maintenant|aussi|assuree?|adherente?|cliente?|affiliee?|membre|member|insured|sante|health|c'est|est|s'appelle|is|called|it's|chez|a|au|de|la|with|by|at|of|an?|the))* $/u;

const isCalledTheirs = (text: string, name: string): boolean => {
  const plain = (words: string) =>
    words.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase();
  const at = plain(text).search(new RegExp(`(?<!\\p{L})${plain(name)}(?!\\p{L})`, 'u'));
  return callsTheirs.test(
    plain(text)
      .slice(0, Math.max(at, 0))
      .replaceAll(/[\s,:;.]+/g, ' '),
  );
};

/** The page is one insurer’s, and another is named: where theirs is. Says whether that was so. */
async function leadToOther(scene: Scene, view: View, tenant: string): Promise<boolean> {
  const { insurers, publicUrl } = scene.parts;
  const other = insurers.get(tenant);
  if (other?.kind !== 'insurer' || tenant === scene.insurer?.id) return false;
  scene.standAt(view);
  scene.say('insurer.other', { other: other.name, site: `${publicUrl}/${tenant}/chat` });
  await askAgain(scene, view);
  return true;
}

/** « Non, ABELA »: another insurer than the one chosen. Says whether it was. A wish told with it comes next. */
export async function nameInsurer(
  scene: Scene,
  view: View,
  { text, understood }: { readonly text: string; readonly understood: Understood },
): Promise<boolean> {
  const tenant = namedIn(scene, text);
  if (tenant === undefined) return false;
  const isBrief = text.trim().split(/\s+/).length <= wordsThatName;
  if (!isBrief && !isCalledTheirs(text, scene.parts.insurers.get(tenant)!.name)) return false;
  if (!scene.asksInsurer) return leadToOther(scene, view, tenant);
  const alone = understood.verdict !== 'sure';
  if (tenant === scene.insurer?.id && !alone) return false;
  if (tenant !== scene.insurer?.id && scene.conversation.token !== undefined) askInsurer(scene, view);
  else {
    if (!alone) scene.remember({ later: understood.doors[0]!.door });
    await changeInsurer(scene, view, tenant);
  }
  return true;
}
