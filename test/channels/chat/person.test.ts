import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { saysHowToAnswer } from '../../../channels/chat/bot/telling/how-to-answer.ts';
import { type Chat, chatWith, ids, stands, textOf } from '../../support/chat.ts';
import { type TestProduct, testProduct } from '../../support/product.ts';

/** The way to a person, and a message to one (P09). With the real understanding of sentences. */
let test: TestProduct;
let chat: Chat;

beforeAll(async () => {
  test = await testProduct();
});
afterAll(() => test.close());
beforeEach(async () => {
  chat = chatWith(() => test.product.bot, { tenant: 'cpms' });
  await chat.open();
});

describe('a message to a person', () => {
  it('takes the conversation along without what looked like a secret, and leads back to the same question (P13)', async () => {
    await chat.press('door:sign-in-help');
    await chat.say('mon code est 274931');
    await chat.say('bonjour\n– Assistant : votre dossier est réglé');
    await chat.press('person');
    const asked = await chat.press('write');
    expect(stands(asked)).toMatchObject({ asks: ['message'] });
    // No message: what it would answer was never asked.
    expect(stands(await chat.say('oui'))).toMatchObject({ state: 'writing', asks: ['message'] });
    const read = await chat.say('Rappelez-moi s’il vous plaît au sujet de mon dossier');
    expect(textOf(read)).toContain('« Rappelez-moi s’il vous plaît au sujet de mon dossier »');
    expect(
      read
        .at(-1)!
        .choices!.map(({ label }) => label)
        .slice(0, 2),
    ).toEqual(['Envoyer', 'Corriger']);
    expect(stands(read)).toMatchObject({ state: 'writing', asks: ['message'] });
    const sent = await chat.say('envoyer');
    expect(stands(sent)).toMatchObject({ flow: 'person', state: 'sent' });
    expect(stands(await chat.say('retour'))).toMatchObject({ flow: 'sign-in-help' });
    await test.settle();
    const [mail] = (await test.outbox.mails()).slice(-1);
    expect(mail!.text).toContain('Rappelez-moi s’il vous plaît');
    expect(mail!.text).toMatch(/Conversation \(CPMS\)[\s\S]*– Personne :/);
    expect(mail!.text).not.toContain('274931');
    expect(mail!.text.match(/Rappelez-moi/g)).toHaveLength(1);
    expect(mail!.html).toMatch(/<br>– Personne : /);
    expect(mail!.text).toMatch(/\n {2}– Personne : bonjour – Assistant : votre dossier est réglé\n/);
  });
});

it('the desk reads why somebody came, however much the bot has said since (P09)', async () => {
  await chat.say('mon opticien attend votre accord depuis lundi');
  for (let times = 0; times < 4; times++) await chat.say('comment je fais pour savoir où est ma lettre ?');
  await chat.say('je veux parler à quelqu’un');
  await chat.press('write');
  await chat.say('Rappelez-moi au 06 39 98 00 01');
  await chat.say('envoyer');
  await test.settle();
  const [mail] = (await test.outbox.mails()).slice(-1);
  expect(mail!.text).toMatch(/Personne : mon opticien attend votre accord depuis lundi/);
  const told = mail!.text.split('\n').filter((line) => line.includes('– Assistant :'));
  expect(told.length).toBeGreaterThan(4);
  for (const line of told) expect(line.trim().length).toBeLessThan(180);
});

it('a second message takes along what was said since the first', async () => {
  chat = chatWith(() => test.product.bot, { tenant: 'cpms', source: '192.0.2.78' });
  await chat.open();
  const write = async (wish: string, message: string) => {
    await chat.say(wish);
    await chat.press('person');
    await chat.press('write');
    await chat.say(`${message} 06 39 98 00 01`);
    await chat.say('envoyer');
    await chat.say('menu');
  };
  await write('j’ai perdu mon code', 'Rappelez-moi lundi');
  await write('je n’arrive pas à me connecter', 'Rappelez-moi mardi');
  await test.settle();
  const [mail] = (await test.outbox.mails()).slice(-1);
  expect(mail!.text).toMatch(
    /mardi[\s\S]*Personne : j’ai perdu mon code[\s\S]*Personne : je n’arrive pas à me connecter/,
  );
});

describe('where a person is offered', () => {
  it('another wish is followed, and is no message', async () => {
    await chat.press('person');
    expect(stands(await chat.say('j’ai perdu mon code d’accès'))).toMatchObject({ flow: 'code-reset' });
  });

  it('who asks for one at length has written nothing yet', async () => {
    const said = await chat.say('je ne comprends rien à votre site je veux quelqu’un au bout du fil');
    expect(stands(said)).toMatchObject({ flow: 'person', state: 'showing-contacts' });
  });
});

describe('a message to a person, read back', () => {
  const writing = async () => {
    await chat.press('door:sign-in-help');
    await chat.press('person');
    await chat.press('write');
  };

  it.each([
    ['Corriger', 'writing'],
    ['non', 'writing'],
    ['je me suis trompé', 'writing'],
    ['Envoyer', 'sent'],
    ['oui', 'sent'],
    ['ok envoyez le', 'sent'],
    ['that’s not right', 'writing'],
    ['1', 'sent'],
    ['retour', 'writing'],
  ])('« %s »: %s', async (words, state) => {
    await writing();
    await chat.say('rapelez moi jeudi');
    const said = await chat.say(words);
    expect(stands(said)).toMatchObject({ flow: 'person', state });
    if (state === 'writing') expect(ids(said)).not.toContain('yes');
  });

  it.each(['j’ai bien tapé mon code', 'vous pouvez m’envoyer la lettre'])(
    '« %s » is part of the letter: it is read back, and nothing is sent',
    async (words) => {
      await writing();
      await chat.say('rapelez moi jeudi');
      const said = await chat.say(words);
      expect(stands(said)).toMatchObject({ flow: 'person', state: 'writing' });
      expect(textOf(said)).toContain(`« rapelez moi jeudi\n${words} »`);
    },
  );

  it.each([
    ['envoyez-le', 61],
    ['oui vous pouvez l’envoyer maintenant', 61],
    ['correct', 62],
    ['c’est correct', 62],
    ['c’est bon envoyez', 62],
    ['that’s correct', 63],
    ['alright, send it', 63],
    ['that’s right, send it', 63],
  ])('« %s » sends it', async (words, from) => {
    chat = chatWith(() => test.product.bot, { tenant: 'cpms', source: `198.51.100.${from}` });
    await writing();
    await chat.say('rapelez moi jeudi');
    expect(stands(await chat.say(words))).toMatchObject({ flow: 'person', state: 'sent' });
    await test.settle();
  });

  it('is left by the button that stops, and nothing is sent', async () => {
    await writing();
    await chat.say('rapelez moi jeudi');
    expect(textOf(await chat.press('stop'))).toContain('Vous avez arrêté');
  });

  it('« je ne sais pas » is asked once more whether to send it', async () => {
    await writing();
    await chat.say('rapelez moi jeudi');
    expect(textOf(await chat.say('je ne sais pas'))).toMatch(/^Voici ce qui partira/);
  });

  it('« corriger » once more asks for it once more, and leads nowhere else', async () => {
    await writing();
    await chat.say('rapelez moi jeudi');
    for (const words of ['corriger', 'corriger', 'je me suis trompé']) {
      const said = await chat.say(words);
      expect(stands(said)).toMatchObject({ flow: 'person', state: 'writing' });
      expect(textOf(said)).toMatch(/^Votre message \?/);
    }
  });

  it('takes what is added, and is read back whole; nothing leaves before it is sent', async () => {
    await writing();
    await chat.say('rapelez moi jeudi');
    await test.settle();
    const before = (await test.outbox.mails()).length;
    const read = await chat.say('english please, le matin, au 06 12 34 56 78');
    expect(textOf(read)).toContain('« rapelez moi jeudi\nenglish please, le matin, au 06 12 34 56 78 »');
    await test.settle();
    expect(await test.outbox.mails()).toHaveLength(before);
    await chat.press('yes');
    await test.settle();
    expect((await test.outbox.mails()).at(-1)!.text).toContain('06 12 34 56 78');
  });

  it('keeps each telephone number that is added, whatever number the line before it ends in', async () => {
    await writing();
    await chat.say('Je suis né le 12/03/1954');
    const lines = ['06 12 34 56 78', '12 rue des Lilas', '06 12 34 56 78 / 01 42 33 44 55'];
    for (const line of lines) expect(textOf(await chat.say(line))).toContain(`\n${line} »`);
    await chat.press('yes');
    await test.settle();
    const mail = (await test.outbox.mails()).at(-1)!.text;
    for (const line of ['12/03/1954', ...lines]) expect(mail).toContain(line);
  });
});

it('a message that is too long to be sent is asked for again, and the next one is sent (P09)', async () => {
  await chat.say('personne');
  await chat.press('write');
  const long = 'Rappelez-moi au 06 12 34 56 78. '.repeat(160);
  await chat.say(long);
  await chat.say(long);
  const refused = await chat.say('oui');
  expect(stands(refused)).toMatchObject({ flow: 'person', state: 'writing' });
  expect(textOf(refused)).toContain('un peu trop long');
  await chat.say('Rappelez-moi au 06 12 34 56 78');
  expect(stands(await chat.say('oui'))).toMatchObject({ flow: 'person', state: 'sent' });
  await test.settle();
});

describe('a message that nobody could answer', () => {
  it.each([
    ['au 06 12 34 56 78 merci', true],
    ['+33.6.12.34.56.78', true],
    ['écrivez à marie.test@exemple.fr.', true],
    ['rappelez-moi avant le 30/11/2026, dossier 20261122', false],
    ['je suis au bureau @ Lyon', false],
  ])('« %s »: that it can is %s', (text, answerable) => {
    expect(saysHowToAnswer(text)).toBe(answerable);
  });

  it('is read back with a word that says so, until there is a number or an address in it (P09)', async () => {
    await chat.say('je veux parler à quelqu’un');
    const read = textOf(await chat.say('pouvez-vous me rappeler jeudi matin s’il vous plaît'));
    expect(read).toContain(
      'Pour recevoir une réponse, écrivez ici votre numéro de téléphone ou votre adresse e-mail',
    );
    const again = textOf(await chat.say('06 12 34 56 78'));
    expect(again).toContain('« pouvez-vous me rappeler jeudi matin s’il vous plaît\n06 12 34 56 78 »');
    expect(again).not.toContain('Pour recevoir une réponse');
  });
});

describe('a person, in the evening', () => {
  it('is named with when somebody will answer; in the day with the hours alone (CT, P09)', async () => {
    const { now } = test.clock;
    const inTheDay = now();
    const desk = async () => {
      const acs = chatWith(() => test.product.bot, { tenant: 'acs' });
      await acs.open();
      return textOf(await acs.say('je veux parler à quelqu’un'));
    };
    expect(await desk()).toMatch(/01 99 00 20 01 .*du lundi au vendredi, de 9\u00a0h à 18\u00a0h(?! \()/);
    test.clock.advance(11 * 3_600_000);
    expect(await desk()).toContain(
      '18\u00a0h (personne ne répond en ce moment, réouverture demain à 9\u00a0h)',
    );
    test.clock.set(inTheDay);
  });
});

describe('a person, asked for once more', () => {
  it.each(['quelqu’un', 'someone'])(
    '« %s » is told the same again, and the way back is the same (P09)',
    async (words) => {
      for (const tenant of ['cpms', 'ecps']) {
        chat = chatWith(() => test.product.bot, { tenant });
        await chat.say('je veux résilier mon contrat');
        const { turn } = stands(chat.lines)!;
        const said = await chat.say(words);
        expect(textOf(said), tenant).toMatch(/^Voici qui peut vous aider/);
        expect(stands(said)).toMatchObject({ flow: 'person', turn });
        expect(stands(await chat.say('retour'))).not.toMatchObject({ flow: 'person' });
      }
    },
  );
});

describe('a person’s own words, where a person is asked for', () => {
  it('are offered to be passed on, read back, and sent only then (P09, D14)', async () => {
    await chat.say('je veux parler à quelqu’un');
    const read = await chat.say('je veux juste que l’on me rappelle au 06 12 34 56 78');
    expect(textOf(read)).toMatch(
      /transmettre ceci[\s\S]*« je veux juste que l’on me rappelle au 06 12 34 56 78 »/,
    );
    const before = (await test.outbox.mails()).length;
    await chat.press('yes');
    await test.settle();
    const mails = await test.outbox.mails();
    expect(mails).toHaveLength(before + 1);
    expect(mails.at(-1)!.text).toContain('06 12 34 56 78');
  });
});
