import { fileURLToPath } from 'node:url';
import { loadInsurers } from '../../adapters/insurers/load.ts';
import type { Insurer } from '../../machines/domain/insurer.ts';

/** The insurers of the demo, as the server loads them. */
export const demoInsurers: readonly Insurer[] = loadInsurers(
  fileURLToPath(new URL('../../adapters/insurers/demo', import.meta.url)),
);

export const insurersById: ReadonlyMap<string, Insurer> = new Map(
  demoInsurers.map((insurer) => [insurer.id, insurer]),
);

export function demoInsurer(id: string): Insurer {
  const insurer = insurersById.get(id);
  if (!insurer) throw new Error(`the demo has no insurer « ${id} »`);
  return insurer;
}
