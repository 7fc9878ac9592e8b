/** WCAG 3.1.2: what is said in another language than the page's, or the client's, says so. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Browser } from '../../paths/drivers/web.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

it('on the plain page, and so do the answers that are offered', async () => {
  const page = new Browser(world, { tenant: 'cpms', flow: '', source: '198.51.100.9' });
  const write = (text: string) => page.submit(page.main.querySelector('form.chat-message')!, { text });
  const languages = () =>
    page.main.querySelectorAll('.from-bot .bubble').map((bubble) => bubble.getAttribute('lang'));
  const ofChoices = () =>
    new Set(page.main.querySelectorAll('.chat-choices button').map((one) => one.getAttribute('lang')));

  await page.get('/cpms/chat/simple');
  await write('bonjour');
  const inFrench = languages().length;
  expect(new Set([...languages(), ...ofChoices()])).toEqual(new Set([undefined]));
  await write('do you speak English?');
  expect(new Set(languages().slice(0, inFrench))).toEqual(new Set([undefined]));
  expect(new Set(languages().slice(inFrench))).toEqual(new Set(['en']));
  expect(ofChoices()).toEqual(new Set(['en']));
  await page.get('/cpms/chat/simple?lang=en');
  expect(new Set(languages().slice(0, inFrench))).toEqual(new Set(['fr']));
  expect(new Set(languages().slice(inFrench))).toEqual(new Set([undefined]));
});
