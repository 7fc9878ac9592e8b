/** What people were seen to say, where something else was heard: each at the place where they said it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chat, chatWith, ids, stands, textOf } from '../../support/chat.ts';
import { MINUTE, type TestProduct, testProduct } from '../../support/product.ts';

let test: TestProduct;
beforeAll(async () => {
  test = await testProduct();
});
afterAll(() => test.close());

async function chatAt(tenant: string, ...presses: readonly string[]): Promise<Chat> {
  const chat = chatWith(() => test.product.bot, { tenant });
  await chat.open();
  for (const id of presses) await chat.press(id);
  return chat;
}

describe('beside a page that is waited for', () => {
  it.each([
    'le bouton ne marche pas',
    'ca ouvre rien',
    'erreur 404',
    'le lien ne sert plus',
    'j’arrive pas sur la page',
  ])('« %s » gives another link, and leads nowhere else', async (words) => {
    const chat = await chatAt('cpms', 'door:code-reset');
    const said = await chat.say(words);
    expect(stands(said)).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
    expect(said.some(({ link }) => link?.handOver)).toBe(true);
  });

  it('« vous êtes toujours là ? » is answered with the question, and the flow stays', async () => {
    const chat = await chatAt('cpms', 'door:code-reset');
    expect(stands(await chat.say('vous êtes toujours là ?'))).toMatchObject({ flow: 'code-reset' });
  });

  it('« j’ai pas d’adresse mail » is told where the code goes then', async () => {
    const chat = await chatAt('cpms', 'door:code-reset');
    expect(textOf(await chat.say('j’ai pas d’adresse mail'))).toMatch(/par la poste si votre dossier/);
  });
});

describe('what the wish has said already', () => {
  it.each([
    ['cpms', 'il me faut une prise en charge pour une hospitalisation', /hospitalisation/, 'sign-in'],
    [
      'cpms',
      'mon mari se fait opérer à la clinique le 12, il leur faut une prise en charge',
      /hosp/,
      'sign-in',
    ],
    ['cpms', 'je voudrais faire étudier un devis dentaire', /devis/, 'sign-in'],
    ['cpms', 'prise en charge lunettes', /lunettes/, 'sign-in'],
    ['ans', 'je veux activer mon e-cps sans carte', /pas de carte/, 'ecps'],
    ['ans', 'activer l’e-cps par mail et sms', /pas de carte/, 'ecps'],
    ['ans', 'activer l’e-cps, j’ai ma carte et un lecteur', /j’ai ma carte/, 'ecps'],
  ])('%s, « %s » is told back and not asked again', async (tenant, words, taken, flow) => {
    const chat = await chatAt(tenant);
    const said = await chat.say(words);
    expect(textOf(said)).toMatch(
      new RegExp(`\\?[\\s\\S]*Vous l’avez déjà dit : « [^»]*${taken.source}[^»]* ». Si je me trompe`),
    );
    expect(stands(said)?.flow).toBe(flow);
    expect(stands(said)?.state).not.toMatch(/^(choosing-request|asking-card)$/);
  });

  it('whom to call first is told before it (D13), and « recommencer » asks it after all', async () => {
    const chat = await chatAt('cpms');
    expect(textOf(await chat.say('prise en charge pour une hospitalisation'))).toMatch(
      /^Si c’est urgent[\s\S]*déjà dit/,
    );
    await chat.say('recommencer');
    expect(stands(await chat.press('care-request'))).toMatchObject({ state: 'choosing-request' });
  });

  it.each([
    ['of two things', 'cpms', 'une prise en charge pour mes lunettes, mon médecin les a prescrites'],
    ['denied', 'cpms', 'une prise en charge, mais pas pour une hospitalisation'],
    ['told of as a trouble', 'ans', 'je n’arrive pas à activer mon e-cps avec ma carte'],
    ['without a word of it', 'cpms', 'il me faut une prise en charge'],
  ])('%s, it is asked', async (_what, tenant, words) => {
    const chat = await chatAt(tenant);
    const said = await chat.say(words);
    expect(textOf(said)).not.toContain('déjà dit');
    expect(stands(said)?.state).toMatch(/^(choosing-request|asking-card)$/);
  });

  it('is remembered while they are asked whose member they are', async () => {
    const chat = await chatAt('ans');
    const other = chatWith(() => test.product.bot);
    await other.open();
    await other.say('une prise en charge pour une hospitalisation');
    expect(textOf(await other.say('ACS'))).toMatch(/ACS, c’est noté[\s\S]*déjà dit : « Une hospitalisation/);
    expect(stands(await chat.say('je n’ai ni carte ni lecteur pour l’e-CPS'))).toMatchObject({
      flow: 'ecps',
      state: 'installing-app.doing',
    });
  });

  it('a yes or no is never taken so: it would not say what it was taken for', async () => {
    const chat = await chatAt('cpms');
    const said = await chat.say('je ne peux pas me connecter, j’ai sûrement mal tapé');
    expect(stands(said)).toMatchObject({ flow: 'sign-in-help', state: 'asking-typed-right' });
  });
});

describe('what somebody does not want', () => {
  it('is not begun', async () => {
    const chat = await chatAt('cpms');
    const said = await chat.say('je ne veux pas de nouveau code');
    expect(stands(said)).toMatchObject({ flow: 'front-door' });
    expect(ids(said)).toContain('none-of-these');
  });

  it('is not urged on them where it is under way', async () => {
    const chat = await chatAt('cpms', 'door:code-reset');
    expect(textOf(await chat.say('je ne veux pas de nouveau code'))).toMatch(/^Sans cette page/);
  });
});

describe('whoever needs a person', () => {
  it.each([
    ['whose postal address is wrong (X13)', 'j’ai déménagé, vous avez mon ancienne adresse'],
    ['whose letter went to the wrong address (X13)', 'ma lettre est partie à mon ancienne adresse'],
    ['whose postal code is wrong', 'on a changé mon code postal'],
    ['whose name is wrong', 'mon nom est mal écrit sur ma carte'],
    ['who asks for the code of somebody who died', 'mon père est mort, comment avoir son code'],
  ])('%s: « %s »', async (_who, words) => {
    const chat = await chatAt('cpms');
    const said = await chat.say(words);
    expect(stands(said)).toMatchObject({ flow: 'person' });
    expect(textOf(said)).not.toContain('C’est noté aussi');
  });

  it('is not asked for a code', async () => {
    const chat = await chatAt('cpms');
    expect(stands(await chat.say('j’ai besoin d’un psy'))).toMatchObject({ flow: 'front-door' });
  });
});

describe('a question about us', () => {
  it.each([
    ['j’ai donné mon code au téléphone à quelqu’un', /Vous avez donné votre code \? Demandez-en un/],
    ['je me suis fait arnaquer, j’ai donné mon mot de passe', /Vous avez donné votre code \? Demandez-en un/],
    ['vous vendez mes données ?', /Ce que vous écrivez ici sert à votre démarche/],
    ['est-ce que quelqu’un lit mes messages ?', /Personne ne le lit/],
    ['c ou mon num secu', /carte Vitale/],
    ['où je trouve le num de secu', /carte Vitale/],
  ])('« %s » is answered', async (words, answer) => {
    const chat = await chatAt('cpms');
    expect(textOf(await chat.say(words))).toMatch(answer);
  });

  it('« en fait je préfère en français » says the question again, in French', async () => {
    const chat = await chatAt('cpms');
    await chat.say('english');
    await chat.say('I lost my code');
    expect(textOf(await chat.say('en fait je préfère en français'))).toMatch(
      /continuons en français[\s\S]*Ne l’écrivez pas ici/,
    );
  });
});

describe('whoever cannot telephone', () => {
  it.each(['je suis sourd je ne peux pas téléphoner', 'I am deaf, I cannot phone'])(
    '« %s » is told first that all can be written, then whom to write to',
    async (words) => {
      const chat = await chatAt('cpms');
      const said = await chat.say(words);
      expect(textOf(said)).toMatch(
        /^(Tout peut se faire par écrit|.*\n*.*Everything can be done in writing)/,
      );
    },
  );
});

describe('a message to a person', () => {
  it.each(['rappelez moi au 0612345678', 'rappelez-moi', 'appelez-moi demain'])(
    '« %s », where a person was asked for, is theirs',
    async (words) => {
      const chat = await chatAt('cpms', 'person');
      expect(textOf(await chat.say(words))).toContain('Voici ce qui partira');
    },
  );

  it('that leaves a number is kept, wherever a person is wished for', async () => {
    for (const words of [
      'appelez-moi au 06 12 34 56 78',
      'je veux un conseiller, mon numéro est le 06 12 34 56 78',
    ]) {
      const chat = await chatAt('cpms');
      const said = textOf(await chat.say(words));
      expect(said).toMatch(/Voici qui peut vous aider[\s\S]*Voici ce qui partira[\s\S]*06 12 34 56 78/);
    }
  });

  it('grows no longer than it may be: what would make it so is not added, and what is there is kept', async () => {
    const chat = await chatAt('cpms', 'person', 'write');
    const first = `Ma lettre est déchirée. ${'Elle est illisible. '.repeat(150)}`.trim();
    expect(textOf(await chat.say(first))).toContain(first);
    for (let time = 0; time < 3; time++) {
      const said = textOf(await chat.say('Je ne peux pas la lire du tout. '.repeat(60)));
      expect(said).toMatch(/^C’est un peu trop long\. Raccourcissez/);
      expect(said.length).toBeLessThan(first.length + 500);
      expect(said).toContain(first);
    }
    expect(textOf(await chat.say('Encore une fois. '.repeat(300)))).toMatch(/^C’est un peu trop long/);
  });

  it.each(['quand me rappelez-vous ?', 'je rappelle'])('« %s » is none', async (words) => {
    const chat = await chatAt('cpms', 'person');
    expect(textOf(await chat.say(words))).not.toContain('Voici ce qui partira');
  });

  it.each(['j’ai trouvé merci', 'non merci'])('« %s » there is none', async (words) => {
    const chat = await chatAt('cpms', 'person');
    const said = await chat.say(words);
    expect(textOf(said)).toMatch(/^(Tant mieux|Très bien)/);
    expect(ids(said)).toContain('sign-in');
  });
});

describe('a word that means something else where it is said', () => {
  it('« c’est tout ? » asks, and stops nothing', async () => {
    const chat = await chatAt('cpms', 'door:code-reset');
    expect(stands(await chat.say('c’est tout ?'))).toMatchObject({
      flow: 'code-reset',
      state: 'awaiting-nir',
    });
  });

  it('« je reviens » at the door waits for them, or greets who has been away', async () => {
    const chat = await chatAt('cpms');
    expect(textOf(await chat.say('je reviens'))).toContain('je vous attends');
    test.clock.advance(60 * MINUTE);
    expect(textOf(await chat.say('bonjour je reviens'))).toContain('Que souhaitez-vous faire');
  });

  it('« ok désolé » after the warning of a code is no harm', async () => {
    const chat = await chatAt('cpms');
    await chat.say('mon code est 274931');
    expect(textOf(await chat.say('ok désolé'))).toMatch(/^Ce n’est rien\./);
  });

  it.each(['je n’ai pas le code', 'I don’t have it'])(
    '« %s » to the resume code goes on without it',
    async (words) => {
      const chat = await chatAt('cpms');
      await chat.say('reprendre');
      expect(stands(await chat.say(words))).toMatchObject({ flow: 'front-door' });
      expect(textOf(chat.lines)).not.toMatch(/Voici comment obtenir|how to get your access code/);
    },
  );

  it.each([
    ['télétransmission', 'care-request'],
    ['mes décomptes par mail', 'email-registration'],
  ])('« oui » to what « %s » offers begins it', async (topic, flow) => {
    const chat = await chatAt('cpms');
    await chat.say(topic);
    expect(stands(await chat.say('oui'))).toMatchObject({ flow });
  });

  it.each([
    'je ne veux pas parler à un robot',
    'je ne veux pas avancer les frais',
    'je ne veux pas perdre mon code',
  ])('« %s » refuses no door', async (words) => {
    const chat = await chatAt('cpms');
    expect(ids(await chat.say(words))).not.toContain('none-of-these');
  });

  it.each([
    'vous êtes où',
    'j’ai donné mon mot de passe mais il est refusé',
    'quelqu’un peut lire mon décompte',
  ])('« %s » is no question whether we are there, nor about fraud or data', async (words) => {
    const chat = await chatAt('cpms');
    const said = textOf(await chat.say(words));
    expect(said).not.toMatch(/Que souhaitez-vous faire|Personne de chez nous|Ce que vous écrivez ici/);
  });

  it('« mon opticien veut mon numéro AMC », where care is asked for, is about the number', async () => {
    const chat = await chatAt('cpms', 'door:care-request');
    const said = await chat.say('mon opticien veut mon numéro AMC');
    expect(textOf(said)).toContain('Numéro AMC');
    expect(stands(said)).toMatchObject({ flow: 'care-request' });
    expect(stands(await chat.say('je n’ai pas de devis'))).toMatchObject({ state: 'choosing-request' });
  });

  it('« c’est urgent », where care is asked for, has the desk’s number first (D13)', async () => {
    const chat = await chatAt('cpms', 'door:care-request');
    expect(textOf(await chat.say('c’est urgent'))).toMatch(
      /^Voici qui[^\n]*\n+Service des prises en charge : 01 47/,
    );
  });
});

describe('what care is asked for', () => {
  it.each([
    ['lunettes pour mon fils', 'optician'],
    ['hospitalisation de mon mari la semaine prochaine', 'hospital'],
    ['un devis dentaire', 'quote'],
    ['c’est pour aller chez le dentiste', 'practitioner'],
  ])('« %s » is %s', async (words) => {
    const chat = await chatAt('cpms', 'door:care-request');
    const said = await chat.say(words);
    expect(textOf(said)).toContain('connectez-vous avant de faire cette demande');
  });
});

describe('a letter that is asked after', () => {
  it('« nouvelle demande » without its number asks for a new code', async () => {
    for (const words of ['nouvelle demande', 'je veux refaire une demande']) {
      const chat = await chatAt('cpms', 'door:letter-status', 'no-follow-up');
      expect(stands(await chat.say(words))).toMatchObject({ flow: 'code-reset' });
    }
  });
});

describe('an activation', () => {
  const card = ['door:ecps', 'card-yes'];
  it.each([
    [card, 'mon lecteur ne marche pas', 'card-problem', '0 825 85 2000'],
    [card, 'j’ai perdu ma carte', 'card-problem', '0 825 85 2000'],
    [['door:ecps', 'card-no'], 'mon adresse mail a changé', 'details-outdated', 'coordonnées'],
  ])('at %s, « %s » finds the help for it (E60-E63)', async (presses, words, state, help) => {
    const chat = await chatAt('ecps', ...presses);
    const said = await chat.say(words);
    expect(stands(said)).toMatchObject({ state: expect.stringContaining(state) });
    expect(textOf(said)).toContain(help);
  });

  it.each(['je n’ai pas de carte cps', 'j’ai pas de cps', 'sans cps'])(
    '« %s » is the method without a card',
    async (words) => {
      const chat = await chatAt('ecps', 'door:ecps');
      const said = await chat.say(words);
      expect(stands(said)).toMatchObject({ state: expect.stringContaining('installing-app') });
      await chat.say('ok');
      expect(textOf(chat.lines)).toContain('Quel est votre identifiant national');
    },
  );

  it.each([
    ['mon lecteur clignote rouge et ma carte n’est pas reconnue', 'card-problem'],
    ['l’application plante dès que je l’ouvre sur mon iphone depuis hier soir', 'app-problem'],
    ['j’ai la carte mais pas de lecteur', 'card-problem'],
    ['on me demande un mot de passe', 'asking'],
  ])('a step that fails is heard in a whole sentence: « %s » (E60-E65)', async (words, state) => {
    const chat = await chatAt('ecps', ...card);
    const said = await chat.say(words);
    expect(stands(said)).toMatchObject({ state: expect.stringContaining(state) });
    expect(textOf(said)).not.toMatch(/C’est noté aussi|mutuelle/);
  });

  it('« vos coordonnées » tells whom to call, at which price', async () => {
    const chat = await chatAt('ecps');
    expect(textOf(await chat.say('vos coordonnées'))).toMatch(/0 809 40 00 82 \(appel gratuit\)/);
  });

  it('promises no page to whoever types a PIN where none is asked', async () => {
    const chat = await chatAt('ecps', ...card);
    const said = textOf(await chat.say('mon code pin c’est 4821'));
    expect(said).toContain('Je ne l’ai ni lu, ni gardé');
    expect(said).not.toContain('la page sûre que je vous donne');
  });
});
