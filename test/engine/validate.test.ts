import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createMachine } from 'xstate';
import type { Insurer } from '../../machines/domain/insurer.ts';
import { createRegistry } from '../../machines/engine/registry.ts';
import { validateRegistry } from '../../machines/engine/validate.ts';
import type { Flow, Services } from '../../machines/flow.ts';
import { flows } from '../../machines/flows/index.ts';
import { commonMessages } from '../../machines/messages/common.ts';
import { createServices } from '../../machines/services/index.ts';
import { effects as testEffects, testFlows } from '../support/charts.ts';
import { demoInsurer, insurersById } from '../support/insurer.ts';

const service = { repeat: 'safe', run: async () => undefined } as const;
const services: Services = { verify: service, count: service, charge: service, writeToDesk: service };
const { person } = demoInsurer('cpms').contactFor;
/** An insurer of these charts; the demo’s own names flows that are not among them. */
const insurer: Insurer = {
  ...demoInsurer('cpms'),
  door: 'question',
  menu: ['question'],
  phoneMenu: ['question'],
  contactFor: { person: person! },
};
const insurers = new Map([['cpms', insurer]]);
/** The same with something else in it. */
const withData = (more: Partial<Insurer>) => ({ insurers: new Map([['cpms', { ...insurer, ...more }]]) });
const words = { 'x.ask': { fr: 'x', en: 'x' }, 'choice.question': { fr: 'q', en: 'q' } };

const oneFlow = (config: object, more: Partial<Flow> = {}): Flow => ({
  id: 'x',
  version: 1,
  role: 'public',
  machine: createMachine(config as never),
  messages: words,
  ...more,
});

function validate(added: readonly Flow[], given: { insurers?: typeof insurers } = {}) {
  const messages = added.some(({ id }) => id === 'x') ? [commonMessages] : [commonMessages, words];
  const registry = createRegistry({ flows: [...testFlows, ...added], messages });
  return () => validateRegistry(registry, services, testEffects, given.insurers ?? insurers);
}

const shown = (view: object) => ({ meta: { view } });
const asking = shown({ messages: ['x.ask'] });

describe('the product at boot', () => {
  test('holds together: every chart, service, effect, message and menu', () => {
    const registry = createRegistry({ flows, messages: [commonMessages] });
    const app = createServices({ registry, documents: {}, vault: {} } as never);
    expect(() =>
      validateRegistry(registry, app.services, { tellNewBrowser: true, tellDesk: true }, insurersById),
    ).not.toThrow();
    expect(() => validateRegistry(registry, {}, {}, insurersById)).toThrow(
      /sign-in, state « opening »: invokes « openSession »[\s\S]*sign-in, state « opening »: « tellNewBrowser »/,
    );
  });

  test('has words, in both languages, for every refusal and notice that charts and services name', () => {
    const used = sources().flatMap((text) => [
      ...[...text.matchAll(/\{ id: '([a-z-]+)'(?: \}|, (?:field|retryAt))/g)].map(([, id]) => `error.${id}`),
      ...[...text.matchAll(/notices: \[([^\]]*)\]/g)].flatMap(([, list]) =>
        [...list!.matchAll(/'([^']+)'/g)].map(([, id]) => id!),
      ),
    ]);
    const { messages, format } = createRegistry({ flows, messages: [commonMessages] });
    expect(used.length).toBeGreaterThan(20);
    expect(used.filter((id) => !messages[id])).toEqual([]);
    const every = {
      zone: 'A',
      kind: 'quote',
      hasDetails: 'yes',
      usableFrom: 0,
      retryAt: 0,
      retryMinute: 0,
      retryDay: 'other',
      idProblem: 'empty',
      requestedAt: 0,
      expectedBy: 0,
      ...anyArguments,
    };
    for (const id of Object.keys(messages))
      for (const locale of ['fr', 'en'] as const) expect(format(locale, id, every)).not.toBe('');
  });
});

/** Stands for whatever the insurer and the chart know. */
const anyArguments: Record<string, unknown> = new Proxy(
  Object.fromEntries(
    Object.values(commonMessages)
      .concat(flows.flatMap(({ messages }) => Object.values(messages)))
      .flatMap(({ fr, en }) => [...`${fr} ${en}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name!, '1'])),
  ),
  {},
);

function sources(): readonly string[] {
  return ['machines/flows', 'machines/services'].flatMap((dir) =>
    readdirSync(dir, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(dir, file), 'utf8')),
  );
}

describe('a registry is refused at boot', () => {
  test.each<[string, object, string]>([
    [
      'an invoke of nothing known',
      { initial: 'a', states: { a: { invoke: { id: 'i', src: 'nobody' } } } },
      'x, state « a »: invokes « nobody », which is neither a service nor a flow',
    ],
    [
      'two calls at once',
      {
        initial: 'a',
        states: {
          a: {
            invoke: [
              { id: 'i', src: 'verify' },
              { id: 'j', src: 'count' },
            ],
          },
        },
      },
      'x, state « a »: makes two calls at once',
    ],
    [
      'a waiting state without a view',
      { initial: 'a', states: { a: {} } },
      'x, state « a »: waits without showing',
    ],
    [
      'a waiting state within a state',
      { initial: 'a', states: { a: { initial: 'b', states: { b: { on: { 'CHOSE.yes': {} } } } } } },
      'x, state « a.b »: waits without showing',
    ],
    [
      'a passing state that may be stuck',
      { initial: 'a', states: { a: { always: { guard: () => false, target: 'b' } }, b: asking } },
      'x, state « a »: waits without showing',
    ],
    [
      'a message',
      { initial: 'a', states: { a: shown({ messages: ['x.unknown'] }) } },
      'x, state « a »: message « x.unknown » does not exist',
    ],
    [
      'a drawing',
      { initial: 'a', states: { a: shown({ messages: ['x.ask'], drawing: 'nothing' }) } },
      'x, state « a »: drawing « nothing » does not exist',
    ],
    [
      'no message',
      { initial: 'a', states: { a: shown({ messages: [], outcome: 'informed' }) } },
      'x, state « a »: says nothing',
    ],
    [
      'a field',
      {
        initial: 'a',
        states: { a: { ...shown({ messages: ['x.ask'], fields: ['shoeSize'] }), on: { ANSWERED: {} } } },
      },
      'x, state « a »: field « shoeSize » does not exist',
    ],
    [
      'a field that is not heard',
      { initial: 'a', states: { a: shown({ messages: ['x.ask'], fields: ['nir'] }) } },
      'x, state « a »: asks fields but does not hear ANSWERED',
    ],
    [
      'a choice without words',
      {
        initial: 'a',
        states: { a: { ...shown({ messages: ['x.ask'], choices: ['dance'] }), on: { '*': {} } } },
      },
      'x, state « a »: message « choice.dance » does not exist',
    ],
    [
      'a choice that is not heard',
      {
        initial: 'a',
        states: { a: { ...shown({ messages: ['x.ask'], choices: ['yes'] }), on: { 'CHOSE.no': {} } } },
      },
      'x, state « a »: offers « yes » but does not hear CHOSE.yes',
    ],
    [
      'an end without a word',
      { initial: 'a', states: { a: { type: 'final' } } },
      'x, state « a »: ends the session without a word',
    ],
    [
      'an effect nobody makes',
      { initial: 'a', states: { a: { ...asking, entry: { type: 'sendPigeon' } } } },
      'x, state « a »: « sendPigeon » is neither an effect nor an action',
    ],
    [
      'a function that would run',
      { initial: 'a', states: { a: { ...asking, on: { 'CHOSE.yes': { actions: () => {} } } } } },
      'x, state « a »: runs a function of its own',
    ],
  ])('for %s', (_what, config, problem) => {
    expect(validate([oneFlow(config)])).toThrow(problem);
  });

  test.each(['menu', 'phoneMenu'] as const)(
    'for an entry of %s that is no flow people can start, by file and key',
    (key) => {
      const menu = (...ids: string[]) => withData({ [key]: ids });
      expect(validate([], menu('question', 'nowhere'))).toThrow(
        new RegExp(
          `cpms\\.json: ${key}\\.1 must be the id of a flow people can start \\(question, .*\\), not "nowhere"\\.`,
        ),
      );
      expect(validate([], menu('child'))).toThrow(`cpms.json: ${key}.0`);
      expect(validate([], menu('timed'))).toThrow('message « choice.timed » does not exist');
      const guarded = oneFlow({ initial: 'a', states: { a: asking } }, { needsToken: true });
      expect(validate([guarded], menu('x'))).toThrow(`cpms.json: ${key}.0`);
    },
  );

  test('for a door that opens nothing, and contacts for what nobody asks', () => {
    expect(validate([], withData({ door: 'nowhere' }))).toThrow('cpms.json: door must be the id of a flow');
    expect(validate([], withData({ contactFor: { person: person!, leter: person! } }))).toThrow(
      'cpms.json: contactFor.leter is asked for by no flow (person).',
    );
  });

  test('for a topic that the chart does not hear, or that has no words', () => {
    const states = { a: { ...asking, on: { 'CHOSE.heard': 'a' } } };
    const telling = oneFlow(
      { initial: 'a', states },
      { topics: () => ['heard', 'unheard'], messages: { ...words, 'x.choice.unheard': words['x.ask'] } },
    );
    expect(validate([telling])).toThrow('cpms.json: topic « unheard »: x does not hear CHOSE.unheard.');
    expect(validate([telling])).toThrow('topic « heard »: message « x.choice.heard » does not exist');
    expect(validate([telling])).not.toThrow(/CHOSE\.heard|x\.choice\.unheard/);
  });

  test('for a contact the insurer does not have (P09)', () => {
    const view = shown({ messages: ['x.ask'], contacts: 'letter' });
    const bare = { ...demoInsurer('cpms'), menu: ['question'], contactFor: {} };
    expect(
      validate([oneFlow({ initial: 'a', states: { a: view } })], { insurers: new Map([['cpms', bare]]) }),
    ).toThrow('cpms has no contact for « letter »');
  });

  test('with every fault in one sentence list, not only the first', () => {
    const two = oneFlow({ initial: 'a', states: { a: {}, b: { invoke: { id: 'i', src: 'nobody' } } } });
    expect(validate([two])).toThrow(/- x, state « a »[\s\S]*- x, state « b »/);
  });
});

describe('a registry is accepted', () => {
  test('when everything is there, durable instances shown to nobody included', () => {
    const hidden = oneFlow({ initial: 'a', states: { a: { on: { '*': 'a' } } } }, { role: 'part' });
    expect(validate([hidden])).not.toThrow();
  });

  test('when the end without a word leads on to another flow', () => {
    const leading = { initial: 'a', states: { a: { type: 'final' } } };
    const output = ({ context }: { context: { next?: string } }) => ({ next: context.next });
    expect(validate([oneFlow({ ...leading, output })])).not.toThrow();
    expect(validate([oneFlow({ ...leading, output: () => ({}) })])).toThrow(
      'ends the session without a word',
    );
  });
});
