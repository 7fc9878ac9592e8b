/**
 * What a goal that is reached has just told of: where the letter is, what becomes of who has no e-mail, when it comes. And
 * what a flow has that gave its answer without reaching one: the letter is late.
 */
const tells: Readonly<Record<string, readonly string[]>> = {
  'code-requested': ['letter-status', 'code-reset', 'email-registration', 'mail-code'],
  'letter-status': ['letter-status'],
};

/** Asked for by its name where it has just been told; who has one, or comes with one, means another. */
const followUpNumber =
  /^(?!.*\b(?:j['’]ai|avec|d['’]avant|have|with)\b).*(?:num[ée]ro de suivi|follow[ -]?up number|tracking number)/iu;

/** What becomes of who has no e-mail has been told; « je veux enregistrer mon e-mail » begins something else. */
const wishesToRegister =
  /\b(?:veux|voudrais|(?<!n['’]t |not )want|would like|['’]d like)(?: bien)?(?: to)? (?:vous )?(?:enregistrer|inscrire|ajouter|donner|register|add|give)\b/iu;

/**
 * Whether words that seem to be for one of these doors have their answer in what has just been told: a question, or the
 * name of the number. `told`: the outcome that told it, or the flow.
 */
export const asksWhatWasTold = (
  told: string | undefined,
  doors: readonly string[],
  { text, wonders }: { readonly text: string; readonly wonders: boolean | undefined },
): boolean =>
  told !== undefined &&
  doors.some((door) => tells[told]?.includes(door)) &&
  !(doors[0] === 'email-registration' && wishesToRegister.test(text)) &&
  (wonders === true || followUpNumber.test(text));
