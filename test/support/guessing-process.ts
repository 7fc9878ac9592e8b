/**
 * A process of its own that guesses codes on a store: `node guessing-process.ts <data dir> <now> <nir> <times>
 * <solve>`. All guesses at once, each in a session of its own; with `solve`, each solves the check it is asked.
 * Prints what became of them as one line of JSON.
 */
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { View } from '../../machines/envelope.ts';
import { readConfig } from '../../server/config.ts';
import { wire } from '../../server/wire.ts';

const [dir, now, nir, times, solve] = process.argv.slice(2) as [string, string, string, string, string];
const logger = { info() {}, warn() {}, error() {} };
const clock = { now: () => Number(now) };
const config = readConfig({ DATA_DIR: dir, LOG_LEVEL: 'silent', RATE_LIMITS: '0' });
const product = await wire({ config, logger, clock });
let verified = 0;
const { holdingPlace } = product.hasher;
Object.assign(product.hasher, {
  holdingPlace: (work: Parameters<typeof holdingPlace>[0]) =>
    holdingPlace((which) =>
      work((hashes, secret) => {
        verified++;
        return which(hashes, secret);
      }),
    ),
});
const origin = { channel: 'test', source: '192.0.2.7' };
const { engine } = product;

async function guess(code: string): Promise<string> {
  const { token, view } = await engine.start({ tenant: 'cpms', flow: 'sign-in', locale: 'fr', origin });
  const send = async (asked: View) => {
    const check = asked.fields.find(({ kind }) => kind === 'human-check')?.challenge;
    const values = { nir, code, ...(check && { humanCheck: await solution(check) }) };
    return (await engine.answer({ token, turn: asked.turn, answer: { values }, origin })).view;
  };
  let answered = await send(view);
  if (solve === 'solve')
    while (answered.error && /^check-/.test(answered.error.id)) answered = await send(answered);
  return answered.error?.retryAt
    ? `${answered.error.id}, then a wait`
    : (answered.error?.id ?? answered.state);
}

async function solution(challenge: Record<string, unknown>): Promise<string> {
  const solved = await solveChallenge({ challenge: challenge as never, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution: solved })).toString('base64');
}

const results = await Promise.all(
  Array.from({ length: Number(times) }, (_, i) => guess(String(100_000 + i * 7))),
);
const told: Record<string, number> = {};
for (const result of results) told[result] = (told[result] ?? 0) + 1;
console.log(JSON.stringify({ verified, told }));
await product.close();
