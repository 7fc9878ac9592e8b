import type { Act } from '../../../channels/ivr/call-state.ts';
import type { Composed, Moved } from '../../../channels/ivr/parts.ts';
import type { Locale } from '../../../machines/envelope.ts';
import { withColon } from '../../../machines/messages/typography.ts';
import type { Reached } from './reached.ts';
import { scriptWords as words } from './script-words.ts';
import { type Block, heading, list, paragraph, type Sheet } from './sheet.ts';
import { type Line, StandingCall } from './standing-call.ts';

/** The script of an insurer’s line, from the code that speaks on it, at every state that its callers reach. */
export async function telephoneScript(line: Line, reached: readonly Reached[]): Promise<Sheet> {
  const { insurer, locale } = line;
  return {
    file: `docs/sheets/${insurer.id}-telephone.${locale}`,
    title: `${withColon(insurer.name, locale)} ${words.title[locale]}`,
    locale,
    blocks: [
      ...words.intro[locale].map(paragraph),
      heading(2, words.everywhere[locale]),
      list(words.everywhereKeys[locale]),
      ...(await mainMenu(line)),
      ...(await new Script(line).flows(reached)),
    ],
  };
}

async function mainMenu(line: Line): Promise<Block[]> {
  const { locale } = line;
  const call = StandingCall.atMainMenu(line);
  const { composed } = call.said;
  const resuming = await call.press({ do: 'enter-resume-code' });
  return [
    heading(2, words.mainMenu[locale]),
    list(composed.say.map(({ text }) => text)),
    paragraph(keysOf(composed, locale)),
    paragraph(`${words.behindEight[locale]} ${textOf(sayOf(resuming))}`),
  ];
}

/** Writes state after state. What has been written once is not written again: where it stands is said instead. */
class Script {
  private readonly line: Line;
  private readonly written = new Map<string, string>();

  constructor(line: Line) {
    this.line = line;
  }

  async flows(reached: readonly Reached[]): Promise<Block[]> {
    const blocks: Block[] = [];
    for (const [flow, moments] of Map.groupBy(reached, (moment) => moment.flow)) {
      blocks.push(heading(2, flow));
      for (const [state, all] of Map.groupBy(moments, (moment) => moment.state))
        blocks.push(...(await this.state(state, all)));
    }
    return blocks;
  }

  /** As it is met on the shortest way, then what else is said in it by what came before. */
  private async state(name: string, moments: readonly Reached[]): Promise<Block[]> {
    const { locale } = this.line;
    const told = moments.filter(({ isRefusal }) => !isRefusal);
    const [first, ...others] = told.length > 0 ? told : moments.slice(0, 1);
    const call = await StandingCall.at(this.line, first!);
    const { composed } = call.said;
    const where = `${first!.flow}, ${name}`;
    const note = (label: string, text: string) => paragraph(`${label} ${this.once(text, where)}`);
    const heard = heardIn(call.said);
    const otherwise: string[] = [];
    for (const other of others) {
      const fresh = heardIn((await StandingCall.at(this.line, other)).said).filter(
        (text) => !heard.includes(text),
      );
      heard.push(...fresh);
      if (fresh.length > 0) otherwise.push(fresh.join(' '));
    }
    const further = (await call.questions()).slice(1).map((moved) => textOf(sayOf(moved)));
    return [
      heading(3, name),
      paragraph(textOf(sayOf(call.said))),
      paragraph(keysOf(composed, locale)),
      ...(await this.behind(call, call.said)).map((page) => note(words.behindEight[locale], page)),
      ...further.map((text) => note(words.further[locale], text)),
      ...(await this.typedBefore(first!, composed)).map((text) => note(words.typedBefore[locale], text)),
      ...(await this.star(call)).map((text) => note(words.behindStar[locale], text)),
      ...(otherwise.length > 0 ? [paragraph(words.otherwise[locale]), list(otherwise)] : []),
    ];
  }

  /** What 8 leads on to. */
  private async behind(call: StandingCall, moved: Moved): Promise<readonly string[]> {
    const more = Object.values(moved.composed.asked.keys).find((act) => act.do === 'more');
    if (!more) return [];
    const page = await call.press(more, moved);
    return [textOf(sayOf(page)), ...(await this.behind(call, page))];
  }

  /** A number of before is offered again. */
  private async typedBefore(reached: Reached, { asked }: Composed): Promise<readonly string[]> {
    if (asked.typed?.entry !== 'nir') return [];
    const { said } = await StandingCall.at(this.line, reached, true);
    return [textOf(said.composed.say)];
  }

  private async star(call: StandingCall): Promise<readonly string[]> {
    const act = call.said.composed.asked.keys['*'];
    if (act?.do !== 'options') return [];
    const page = await call.press(act);
    return [[textOf(sayOf(page)), ...(await this.behind(call, page))].join(' ')];
  }

  private once(text: string, where: string): string {
    const before = this.written.get(text);
    this.written.set(text, before ?? where);
    return before ? words.asAt[this.line.locale](before) : text;
  }
}

type Said = readonly { readonly text: string }[];

const sayOf = ({ first = [], composed }: Moved): Said => [...first, ...composed.say];
const textOf = (said: Said): string => said.map(({ text }) => text).join(' ');

/** Sentence by sentence, the choices as one: with another among them they are on other keys. */
function heardIn(moved: Moved): string[] {
  const isChoice = (text: string) => /(?:tapez|press) [1-8]\.$/.test(text);
  const [choices, told] = [true, false].map((wanted) =>
    sayOf(moved).filter(({ text }) => isChoice(text) === wanted),
  );
  return [...told!.map(({ text }) => text), textOf(choices!)].filter((text) => text !== '');
}

const keysOf = ({ asked }: Composed, locale: Locale): string =>
  `${words.keys[locale]} ${Object.entries(asked.keys)
    .map(([key, act]) => `${key} = ${goalOf(act, locale)}`)
    .join(', ')}.`;

/** A flow or choice by its id, a call by its number, a way of the telephone’s own in words. */
function goalOf(act: Act, locale: Locale): string {
  if (act.do === 'choose') return act.choice;
  if (act.do === 'begin') return act.flow;
  if (act.do === 'door') return act.door;
  if (act.do === 'dial') return act.number;
  return words.acts[act.do]?.[locale] ?? act.do;
}
