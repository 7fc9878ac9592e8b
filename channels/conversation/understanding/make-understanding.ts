import { alreadySaid, byOpening, isGrave, meantOf, openedBy, yieldsTo } from './choosing/choose.ts';
import { commandIn } from './choosing/commands.ts';
import { isPlaceAlone } from './choosing/ordinals.ts';
import { aboutIn, remarks } from './meaning/about.ts';
import { asideIn } from './meaning/asides.ts';
import { partOf } from './meaning/doors.ts';
import { aboutTheLink, linkTroubleIn } from './meaning/link-trouble.ts';
import { moodsOf } from './meaning/moods.ts';
import { isQuestion, isRefusing, isSupposing } from './meaning/questions.ts';
import { enoughInNeed, tongueOf } from './meaning/tongue.ts';
import { urgencyOf } from './meaning/urgency.ts';
import { type Wishes, wishesOf } from './meaning/wishes.ts';
import { Classifier } from './model/classifier.ts';
import { readAsidesModel, readModel } from './model/model-file.ts';
import { whileReading } from './remembered.ts';
import type { About, Choice, Understanding, Understood } from './understanding.ts';
import { withoutCourtesy, withoutFalseStart, wordsOf } from './words/words.ts';

const wordsOfAWish = 3;

const asksIn = (text: string): boolean => /\?\s*$/.test(text) || isQuestion(text);

/** Beside a plain wish; a person, or how to reach us, is wished for in writing by whoever does not hear. */
const isRemark = (about: About, { verdict, doors }: Wishes): boolean =>
  remarks.has(about) &&
  verdict === 'sure' &&
  !(about === 'unheard' && doors[0] && reaching.has(doors[0].door));

const reaching: ReadonlySet<string> = new Set(['person', 'information:contacts']);

const nothing: Wishes = { verdict: 'none', doors: [] };

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/**
 * Understanding of free text, French and English alike whatever the locale: people mix them. Offline and without
 * state; the models are read at the first message (about 100 ms, once), so that starting stays quick. Keeps nothing of
 * what was said. The caller sees to it that no secret comes here (`secrets.ts`).
 */
export function makeUnderstanding(): Understanding {
  const classifier = once(() => new Classifier(readModel()));
  const asides = once(() => new Classifier(readAsidesModel()));
  const wished = (text: string, words: readonly string[]) =>
    aboutTheLink(wishesOf(classifier(), withoutFalseStart(text)), words);
  const understood = (text: string): Understood => {
    const words = wordsOf(text);
    const moods = moodsOf(text, words);
    const heardOf = wished(text, words);
    const aside = asideIn(asides(), text, heardOf.verdict);
    const urgency = urgencyOf(words) ?? aside.urgency;
    const told = aside.complains || isPlaceAlone(text) ? nothing : heardOf;
    const refuses = isRefusing(text, told.doors[0]?.door);
    const wishes: Wishes = refuses && told.verdict === 'sure' ? { ...told, verdict: 'unsure' } : told;
    const linkTrouble = linkTroubleIn(words);
    const heard = aboutIn(words) ?? aside.about;
    const about = heard && isRemark(heard, wishes) ? undefined : heard;
    const tongue = urgency ? tongueOf(text, enoughInNeed) : tongueOf(text);
    const [first] = wishes.doors;
    const part = first && partOf(first.door, text);
    return {
      ...wishes,
      ...(part && { part }),
      ...(urgency && { urgency }),
      ...(linkTrouble && { linkTrouble }),
      ...(about && { about }),
      ...(tongue && { tongue }),
      ...(asksIn(text) && { asks: true }),
      ...(isSupposing(text) && { supposes: true }),
      ...(refuses && { refuses: true }),
      ...moods,
      ...(aside.solved && { solved: true }),
      ...(aside.complains && { angry: true }),
    };
  };
  const choice = (
    text: string,
    choices: readonly Choice[],
    known?: Pick<Understood, 'verdict' | 'doors'>,
  ): string | undefined => {
    if (isSupposing(text)) return undefined;
    const meant = meantOf(text, choices, asksIn(text));
    if (meant && !yieldsTo(meant.id, known)) return meant.weighed ? undefined : meant.id;
    // One or two words that fit several buttons are a question, not a wish.
    const words = wordsOf(text);
    if (withoutCourtesy(words).length < wordsOfAWish) return undefined;
    const { verdict, doors } = known ?? wished(text, words);
    if (verdict !== 'sure') return isGrave(choices) ? undefined : byOpening(text, choices);
    return choices.find(({ id }) => id === doors[0]!.door)?.id;
  };
  const weighed = (text: string, choices: readonly Choice[]): string | undefined => {
    const meant = isSupposing(text) ? undefined : meantOf(text, choices, asksIn(text));
    return meant?.weighed ? meant.id : undefined;
  };
  return {
    understand: (text) => whileReading(() => understood(text)),
    command: (text) => whileReading(() => commandIn(text)),
    choose: (text, choices, known) => whileReading(() => choice(text, choices, known)),
    weighed: (text, choices) => whileReading(() => weighed(text, choices)),
    alreadySaid: (wish, choices) => whileReading(() => alreadySaid(wish, choices)),
    openedBy,
  };
}
