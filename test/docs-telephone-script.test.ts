/** The script of a line and its voice are the same words: real calls, read beside the sheet that operators read aloud. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AnyStateNode } from 'xstate';
import { withGuides } from '../adapters/insurers/guides/with-guides.ts';
import { loadInsurers } from '../adapters/insurers/load.ts';
import { reachedFrom } from '../docs/generate/sheets/reached.ts';
import { sampleNow } from '../docs/generate/sheets/sample.ts';
import type { Block } from '../docs/generate/sheets/sheet.ts';
import { telephoneScript } from '../docs/generate/sheets/telephone-script.ts';
import { createRegistry } from '../machines/engine/registry.ts';
import type { Locale } from '../machines/envelope.ts';
import type { ViewMeta } from '../machines/flow.ts';
import { flows } from '../machines/flows/index.ts';
import { commonMessages } from '../machines/messages/common.ts';
import { spokenMessages } from '../machines/messages/spoken.ts';
import { type Served, served } from './server/served.ts';
import { Caller, codeIn } from './support/phone/caller.ts';

const registry = createRegistry({ flows, messages: [commonMessages, spokenMessages] });
const insurers = withGuides(loadInsurers(join(import.meta.dirname, '../adapters/insurers/demo')));
const publicUrl = 'https://guichet.example';

let server: Served;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: sampleNow });
  server = await served({ RATE_LIMITS: '0', PUBLIC_URL: publicUrl });
});
afterAll(async () => {
  await server.close();
  vi.useRealTimers();
});

/** What the script has of one state: its paragraphs, then what is heard there on other ways. */
interface Written {
  readonly paragraphs: readonly string[];
  readonly otherwise: readonly string[];
}

const scripts = new Map<string, ReadonlyMap<string, Written>>();

async function scriptOf(tenant: string, locale: Locale = 'fr'): Promise<ReadonlyMap<string, Written>> {
  const key = `${tenant} ${locale}`;
  if (!scripts.has(key)) {
    const insurer = insurers.find(({ id }) => id === tenant)!;
    const line = { registry, insurer, locale };
    const { blocks } = await telephoneScript(line, reachedFrom(registry, insurer));
    scripts.set(key, statesIn(blocks));
  }
  return scripts.get(key)!;
}

/** By « flow, state »; the main menu, which has no states, by its heading. */
function statesIn(blocks: readonly Block[]): ReadonlyMap<string, Written> {
  const states = new Map<string, { paragraphs: string[]; otherwise: string[] }>();
  let [flow, state] = ['', ''];
  for (const block of blocks) {
    if (block.kind === 'heading' && block.level === 2) [flow, state] = [block.text, block.text];
    else if (block.kind === 'heading') state = `${flow}, ${block.text}`;
    else {
      const written = states.get(state) ?? { paragraphs: [], otherwise: [] };
      states.set(state, written);
      if (block.kind === 'paragraph') written.paragraphs.push(block.text);
      else written.otherwise.push(...block.items);
    }
  }
  return states;
}

/** What stands under this label, there or where the script says that it stands. */
function under(script: ReadonlyMap<string, Written>, state: string, label: string): readonly string[] {
  const labelled = script.get(state)!.paragraphs.filter((text) => text.startsWith(label));
  return labelled.flatMap((text) => {
    const said = text.slice(label.length + 1);
    const [, before] = /^(?:comme à «|as at “) ?(.+?) ?[»”]\.$/.exec(said) ?? [];
    return before ? under(script, before, label) : [said];
  });
}

/** Codes, numbers and references are each call’s own. */
const anyone = (said: string) =>
  said.replaceAll(/(?:[\dA-Z], ){2,3}[\dA-Z]\. (?:[\dA-Z], ){2,3}[\dA-Z]/g, '…');

async function calling(tenant: string, ...keys: readonly string[]): Promise<Caller> {
  const phone = new Caller(server.app, { provider: 'twilio', tenant, publicUrl });
  await phone.call();
  for (const key of keys) await phone.press(key);
  return phone;
}

const nodesIn = (node: AnyStateNode): AnyStateNode[] => [
  node,
  ...Object.values(node.states).flatMap((child) => nodesIn(child as AnyStateNode)),
];

const nir = '1840613055012';
/** From the main menu to the question for number and code. */
const toSignIn = ['1', '*', '3'];

describe('the script of a line', { timeout: 120_000 }, () => {
  it.each([
    ['acs', 'code-reset, awaiting-nir', ['1']],
    ['acs', 'code-reset, requested', ['1', nir, '1']],
    ['acs', 'letter-status, without-follow-up', ['2', '*', '1']],
    ['acs', 'sign-in-help, asking-six-digits', ['3', '1']],
    ['acs', 'sign-in-help, offering-new-code', ['3', '1', '1']],
    ['acs', 'information, choosing-topic', ['4']],
    ['acs', 'information, card-zone', ['4', '4', '1']],
    ['acs', 'email-registration, awaiting-details', ['5']],
    ['acs', 'care-request, choosing-request', ['6']],
    ['acs', 'ecps-mail, identifying.awaiting-national-id', ['7', '2', '1']],
    ['acs', 'ecps-trouble, asking', ['7', '1', '2']],
    ['acs', 'ecps-trouble, mail-not-received', ['7', '2', '1', '899700000013', '1']],
    ['acs', 'person, showing-contacts', ['0']],
    ['acs', 'person, writing', ['0', '2']],
    ['cpms', 'sign-in-help, asking-six-digits', ['3', '1']],
    ['abela', 'sign-in-help, offering-new-code', ['3', '1', '1', '1']],
    ['abela', 'credentials, awaiting-secret', toSignIn],
    ['abela', 'sign-in, awaiting-terms', [...toSignIn, '199999910099902', '380651']],
    ['abela', 'sign-in, connected', [...toSignIn, '260509335201104', '529417']],
  ])('of %s says at « %s » what is heard there, and behind the star (X20)', async (tenant, state, keys) => {
    const script = await scriptOf(tenant);
    const phone = await calling(tenant, ...keys);
    expect(anyone(phone.text)).toBe(anyone(script.get(state)!.paragraphs[0]!));
    const behindStar = under(script, state, 'Derrière l’étoile :');
    // What is done leaves nothing but the main menu there.
    if (behindStar.length > 0) expect(await phone.press('*')).toBe(behindStar.join(' '));
    else expect(state).toBe('sign-in, connected');
  });

  it('says what is typed one after the other, what is read back, and what a number typed before changes (X18, X19)', async () => {
    const script = await scriptOf('abela');
    const phone = await calling('abela', '2');
    const [readBack, followUp] = under(script, 'letter-status, awaiting-follow-up', 'Ensuite :');
    expect(await phone.press(nir)).toBe(readBack);
    expect(await phone.press('1')).toBe(followUp);
    await phone.press('*#');
    await phone.press('3');
    const [kept] = under(
      script,
      'credentials, awaiting-secret',
      'À qui a déjà tapé son numéro pendant l’appel :',
    );
    expect(phone.text).toContain(kept);
    const [, code] = under(script, 'credentials, awaiting-secret', 'Ensuite :');
    expect(await phone.press('1')).toBe(code);
    expect(code).toContain('Tapez les 6 chiffres');
    const menu = await calling('abela', '8');
    expect(under(script, 'Menu principal', 'Derrière le 8 :')).toEqual([menu.text]);
  });

  it('has the other causes, zones and words that are heard on other ways (D08-D11, E65)', async () => {
    const script = await scriptOf('acs');
    for (const [state, keys] of [
      ['information, card-zone', ['4', '4', '2']],
      ['information, card-zone', ['4', '4', '6']],
      ['ecps-trouble, asking', ['7', '2', '1', '899700000013', '2']],
      ['credentials, awaiting-secret', ['6', '1']],
    ] as const) {
      const phone = await calling('acs', ...keys);
      const { paragraphs, otherwise } = script.get(state)!;
      const written = [paragraphs[0]!, ...otherwise].map(anyone);
      for (const said of phone.heard.said.map(anyone))
        expect(
          written.some((text) => text.includes(said)),
          said,
        ).toBe(true);
      expect(otherwise.some((text) => anyone(phone.text).includes(anyone(text)))).toBe(true);
    }
  });

  it('is the same in English, and after what is done on the site', async () => {
    const script = await scriptOf('acs', 'en');
    const phone = await calling('acs', '*', '0', '2');
    expect(anyone(phone.text)).toBe(anyone(script.get('person, writing')!.paragraphs[0]!));
    const { body } = await server.begin('acs', { resumeCode: codeIn(phone.text) });
    await server.answer(body, { message: 'Rappelez-moi, merci.' });
    const sent = script.get('person, sent')!.paragraphs[0]!;
    expect(anyone(await phone.press('1'))).toBe(anyone(sent));
    expect(anyone(sent)).toContain('…');
  });

  it.each(['acs', 'abela', 'cpms'])('of %s has every state of the flows of its menu', async (tenant) => {
    const script = await scriptOf(tenant);
    const insurer = insurers.find(({ id }) => id === tenant)!;
    const told = (topic: string | undefined) =>
      !topic || insurer.information.topics.some(({ id }) => id === topic);
    for (const id of insurer.phoneMenu) {
      const shown = nodesIn(registry.get(id).machine.root).filter(({ meta, path }) => {
        const view = (meta as { view?: ViewMeta } | undefined)?.view;
        return path.length > 0 && view && told(view.topic);
      });
      const missing = shown
        .map(({ path }) => `${id}, ${path.join('.')}`)
        .filter((state) => !script.has(state) && !state.startsWith('sign-in-help, asking-'));
      expect(missing).toEqual([]);
    }
    const rungs = insurer.helpLadder.map((rung) => `sign-in-help, asking-${rung}`);
    expect([...script.keys()].filter((state) => /^sign-in-help, asking-/.test(state))).toEqual(rungs);
  });
});
