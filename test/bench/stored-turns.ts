/** A process of its own: `stored-turns.ts DIR SECONDS` answers stored sessions at random and prints turns a second. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyId, type Filled, origin, wired } from './fill.ts';

const [dir, length] = process.argv.slice(2) as [string, string];
const { secret, count } = JSON.parse(readFileSync(join(dir, 'filled.json'), 'utf8')) as Filled;
const product = await wired(dir);
const clients = 32;

/** Each client starts a session of its own, or takes another stored one at every turn. */
async function turnsPerSecond(pick: 'own' | 'random', seconds: number): Promise<number> {
  let done = 0;
  const until = performance.now() + seconds * 1000;
  const client = async (index: number) => {
    const own = await product.engine.start({ tenant: 'cpms', flow: 'front-door', locale: 'fr', origin });
    while (performance.now() < until) {
      const chosen = Math.floor((Math.random() * count) / clients) * clients + index;
      const token = pick === 'own' || chosen >= count ? own.token : copyId(chosen) + secret;
      const { turn } = (await product.engine.resume(token)).view;
      await product.engine.answer({ token, turn, answer: { choice: 'start-over' }, origin });
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, index) => client(index)));
  return done / seconds;
}

await turnsPerSecond('own', 1);
const own = await turnsPerSecond('own', Number(length));
const random = await turnsPerSecond('random', Number(length));
await product.close();
console.log(JSON.stringify({ own, random }));
