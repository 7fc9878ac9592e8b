/** What the telephone says is for the ear, and whoever asks for a person is given one that can be called. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withGuides } from '../../../adapters/insurers/guides/with-guides.ts';
import { loadInsurers } from '../../../adapters/insurers/load.ts';
import { entryOf } from '../../../channels/ivr/hearing/entries.ts';
import { stepOf } from '../../../channels/ivr/telling/question.ts';
import { spokenView } from '../../../channels/ivr/telling/spoken-view.ts';
import { type Reached, reachedFrom } from '../../../docs/generate/sheets/reached.ts';
import { sampleNow } from '../../../docs/generate/sheets/sample.ts';
import type { Insurer } from '../../../machines/domain/insurer.ts';
import { createRegistry } from '../../../machines/engine/registry.ts';
import { present } from '../../../machines/engine/view.ts';
import type { FieldView, Locale } from '../../../machines/envelope.ts';
import { flows } from '../../../machines/flows/index.ts';
import { commonMessages } from '../../../machines/messages/common.ts';
import { spokenMessages } from '../../../machines/messages/spoken.ts';
import { type Served, served } from '../../server/served.ts';
import { Caller } from '../../support/phone/caller.ts';

const registry = createRegistry({ flows, messages: [commonMessages, spokenMessages] });
// A guide has no line of its own.
const insurers = withGuides(
  loadInsurers(join(import.meta.dirname, '../../../adapters/insurers/demo')),
).filter(({ kind }) => kind === 'insurer');

const viewAt = ({ session }: Reached, insurer: Insurer, locale: Locale) =>
  present(session, { registry, insurer, now: sampleNow, wording: 'spoken' }, locale);

const moments = new Map(insurers.map((insurer) => [insurer, reachedFrom(registry, insurer)]));

/** Every state that a caller reaches, by every way, as it is said on an insurer’s line. */
function* everythingSaid() {
  for (const [insurer, reached] of moments)
    for (const locale of ['fr', 'en'] as const)
      for (const moment of reached) {
        const view = viewAt(moment, insurer, locale);
        const said = spokenView(view, locale).map(({ text }) => text);
        yield { insurer, where: `${insurer.id} ${locale} ${moment.flow} ${moment.state}`, view, said };
      }
}

test('no drawing is described, no link is to be followed, no page is pointed at, and no number is said twice in a row', () => {
  const forTheEye =
    /Dessin|Drawing|suivez le lien|suivant le lien|follow(?:ing)? the link|ouvrez son lien|open its link|tapez ici|type here|cette page|this page/i;
  let states = 0;
  for (const { where, said } of everythingSaid()) {
    states++;
    expect(said.join(' '), where).not.toMatch(forTheEye);
    const numbers = said.filter((text) => /^(?:zéro|zero)\b/.test(text));
    expect(new Set(numbers).size, `${where}: ${said.join(' ')}`).toBe(numbers.length);
    // E64: what a call costs comes before the number.
    expect(said.join(' '), where).not.toMatch(/\d{2,3},? (?:appel|prix|\d centimes|free|call at|price)/);
    for (const text of said) expect(text, where).toMatch(/^[^\s.,;]/);
    for (const text of said) expect(text, where).not.toMatch(/par courrier\b.*\bpar courrier|\.\.(?!\.)$/);
  }
  expect(states).toBeGreaterThan(300);
});

test('what is still to be confirmed is said to be so once', () => {
  let doubts = 0;
  for (const { where, said } of everythingSaid()) {
    const told = said.join(' ').match(/restent? à confirmer|still to be confirmed/g) ?? [];
    expect(told.length, `${where}: ${said.join(' ')}`).toBeLessThan(2);
    doubts += told.length;
  }
  expect(doubts).toBeGreaterThan(30);
});

test('after a refusal nothing is told again that opened the question, or that the refusal says itself', () => {
  const [refused, checked] = [new Set<string>(), new Set<string>()];
  for (const { view, where } of everythingSaid()) {
    const error = { id: 'check-required', text: 'Refusé.' };
    const after = spokenView({ ...view, error }, 'fr').map(({ text }) => text);
    for (const { id, text } of view.messages) {
      if (id === 'code-reset.at-hand') refused.add(where);
      if (id === 'check.needed') checked.add(where);
      if (/\.(?:ask|at-hand|needed)$/.test(id)) expect(after.join(' '), where).not.toContain(text);
    }
    expect(after[0], where).toBe('Refusé.');
  }
  expect(refused.size).toBeGreaterThan(2);
  expect(checked.size).toBeGreaterThan(2);
});

const isTyped = (field: FieldView) => ['nir', 'digits'].includes(entryOf(field) ?? '');

test('what is typed is asked for as it is said, not as a form labels it', () => {
  const asked = new Set<string>();
  for (const { where, view, insurer } of everythingSaid()) {
    if (stepOf(insurer)(view, {}).kind !== 'field') continue;
    for (const { name, label } of view.fields.filter(isTyped)) {
      asked.add(name);
      expect(label, `${where} ${name}`).toMatch(/^(?:Votre|Les?|Your|The) [^()]+$/);
    }
  }
  expect(asked.size).toBeGreaterThan(6);
});

test('a topic is told in the insurer’s words for the ear, or else in those for the eye (D01)', () => {
  const [statements, without] = [{ fr: ['Court.'], en: ['Short.'] }, undefined].map((spoken) => {
    const insurer = insurers[0]!;
    const topics = insurer.information.topics.map(({ spoken: _own, ...topic }) => ({
      ...topic,
      ...(spoken && { spoken }),
    }));
    const moment = moments.get(insurer)!.find(({ state }) => state === 'statements')!;
    const other = { ...insurer, information: { ...insurer.information, topics } };
    return spokenView(viewAt(moment, other, 'fr'), 'fr')[0]!.text;
  });
  // That it is to be confirmed is said after the contacts, of both.
  expect(statements).toBe('Court.');
  expect(without).toMatch(/^Vos décomptes peuvent arriver par e-mail\. .*\.$/);
});

test('where the site asks what is next, where to write is not read out before it (X20)', () => {
  const asked = [...everythingSaid()].find(
    ({ view }) => view.state === 'awaiting-details' && view.flow === 'email-registration',
  )!;
  expect(asked.said.join(' ')).toMatch(/par courrier/);
  const heard = spokenView(asked.view, 'fr', true).map(({ text }) => text);
  expect(heard.join(' ')).not.toMatch(/par courrier|arobase/);
});

test('the card’s zones are told although the drawing is not (D08-D11)', () => {
  const zones = [...everythingSaid()].filter(({ view }) => view.state === 'card-zone');
  const told = new Set(zones.map(({ where, said }) => `${where}: ${said[0]}`));
  expect(told.size).toBe(6 * 2 * insurers.length);
  for (const { said } of zones) expect(said.join(' ')).toMatch(/^Zone [A-F]: \p{L}.+?\. .{20}/u);
});

describe('a call', () => {
  let server: Served;
  beforeAll(async () => {
    server = await served({ RATE_LIMITS: '0' });
  });
  afterAll(() => server.close());

  async function called(tenant: string, ...keys: readonly string[]): Promise<Caller> {
    const phone = new Caller(server.app, { provider: 'twilio', tenant });
    await phone.call();
    for (const key of keys) await phone.press(key);
    return phone;
  }

  test('0 offers whoever can be called before anything that leads to the site', async () => {
    const phone = await called('cpms', '0');
    expect(phone.text).toContain('Pour appeler : CPMS, par téléphone, code par courrier, tapez 1.');
    expect(phone.text).toContain('Pour écrire un message sur notre site, tapez 2.');
    await phone.press('1');
    expect(phone.heard.dial!.number).toBe('+33826626620');
  });

  test('a person asked for in the middle of a care request is the desk that answers it, then the others (D13, P15)', async () => {
    // At the first question, and behind the sign-in that it needs.
    for (const keys of [
      ['6', '0'],
      ['6', '1', '0'],
    ]) {
      const phone = await called('cpms', ...keys);
      expect(phone.text).toMatch(
        /^Voici qui peut vous aider\. Service des prises en charge, appel non surtaxé, 7 jours sur 7, 24 heures sur 24\. zéro 1, 47, 70, 45, 57 /,
      );
      expect(phone.text).toContain('Pour appeler : CPMS, par téléphone, code par courrier, tapez 2.');
      await phone.press('1');
      expect(phone.heard.dial!.number).toBe('+33147704557');
    }
    expect((await called('cpms', '1', '0')).text).not.toContain('Service des prises en charge');
  });

  test('the desk’s number is said once in the menu for care, with 15 and 112 beside it', async () => {
    const { text } = await called('cpms', '6');
    expect(text.match(/zéro 1, 47, 70, 45, 57/g)).toHaveLength(1);
    expect(text).toContain('faites le 15 ou le 112');
    expect(text).toContain('Pour appeler : Service des prises en charge, tapez 6.');
  });
});
