import { randomBytes } from 'node:crypto';
import type { HumanCheck, IssuedCheck } from '../../machines/ports/human-check.ts';
import type { Vault } from '../../machines/ports/vault.ts';
import { drawAnswer, pngOf } from './image.ts';
import { proofOfWork } from './proof-of-work.ts';

export interface HumanCheckOptions {
  readonly vault: Vault;
  /** Signs the proof-of-work challenges. A check issued under another key is refused: a new one is asked for. */
  readonly hmacKey: string;
  /** Draws the images, a few at a time: whoever asks for thousands keeps nobody from signing in. */
  readonly drawing: <T>(work: () => Promise<T>) => Promise<T>;
  /** Told every image's answer as it is drawn. Outside production only: it feeds the local outbox. */
  readonly onImageAnswer?: (answer: { id: string; answer: string }) => void | Promise<void>;
}

const MINUTES_TO_ANSWER = 10;
const PURPOSE = 'human-check-image';

/** Proof of work with altcha, which asks nothing of the person (WCAG 2.2 3.3.8), and an image beside it (X17). */
export function createHumanCheck({ vault, hmacKey, drawing, onImageAnswer }: HumanCheckOptions): HumanCheck {
  const work = proofOfWork(hmacKey);
  return {
    async issue(kind, now): Promise<IssuedCheck> {
      const id = randomBytes(16).toString('base64url');
      const expiresAt = now + MINUTES_TO_ANSWER * 60_000;
      if (kind === 'proof-of-work') return { id, kind, expiresAt, challenge: await work.challenge(id) };
      const answer = drawAnswer();
      const image = await drawing(() => pngOf(answer));
      await onImageAnswer?.({ id, answer });
      return { id, kind, expiresAt, image, answerDigest: vault.digest(PURPOSE, tied(id, answer)) };
    },
    async solves(check, value, now) {
      if (now >= check.expiresAt) return false;
      if (check.challenge !== undefined) return work.solves(check.challenge, value);
      return vault.matches(PURPOSE, tied(check.id, value), check.answerDigest ?? '');
    },
  };
}

/** Spaces and case are not what is tested. With the id in it, one check's digest says nothing of another's. */
function tied(id: string, answer: string): string {
  return `${id}:${answer.replace(/\s/g, '').toUpperCase()}`;
}
