import { type HTMLElement, type Node, NodeType, parse } from 'node-html-parser';

/** What Twilio documents of each verb that we use: its attributes, and what may stand inside. */
interface Rule {
  readonly attributes: Readonly<Record<string, RegExp>>;
  readonly inside: readonly string[];
  readonly text: boolean;
}

const url = /^https?:\/\/\S+$/;
const whole = /^\d+$/;
const yesNo = /^(?:true|false)$/;
const voice = { voice: /^(?:Polly|Google)\.[\w-]+$/, language: /^[a-z]{2}-[A-Z]{2}$/ };
const rules: Readonly<Record<string, Rule>> = {
  Response: {
    attributes: {},
    inside: ['Gather', 'Say', 'Dial', 'Pause', 'Redirect', 'Hangup'],
    text: false,
  },
  Gather: {
    attributes: {
      action: url,
      method: /^POST$/,
      input: /^dtmf(?: speech)?$/,
      timeout: whole,
      actionOnEmptyResult: yesNo,
      bargeIn: yesNo,
      numDigits: whole,
      finishOnKey: /^[\d#*]?$/,
      language: voice.language,
      speechTimeout: /^(?:auto|\d+)$/,
      hints: /^[^,]{1,100}(?:, [^,]{1,100})*$/,
    },
    inside: ['Say', 'Pause'],
    text: false,
  },
  Say: { attributes: voice, inside: ['prosody', 'break'], text: true },
  prosody: { attributes: { rate: /^slow$/ }, inside: [], text: true },
  break: { attributes: { time: /^\d+ms$/ }, inside: [], text: false },
  Pause: { attributes: { length: whole }, inside: [], text: false },
  Redirect: { attributes: { method: /^POST$/ }, inside: [], text: true },
  Dial: {
    attributes: { action: url, method: /^POST$/, answerOnBridge: yesNo },
    inside: [],
    text: true,
  },
  Hangup: { attributes: {}, inside: [], text: false },
};

/** Twilio's limit for one document, and for what one `<Say>` may hold. */
const longestDocument = 64_000;
const longestSay = 4_096;

interface Gathering {
  readonly action: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface ReadTwiml {
  /** What is heard, in order. */
  readonly said: readonly string[];
  readonly gather?: Gathering;
  readonly redirect?: string;
  readonly dial?: { readonly number: string; readonly action: string };
  readonly hangsUp: boolean;
}

/** Reads a document as Twilio would, and throws at anything its verbs do not allow. */
export function readTwiml(document: string): ReadTwiml {
  if (document.length > longestDocument) throw new Error('the document is too long');
  const declaration = /^<\?xml version="1\.0" encoding="UTF-8"\?>/.exec(document);
  if (!declaration) throw new Error(`no XML declaration: ${document.slice(0, 80)}`);
  const root = parse(document.slice(declaration[0].length), { lowerCaseTagName: false, comment: true });
  const [response, ...more] = elementsOf(root);
  if (!response || more.length > 0 || response.rawTagName !== 'Response')
    throw new Error('a document is one Response');
  check(response);
  const verbs = elementsOf(response);
  const gather = verbs.find(({ rawTagName }) => rawTagName === 'Gather');
  const redirect = verbs.find(({ rawTagName }) => rawTagName === 'Redirect');
  const dial = verbs.find(({ rawTagName }) => rawTagName === 'Dial');
  const ends = verbs.at(-1)?.rawTagName;
  if (!['Gather', 'Redirect', 'Dial', 'Hangup'].includes(ends ?? ''))
    throw new Error('the call would end without a word');
  return {
    said: saysOf(response),
    ...(gather && { gather: { action: attributesOf(gather).action!, attributes: attributesOf(gather) } }),
    ...(redirect && { redirect: redirect.text }),
    ...(dial && { dial: { number: dial.text, action: attributesOf(dial).action! } }),
    hangsUp: ends === 'Hangup',
  };
}

function check(element: HTMLElement): void {
  const rule = rules[element.rawTagName];
  if (!rule) throw new Error(`<${element.rawTagName}> is no verb we may use`);
  for (const [name, value] of Object.entries(attributesOf(element)))
    if (!rule.attributes[name]?.test(value))
      throw new Error(`<${element.rawTagName} ${name}="${value}"> is not allowed`);
  for (const node of element.childNodes) {
    if (node.nodeType === NodeType.COMMENT_NODE) throw new Error('a comment in a document');
    if (node.nodeType === NodeType.TEXT_NODE && !rule.text && node.text.trim() !== '')
      throw new Error(`<${element.rawTagName}> holds no text`);
  }
  for (const child of elementsOf(element)) {
    if (!rule.inside.includes(child.rawTagName))
      throw new Error(`<${child.rawTagName}> may not stand in <${element.rawTagName}>`);
    check(child);
  }
  if (element.rawTagName === 'Say' && (element.text.trim() === '' || element.text.length > longestSay))
    throw new Error('a Say of nothing, or of too much');
}

const elementsOf = ({ childNodes }: HTMLElement): HTMLElement[] =>
  childNodes.filter((node: Node): node is HTMLElement => node.nodeType === NodeType.ELEMENT_NODE);

const attributesOf = (element: HTMLElement): Record<string, string> => element.attributes;

const saysOf = (element: HTMLElement): string[] =>
  elementsOf(element).flatMap((child) => (child.rawTagName === 'Say' ? [child.text.trim()] : saysOf(child)));
