import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Chat, chatWith, ids, pageOf, stands, textOf } from '../../support/chat.ts';
import { type TestProduct, testProduct } from '../../support/product.ts';

/** The language that is spoken, and whom one is talking to. With the real understanding of sentences. */
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

describe('the language', () => {
  it('is changed at once by asking for it, stays so, and the question is repeated in it, page and all', async () => {
    await chat.say('jai perdu mon code');
    const said = await chat.say('can we speak English?');
    expect(said[0]!.text).toContain('in English');
    expect(textOf(said)).toMatch(/To find your file we need your social security number/);
    expect(stands(said)).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
    expect(said.at(-1)!.choices!.map(({ label }) => label)).toContain('New link');
    expect(said.findLast(({ link }) => link?.handOver)!.link!.url).toMatch(/\?lang=en$/);
    expect(textOf(await chat.say('person'))).toContain('to be confirmed');
    expect(textOf(await chat.say('retour'))).toContain('safe page');
    const back = await chat.say('en français s’il vous plaît');
    expect(back[0]!.text).toContain('continuons en français');
    expect(textOf(back)).toContain('numéro de Sécurité sociale');
  });

  it('is changed by a sentence among others, and the rest is heard in it', async () => {
    const said = await chat.say('hello, do you speak english? i lost my code');
    expect(textOf(said)).toMatch(/in English[\s\S]*social security number/);
    expect(stands(said)).toMatchObject({ flow: 'code-reset' });
  });

  it('is changed in the menu, at a question of the bot’s own, and before the insurer is known', async () => {
    const menu = await chat.say('english please');
    expect(menu.at(-1)!.choices!.map(({ label }) => label)).toContain('Sign in');
    await chat.press('door:ecps');
    const anyone = chatWith(() => test.product.bot);
    await anyone.open();
    expect(textOf(await anyone.say('do you speak english'))).toMatch(/in English[\s\S]*Who is your insurer/);
    expect(textOf(await anyone.press('insurer:acs'))).toContain('Do not write a social security number');
    const asked = chatWith(() => test.product.bot, { tenant: 'cpms' });
    await asked.press('door:ecps');
    await asked.say('j’ai perdu mon code');
    expect(textOf(await asked.say('anglais svp'))).toMatch(/leave what we were doing/);
    expect(stands(await asked.say('yes'))).toMatchObject({ flow: 'code-reset' });
  });

  it('is that of the first warning, too, and of the question for the insurer', async () => {
    for (const words of [
      'English please',
      'do you speak English?',
      'hello, do you speak english? i lost my code',
      'Good morning',
    ]) {
      const own = chatWith(() => test.product.bot, { tenant: 'cpms' });
      expect(textOf(await own.say(words)), words).toMatch(/^Do not write a social security number/);
      expect(textOf(own.lines), words).not.toContain('N’écrivez ici');
      const anyone = chatWith(() => test.product.bot);
      expect(textOf(await anyone.say(words)), words).toMatch(/in English[\s\S]*Who is your insurer/);
    }
    const french = chatWith(() => test.product.bot, { tenant: 'cpms', locale: 'en' });
    expect(textOf(await french.say('en français svp'))).toMatch(/^N’écrivez ici ni numéro/);
  });

  it('is acknowledged once, whatever language it is asked for in', async () => {
    for (const words of ['could we speak English please', 'can we speak French please']) {
      const said = await chat.say(words);
      expect(
        said.filter(({ text }) => /in English|en français/.test(text)),
        words,
      ).toHaveLength(1);
    }
  });

  it('is that of a sentence plainly written in it, until somebody has chosen one', async () => {
    const said = await chat.say('hello i lost my password can you help me please');
    expect(textOf(said)).toMatch(/Let us go on in English[\s\S]*social security number/);
    expect(stands(said)).toMatchObject({ flow: 'code-reset' });
    expect(said.some(({ link }) => link?.url.endsWith('?lang=en'))).toBe(true);
    await chat.say('français');
    expect(textOf(await chat.say('where do i find that number on my card please'))).not.toContain('English');
    const other = chatWith(() => test.product.bot, { tenant: 'cpms' });
    expect(textOf(await other.say('code password svp'))).not.toContain('English');
    expect(textOf(await other.say('I can’t log in'))).toContain('Let us go on in English');
  });

  it.each([
    'I’ve forgotten my passcode',
    'I’d like to talk to someone',
    'where’s my letter',
    'my card hasn’t come',
    'it won’t let me in',
    'Good morning',
  ])('« %s » is English: its apostrophes are none of French', async (words) => {
    expect(textOf(await chat.say(words))).toMatch(/^Let us go on in English\./);
  });

  it.each(['d’accord', 's’il vous plaît', 'hello', 'c’est l’appli « Ameli’s »'])(
    '« %s » changes nothing',
    async (words) => {
      expect(textOf(await chat.say(words))).not.toContain('English');
    },
  );

  it('that was only heard gives way to a sentence plainly in the other; one that was asked for stays', async () => {
    await chat.say('hello i lost my password can you help me please');
    const back = textOf(await chat.say('bonjour, je ne comprends pas ce que je dois faire maintenant'));
    expect(back).toMatch(/^Continuons en français\./);
    await chat.say('english please');
    expect(
      textOf(await chat.say('bonjour, je ne comprends pas ce que je dois faire maintenant')),
    ).not.toContain('Continuons');
  });

  it('follows the page or program when that changes its own', async () => {
    await chat.say('english please');
    const english = chatWith(() => test.product.bot, { tenant: 'cpms', id: chat.id, locale: 'en' });
    expect(textOf(await english.say('répéter', 'r1'))).toMatch(/What/);
    const french = chatWith(() => test.product.bot, { tenant: 'cpms', id: chat.id, locale: 'fr' });
    expect(textOf(await french.say('répéter', 'r2'))).not.toMatch(/What/);
  });
});

describe('whom one is talking to', () => {
  it.each([
    ['êtes-vous un robot ?', /assistant automatique de CPMS, pas une personne/],
    [
      'est-ce que vous êtes vraiment ma mutuelle ?',
      /raison de vérifier[\s\S]*tapez vous-même l’adresse http\S+\/cpms\//,
    ],
    ['c’est une arnaque votre lien ?', /raison de vérifier/],
    [
      'j’ai reçu un sms bizarre qui me demande mon code',
      /Personne de chez nous ne vous demandera votre code.*n’ouvrez pas le lien reçu/s,
    ],
    ['cest une arnaque ?', /raison de vérifier/],
    ['vous gardez mes données ?', /gardons quelques semaines au plus/],
    ['qui voit ce que j’écris ?', /Personne ne le lit/],
    [
      'il faut combien de temps pour le courrier ?',
      /Après la demande, un e-mail arrive en quelques minutes, une lettre sous huit jours/,
    ],
    ['je n’ai pas ma carte vitale sur moi', /aussi sur l’attestation de droits/],
    ['bonjour, j’ai commencé au téléphone il y a deux heures', /écrivez « reprendre »/],
    ['mais je l’ai déjà donné mon numéro de sécu', /ne garde pas votre numéro/],
  ])('« %s » is answered, and the question stands (P09)', async (words, answer) => {
    await chat.say('j’ai perdu mon code');
    const said = await chat.say(words);
    expect(textOf(said)).toMatch(answer);
    expect(textOf(said)).not.toContain('désolé');
    expect(stands(said)).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
    expect(pageOf(chat.lines)).toMatch(/^\/l\//);
  });

  it.each([
    ['how can I trust this', /You are right to check/],
    ['what do you do with my data', /keep it for a few weeks at most/],
  ])('« %s » is answered in English, too', async (words, answer) => {
    await chat.say('j’ai perdu mon code');
    expect(textOf(await chat.say(words))).toMatch(answer);
  });

  it('how long a letter takes is told before it is asked which', async () => {
    const said = await chat.say('combien de temps pour recevoir la lettre');
    expect(textOf(said)).toMatch(
      /^Après la demande, un e-mail arrive en quelques minutes, une lettre sous huit jours.*Voyons où en est votre lettre/s,
    );
    expect(stands(said)).toMatchObject({ flow: 'letter-status' });
  });

  it('a death is met with a word, « merci de me répondre » is no thanks, and « oui » to two is asked again', async () => {
    expect(textOf(await chat.say('mon mari est décédé'))).toMatch(/sincèrement désolé/);
    await chat.say('menu');
    expect(textOf(await chat.say('merci de me répondre'))).not.toContain('Je vous en prie');
    await chat.say('menu');
    const doubt = await chat.say('mon adresse');
    expect(ids(doubt).length).toBeGreaterThan(2);
    const again = await chat.say('oui');
    expect(textOf(again)).toContain('laquelle des deux');
    expect(ids(again)).toEqual(ids(doubt));
  });
});
