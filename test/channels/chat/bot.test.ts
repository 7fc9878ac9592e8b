import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Line } from '../../../channels/conversation/conversation.ts';
import { Browser } from '../../paths/drivers/web.ts';
import { type Chat, chatWith, ids, pageOf, stands, textOf } from '../../support/chat.ts';
import { HOUR, MINUTE } from '../../support/product.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
let chat: Chat;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  chat = chatWith(() => world.product.bot, { tenant: 'cpms' });
});

const sessions = async () => (await world.product.documents.list('session', '', 1000)).length;

describe('the first words', () => {
  it('greet once, ask for no secret, offer the menu, and store no session for who only looks (P13)', async () => {
    const before = await sessions();
    const greeting = await chat.open();
    expect(textOf(greeting)).toMatch(/assistant de CPMS[\s\S]*ni numéro de Sécurité sociale, ni code/);
    expect(ids(greeting)).toEqual(expect.arrayContaining(['sign-in', 'code-reset', 'person']));
    expect(await chat.open()).toEqual([]);
    expect(await sessions()).toBe(before);
  });

  it('may be the person’s: they are answered at once, and told what not to write', async () => {
    const said = await chat.say('bonjour, j’ai perdu mon code');
    expect(textOf(said)).toContain('N’écrivez ici ni numéro');
    expect(stands(said)).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
    expect(pageOf(said)).toMatch(/^\/l\//);
  });

  it('every line says where the conversation stands, for programs', async () => {
    await chat.open();
    await chat.press('sign-in-help');
    await chat.say('répéter');
    await chat.press('stop');
    for (const line of chat.lines)
      expect(line.stands, line.text).toMatchObject({ flow: expect.any(String), turn: expect.any(Number) });
  });

  it('are in English where the protocol says so', async () => {
    const english = chatWith(() => world.product.bot, { tenant: 'cpms', locale: 'en' });
    expect(textOf(await english.open())).toContain('This is the CPMS assistant');
  });
});

describe('buttons, labels, numbers and words are equal', () => {
  const answers = ['press', 'label', 'number', 'without accents or capitals'] as const;
  it.each(answers)('by %s the same question comes next', async (way) => {
    const greeting = await chat.open();
    const index = greeting.at(-1)!.choices!.findIndex(({ id }) => id === 'sign-in-help');
    const { label } = greeting.at(-1)!.choices![index]!;
    const plain = label.normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase();
    const said =
      way === 'press'
        ? await chat.press('sign-in-help')
        : await chat.say({ label, number: `${index + 1}.`, 'without accents or capitals': plain }[way]);
    expect(stands(said)).toMatchObject({ flow: 'sign-in-help', turn: 2 });
  });

  it('« oui » and « non » choose what says yes and no', async () => {
    await chat.press('door:sign-in-help');
    const offered = chat.lines.findLast(({ choices }) => choices)?.choices;
    expect(offered?.map(({ id }) => id)).toEqual(expect.arrayContaining(['yes', 'no']));
    const said = await chat.say('oui');
    expect(stands(said)).toMatchObject({ flow: 'sign-in-help', turn: 2 });
  });

  it('« la dernière » is the last answer, and stops nothing', async () => {
    await chat.press('door:information');
    expect(stands(await chat.say('la dernière'))).toMatchObject({ flow: 'information', state: 'contacts' });
    await chat.press('information.card-legend');
    expect((await chat.say('the last one'))[0]!.text).toMatch(/^Zone F : /);
  });
});

describe('at any point', () => {
  it('« répéter » says the same question again and changes nothing', async () => {
    const asked = await chat.press('door:sign-in-help');
    const again = await chat.say('répéter');
    expect(again.at(-1)!.text).toBe(asked.at(-1)!.text);
    expect(stands(again)?.turn).toBe(1);
  });

  it('a person is one word away, with number and price, and « retour » comes back to the same question (P09, P15)', async () => {
    const asked = await chat.press('door:sign-in-help');
    const person = await chat.say('personne');
    expect(textOf(person)).toMatch(/0 826 626 620 \(prix à vérifier auprès de votre opérateur\)/);
    const back = await chat.say('retour');
    expect(stands(back)).toMatchObject({ state: stands(asked)!.state });
  });

  it.each(['retour', 'reviens', 'la question d’avant', 'je me suis trompée de choix'])(
    '« %s » leads from a topic to the topics',
    async (words) => {
      await chat.press('door:information');
      await chat.press('statements');
      expect(stands(await chat.say(words))).toMatchObject({ flow: 'information', state: 'choosing-topic' });
    },
  );

  it('« retour » leads to the question before, where nothing has been done since (K05, E10)', async () => {
    const first = await chat.press('door:sign-in-help');
    await chat.say('oui');
    expect(stands(await chat.say('retour'))).toMatchObject({ state: stands(first)!.state, turn: 3 });
    expect(textOf(await chat.say('retour'))).toContain('on ne peut pas revenir');
    await chat.say('menu');
    const card = await chat.press('door:ecps');
    await chat.press('card-yes');
    expect(stands(await chat.say('étape précédente'))).toMatchObject({ state: stands(card)!.state });
  });

  it('a question about something else is answered and leads back to the same question (D08, P09)', async () => {
    await chat.press('door:code-reset');
    const aside = await chat.press('information.card-legend');
    expect(stands(aside)).toMatchObject({ flow: 'information', topic: 'card-legend' });
    expect(textOf(aside)).toContain('AMC');
    const back = await chat.say('retour');
    expect(stands(back)).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
    expect(pageOf(back)).toMatch(/^\/l\//);
  });

  it.each(['recommencer au début', 'tout recommencer', 'start over'])(
    '« %s » says what begins anew, and that is what begins, also from a look aside',
    async (words) => {
      await chat.press('door:code-reset');
      const aside = await chat.press('information.card-legend');
      expect(stands(aside)).toMatchObject({ flow: 'information' });
      const anew = await chat.say(words);
      expect(textOf(anew)).toContain('Nous reprenons au début : « Obtenir mon code d’accès »');
      expect(stands(anew)).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
    },
  );

  it('« recommencer » in the second wish begins that one anew, and in what the menu led to, the menu (P09)', async () => {
    await chat.say('j’ai perdu mon code. Et comment fonctionne la télétransmission ?');
    expect(ids(await chat.press('information.card-legend'))).not.toContain('later');
    const menu = await chat.say('recommencer');
    expect(menu[0]!.text).toBe('Nous reprenons au début.');
    expect(stands(menu)).toMatchObject({ flow: 'front-door' });
    expect(textOf(await chat.say('stop'))).toContain('Vous vouliez aussi');
    expect(ids(chat.lines)).toEqual(['door:information:teletransmission', 'none-of-these']);
    await chat.say('oui');
    await chat.say('personne');
    const second = await chat.say('recommencer');
    expect(second[0]!.text).toMatch(/^Nous reprenons au début : « /);
    expect(stands(second)).toMatchObject({ flow: 'information' });
  });

  it('« stop » ends it, and the menu is there for whatever comes next', async () => {
    await chat.press('door:code-reset');
    const stopped = await chat.say('stop');
    expect(textOf(stopped)).toMatch(/Vous avez arrêté[\s\S]*autre chose/);
    expect(ids(stopped)).toContain('sign-in');
    expect(stands(await chat.press('sign-in-help'))).toMatchObject({ flow: 'sign-in-help' });
  });

  it('another wish is not followed before it was asked whether this may be left', async () => {
    await chat.press('door:ecps');
    const asked = await chat.say('j’ai perdu mon code');
    expect(textOf(asked)).toContain('passer à');
    expect(ids(asked)).toEqual(['yes', 'no']);
    expect(stands(await chat.say('non'))).toMatchObject({ flow: 'ecps', turn: 1 });
    await chat.say('j’ai perdu mon code');
    expect(stands(await chat.say('oui'))).toMatchObject({ flow: 'code-reset', turn: 1 });
    await chat.press('door:ecps');
    await chat.say('j’ai perdu mon code');
    expect(stands(await chat.say('j’ai perdu mon code !'))).toMatchObject({ flow: 'code-reset', turn: 1 });
  });

  it('asked for again it is meant, and a third one is asked about as the second was', async () => {
    await chat.press('door:ecps');
    await chat.say('j’ai perdu mon code');
    const third = await chat.say('je veux enregistrer mon adresse mail');
    expect(textOf(third)).toMatch(/passer à « Enregistrer mon adresse e-mail »/);
    expect(stands(third)).toMatchObject({ flow: 'ecps' });
    expect(stands(await chat.say('je veux enregistrer mon adresse mail'))).toMatchObject({
      flow: 'email-registration',
    });
  });

  it('what is not understood is asked again, then with numbers, then a person is there (P09)', async () => {
    await chat.open();
    expect(textOf(await chat.say('brzl'))).toContain('Je n’ai pas compris');
    expect(textOf(await chat.say('brzl'))).toMatch(/1\. Me connecter/);
    const third = await chat.say('brzl');
    expect(stands(third)).toMatchObject({ flow: 'person' });
    expect(textOf(third)).toContain('0 826 626 620');
  });
});

describe('a question that has closed meanwhile', () => {
  it('is said to be closed to whoever comes back to it, and what they say is heard at the menu (X23)', async () => {
    await chat.press('door:sign-in-help');
    await world.pass(25 * HOUR);
    await world.pass(HOUR);
    const said = await chat.say('où est ma lettre ?');
    expect(said[0]!.text).toContain('Cette démarche est close');
    expect(stands(said)).toMatchObject({ flow: 'letter-status' });
  });

  it('by a button of it, too', async () => {
    await chat.press('door:sign-in-help');
    await world.pass(25 * HOUR);
    await world.pass(HOUR);
    const said = await chat.press('yes');
    expect(said[0]!.text).toContain('Cette démarche est close');
    expect(stands(said)).toMatchObject({ flow: 'front-door' });
  });
});

describe('repeats and re-ordering', () => {
  it('the same message again gets the same answer and changes nothing (P11)', async () => {
    await chat.open();
    const first = await chat.press('sign-in-help', 'same');
    const before = await world.product.conversations.load(chat.id);
    expect(await chat.press('sign-in-help', 'same')).toEqual(first);
    expect(await world.product.conversations.load(chat.id)).toEqual(before);
  });

  it('twenty copies at once are one (P11, P12)', async () => {
    await chat.open();
    const answers = await Promise.all(Array.from({ length: 20 }, () => chat.press('sign-in-help', 'many')));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(stands(answers[0]!)?.turn).toBe(2);
  });

  it('a button of an older question changes nothing and gets the present one (P11)', async () => {
    await chat.open();
    await chat.press('sign-in-help');
    const stale = await chat.press('email-registration');
    expect(stands(stale)).toMatchObject({ flow: 'sign-in-help', turn: 2 });
    expect(textOf(stale)).toContain('Voici où vous en êtes');
  });

  it('messages sent while one is being handled are handled in order', async () => {
    await chat.open();
    const [, second] = await Promise.all([chat.press('sign-in-help'), chat.press('stop')]);
    expect(textOf(second)).toContain('Vous avez arrêté');
  });
});

describe('a conversation whose insurer is not known', () => {
  it('asks for it first, and then offers that insurer’s door', async () => {
    const anyone = chatWith(() => world.product.bot);
    const greeting = await anyone.open();
    expect(textOf(greeting)).toContain('Quel est votre assureur');
    expect(ids(greeting)).toEqual(expect.arrayContaining(['insurer:cpms', 'insurer:acs', 'insurer:abela']));
    const chosen = await anyone.say('ACS');
    expect(ids(chosen)).toContain('code-reset');
    await anyone.press('person');
    expect(textOf(anyone.lines)).toContain('01 99 00');
  });

  it('keeps the wish told meanwhile, and goes there', async () => {
    const anyone = chatWith(() => world.product.bot);
    expect(textOf(await anyone.say('j’ai perdu mon code'))).toContain('assureur');
    expect(stands(await anyone.press('insurer:abela'))).toMatchObject({ flow: 'code-reset' });
    expect((await world.product.conversations.load(anyone.id))?.later).toBeUndefined();
  });

  it('shows what the guide has to who chooses it, whatever was wished of an insurer', async () => {
    const anyone = chatWith(() => world.product.bot);
    await anyone.say('j’ai perdu mon code');
    expect(stands(await anyone.press('insurer:ecps'))).toMatchObject({ flow: 'ecps', state: 'asking-card' });
  });

  it('joins what was begun elsewhere by its code alone, and is that insurer’s from then on (X11)', async () => {
    const { engine } = world.product;
    const origin = { channel: 'web', source: '203.0.113.10' };
    const { token } = await engine.start({ tenant: 'acs', flow: 'sign-in-help', locale: 'fr', origin });
    const { code } = await engine.handOver(token);
    const anyone = chatWith(() => world.product.bot, { source: '203.0.113.79' });
    await anyone.open();
    expect(stands(await anyone.say(`reprendre ${code}`))).toMatchObject({ flow: 'sign-in-help' });
    await anyone.press('person');
    expect(textOf(anyone.lines)).toContain('01 99 00');
  });
});

describe('what is said in passing', () => {
  it.each(['attends', 'j’arrive', 'plus tard', 'ok j’y vais', 'ok je vais voir', 'hold on'])(
    '« %s » is waited for',
    async (words) => {
      await chat.say('jai perdu mon code');
      const said = await chat.say(words);
      expect(textOf(said)).toContain('Prenez votre temps');
      expect(stands(said)).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
      expect(ids(said)).toContain('new-link');
    },
  );

  it('a word of a door’s label is that door only where the whole is not understood as another', async () => {
    expect(stands(await chat.say('télétransmission'))).toMatchObject({
      flow: 'information',
      topic: 'teletransmission',
    });
  });
});

describe('an end', () => {
  it.each(['menu', 'menu principal', 'accueil'])('« %s » leads to the menu from anywhere', async (words) => {
    await chat.say('où est ma lettre ?');
    const said = await chat.say(words);
    expect(stands(said)).toMatchObject({ flow: 'front-door' });
    expect(ids(said)).toContain('code-reset');
  });

  it('« merci au revoir » after something was done takes nothing back of what was promised', async () => {
    const page = pageOf(await chat.say('jai perdu mon code'));
    const visit = new Browser(world, { tenant: 'cpms', flow: '', source: '198.51.100.99' });
    await visit.get(page);
    await visit.submit(visit.question!, {});
    await visit.submit(visit.question!, { nir: world.nobody('cpms').nir });
    expect(textOf(await chat.say('alors ?'))).toContain('Je vous en reparlerai');
    const said = await chat.say('merci au revoir');
    expect(textOf(said)).not.toMatch(/arrêté|reparlerai pas/);
    expect((await world.product.conversations.load(chat.id))?.reminders).toHaveLength(2);
  });
});

describe('« Voulez-vous faire autre chose ? »', () => {
  it.each(['oui', 'ok', 'yes please', 'autre chose'])(
    '« %s » shows the menu, and was understood',
    async (words) => {
      await chat.press('door:information');
      expect(textOf(await chat.say('stop'))).toMatch(/autre chose \?$/);
      const said = await chat.say(words);
      expect(textOf(said)).toBe('Bonjour. Que souhaitez-vous faire ?');
      expect(ids(said)).toContain('code-reset');
    },
  );
});

describe('« autre chose »', () => {
  it('is the choice that says so, where there is one', async () => {
    await chat.press('information.reimbursement');
    expect(stands(await chat.say('autre chose'))).toMatchObject({ state: 'choosing-topic' });
  });

  it('in the middle of something leaves nothing, and asks for it in any words', async () => {
    await chat.press('door:code-reset');
    const said = await chat.say('autre chose');
    expect(textOf(said)).toMatch(/^Dites en quelques mots/);
    expect(stands(said)).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
    expect(ids(said)).toContain('new-link');
  });
});

describe('a session begun elsewhere', () => {
  async function begunElsewhere(locale: 'fr' | 'en' = 'fr') {
    const { engine } = world.product;
    const origin = { channel: 'web', source: '203.0.113.9' };
    const { token } = await engine.start({ tenant: 'cpms', flow: 'sign-in-help', locale, origin });
    return { token, code: (await engine.handOver(token)).code };
  }

  it.each([
    ['annuler', 'front-door'],
    ['non', 'front-door'],
    ['Continuer sans ce code', 'front-door'],
    ['jai perdu mon code', 'code-reset'],
    ['parler à quelqu’un', 'person'],
  ])('is not insisted on: « %s » leads where it always does (P09)', async (words, flow) => {
    await chat.say('reprendre');
    expect(ids(chat.lines.slice(-1))).toEqual(['none-of-these']);
    expect(stands(await chat.say(words))).toMatchObject({ flow });
  });

  it('is asked for again with a way out when it is wrong or something else, and never kept (P09, P13)', async () => {
    await chat.say('reprendre');
    for (const said of ['5040 5274', 'mon code mail 5040 5274', 'le code est 50405274', 'plouf', '1234']) {
      await chat.say(said);
      expect(ids(chat.lines.slice(-1)), said).toEqual(['none-of-these']);
    }
    expect(textOf(await chat.say('mon code d’accès est 504052'))).toContain('Attention');
    expect(textOf(await chat.say('5040'))).toBe('Il me faut les 8 chiffres de ce code, en un seul message.');
    // Ids and times hold four digits by chance.
    const told = (key: string, value: unknown) =>
      /id$/i.test(key) || typeof value === 'number' ? '' : value;
    expect(JSON.stringify(await world.product.conversations.load(chat.id), told)).not.toMatch(/5040/);
    expect(textOf(await chat.say('au secours je fais un infarctus'))).toContain('15');
  });

  it('is joined by « reprendre » and its code, once, and both go on in it (X11, P04)', async () => {
    const { token, code } = await begunElsewhere();
    await chat.open();
    expect(textOf(await chat.say('reprendre'))).toContain('code à 8 chiffres');
    const joined = await chat.say(`${code.slice(0, 4)} ${code.slice(4)}`);
    expect(stands(joined)).toMatchObject({ flow: 'sign-in-help', turn: 1 });
    await chat.say('oui');
    expect((await world.product.engine.resume(token)).view.turn).toBe(2);
    const again = chatWith(() => world.product.bot, { tenant: 'cpms', source: '203.0.113.77' });
    await again.open();
    expect(textOf(await again.say(`reprendre ${code}`))).toContain('n’est pas connu');
  });

  it('takes the place of what was under way, whose page opens no more (X11, X20)', async () => {
    const { code } = await begunElsewhere();
    const page = pageOf(await chat.say('j’ai perdu mon code'));
    expect(textOf(await chat.say(`reprendre ${code}`))).toContain('Avez-vous bien tapé votre numéro');
    expect((await world.app.inject(page)).statusCode).toBe(404);
  });

  it('is one of this insurer’s: another’s code is not known here, nor used up (X11)', async () => {
    const { code } = await begunElsewhere();
    const other = chatWith(() => world.product.bot, { tenant: 'acs', source: '203.0.113.78' });
    await other.open();
    expect(textOf(await other.say(`reprendre ${code}`))).toContain('n’est pas connu');
    expect(stands(await chat.say(`reprendre ${code}`))).toMatchObject({ flow: 'sign-in-help' });
  });

  it.each([
    ['en', 'fr', /Avez-vous bien tapé votre numéro/, 'Non'],
    ['fr', 'en', /Did you type your social security number/, 'No'],
  ] as const)('begun in « %s » goes on in « %s » where that is spoken', async (begun, spoken, told, no) => {
    const { code } = await begunElsewhere(begun);
    const here = chatWith(() => world.product.bot, { tenant: 'cpms', locale: spoken });
    await here.say('reprendre');
    const joined = await here.say(code);
    expect(textOf(joined)).toMatch(told);
    expect(joined.at(-1)!.choices!.map(({ label }) => label)).toContain(no);
  });

  it.each(['mon code de reprise est le', 'code de reprise', 'j’ai un code de reprise'])(
    'is joined by « %s … », as the telephone and the pages call it (X11)',
    async (words) => {
      const { code } = await begunElsewhere();
      const joined = await chat.say(`${words} ${code.slice(0, 4)} ${code.slice(4)}`);
      expect(stands(joined)).toMatchObject({ flow: 'sign-in-help', turn: 1 });
      expect(textOf(joined)).not.toContain('Attention');
    },
  );

  it('« reprise » is a word of its own: an « entreprise » has numbers, too (P13)', async () => {
    expect(textOf(await chat.say('mon entreprise 5040 5274'))).toContain('Attention');
  });

  it('does not open by guessing: after five wrong codes from a source it is told to wait (X11)', async () => {
    const guesser = chatWith(() => world.product.bot, { tenant: 'cpms', source: '203.0.113.66' });
    await guesser.open();
    for (let i = 0; i < 5; i++) await guesser.say(`reprendre 0000 000${i}`);
    const refused = await guesser.say('reprendre 0000 0009');
    expect(textOf(refused)).toContain('Trop de codes');
    // The question of before stands again (P09).
    expect(refused.at(-1)!.choices!.length).toBeGreaterThan(0);
  });
});

describe('what is said unasked', () => {
  it('goes out where nobody fetches it, again after a failure, with the same ids, and once it is noted no more (P11)', async () => {
    const sent: { id: string; address: unknown; lines: readonly string[] }[] = [];
    let failures = 1;
    world.product.bot.attach('botframework', {
      send: async (id, address, { lines }) => {
        sent.push({ id, address, lines: lines.map((line) => line.id) });
        if (failures-- > 0) throw new Error('the network is away');
      },
    });
    const { bot } = world.product;
    const id = 'botframework:outlet';
    const origin = { channel: 'botframework', source: '198.51.100.1' };
    const message = {
      conversation: id,
      channel: 'botframework',
      locale: 'fr',
      origin,
      tenant: 'cpms',
    } as const;
    const { lines } = await bot.receive({
      ...message,
      id: '1',
      choice: 'door:code-reset',
      address: { to: 'me' },
    });
    expect(sent).toEqual([]);
    const joined = await world.product.links.exchange(
      pageOf(lines).slice(3),
      world.product.engine.mint(),
      { channel: 'web', source: '198.51.100.2' },
      'fr',
    );
    await world.product.engine.answer({
      token: joined.token,
      turn: joined.view.turn,
      answer: { values: { nir: world.nobody('cpms').nir } },
      origin: { channel: 'web', source: '198.51.100.2' },
    });
    await world.pass(2_000);
    expect(sent).toHaveLength(1);
    await world.pass(60_000);
    await world.pass(60_000);
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
    expect(sent[0]).toMatchObject({ id, address: { to: 'me' } });
  });

  describe('and could not be sent', () => {
    const message = {
      channel: 'botframework',
      locale: 'fr',
      origin: { channel: 'chat', source: '198.51.100.1' },
      tenant: 'cpms',
      address: { to: 'me' },
    } as const;
    const sent: string[][] = [];
    let isAway = false;

    beforeEach(() => {
      sent.splice(0);
      world.product.bot.attach('botframework', {
        send: async (_id, _address, { lines }) => {
          if (isAway) throw new Error('the network is away');
          sent.push(lines.map(({ text }) => text));
        },
      });
    });

    it('is given up line by line when it is a day old, which is counted in the log', async () => {
      const conversation = 'botframework:late';
      await world.product.bot.receive({ ...message, conversation, id: '1' });
      const now = world.clock.now();
      const line = (seq: number, text: string, at: number): Line => ({
        seq,
        id: text,
        at,
        from: 'bot',
        text,
      });
      await world.product.conversations.tend(conversation, async (before) => {
        const { seq } = before.lines.at(-1)!;
        const said = [line(seq + 1, 'old', now - 25 * HOUR), line(seq + 2, 'new', now - MINUTE)];
        return { ...before, lines: [...before.lines, ...said], sendAt: now };
      });
      isAway = true;
      await world.settle();
      isAway = false;
      await world.pass(HOUR);
      expect(sent).toEqual([['new']]);
      const logged = world.logged.filter((one) => one.includes('could not be sent for a day'));
      expect(logged).toHaveLength(1);
      expect(JSON.parse(logged[0]!)).toMatchObject({ conversation, lines: 1 });
    });

    it('an answer that its bringer could not send waits and goes out by itself, once (P11)', async () => {
      const conversation = 'botframework:unsent';
      await world.product.bot.receive({ ...message, conversation, id: '1' });
      const { lines } = await world.product.bot.receive({ ...message, conversation, id: '2', text: 'aide' });
      expect(await world.product.bot.unsent(conversation, '2')).toBe(true);
      await world.settle();
      await world.pass(HOUR);
      expect(sent).toEqual([lines.map(({ text }) => text)]);
      expect(await world.product.bot.unsent(conversation, 'never-handled')).toBe(false);
    });

    it('nor can it be where nobody is reached unasked', async () => {
      const conversation = 'botframework:nowhere';
      const { address: _address, ...unreachable } = message;
      await world.product.bot.receive({ ...unreachable, conversation, id: '1' });
      expect(await world.product.bot.unsent(conversation, '1')).toBe(false);
    });
  });
});

it('a conversation whose insurer is no longer here is left alone, and whoever writes is asked for theirs (P09)', async () => {
  const { conversations, bot } = world.product;
  const anyone = chatWith(() => bot);
  await anyone.open();
  await anyone.press('insurer:cpms');
  await anyone.press('door:code-reset');
  await conversations.tend(anyone.id, async (before) => ({ ...before, tenant: 'gone' }));
  await world.pass(2_000);
  await world.pass(HOUR);
  expect(world.logged.filter((one) => one.includes('due work failed'))).toEqual([]);
  expect(world.logged.filter((one) => one.includes('an insurer is no longer here'))).toHaveLength(1);
  expect(textOf(await anyone.say('bonjour'))).toContain('Quel est votre assureur');
  expect(stands(await anyone.press('insurer:acs'))).toMatchObject({ flow: 'front-door' });
});
