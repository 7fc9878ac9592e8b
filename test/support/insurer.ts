import { fileURLToPath } from 'node:url';
import { withGuides } from '../../adapters/insurers/guides/with-guides.ts';
import { loadInsurers } from '../../adapters/insurers/load.ts';
import type { Insurer } from '../../machines/domain/insurer.ts';

/** The insurers of the demo, as the server loads them. */
export const demoInsurers: readonly Insurer[] = loadInsurers(
  fileURLToPath(new URL('../../adapters/insurers/demo', import.meta.url)),
);

/** The e-CPS guide, as it comes with the product. */
export const demoGuide: Insurer = withGuides(demoInsurers).find(({ kind }) => kind === 'guide')!;

export const insurersById: ReadonlyMap<string, Insurer> = new Map(
  demoInsurers.map((insurer) => [insurer.id, insurer]),
);

export function demoInsurer(id: string): Insurer {
  const insurer = insurersById.get(id);
  if (!insurer) throw new Error(`the demo has no insurer « ${id} »`);
  return insurer;
}
