/** What joins one wish to the next. */
const joints =
  /[.!?;:\n]+|,|\s(?:et aussi|et puis|et|puis|ensuite|aussi|sinon|par ailleurs|en plus|d'ailleurs|mais|car|and also|and|also|then|but)\s/giu;

const wordsOfAWish = 3;

/** The parts of a message that may each be a wish, in order; a part of one or two words is none. */
export function clausesOf(text: string): readonly string[] {
  return text
    .split(joints)
    .map((part) => part.trim())
    .filter((part) => part.split(/\s+/).length >= wordsOfAWish);
}
