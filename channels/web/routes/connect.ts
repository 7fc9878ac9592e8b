import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Insurer } from '../../../machines/domain/insurer.ts';
import type { Web } from '../context.ts';

export interface Connected {
  readonly insurer: Insurer;
  readonly member: string;
  readonly epoch: number;
}

/**
 * Opens the member area for the browser whose answer signed in: a login under a new secret (ASVS 7.2.4), the
 * device cookie (X21), and no flow session left behind.
 */
export async function connect(
  { logins, devices, cookies }: Web,
  request: FastifyRequest,
  reply: FastifyReply,
  { insurer, member, epoch }: Connected,
): Promise<FastifyReply> {
  const before = cookies.login.get(request, insurer.id);
  const token = await logins.open(insurer.id, member, epoch);
  // A sign-in replaces the one this browser had: two people may share it.
  if (before) await logins.close(before);
  cookies.login.set(reply, token, insurer.id);
  cookies.device.set(
    reply,
    await devices.mint(insurer.id, member, cookies.device.get(request, insurer.id)),
    insurer.id,
  );
  cookies.session.clear(reply, insurer.id);
  return reply.redirect(`/${insurer.id}/espace`, 303);
}
