import type { World } from '../support/world.ts';

const looked = new WeakMap<World, { moment: string; found: Map<string, Promise<unknown>> }>();

/** What a proof has read of a world is not read again as long as nothing is committed there and no time passes. */
export function lookOnce<T>(world: World, what: string, look: () => Promise<T>): Promise<T> {
  const moment = `${world.counts.commits} ${world.clock.now()}`;
  const last = looked.get(world);
  const found = last?.moment === moment ? last.found : new Map<string, Promise<unknown>>();
  if (found !== last?.found) looked.set(world, { moment, found });
  const known = found.get(what) ?? look();
  found.set(what, known);
  return known as Promise<T>;
}

/** A document as it is stored now. */
export const stored = <Body>(world: World, kind: string, id: string) =>
  lookOnce(world, `${kind}/${id}`, () => world.product.documents.load<Body>(kind, id));
