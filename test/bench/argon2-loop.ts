/** A process of its own: raw argon2id verifications for some seconds, as many at once as the product allows itself. */
import { availableParallelism } from 'node:os';
import argon2 from 'argon2';

const [seconds] = process.argv.slice(2).map(Number);
const hash = await argon2.hash('274931', {
  type: argon2.argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
});
const atOnce = Math.max(1, Math.min(availableParallelism(), 3));
let verified = 0;
const from = performance.now() + 500;
const until = from + seconds! * 1000;
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    for (let now = performance.now(); now < until; ) {
      await argon2.verify(hash, '274931');
      now = performance.now();
      if (now >= from && now < until) verified += 1;
    }
  }),
);
console.log(JSON.stringify({ perSecond: verified / seconds! }));
