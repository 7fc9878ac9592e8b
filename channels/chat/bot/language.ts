import type { Locale } from '../../../machines/envelope.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import type { Command, Understood } from '../../conversation/understanding/understanding.ts';
import type { Scene } from './scene.ts';

/** What chat remembers of its own: the language somebody speaks, as long as their program goes on saying another. */
interface Chosen {
  readonly language: Locale;
  readonly insteadOf: Locale;
  /** They wrote in it; none was asked for. */
  readonly heard?: true;
}

const chosenIn = ({ aside }: Pick<Conversation, 'aside'>) => aside as Chosen | undefined;

/** The language to speak to who writes with a program of this language; a change of it is the newer wish. */
export function languageFor(conversation: Conversation, programs: Locale) {
  const chosen = chosenIn(conversation);
  return chosen?.insteadOf === programs
    ? { locale: chosen.language, aside: chosen }
    : { locale: programs, aside: undefined };
}

/** They have said which language they want: a sentence in another changes nothing. */
export function hasChosen({ conversation }: Scene): boolean {
  const chosen = chosenIn(conversation);
  return chosen !== undefined && !chosen.heard;
}

type Saying = 'language' | 'language.heard';

/** Speaks it from here on. */
export function speak(scene: Scene, language: Locale, saying: Saying = 'language'): void {
  turnTo(scene, language, saying === 'language.heard');
  scene.say(saying);
}

/** The same without a word: what cannot wait is said next. */
export function turnTo(scene: Scene, language: Locale, isHeard: boolean): void {
  const { conversation } = scene;
  const insteadOf = chosenIn(conversation)?.insteadOf ?? conversation.locale;
  const heard = isHeard && { heard: true as const };
  scene.remember({ locale: language, aside: { language, insteadOf, ...heard } satisfies Chosen });
}

/** The language that a command asks for. */
export const languageAsked = (command: Command | undefined): Locale | undefined =>
  command === 'in-french' ? 'fr' : command === 'in-english' ? 'en' : undefined;

/** Another language that they plainly write in, unless they have chosen one, or ask for one in it. */
export function languageHeard(
  scene: Scene,
  {
    command,
    understood: { tongue },
  }: { readonly command: Command | undefined; readonly understood: Understood },
): Locale | undefined {
  const isOther = tongue !== scene.conversation.locale && !hasChosen(scene);
  return isOther && languageAsked(command) === undefined ? tongue : undefined;
}

/** « Do you speak English? I lost my code »: the language first, then the rest. */
export async function languageAmong({ parts }: Scene, text: string) {
  const sentences = text.split(/(?<=[.?!,;\n])\s*/u);
  if (sentences.length < 2) return undefined;
  const understanding = await parts.understanding();
  const languages = sentences.map((one) => languageAsked(understanding.command(one)));
  const language = languages.find((one) => one !== undefined);
  const rest = sentences.filter((_, at) => languages[at] === undefined).join(' ');
  return language && rest.trim() !== '' ? { language, rest } : undefined;
}

/** The language that a message turns to, and how that is said. */
export async function turnIn(
  scene: Scene,
  text: string,
  understood: Understood,
): Promise<{ readonly language: Locale; readonly saying: Saying } | undefined> {
  const command = (await scene.parts.understanding()).command(text);
  const language = languageAsked(command) ?? (await languageAmong(scene, text))?.language;
  if (language) return { language, saying: 'language' };
  const heard = languageHeard(scene, { command, understood });
  return heard && { language: heard, saying: 'language.heard' };
}

/** A page given to who asked for a language opens in it. */
export function inLanguage({ conversation }: Scene, url: string): string {
  const chosen = chosenIn(conversation);
  return chosen?.language === conversation.locale ? `${url}?lang=${chosen.language}` : url;
}
