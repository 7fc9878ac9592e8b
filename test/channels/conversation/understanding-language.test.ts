/** The figures of docs/language.md are those of today’s data, and do not fall below the floors written there. */
import { describe, expect, test } from 'vitest';
import { makeUnderstanding } from '../../../channels/conversation/understanding/make-understanding.ts';
import { moodsOf } from '../../../channels/conversation/understanding/meaning/moods.ts';
import { Classifier } from '../../../channels/conversation/understanding/model/classifier.ts';
import {
  type ModelFile,
  readModel,
  unpacked,
} from '../../../channels/conversation/understanding/model/model-file.ts';
import { readData } from '../../../channels/conversation/understanding/read-data.ts';
import { digestOfData } from '../../../channels/conversation/understanding/training/digest.ts';
import { learn } from '../../../channels/conversation/understanding/training/learn.ts';
import { readSentences } from '../../../channels/conversation/understanding/training/sentences.ts';
import { wordsOf } from '../../../channels/conversation/understanding/words/words.ts';
import { falseAlarms, languageReport, writtenReport } from '../../language/evaluate.ts';
import { figuresOf, judged } from '../../language/evaluation.ts';
import { heldOut, heldOutLater, heldOutThird, outOfScope, outOfScopeLater } from '../../language/sets.ts';

describe('the sentences', () => {
  test('each belong to one door only', () => {
    const doors = new Map<string, string>();
    const double = readSentences().filter(({ door, text }) => {
      const before = doors.get(text.toLowerCase());
      doors.set(text.toLowerCase(), door);
      return before !== undefined && before !== door;
    });
    expect(double.map(({ text }) => text)).toEqual([]);
  });

  test('that lead to a door are wishes: none is taken for the news that all is well', () => {
    const wishes = readSentences().filter(({ door }) => door !== 'none');
    const heard = wishes.filter(({ text }) => moodsOf(text, wordsOf(text)).solved);
    expect(heard.map(({ text }) => text)).toEqual([]);
    for (const said of [
      'j’ai changé mon code',
      'j’ai choisi mon nouveau code, merci',
      'ça marche maintenant',
    ])
      expect(moodsOf(said, wordsOf(said)), said).toHaveProperty('solved');
  });

  test('lead to every door there is, and a door is about concepts that exist', () => {
    const doors = readData<Readonly<Record<string, { readonly evidence: readonly string[] }>>>('doors.json');
    const learnt = new Set(readSentences().map(({ door }) => door));
    learnt.delete('none');
    expect(Object.keys(doors).sort()).toEqual([...learnt].sort());
    const concepts = Object.keys(readData<object>('concepts.json'));
    const named = Object.values(doors).flatMap(({ evidence }) => evidence);
    expect(named.filter((concept) => !concepts.includes(concept))).toEqual([]);
  });

  test('are those the model was learnt from: run « npm run learn » after changing them', () => {
    expect(readData<ModelFile>('model.json').learntFrom).toBe(digestOfData());
  });

  test('held out are of situations that are not learnt, a fifth of them out of scope at least', () => {
    const { sentences } = heldOut();
    expect(sentences.length).toBeGreaterThan(250);
    expect(sentences.filter(({ door }) => door === 'none').length / sentences.length).toBeGreaterThanOrEqual(
      0.2,
    );
  });
});

describe('on sentences that nothing was learnt from or tuned on', () => {
  const figures = figuresOf(judged(heldOut().sentences, makeUnderstanding()));

  test('the first door is right in 95 of 100, and gone to without a question in 88', () => {
    expect(figures.rightFirst / figures.inScope).toBeGreaterThanOrEqual(0.95);
    expect(figures.sureAndRight / figures.inScope).toBeGreaterThanOrEqual(0.88);
  });

  test('hardly any leads to a wrong flow, and out of scope hardly any begins one', () => {
    expect(figures.sureAndWrong / figures.inScope).toBeLessThanOrEqual(0.02);
    expect(figures.outOfScopeBegun).toBeLessThanOrEqual(1);
  });

  test('those that somebody else wrote find their door as well', () => {
    const { sentences } = heldOutLater();
    const others = figuresOf(judged(sentences, makeUnderstanding()));
    expect(others.inScope).toBeGreaterThanOrEqual(200);
    expect(others.rightFirst / others.inScope).toBeGreaterThanOrEqual(0.95);
    expect(others.sureAndRight / others.inScope).toBeGreaterThanOrEqual(0.88);
    expect(others.sureAndWrong / others.inScope).toBeLessThanOrEqual(0.04);
    expect(others.outOfScopeBegun / others.outOfScope).toBeLessThanOrEqual(0.035);
  });

  test('nor do those of a third fare much worse', () => {
    const third = figuresOf(judged(heldOutThird().sentences, makeUnderstanding()));
    expect(third.inScope).toBeGreaterThanOrEqual(250);
    expect(third.rightFirst / third.inScope).toBeGreaterThanOrEqual(0.9);
    expect(third.sureAndRight / third.inScope).toBeGreaterThanOrEqual(0.82);
    expect(third.sureAndWrong / third.inScope).toBeLessThanOrEqual(0.05);
    expect(third.outOfScopeBegun).toBeLessThanOrEqual(1);
  });

  test('hardly any rings a danger to life', () => {
    const all = [heldOut(), heldOutLater(), heldOutThird(), outOfScope(), outOfScopeLater()].flatMap(
      (set) => set.sentences,
    );
    expect(falseAlarms(all, makeUnderstanding()).length / all.length).toBeLessThanOrEqual(0.0075);
  });

  test('of everyday wishes that are nobody’s here, hardly any begins a flow', () => {
    const most = [
      { sentences: outOfScope().sentences, atLeast: 40, begun: 0.055 },
      { sentences: outOfScopeLater().sentences, atLeast: 100, begun: 0.022 },
    ];
    for (const { sentences, atLeast, begun } of most) {
      expect(sentences.length).toBeGreaterThanOrEqual(atLeast);
      const { outOfScopeBegun } = figuresOf(judged(sentences, makeUnderstanding()));
      expect(outOfScopeBegun / sentences.length).toBeLessThanOrEqual(begun);
    }
  });

  test('docs/language.md says the same: « node test/language/evaluate.ts --write »', () => {
    expect(writtenReport()).toBe(languageReport());
  });
});

test('the model knows every door that a sentence leads to, and reads back as it was packed', () => {
  const model = readModel();
  expect([...model.doors].sort()).toEqual([...new Set(readSentences().map(({ door }) => door))].sort());
  expect(unpacked(readData<ModelFile>('model.json')).features.size).toBe(model.features.size);
  expect(model.weights.weights).toHaveLength(model.features.size * model.doors.length);
});

test('learning again from the same sentences gives a model that leads to the same doors', () => {
  const again = new Classifier(learn(readSentences()));
  const kept = new Classifier(readModel());
  const door = (classifier: Classifier, text: string) =>
    classifier.classify(classifier.read(text)).ranked[0]!.door;
  const { sentences } = heldOut();
  const same = sentences.filter(({ text }) => door(again, text) === door(kept, text)).length;
  expect(same / sentences.length).toBeGreaterThanOrEqual(0.98);
});
