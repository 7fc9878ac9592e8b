import type { View } from '../../machines/envelope.ts';

/** Flows in which a code or a mail of their own is waited for. */
const sending: ReadonlySet<string> = new Set(['ecps', 'email-registration', 'first-connection']);

/** What only a mail about the access code is called. */
const byName =
  /(?:code|num[ée]ro|mot) d['’](?:acc[èe]s|e-?mail)|mot de passe|password|access code|choisir|chang[ée]|mon espace|8 chiffres|huit chiffres|8 digits|\blien\b|\blink\b/iu;
/** Where an e-CPS waits for one. */
const waits = /mail|sms|code/;

/**
 * « J’ai le code », « j’ai reçu l’e-mail » where one is waited for that is not the access code’s: it has come, and
 * nothing else is wished for. A first connection's comes by letter: who has a mail has another.
 */
export const isOfItsOwn = (
  { flow, state, outcome, choices }: Pick<View, 'flow' | 'state' | 'outcome' | 'choices'>,
  door: string | undefined,
  text: string,
): boolean =>
  door === 'mail-code' &&
  sending.has(flow) &&
  (flow !== 'ecps' || waits.test(state)) &&
  outcome === undefined &&
  !choices.some(({ id }) => id === 'mail-code') &&
  !byName.test(text) &&
  !(flow === 'first-connection' && /mail/iu.test(text));
