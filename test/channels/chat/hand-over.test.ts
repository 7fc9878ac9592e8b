import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Browser } from '../../paths/drivers/web.ts';
import { type Chat, chatWith, ids, pageOf, stands, textOf } from '../../support/chat.ts';
import { losingFirstCommit } from '../../support/lost-commit.ts';
import { MINUTE, SECOND } from '../../support/product.ts';
import { createWorld, type Somebody, type World } from '../../support/world.ts';

/** X20, P14: what chat may not hear is done on a page, in the same session, and the conversation goes on by itself. */
let world: World;
let chat: Chat;
let visitor = 0;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  chat = chatWith(() => world.product.bot, { tenant: 'cpms', source: '198.51.100.7' });
  await chat.open();
});

const browser = () =>
  new Browser(world, { tenant: 'cpms', flow: '', source: `198.51.100.${100 + (++visitor % 100)}` });

async function open(path: string): Promise<Browser> {
  const page = browser();
  await page.get(path);
  return page;
}

/** Opens the page and presses its one button. */
async function join(path: string): Promise<Browser> {
  const page = await open(path);
  await page.submit(page.question!, {});
  return page;
}

const asksForTheNumber = async (): Promise<string> => {
  await chat.press('door:code-reset');
  return pageOf(chat.lines);
};

/** A moment passes, and the worker looks. */
async function later(ms = 2 * SECOND) {
  await world.pass(ms);
  return chat.unasked();
}

const last = () => chat.lines.at(-1)!;
const offered = () => ids(chat.lines);

describe('who leaves what a page was given for', () => {
  it('is asked first where the page is open; « non » goes on, and after « oui » nobody is told that it goes on here (P09)', async () => {
    const page = await join(await asksForTheNumber());
    expect(textOf(await chat.say('menu'))).toContain(
      'Voulez-vous laisser ce que nous faisions et passer à « Menu »',
    );
    expect(textOf(await chat.say('non'))).toContain('nous continuons');
    await chat.say('menu');
    expect(textOf(await chat.say('oui'))).toBe('Bonjour. Que souhaitez-vous faire ?');
    await page.submit(page.question!, { nir: world.nobody('cpms').nir });
    expect(page.main.text).toContain('s’ils vous attendent, la suite y est déjà');
    expect(page.seen().state).toBe('requested');
  });

  it('and who asks something meanwhile is answered, and no longer asked', async () => {
    await join(await asksForTheNumber());
    await chat.say('menu');
    const said = await chat.say('c’est quoi la zone B ?');
    expect(textOf(said)).toMatch(/^Zone B[\s\S]*La page vous attend toujours/);
    expect(ids(said)).not.toContain('yes');
    expect(ids(said)).toContain('new-link');
  });

  it('for a person is not asked: one is there at once (P09)', async () => {
    await join(await asksForTheNumber());
    const said = await chat.say('je ne comprends rien à votre site je veux quelqu’un au bout du fil');
    expect(stands(said)).toMatchObject({ flow: 'person', state: 'showing-contacts' });
    expect(textOf(said)).toContain('0 826 626 620');
  });

  it('« menu » said twice is meant', async () => {
    await join(await asksForTheNumber());
    await chat.say('menu');
    expect(textOf(await chat.say('menu'))).toBe('Bonjour. Que souhaitez-vous faire ?');
  });

  it.each([
    ['the menu', ['menu']],
    ['another wish', ['je veux enregistrer mon adresse mail', 'oui']],
  ])('for %s finds its link dead: nothing is typed where nobody waits for it (X20)', async (_what, words) => {
    const path = await asksForTheNumber();
    for (const said of words) await chat.say(said);
    expect((await world.app.inject(path)).statusCode).toBe(404);
  });

  it('leaves it to whoever else is at it: a session joined by its code goes on where it was begun (X11)', async () => {
    const { engine } = world.product;
    const origin = { channel: 'ivr', source: 'tel:+33639980001' };
    const begun = await engine.start({ tenant: 'cpms', flow: 'code-reset', locale: 'fr', origin });
    const { code } = await engine.handOver(begun.token);
    await chat.say('reprendre');
    await chat.say(code);
    await chat.say('menu');
    expect((await engine.resume(begun.token)).view).toMatchObject({
      flow: 'code-reset',
      state: 'awaiting-nir',
    });
  });

  it('for a wish that is handled again, because its commit was lost, gets to it all the same (P11)', async () => {
    await asksForTheNumber();
    await chat.say('je veux enregistrer mon adresse mail');
    const tried = await losingFirstCommit(world.product.documents, 'conversation', async () => {
      await chat.say('oui');
    });
    expect(tried).toBe(2);
    expect(last().text).not.toContain('arrêté');
    expect(last().stands).toMatchObject({ flow: 'email-registration' });
  });
});

describe('what is said of the page’s question after the page has moved on', () => {
  const moved = async () => {
    const page = await join(await asksForTheNumber());
    await page.submit(page.question!, { nir: world.nobody('cpms').nir });
  };

  it.each([
    ['je veux parler à quelqu’un', /Nous continuons ici[\s\S]*Voici qui peut vous aider/],
    ['stop', /Nous continuons ici[\s\S]*Je m’arrête là/],
    ['tout recommencer', /Nous continuons ici[\s\S]*Nous reprenons au début/],
    ['in English please', /Nous continuons ici[\s\S]*let us go on in English/],
  ])('« %s » still counts', async (words, told) => {
    await moved();
    expect(textOf(await chat.say(words))).toMatch(told);
  });

  it('its other words and buttons do not: what has moved is told', async () => {
    await moved();
    const said = await chat.say('où est ma lettre ?');
    expect(textOf(said)).toContain('Nous continuons ici');
    expect(stands(said)).toMatchObject({ flow: 'code-reset', state: 'requested' });
  });
});

it('a link that is about to die is not given again: another is, explained whole (X20)', async () => {
  const path = await asksForTheNumber();
  await world.pass(9.5 * MINUTE);
  const said = await chat.say('répéter');
  expect(pageOf(said)).not.toBe(path);
  expect(textOf(said)).toContain('/reprendre');
});

describe('what was begun and has come to something', () => {
  it.each([
    ['comment activer ma e-CPS ?', { flow: 'ecps', turn: 1 }],
    ['j’ai perdu mon code', { flow: 'code-reset', state: 'awaiting-nir' }],
    ['je veux enregistrer mon adresse mail', { flow: 'email-registration', turn: 1 }],
    ['I want to register my email address', { flow: 'email-registration', turn: 1 }],
  ])('is left without a question: « %s » begins at once', async (words, there) => {
    const page = await join(await asksForTheNumber());
    await page.submit(page.question!, { nir: world.nobody('cpms').nir });
    expect(textOf(await later())).toContain('Nous continuons ici');
    expect(stands(await chat.say(words))).toMatchObject(there);
  });

  it.each([
    'j’ai pas d’adresse mail',
    'et si je n’ai pas d’e-mail ?',
    'I don’t want to give my email address',
  ])('« %s » has been answered by what it told', async (words) => {
    const page = await join(await asksForTheNumber());
    await page.submit(page.question!, { nir: world.nobody('cpms').nir });
    await later();
    expect(stands(await chat.say(words))).toMatchObject({ flow: 'code-reset', state: 'requested' });
  });

  it('leads to the second wish by its button, which is then offered no more', async () => {
    await chat.say('j’ai perdu mon code. Et comment fonctionne la télétransmission ?');
    const page = await join(pageOf(chat.lines));
    await page.submit(page.question!, { nir: world.nobody('cpms').nir });
    await later();
    expect(offered()).toContain('later');
    const said = await chat.press('later');
    expect(stands(said)).toMatchObject({ flow: 'information', topic: 'teletransmission' });
    expect(ids(await chat.say('retour'))).not.toContain('later');
  });
});

describe('a page that goes on to another question that is not for chat', () => {
  it('is told of once, not for a refusal, and the conversation goes on after the last (X20, D02)', async () => {
    await chat.press('door:email-registration');
    const page = await join(pageOf(chat.lines));
    const values = { company: '', lastName: 'Martin', firstName: 'Luc', email: 'luc@example.org' };
    await page.submit(page.question!, { ...values, nir: '150309913900258' });
    expect(textOf(await later())).not.toContain('La suite se passe sur la page');
    await page.submit(page.question!, { ...values, nir: '150309913900259' });
    expect(textOf(await later())).toContain('La suite se passe sur la page');
    await page.submit(page.question!, { mailCode: '11111111' });
    expect(textOf(await later())).toBe('');
  });
});

describe('a page is given for what chat may not hear', () => {
  it('with one link, a resume code, until when they serve, and a warning to give them to nobody (X11, X20)', async () => {
    await asksForTheNumber();
    const links = chat.lines.filter(({ link }) => link?.handOver);
    expect(links).toHaveLength(1);
    expect(links[0]!.link!.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/l\/[\w-]{32}$/);
    expect(textOf(chat.lines)).toMatch(
      /\/reprendre et tapez le code de reprise \d{4} \d{4}\. Ne les donnez à personne/,
    );
  });

  it('that names the channel and the time it began, and warns of links sent by others (X20)', async () => {
    const page = await open(await asksForTheNumber());
    const { text } = page.seen();
    expect(text).toContain('commencé dans une conversation le 11 mars 2026');
    expect(text).toContain('Ne suivez jamais un lien que quelqu’un d’autre vous a envoyé');
  });

  it('and when it is done there, the bot goes on by itself where the session stands, and the page says to go back (P14, R03)', async () => {
    const page = await join(await asksForTheNumber());
    expect(page.seen().text).toMatch(/ce que vous avez commencé dans une conversation le \d/);
    const who = await world.somebody('cpms', 'ready');
    await page.submit(page.question!, { nir: who.nir });
    expect(page.seen().text).toContain('Vous pouvez retourner à votre conversation');
    const news = await later();
    expect(textOf(news)).toMatch(
      /Nous continuons ici[\s\S]*Votre demande de code d’accès est enregistrée[\s\S]*numéro de suivi/,
    );
    expect(last().stands).toMatchObject({ flow: 'code-reset', state: 'requested', turn: 2 });
    const bots = chat.lines.filter(({ from }) => from === 'bot');
    expect(bots.every(({ stands }) => stands)).toBe(true);
    expect(news.every(({ stands }) => stands!.state === 'requested')).toBe(true);
    const { link } = await world.mailTo(who);
    expect(link).toBeTruthy();
  });

  it('and when the person writes before the bot has looked, the bot is up to date at once (P11)', async () => {
    const page = await join(await asksForTheNumber());
    await page.submit(page.question!, { nir: world.nobody('cpms').nir });
    const said = await chat.say('c’est fait');
    expect(textOf(said)).toContain('Votre demande de code d’accès est enregistrée');
    expect(await later()).toEqual([]);
  });

  it('and a number refused on the page keeps the conversation waiting without a word (X20)', async () => {
    const page = await join(await asksForTheNumber());
    await later();
    await page.submit(page.question!, { nir: '184061305501229' });
    expect(await later(40 * SECOND)).toEqual([]);
    await page.submit(page.question!, { nir: world.nobody('cpms').nir });
    expect(textOf(await later(40 * SECOND))).toContain('est enregistrée');
  });
});

describe('what is asked in between while the page is open', () => {
  it('is told without taking the page’s question away: what is typed there counts', async () => {
    const page = await join(await asksForTheNumber());
    const told = await chat.say('c’est quoi le numéro AMC ?');
    expect(told.some(({ stands }) => stands?.topic === 'card-legend')).toBe(true);
    expect(textOf(told)).toMatch(/AMC[\s\S]*La page vous attend toujours/);
    expect(last().stands).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
    expect(offered()).toContain('new-link');
    await page.submit(page.question!, { nir: world.nobody('cpms').nir });
    expect(textOf(await later())).toContain('est enregistrée');
  });

  it('is not lost to somebody who says what nobody understands meanwhile', async () => {
    const page = await join(await asksForTheNumber());
    for (const words of ['azerty', 'qsdfgh', 'wxcvbn', 'poiuyt']) await chat.say(words);
    expect(offered()).toContain('person');
    await page.submit(page.question!, { nir: world.nobody('cpms').nir });
    expect(textOf(await later())).toContain('Nous continuons ici');
  });

  it('the page’s link sent twice by one browser leads to the same page, by another nowhere (P04, P11)', async () => {
    const path = await asksForTheNumber();
    const [one, other] = [await open(path), await open(path)];
    await one.submit(one.question!, {});
    await one.again();
    await expect(other.submit(other.question!, {})).rejects.toThrow('404');
    await one.submit(one.question!, { nir: world.nobody('cpms').nir });
    expect(textOf(await later())).toContain('est enregistrée');
  });

  it('a resume code whose conversation was written by somebody else meanwhile is taken all the same (P11, X11)', async () => {
    const { engine, documents } = world.product;
    const origin = { channel: 'web', source: '198.51.100.99' };
    const { token } = await engine.start({ tenant: 'cpms', flow: 'code-reset', locale: 'fr', origin });
    const { code } = await engine.handOver(token);
    const tried = await losingFirstCommit(documents, 'conversation', async () => {
      const told = textOf(await chat.say(`reprendre ${code}`));
      expect(told).not.toContain('n’est pas connu');
      expect(last().stands).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
    });
    expect(tried).toBe(2);
    const session = await documents.load<{ holders: unknown[] }>('session', token.slice(0, 22));
    expect(session!.body.holders).toHaveLength(2);
  });

  it('two who answer the same question: the later is told that nothing was done with theirs (X20)', async () => {
    const path = await asksForTheNumber();
    const one = await join(path);
    const code = /code de reprise (\d{4} \d{4})/.exec(textOf(await chat.say('nouveau lien')))![1]!;
    const other = await open('/reprendre');
    await other.submit(other.main.querySelector('form')!, { resumeCode: code });
    await one.submit(one.question!, { nir: (await world.somebody('cpms', 'ready')).nir });
    await other.submit(other.question!, { nir: world.nobody('cpms').nir });
    expect(other.seen().text).toContain('La page avait changé');
  });

  it('and would end it is asked about first; whoever types on the page meanwhile is not told that it is done', async () => {
    const page = await join(await asksForTheNumber());
    await chat.say('je voudrais savoir où en est ma lettre');
    expect(offered()).toEqual(['yes', 'no']);
    await chat.say('non');
    expect(last().stands).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
    await chat.say('parler à quelqu’un');
    await page.submit(page.question!, { nir: world.nobody('cpms').nir });
    expect(page.seen().text).not.toContain('faite');
    expect(page.seen().text).toContain('Vous pouvez retourner à votre conversation');
  });
});

describe('every end of a link has its words and its way out', () => {
  it('a scanner that opens it consumes nothing (X09, P04)', async () => {
    const path = await asksForTheNumber();
    for (let i = 0; i < 3; i++) await open(path);
    expect(await later()).toEqual([]);
    expect((await join(path)).seen().asks).toEqual(['nir']);
  });

  it('opened: the bot says so, for whoever did not open it (X20)', async () => {
    await join(await asksForTheNumber());
    expect(textOf(await later())).toMatch(/Le lien ou le code a servi[\s\S]*Si ce n’était pas vous/);
    expect(offered()).toContain('start-over');
  });

  it('used: the next browser finds it dead and is told where to get another (P04)', async () => {
    const path = await asksForTheNumber();
    await join(path);
    const response = await world.app.inject({ url: path });
    expect(response.statusCode).toBe(404);
    expect(response.body).toContain('Retournez à la conversation ou à l’appel');
    // The code that was given beside the link is used up with it (X11).
    expect(response.body).not.toContain('href="/reprendre"');
  });

  it('expired: the bot says so and gives a new one, which works; the old one does not', async () => {
    const path = await asksForTheNumber();
    const news = await later(11 * MINUTE);
    expect(textOf(news)).toContain('Le lien n’a pas servi à temps');
    expect(offered()).toContain('new-link');
    await chat.say('nouveau lien');
    const fresh = pageOf(chat.lines);
    expect(fresh).not.toBe(path);
    expect((await world.app.inject({ url: path })).statusCode).toBe(404);
    expect((await join(fresh)).seen().asks).toEqual(['nir']);
  });

  it.each(['ok', 'd’accord', 'oui'])(
    'expired: « %s » to whether another is wanted gives one',
    async (words) => {
      await asksForTheNumber();
      expect(textOf(await later(11 * MINUTE))).toContain('Voulez-vous un nouveau lien ?');
      expect((await chat.say(words)).some(({ link }) => link?.handOver)).toBe(true);
    },
  );

  it('opened in time and finished long after: the bot knows that it was used, and goes on by itself (X20)', async () => {
    const page = await join(await asksForTheNumber());
    const news = await later(11 * MINUTE);
    expect(textOf(news)).toContain('Le lien ou le code a servi');
    expect(textOf(await chat.say('voilà voilà'))).toContain('l’étape n’est pas encore terminée');
    await page.submit(page.question!, { nir: world.nobody('cpms').nir });
    expect(textOf(await later(5 * MINUTE))).toMatch(/Nous continuons ici[\s\S]*est enregistrée/);
  });

  it.each([
    'envoyez moi un nouveau lien',
    'le lien ne marche pas',
    'lien expiré',
    'la page ne s’ouvre pas',
    'the link does not work',
  ])('« %s » gives a new one, as its button does', async (words) => {
    const path = await asksForTheNumber();
    await chat.say(words);
    expect(pageOf(chat.lines)).not.toBe(path);
    expect(last().stands).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
  });

  it('on another device: the short code joins the same session (X11)', async () => {
    await asksForTheNumber();
    const code = /code de reprise (\d{4} \d{4})/.exec(textOf(chat.lines))![1]!;
    const page = await open('/reprendre');
    await page.submit(page.main.querySelector('form')!, { resumeCode: code });
    await page.submit(page.question!, { nir: world.nobody('cpms').nir });
    expect(textOf(await later())).toContain('est enregistrée');
  });

  it('its own record says whether it was used, not who joined in the same moment by another (P11, X20)', async () => {
    await join(await asksForTheNumber());
    await chat.say('nouveau lien');
    expect(textOf(await later())).toBe('');
    expect(textOf(await chat.say('c’est quoi le numéro AMC ?'))).not.toContain(
      'La page vous attend toujours',
    );
    await chat.press('back');
    expect(textOf(await later(11 * MINUTE))).toContain('Le lien n’a pas servi à temps');
  });

  it('replaced by one that somebody else gave, it is not given again, and not taken for used (X20)', async () => {
    const path = await asksForTheNumber();
    const { token } = (await world.product.conversations.load(chat.id))!;
    await world.product.engine.handOver(token!);
    await chat.say('répéter');
    expect(pageOf(chat.lines)).not.toBe(path);
    expect(textOf(await later())).toBe('');
    await world.product.engine.handOver(token!);
    expect(textOf(await later())).toContain('ne fonctionne plus');
  });

  it('what is typed here instead of there leads to it, and asks nobody whether they mean what they do', async () => {
    await chat.press('door:email-registration');
    for (const typed of ['toto@gmail.com', 'toto.gmail.com'])
      expect(textOf(await chat.say(typed)), typed).toContain('Je ne vois encore rien de fait');
  });

  it.each([
    ['ok', /Prenez votre temps/],
    ['c’est fait', /Je ne vois encore rien de fait[\s\S]*puis revenez ici/],
    ['non', /Sans cette page[\s\S]*parler à quelqu’un ou arrêter/],
    ['j compren pa', /numéro de Sécurité sociale[\s\S]*carte Vitale/],
    ['retour', /pas revenir d’une seule étape[\s\S]*Voici de nouveau la page/],
  ])('« %s » said to it, however often, is answered and counts as nothing missed', async (words, answer) => {
    await asksForTheNumber();
    for (let time = 0; time < 4; time++) expect(textOf(await chat.say(words))).toMatch(answer);
    expect(last().stands).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
  });

  it.each(['j’ai le code', 'j’ai reçu l’e-mail', 'j’ai reçu le code', 'I got the email'])(
    'and waits for a code of its own: « %s » is about that one, and gives the page again',
    async (words) => {
      await chat.press('door:email-registration');
      const page = await join(pageOf(chat.lines));
      const member = await world.somebody('cpms', 'ready');
      await page.submit(page.question!, {
        company: '',
        lastName: 'Essai',
        firstName: 'Ève',
        nir: member.nir,
        email: 'essai.discret@example.test',
      });
      expect(textOf(await later())).not.toContain('essai.discret');
      const said = await chat.say(words);
      expect(textOf(said)).not.toContain('laisser ce que nous faisions');
      expect(last().stands).toMatchObject({ flow: 'email-registration', asks: ['mailCode'] });
      expect(pageOf(said)).toMatch(/^\/l\//);
      expect(textOf(chat.lines)).not.toContain('essai.discret');
    },
  );

  it('and is done while it was asked whether to leave it: what was wished for is not lost', async () => {
    const path = await asksForTheNumber();
    const page = await join(path);
    expect(textOf(await chat.say('en fait je veux activer ma e-cps'))).toContain(
      'laisser ce que nous faisions',
    );
    await page.submit(page.question!, { nir: world.nobody('cpms').nir });
    const news = textOf(await later());
    expect(news).toMatch(/C’est noté aussi : « [^»]*e-CPS[^»]* »[\s\S]*Vous vouliez aussi « [^»]*e-CPS/);
    expect(ids(chat.lines)).toContain('later');
  });

  it('and is opened while that was asked: it is asked again', async () => {
    const path = await asksForTheNumber();
    expect(textOf(await chat.say('en fait je veux activer ma e-cps'))).toContain(
      'laisser ce que nous faisions',
    );
    await join(path);
    expect(textOf(await later())).toContain('laisser ce que nous faisions');
    expect(offered()).toEqual(['yes', 'no']);
  });

  it('that does not open is given anew from a look aside, too', async () => {
    const path = await asksForTheNumber();
    await chat.say('personne');
    await chat.say('le lien march pa');
    expect(pageOf(chat.lines)).not.toBe(path);
    expect(last().stands).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
  });

  it('given to who asked for English, it opens in English, and its use is seen as ever (X20)', async () => {
    await asksForTheNumber();
    await chat.say('english please');
    const page = await open(`${pageOf(chat.lines)}?lang=en`);
    expect(page.seen().text).toContain('you began in a chat');
    await page.submit(page.question!, {});
    expect(page.seen().text).toContain('Social security number');
    expect(textOf(await later())).toContain('The link or the code was used');
  });

  it('asked for again while it serves, it is the same; the person who says it is done is told what is seen', async () => {
    const path = await asksForTheNumber();
    await chat.say('répéter');
    expect(pageOf(chat.lines)).toBe(path);
    expect(textOf(await chat.say('voilà voilà'))).toContain('Je ne vois encore rien de fait');
    await join(path);
    await later();
    expect(textOf(await chat.say('voilà voilà'))).toContain('l’étape n’est pas encore terminée');
  });

  it('abandoned on the page: the session rests, and the conversation says so and offers the menu (P10)', async () => {
    await join(await asksForTheNumber());
    await later();
    const news = await later(25 * 60 * MINUTE);
    expect(textOf(news)).toContain('pas eu de réponse pendant un moment');
    expect(offered()).toContain('code-reset');
  });

  it('abandoned and swept before anybody looked: the conversation says so all the same (P10, X23)', async () => {
    await asksForTheNumber();
    const { documents } = world.product;
    for (const { id, rev } of await documents.list('session', '', 1000))
      await documents.remove('session', id, rev);
    const news = await later();
    expect(textOf(news)).toContain('restée trop longtemps sans réponse');
    expect(offered()).toContain('code-reset');
  });

  it('abandoned and left alone: whoever comes back days later begins anew (X23)', async () => {
    await asksForTheNumber();
    world.clock.advance(3 * 24 * 60 * MINUTE);
    const said = await chat.say('répéter');
    expect(textOf(said)).toMatch(/close|pas eu de réponse/);
    expect(offered()).toContain('code-reset');
  });
});

describe('proof belongs to the page', () => {
  it('signing in there signs in the page; the chat learns that it goes on elsewhere, and nothing else (P14, X20)', async () => {
    await chat.press('door:sign-in');
    const who: Somebody = await world.somebody('cpms', 'ready');
    const page = await join(pageOf(chat.lines));
    await page.submit(page.question!, { nir: who.nir, code: who.code });
    expect(page.seen().connected).toBe(true);
    const news = await later();
    expect(textOf(news)).toContain('continue sur l’autre appareil');
    const stands = news.flatMap((line) => line.stands ?? []);
    expect(stands[0]).toMatchObject({ state: 'handed-over' });
    expect(textOf(news)).not.toMatch(/connect[ée]|ESSAI|Bienvenue/i);
    expect(textOf(await chat.say('répéter'))).not.toMatch(/connecté|ESSAI/);
  });

  it('the page never promises that what follows the proof is in the chat: it says that it goes on here (X20, P14)', async () => {
    await chat.say('je voudrais une prise en charge hospitalisation');
    expect(textOf(chat.lines)).toContain('La suite se passera sur cette page');
    expect(textOf(chat.lines)).not.toContain('Je continue ici');
    const who = await world.somebody('cpms', 'ready');
    const page = await join(pageOf(chat.lines));
    expect(page.seen().text).toMatch(/commencé dans une conversation[\s\S]*Répondez sur cette page/);
    expect(page.seen().text).not.toContain('la suite y');
    await page.submit(page.question!, { nir: who.nir, code: who.code });
    expect(page.seen().text).toMatch(/Qui sera soigné[\s\S]*Tout se passe maintenant sur cette page/);
    expect(page.seen().text).not.toMatch(/la suite y|Vous pouvez retourner/);
    expect(textOf(await later())).toContain('continue sur l’autre appareil');
    await page.submit(page.question!, { beneficiary: 'Camille', provider: 'Hôpital, Lyon' });
    expect(page.seen().text).not.toMatch(/la suite y|Vous pouvez retourner/);
  });

  it('a new code chosen there after the code of the e-mail is the page’s alone, too, and said to be (X11, X20)', async () => {
    const who = await world.somebody('cpms', 'ready');
    await chat.press('door:code-reset');
    const first = await join(pageOf(chat.lines));
    await first.submit(first.question!, { nir: who.nir });
    await later();
    const { code } = await world.mailTo(who);
    await chat.press('mail-code');
    const page = await join(pageOf(chat.lines));
    await page.submit(page.question!, { nir: who.nir, mailCode: code! });
    expect(page.seen().asks).toContain('newCode');
    expect(page.seen().text).toContain('Tout se passe maintenant sur cette page');
    expect(page.seen().text).not.toMatch(/la suite y|Vous pouvez retourner/);
    const news = textOf(await later());
    expect(news).toContain('continue sur l’autre appareil');
    expect(news).not.toContain('reparlerai');
  });

  it('three failures on the page are three failures everywhere: counters are the session’s, not the channel’s (P12, P14, K01)', async () => {
    await chat.press('door:sign-in');
    const who = await world.somebody('cpms', 'ready');
    const page = await join(pageOf(chat.lines));
    for (let i = 0; i < 3; i++) await page.submit(page.question!, { nir: who.nir, code: '639184' });
    expect(page.seen().asks).toContain('humanCheck');
    await later();
    await chat.say('répéter');
    // How the check is done is chosen on the page, beside the check.
    expect(offered()).toContain('check-wait');
    expect(offered().filter((id) => ['check-proof', 'check-image'].includes(id))).toEqual([]);
    const other = await open('/cpms/connexion');
    await other.submit(other.question!, { nir: who.nir, code: '639184' });
    expect(other.seen().asks).toContain('humanCheck');
  });
});

describe('whatever happens to the process', () => {
  it('a restart in the middle loses nothing: the link works, the bot goes on (P11)', async () => {
    const path = await asksForTheNumber();
    await world.restart();
    const page = await join(path);
    await world.restart();
    await page.submit(page.question!, { nir: world.nobody('cpms').nir });
    await world.restart();
    expect(textOf(await later())).toContain('est enregistrée');
    expect(textOf(await chat.press('letter-status'))).toContain('Voyons où en est votre lettre');
  });

  it('a link given on one node is followed on another (P11)', async () => {
    const path = await asksForTheNumber();
    const other = await world.another();
    const page = await join(path);
    await page.submit(page.question!, { nir: world.nobody('cpms').nir });
    world.clock.advance(2 * SECOND);
    while ((await other.worker.round()).handled > 0);
    expect(textOf(await chat.unasked())).toContain('est enregistrée');
  });
});
