import type { View } from '../../../../machines/envelope.ts';
import type { Understood } from '../../../conversation/understanding/understanding.ts';
import type { Scene } from '../scene.ts';
import { answer, present } from '../session.ts';
import { choicesNow } from '../telling/choices.ts';
import { saysHowToAnswer } from '../telling/how-to-answer.ts';
import { gather } from './give.ts';

/** Less is no message: what it is about takes a few words, asking for somebody takes as many by itself. */
const fewestWords = { other: 3, person: 7 } as const;

/** « Rappelez-moi »; not « je rappelle », nor « quand me rappelez-vous ? ». */
const callsMe = /(?:r?appele[rz]|contacte[rz]|joignez)[\s-]+(?:moi|nous)|\b(?:call|ring|phone) (?:me|us)\b/iu;

/** « Je ne veux pas laisser de message », « n’envoyez rien »; not « je ne peux pas envoyer de message ». */
const declines = [
  /(?:veux|voudrais|souhaite|pr[ée]f[èe]re) (?:ne )?(?:pas|plus|rien) (?:leur |vous )?(?:laisser|[ée]crire|envoyer|transmettre)(?: (?:de|un|le|mon))?(?: message)?[ .!]*$/iu,
  /^ *(?:non,? )?n['’](?:envoyez|[ée]crivez) rien[ .!]*$/iu,
  /(?:don['’]?t|do not) (?:want|wish) to (?:leave|send|write)(?: (?:a|any))?(?: message| anything)?[ .!]*$/iu,
  /^ *(?:don['’]?t|do not) send (?:it|anything|that)[ .!]*$/iu,
];

/**
 * Where a person is asked for, what is said is for them: it is read back before it leaves. A plain wish is not, unless
 * it leaves a number or asks to be called; and whoever wants nothing sent sends nothing.
 */
export async function passOn(
  scene: Scene,
  view: View,
  { text, door, understood }: { text: string; door: string | undefined; understood: Understood },
): Promise<boolean> {
  const isForThem = view.flow === 'person' && view.choices.some(({ id }) => id === 'write');
  const toBeCalled = understood.callBack || saysHowToAnswer(text);
  if (isForThem && declines.some((one) => one.test(text))) {
    scene.standAt(view);
    scene.say('not-passed-on');
    scene.offer(choicesNow(scene, view));
    return true;
  }
  if (!isForThem || (door !== undefined && door !== 'person' && !toBeCalled)) return false;
  const fewest =
    saysHowToAnswer(text) || callsMe.test(text) ? 1 : fewestWords[door === 'person' ? 'person' : 'other'];
  if (text.trim().split(/\s+/).length < fewest) return false;
  const begun = await answer(scene, { choice: 'write' });
  if (begun.kind !== 'taken') return false;
  scene.standAt(begun.view);
  scene.say('pass-on');
  await gather(scene, begun.view, { message: text.trim() });
  return true;
}

/** Whoever leaves a number with the wish for a person has said their message: where a person is now offered, it is passed on. */
export async function passNumberOn(
  scene: Scene,
  { text, understood }: { text: string; understood: Understood },
): Promise<void> {
  if (!saysHowToAnswer(text)) return;
  const view = await present(scene);
  if (view !== 'gone') await passOn(scene, view, { text, door: 'person', understood });
}
