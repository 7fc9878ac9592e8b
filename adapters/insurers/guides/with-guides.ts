import { fileURLToPath } from 'node:url';
import type { Insurer } from '../../../machines/domain/insurer.ts';
import { loadInsurers } from '../load.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * The insurers, and the guides that are part of the product, such as the e-CPS one. An insurer may offer a
 * guide's flow, so it gets the guide's contacts and links, once, without writing them down; its own entries of
 * the same id win. A guide that the operator keeps among the insurers replaces ours, for these too.
 */
export function withGuides(insurers: readonly Insurer[], guides = loadInsurers(here)): Insurer[] {
  const own = new Map(insurers.map((insurer) => [insurer.id, insurer]));
  const present = guides.map((guide) => own.get(guide.id) ?? guide);
  const added = guides.filter(({ id }) => !own.has(id));
  const offered = (insurer: Insurer) =>
    present.filter((guide) => guide !== insurer).reduce(offering, insurer);
  return [...insurers.map(offered), ...added];
}

function offering(insurer: Insurer, { contacts, contactFor, links }: Insurer): Insurer {
  const { person: _lastResort, ...purposes } = contactFor;
  const known = new Set(insurer.contacts.map(({ id }) => id));
  return {
    ...insurer,
    contacts: [...insurer.contacts, ...contacts.filter(({ id }) => !known.has(id))],
    contactFor: { ...purposes, ...insurer.contactFor },
    links: { ...links, ...insurer.links },
  };
}
