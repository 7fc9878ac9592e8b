import type { Insurer } from '../../../machines/domain/insurer.ts';
import { expectedBy } from '../../../machines/domain/working-days.ts';
import { metaOf } from '../../../machines/engine/offered.ts';
import type { Registry } from '../../../machines/engine/registry.ts';
import type { Session } from '../../../machines/engine/session.ts';
import { stateName } from '../../../machines/engine/view.ts';
import { type FieldName, fields } from '../../../machines/fields.ts';
import type { ShownContext } from '../../../machines/flow.ts';
import { flows } from '../../../machines/flows/index.ts';
import { ladder } from '../../../test/paths/charts/help.ts';
import { expectedFlows } from '../../../test/paths/charts/index.ts';
import { Journeys, type Node, nodeKey, type Step } from '../../../test/paths/journeys.ts';
import { idOf } from '../../../test/paths/moves.ts';
import { possible } from '../../../test/paths/possible.ts';
import { sampleNow } from './sample.ts';

/** A moment of a call: where its session stands, with all that the charts learned on the way there. */
export interface Reached {
  readonly flow: string;
  readonly state: string;
  /** What was refused is told. */
  readonly isRefusal: boolean;
  /** A secret was accepted on the way. */
  readonly isProven: boolean;
  readonly session: Session;
}

interface Met {
  readonly node: Node;
  readonly isProven: boolean;
}

/**
 * Where callers come to from the main menu, by the walk of the proof (`test/paths`): each state of each chart once for
 * everything that it may have learned on the way, the nearest first. Nothing is known there but what a call brought along.
 */
export function reachedFrom(registry: Registry, insurer: Insurer): readonly Reached[] {
  const writes = insurer.mailboxes.person !== undefined;
  const expected = new Map([
    ...expectedFlows('cpms', insurer.code.length, writes),
    ['sign-in-help', ladder(insurer.helpLadder)] as const,
  ]);
  const known = new Map(flows.filter(({ id }) => expected.has(id)).map((flow) => [flow.id, flow]));
  const journeys = new Journeys({ flows: known, expected, insurer, possible });
  const walked = new Set<string>();
  const reached = new Map<string, Reached>();
  for (const beginning of beginnings(journeys, insurer)) {
    let frontier = beginning;
    while (frontier.length > 0) {
      const fresh = frontier.filter((met) => !walked.has(keyOf(met)) && walked.add(keyOf(met)));
      for (const met of fresh) {
        const { flow, state } = met.node.layers.at(-1)!;
        const key = JSON.stringify([flow, idOf(state), met.node.ended, met.isProven]);
        if (!reached.has(key)) reached.set(key, momentOf(met, registry, insurer));
      }
      frontier = fresh.flatMap(({ node, isProven }) =>
        journeys
          .steps(node)
          .filter((step) => isOfTheCall(step, insurer))
          .map((step) => ({ node: step.to, isProven: isProven || proves(node, step) })),
      );
    }
  }
  const orderOf = ({ flow, state }: Reached) => Object.keys(expected.get(flow)!.states).indexOf(state);
  return [...Map.groupBy(reached.values(), ({ flow }) => flow).values()].flatMap((moments) =>
    moments.sort((one, other) => orderOf(one) - orderOf(other)),
  );
}

/** What the main menu leads to; then what is asked at it: a person, or what is told in the middle of anything. */
function beginnings(journeys: Journeys, { door, phoneMenu }: Insurer): readonly (readonly Met[])[] {
  const begun = (flow: string) => journeys.start({ flow, given: {} }).map(({ node }) => node);
  const asked = begun(door).flatMap((node) =>
    journeys.steps(node).flatMap(({ act, to }) => (act.kind === 'choice' && isAsked(act.choice) ? [to] : [])),
  );
  return [phoneMenu.flatMap(begun), asked].map((nodes) => nodes.map((node) => ({ node, isProven: false })));
}

const isAsked = (choice: string): boolean => choice === 'person' || choice.startsWith('information.');

/** Without what every question leads to: it is shown once, from the main menu. */
function isOfTheCall({ act, to }: Step, { door }: Insurer): boolean {
  if (to.ended === 'stopped' || to.ended === 'rested' || to.layers.at(-1)!.flow === door) return false;
  return (
    act.kind !== 'choice' || !['start-over', 'information'].includes(act.choice) || to.layers.length === 1
  );
}

/** As the engine has it: a form with a secret in it was taken. */
function proves({ layers }: Node, { act, to }: Step): boolean {
  const asked = (metaOf(layers.at(-1)!.state)?.fields ?? []) as readonly FieldName[];
  return act.kind === 'answer' && asked.some((name) => fields[name].secret) && !isRefusal(to);
}

const isRefusal = ({ layers }: Node): boolean =>
  (layers.at(-1)!.state.context as ShownContext).error !== undefined;

const keyOf = ({ node: { entry: _entry, ...node }, isProven }: Met): string =>
  `${isProven} ${nodeKey({ ...node, entry: { flow: '', given: {} } })}`;

function momentOf({ node, isProven }: Met, registry: Registry, insurer: Insurer): Reached {
  const top = node.layers.at(-1)!;
  return {
    flow: top.flow,
    state: stateName(top.state.value),
    isRefusal: isRefusal(node),
    isProven,
    session: {
      tenant: insurer.id,
      locale: 'fr',
      turn: 1,
      frames: node.layers.map(({ flow, state, call }) => {
        const { version, hash } = registry.get(flow);
        const context = { ...state.context, ...timesIn(state.context, insurer) };
        return {
          flow,
          version,
          hash,
          value: state.value,
          context,
          timers: [],
          ...(call && { invokeId: call }),
        };
      }),
      entry: node.entry,
      startedAt: sampleNow,
      restUntil: sampleNow + insurer.policies.lifetimes.restMs,
      holders: [],
      outbox: [],
      ...(node.ended && { ended: { at: sampleNow, how: node.ended } }),
    },
  };
}

/** The walk knows no hours: those of the example instead. */
function timesIn(context: object, { letter }: Insurer): Record<string, number> {
  const due = expectedBy(letter.delay, sampleNow);
  const times = { requestedAt: sampleNow, expectedBy: due, usableFrom: due, until: due };
  return Object.fromEntries(Object.entries(times).filter(([name]) => Object.hasOwn(context, name)));
}
