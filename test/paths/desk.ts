/** How the desks' answers and the two confirmations of an e-mail address are brought about (D02-D04, D12-D14). */
import type { OutboxEntry } from '../../machines/engine/outbox.ts';
import { type Session, sessionKind } from '../../machines/engine/session.ts';
import type { EmailAsked } from '../../machines/flows/email-registration/chart.ts';
import { type EmailClaimBody, emailClaimKind } from '../../machines/services/email-claims.ts';
import type { Somebody, World } from '../support/world.ts';
import type { Doing } from './bring-about.ts';
import type { Outcome } from './journeys.ts';

type Values = Record<string, string>;

export const isDesk = (flow: string): boolean =>
  ['person', 'care-request', 'email-registration'].includes(flow);

const services: Readonly<Record<string, string>> = {
  writing: 'writeToDesk',
  request: 'requestCare',
  asking: 'requestEmail',
  mailbox: 'confirmMailbox',
  registration: 'registerEmail',
};

let turns = 0;

/** What is typed so that the call turns out so, with everything behind the scenes prepared. */
export async function onDesk(doing: Doing, { call, outcome }: Outcome): Promise<Values> {
  const { world, trail } = doing;
  if (outcome === 'fails') {
    world.once(`call ${services[call]!}`, () => {
      throw new Error('a port failed, as the proof wanted');
    });
    return {};
  }
  if (outcome === 'capped') return useUpCap(doing);
  if (outcome === 'gone') {
    await deactivated(world, trail.who!);
    if (call === 'request') {
      await world.elsewhere.administration.setActive(trail.tenant, { nir: trail.who!.nir13 }, true);
      trail.signedOut = trail.who;
    }
    return {};
  }
  switch (call) {
    case 'asking':
      return asked(doing);
    case 'mailbox':
      return { mailCode: await mailCode(doing, outcome) };
    case 'registration':
      if (outcome === 'dead') await useUpClaim(doing);
      // Whose number was typed did not matter until now: somebody else’s, in this world.
      if (outcome === 'registered') await asIfTypedBy(trail.who!, doing);
      return {};
    default:
      return {};
  }
}

const deactivated = ({ elsewhere }: World, { tenant, nir13 }: Somebody) =>
  elsewhere.administration.setActive(tenant, { nir: nir13 }, false);

/** Known and unknown by turns: nothing may depend on it (P07). Each address is new, or its cap is soon reached. */
async function asked({ world, trail }: Doing): Promise<Values> {
  turns += 1;
  const who = await world.somebody(trail.tenant, turns % 2 ? 'ready' : 'unknown');
  return { nir: who.nir, email: `nouvelle${turns}@example.test` };
}

/** As many messages as a source may send; free again when the step is over, for the rest of the visit (X22). */
async function useUpCap({ world, trail }: Doing): Promise<Values> {
  const { messagesPerSourcePerDay } = world.insurerOf(trail.tenant).policies.caps;
  for (const source of trail.sources)
    for (let i = 0; i < messagesPerSourcePerDay; i++)
      await world.product.app.services.writeToDesk!.run({ message: 'Encore un.', from: '' } as never, {
        ...world.scope(trail.tenant),
        origin: { channel: 'test', source },
      });
  trail.afterwards = async () => {
    const { documents, vault } = world.product.ports;
    for (const source of trail.sources) {
      const id = vault.digest('requests', `${trail.tenant}|desk|${source}`);
      const counted = await documents.load('request-cap', id);
      await documents.remove('request-cap', id, counted!.rev);
    }
  };
  return {};
}

/** The claim this visit is about. */
async function claimOf({ world, trail }: Doing): Promise<EmailAsked> {
  const document = await world.product.documents.load<Session>(sessionKind, trail.session!);
  const frame = document!.body.frames.find(({ flow }) => flow === 'email-registration');
  return (frame!.context as { claim: EmailAsked }).claim;
}

async function mailCode(doing: Doing, outcome: string): Promise<string> {
  const { world, trail } = doing;
  const { claim, address } = await claimOf(doing);
  const { code } = await world.mailTo({ email: address });
  const wrong = code.startsWith('0000') ? '1111 1111' : '0000 0000';
  if (outcome === 'dead')
    for (let i = 0; i < 11; i++)
      await world.product.app.services.confirmMailbox!.run(
        { claim, mailCode: wrong.replaceAll(' ', '') } as never,
        world.scope(trail.tenant),
      );
  return outcome === 'confirmed' ? code : wrong;
}

async function useUpClaim(doing: Doing): Promise<void> {
  const { claim } = await claimOf(doing);
  await doing.world.product.app.emailClaims.useUp(claim, doing.world.scope(doing.trail.tenant));
}

async function asIfTypedBy(who: Somebody, doing: Doing): Promise<void> {
  const { documents, ports } = doing.world.product;
  const { claim } = await claimOf(doing);
  const document = (await documents.load<EmailClaimBody>(emailClaimKind, claim))!;
  const nirDigest = ports.vault.digest('email-nir', `${claim}|${who.nir13}`);
  await documents.commit({ ...document, rev: document.rev + 1, body: { ...document.body, nirDigest } });
}

/** Somebody has asked for an address; what came by post and by mail. */
export async function emailAsked(world: World, who: Somebody) {
  turns += 1;
  const email = `demande${turns}@example.test`;
  const question = { lastName: 'Essai', firstName: 'Ève', nir: who.nir, email };
  const { claim } = (await world.product.app.services.requestEmail!.run(
    question as never,
    world.scope(who.tenant),
  )) as EmailAsked;
  const { id } = (await world.product.app.members.findByNir(who.tenant, who.nir13))!;
  const body = (await world.product.documents.load<{ outbox: readonly OutboxEntry[] }>('member', id))!.body;
  const letter = body.outbox.findLast(({ kind }) => kind === 'letter')!.payload as { code: string };
  const mail = await world.mailTo({ email });
  world.secrets.add(letter.code);
  return { claim, letterCode: letter.code, ...mail };
}

/** The letter's code of a claim that is confirmed, silent, or used already. */
export async function letterCode(world: World, who: Somebody, outcome: string): Promise<string> {
  const asked = await emailAsked(world, who);
  const { services: run, emailClaims } = world.product.app;
  if (outcome === 'mailbox silent') return asked.letterCode;
  await run.confirmMailbox!.run(
    { claim: asked.claim, mailCode: asked.code.replaceAll(' ', '') } as never,
    world.scope(who.tenant),
  );
  if (outcome === 'used') await emailClaims.useUp(asked.claim, world.scope(who.tenant));
  return asked.letterCode;
}
