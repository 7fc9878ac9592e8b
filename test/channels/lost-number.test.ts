/** Whoever has lost the follow-up number, or has come to the end of the ladder, says so and gets on. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRegistry, migrateFrames } from '../../machines/engine/registry.ts';
import { flows } from '../../machines/flows/index.ts';
import { Browser } from '../paths/drivers/web.ts';
import { type Chat, chatWith, pageOf, textOf } from '../support/chat.ts';
import { Caller, providers } from '../support/phone/caller.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const lost = [
  'je n’ai plus ce numéro',
  'je ne l’ai pas noté',
  'je l’ai perdu',
  'jé perdu le numero de suivi',
  'je n’ai pas ce numéro',
  'on ne m’a pas donné de numéro',
  'I lost the number',
];
/** Whoever asks about it has not lost it. */
const asking = [
  'c’est quoi le numéro de suivi ?',
  'à quoi sert le numéro de suivi',
  'où je trouve le numéro de suivi ?',
  'le numéro de suivi est où ?',
  'what follow-up number?',
];
/** Of the same words, and something else. */
const notLost = [
  'je ne l’ai pas reçue',
  'voici mon numéro de suivi',
  'je n’ai pas ma carte',
  'j’ai perdu ma carte',
];

const ladder = ['yes', 'yes'] as const;
const agreed = ['oui', 'd’accord', 'ok', 'oui je veux bien'];

describe('in a chat', () => {
  let chat: Chat;
  const standing = () => chat.lines.findLast(({ stands }) => stands)!.stands!;
  beforeEach(async () => {
    chat = chatWith(() => world.product.bot, { tenant: 'cpms', source: '198.51.100.8' });
    await chat.open();
  });

  it.each(lost)(
    '« %s » leads from the page that is waited for to the ways on, and back (P09, X12)',
    async (words) => {
      await chat.press('door:letter-status');
      const said = await chat.say(words);
      expect(standing()).toMatchObject({ flow: 'letter-status', state: 'without-follow-up' });
      expect(textOf(said)).toMatch(/à la fin de votre demande de code|at the end of your request/);
      await chat.say('retour');
      expect(standing()).toMatchObject({ flow: 'letter-status', state: 'awaiting-follow-up' });
    },
  );

  it('so it does when the page has been opened already', async () => {
    await chat.press('door:letter-status');
    const page = new Browser(world, { tenant: 'cpms', flow: '', source: '198.51.100.109' });
    await page.get(pageOf(chat.lines));
    await page.submit(page.question!, {});
    await chat.say('je ne l’ai plus');
    expect(standing().state).toBe('without-follow-up');
  });

  it.each(asking)('« %s » is told where it was given, and an open page still serves (P09)', async (words) => {
    await chat.press('door:letter-status');
    const page = new Browser(world, { tenant: 'cpms', flow: '', source: '198.51.100.108' });
    await page.get(pageOf(chat.lines));
    await page.submit(page.question!, {});
    const { turn } = standing();
    expect(textOf(await chat.say(words))).toMatch(
      /Il vous a été donné à la fin de votre demande de code|given to you at the end of your request/,
    );
    expect(standing()).toMatchObject({ state: 'awaiting-follow-up', turn });
  });

  it('« c’est quoi ce numéro » is told of both, and offered the way on', async () => {
    await chat.press('door:letter-status');
    const said = await chat.say('c’est quoi ce numéro');
    expect(textOf(said)).toContain('Il vous a été donné à la fin de votre demande de code');
    expect(said.at(-1)!.choices).toContainEqual({
      id: 'no-follow-up',
      label: 'Je n’ai pas le numéro de suivi',
    });
  });

  it.each(notLost)('« %s » does not', async (words) => {
    await chat.press('door:letter-status');
    await chat.say(words);
    expect(standing().state).toBe('awaiting-follow-up');
  });

  it.each([...agreed, 'Demander un nouveau code', 'Demander un nouveau code d’accès'])(
    'at the end of the ladder « %s » asks for the new code it proposes (R11)',
    async (words) => {
      await chat.press('door:sign-in-help');
      for (const choice of ladder) await chat.press(choice);
      expect(standing().state).toBe('offering-new-code');
      await chat.say(words);
      expect(standing()).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
    },
  );
});

describe.each(providers)('on the telephone by %s', (provider) => {
  async function calling(...keys: readonly string[]): Promise<Caller> {
    const phone = new Caller(world.app, {
      provider,
      tenant: 'cpms',
      publicUrl: world.product.config.publicUrl,
    });
    await phone.call();
    for (const key of keys) await phone.press(key);
    return phone;
  }
  const without = /^Le numéro de suivi vous a été dit, ou s’est affiché, à la fin de votre demande de code\./;

  it('it is a key behind the star of either number, and there is a way back (P09, X12)', async () => {
    for (const keys of [['2'], ['2', '292069935123493']]) {
      const phone = await calling(...keys);
      await phone.press('*');
      const key = /Si vous n’avez pas le numéro de suivi, tapez (\d)\./.exec(phone.text)![1]!;
      expect(await phone.press(key)).toMatch(without);
      expect(phone.text).toContain('sous huit jours');
      const back = /Si vous avez retrouvé ce numéro, tapez (\d)\./.exec(phone.text)![1]!;
      expect(await phone.press(back)).toMatch(/^Suivi de votre lettre\..* 13 chiffres/);
    }
  });

  it.each(lost)('« %s » leads there too, from either number', async (words) => {
    for (const keys of [['2'], ['2', '292069935123493']])
      expect(await (await calling(...keys)).say(words)).toMatch(without);
  });

  it.each(asking)('« %s » has not lost it', async (words) => {
    expect(await (await calling('2', '292069935123493')).say(words)).not.toMatch(without);
  });

  it('« c’est quoi ce numéro » is told which one it is', async () => {
    const phone = await calling('2', '292069935123493');
    expect(await phone.say('c’est quoi ce numéro')).toContain(
      'numéro de suivi, donné à la fin de votre demande de code',
    );
  });

  it.each(notLost)('« %s » does not', async (words) => {
    expect(await (await calling('2')).say(words)).not.toMatch(without);
  });

  it.each(agreed)(
    'at the end of the ladder « %s » asks for the new code it proposes (R11)',
    async (words) => {
      const phone = await calling('3', '1', '1');
      expect(phone.text).toContain('Pour demander un nouveau code d’accès, tapez 1.');
      expect(await phone.say(words)).toContain('Tapez les 13 chiffres');
    },
  );
});

it('a session that asked, or stood on the ladder, before these ways were there goes on with them (P17)', () => {
  const registry = createRegistry({ flows, messages: [] });
  const before = [
    { flow: 'letter-status', version: 2, hash: 'EV3VCaq22t6y', value: 'awaiting-follow-up' },
    { flow: 'sign-in-help', version: 1, hash: 'T2Q-iLJBIrWL', value: 'offering-new-code' },
  ].map((frame) => ({ ...frame, context: { kept: true }, timers: [] }));
  for (const [index, frame] of migrateFrames(registry, before as never).entries()) {
    const { flow, value, context } = before[index]!;
    expect(frame).toMatchObject({ flow, value, context, version: registry.get(flow).version });
    expect(registry.forFrame(frame)).toBe(registry.get(flow));
  }
});
