import type { AnyStateNode } from 'xstate';
import { universalChoices } from '../../machines/engine/offered.ts';
import type { RegisteredFlow, Registry } from '../../machines/engine/registry.ts';
import type { ViewMeta } from '../../machines/flow.ts';
import { deadlinesOf, stateDiagram } from './diagram.ts';
import { cell, code, generated, table } from './markdown.ts';

/** One page a flow, and their index: file name → content. */
export function flowPages(registry: Registry): Map<string, string> {
  const pages = registry.flows.map((flow) => [`docs/flows/${flow.id}.md`, page(flow, registry)] as const);
  return new Map([['docs/flows/README.md', index(registry)], ...pages]);
}

function page(flow: RegisteredFlow, registry: Registry): string {
  const states = shownStates(flow.machine.root);
  const parts = subFlows(flow, registry);
  return [
    generated,
    `# ${flow.id}`,
    `${roleWords[flow.role]} Version ${flow.version}, structure \`${flow.hash}\`.${flow.needsToken ? ' Entered only with a link or a mail code.' : ''}`,
    ...(parts.length > 0 ? [`Goes through: ${parts.map(linkTo).join(', ')}.`] : []),
    `\`\`\`mermaid\n${stateDiagram(flow.machine)}\n\`\`\``,
    ...(states.length > 0
      ? [
          '## What is said and asked',
          ...(flow.role === 'digression' ? [] : [alsoOffered(flow)]),
          table(
            ['state', 'said', 'asked', 'ways out', 'outcome', 'deadline'],
            states.map(([state, view]) => row(state, view, flow, registry)),
          ),
        ]
      : ['Nobody sees this chart: it has no views.']),
    '',
  ].join('\n\n');
}

const roleWords: Record<RegisteredFlow['role'], string> = {
  public: 'Can be started by anyone.',
  part: 'A part: used by other flows, and shown under their name.',
  digression: 'A digression: entered from any question, and left back to it.',
};

const alsoOffered = ({ restMs }: RegisteredFlow): string => {
  const rests = restMs
    ? 'a time of the flow’s own'
    : 'the insurer’s `lifetimes.restMs`, or the longer time of a flow it is part of';
  return `Also offered in each state: ${universalChoices.map(code).join(', ')}. Where no deadline stands, the session rests after ${rests}.`;
};

function row(state: AnyStateNode, view: ViewMeta, flow: RegisteredFlow, { messages }: Registry): string[] {
  const said = [
    ...view.messages.map((id) => cell(messages[id]?.fr ?? id)),
    ...(view.drawing ? [`drawing ${code(view.drawing)}`] : []),
    ...(view.qrIn ? ['a QR code'] : []),
    ...(view.reminders ?? []).map(({ message }) => `later: ${cell(messages[message]?.fr ?? message)}`),
  ];
  const choices = (view.choices ?? []).map((id) => {
    const label = messages[`${flow.id}.choice.${id}`] ?? messages[`choice.${id}`];
    return `${code(id)} ${cell(label?.fr ?? '')}`;
  });
  const menu = view.choicesIn ? [`and what the context holds as ${code(view.choicesIn)}`] : [];
  return [
    code(state.path.join('.')),
    said.join('<br>'),
    (view.fields ?? [])
      .map((name) => `${code(name)} ${cell(messages[`field.${name}`]?.fr ?? '')}`)
      .join('<br>'),
    [...choices, ...menu].join('<br>'),
    view.outcome ? code(view.outcome) : '',
    deadlinesOf(state).map(code).join('<br>'),
  ];
}

function shownStates(node: AnyStateNode): [AnyStateNode, ViewMeta][] {
  const view = (node.meta as { view?: ViewMeta } | undefined)?.view;
  return [
    ...(view ? [[node, view] as [AnyStateNode, ViewMeta]] : []),
    ...Object.values(node.states).flatMap(shownStates),
  ];
}

function subFlows(flow: RegisteredFlow, registry: Registry): string[] {
  const invoked = (node: AnyStateNode): string[] => [
    ...node.invoke.map(({ src }) => String(src)).filter((src) => registry.has(src)),
    ...Object.values(node.states).flatMap(invoked),
  ];
  return [...new Set(invoked(flow.machine.root))].sort();
}

function index(registry: Registry): string {
  const rows = registry.flows.map((flow) => [
    linkTo(flow.id),
    flow.role,
    String(shownStates(flow.machine.root).length),
    subFlows(flow, registry).map(linkTo).join(', '),
  ]);
  return [
    generated,
    '# Flows',
    'Every chart of the product, drawn from the chart itself. Texts are the French ones; words in braces are the insurer’s.',
    table(['flow', 'role', 'questions and notices', 'goes through'], rows),
    '',
  ].join('\n\n');
}

const linkTo = (id: string) => `[${id}](${id}.md)`;
