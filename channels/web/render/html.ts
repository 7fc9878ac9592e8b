import { html } from 'ghtml';

export { html };

/** Paragraphs of a message: separated by blank lines; a figure alone on its line is set large. */
export function paragraphs(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => (isFigure(part) ? html`<p class="figure">${part}</p>` : html`<p>!${linked(part)}</p>`))
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
      index % 2 === 1 ? html`<a href="${part}">${part}</a>` : figures(html`${part}`).replaceAll('\n', '<br>'),
    )
    .join('');
}

/** What people note down (follow-up numbers, a desk's references) stands out in its sentence. */
const figures = (escaped: string) =>
  escaped.replaceAll(
    /(?<![\w#&-])(?:\d{6,8}|[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4})(?![\w;@])/g,
    '<strong class="to-note">$&</strong>',
  );

export const attribute = (name: string, value: string | undefined): string =>
  value === undefined ? '' : html` !${name}="${value}"`;
