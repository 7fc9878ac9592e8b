import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Insurer } from '../../../machines/domain/insurer.ts';
import type { Web } from '../context.ts';
import { areaPages } from '../paths.ts';

export interface Connected {
  readonly insurer: Insurer;
  readonly member: string;
  readonly epoch: number;
}

/**
 * Opens the member area for the browser whose answer signed in: a login under a new secret (ASVS 7.2.4), the
 * device cookie (X21), and no flow session left behind. Leads to the page of the area that was asked for, or to its first.
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
  const wanted = cookies.wanted.get(request, insurer.id);
  cookies.wanted.clear(reply, insurer.id);
  const page = areaPages.find((one) => one === wanted) ?? areaPages[0];
  return reply.redirect(`/${insurer.id}/${page}`, 303);
}
