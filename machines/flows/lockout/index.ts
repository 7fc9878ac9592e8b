import type { Flow } from '../../flow.ts';
import { lockoutChart } from './nir.ts';
import { sourceChart } from './source.ts';

/** Shown to nobody: durable instances beside the sessions (X03, X04). */
export const lockout: Flow = { id: 'lockout', version: 1, role: 'part', machine: lockoutChart, messages: {} };
export const source: Flow = { id: 'source', version: 1, role: 'part', machine: sourceChart, messages: {} };
