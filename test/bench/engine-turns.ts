/**
 * A process of its own: `engine-turns.ts URI CLIENTS SECONDS` puts the same answers as the load client to the engine on
 * MongoDB, without HTTP, and prints how often a second.
 */
import { readConfig } from '../../server/config.ts';
import { wire } from '../../server/wire.ts';
import { origin } from './fill.ts';
import { mix } from './load-client.ts';
import { scratch } from './processes.ts';
import { putSteps } from './put-load.ts';

const [uri, clients, seconds] = process.argv.slice(2) as [string, string, string];
const dir = scratch();
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const { engine, close } = await wire({
  config: readConfig({ DATA_DIR: dir.path, MONGODB_URI: uri, RATE_LIMITS: '0' }),
  logger: silent,
  clock: { now: () => Date.now() },
});

// One after the other: connections are made before they are needed by all at once.
const sessions: { token: string; turn: number }[] = [];
while (sessions.length < Number(clients)) {
  const begun = await engine.start({ tenant: 'cpms', flow: 'front-door', locale: 'fr', origin });
  sessions.push({ token: begun.token, turn: begun.view.turn });
}
const steps = sessions.map(({ token, turn: first }) => {
  let turn = first;
  let sent = 0;
  return async () => {
    const answer = mix[sent++ % mix.length]!;
    ({ turn } = (await engine.answer({ token, turn, answer, origin })).view);
  };
});
const length = Number(seconds);
const seen = await putSteps(steps, { seconds: length, warmUpSeconds: Math.min(1, length / 3) });
await close();
dir.remove();
console.log(JSON.stringify(seen));
