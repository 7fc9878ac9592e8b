import type { PageScope } from '../context.ts';
import { html } from './html.ts';
import { icons } from './icons.ts';

/** On the door: the other way in, for whoever does not find their wish in a menu. */
export function chatLink({ chatPath, say }: PageScope): string {
  if (chatPath === undefined) return '';
  return html`<section class="resume"><p>${say('chat.text')}</p>
<p class="answers"><a class="button" href="${chatPath}">!${icons.pencil}${say('chat.title')}</a></p></section>`;
}
