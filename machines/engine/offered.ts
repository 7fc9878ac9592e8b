import type { AnyMachineSnapshot } from 'xstate';
import type { ChoiceView, FieldView } from '../envelope.ts';
import { fields } from '../fields.ts';
import type { ViewMeta } from '../flow.ts';
import type { Frame } from './frame.ts';
import { snapshotOf } from './frames.ts';
import type { Registry } from './registry.ts';
import type { Session } from './session.ts';

/** Offered in every state of every flow (P09); the engine itself knows what they do. */
export const universalChoices = ['person', 'start-over', 'stop'] as const;

/** What an answer may be, as far as checking one needs it: the same ids as the view's, without a word. */
export interface Offered {
  readonly fields: readonly Pick<FieldView, 'name' | 'kind' | 'secret'>[];
  readonly choices: readonly Pick<ChoiceView, 'id'>[];
}

export function offered(session: Session, registry: Registry): Offered {
  if (session.pending || (session.ended && session.ended.how !== 'done')) return { fields: [], choices: [] };
  const meta = viewMeta(registry, session.frames.at(-1)!);
  return {
    fields: (meta.fields ?? []).map((name) => ({
      name,
      kind: fields[name].kind,
      secret: fields[name].secret,
    })),
    choices: choiceIds(session, meta, registry).map((id) => ({ id })),
  };
}

/** The choices of the view, in their order. */
export function choiceIds(session: Session, meta: ViewMeta, registry: Registry): readonly string[] {
  if (session.ended) return [];
  const top = session.frames.at(-1)!;
  const menu = (meta.choicesIn ? top.context[meta.choicesIn] : []) as readonly string[];
  return [...(meta.choices ?? []), ...menu, ...universalFor(registry, top)];
}

export function viewMeta(registry: Registry, frame: Frame): ViewMeta {
  const meta = metaOf(snapshotOf(registry, frame));
  if (!meta) throw new Error(`${frame.flow} shows nothing in ${JSON.stringify(frame.value)}`);
  return meta;
}

/** The view of the deepest active state that has one. */
export function metaOf(snapshot: AnyMachineSnapshot): ViewMeta | undefined {
  const metas = Object.entries(snapshot.getMeta() as Record<string, { view?: ViewMeta } | undefined>);
  let deepest: { depth: number; view: ViewMeta } | undefined;
  for (const [id, meta] of metas) {
    const depth = id.split('.').length;
    if (meta?.view && (!deepest || depth > deepest.depth)) deepest = { depth, view: meta.view };
  }
  return deepest?.view;
}

function universalFor(registry: Registry, top: Frame): readonly string[] {
  return registry.get(top.flow).role === 'digression' ? ['start-over', 'stop'] : universalChoices;
}
