import type { Insurer } from '../../../machines/domain/insurer.ts';
import { looksSecret, withoutSecrets } from '../../../machines/domain/secrets.ts';
import type { View } from '../../../machines/envelope.ts';
import { type Field, fields } from '../../../machines/fields.ts';
import { stepNow } from './choices.ts';
import { askAgain } from './press.ts';
import { resumeCodeIn, resumes } from './resume.ts';
import type { Scene } from './scene.ts';

/** What the bot has just asked for, when its answer may look like a secret and is none. */
export function expectingNow(scene: Scene, view: View, text: string): string | undefined {
  if (scene.conversation.asked?.kind === 'resume-code') return 'resumeCode';
  if (resumes(text) && resumeCodeIn(text) !== undefined) return 'resumeCode';
  const step = stepNow(scene, view);
  return step.kind === 'field' ? step.field.name : undefined;
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
  if (!insurer || expecting === undefined || !/^[\d\s.-]+$/.test(text)) return false;
  const lengths = Object.values(fields as Readonly<Record<string, Field>>).flatMap(({ secret, length }) =>
    secret && length ? [length(insurer)] : [],
  );
  return !lengths.includes(text.replaceAll(/\D/g, '').length);
}

/** Told kindly, and led to where it may be typed. The message itself goes no further than this. */
export async function warn(scene: Scene, view: View): Promise<void> {
  scene.standAt(view);
  scene.say('secret.seen');
  if (scene.conversation.channel === 'botframework') scene.say('secret.delete');
  if (scene.conversation.token === undefined) sayWhere(scene);
  else scene.say('secret.page');
  return askAgain(scene, view);
}

/** Nothing is under way that a page could be given for: the insurer's own, where everything can be begun. */
function sayWhere(scene: Scene): void {
  const url = `${scene.parts.publicUrl}/${scene.insurer!.id}/`;
  scene.say('secret.site', {}, { link: { label: scene.word('hand-over.link'), url } });
}
