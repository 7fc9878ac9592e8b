import type { Insurer } from '../../machines/domain/insurer.ts';
import { withoutSeparators } from '../../machines/domain/separators.ts';
import type { Engine } from '../../machines/engine/engine.ts';
import type { Registry } from '../../machines/engine/registry.ts';
import type { Locale } from '../../machines/envelope.ts';
import { Refused } from '../../machines/errors.ts';
import { isOffered, type Origin } from '../../machines/flow.ts';
import type { Links } from '../../machines/services/links.ts';
import type { Start } from './schemas.ts';

export interface StartParts {
  readonly engine: Engine;
  readonly registry: Registry;
  readonly insurers: ReadonlyMap<string, Insurer>;
  readonly links: Links;
}

interface Wanted {
  readonly tenant: string;
  readonly locale: Locale;
  readonly origin: Origin;
  readonly start: Start;
}

type Started = Awaited<ReturnType<Engine['start']>>;

/** A session: a new one, the one a link leads to, or the one a resume code joins (X09, X11, X20). */
export async function startSession(
  parts: StartParts,
  { tenant, locale, origin, start }: Wanted,
): Promise<Started> {
  const insurer = parts.insurers.get(tenant);
  if (!insurer) throw new Refused('tenant-unknown', 'there is no such insurer here');
  const { flow = insurer.door, token, resumeCode, humanCheck, checkToken } = start;
  if (token !== undefined && resumeCode !== undefined)
    throw new Refused('malformed', 'send a token or a resume code, not both');
  if (token !== undefined) return openLink(parts, token, { tenant, locale, origin });
  if (resumeCode !== undefined)
    return parts.links.resume(
      { code: withoutSeparators(resumeCode), tenant },
      origin,
      humanCheck !== undefined ? { token: checkToken ?? '', value: humanCheck } : undefined,
    );
  const wanted = parts.registry.has(flow) ? parts.registry.get(flow) : undefined;
  if (wanted?.role !== 'public' || !isOffered(insurer, wanted))
    throw new Refused('flow-unknown', 'there is no such flow to start');
  if (wanted.needsToken) throw new Refused('token-needed', 'this flow starts from a link: send its token');
  return parts.engine.start({ tenant, flow, locale, origin });
}

/** A link of another insurer is unknown here, and is not used up by being tried. */
async function openLink(
  { engine, links }: StartParts,
  token: string,
  { tenant, locale, origin }: Omit<Wanted, 'start'>,
): Promise<Started> {
  const peeked = await links.peek(token);
  if (peeked && peeked.tenant !== tenant) throw new Refused('link-spent', 'this insurer has no such link');
  return links.exchange(token, engine.mint(), origin, locale);
}
