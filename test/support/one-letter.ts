/** A process that draws one letter, says so, and has nothing more to do. */
import { writeSync } from 'node:fs';
import { createDrawer } from '../../adapters/letters/drawer.ts';
import type { OutgoingLetter } from '../../machines/ports/letter-printer.ts';

const logger = { info() {}, warn() {}, error() {} };
const thread = new URL('./odd-drawing-thread.ts', import.meta.url);
const { draw } = createDrawer({ insurers: new Map(), logger, thread });
const { pages } = await draw({ id: 'dawdles' } as OutgoingLetter);
writeSync(1, `drawn in thread ${pages}`);
