/** The data of the understanding: nothing in it is said twice, nothing cannot be reached. */
import { describe, expect, test } from 'vitest';
import type { AnyStateNode } from 'xstate';
import { own } from '../../../channels/chat/bot/own.ts';
import { readData } from '../../../channels/conversation/understanding/read-data.ts';
import {
  folded,
  withoutCourtesy,
  wordsOf,
} from '../../../channels/conversation/understanding/words/words.ts';
import { universalChoices } from '../../../machines/engine/offered.ts';
import { createRegistry } from '../../../machines/engine/registry.ts';
import type { ViewMeta } from '../../../machines/flow.ts';
import type { TroubleInput } from '../../../machines/flows/ecps/shared.ts';
import { flows } from '../../../machines/flows/index.ts';
import { commonMessages } from '../../../machines/messages/common.ts';
import { demoGuide, demoInsurers } from '../../support/insurer.ts';

type List = readonly string[];
type Lists = Readonly<Record<string, List>>;

const choices = readData<{
  readonly yes: List;
  readonly no: List;
  readonly vague: List;
  readonly affirms: List;
  readonly weighty: List;
  readonly unless: Lists;
  readonly within: Readonly<Record<string, string>>;
  readonly opens: Lists;
  readonly synonyms: Lists;
  readonly phrases: Lists;
}>('choices.json');
const { besides, denials, answers } = readData<{
  readonly besides: List;
  readonly denials: List;
  readonly answers: Lists;
}>('answers.json');
const { unsolved, pending, polite, ...moods } = readData<Lists>('moods.json');
const about = readData<Lists>('about.json');
const { doors: _doors, ...linkTrouble } = readData<Lists>('link-trouble.json');
const urgency = readData<{
  readonly danger: { readonly phrases: List };
  readonly hospital: { readonly phrases: List };
  readonly despair: List;
}>('urgency.json');
const commands = readData<Lists>('commands.json');
const questions = readData<Lists>('questions.json');
const { greetsInEnglish, ...tongue } = readData<Lists>('tongue.json');
const shorthand = readData<{ readonly words: Readonly<Record<string, string>>; readonly courtesy: List }>(
  'shorthand.json',
);

const named = (name: string, lists: Lists): readonly (readonly [string, List])[] =>
  Object.entries(lists).map(([key, list]) => [`${name}, ${key}`, list]);

const read = new Map<string, string>();
function said(phrase: string): string {
  const known = read.get(phrase) ?? ` ${wordsOf(phrase).join(' ')} `;
  read.set(phrase, known);
  return known;
}
const contains = (phrase: string, other: string): boolean => said(phrase).includes(said(other));

/** Each of a list that could go, with the one that makes it needless; of two alike the later. */
const needless = (list: List, makesNeedless: (one: string, other: string) => boolean): List =>
  list.flatMap((one, at) => {
    const other = list.find(
      (other, place) =>
        place !== at && makesNeedless(one, other) && (place < at || !makesNeedless(other, one)),
    );
    return other === undefined ? [] : [`« ${one} », for « ${other} »`];
  });

describe('no phrase holds another of its list whole', () => {
  const isDeed = (phrase: string) => phrase.endsWith(' …');
  const isDenial = (phrase: string) => phrase.startsWith('… ');
  const parts = ([name, list]: readonly [string, List]): readonly (readonly [string, List])[] => [
    [name, list.filter((phrase) => !isDeed(phrase) && !isDenial(phrase))],
    [`${name}: what was done`, list.filter(isDeed)],
    [`${name}: not by them`, list.filter(isDenial)],
  ];

  test.each([
    ...named('about.json', about).flatMap(parts),
    ...named('choices.json', choices.phrases),
    ...named('link-trouble.json', linkTrouble),
    ...named('moods.json', moods),
    ['somebody.json', readData<List>('somebody.json')] as const,
    ['urgency.json, danger', urgency.danger.phrases] as const,
    ['urgency.json, hospital', urgency.hospital.phrases] as const,
    ['urgency.json, despair', urgency.despair] as const,
  ])('%s', (_name, list) => expect(needless(list, contains)).toEqual([]));

  const { openings, suppositions, refusals, refused } = questions as Record<string, List>;
  test.each(Object.entries({ openings, suppositions, refusals, refused }))(
    'questions.json, %s: nor begins with it',
    (_name, list) =>
      expect(needless(list!, (one, other) => `${folded(one)} `.startsWith(`${folded(other)} `))).toEqual([]),
  );

  /** A longer word may be mistyped beside its phrase, and then says something of its own. */
  const isNothing = (word: string, key: string) =>
    word.length < 4 && (besides.includes(word) || (key.endsWith('.no') && denials.includes(word)));
  test.each(Object.entries(answers))('answers.json, %s: beside words that say nothing', (key, list) => {
    const addsNothing = (one: string, other: string) =>
      contains(one, other) &&
      (said(one).replace(said(other), ' ').match(/\S+/g) ?? []).every((word) => isNothing(word, key));
    expect(needless(list, addsNothing)).toEqual([]);
  });

  test.each(Object.entries(choices.synonyms))('choices.json, synonyms of %s: none is another', (_id, list) =>
    expect(needless(list, (one, other) => said(one) === said(other))).toEqual([]),
  );
});

test('no command stands in two lists, or twice in one', () => {
  const plain = (phrase: string) => {
    const words = wordsOf(phrase);
    return withoutCourtesy(words.length > 0 ? words : [folded(phrase).trim()]).join(' ');
  };
  const all = Object.entries(commands).flatMap(([command, list]) => list.map((phrase) => [command, phrase]));
  const bySaid = Map.groupBy(all, ([, phrase]) => plain(phrase!));
  expect([...bySaid.values()].filter((alike) => alike.length > 1)).toEqual([]);
});

describe('a word that stands alone', () => {
  const sets: readonly (readonly [string, List])[] = [
    ['answers.json, besides', besides],
    ['answers.json, denials', denials],
    ['choices.json, vague', choices.vague],
    ...named('choices.json, unless', choices.unless),
    ...named('moods.json', { unsolved: unsolved!, pending: pending!, polite: polite! }),
    ['shorthand.json, courtesy', shorthand.courtesy],
  ];

  test.each(sets)('%s: is one that is read, and stands there once', (_name, list) => {
    expect(list.filter((word) => !wordsOf(word).includes(word))).toEqual([]);
    expect(needless(list, (one, other) => one === other)).toEqual([]);
  });

  test.each(named('tongue.json', tongue))('%s: is folded, and stands there once', (_name, list) => {
    expect(list.filter((word) => folded(word) !== word || !/^\p{L}+$/u.test(word))).toEqual([]);
    expect(needless(list, (one, other) => one === other)).toEqual([]);
  });

  test('tongue.json, greetsInEnglish: is written as it is read', () => {
    const asRead = (said: string) =>
      folded(said)
        .match(/\p{L}+/gu)
        ?.join(' ');
    expect(greetsInEnglish!.filter((said) => asRead(said) !== said)).toEqual([]);
  });

  test('shorthand.json: is written as it is read, and means something else', () => {
    const idle = Object.entries(shorthand.words).filter(
      ([word, full]) => word === full || wordsOf(word).join(' ') !== full,
    );
    expect(idle).toEqual([]);
  });
});

describe('every choice that is named', () => {
  const { flows: charts } = createRegistry({ flows, messages: [commonMessages] });
  const insurers = [...demoInsurers, demoGuide];

  /** By the state that asks, in which the choices are named. */
  const offered = new Map<string, Set<string>>();
  const offer = (question: string, ids: Iterable<string>) =>
    offered.set(question, new Set([...(offered.get(question) ?? []), ...ids]));

  for (const { machine } of charts)
    for (const node of nodesIn(machine.root)) {
      const view = (node.meta as { readonly view?: ViewMeta } | undefined)?.view;
      const heard = lineOf(node).flatMap(({ ownEvents }) => ownEvents);
      const chosen = heard.flatMap((event) => /^CHOSE\.([a-z].*)$/.exec(event)?.[1] ?? []);
      if (view) offer(node.path.join('.'), [...(view.choices ?? []), ...chosen, ...universalChoices]);
      // What may have happened is asked by a flow of its own, which is told what.
      for (const { src, input } of node.invoke)
        if (src === 'ecps-trouble') offer('asking', (input as () => TroubleInput)().problems);
    }
  for (const insurer of insurers) {
    offer('choosing', [...insurer.menu, ...insurer.phoneMenu]);
    for (const flow of charts) offer(flow.id, flow.topics?.(insurer) ?? []);
  }

  /** The channels' own questions, by the names that they have there. */
  const asked: Readonly<Record<string, List>> = {
    reminded: ['yes', 'no', own.elsewhere],
    switch: ['yes', 'no'],
    'did-you-mean': [own.elsewhere],
    'resume-code': [own.elsewhere],
    ...Object.fromEntries(choices.weighty.map((id) => [id, ['yes', 'no']])),
  };
  /** The telephone puts through, the chat sends a letter that was read back, and has doors (`door:sign-in`). */
  const theirs = [
    'put-through',
    'send',
    'door',
    'yes',
    'no',
    ...Object.values(own).filter((id) => typeof id === 'string'),
  ];

  const ids = new Set([...[...offered.values()].flatMap((set) => [...set]), ...theirs]);
  const isOffered = (key: string): boolean => {
    const dot = key.lastIndexOf('.');
    if (dot < 0) return ids.has(key);
    const [question, id] = [key.slice(0, dot), key.slice(dot + 1)];
    return offered.get(question)?.has(id) === true || asked[question]?.includes(id) === true;
  };

  test.each<readonly [string, List]>([
    ['yes', choices.yes],
    ['no', choices.no],
    ['affirms', choices.affirms],
    ['weighty', choices.weighty],
    ['unless', Object.keys(choices.unless)],
    ['within', Object.keys(choices.within)],
    ['opens', [...Object.keys(choices.opens), ...Object.values(choices.opens).flat()]],
    ['synonyms', Object.keys(choices.synonyms)],
    ['phrases', Object.keys(choices.phrases)],
    ['answers', Object.keys(answers)],
  ])('%s: is one that a chart offers, or a channel', (_name, keys) =>
    expect(keys.filter((key) => !isOffered(key))).toEqual([]),
  );

  test('affirms, unless: stands there for phrases of its own', () => {
    const bare = [...choices.affirms, ...Object.keys(choices.unless)].filter(
      (key) => !choices.phrases[key] && !choices.opens[key],
    );
    expect(bare).toEqual([]);
  });

  test('within: is of a flow', () => {
    const doors = readData<object>('doors.json');
    expect(Object.values(choices.within).filter((door) => !(door in doors))).toEqual([]);
  });
});

function nodesIn(node: AnyStateNode): readonly AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap((child) => nodesIn(child as AnyStateNode))];
}

/** The state and those around it. */
function lineOf(node: AnyStateNode): readonly AnyStateNode[] {
  return node.parent ? [node, ...lineOf(node.parent as AnyStateNode)] : [node];
}
