/** What joins one wish to the next. */
const joints =
  /((?:^|\s)\d{1,2}[).]\s|[.!?;:\n]+|,|\s(?:et aussi|et puis|et ensuite|et|puis|ensuite|aussi|sinon|par ailleurs|en plus|d'ailleurs|mais|car|and also|and then|and|also|then|but)\s)/giu;

const wordsOfAWish = 3;
/** In a story so long, « j’ai mes lunettes » is a detail. */
const longStory = 25;
const wordsOfAWishInIt = 5;

/** Announces another wish: a word or two that follow are one. */
const announced = /puis|ensuite|then|\d/iu;

/** « Where my letter is » says all of it. */
const wantsToKnow =
  /^(?:(?:je|j['’])\s?(?:veux|voudrais|souhaite|aimerais)(?: bien| aussi)* savoir|i(?: also)? (?:want|need|would like|['’]d like)(?: also)? to know)\s+/iu;

/** What follows from the part before it is no wish of its own. */
export const isConsequence = (clause: string): boolean =>
  /^(?:du coup|donc|alors|c['’]est pour (?:ça|ca|cela)|so|therefore)\s/iu.test(clause);
const wordsAnnounced = 2;

/** The parts of a message that may each be a wish, in order; a part of one or two words that nothing announces is none. */
export function clausesOf(text: string): readonly string[] {
  const parts = text.split(joints);
  const clauses: string[] = [];
  const told = text.split(/\s+/).length >= longStory ? wordsOfAWishInIt : wordsOfAWish;
  for (let at = 0; at < parts.length; at += 2) {
    const part = parts[at]!.trim().replace(wantsToKnow, '');
    const least = announced.test(parts[at - 1] ?? '') ? wordsAnnounced : told;
    if (part.split(/\s+/).length >= least) clauses.push(part);
  }
  return clauses;
}

/** A part of a list; `follows`: said to come after the one before. */
export interface Item {
  readonly text: string;
  readonly follows: boolean;
}

const listing =
  /(?:^|\s*,?\s+)(?:d'abord|premierement|first(?: of all)?)\s+|\s*[,;+&\n]\s*(?:et |and )?|\s+(?:et |and )?(?:puis|ensuite|apres|apres ca|then|after that|aussi|also)\s+|\s+(?:et|and|plus)\s+/u;
const sequence = /puis|ensuite|apres|then|after/u;

const longestItem = 6;
/** Who tells what happened lists nothing. */
const telling =
  /(?:^|\s)(?:j ai|je(?! veu| voudr| souhait| cherch| demand)|me|m|on|il|elle|est|sont|a|ca|i(?! want| need| d)|it|is|was|has)(?:\s|$)/u;

const asking = /\b(?:ou|quel|quelle|where) (?:en )?(?:est|sont|is)\b/u;

/**
 * A folded message that only lists what is wanted (« la lettre puis mon code »), in its parts; undefined when it tells
 * anything more.
 */
export function listOf(
  folded: string,
  meantWords: (text: string) => readonly string[],
): readonly Item[] | undefined {
  const parts = folded.split(new RegExp(`(${listing.source})`, 'u'));
  const items: Item[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const text = parts[at]!.replace(/[.!?\s]+$/u, '').trim();
    const words = meantWords(text);
    if (words.length === 0) continue;
    if (words.length > longestItem || telling.test(words.join(' ').replace(asking, ' '))) return undefined;
    items.push({ text, follows: items.length > 0 && sequence.test(parts[at - 1] ?? '') });
  }
  return items.length > 1 ? items : undefined;
}
