/** A process of its own: `due-worker.ts DIR START` runs the worker from that instant until nothing is due. */
import { wired } from './fill.ts';

const [dir, start] = process.argv.slice(2) as [string, string];
const product = await wired(dir);
await new Promise((resolve) => setTimeout(resolve, Number(start) - Date.now()));
let handled = 0;
let failed = 0;
let idle = 0;
while (idle < 5) {
  const round = await product.worker.round();
  handled += round.handled;
  failed += round.failed;
  idle = round.handled === 0 ? idle + 1 : 0;
  if (idle > 0) await new Promise((resolve) => setTimeout(resolve, 20));
}
const finishedAt = Date.now() - idle * 20;
await product.close();
console.log(JSON.stringify({ handled, failed, finishedAt }));
