import { fileURLToPath } from 'node:url';
import type { Insurer } from '../../../machines/domain/insurer.ts';
import { loadInsurers } from '../load.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * The insurers, and the guides that are part of the product, such as the e-CPS one. An insurer may offer a
 * guide's flow, so it gets the guide's contacts and links, once, without writing them down; its own entries of
 * the same id win. A guide that the operator keeps among the insurers replaces ours.
 */
export function withGuides(insurers: readonly Insurer[], guides = loadInsurers(here)): Insurer[] {
  const own = new Set(insurers.map(({ id }) => id));
  const added = guides.filter(({ id }) => !own.has(id));
  return [...insurers.map((insurer) => guides.reduce(offering, insurer)), ...added];
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
