import type { Insurer } from '../../machines/domain/insurer.ts';
import type { Reply } from '../../machines/engine/engine.ts';
import type { Locale } from '../../machines/envelope.ts';
import { Refused } from '../../machines/errors.ts';
import type { Web } from './context.ts';

/** The session of an insurer's as it stands, if there is one. Reads only. */
export async function standing(
  web: Web,
  token: string,
  { insurer, locale }: { readonly insurer: Insurer; readonly locale: Locale },
): Promise<Reply | undefined> {
  try {
    const reply = await web.engine.resume(token, locale);
    return reply.tenant === insurer.id ? reply : undefined;
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}
