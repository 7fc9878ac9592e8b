import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codesOf, createWorld, type Somebody, type Standing, type World } from '../support/world.ts';
import type { Seen, Talk } from './drivers/driver.ts';
import { channels } from './proof.ts';

/** P07, X10, X15: whatever is typed by somebody who proves nothing, nothing tells whether the number exists. */
type Turn = (who: Somebody, seen: Seen) => Parameters<Talk['answer']>[0];

const codes = codesOf(6);
const nir = (who: Somebody) => ({ values: { nir: who.nir } });
const choice =
  (id: string): Turn =>
  () => ({ choice: id });
const typed =
  (values: Record<string, string>): Turn =>
  (who, seen) => ({
    values: { nir: who.nir, ...values, ...(seen.asks.includes('humanCheck') && { humanCheck: '' }) },
  });
const followed: Turn = (who) => ({ values: { nir: who.nir, followUp: noted.get(who) ?? '000000' } });
const noted = new Map<Somebody, string>();

const wrongCode = typed({ code: codes.wrong });
const wrongChange = typed({
  currentCode: codes.wrong,
  newCode: codes.fresh[0]!,
  confirmCode: codes.fresh[0]!,
});
const wrongMailCode = typed({ mailCode: '0000 0000' });

/** Each to an address of its own: what is counted against one address is not what must not be told. */
const emailAsked: Turn = (who) => ({
  values: {
    company: '',
    lastName: 'Essai',
    firstName: 'Ève',
    nir: who.nir,
    // In letters: six digits in a row are set off on the page, as a number to note.
    email: `m${[...who.nir13.slice(7)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}@example.test`,
  },
});

const visits: readonly { flow: string; turns: readonly Turn[] }[] = [
  {
    flow: 'sign-in',
    turns: [
      wrongCode,
      wrongCode,
      wrongCode,
      wrongCode,
      choice('check-wait'),
      choice('back'),
      choice('check-image'),
      typed({ code: codes.wrong }),
    ],
  },
  { flow: 'change-code', turns: [wrongChange, wrongChange, wrongChange, wrongChange] },
  {
    flow: 'mail-code',
    turns: [wrongMailCode, wrongMailCode, wrongMailCode, wrongMailCode, wrongMailCode, wrongMailCode],
  },
  {
    flow: 'code-reset',
    turns: [nir, choice('not-received'), choice('letter-status'), followed, choice('address-wrong')],
  },
  { flow: 'code-reset', turns: [nir, choice('sign-in'), wrongCode] },
  {
    flow: 'letter-status',
    turns: [typed({ followUp: '000000' }), choice('no-follow-up'), choice('back'), followed],
  },
  {
    flow: 'email-registration',
    turns: [
      emailAsked,
      () => ({ values: { mailCode: '0000 0000' } }),
      choice('start-over'),
      choice('letter-code'),
      ...Array.from({ length: 6 }, () => typed({ letterCode: '000000' })),
    ],
  },
  { flow: 'care-request', turns: [choice('quote'), wrongCode, choice('information'), choice('back')] },
  { flow: 'first-connection', turns: [wrongCode, choice('person'), choice('back')] },
];

/** Everybody somebody could be. The first is who the others are compared with. */
const everybody: readonly Standing[] = [
  'unknown',
  'ready',
  'deactivated',
  'terms due',
  'temporary',
  'both codes',
];

let world: World;
let source = 0;
const responses: { status: number; headers: object; body: string }[] = [];

beforeAll(async () => {
  world = await createWorld();
  const { inject } = world.app;
  const recorded = async (...args: unknown[]) => {
    const response = await (
      inject as (...all: unknown[]) => Promise<{ statusCode: number; headers: object; body: string }>
    ).apply(world.app, args);
    responses.push({ status: response.statusCode, headers: response.headers, body: response.body });
    return response;
  };
  Object.assign(world.app, { inject: recorded });
});
afterAll(() => world.close());

describe.each(channels)('on $driver.channel', ({ driver }) => {
  it.each(visits.map((visit, index) => ({ ...visit, index })))(
    'a visit to $flow ($index) is the same for every number: words, ways, status, headers, work (P07, X10, X15)',
    { timeout: 120_000 },
    async ({ flow, turns }) => {
      const told = [];
      for (const standing of everybody) told.push(await visit(standing, flow, turns));
      for (const [index, one] of told.entries()) expect(one, everybody[index]!).toEqual(told[0]);
    },
  );

  async function visit(standing: Standing, flow: string, turns: readonly Turn[]) {
    const who = await world.somebody('cpms', standing);
    responses.length = 0;
    const { talk, seen: first } = await driver.visit(world, {
      tenant: 'cpms',
      flow,
      source: `10.9.${++source >> 8}.${source & 255}`,
    });
    const told = [];
    let seen = first;
    for (const turn of turns) {
      const before = { ...world.counts };
      seen = await talk.answer(turn(who, seen));
      const { which, hash, commits } = world.counts;
      const followUp = /numéro de suivi\s: (\d{6})/.exec(seen.text)?.[1];
      if (followUp) noted.set(who, followUp);
      told.push({
        ...anonymous(seen, who),
        work: { which: which - before.which, hash: hash - before.hash, commits: commits - before.commits },
      });
    }
    return { told, wire: responses.map((response) => anonymous(response, who)) };
  }
});

/** Without what is drawn by lot or was typed: the number, follow-up numbers, tokens, challenges, the keypad. */
function anonymous<T>(value: T, { nir, nir13 }: Somebody): T {
  const text = JSON.stringify(value)
    .replaceAll(/\bm[a-j]{6}@/g, 'm@')
    .replaceAll(nir, '#nir')
    .replaceAll(nir13, '#nir')
    .replaceAll(/data-digit=\\"\d\\">\d/g, 'digit')
    .replaceAll(/(base64,)[\w+/=&#;]+/g, '$1#')
    .replaceAll(/"content-length":"?\d+"?/g, 'length')
    .replaceAll(/[\w+/=-]{14,}/g, (token) => (/\d|[A-Z].*[A-Z]/.test(token) ? '#' : token))
    .replaceAll(/(numéro de suivi\s: (?:<[^>]*>)*)\d{6}((?:<[^>]*>)*)(?: \d){0,6}/g, '$1#$2')
    .replaceAll(/\b\d{5} \d{5}\b/g, 'keypad')
    .replaceAll(/\bcode (?:de reprise )?\d{4} \d{4}\b/g, 'resume code')
    .replaceAll(
      /\\"(?:id|line|replyToId|conversationId|token|streamUrl|timestamp)\\":\\"[^"\\]*\\"/g,
      'drawn',
    )
    .replaceAll(/\\"conversation\\":\{drawn\}/g, 'conversation')
    // What the person said, echoed: by button, words and number in turn.
    .replaceAll(
      /\\"text\\":\\"[^"\\]*\\"(?=,\\"textFormat\\":\\"plain\\",\\"from\\":\{drawn,\\"role\\":\\"user)/g,
      'own',
    )
    .replaceAll(/"date":"[^"]*"/g, '"date":""')
    .replaceAll(/value=\\"\d{6}\\"/g, 'value');
  return JSON.parse(text.replaceAll('length,', '').replaceAll(',length', '')) as T;
}
