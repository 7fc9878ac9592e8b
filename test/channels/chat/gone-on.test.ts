import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Browser } from '../../paths/drivers/web.ts';
import { type Chat, chatWith, ids, pageOf, textOf } from '../../support/chat.ts';
import { SECOND } from '../../support/product.ts';
import { createWorld, type World } from '../../support/world.ts';

/** What is told of a page that has more than one question for itself (X20). */
let world: World;
let chat: Chat;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  chat = chatWith(() => world.product.bot, { tenant: 'cpms', source: '198.51.100.8' });
  await chat.open();
});

async function pageGiven(door: string): Promise<Browser> {
  const page = new Browser(world, { tenant: 'cpms', flow: '', source: '198.51.100.201' });
  await chat.press(door);
  await page.get(pageOf(chat.lines));
  return page;
}

async function later(ms = 2 * SECOND): Promise<string> {
  await world.pass(ms);
  return textOf(await chat.unasked());
}

const details = {
  company: '',
  lastName: 'Martin',
  firstName: 'Luc',
  email: 'luc@example.org',
  nir: '150309913900259',
};

it('that it goes on there is told once, whatever is asked there next', async () => {
  const page = await pageGiven('door:email-registration');
  await page.submit(page.question!, {});
  expect(await later()).toContain('Le lien ou le code a servi');
  await page.submit(page.question!, details);
  expect(await later()).toContain('La suite se passe sur la page');
  await page.submit(page.main.querySelector('[value=back]')!.closest('form')!, {}, 'back');
  expect(await later()).toBe('');
  await page.submit(page.question!, details);
  expect(await later()).toBe('');
});

it('and whether to leave it is asked once more, where that was asked', async () => {
  const page = await pageGiven('door:email-registration');
  await page.submit(page.question!, {});
  await later();
  expect(textOf(await chat.say('menu'))).toContain('Voulez-vous laisser');
  await page.submit(page.question!, details);
  expect(await later()).toMatch(/La suite se passe sur la page[\s\S]*Voulez-vous laisser/);
  expect(ids(chat.lines)).toEqual(['yes', 'no']);
});

it('of one that was stopped there, that it was, and not that it goes on here', async () => {
  const page = await pageGiven('door:code-reset');
  await page.submit(page.question!, {});
  await later();
  await page.submit(page.main.querySelector('[value=stop]')!.closest('form')!, {}, 'stop');
  const news = await later();
  expect(news).toContain('Vous avez arrêté');
  expect(news).not.toMatch(/Nous continuons ici|Voici où vous en êtes/);
});

it('of one that was opened and has gone on before the bot looked, that it goes on; its link is offered no more', async () => {
  const page = await pageGiven('door:email-registration');
  await page.submit(page.question!, {});
  await page.submit(page.question!, details);
  expect(await later()).toContain('La suite se passe sur la page');
  const said = await chat.say('c’est fait');
  expect(textOf(said)).toContain('Le lien ou le code a servi, mais l’étape n’est pas encore terminée');
  expect(said.filter(({ link }) => link?.handOver)).toEqual([]);
});
