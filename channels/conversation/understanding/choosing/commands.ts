import { distance } from 'fastest-levenshtein';
import { readData } from '../read-data.ts';
import type { Command } from '../understanding.ts';
import { folded, withoutCourtesy, wordsOf } from '../words/words.ts';
import { besides } from './answers.ts';

const file = readData<Readonly<Record<Command, readonly string[]>>>('commands.json');

const commands = new Map<string, Command>();
/** Marked `=`: too near to an ordinary wish to be mistyped (« autre chose », « autre code »). */
const asWritten = new Set<string>();
for (const [command, phrases] of Object.entries(file) as [Command, readonly string[]][])
  for (const phrase of phrases) {
    commands.set(plain(phrase), command);
    if (phrase.startsWith('=')) asWritten.add(plain(phrase));
  }
const opensYes = new Set(['oui', 'ouais', 'yes', 'yeah', 'yep']);
const opensNo = new Set(['non', 'nan', 'no', 'nope']);
/** With a few words more a command still. Not « no »: « no code » is a wish. */
const openings = new Set([...opensYes, 'ok', 'okay', 'alright', ...opensNo].filter((word) => word !== 'no'));

/** « Oui mais pas tout de suite »: what follows takes it back. */
const hedges = new Set('mais pas non avant attends attendez attendre but not no before wait'.split(' '));

/** A « oui » or « non » that a few words follow is still one. */
const wordsAfterYes = 3;

const isHedged = (after: readonly string[]): boolean =>
  after.length <= wordsAfterYes && after.some((word) => hedges.has(word));

/**
 * The command that a message is, and nothing else: « stop », « arrettez », « oui merci », « non pas encore ». A longer
 * message that merely contains one is not a command.
 */
export function commandIn(text: string): Command | undefined {
  const said = plain(text);
  const command =
    commands.get(said) ?? (isPause(said) ? 'wait' : undefined) ?? mistyped(said) ?? opening(said, text);
  // « C’est tout ? » asks what comes next.
  return command === 'stop' && /\?\s*$/.test(text) ? 'repeat' : command;
}

/** « Attendez, je demande à ma femme », not « attendez, je demande un code ». */
const pause =
  /^(?:attends|attendez|un instant|une minute|une seconde|deux minutes|deux secondes|hold on|wait|one moment|just a (?:moment|minute|second)) (?:je|j|on|i|i ll|let me) (?:vais |dois )?(?:(?:demande|demander) (?:a|au) \w+|(?:cherche|chercher|prends|prendre|retrouve|retrouver|appelle|appeler|allume|allumer) (?:mon|ma|mes|le|la|les|l) \w+|regarde|regarder|verifie|verifier|(?:ask|get|find|fetch) my \w+|look|check)(?: \w+){0,3}$/u;
const isPause = (said: string): boolean => pause.test(said);

/** A yes or a no with nothing beside it that says anything of its own: « oui vite », not « oui demain ». */
export function isBare(text: string): boolean {
  const said = plain(text);
  return (
    commands.has(said) ||
    mistyped(said) !== undefined ||
    said
      .split(' ')
      .slice(1)
      .every((word) => besides.has(word))
  );
}

/** « Oui, j’ai ma carte avec moi »: the answer that a message opens with, however it goes on. */
export function openingAnswer(text: string): 'yes' | 'no' | undefined {
  const [first = '', ...rest] = wordsOf(text);
  if (opensYes.has(first)) return isHedged(rest) ? undefined : 'yes';
  return opensNo.has(first) ? 'no' : undefined;
}

/** What follows a yes and is no command itself: « c’est bon, envoyez » is « envoyez », « c’est bon, non ? » neither. */
export const afterYes = (words: readonly string[]): readonly string[] =>
  words
    .flatMap((_, at) =>
      commands.get(words.slice(0, at).join(' ')) === 'yes' ? [words.slice(at).join(' ')] : [],
    )
    .filter((rest) => !commands.has(rest));

function plain(text: string): string {
  const sign = /[👍👎]/u.exec(text)?.[0];
  if (sign) return sign;
  const words = wordsOf(text).length > 0 ? wordsOf(text) : [folded(text).trim()];
  return withoutCourtesy(words).join(' ');
}

/**
 * One letter wrong or two that changed places from five letters on, two wrong from ten (« opération » is no operator);
 * never between two commands that are as near.
 */
function mistyped(said: string): Command | undefined {
  if (said.length < 5) return undefined;
  const near = new Set<Command>();
  for (const [phrase, command] of commands)
    if (
      phrase.length >= 5 &&
      !asWritten.has(phrase) &&
      Math.abs(phrase.length - said.length) <= 2 &&
      isNear(phrase, said)
    )
      near.add(command);
  return near.size === 1 ? [...near][0] : undefined;
}

function isNear(phrase: string, said: string): boolean {
  const wrong = distance(phrase, said);
  return wrong <= 1 || (wrong === 2 && (said.length >= 10 || lettersOf(phrase) === lettersOf(said)));
}

const lettersOf = (word: string): string => [...word].sort().join('');

/** « Oui, enfin non ». */
const beforeNo = new Set(
  'oui ouais enfin mais euh ah eh ben bah que alors finalement ok yes well but oh'.split(' '),
);
const endsInNo = (words: readonly string[]): boolean =>
  opensNo.has(words.at(-1)!) && words.slice(0, -1).every((word) => beforeNo.has(word));

/** « oui, retour » is the command that follows; « non pas encore » is « non », and so is « oui, enfin non ». */
function opening(said: string, text: string): Command | undefined {
  const [first, ...rest] = said.split(' ');
  if (endsInNo([first!, ...rest]) && !text.includes('?')) return 'no';
  if (!openings.has(first!)) return undefined;
  const alone = rest.length <= wordsAfterYes && (opensNo.has(first!) || !isHedged(rest));
  const after = commands.get(rest.join(' '));
  // « Non c’est bon » says no.
  if (after === 'yes' && opensNo.has(first!)) return 'no';
  return after ?? (alone ? commands.get(first!) : undefined);
}
