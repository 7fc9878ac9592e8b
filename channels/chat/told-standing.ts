import type { ChoiceView } from '../../machines/envelope.ts';
import type { Line, Standing } from '../conversation/conversation.ts';

/** What programs are told of a line (contract: `channelData.guichet`). */
export interface ToldStanding extends Standing {
  readonly choices: readonly ChoiceView[];
}

/** Choices stand under the last line of a question: the lines before it tell the same. */
export function toldStanding(lines: readonly Line[], at: number): ToldStanding | undefined {
  const { stands } = lines[at]!;
  if (!stands) return undefined;
  const offering = lines.slice(at).find((line) => line.choices || !isAboutTheSame(line, lines[at]!));
  const choices = offering && isAboutTheSame(offering, lines[at]!) ? offering.choices : undefined;
  return { ...stands, choices: choices ?? [] };
}

/** Whether both were said at the same question. */
export function isAboutTheSame({ stands: one }: Line, { stands: other }: Line): boolean {
  return one?.flow === other?.flow && one?.state === other?.state && one?.turn === other?.turn;
}
