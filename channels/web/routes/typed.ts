import type { Insurer } from '../../../machines/domain/insurer.ts';
import type { FieldView } from '../../../machines/envelope.ts';
import { declared } from '../../../machines/fields.ts';
import { insurerArguments } from '../../../machines/messages/insurer-arguments.ts';
import type { PageScope, Web } from '../context.ts';
import { html } from '../render/html.ts';
import { type Body, isField, kept } from './form.ts';

/** The fields that a body answers, as views without a session: its question is not at hand, or is no more. */
export function fieldsOf(web: Web, scope: PageScope, insurer: Insurer, body: Body): FieldView[] {
  const { locale, now } = scope;
  const args = insurerArguments(insurer, locale, now);
  return Object.keys(body).flatMap((name) => {
    const field = isField(name) && name !== 'humanCheck' && declared(name);
    if (!field) return [];
    const { kind, secret, maxLength, optional } = field;
    const label = web.registry.format(locale, `field.${name}`, args);
    return [{ name, kind, secret, label, ...(maxLength && { maxLength }), ...(optional && { optional }) }];
  });
}

/** What was typed and stands in no form of the page that comes instead: to be copied, for it rests nowhere (X18). */
export function toCopy(
  web: Web,
  scope: PageScope,
  { insurer, body, asked = [] }: { insurer: Insurer; body: Body; asked?: readonly FieldView[] },
): string {
  const typed = kept(body);
  const gone = fieldsOf(web, scope, insurer, body).filter(
    ({ name, kind }) => kind !== 'boolean' && typed[name] && !asked.some((one) => one.name === name),
  );
  if (gone.length === 0) return '';
  return html`<section class="panel"><h2>${scope.say('to-copy.title')}</h2><p>${scope.say('to-copy.text')}</p>
!${gone.map(
    ({ name, label, maxLength }) =>
      html`<p class="field"><label for="typed-${name}">${label}</label><textarea id="typed-${name}" rows="${maxLength ? 6 : 2}" readonly>${typed[name]}</textarea></p>`,
  )}</section>`;
}
