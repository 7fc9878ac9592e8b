import type { PageScope } from '../context.ts';
import { html } from './html.ts';
import { icons } from './icons.ts';

/** On the door: the ways in that are no flow of its menu. Their own words, and a code from a call or a chat. */
export function doorLinks(scope: PageScope): string {
  const { chatPath, resumePath, say } = scope;
  const chat =
    chatPath && html`<a class="button" href="${chatPath}">!${icons.pencil}${say('chat.title')}</a>`;
  return html`<section class="resume">!${chat ? html`<p>${say('chat.text')}</p>` : ''}
<p class="answers">!${chat ?? ''}<a class="button" href="${resumePath}">!${icons.letter}${say('resume.link')}</a></p></section>`;
}
