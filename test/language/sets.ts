import { readFileSync } from 'node:fs';
import {
  readSentences,
  type Sentence,
  sentencesOf,
} from '../../channels/conversation/understanding/training/sentences.ts';
import { folded } from '../../channels/conversation/understanding/words/words.ts';

/** So alike that one of the two has been seen: share of the groups of three letters. */
const nearDuplicate = 0.7;

export interface HeldOut {
  readonly sentences: readonly Sentence[];
  /** Left out because a sentence that was learnt is nearly the same. */
  readonly removed: readonly Sentence[];
}

/** Sentences that were written before any tuning and that nothing is learnt from, without those too near to one that is. */
export function heldOut(): HeldOut {
  measured ??= withoutNearDuplicates(readHeldOut());
  return measured;
}

let measured: HeldOut | undefined;

/** Written by somebody else, who had seen no other sentence: by people of all kinds, long and short; measured since. */
export function heldOutLater(): HeldOut {
  measuredLater ??= withoutNearDuplicates(readByDoor('held-out-later.json'));
  return measuredLater;
}

let measuredLater: HeldOut | undefined;

/** By a third hand, the same way, from what each door is for alone; a fourth, shown no door, agreed with nearly all. */
export function heldOutThird(): HeldOut {
  measuredThird ??= withoutNearDuplicates(readByDoor('held-out-third.json'));
  return measuredThird;
}

let measuredThird: HeldOut | undefined;

/** Everyday wishes that are nobody's here, written before the bars were raised and learnt from never. */
export function outOfScope(): HeldOut {
  return withoutNearDuplicates(sentencesOf('none', readJson('out-of-scope.json')));
}

/** The same by more situations, written later and measured once the verdict’s rules and bars were settled. */
export function outOfScopeLater(): HeldOut {
  return withoutNearDuplicates(sentencesOf('none', readJson('out-of-scope-later.json')));
}

/** What may be looked at and tuned on: tells nothing of how good understanding is. */
export function development(): readonly Sentence[] {
  return [
    ...readByDoor('development.json'),
    ...sentencesOf('none', readJson('development-out-of-scope.json')),
  ];
}

const readHeldOut = () => readByDoor('held-out.json');

const readByDoor = (name: string): readonly Sentence[] =>
  Object.entries(readJson<Readonly<Record<string, Situations>>>(name)).flatMap(([door, situations]) =>
    sentencesOf(door, situations),
  );

function withoutNearDuplicates(all: readonly Sentence[]): HeldOut {
  const learnt = readSentences().map(({ text }) => threes(text));
  const isNear = ({ text }: Sentence) => {
    const own = threes(text);
    return learnt.some((other) => likeness(own, other) >= nearDuplicate);
  };
  const removed = all.filter(isNear);
  return { sentences: all.filter((one) => !removed.includes(one)), removed };
}

type Situations = Readonly<Record<string, readonly string[]>>;

function readJson<Data = Situations>(name: string): Data {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as Data;
}

function threes(text: string): ReadonlySet<string> {
  const plain = ` ${(folded(text).match(/[a-z0-9]+/g) ?? []).join(' ')} `;
  return new Set(Array.from({ length: Math.max(plain.length - 2, 0) }, (_, at) => plain.slice(at, at + 3)));
}

/** Jaccard: what both have, of what either has. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  // No need to count where the sizes alone decide.
  if (Math.min(one.size, other.size) < nearDuplicate * Math.max(one.size, other.size)) return 0;
  const both = [...one].filter((three) => other.has(three)).length;
  return both / (one.size + other.size - both || 1);
}
