import { Refused, TooMany } from '../../../../machines/errors.ts';
import type { Scene } from '../scene.ts';
import { abandon, asked, shownAgain } from '../session.ts';
import { askOwn } from '../telling/ask-own.ts';
import { showView } from '../telling/show-view.ts';

/** Eight digits, in two halves or not. */
export const resumeCodeIn = (text: string): string | undefined => {
  const digits = text.replaceAll(/\D/g, '');
  return digits.length === 8 ? digits : undefined;
};

/** « Reprendre 1234 5678 » says itself what its digits are. */
export const resumes = (text: string): boolean => /repren|\breprise|resume/i.test(text);

/**
 * Joins a session begun elsewhere by its resume code, once; it proves nothing, so chat may hear it (X11, P04). The same
 * message handled again finds the same session.
 * After too many wrong ones, what was asked before stands again: `askAgain`.
 */
export async function resumeByCode(scene: Scene, code: string, askAgain: () => Promise<void>): Promise<void> {
  const { tenant } = scene.conversation;
  try {
    const by = { code, input: scene.input, ...(tenant !== undefined && { tenant }) };
    const joined = await scene.parts.links.resume(by, scene.origin);
    await abandon(scene);
    scene.remember({ tenant: joined.tenant, token: joined.token, ...asked(joined.view) });
    scene.say('resumed');
    // It was begun in a language of its own.
    return showView(scene, await shownAgain(scene, joined.view));
  } catch (error) {
    if (error instanceof TooMany) {
      scene.forget('asked').say('resume.too-many', { minutes: Math.ceil(error.retryAfterSeconds / 60) });
      return askAgain();
    }
    if (!(error instanceof Refused)) throw error;
    return askOwn(scene, { kind: 'resume-code' }, 'resume.unknown');
  }
}
