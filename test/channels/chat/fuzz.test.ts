import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { looksSecret } from '../../../machines/domain/secrets.ts';
import { chatWith, textOf } from '../../support/chat.ts';
import { DAY, SECOND, type TestProduct, testProduct } from '../../support/product.ts';

/** Whatever is said, pressed, repeated or waited for, in whatever order (P09, P11, P13). */
let test: TestProduct;
beforeAll(async () => {
  test = await testProduct();
});
afterAll(() => test.close());

type Move =
  | { readonly say: string }
  | { readonly press: string }
  | { readonly nth: number }
  | { readonly wait: number }
  | { readonly again: true };

const sentences = [
  'jai perdu mon code',
  'c’est quoi le numéro AMC ?',
  'oui',
  'non',
  'retour',
  'répéter',
  'corriger',
  'recommencer',
  'stop',
  'quelqu’un',
  'reprendre',
  'merci',
  'passer',
  'la deuxième',
  '2',
  '184061305501228',
  'mon code est 274931',
  'reprendre 1234 5678',
  'c’est fait',
  'nouveau lien',
  'Durand',
  'durand@example.test',
  'je suis à l’hôpital',
  'une prise en charge pour mes lunettes',
];
const ids = [
  'door:sign-in',
  'door:care-request',
  'door:information',
  'door:ecps',
  'door:nowhere',
  'information.card-legend',
  'person',
  'write',
  'stop',
  'start-over',
  'new-link',
  'later',
  'skip',
  'yes',
  'no',
  'insurer:acs',
  'none-of-these',
  '__proto__',
  '',
];
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...sentences).map((say) => ({ say })) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }).map((say) => ({ say })) },
  { weight: 3, arbitrary: fc.constantFrom(...ids).map((press) => ({ press })) },
  { weight: 4, arbitrary: fc.nat({ max: 14 }).map((nth) => ({ nth })) },
  { weight: 1, arbitrary: fc.constantFrom(2, 700, 90_000).map((seconds) => ({ wait: seconds * SECOND })) },
  { weight: 1, arbitrary: fc.constant({ again: true as const }) },
);

it('every message is answered, a person is always within reach, a repeat changes nothing, and no secret is kept (P09, P11, P13)', {
  timeout: 300_000,
}, async () => {
  const tenants = fc.constantFrom('cpms', 'abela', 'ecps', undefined);
  await fc.assert(
    fc.asyncProperty(tenants, fc.array(move, { minLength: 1, maxLength: 14 }), async (tenant, moves) => {
      const chat = chatWith(() => test.product.bot, { tenant });
      let last = await chat.open();
      let repeat = async () => last;
      for (const one of moves) {
        if ('wait' in one) {
          await test.pass(one.wait);
          await chat.unasked();
          // One that has said no insurer is forgotten after a day: then the same message begins another.
          if (tenant === undefined && one.wait >= DAY) repeat = async () => last;
          continue;
        }
        if ('again' in one) {
          expect(await repeat()).toEqual(last);
          continue;
        }
        const id = `fuzz-${++sent}`;
        const offered = chat.lines.findLast(({ choices }) => choices)?.choices ?? [];
        const act =
          'say' in one
            ? () => chat.say(one.say, id)
            : () => chat.press('press' in one ? one.press : (offered[one.nth]?.id ?? 'person'), id);
        last = await act();
        repeat = act;
        expect(textOf(last)).not.toBe('');
        for (const line of last) expect(line.stands, line.text).toBeDefined();
        expect(wayOn(last), textOf(last)).toBe(true);
      }
      const kept = await test.product.conversations.load(chat.id);
      for (const { from, text } of kept?.lines ?? [])
        if (from === 'person') expect(suspicious(text)).toEqual([]);
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 60) },
  );
});

let sent = 0;

/** P09: somebody to call, something to choose, or the numbers for an emergency. */
function wayOn(lines: Awaited<ReturnType<ReturnType<typeof chatWith>['say']>>): boolean {
  const choices = lines.flatMap((line) => line.choices ?? []);
  return choices.length > 0 || /\b112\b|8 chiffres|Écrivez-moi/.test(textOf(lines));
}

/** The secrets of the sentences above, and whatever still looks like one. */
function suspicious(text: string): readonly string[] {
  const known = ['184061305501228', '274931'].filter((secret) => text.includes(secret));
  return looksSecret(text) === undefined || /^\D*(\d{4} ?\d{4})?\D*$/.test(text) ? known : [...known, text];
}
