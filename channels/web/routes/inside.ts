import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Insurer } from '../../../machines/domain/insurer.ts';
import type { Login } from '../../../machines/services/logins.ts';
import { browserOf, originOf, pageScope, type Web } from '../context.ts';
import { mintName, sessionToken } from '../tokens.ts';

/** Who is signed in. */
export interface Inside {
  readonly login: Login;
  readonly cookie: string;
  readonly insurer: Insurer;
}

/** Whoever has a login of this insurer, which is looked at again and counts as used (P05, X16, X23). */
export async function insideOf(
  web: Web,
  request: FastifyRequest,
  insurer: Insurer,
): Promise<Inside | undefined> {
  const cookie = web.cookies.login.get(request, insurer.id);
  const login = cookie && (await web.logins.check(cookie));
  return cookie && login && login.tenant === insurer.id ? { login, cookie, insurer } : undefined;
}

export const careRequest = 'care-request';

/** D14: a request needs a proof, and who is signed in has given it, as long as they are (X16); it is not handed over (P14). */
export const asSignedIn = ({ login: { member, epoch, id } }: Inside) =>
  ({ given: { login: { member, epoch, id } }, proven: true }) as const;

interface Begun {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** What is asked for, where that was chosen already. */
  readonly choice?: string | undefined;
  /** Of the session, where the form has one: sent again it finds the same (P11). */
  readonly name?: string;
}

/** A care request of the one who is signed in. Says which page asks its first question. */
export async function beginRequest(
  web: Web,
  inside: Inside,
  { request, reply, choice, name = mintName(web.engine.mint) }: Begun,
): Promise<string> {
  const { insurer } = inside;
  const token = sessionToken(browserOf(web, request, reply), name);
  const origin = originOf(web, request, insurer.id);
  const { locale } = pageScope(web, request, reply, insurer);
  const beginning = { tenant: insurer.id, flow: careRequest, locale, origin, ...asSignedIn(inside) };
  const { view } = await web.engine.start(beginning, token);
  const chosen = view.choices.find(({ id }) => id === choice);
  const next = chosen
    ? (await web.engine.answer({ token, turn: view.turn, answer: { choice: chosen.id }, origin, locale }))
        .view
    : view;
  web.cookies.session.set(reply, name, insurer.id);
  return web.paths.of(insurer, next, web.paths.door(insurer));
}
