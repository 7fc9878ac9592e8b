import type { Insurer } from '../../machines/domain/insurer.ts';
import { stateName } from '../../machines/engine/view.ts';
import type { Flow, ShownContext } from '../../machines/flow.ts';
import { type ExpectedFlow, offersOf } from './charts/expected-flow.ts';
import type { Seen } from './drivers/driver.ts';
import type { Node } from './journeys.ts';
import { chattedTexts, texts } from './texts.ts';

/** What must be seen at a moment, by the hand-written expectations. */
export interface Expectation {
  readonly flow: string;
  readonly state: string;
  readonly says: readonly string[];
  readonly asks: readonly string[];
  readonly offers: readonly string[];
  readonly outcome: string | undefined;
  readonly contacts: readonly string[];
  readonly error:
    | { readonly id: string; readonly text: string; readonly field?: string | undefined }
    | undefined;
}

export interface Rules {
  readonly expected: ReadonlyMap<string, ExpectedFlow>;
  readonly flows: ReadonlyMap<string, Flow>;
  readonly insurer: Insurer;
}

const everywhere = ['person', 'start-over', 'stop'];

export function expectationAt(node: Node, { expected, flows, insurer }: Rules): Expectation {
  const top = node.layers.at(-1)!;
  const state = stateName(top.state.value);
  const flow = shownAs(node, flows);
  const nothing = { asks: [], offers: [], contacts: [], error: undefined };
  if (node.ended === 'stopped' || node.ended === 'rested')
    return { ...nothing, flow, state: node.ended, says: [`session.${node.ended}`], outcome: 'abandoned' };
  const wanted = expected.get(top.flow)!.states[state]!;
  const { says = [], asks = [], outcome, contacts } = wanted;
  const { error, notices = [] } = top.state.context as ShownContext;
  const also = top.flow === 'person' ? everywhere.slice(1) : everywhere;
  return {
    flow,
    state,
    says: [...notices, ...says],
    asks,
    offers: node.ended ? [] : [...offersOf(wanted, top.given), ...also],
    outcome,
    contacts: contacts ? namesOf(insurer, [...desksOf(node, expected), contacts]) : [],
    error: error && { id: error.id, text: errorText(top.flow, error.id), field: error.field },
  };
}

/** A flow may say an error in its own words. */
const errorText = (flow: string, id: string): string =>
  texts[`${flow}.error.${id}`] ? `${flow}.error.${id}` : `error.${id}`;

/** Whom to ask for in the middle of something comes before those of last resort (D13, E61). */
function desksOf({ layers }: Node, expected: Rules['expected']): readonly string[] {
  if (layers.at(-1)!.flow !== 'person') return [];
  const within = layers.findLast(({ flow }) => expected.get(flow)!.desk);
  return within ? [expected.get(within.flow)!.desk!] : [];
}

function namesOf(insurer: Insurer, purposes: readonly string[]): readonly string[] {
  const ids = purposes.flatMap((purpose) => insurer.contactFor[purpose] ?? insurer.contactFor.person ?? []);
  return [...new Set(ids)].map((id) => insurer.contacts.find((contact) => contact.id === id)!.label.fr);
}

/** A part is shown under the name of the flow that uses it. */
function shownAs({ layers }: Node, flows: ReadonlyMap<string, Flow>): string {
  const named = layers.findLast(({ flow }, index) => index === 0 || flows.get(flow)!.role !== 'part');
  return named!.flow;
}

/** Throws with what differs between what is seen and what must be. */
export function lookAt(seen: Seen, wanted: Expectation): void {
  const problems: string[] = [];
  const same = (what: string, is: unknown, must: unknown) => {
    if (JSON.stringify(is) !== JSON.stringify(must))
      problems.push(`${what} is ${JSON.stringify(is)}, must be ${JSON.stringify(must)}`);
  };
  if (wanted.state === 'connected') {
    same('the area', seen.connected ? 'open' : 'closed', 'open');
    // A browser stands in the area then, where no view is.
    if (!seen.says) {
      fail(problems);
      return;
    }
  } else same('the area', seen.connected ? 'open' : 'closed', 'closed');
  same('flow', seen.flow, wanted.flow);
  same('state', seen.state, wanted.state);
  same('fields', seen.asks, wanted.asks);
  same('choices', [...seen.offers].sort(), [...wanted.offers].sort());
  same('contacts', seen.contacts, wanted.contacts);
  if (seen.says) {
    same('messages', seen.says, wanted.says);
    same('outcome', seen.outcome, wanted.outcome);
    same('error', seen.error?.id, wanted.error?.id);
  }
  for (const id of wanted.says) recognised(id, seen.text);
  if (!wanted.error && seen.error) problems.push(`an error is shown: ${seen.error.text}`);
  if (wanted.error) {
    recognised(wanted.error.text, seen.error?.text ?? '');
    if (wanted.error.field && wanted.asks.includes(wanted.error.field))
      same('field to blame', seen.error?.fields, [wanted.error.field]);
  }
  fail(problems);

  function recognised(id: string, text: string) {
    const pattern = (seen.chatted && chattedTexts[id]) || texts[id];
    if (!pattern) problems.push(`no text is expected for « ${id} »`);
    else if (!pattern.test(text)) problems.push(`« ${id} » is not said: ${text.slice(0, 200)}`);
  }
}

function fail(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join('\n'));
}
