import { afterAll, beforeAll, expect, it } from 'vitest';
import { Browser } from '../../paths/drivers/web.ts';
import { chatWith, pageOf } from '../../support/chat.ts';
import { createWorld, type World } from '../../support/world.ts';

/** P11: the process may die between any two things it asks of the store; the message comes again, and all is well. */
let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const steps = [
  { choice: 'door:code-reset' },
  { text: 'c’est quoi le numéro AMC ?' },
  { text: 'retour' },
  { choice: 'person' },
  { text: 'retour' },
] as const;

it('a message that died half-way is handled once when it comes again, wherever it died (P04, P11)', {
  timeout: 240_000,
}, async () => {
  let deaths = 0;
  for (let n = 1, survived = 0; survived < 2 && n < 40; n++) {
    const chat = chatWith(() => world.product.bot, { tenant: 'cpms', source: `198.18.0.${n}` });
    await chat.open();
    let died = false;
    for (const [index, step] of steps.entries()) {
      const id = `s${index}`;
      const send = () => ('text' in step ? chat.say(step.text, id) : chat.press(step.choice, id));
      if (!died) world.dieAt(n);
      await send().catch(() => undefined);
      if (world.dead) {
        died = true;
        deaths++;
        await world.restart();
      } else world.dieAt(Number.POSITIVE_INFINITY);
      expect((await send()).length).toBeGreaterThan(0);
    }
    if (!died) survived++;
    const kept = (await world.product.conversations.load(chat.id))!;
    expect(kept.lines.map(({ seq }) => seq)).toEqual(kept.lines.map((_, index) => index + 1));
    expect(kept.lines.filter(({ from }) => from === 'person')).toHaveLength(steps.length);
    expect(kept.lines.at(-1)!.stands).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
    const page = new Browser(world, { tenant: 'cpms', flow: '', source: `198.19.0.${n}` });
    await page.get(pageOf(kept.lines));
    await page.submit(page.question!, {});
    expect(page.seen().asks).toEqual(['nir']);
  }
  expect(deaths).toBeGreaterThan(8);
});
