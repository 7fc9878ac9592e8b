import type { FastifyRequest } from 'fastify';
import type { Answer } from '../../../machines/envelope.ts';
import { declared, type FieldName, fields } from '../../../machines/fields.ts';
import { html } from '../render/html.ts';
import { formToken, isName } from '../tokens.ts';

/** Which question of which session a form answers; stands in every form of a page. */
export interface FormState {
  readonly browser: string;
  readonly session: string;
  readonly turn: number;
  /** The session is begun by this answer. */
  readonly begins?: boolean;
}

export function hiddenFields({ browser, session, turn, begins }: FormState): string {
  return html`<input type="hidden" name="session" value="${session}"><input type="hidden" name="turn" value="${turn}">!${begins ? '<input type="hidden" name="begin" value="1">' : ''}!${formTokenField(browser)}`;
}

export const formTokenField = (browser: string): string =>
  html`<input type="hidden" name="form" value="${formToken(browser)}">`;

export const isField = (name: string): name is FieldName => Object.hasOwn(fields, name);

export type Body = Readonly<Record<string, string | undefined>>;

/** The posted fields, each once: of a field sent twice the last counts. */
export function bodyOf(request: FastifyRequest): Body {
  const body = (request.body ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, String(Array.isArray(value) ? value.at(-1) : value)]),
  );
}

export interface Posted {
  readonly session: string;
  readonly turn: number;
  readonly answer: Answer;
  readonly begins: boolean;
}

/** What was posted, as the engine takes it. The chart judges the values; here they are only translated. */
export function posted(body: Body): Posted | undefined {
  const turn = Number(body.turn);
  if (!Number.isInteger(turn) || turn < 1 || !isName(body.session)) return undefined;
  const answer: Answer = body.choice ? { choice: body.choice } : { values: values(body) };
  return { session: body.session, turn, answer, begins: body.begin !== undefined };
}

function values(body: Body): Record<string, string | boolean> {
  const known = Object.entries(body).filter(([name]) => isField(name));
  return Object.fromEntries(
    known.map(([name, value = '']) => {
      const { kind } = fields[name as FieldName];
      return [name, kind === 'boolean' ? value === 'true' || value === 'on' : value];
    }),
  );
}

/** Texts so long that nobody types them twice. */
export const lettersIn = (body: Body): Body =>
  Object.fromEntries(Object.entries(body).filter(([name]) => declared(name)?.maxLength !== undefined));

/** What may stand in the form again on a page that is rendered instead of redirected to: never a secret. */
export function kept(body: Body): Record<string, string> {
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => {
      const keep = isField(name) && !fields[name].secret && name !== 'humanCheck' && value !== undefined;
      return keep ? [[name, value]] : [];
    }),
  );
}
