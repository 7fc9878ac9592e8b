import { html } from 'ghtml';

export { html };

/** Paragraphs of a message: separated by blank lines; a figure alone on its line is set large. */
export function paragraphs(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) =>
      isFigure(part) ? html`<p class="figure">!${spelt(html`${part}`)}</p>` : html`<p>!${linked(part)}</p>`,
    )
    .join('');
}

/** A follow-up number or a code, which people copy: nothing else on the line. */
const isFigure = (text: string) => /^\d[\d\s]{3,}$/.test(text);

/** A heading: « e-mail » is one word, at whose hyphen no line ends. */
export const headline = (text: string): string =>
  html`${text}`.replaceAll(/\be-mails?\b/gi, '<span class="unbroken">$&</span>');

/** Lines kept, addresses made links. */
function linked(text: string): string {
  return text
    .split(/(https:\/\/[^\s]*[^\s.,;:!?)])/)
    .map((part, index) =>
      index % 2 === 1
        ? html`<a href="${part}">${part}</a>`
        : figures(timesAloud(html`${part}`)).replaceAll('\n', '<br>'),
    )
    .join('');
}

/** What is shown, and what is said instead to whoever listens; who copies takes the first alone. */
const aloud = (shown: string, said: string): string =>
  html`<span aria-hidden="true">!${shown}</span><span class="hidden aloud"> !${said}</span>`;

/** A time with its seconds, whose signs readers spell: « 20 h 57 min 03 s » (WCAG 1.3.1). */
export const timesAloud = (escaped: string): string =>
  escaped.replaceAll(/(\d+)\sh\s(\d+)\smin\s(\d+)\ss\b/g, (shown, ...parts: string[]) =>
    aloud(
      shown,
      ['heure', 'minute', 'seconde']
        .map((unit, index) => [Number(parts[index]), unit] as const)
        .filter(([count]) => count > 0)
        .map(([count, unit]) => `${count} ${unit}${count > 1 ? 's' : ''}`)
        .join(' '),
    ),
  );

/** What people note down (follow-up numbers, a desk's references) stands out in its sentence. */
const figures = (escaped: string) =>
  escaped.replaceAll(
    /(?<![\w#&-])(?:\d{6,8}|[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4})(?![\w;@])/g,
    (noted) => spelt(noted, html`<strong class="to-note">!${noted}</strong>`),
  );

/** Sign by sign to whoever listens: who is to note a number cannot note « four hundred and eighty-two thousand ». */
export const spelt = (noted: string, shown = noted): string =>
  aloud(shown, [...noted.replaceAll(/\s/g, '')].join(' '));

export const attribute = (name: string, value: string | undefined): string =>
  value === undefined ? '' : html` !${name}="${value}"`;
