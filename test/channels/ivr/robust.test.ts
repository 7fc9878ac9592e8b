/** What callers, lines and providers do that nobody planned: repeats, re-ordering, noise, hanging up, a store that is away. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { TelephoneParts } from '../../../channels/ivr/parts.ts';
import type { Prompt } from '../../../channels/ivr/prompt.ts';
import { createTelephone } from '../../../channels/ivr/telephone.ts';
import { StoreUnavailable } from '../../../machines/ports/store.ts';
import { type Served, served } from '../../server/served.ts';
import { demoInsurer } from '../../support/insurer.ts';
import { Caller, codeIn, type Provider, providers, untilSaid } from '../../support/phone/caller.ts';
import { wednesdayMorning } from '../../support/times-of-week.ts';

const logged: string[] = [];
let server: Served;
/** While set, every read and write fails, as when the store is away; or only writing what is said in conversations. */
let away: boolean | 'conversations' = false;

beforeAll(async () => {
  server = await served(
    { RATE_LIMITS: '0', LOG_LEVEL: 'trace' },
    { logTo: { write: (line: string) => void logged.push(line) } },
  );
  // Six people hear the same day named: nobody’s midnight may fall between them.
  const now = server.product.clock.now();
  const advanceSeconds = (wednesdayMorning(now) - now) / 1000;
  await server.ask('POST', '/dev/clock', { body: { advanceSeconds } });
  const { store } = server.product;
  const failing =
    <T extends readonly unknown[], R>(verb: (...given: T) => Promise<R>) =>
    (...given: T): Promise<R> =>
      away === true ? Promise.reject(new StoreUnavailable('away, for this test')) : verb(...given);
  const committed = store.commit;
  const commit: typeof committed = async (document, ...lease) => {
    if (away === 'conversations' && document.kind === 'conversation')
      throw new StoreUnavailable('away for conversations, for this test');
    return committed(document, ...lease);
  };
  Object.assign(store, { load: failing(store.load), commit: failing(commit) });
});
afterAll(() => server.close());

const phoneOf = (provider: Provider, tenant = 'acs', from = '+33639980042') =>
  new Caller(server.app, { provider, tenant, from });

const followUps = /(?:\d, ){2}\d\. (?:\d, ){2}\d/g;
const resumeCodes = /(?:\d, ){3}\d\. (?:\d, ){3}\d/g;
/** Everything of a call but what is random, the numbers given and the names of the questions, and what the clock says. */
const shape = (document: string) =>
  document
    .replaceAll(resumeCodes, 'RESUME')
    .replaceAll(followUps, 'FOLLOW-UP')
    .replaceAll(untilSaid, 'UNTIL')
    .replaceAll(/\?n=[\w-]+/g, '');

type Step = { readonly keys: string; readonly paused?: boolean } | { readonly words: string } | 'silence';
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ keys: fc.constantFrom('0', '1', '2', '3', '4', '5', '7', '8', '9', '*') }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      keys: fc.constantFrom('150309913900259', '1503099139002', '185052*100412356', '123456', '00000000'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      keys: fc.string({ unit: fc.constantFrom(...'0123456789*'), minLength: 1, maxLength: 24 }),
      paused: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ words: fc.constantFrom('oui', 'deux', 'je veux un code', 'répéter', '', 'zzz') }),
  },
  { weight: 1, arbitrary: fc.constant<Step>('silence') },
);

async function take(phone: Caller, next: Step): Promise<void> {
  if (next === 'silence') await phone.silence();
  else if ('keys' in next) await (next.paused ? phone.pause(next.keys) : phone.press(next.keys));
  else await phone.say(next.words);
}

test('an answer that is not ready in seven seconds is asked for again, in words, and nothing is lost by it', async () => {
  vi.useFakeTimers();
  try {
    const never = { turn: () => new Promise(() => {}) };
    const telephone = createTelephone({ conversations: never } as unknown as TelephoneParts);
    const line = { provider: 'twilio', insurer: demoInsurer('acs') };
    let prompt: Prompt | undefined;
    const answered = telephone.receive({ call: 'CA1', nonce: 'asked' }, line).then((said) => {
      prompt = said;
    });
    await vi.advanceTimersByTimeAsync(6_999);
    expect(prompt).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    await answered;
    expect(prompt).toMatchObject({ next: { do: 'wait', seconds: 2 }, nonce: 'asked', waited: 1 });
    expect(prompt?.say[0]?.text).toContain('instant');
  } finally {
    vi.useRealTimers();
  }
});

describe.each(providers)('%s', (provider) => {
  test('whatever is pressed or said, every document keeps to the provider’s rules, and the call goes on or ends in words (P09, P11)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), fc.nat(), async (steps, pick) => {
        const phone = phoneOf(provider);
        await phone.call();
        for (const next of steps) {
          if (phone.over) break;
          if (phone.heard.dial) await phone.dialled('no-answer');
          else await take(phone, next);
          expect(phone.text.trim()).not.toBe('');
          // A webhook of before, in any order, gets what it got and moves nothing.
          const reach = Math.min(phone.webhooks.length, 6);
          const index = phone.webhooks.length - 1 - (pick % reach);
          expect((await phone.repeat(phone.webhooks[index])).document).toBe(phone.documents[index]);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('hanging up at any step and calling back by the code finds the same question (X23)', async () => {
    const path = ['1', '150309913900259', '3', '1', '123456'];
    for (let upTo = 1; upTo <= path.length; upTo++) {
      const phone = phoneOf(provider, 'acs', `+3363998${String(1000 + upTo)}`);
      await phone.call();
      for (const keys of path.slice(0, upTo)) await phone.press(keys);
      const { body } = await asked(phone);
      await phone.press('*');
      const key = /Pour continuer plus tard ou sur le site, tapez (\d)\./.exec(phone.text)![1]!;
      await phone.press(key);
      const code = codeIn(phone.text);
      await phone.hangUp();
      const again = phoneOf(provider, 'acs', '+33639987777');
      await again.call();
      await again.press('8');
      await again.press(code);
      expect((await asked(again)).body).toBe(body);
    }
  });

  /** The flow and state the call stands in, by the resume code's own session. */
  async function asked(phone: Caller) {
    const conversation = await server.product.conversations.load(phone.conversation);
    const { view } = await server.product.engine.resume(conversation!.token!);
    return { body: `${view.flow} ${view.state}` };
  }

  test('two worlds: known, unknown, deactivated and already served hear the same words, pauses and keys (P07, X10, X15)', async () => {
    const walk = ['1', 'NIR', '*', '1', '2', '1', '*', '*', '1'];
    const heard: string[][] = [];
    for (const nir of [
      '155019710102338',
      '150309913900259',
      '288063155502495',
      '182075935008862',
      '185077505604801',
      '299017505622262',
    ]) {
      const phone = phoneOf(provider, 'acs', `+336399${nir.slice(0, 5)}`);
      await phone.call();
      for (const keys of walk) await phone.press(keys === 'NIR' ? nir : keys);
      heard.push(
        phone.documents.map((document) =>
          shape(document).replaceAll(nir.slice(10, 13).split('').join(', '), 'END'),
        ),
      );
    }
    for (const other of heard.slice(1)) expect(other).toEqual(heard[0]);
  });

  test('the store away gives a sentence and the direct number, and once it is back the same question goes on', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    const asked = await phone.press('1');
    away = true;
    try {
      expect(await phone.press('150309913900259')).toBe('Un instant, s’il vous plaît.');
      expect(phone.heard.redirect).toContain('w=1');
      away = false;
      expect(await phone.silence()).toContain(asked.split('. ').at(-1)!);
      away = true;
      await phone.press('9');
      await phone.silence();
      const last = await phone.silence();
      expect(last).toMatch(/^Notre service est momentanément indisponible\./);
      expect(last).toContain('zéro 1, 99, zéro zéro, 20, zéro 1');
      expect(phone.over).toBe(true);
    } finally {
      away = false;
    }
  });

  test('what was away is in the log for whoever runs this, although the caller heard a sentence', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    logged.length = 0;
    await losing(phone, '1');
    const told = logged.map((line) => JSON.parse(line)).filter(({ why }) => why !== undefined);
    expect(told).toEqual([
      expect.objectContaining({
        level: 'error',
        route: `/ivr/${provider}/:tenant`,
        status: 200,
        why: 'away, for this test',
      }),
    ]);
  });

  test('that a call has ended is to be told again where the store is away, and is heard once it is back', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    away = true;
    try {
      expect(await phone.hangUp()).toBe(503);
    } finally {
      away = false;
    }
    expect(await phone.hangUp()).toBe(204);
    const { aside } = (await server.product.conversations.load(phone.conversation))!;
    expect(aside).toMatchObject({ ended: true });
  });

  test('a call of which nothing is kept any more ends with whom to call (P09)', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    const { documents } = server.product;
    const stored = await documents.load('conversation', phone.conversation);
    await documents.remove('conversation', phone.conversation, stored!.rev);
    expect(await phone.press('1')).toMatch(/^Cet appel est terminé\. .*zéro 1, 99, zéro zéro, 20, zéro 1/);
    expect(phone.over).toBe(true);
  });

  /** Pressed while the store is away; then what the provider fetches by itself, with the store back. */
  async function losing(phone: Caller, keys: string, what: typeof away = true): Promise<string> {
    away = what;
    try {
      expect(await phone.press(keys)).toBe('Un instant, s’il vous plaît.');
    } finally {
      away = false;
    }
    return phone.silence();
  }

  test('an answer that we lost is no silence of the caller’s: the same question, no word of blame, no miss (P09)', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    const told = await phone.press('1');
    const question = 'Tapez les 13 chiffres';
    for (let times = 1; times < 4; times++) {
      expect(await losing(phone, '150309913900259')).toMatch(new RegExp(`^${question}`));
      const { misses } = (await server.product.conversations.load(phone.conversation))!;
      expect(misses).toBe(0);
    }
    expect(await phone.press('9')).toBe(told);
    for (let times = 1; times < 4; times++) await losing(phone, '150309913900259');
    expect(await phone.press('150309913900259')).toContain('numéro de suivi');
  });

  test('answers that are lost again and again end with whom to call, in words that blame nobody (P09)', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    await phone.press('1');
    for (let times = 1; times < 4; times++) await losing(phone, '150309913900259');
    const last = await losing(phone, '150309913900259');
    expect(last).toMatch(/^Notre service est momentanément indisponible\./);
    expect(last).toContain('zéro 1, 99, zéro zéro, 20, zéro 1');
    expect(phone.over).toBe(true);
  });

  test('an answer that the session had before the call lost it counts, and is not asked again (P11)', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    await phone.press('3');
    await phone.press('1');
    const asked = phone.text;
    expect(await losing(phone, '1', 'conversations')).not.toContain(asked);
    expect(phone.text).toContain('demander un nouveau code d’accès');
  });

  test('a session that was swept away in mid-call is said to be closed, and the menu follows (X23)', async () => {
    const phone = new Caller(server.app, { provider, tenant: 'acs' });
    await phone.call();
    await phone.press('3');
    await phone.press('1');
    const { documents } = server.product;
    for (const { id, rev } of await documents.list('session', '', 1000))
      await documents.remove('session', id, rev);
    expect(await phone.press('1')).toMatch(/^Cette démarche est close\..*ACS, bonjour\./);
    expect(phone.over).toBe(false);
  });

  test('how a call that was put through went is not invented where it was lost', async () => {
    const phone = phoneOf(provider);
    const menu = await phone.call();
    // The care desk never sleeps.
    await phone.say('je suis à l’hôpital');
    await phone.press('1');
    away = true;
    await phone.dialled('completed').finally(() => {
      away = false;
    });
    expect(await phone.silence()).toBe(menu);
  });

  test('nothing secret is in a log, an address, a document or a stored row (P13, X18)', async () => {
    logged.length = 0;
    const secrets = ['184061305501228', '1840613055012', '274931'];
    const phone = phoneOf(provider, 'cpms');
    await phone.call();
    await phone.press('1');
    await phone.press('*');
    await phone.press(/Pour vous connecter, tapez (\d)\./.exec(phone.text)![1]!);
    await phone.press(secrets[0]!);
    await phone.press(secrets[2]!);
    expect(phone.text).toContain('Votre numéro et votre code d’accès sont bons.');
    const { body: conversation } = {
      body: await server.product.conversations.load(phone.conversation),
    };
    expect(JSON.stringify(conversation)).not.toContain(secrets[2]);
    const token = conversation!.token!;
    const stored = readdirSync(server.dir)
      .filter((file) => file.includes('sqlite'))
      .map((file) => readFileSync(join(server.dir, file)).toString('latin1'))
      .join('');
    expect(stored.length).toBeGreaterThan(1_000);
    // The provider's own id of the call leads to the caller: it is kept no more than what was typed.
    for (const secret of [...secrets, token, token.slice(22), phone.sid]) {
      expect(stored.includes(secret)).toBe(false);
      expect(logged.join('\n').includes(secret)).toBe(false);
      for (const { url } of phone.webhooks) expect(url.includes(secret)).toBe(false);
      for (const document of phone.documents)
        expect(document.replaceAll(/(?<=\d), (?=\d)/g, '').includes(secret)).toBe(false);
    }
    await phone.hangUp();
    const after = await server.product.conversations.load(phone.conversation);
    expect(JSON.stringify(after)).not.toContain(secrets[1]);
  });
});
