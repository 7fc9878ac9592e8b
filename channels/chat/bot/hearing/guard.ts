import type { Insurer } from '../../../../machines/domain/insurer.ts';
import { awaitedSecret, mask } from '../../../../machines/domain/secrets/kind-of-number.ts';
import { looksSecret, withoutSecrets } from '../../../../machines/domain/secrets.ts';
import type { View } from '../../../../machines/envelope.ts';
import { declared, type Field, fields } from '../../../../machines/fields.ts';
import type { HandOverReason } from '../../../conversation/hand-over.ts';
import type { Unread } from '../../bot.ts';
import { askAgain } from '../acting/ask-again.ts';
import { resumeCodeIn, resumes } from '../acting/resume.ts';
import type { Scene } from '../scene.ts';
import { chosenByNumber, stepNow } from '../telling/choices.ts';

/**
 * What the next number is taken for: the field asked for, whose answer may look like a secret and is none; or a secret,
 * where that is what is asked, or where one was just given here although it may not be. A number that chooses is none.
 */
export function expectingNow(scene: Scene, view: View, text: string): string | undefined {
  if (scene.conversation.asked?.kind === 'resume-code') return 'resumeCode';
  if (resumes(text) && resumeCodeIn(text) !== undefined) return 'resumeCode';
  const step = stepNow(scene, view);
  const field = step.kind === 'field' || step.kind === 'confirm' ? step.field.name : undefined;
  if (field !== undefined && !declared(field)?.ownWords) return field;
  const asksSecret = step.kind === 'hand-over' && secretReasons.has(step.reason);
  if (!asksSecret && !hasJustGivenOne(scene)) return field;
  return chosenByNumber(scene, view, text) === undefined ? awaitedSecret : undefined;
}

const secretReasons: ReadonlySet<HandOverReason> = new Set(['secret', 'identifier', 'two-secrets']);

/** The rest of it comes next: « 274 », « 931 ». */
function hasJustGivenOne({ conversation: { lines } }: Scene): boolean {
  return lines.findLast(({ from }) => from === 'person')?.text.includes(mask) ?? false;
}

/**
 * The message as it may be kept, and whether anything in it had to go (P13, X18). Of a link only the link goes: it may
 * open something for whoever has it, and what is said of it may be heard.
 */
export function screened({ insurer }: Scene, text: string, expecting?: string) {
  const found = looksSecret(text, expecting);
  // A code by mail has eight digits too: none is kept, whichever it was.
  if (expecting === 'resumeCode')
    return { secret: found !== undefined, linked: false, kept: withoutSecrets(text) };
  const linked = found === 'link';
  const secret =
    found !== undefined && !linked && !(found === 'code' && isMistyped(text, expecting, insurer));
  return { secret, linked, kept: secret || linked ? withoutSecrets(text, expecting) : text };
}

/** A number that was asked for, alone in its message and of a length that no secret has: a slip, to be told so. */
function isMistyped(text: string, expecting: string | undefined, insurer: Insurer | undefined): boolean {
  if (!insurer || !asksForNumber(expecting) || !/^[\d\s.-]+$/.test(text)) return false;
  const lengths = Object.values(fields as Readonly<Record<string, Field>>).flatMap(({ secret, length }) =>
    secret && length ? [length(insurer)] : [],
  );
  return !lengths.includes(text.replaceAll(/\D/g, '').length);
}

const asksForNumber = (field: string | undefined): boolean =>
  field !== undefined && field !== awaitedSecret && !declared(field)?.ownWords;

/** The person's line as it is kept: what was not read has its name. */
export const lineOf = (scene: Scene, kept: string, unread: Unread | undefined): string =>
  kept === '' && unread ? scene.word(`unread.${unread}.line`) : kept;

/** What of a message was neither read nor kept, and how to take it out of the conversation. */
export function keptOut(
  scene: Scene,
  {
    secret,
    unread,
    edited,
  }: {
    readonly secret: boolean;
    readonly unread?: Unread | undefined;
    readonly edited?: string | undefined;
  },
): void {
  const isSeen = secret || (edited !== undefined && screened(scene, edited).secret);
  if (isSeen) scene.say('secret.seen');
  if (unread) scene.say(`unread.${unread}`);
  if ((isSeen || unread === 'file') && scene.conversation.channel === 'botframework')
    scene.say('secret.delete');
}

/** Who gave a secret is led to where it may be typed. */
export async function leadOn(scene: Scene, view: View): Promise<void> {
  scene.standAt(view);
  const step = stepNow(scene, view);
  const asked = step.kind === 'field' || step.kind === 'confirm' ? declared(step.field.name) : undefined;
  if (scene.conversation.token === undefined) sayWhere(scene);
  else if (asked?.ownWords) scene.say('secret.without');
  else if (step.kind === 'hand-over') scene.say('secret.page');
  else scene.say('secret.unasked');
  return askAgain(scene, view);
}

/** Nothing is under way that a page could be given for: the insurer's own, where everything can be begun. */
function sayWhere(scene: Scene): void {
  const url = `${scene.parts.publicUrl}/${scene.insurer!.id}/`;
  scene.say('secret.site', {}, { link: { label: scene.word('hand-over.link'), url } });
}
