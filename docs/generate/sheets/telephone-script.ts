import type { HandOverReason } from '../../../channels/conversation/hand-over.ts';
import type { Act } from '../../../channels/ivr/call-state.ts';
import type { Call, Composed } from '../../../channels/ivr/parts.ts';
import { composeElsewhere, siteAloud } from '../../../channels/ivr/telling/elsewhere.ts';
import { composeField } from '../../../channels/ivr/telling/field-question.ts';
import { composeMainMenu, labelOf } from '../../../channels/ivr/telling/main-menu.ts';
import { aroundOf, onTheLine, otherLanguage, stepOf } from '../../../channels/ivr/telling/question.ts';
import { spokenView } from '../../../channels/ivr/telling/spoken-view.ts';
import {
  type AroundOptions,
  composeDone,
  composeMenu,
  composeOptions,
} from '../../../channels/ivr/telling/view-menu.ts';
import type { Insurer } from '../../../machines/domain/insurer.ts';
import type { RegisteredFlow, Registry } from '../../../machines/engine/registry.ts';
import type { Locale, View } from '../../../machines/envelope.ts';
import { isDigression, type ViewMeta } from '../../../machines/flow.ts';
import { withColon } from '../../../machines/messages/typography.ts';
import { sampleNow, shownStates, spokenSample } from './sample.ts';
import { type Block, heading, list, paragraph, type Sheet } from './sheet.ts';

const words = {
  title: { fr: 'ce que dit le téléphone', en: 'what the telephone says' },
  intro: {
    fr: 'Écrit à partir des parcours, des textes et des données de l’assureur : ce qui est dit, les touches, et où elles mènent. Les dates et les numéros sont des exemples.',
    en: 'Written from the charts, the texts and the insurer’s data: what is said, the keys, and where they lead. Dates and numbers are examples.',
  },
  keys: { fr: 'Touches :', en: 'Keys:' },
  everywhere: { fr: 'Dans tous les menus', en: 'In every menu' },
  everywhereKeys: {
    fr: [
      '0 : parler à quelqu’un (dans une saisie : 0, puis dièse).',
      '9 : réécouter (dans une saisie : 9, puis dièse).',
      'Étoile : d’autres possibilités (dans une saisie : étoile seule, puis dièse) ; pendant une saisie, elle corrige.',
      'Dièse : fin de la saisie.',
    ],
    en: [
      '0: talk to a person (while typing: 0, then hash).',
      '9: hear it again (while typing: 9, then hash).',
      'Star: other options (while typing: star alone, then hash); in the midst of typing, it corrects.',
      'Hash: end of what is typed.',
    ],
  },
  mainMenu: { fr: 'Menu principal', en: 'Main menu' },
  behindStar: { fr: 'Derrière l’étoile :', en: 'Behind the star:' },
} as const;

interface Scope {
  readonly registry: Registry;
  readonly insurer: Insurer;
  readonly locale: Locale;
}

/** The script of an insurer’s line, from the code that speaks on it. */
export function telephoneScript(scope: Scope): Sheet {
  const { insurer, locale } = scope;
  const menu = composeMainMenu({ ...scope, now: sampleNow });
  return {
    file: `docs/sheets/${insurer.id}-telephone.${locale}`,
    title: `${withColon(insurer.name, locale)} ${words.title[locale]}`,
    locale,
    blocks: [
      paragraph(words.intro[locale]),
      heading(2, words.everywhere[locale]),
      list(words.everywhereKeys[locale]),
      heading(2, words.mainMenu[locale]),
      ...composed(menu, locale),
      ...flowsOnTheLine(scope).flatMap((flow) => flowBlocks(flow, scope)),
    ],
  };
}

/** The flows of the menu, the person, and the parts that these go through. */
function flowsOnTheLine({ registry, insurer }: Scope): readonly RegisteredFlow[] {
  const found = new Map<string, RegisteredFlow>();
  const add = (id: string) => {
    if (!registry.has(id) || found.has(id)) return;
    const flow = registry.get(id);
    found.set(id, flow);
    for (const called of callsOf(flow.machine.root)) add(called);
  };
  for (const id of [...insurer.phoneMenu, 'person']) add(id);
  return [...found.values()];
}

const callsOf = (node: RegisteredFlow['machine']['root']): string[] => [
  ...node.invoke.flatMap(({ src }) => (typeof src === 'string' ? [src] : [])),
  ...Object.values(node.states).flatMap((child) => callsOf(child as typeof node)),
];

function flowBlocks(flow: RegisteredFlow, scope: Scope): Block[] {
  const told = flow.topics?.(scope.insurer);
  const states = shownStates(flow.machine.root).filter((node) => {
    const { topic } = (node.meta as { view: ViewMeta }).view;
    return !told || topic === undefined || told.includes(topic);
  });
  if (states.length === 0) return [];
  return [
    heading(2, flow.id),
    ...states.flatMap((node) => stateBlocks(node.path.join('.'), spokenSample(flow, node, scope), scope)),
  ];
}

function stateBlocks(name: string, view: View, scope: Scope): Block[] {
  const { insurer, locale } = scope;
  const step = stepOf(insurer)(view, {});
  const call = { conversation: { locale, gathered: {} }, state: {}, insurer } as unknown as Call;
  const around = aroundOf(call);
  const said = spokenView(view, locale, step.kind === 'hand-over');
  const told = (more: readonly { readonly text: string }[]) =>
    paragraph([...said, ...more].map(({ text }) => text).join(' '));
  if (step.kind === 'field' || step.kind === 'hand-over' || step.kind === 'choose') {
    const inMenu = step.kind === 'choose';
    const [question, ...further] = inMenu
      ? pagesOf((from) => composeMenu(view, around, from))
      : [step.kind === 'field' ? composeField(step, view, around) : handedOver(step.reason, locale)];
    const isElsewhere = step.kind === 'hand-over';
    // Every call begins at the main menu: starting over would lead there.
    const rest = { ...around, inMenu, isElsewhere, startsOver: false };
    const star = behindStar(onTheLine(view, call), rest, scope);
    return [
      heading(3, name),
      told(question!.say),
      paragraph(keysOf(question!, locale)),
      ...further.map((page) => paragraph(keysOf(page, locale))),
      ...star.map((page) => paragraph(`${words.behindStar[locale]} ${keysOf(page, locale)}`)),
    ];
  }
  const done = composeDone(view, around);
  return [heading(3, name), told(done.say), paragraph(keysOf(done, locale))];
}

/** X20: the code of the example, and the address as it is said. */
function handedOver(reason: HandOverReason, locale: Locale): Composed {
  const offer = { code: '12345678', token: '', until: sampleNow + 600_000 };
  const call = { conversation: { locale } } as Call;
  return composeElsewhere(call, offer, {
    reason,
    site: siteAloud('https://guichet.example', locale),
  });
}

/** What the star leads to. */
function behindStar(
  view: View,
  around: Omit<AroundOptions, 'asides'>,
  { insurer, registry, locale }: Scope,
): Composed[] {
  const asides = insurer.phoneMenu
    .filter((flow) => flow !== view.flow && registry.has(flow) && isDigression(registry.get(flow)))
    .map((flow) => ({ label: labelOf(flow, { insurer, locale, registry, now: sampleNow }), flow }));
  return pagesOf((from) =>
    composeOptions(view, { ...around, asides, ...otherLanguage(insurer, locale) }, undefined, from),
  );
}

/** A menu and what 8 leads on to. */
function pagesOf(compose: (from: number) => Composed, from = 0): Composed[] {
  const page = compose(from);
  const more = Object.values(page.asked.keys).find((act) => act.do === 'more');
  return [page, ...(more ? pagesOf(compose, more.from) : [])];
}

function composed({ say, asked }: Composed, locale: Locale): Block[] {
  return [list(say.map(({ text }) => text)), paragraph(keysOf({ asked }, locale))];
}

const keysOf = ({ asked }: Pick<Composed, 'asked'>, locale: Locale): string =>
  `${words.keys[locale]} ${Object.entries(asked.keys)
    .map(([key, act]) => `${key} = ${goalOf(act, locale)}`)
    .join(', ')}.`;

const acts: Readonly<Partial<Record<Act['do'], Record<Locale, string>>>> = {
  again: { fr: 'réécouter', en: 'hear it again' },
  options: { fr: 'autres possibilités', en: 'other options' },
  more: { fr: 'suite des choix', en: 'more choices' },
  question: { fr: 'retour à la question', en: 'back to the question' },
  'main-menu': { fr: 'menu principal', en: 'main menu' },
  elsewhere: { fr: 'code de reprise', en: 'resume code' },
  look: { fr: 'c’est fait', en: 'it is done' },
  send: { fr: 'lien par SMS ou e-mail', en: 'link by SMS or e-mail' },
  'enter-resume-code': { fr: 'saisie du code de reprise', en: 'typing the resume code' },
  language: { fr: 'autre langue', en: 'other language' },
  fill: { fr: 'réponse', en: 'answer' },
};

/** A flow or choice by its id, a call by its number, a way of the telephone’s own in words. */
function goalOf(act: Act, locale: Locale): string {
  if (act.do === 'choose') return act.choice;
  if (act.do === 'begin') return act.flow;
  if (act.do === 'door') return act.door;
  if (act.do === 'dial') return act.number;
  return acts[act.do]?.[locale] ?? act.do;
}
