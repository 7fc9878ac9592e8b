import { createRequire } from 'node:module';

const { validate } = createRequire(import.meta.url)('@jambonz/verb-specifications') as {
  validate: (logger: object, verbs: unknown) => void;
};

export interface ReadVerbs {
  readonly said: readonly string[];
  readonly gather?: { readonly action: string; readonly attributes: Readonly<Record<string, unknown>> };
  readonly redirect?: string;
  readonly dial?: { readonly number: string; readonly action: string };
  readonly hangsUp: boolean;
}

const quiet = { info: () => {}, debug: () => {}, error: () => {} };

interface Verb {
  readonly verb: string;
  readonly actionHook?: { readonly url: string };
  readonly say?: { readonly text: string };
  readonly text?: string;
  readonly target?: readonly { readonly number: string }[];
}

/** Reads verbs as jambonz would; its own specification throws at anything it does not know. */
export function readVerbs(document: string): ReadVerbs {
  const verbs = JSON.parse(document) as Verb[];
  validate(quiet, verbs);
  const find = (name: string) => verbs.find(({ verb }) => verb === name);
  const last = verbs.at(-1)?.verb ?? '';
  if (!['gather', 'redirect', 'dial', 'hangup'].includes(last))
    throw new Error('the call would end without a word');
  const gather = find('gather');
  const dial = find('dial');
  const redirect = find('redirect');
  const said = verbs.flatMap(({ text, say }) => [text, say?.text]).filter((one) => one !== undefined);
  return {
    said: said.map(heardOf),
    ...(gather && { gather: { action: gather.actionHook!.url, attributes: { ...gather } } }),
    ...(redirect && { redirect: redirect.actionHook!.url }),
    ...(dial && { dial: { number: dial.target![0]!.number, action: dial.actionHook!.url } }),
    hangsUp: last === 'hangup',
  };
}

/** The words of an SSML text, which must be well formed. */
function heardOf(ssml: string): string {
  const open: string[] = [];
  const text = ssml.replaceAll(/<(\/?)(\w+)([^<>]*?)(\/?)>/g, (_tag, closes, name: string, _rest, single) => {
    if (!['speak', 'prosody', 'break', 'voice', 'lang'].includes(name))
      throw new Error(`<${name}> is not said by every voice`);
    if (closes && open.pop() !== name) throw new Error(`</${name}> closes nothing`);
    if (!closes && !single) open.push(name);
    return ' ';
  });
  if (open.length > 0 || /[<>]|&(?!(?:amp|lt|gt);)/.test(text))
    throw new Error('the SSML does not hold together');
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
