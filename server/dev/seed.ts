import { demoBlocked, demoClients, demoMembers, demoRows } from '../../adapters/insurers/demo/seed.ts';
import { markOutboxLetter } from '../../adapters/letters/outbox-printer.ts';
import { memberKind } from '../../machines/services/members.ts';
import type { LetterPayload } from '../../machines/services/messages-out.ts';
import type { Product } from '../wire.ts';

/** True when the store has no member at all: a first start, or one after a reset. */
export async function isEmpty({ store }: Product): Promise<boolean> {
  return (await store.list(memberKind, '', 1)).length === 0;
}

/** Puts the demo's clients and members into the store, every date relative to the product's clock. */
export async function seedDemo({ app, clock, hasher, insurers }: Product): Promise<void> {
  const present = [...insurers.values()];
  const members = await demoMembers(clock.now(), (code) => hasher.hash(code), present);
  await Promise.all([
    ...demoClients.filter(({ tenant }) => insurers.has(tenant)).map((client) => app.clients.put(client)),
    ...members.map((member) => app.members.put(member.tenant, member.nir, () => member)),
    ...demoBlocked.map(async ({ tenant, nir, failures }) => {
      const insurer = insurers.get(tenant);
      if (insurer) await app.lockouts.seed(app.lockouts.nirCounter({ insurer }, nir), failures);
    }),
  ]);
}

/**
 * The letters that the demo's story has posted already are printed and stand in the outbox, so that a person
 * can read the code they hold. Apart from the members because drawing takes longer than a start may.
 */
export async function seedLetters(product: Product): Promise<void> {
  const { app, insurers, printer, documents } = product;
  for (const { tenant, nir, code, codeKind } of demoRows) {
    if (codeKind !== 'posted' || !insurers.has(tenant)) continue;
    const { member } = (await app.members.findByNir(tenant, nir.slice(0, 13))) ?? {};
    const letter = member?.letters[0];
    if (!member?.temporaryCode || !letter) continue;
    const { id, requestedAt, events } = letter;
    const codeExpiresAt = member.temporaryCode.expiresAt;
    const entry = app.messages.letterTo(member, { letter: id, requestedAt, code, codeExpiresAt });
    const { letter: _id, ...payload } = entry.payload as unknown as LetterPayload;
    await printer.print({ id, tenant, ...payload });
    await markOutboxLetter(documents, id, events.at(-1)?.status ?? 'requested');
  }
}
