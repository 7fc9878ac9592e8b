import type { BegunElsewhere, Reply } from '../../../machines/engine/engine.ts';
import type { ErrorView, FieldView, Outcome, View } from '../../../machines/envelope.ts';
import { declared } from '../../../machines/fields.ts';
import { checkChosen, type PageScope } from '../context.ts';
import { firstOf } from '../words.ts';
import { choiceForms, isCheck } from './choices.ts';
import { contactCards } from './contacts.ts';
import { field } from './field.ts';
import { type FieldState, summaryText } from './field-state.ts';
import { headline, html, paragraphs } from './html.ts';
import { icons } from './icons.ts';
import { illustrations } from './illustrations.ts';
import { joinedNote } from './joined-note.ts';
import { layout, news } from './layout.ts';
import { typographicView } from './typography.ts';
import { retryCountdown, waiting, watches } from './waiting.ts';

export interface ViewPage {
  readonly view: View;
  /** What was typed into this form before, secrets never among it. */
  readonly typed: Readonly<Record<string, string | boolean>>;
  /** Hidden fields of every form: which question it answers, and proof that the page is ours. */
  readonly hidden: string;
  readonly notice?: string | undefined;
  /** Begun in a chat or a call, and joined here. */
  readonly begun?: BegunElsewhere | undefined;
  /** At which of how many steps: said before the question and in the tab's title (WCAG 2.4.2). */
  readonly step?: Reply['step'];
  /** Proof was given here: what follows is shown nowhere else. */
  readonly provenHere?: true | undefined;
  /** Said instead of the view's own messages: an expired session, a full queue. */
  readonly instead?:
    | {
        readonly title: string;
        readonly text: string;
        /** What was typed and the view does not ask for. */
        readonly typed: string;
      }
    | undefined;
  /** Where a code leads elsewhere with what is under way. */
  readonly elsewhere?: string | undefined;
  /** Leads down to those of `more`. */
  readonly before?: string;
  /** Further forms of the page, after the view's. */
  readonly more?: string;
  /** A refusal is said in one of them. */
  readonly moreFailed?: boolean;
  /** What they need beside the page's own scripts. */
  readonly moreScripts?: readonly string[] | undefined;
}

/** Every state of every flow: one question, its field or choices, and a way out. Knows no flow. */
export function viewPage(given: ViewPage, scope: PageScope): string {
  const page = { ...given, view: typographicView(given.view) };
  const { view, hidden, instead } = page;
  const notice = page.notice === checkChosen ? undefined : page.notice;
  const { say } = scope;
  const step = instead ? undefined : page.step;
  const flowTitle = say(firstOf([`title.${step?.flow ?? view.flow}`, 'title.other']));
  const stepTitle = step ? [say('step', { at: step.at, of: step.of })] : [];
  const { heading, rest } = instead
    ? { heading: instead.title, rest: [instead.text] }
    : headed(view, flowTitle);
  const rules = instead ? undefined : rulesOf(view);
  const over = [...(heading === flowTitle ? [] : [flowTitle]), ...stepTitle].join(' – ');
  const eyebrow = over ? html`<p class="eyebrow">${over}</p>` : '';
  const main = html`<div class="card">
!${outcomeMark(view)}!${eyebrow}<h1>!${headline(heading)}</h1>
!${notice ? news(say(`notice.${notice}`)) : ''}
!${given.begun ? joinedNote(given, given.begun, scope) : ''}
!${view.error ? errorSummary(view.error, { view, isNews: !notice }, scope) : ''}
<div class="words">!${rest.map((text) => (text === rules ? html`<div id="${rulesId}">!${words(text)}</div>` : words(text)))}</div>
!${instead?.typed ?? ''}
!${illustrations(view, scope)}
!${waiting(view, scope)}
!${page.before ?? ''}
!${view.fields.length > 0 ? questionForm(page, scope) : ''}
!${isTheAnswer(view) ? contactCards(view.contacts ?? [], scope) : ''}
!${choiceForms({ view, hidden }, scope)}
!${given.elsewhere ? html`<p class="hint"><a href="${given.elsewhere}">${say('elsewhere.link')}</a></p>` : ''}
!${view.choices.length === 0 && view.fields.length === 0 ? ended(scope) : ''}
!${page.more ?? ''}
</div>`;
  return layout(scope, {
    title: [heading, ...stepTitle].join(' – '),
    main,
    flow: view.flow,
    state: view.state,
    aside: aside(view, scope),
    scripts: [...new Set([...scripts(view, scope.now), ...(page.moreScripts ?? [])])],
    failed: view.error !== undefined || page.moreFailed === true,
  });
}

/**
 * What the page is about, as its one h1: the message that asks (`….ask`, or a question), the news when there is
 * nothing to fill in, the label of a lone field; else the title of the flow.
 */
function headed({ messages, fields }: View, flowTitle: string): { heading: string; rest: readonly string[] } {
  const texts = messages.map(({ text }) => text.trim());
  const firsts = texts.map((text) => firstSentence(text));
  const fits = (index: number) => firsts[index]!.length <= headingLength;
  const asked = messages.findLastIndex(
    ({ id }, index) => fits(index) && (id.endsWith('.ask') || texts[index]!.endsWith('?')),
  );
  const news = fields.length === 0 && texts.length > 0 && fits(0) ? 0 : -1;
  const index = asked >= 0 ? asked : news;
  if (index < 0) return { heading: fields.length === 1 ? fields[0]!.label : flowTitle, rest: texts };
  const remaining = texts[index]!.slice(firsts[index]!.length).trim();
  return {
    heading: firsts[index]!.replace(/\.$/, ''),
    rest: [remaining, ...texts.slice(0, index), ...texts.slice(index + 1)].filter(Boolean),
  };
}

const headingLength = 140;

/** « Bonjour. Que souhaitez-vous faire ? » is one heading: a question is taken with what leads to it. */
function firstSentence(text: string): string {
  const paragraph = text.split(/\n{2,}/)[0]!;
  if (paragraph.endsWith('?')) return paragraph;
  return /^[^.!?]+[.!?](?=\s|$)/.exec(paragraph)?.[0] ?? paragraph;
}

/** Long texts (the terms) are set apart, whole: no box to scroll in at 400 % (WCAG 1.4.10). */
function words(text: string): string {
  const body = paragraphs(text);
  return text.split(/\n{2,}/).length > 5 ? html`<div class="long">!${body}</div>` : body;
}

function questionForm({ view, typed, hidden, notice, instead }: ViewPage, scope: PageScope): string {
  const { say, path } = scope;
  const focused = notice === checkChosen && !view.error;
  const about = instead || !rulesOf(view) ? undefined : rulesId;
  const wrong = wrongFields(view);
  const submit = say(firstOf([`submit.${view.flow}`, 'submit.other']));
  return html`<form method="post" action="${path}" class="question" novalidate>!${hidden}
!${mayStayEmpty(view, scope)}
!${view.fields.map((one) => field(one, { typed: typed[one.name], ...(wrong.has(one.name) && wrongness(view.error, wrong)), focused: focused && isCheck(one), about: declared(one.name)?.refusedFor && about }, scope))}
<button type="submit" class="primary">${view.fields.some(({ kind }) => kind === 'boolean') ? say('submit.acceptTerms') : submit}</button>
</form>`;
}

/** What may be left empty is named once, before the fields. */
function mayStayEmpty({ fields }: View, { say }: PageScope): string {
  const optional = fields
    .filter((field) => field.optional)
    .map(({ label }) => say('quoted', { words: label }));
  if (optional.length === 0) return '';
  return html`<p class="hint">${say('required-but', { fields: optional.join(', ') })}</p>`;
}

/** What a choice must be like, which is said before its field: the field is described by it (WCAG 1.3.1, 3.3.2). */
const rulesOf = ({ messages }: View): string | undefined =>
  messages.find(({ id }) => id.endsWith('.rules'))?.text.trim();
const rulesId = 'regles';

/** Refusals that no other answer would have avoided: nothing that was typed is wrong. */
const notAboutTheAnswer = new Set(['unavailable', 'wait', 'blocked']);

/**
 * A refusal names its field; one that names none is about all of them (« NIR or code », never which: P07). Of two that
 * differ either may be the wrong one.
 */
function wrongFields({ error, fields }: View): ReadonlySet<string> {
  if (!error) return new Set();
  if (error.field) return new Set([declared(error.field)?.repeats ?? error.field, error.field]);
  if (notAboutTheAnswer.has(error.id)) return new Set();
  return new Set(fields.filter((field) => !isCheck(field)).map(({ name }) => name));
}

/** Words about one field stand beside it; words about several once, in the summary. */
const wrongness = (error: ErrorView | undefined, wrong: ReadonlySet<string>): FieldState =>
  error?.field && wrong.size === 1 ? { error } : { wrong: true };

/**
 * What leads from the refusal to where one goes on. No secret is kept (X18): where one is wrong, those before it are
 * empty too, and whoever began after them would only be refused again.
 */
function wayToCorrect(view: View, { say }: PageScope): string {
  const wrong = wrongFields(view);
  const first = view.fields.find(({ name }) => wrong.has(name));
  if (!first) return '';
  const [emptied, ...more] = view.fields.filter(({ secret }) => secret);
  if (!emptied || more.length === 0) return link('go', first);
  return html`<p>${say('error.emptied')}</p>!${first.secret ? link('again', emptied) : link('go', first)}`;

  function link(words: 'go' | 'again', { name, label }: FieldView) {
    return html`<p><a href="#${name}">${say(`error.${words}`, { label })}</a></p>`;
  }
}

/**
 * First thing on the page after a refusal, and where the focus goes, with or without JavaScript. Unless something has
 * happened since: then what was refused is an earlier answer.
 */
function errorSummary(
  error: ErrorView,
  { view, isNews }: { view: View; isNews: boolean },
  scope: PageScope,
): string {
  const { say } = scope;
  return html`<div class="error-summary" role="alert" tabindex="-1"!${isNews ? ' autofocus' : ''}>!${icons.alert}
<div><h2>${say('error.heading')}</h2><div id="${summaryText}">!${paragraphs(error.text)}</div>
!${view.fields.some(isCheck) && error.field !== 'humanCheck' ? html`<p>${say('error.check-too')}</p>` : ''}
!${retryCountdown(error, scope)}
!${wayToCorrect(view, scope)}</div></div>`;
}

/** Ends at which nothing was achieved that a tick would stand for. */
const noSuccess: ReadonlySet<Outcome> = new Set(['informed', 'to-a-person', 'abandoned']);

const outcomeMark = ({ outcome }: View): string =>
  outcome && !noSuccess.has(outcome) ? html`<span class="mark">!${icons.done}</span>` : '';

/** Contacts are what the page is about, rather than help beside it. */
const isTheAnswer = ({ outcome }: View): boolean => outcome === 'to-a-person';

/** Nothing more is asked: begin again, or go home. */
function ended({ insurer, say, path }: PageScope): string {
  if (!insurer) return '';
  return html`<p class="answers"><a class="button primary" href="${path}">${say('begin-again')}</a><a class="button" href="/${insurer.id}/">${say('to-the-door')}</a></p>`;
}

function aside(view: View, scope: PageScope): string {
  const { insurer, say, locale } = scope;
  const contacts = isTheAnswer(view) ? [] : (view.contacts ?? []);
  const known = view.fields.some(({ name }) => name === 'code' || name === 'currentCode');
  return [
    contacts.length > 0 ? contactCards(contacts, scope) : '',
    // L09, L10: beside the question it answers.
    known && insurer && !view.messages.some(({ text }) => text === insurer.wording.whereIsMyCode[locale])
      ? html`<section class="tip">!${icons.card}<h2>${say('tips.code')}</h2><p>${insurer.wording.whereIsMyCode[locale]}</p></section>`
      : '',
    view.fields.some(({ secret }) => secret)
      ? html`<section class="tip">!${icons.shield}<h2>${say('tips.safe')}</h2><p>${say('tips.safe-text')}</p></section>`
      : '',
  ].join('');
}

function scripts(view: View, now: number): string[] {
  const secret = view.fields.some((one) => one.secret && one.kind === 'digits');
  return [
    'form.js',
    ...(secret ? ['keypad.js'] : []),
    ...(view.fields.some(({ kind }) => kind === 'human-check') ? ['human-check.js'] : []),
    ...(view.changesAt || view.error?.retryAt ? ['countdown.js'] : []),
    ...(watches(view, now) ? ['watch.js'] : []),
  ];
}
