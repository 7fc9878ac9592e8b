import { asksWhatWasTold } from '../../conversation/just-told.ts';
import { byLetters, markedBy, marksBeside } from '../../conversation/marked-by.ts';
import type { Understanding, Understood } from '../../conversation/understanding/understanding.ts';
import { withoutCourtesy, wordsOf } from '../../conversation/understanding/words/words.ts';
import type { Act, Asked } from '../call-state.ts';
import type { Heard } from '../prompt.ts';
import { commanded, isYesOrNo } from './commanded.ts';
import type { Ears, Listening, Meaning } from './meant.ts';
import { digitsSpoken } from './spoken-digits.ts';

/** « deux », « tapez 2 »: the number and nothing else, or every « une » of a sentence would press 1. */
const aNumberAlone =
  /^\W*(?:(?:le|la|touche|tapez|numéro|choix|press|key|number|option)\s+){0,2}([\p{L}\d]+)\W*$/iu;

const aStarAlone = /^\W*(?:(?:la|the|touche|tapez|press)\s+){0,3}(?:étoile|star)(?:\s+key)?\W*$/iu;

/** Below it, what was heard was perhaps never said: a wish is asked about before it is followed. */
const leastConfidence = 0.4;

/** A choice by its number or its words; « again », « someone »; at an open question any wish at all. */
export function said(
  { speech = '', confidence = 1 }: Heard,
  asked: Asked,
  ears: Listening,
): Meaning | undefined {
  const { locale, understanding, wish } = ears;
  if (aStarAlone.test(speech) && asked.keys['*']) return { kind: 'act', act: asked.keys['*'] };
  const number = aNumberAlone.exec(speech)?.[1];
  const key = number === undefined ? '' : digitsSpoken(number, locale);
  if (key.length === 1 && asked.keys[key]) return { kind: 'act', act: asked.keys[key] };
  if (!understanding || !wish) return undefined;
  const choices = confidence < leastConfidence ? asked.labels : named(asked);
  const marked = markedBy(speech, asked.labels);
  const part = marked && asked.keys[marked.id];
  if (part) return { kind: 'act', act: part };
  const marks = marksBeside(speech, asked.labels);
  if (marks) return { kind: 'no-such-mark', marks };
  const weighed = understanding.weighed(speech, choices);
  if (weighed) return { kind: 'weighed', choice: weighed };
  const chosen = understanding.choose(speech, choices, wish);
  const command = understanding.command(speech);
  const isAnswer = isYesOrNo(command) && isBrief(speech);
  // Asked about what has just been told: it is told again.
  const doors = chosen === undefined ? wish.doors.map(({ door }) => door) : [chosen];
  const asksAbout = (told: string | undefined) =>
    asksWhatWasTold(told, doors, { text: speech, wonders: wish.wonders });
  if (!isAnswer && [asked.outcome, asked.flow].some(asksAbout)) return { kind: 'act', act: { do: 'again' } };
  const meant = chosen === undefined ? undefined : keyOf(asked, chosen);
  if (meant) return { kind: 'act', act: meant };
  if (asked.awaits && saysItCame(speech, understanding)) return { kind: 'wait', why: 'comesByItself' };
  // To what is weighed a yes or a no is what `choose` takes for one.
  const isWeighed = isYesOrNo(command) && asked.labels.some(({ question }) => question !== undefined);
  const act = command && !isWeighed && commanded(command, asked);
  if (act) return act;
  // A « non » to no such question names no door; « non merci » once all is done is a goodbye.
  if (isAnswer) return wish.thanks && asked.outcome ? thankedFor(asked) : undefined;
  if (wish.verdict !== 'sure' && (wish.thanks || wish.solved)) return thankedFor(asked);
  if (wish.verdict === 'none' && wish.greets) return { kind: 'act', act: { do: 'again' } };
  const someone = asked.keys[0];
  if (wish.verdict === 'sure' && wish.doors[0]?.door === 'person' && someone)
    return { kind: 'act', act: someone };
  if (!asked.open) return undefined;
  const [door, ...others] = doorsOf(speech, wish, ears);
  if (wish.verdict === 'none' || door === undefined) return undefined;
  if (wish.verdict === 'sure' && confidence >= leastConfidence) return { kind: 'door', door };
  return { kind: 'doors', doors: [door, ...others] };
}

/** « J’ai reçu l’e-mail »: of what is waited for, never of another that a door is for. */
const saysItCame = (speech: string, understanding: Understanding): boolean =>
  understanding.choose(speech, [{ id: 'worked', label: '' }]) !== undefined;

/** « Merci » once all is done is a goodbye; before that it hears the question again. */
export const thankedFor = ({ outcome }: Asked): Meaning => ({
  kind: 'act',
  act: outcome ? { do: 'hang-up' } : { do: 'again' },
});

/** What is on the keys, by the choice where there is one: it is known by more words than its label. */
export const named = ({ keys, labels }: Asked) =>
  labels.map((one) => ({ ...one, id: nameOf(keys[one.id]) ?? one.id }));

function nameOf(act: Act | undefined): string | undefined {
  if (act?.do === 'dial') return 'put-through';
  return act?.do === 'choose' ? act.choice : undefined;
}

const keyOf = ({ keys }: Asked, name: string): Act | undefined =>
  Object.values(keys).find((act) => nameOf(act) === name) ?? keys[name];

export const isBrief = (speech: string): boolean => withoutCourtesy(wordsOf(speech)).length <= 2;

/** The likeliest, by its part where one was named, and the next. */
export const doorsOf = (
  speech: string,
  { doors: [first, second], part }: Understood,
  ears: Ears,
): readonly string[] =>
  [part ?? zoneNamed(speech, first?.door, ears) ?? first?.door, second?.door].filter(
    (door) => door !== undefined,
  );

/** « C’est quoi le numéro AMC ? »: the zone of the card that explains these letters. */
function zoneNamed(speech: string, door: string | undefined, { insurer, locale }: Ears): string | undefined {
  if (door !== 'information:card-legend') return undefined;
  const zones = insurer.information.card.map(({ mark, label, text }) => ({
    mark,
    text: `${label[locale]} ${text[locale]}`,
  }));
  const zone = byLetters(speech, zones, insurer.name);
  return zone && `information:zone-${zone.mark.toLowerCase()}`;
}
