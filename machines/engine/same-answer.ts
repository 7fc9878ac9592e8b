import type { Answer } from '../envelope.ts';
import { declared } from '../fields.ts';
import type { Vault } from '../ports/vault.ts';

/** Which answer a turn was given. */
interface Given {
  readonly session: string;
  readonly turn: number;
  readonly answer: Answer;
}

/** `proof`: the very answer that signed in, its secrets included. */
type Likeness = 'proof' | 'same' | 'other';

/** Turns whose secrets this process can tell apart, the last ones. */
const kept = 10_000;

/**
 * Tells an answer sent again, by a double click or a repeated webhook, from another one to the same turn (P11). What is
 * stored for it leaves the secrets out, which are guessed from a digest in no time (P13); with them it is known in
 * memory only, so that after a restart, or on another node, two answers that differ in a secret are taken for one.
 * Except the answer that signed in: it is the proof that the login is given to again, and stored sealed until the end.
 */
export function createSameAnswer(vault: Vault) {
  const lately = new Map<string, string>();
  const whole = ({ session, answer }: Given) => `${session}|${JSON.stringify(answer)}`;
  const plain = ({ session, answer }: Given) =>
    `${session}|${JSON.stringify(answer, (name, value) => (declared(name)?.secret ? undefined : value))}`;

  return {
    /** What is stored with the turn. */
    digest(given: Given, signedIn: boolean): string {
      if (signedIn) return vault.digest('answer', whole(given));
      if (whole(given) !== plain(given)) {
        lately.set(`${given.session}|${given.turn}`, vault.digest('answer', whole(given)));
        if (lately.size > kept) lately.delete(lately.keys().next().value!);
      }
      return vault.digest('plain-answer', plain(given));
    },
    /** What this answer is to the one of which `digest` is stored. */
    compare(given: Given, digest: string): Likeness {
      if (vault.matches('answer', whole(given), digest)) return 'proof';
      if (!vault.matches('plain-answer', plain(given), digest)) return 'other';
      const secrets = lately.get(`${given.session}|${given.turn}`);
      return secrets === undefined || vault.matches('answer', whole(given), secrets) ? 'same' : 'other';
    },
  };
}
