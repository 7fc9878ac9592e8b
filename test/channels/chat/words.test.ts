import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Line } from '../../../channels/conversation/conversation.ts';
import { type Chat, chatWith, ids, pageOf, stands, textOf } from '../../support/chat.ts';
import { type TestProduct, testProduct } from '../../support/product.ts';

/** Issue 6: say it in your own words. With the real understanding of sentences. */
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

describe('a wish in one’s own words', () => {
  it.each([
    ['jai perdu mon code', 'code-reset'],
    ['g oublié mon mdp svp', 'code-reset'],
    ['je n’arrive pas à me connecter', 'sign-in-help'],
    ['c est quoi le numero AMC sur ma carte', 'information'],
    ['où en est mon courrier avec le code ?', 'letter-status'],
    ['I lost my access code', 'code-reset'],
  ])('« %s » leads to %s', async (text, flow) => {
    expect(stands(await chat.say(text))).toMatchObject({ flow });
  });

  it('is answered as one talks, not with a form’s title; the links that screens have are known all the same', async () => {
    const said = await chat.say('jai perdu mon code');
    expect(textOf(said)).toMatch(/^Voici comment obtenir votre code d’accès\./);
    expect(textOf(said)).not.toContain('Particulier');
    const fresh = async (text: string) => {
      chat = chatWith(() => test.product.bot, { tenant: 'cpms' });
      await chat.open();
      return chat.say(text);
    };
    const offered = (await fresh('première connexion')).at(-1)!.choices!.map(({ label }) => label);
    expect(offered).toEqual(
      expect.arrayContaining(['Obtenir mon code d’accès', 'Modifier mon code d’accès']),
    );
    expect(offered.join()).not.toContain('cliquez');
    for (const [label, flow] of [
      ['Vous souhaitez modifier votre code confidentiel, cliquez ici', 'change-code'],
      ['Pour obtenir votre code, cliquez ici', 'code-reset'],
    ] as const)
      expect(stands(await fresh(label))).toMatchObject({ flow });
  });

  it('that is nobody’s here leads nowhere: it is asked again (P09)', async () => {
    const said = await chat.say('une recette de tarte aux pommes');
    expect(textOf(said)).toContain('Je n’ai pas compris');
    expect(stands(said)).toMatchObject({ flow: 'front-door' });
  });

  it('that is a door’s whole name leads there, also from the middle of something', async () => {
    await chat.say('j’ai perdu mon code');
    const { engine, links } = test.product;
    const origin = { channel: 'web', source: '192.0.2.1' };
    await links.exchange(pageOf(chat.lines).slice(3), engine.mint(), origin, 'fr');
    const said = await chat.say('informations');
    expect(textOf(said)).toContain('passer à « Informations »');
    expect(stands(await chat.say('oui'))).toMatchObject({ flow: 'information' });
  });

  it('that says that the letter has come is for its code, where that is asked', async () => {
    await chat.press('door:email-registration');
    expect(textOf(await chat.say('j’ai pas eu la lettre'))).toContain('passer à');
    await chat.say('non');
    expect(stands(await chat.say('j’ai reçu la lettre'))).toMatchObject({ state: 'awaiting-secret' });
  });

  it('greetings and thanks are answered in kind, and the question stands', async () => {
    expect(textOf(await chat.say('bonjour'))).toContain('Bonjour');
    const thanked = await chat.say('merci beaucoup');
    expect(textOf(thanked)).toContain('Je vous en prie');
    expect(ids(thanked)).toContain('code-reset');
  });
});

describe('what a step offers is heard before any door', () => {
  it('also while the bot asks whether something else is meant, and what else is said is not asked about twice', async () => {
    await chat.press('door:sign-in-help');
    expect(ids(await chat.say('mes mails'))).toContain('none-of-these');
    expect(ids(await chat.say('mes mails'))).not.toContain('none-of-these');
    expect(ids(await chat.say('question mail'))).toContain('none-of-these');
    expect(stands(await chat.say('je ne me souviens plus de mes identifiants'))).toMatchObject({
      flow: 'code-reset',
    });
  });

  it('« annule » to « voulez-vous laisser… ? » stays', async () => {
    await chat.press('door:sign-in-help');
    expect(textOf(await chat.say('où est ma lettre'))).toContain('passer à');
    expect(stands(await chat.say('annule tout'))).toMatchObject({ flow: 'sign-in-help' });
  });

  it('« ok » and a wish is a wish, where a page is waited for', async () => {
    await chat.press('door:letter-status');
    const said = await chat.say('ok refaisons un code alors');
    expect(stands(said)).toMatchObject({ flow: 'code-reset' });
  });

  it('« ok » and a wish is no mere « ok » either where something else is asked, but where it is under way it is', async () => {
    await chat.press('door:information');
    expect(textOf(await chat.say('ok refaisons un code alors'))).toContain('passer à');
    expect(stands(await chat.say('oui'))).toMatchObject({ flow: 'code-reset' });
    expect(textOf(await chat.say('ok refaisons un code alors'))).toContain('Prenez votre temps');
    expect(textOf(await chat.say('ok et mon remboursement alors'))).toContain('Le remboursement est fait');
    expect(stands(chat.lines)).toMatchObject({ flow: 'code-reset' });
  });

  it('« non » to what is no such question ends nothing', async () => {
    await chat.press('door:information');
    expect(stands(await chat.say('non'))).toMatchObject({ flow: 'information', state: 'choosing-topic' });
  });

  it.each([
    'ma lettre il s est perdu je crois',
    'mon chèque s’est perdu',
    'je veux en finir avec ce contrat',
  ])('« %s » is no danger', async (words) => {
    expect(textOf(await chat.say(words))).not.toMatch(/\b15\b|3114/);
  });

  it('« j’ai perdu mon mari » is met with a word and a person, not with a code', async () => {
    const said = await chat.say('j’ai perdu mon mari');
    expect(textOf(said)).toMatch(/désolé pour votre perte[\s\S]*Voici qui peut vous aider/);
  });

  it.each([
    ['je vois pas bien l’image, je suis malvoyant', /Attendre une minute/],
    ['ca dit captcha incorrect', /Attendre une minute/],
    ['c’est quoi un code de reprise', /continuer la même démarche ailleurs/],
    ['t’es une IA ?', /assistant automatique/],
    ['j’ai cliqué et j’ai donné mon numéro de carte bleue', /ne le donnez à personne/],
  ])('« %s » is answered, and what was under way stands', async (words, answered) => {
    await chat.press('door:sign-in-help');
    const said = await chat.say(words);
    expect(textOf(said)).toMatch(answered);
    expect(stands(said)).toMatchObject({ flow: 'sign-in-help' });
  });

  it('a number within a sentence is the longest of it (E30)', async () => {
    chat = chatWith(() => test.product.bot, { tenant: 'ecps' });
    await chat.open();
    for (const choice of ['card-no', 'worked']) await chat.press(choice);
    const said = await chat.say('ah il faut un 8 devant 899700000013');
    expect(textOf(said)).toContain('« 899700000013 »');
  });

  it('a number in a message to a person is left out of it, and no page is promised (P13)', async () => {
    await chat.press('person');
    await chat.press('write');
    const said = await chat.say('bonjour mon numero est 184061305501228 merci de me rappeler');
    expect(textOf(said)).toContain('Récrivez votre message sans ce numéro');
  });

  it('who has no computer is told what serves instead', async () => {
    await chat.press('door:code-reset');
    const said = await chat.say('je n’ai pas d’ordinateur, seulement une tablette');
    expect(textOf(said)).toContain('La page s’ouvre aussi sur un téléphone ou une tablette');
    expect(stands(said)).toMatchObject({ flow: 'code-reset' });
  });
});

describe('a question in the middle of something', () => {
  it('« c’est quoi le numéro AMC ? » is answered in the middle of a reset, and leads back to the same question (D08, D11)', async () => {
    await chat.say('j’ai perdu mon code');
    const aside = await chat.say('c’est quoi le numéro AMC ?');
    expect(textOf(aside)).toContain('Numéro AMC');
    expect(stands(aside)).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
    expect(pageOf(aside)).toMatch(/^\/l\//);
  });

  it.each([
    ['c’est quoi la zone D ?', 'Zone D : Codes de tiers payant'],
    ['OC ça veut dire quoi', 'Zone D : Codes de tiers payant'],
    ['c’est quoi le numéro AMC ?', 'Zone A : Numéro AMC'],
    ['lettre A', 'Zone A : Numéro AMC'],
    ['que veut dire C ?', 'Zone C : Période de garantie'],
    ['la période de garantie', 'Zone C : Période de garantie'],
    ['et la lettre E ?', 'Zone E : Base de calcul'],
    ['c’est quoi la période de garantie ?', 'Zone C : Période de garantie'],
  ])(
    'in the legend « %s » tells that one zone, and offers the others again (D08-D11)',
    async (question, zone) => {
      await chat.say('lire ma carte');
      const legend = stands(chat.lines);
      expect(legend).toMatchObject({ flow: 'information', state: 'card-legend' });
      const offered = ids(chat.lines);
      const told = await chat.say(question);
      expect(told[0]!.text).toContain(zone);
      expect(told[0]!.text.match(/^Zone [A-F] : /gm)).toHaveLength(1);
      expect(stands(told)).toMatchObject({
        state: 'card-zone',
        topic: 'card-legend',
        turn: legend!.turn + 1,
      });
      expect(ids(told)).toEqual(offered);
    },
  );

  it('the drawing is shown once, and again only when it is out of sight; the zone’s words come each time (D08, D11)', async () => {
    const drawings = (lines: readonly Line[]) => lines.filter(({ drawing }) => drawing).length;
    expect(drawings(await chat.say('lire ma carte'))).toBe(1);
    for (const zone of ['zone B', 'et la lettre E ?', 'c’est quoi la zone D ?']) {
      const told = await chat.say(zone);
      expect(drawings(told), zone).toBe(0);
      expect(told[0]!.text).toMatch(/^Zone [BDE] : /);
    }
    for (let said = 0; said < 6; said++) await chat.say('merci');
    expect(drawings(await chat.say('zone A'))).toBe(1);
  });

  it('a zone is told at once at the door and in the middle of something; the whole card stays the whole card (D08-D11)', async () => {
    expect((await chat.say('SP ça veut dire quoi'))[0]!.text).toMatch(/^Zone D : Codes/);
    const whole = chatWith(() => test.product.bot, { tenant: 'cpms' });
    await whole.open();
    expect(stands(await whole.say('tiers payant'))).toMatchObject({ state: 'card-legend' });
    const other = chatWith(() => test.product.bot, { tenant: 'cpms' });
    await other.open();
    await other.say('j’ai perdu mon code');
    expect((await other.say('c’est quoi la zone D ?'))[0]!.text).toMatch(/^Zone D : Codes/);
    expect(stands(await other.say('retour'))).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
  });

  it('while a page is open, the page still serves: it goes on where the session stands (X20)', async () => {
    await chat.say('j’ai perdu mon code');
    const { engine, links } = test.product;
    const origin = { channel: 'web', source: '192.0.2.1' };
    const { token } = await links.exchange(pageOf(chat.lines).slice(3), engine.mint(), origin, 'fr');
    await chat.say('c’est quoi le numéro AMC ?');
    await chat.say('retour');
    const { view } = await engine.resume(token);
    expect(view).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
    const answer = { values: { nir: '185077505604801' } };
    await engine.answer({ token, turn: view.turn, answer, origin });
    expect(textOf(await chat.say('c’est fait'))).toContain('Votre demande de code d’accès est enregistrée');
  });
});

describe('what cannot wait', () => {
  it('a life in danger: 15 and 112 first, and nothing is asked (D13)', async () => {
    const said = await chat.say('au secours mon mari ne respire plus');
    expect(said[0]!.text).toMatch(/15 \(SAMU\) ou le 112/);
    expect(ids(said)).toEqual([]);
  });

  it('so is its number alone, but where a number is asked for', async () => {
    expect((await chat.say('999'))[0]!.text).toMatch(/15 \(SAMU\) ou le 112/);
    await chat.say('reprendre');
    expect(textOf(await chat.say('999'))).not.toContain('SAMU');
  });

  it('whoever speaks of their own death hears who listens, day and night, too (D13)', async () => {
    const said = await chat.say('je n’ai plus envie de vivre');
    expect(said[0]!.text).toMatch(/15 \(SAMU\) ou le 112/);
    expect(said[1]!.text).toContain('3114');
    expect(textOf(await chat.say('mon mari ne respire plus'))).not.toContain('3114');
  });

  it('also in the middle of something, and before the insurer is known (D13)', async () => {
    await chat.say('j’ai perdu mon code');
    expect((await chat.say('il fait un infarctus'))[0]!.text).toContain('15 (SAMU)');
    const anyone = chatWith(() => test.product.bot);
    expect(textOf(await anyone.say('ma femme est inconsciente'))).toContain('15 (SAMU)');
  });

  it('in hospital: the care desk’s number and hours first, from the insurer’s data (D12, D13)', async () => {
    const said = await chat.say('je suis à l’hôpital');
    const text = textOf(said);
    expect(text.indexOf('01 47 70 45 57')).toBeGreaterThan(0);
    expect(text).toMatch(/hospitalisation[\s\S]*01 47 70 45 57[\s\S]*24\sh sur 24/);
    expect(text.match(/Service des prises en charge/g), 'told once in one answer').toHaveLength(1);
    expect(textOf(await chat.say('je veux parler à quelqu’un'))).toContain('01 47 70 45 57');
  });
});

describe('in hospital, where nobody has a care desk', () => {
  it.each([
    ['the guide', 'ecps'],
    ['before the insurer is known', undefined],
  ])(
    '%s: 15 and 112, then whose desk to call, and no helper of the guide’s (D13, P15)',
    async (_where, tenant) => {
      const anyone = chatWith(() => test.product.bot, { tenant });
      await anyone.open();
      const said = await anyone.say('je suis à l’hôpital');
      expect(said[0]!.text).toMatch(/le 15 \(SAMU\) ou le 112[\s\S]*appelez votre assureur/);
      expect(textOf(said)).not.toMatch(/e-CPS :|CPx|0 8\d\d|asipsante/);
      expect(ids(said).length).toBeGreaterThan(1);
    },
  );
});

describe('more than one thing in a message', () => {
  it('the first wish is followed, the second noted and offered once the first is done; « oui » goes there', async () => {
    const said = await chat.say('j’ai perdu mon code. Et comment fonctionne la télétransmission ?');
    expect(textOf(said)).toContain('C’est noté aussi');
    expect(stands(said)).toMatchObject({ flow: 'code-reset' });
    const stopped = await chat.say('stop');
    expect(textOf(stopped)).toContain('Vous vouliez aussi');
    expect(stands(await chat.say('oui'))).toMatchObject({ flow: 'information', topic: 'teletransmission' });
  });

  it('or left: « non » to the second wish shows the menu', async () => {
    await chat.say('j’ai perdu mon code. Et comment fonctionne la télétransmission ?');
    await chat.say('stop');
    const said = await chat.say('non');
    expect(ids(said)).toContain('letter-status');
    expect((await test.product.conversations.load(chat.id))?.later).toBeUndefined();
  });

  it('who does not know is told that it does not matter, and may choose again or ask for a person', async () => {
    await chat.press('door:sign-in-help');
    for (let time = 0; time < 4; time++) {
      const said = await chat.say('je sais pas');
      expect(textOf(said)).toContain('Ce n’est pas grave');
      expect(ids(said)).toEqual(expect.arrayContaining(['yes', 'no', 'person']));
    }
  });

  it.each([
    'c’est bon je suis connecté, merci',
    'ça remarche !',
    'j’ai choisi mon nouveau code',
    'it works now',
  ])('« %s » is good news, and no new wish', async (text) => {
    const said = await chat.say(text);
    expect(textOf(said)).toMatch(/Tant mieux|Glad to hear/);
    expect(stands(said)).toMatchObject({ flow: 'front-door' });
  });

  it.each([
    'ça ne marche pas',
    'je suis connecté mais je ne vois pas mes décomptes',
    'comment ça marche ?',
    'changer mon code',
    'choisir mon nouveau code',
  ])('« %s » is none', async (text) => {
    expect(textOf(await chat.say(text))).not.toContain('Tant mieux');
  });

  it.each([
    ['mon père n’arrive plus à se connecter', 'sign-in-help'],
    ['ma mère a perdu son code', 'code-reset'],
    ['my mother can’t sign in', 'sign-in-help'],
  ])('« %s » is told once how to help somebody, and goes where it leads', async (text, flow) => {
    const said = textOf(await chat.say(text));
    expect(said).toMatch(/avec cette personne et avec son numéro|with that person’s number/);
    const on = await chat.say('oui');
    expect([...chat.lines].findLast((line) => line.stands)!.stands).toMatchObject({ flow });
    expect(textOf(on)).not.toMatch(/avec son numéro|person’s number/);
  });

  it.each(['je suis la tutrice de Mme Test', 'j’ai une procuration pour ce compte'])(
    '« %s » is told whom to ask',
    async (text) => {
      expect(textOf(await chat.say(text))).toContain('tutelle, procuration');
    },
  );

  it.each(['remboursement des lunettes de ma fille', 'mon mari et moi avons la même carte'])(
    '« %s » is nobody else’s affair',
    async (text) => {
      expect(textOf(await chat.say(text))).not.toContain('tutelle, procuration');
    },
  );

  it('« et si… ? » is answered, and chooses nothing', async () => {
    await chat.say('je n’arrive pas à me connecter');
    const before = stands(chat.lines);
    const said = await chat.say('et si je n’ai pas de code ?');
    expect(stands(said)).toMatchObject({ state: before!.state, turn: before!.turn });
    expect(textOf(said)).toContain('1. ');
  });

  it('a link that was sent and does not open is no question about the card', async () => {
    const said = await chat.say('le lien de mon mail ne marche plus, ça dit qu’il est expiré');
    expect(textOf(said)).toContain('Un lien ne sert qu’une fois');
    expect(ids(said).slice(0, 2)).toEqual(['door:code-reset', 'door:mail-code']);
  });

  it.each([
    ['non attendez je me suis trompé c’est pour changer mon code', 'change-code'],
    ['pardon je me suis trompée, c’est pour savoir où est ma lettre', 'letter-status'],
  ])('« %s » is what was meant after all', async (text, flow) => {
    expect(stands(await chat.say(text))).toMatchObject({ flow });
  });

  it('whoever asked for a person and wants to be called speaks to them, whatever it is about', async () => {
    await chat.say('je veux parler à quelqu’un');
    expect(textOf(await chat.say('je n’ai plus accès à mon compte, rappelez-moi'))).toContain(
      'transmettre ceci',
    );
  });

  it('good evening is answered with good evening', async () => {
    expect(textOf(await chat.say('Bonsoir'))).toContain('Bonsoir !');
  });

  it('nor is whoever says only whom it is for (P09)', async () => {
    await chat.press('door:care-request');
    const said = await chat.say('c’est pour ma mère');
    expect(textOf(said)).toMatch(/^Si vous aidez quelqu’un.*$/);
    expect(ids(said)).toContain('hospital');
    expect(textOf(await chat.say('zzz qqq'))).toContain('Je n’ai pas compris.');
  });

  it('anger about nothing in particular is not told that it was not understood', async () => {
    const said = await chat.say('vous êtes nuls');
    expect(textOf(said)).toMatch(/^Je suis désolé[^\n]*$/);
    expect(ids(said)).toContain('person');
    expect(textOf(await chat.say('bande de nuls')), 'no apology twice').toMatch(
      /^Je comprends[^\n]*« quelqu’un »[^\n]*$/,
    );
  });

  it('anger is answered kindly, its problem’s door is opened, and a person is one press away (P09)', async () => {
    const said = await chat.say(
      'c’est inadmissible, ça fait trois fois que je n’arrive pas à me connecter !!!',
    );
    expect(textOf(said)).toContain('Je suis désolé');
    expect(stands(said)).toMatchObject({ flow: 'sign-in-help' });
    expect(ids(said)).toContain('person');
  });
});

describe('the answer to a yes-or-no question, in other words', () => {
  const asksLength = async () => {
    await chat.press('door:sign-in-help');
    expect(stands(await chat.press('yes'))).toMatchObject({ state: 'asking-six-digits' });
  };

  it.each([
    'non il a 5 chiffres',
    'il a 4 chiffres',
    'mon code a 8 chiffres',
    'il en a 8',
    'plus que 6',
    'il n’a pas 6 chiffres',
    'il y a des lettres dedans',
    'it has 8 digits',
  ])('« %s » is no', async (words) => {
    await asksLength();
    expect(stands(await chat.say(words))).toMatchObject({ flow: 'change-code' });
  });

  it.each(['j’ai 6 chiffres', '6 chiffres oui', 'il en a six'])('« %s » is yes', async (words) => {
    await asksLength();
    expect(stands(await chat.say(words))).toMatchObject({ flow: 'sign-in-help', state: 'offering-new-code' });
  });

  it('is said of that question alone; a wish is one there, too', async () => {
    await chat.press('door:sign-in-help');
    expect(stands(await chat.say('il a 5 chiffres'))).toMatchObject({ state: 'asking-typed-right' });
    await chat.say('menu');
    await asksLength();
    expect(textOf(await chat.say('je n’ai pas reçu ma lettre'))).toContain('passer à');
  });

  it.each([
    ['j’en ai pas', 'card-no'],
    ['non je n’en ai pas', 'card-no'],
    ['oui j’en ai une', 'card-yes'],
  ])('« %s » to whether one has a card is %s', async (words, choice) => {
    const [guide, other] = ['a', 'b'].map(() => chatWith(() => test.product.bot, { tenant: 'ecps' }));
    await guide!.open();
    await other!.open();
    const said = await guide!.say(words);
    expect(textOf(said)).toBe(textOf(await other!.press(choice)));
    expect(stands(said)).toMatchObject({ state: 'installing-app.doing' });
  });
});

describe('a choice that nobody was offered', () => {
  it.each(['door:new-code', 'door:credentials', 'door:nope', 'door:nope:zone-a'])(
    '« %s » begins nothing, while a page is open too, and breaks nothing (P03)',
    async (crafted) => {
      const { engine, links } = test.product;
      const token = pageOf(await chat.say('j’ai perdu mon code')).slice('/l/'.length);
      await links.exchange(token, engine.mint(), { channel: 'web', source: '192.0.2.1' }, 'fr');
      for (const choice of [crafted, 'yes']) {
        await chat.press(choice);
        expect(stands(chat.lines)).toMatchObject({ flow: 'code-reset' });
      }
      expect(stands(await chat.say('oui'))).toMatchObject({ flow: 'code-reset' });
    },
  );
});

describe('another insurer than the one whose page it is', () => {
  it.each(['je veux mon code ACS', 'je suis chez acs', 'it is with ACS'])(
    '« %s » is told where theirs is, and nothing is begun here',
    async (text) => {
      const said = await chat.say(text);
      expect(textOf(said)).toMatch(
        /(?:ici chez|This is) CPMS\. ACS (?:a sa propre page|has a page of its own).*\/acs\/chat$/m,
      );
      expect(textOf(said)).not.toMatch(/ABELA/);
      expect(stands(said)).toMatchObject({ flow: 'front-door' });
    },
  );

  it('one’s own, or the e-CPS, is no other; whoever wants to leave is for a person', async () => {
    for (const words of ['changer de mutuelle', 'changer d’assureur']) {
      expect(stands(await chat.say(words)), words).toMatchObject({ flow: 'person' });
      await chat.say('menu');
    }
    await chat.say('j’ai perdu mon code');
    expect(stands(await chat.say('changer d’assureur'))).toMatchObject({ flow: 'person' });
    await chat.say('menu');
    expect(stands(await chat.say('j’ai perdu mon code CPMS'))).toMatchObject({ flow: 'code-reset' });
    await chat.say('menu');
    expect(stands(await chat.say('activer mon e-CPS'))).toMatchObject({ flow: 'ecps' });
  });
});

describe('a question about the question', () => {
  it.each([
    'pourquoi ?',
    'c’est quoi',
    'où je le trouve ?',
    'combien de temps ça prend ?',
    'c’est combien de temps ?',
    'aide',
    'why?',
  ])(
    '« %s » is answered with what is known of it: the number, why, where it is, how long (P09)',
    async (words) => {
      await chat.say('j’ai perdu mon code');
      const said = textOf(await chat.say(words));
      expect(said).toMatch(/N° de Sécurité Sociale : 13 caractères/);
      expect(said).toMatch(/Pour retrouver votre dossier[\s\S]*carte Vitale/);
      expect(stands(chat.lines)).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
      expect(pageOf(chat.lines)).toMatch(/^\/l\//);
    },
  );

  it.each([
    ['pourquoi vous voulez mon numéro de sécu ?', /sert seulement à retrouver votre dossier/],
    ['à quoi sert mon numéro de sécu', /sert seulement à retrouver votre dossier/],
    ['why do you need my social security number?', /serves only to find your file/],
    ['c’est où sur la carte vitale ?', /13 chiffres[\s\S]*Voici de nouveau la page/],
  ])('« %s » is told, and the question stands', async (words, told) => {
    await chat.say('j’ai perdu mon code');
    const said = await chat.say(words);
    expect(textOf(said)).toMatch(told);
    expect(stands(said)).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
  });

  it('that is about something else than the doubt leaves the doubt', async () => {
    await chat.say('je veux changer mon code');
    await chat.say('non en fait j’ai oublié l’ancien');
    expect(textOf(await chat.say('et si je me trompe trois fois ?'))).not.toMatch(/^Voulez-vous dire/);
  });

  it.each([
    'et si je me trompe ?',
    'c’est quoi un NIR',
    'mais pourquoi vous avez besoin de ça',
    'what if I make a mistake?',
  ])(
    '« %s » in the middle of something is about that, where nothing else is plainly meant',
    async (words) => {
      await chat.say('j’ai perdu mon code');
      const said = await chat.say(words);
      expect(textOf(said)).toMatch(/13 (caractères|characters)[\s\S]*carte Vitale/);
      expect(stands(said)).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
    },
  );

  it('a question that plainly means something else still leads there', async () => {
    await chat.say('j’ai perdu mon code');
    expect(textOf(await chat.say('c’est quoi le numéro AMC ?'))).toContain('Zone A : Numéro AMC');
  });

  it('a choice is listed with its numbers, a field told by what it looks like, the menu by what may be said', async () => {
    expect(textOf(await chat.say('aide'))).toMatch(/ce qui vous arrive[\s\S]*1\. /);
    await chat.say('je n’arrive pas à me connecter');
    const listed = await chat.say('je ne comprends pas');
    expect(textOf(listed)).toMatch(/Avez-vous bien tapé[\s\S]*par leur numéro :\n1\. Oui/);
    const { turn } = stands(listed)!;
    expect(stands(await chat.say('1'))?.turn).toBe(turn + 1);
    const guide = chatWith(() => test.product.bot, { tenant: 'ecps' });
    await guide.press('card-no');
    await guide.press('worked');
    expect(textOf(await guide.say('c’est quoi'))).toContain('numéro RPPS');
  });
});

describe('fields one by one', () => {
  it('are asked, taken back, read back where it matters, and sent together (E32)', async () => {
    const guide = chatWith(() => test.product.bot, { tenant: 'ecps' });
    await guide.open();
    await guide.press('card-no');
    await guide.say('c’est fait');
    await guide.press('worked');
    expect(stands(guide.lines)?.asks).toEqual(['nationalId']);
    const read = await guide.say('899700000013');
    expect(textOf(read)).toContain('« 899700000013 ». C’est bien cela ?');
    await guide.say('non');
    expect(textOf(guide.lines.slice(-1))).toContain('?');
    await guide.say('899700000013');
    const { turn } = stands(guide.lines)!;
    await guide.say('oui');
    expect(stands(guide.lines)!.turn).toBe(turn + 1);
  });

  it('a sentence without a digit is no number; another number takes the place of the one read back (E32, P09)', async () => {
    const guide = chatWith(() => test.product.bot, { tenant: 'ecps' });
    await guide.open();
    await guide.press('card-no');
    await guide.press('worked');
    const lost = await guide.say('je ne sais pas où trouver ça sur ma carte');
    expect(textOf(lost)).not.toContain('C’est bien cela ?');
    expect(stands(lost)?.asks).toEqual(['nationalId']);
    await guide.say('c’est le 8 1234567890');
    expect(textOf(await guide.say('pardon, 8 99700000013'))).toContain(
      '« 8 99700000013 ». C’est bien cela ?',
    );
    const { turn } = stands(guide.lines)!;
    await guide.say('oui');
    expect(stands(guide.lines)!.turn).toBe(turn + 1);
  });
});

describe('the first of what is offered', () => {
  it.each(['la première', 'la première option', '1er', 'first', 'number 1'])(
    '« %s » is its place, whatever another is called',
    async (words) => {
      await chat.open();
      expect(stands(await chat.say(words))).toMatchObject({ flow: 'sign-in' });
    },
  );

  it('is not what « un » says beside it', async () => {
    await chat.open();
    expect(stands(await chat.say('je veux un numéro'))).not.toMatchObject({ flow: 'sign-in' });
  });

  it('is not what the name of another says whole', async () => {
    await chat.open();
    expect(stands(await chat.say('première connexion'))).toMatchObject({ flow: 'first-connection' });
  });
});

describe('what is said beside any wish', () => {
  it.each(['c’est bon j’ai retrouvé', 'c’est réglé, ça remarche'])(
    '« %s » in the middle of something leaves it to them whether it is needed still',
    async (words) => {
      await chat.say('j’ai perdu mon code');
      const said = await chat.say(words);
      expect(textOf(said)).toMatch(/^Tant mieux ! Si vous n’avez plus besoin/);
      expect(ids(said)).toContain('stop');
      expect(stands(said)).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
    },
  );

  it('a complaint of the conversation itself is met kindly, and no door is guessed from it', async () => {
    await chat.say('j’ai perdu mon code');
    const said = textOf(await chat.say('vous me ressortez toujours la même phrase'));
    expect(said).toMatch(/^Je suis désolé que cela vous donne du mal/);
    expect(said).not.toContain('Voulez-vous dire');
  });

  it('a danger that no sign foretells comes first (D13)', async () => {
    const said = textOf(await chat.say('ma mère a la bouche de travers et ne trouve plus ses mots'));
    expect(said).toMatch(/^Si une vie est en danger/);
  });

  it.each(['laissez-moi tranquille', 'bon je laisse tomber'])('« %s » ends it', async (words) => {
    await chat.say('j’ai perdu mon code');
    expect(textOf(await chat.say(words))).toMatch(/^Vous avez arrêté/);
  });

  it('whoever wants no message sent sends none (P13)', async () => {
    await chat.say('je veux parler à quelqu’un');
    for (const words of ['non je ne veux pas laisser de message', 'n’envoyez rien']) {
      const said = await chat.say(words);
      expect(textOf(said)).toBe('Très bien, rien ne part.');
      expect(ids(said)).toContain('write');
    }
  });

  it('whoever cannot send a message is not told that nothing is sent', async () => {
    await chat.say('je veux parler à quelqu’un');
    for (const words of ['je ne sais pas écrire', 'I have no phone so I would like to send a message'])
      expect(textOf(await chat.say(words)), words).not.toContain('rien ne part');
  });

  it('a message to somebody is theirs, also where a danger rings (D13)', async () => {
    await chat.say('je veux parler à quelqu’un');
    await chat.press('write');
    const said = textOf(await chat.say('je ne peux plus respirer dans ce dossier, aidez-moi à le clore'));
    expect(said).toMatch(/^Si une vie est en danger/);
    expect(said).toMatch(/Voici ce qui partira[\s\S]*aidez-moi à le clore/);
  });

  it('« attendez, je demande à ma femme » is waited for', async () => {
    await chat.say('il me faut une prise en charge');
    const said = await chat.say('attendez je demande à ma femme');
    expect(textOf(said)).toMatch(/^Prenez votre temps/);
    expect(stands(said)).toMatchObject({ flow: 'care-request', state: 'choosing-request' });
  });

  it('« infos » is the way to all information', async () => {
    await chat.open();
    expect(stands(await chat.say('infos'))).toMatchObject({ flow: 'information', state: 'choosing-topic' });
  });
});
