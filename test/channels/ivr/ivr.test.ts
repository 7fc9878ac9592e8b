/** The telephone over HTTP: both providers, real signatures, every document read by its provider's rules. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Served, served } from '../../server/served.ts';
import {
  Caller,
  codeIn,
  digitsSaid,
  type Provider,
  providers,
  signed,
  untilSaid,
} from '../../support/phone/caller.ts';
import { dialects } from '../../support/phone/dialects.ts';

let server: Served;
beforeAll(async () => {
  server = await served({ RATE_LIMITS: '0' });
});
afterAll(() => server.close());

const known = '150309913900259';
const unknown = '185077505604801';

function phoneOf(provider: Provider, tenant = 'acs', from?: string) {
  return new Caller(server.app, { provider, tenant, ...(from !== undefined && { from }) });
}
/** From the menu to the question for number and code. */
async function toSignIn(phone: Caller): Promise<void> {
  await phone.call();
  await phone.press('1');
  await phone.press('*');
  await phone.press(/Pour vous connecter, tapez (\d)\./.exec(phone.text)![1]!);
}
const settle = () => server.loop.drain();

describe.each(providers)('%s', (provider) => {
  const speaks = dialects[provider];
  test('the main menu is the contract’s, each choice before its key, in French then in English', async () => {
    const phone = phoneOf(provider);
    const heard = await phone.call();
    expect(heard).toMatch(/^ACS, bonjour\. For English, press star\./);
    for (const [key, words] of [
      ['1', 'Pour obtenir un code d’accès'],
      ['2', 'Pour savoir où est votre lettre'],
      ['3', 'Si vous n’arrivez pas à vous connecter'],
      ['7', 'Pour votre e-CPS'],
    ])
      expect(heard).toContain(`${words}, tapez ${key}.`);
    expect(heard).toContain('Pour parler à quelqu’un, tapez 0. Pour réécouter, tapez 9.');
    expect(await phone.press('*')).toMatch(
      /^Welcome to ACS\. Pour le français, tapez étoile\. To get your access code, press 1\./,
    );
    expect(await phone.press('1')).toContain(
      'Key in the 13 digits of your social security number, then hash.',
    );
  });

  test('done when 1: keys to a posted code, the letter in the outbox, its due day on a second call, on to the web by the short code (R13, X12, X20)', async () => {
    await server.ask('POST', '/dev/reset');
    const phone = phoneOf(provider);
    await phone.call();
    await phone.press('1');
    const asked = await phone.press(known);
    expect(asked).toContain('une lettre arrive sous huit jours');
    const followUp = digitsSaid(asked, 6)!;
    const due = /au plus tard le (\S+ (?:\d+|premier) \S+ \d{4})/.exec(asked)![1]!;
    expect(await phone.hangUp()).toBe(204);
    await settle();
    const { letters } = await server.outbox();
    expect(letters.filter(({ tenant, status }) => tenant === 'acs' && status === 'requested')).toHaveLength(
      1,
    );

    const again = phoneOf(provider, 'acs', '+33639980099');
    await again.call();
    await again.press('2');
    await again.press(known);
    expect(await again.press(followUp)).toContain(due);
    const menu = await again.press('*');
    const key = /Pour continuer plus tard ou sur le site, tapez (\d)\./.exec(menu)![1]!;
    const code = codeIn(await again.press(key));
    const joined = await server.begin('acs', { resumeCode: code });
    expect(joined.status).toBe(201);
    expect(joined.body.view).toMatchObject({
      flow: 'letter-status',
      state: 'on-its-way',
      outcome: 'informed',
    });
    // The code is spent: it joins once (P04).
    expect((await server.begin('acs', { resumeCode: code })).status).toBe(404);
  });

  test('a NIR of 13 digits is read back by its last three, and by no more (X18); one of 15 has its key', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    await phone.press('1');
    const read = await phone.press(known.slice(0, 13));
    expect(read).toMatch(
      /^Votre numéro se termine par 0, 0, 2\. Si c’est bien cela, tapez 1\. Sinon, tapez 2\.$/,
    );
    expect(await phone.press('2')).toContain('Tapez les 13 chiffres');
    await phone.press(known.slice(0, 13));
    expect(await phone.press('1')).toContain('Votre demande est enregistrée');
  });

  test('a wrong key is refused by the flow, and one group is typed anew (X19)', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    await phone.press('1');
    expect(await phone.press('150309913900258')).toMatch(
      /^Ce numéro n’est pas complet, ou un chiffre est faux\./,
    );
    expect(phone.text).toContain('Pour ne corriger qu’un groupe, tapez 2, puis dièse.');
    expect(await phone.press('2')).toContain('les deux chiffres de la clé, tapez 7.');
    expect(await phone.press('7')).toBe('Tapez les deux chiffres de la clé, puis dièse.');
    expect(await phone.press('5')).toMatch(/^Ce groupe n’a pas le bon nombre de chiffres\./);
    expect(await phone.press('59')).toContain('Votre demande est enregistrée');
  });

  test('a group that is said is read back like any number that was heard, and sent only then (X19)', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    await phone.press('1');
    for (const keys of ['150309913900258', '2', '7']) await phone.press(keys);
    expect(await phone.say('cinquante-neuf')).toBe(
      'Votre numéro se termine par 0, 0, 2. Si c’est bien cela, tapez 1. Sinon, tapez 2.',
    );
    const { turn } = await turnOf(phone);
    expect(await phone.say('oui')).toContain('Votre demande est enregistrée');
    expect((await turnOf(phone)).turn).toBe(turn + 1);
    // Of another length it is no group, said or typed.
    const other = phoneOf(provider);
    await other.call();
    for (const keys of ['1', '150309913900258', '2', '7']) await other.press(keys);
    expect(await other.say('cinq')).toMatch(/^Ce groupe n’a pas le bon nombre de chiffres\./);
  });

  test('Corsica by 2 star 1, and never by 19 (X19)', async () => {
    const phone = phoneOf(provider, 'cpms');
    await phone.call();
    await phone.press('1');
    expect(await phone.press('185052*1004123')).toContain('se termine par 1, 2, 3');
    await phone.press('1');
    await settle();
    const mails = (await server.outbox()).mails.map(({ to }) => to);
    expect(mails.at(-1)).toBe('m03@example.test');
  });

  test('what was refused may be typed again at once: the number before it is kept, and a code is no number (P13, X19)', async () => {
    await server.ask('POST', '/dev/reset');
    const phone = phoneOf(provider, 'cpms');
    await toSignIn(phone);
    // The code where the number is asked, alone or behind the number: neither the call nor its session keeps it.
    for (const typed of ['274931', '184061305501228274931']) {
      expect(await phone.press(typed)).toMatch(/^Ce numéro n’est pas complet/);
      const { conversations, ports } = server.product;
      const call = (await conversations.load(phone.conversation))!;
      const session = await ports.documents.load('session', call.token!.slice(0, 22));
      expect(session).toBeDefined();
      expect(JSON.stringify([call, session])).not.toContain('274931');
    }
    await phone.press('184061305501228');
    expect(await phone.press('111222')).toMatch(/^Le numéro ou le code d’accès ne convient pas\./);
    expect(await phone.press('333444')).toMatch(/^Le numéro ou le code d’accès ne convient pas\./);
    const stored = await server.product.conversations.load(phone.conversation);
    expect(JSON.stringify(stored)).not.toMatch(/111222|333444/);
    expect(await phone.press('274931')).toContain('Votre numéro et votre code d’accès sont bons.');

    const caller = phoneOf(provider);
    await caller.call();
    await caller.press('1');
    const followUp = digitsSaid(await caller.press(known), 6)!;
    const again = phoneOf(provider);
    await again.call();
    await again.press('2');
    await again.press(known);
    const wrong = String((Number(followUp) + 1) % 1_000_000).padStart(6, '0');
    expect(await again.press(wrong)).toMatch(/^Ce numéro de suivi ne correspond pas/);
    expect(await again.press(followUp)).toContain('attendue au plus tard le');
  });

  test('whoever signed in before is told by mail of a sign-in by telephone, in words that fit (X16)', async () => {
    await server.ask('POST', '/dev/reset');
    const phone = phoneOf(provider, 'cpms');
    await toSignIn(phone);
    await phone.press('184061305501228');
    await phone.press('274931');
    expect(phone.text).toContain('Votre numéro et votre code d’accès sont bons.');
    await settle();
    const told = (await server.outbox()).mails.filter(({ to }) => to === 'm01@example.test');
    expect(told.map(({ subject }) => subject)).toEqual(['CPMS\u00a0: connexion par téléphone']);
    expect(told[0]!.text).toMatch(/s’est connecté à votre .* CPMS par téléphone, le /);
  });

  test('a code is typed and never said: the gathering hears keys only, and spoken digits are dropped (X20)', async () => {
    const phone = phoneOf(provider, 'cpms');
    await toSignIn(phone);
    expect(JSON.stringify(phone.heard.gather!.attributes)).toContain('speech');
    await phone.press('184061305501228');
    expect(phone.text).toContain('Ne dites rien à voix haute');
    expect(JSON.stringify(phone.heard.gather!.attributes)).not.toContain('speech');
    expect(await phone.say('deux sept quatre neuf trois un')).toMatch(/^Par sécurité, ne dites pas de code/);
    expect(await phone.press('274931')).toContain('Votre numéro et votre code d’accès sont bons.');
    for (const document of phone.documents) expect(document.replaceAll(/\D/g, '')).not.toContain('274931');
  });

  test('a personal code is chosen on the keys where the insurer allows it: typed twice, kept only as a digest in between (F03, P06, P13)', async () => {
    await server.ask('POST', '/dev/reset');
    const phone = phoneOf(provider, 'cpms');
    await toSignIn(phone);
    await phone.press('292069935123493');
    await phone.press('603815');
    expect(phone.text).toContain('Tapez les 6 chiffres de votre nouveau code');
    await phone.press('749385');
    const between = await server.product.conversations.load(phone.conversation);
    expect(Object.keys(between!.digests)).toEqual(['newCode']);
    expect(JSON.stringify(between)).not.toContain('749385');
    expect(await phone.press('836417')).toMatch(/^Les deux saisies sont différentes\./);
    await phone.press('123456');
    expect(await phone.press('123456')).toMatch(/^Ce code d’accès est trop facile à deviner/);
    await phone.press('749385');
    expect(await phone.press('749385')).toContain('Votre nouveau code d’accès est enregistré.');
    await phone.press('1');
    await phone.press('749385');
    // The terms are too long to be heard; who joins by the code proves it anew (T01, P14, X20).
    expect(phone.text).toContain('Cette étape se fait sur notre site');
    expect(phone.text).not.toContain('Conditions Générales');
    expect(phone.text.length).toBeLessThan(800);
    const { body } = await server.begin('cpms', { resumeCode: codeIn(phone.text) });
    expect(body.view.fields.map(({ name }) => name)).toEqual(['nir', 'code']);
  });

  test('where the insurer keeps codes off the line the question is handed over before anything is proven (X20, P14)', async () => {
    const phone = phoneOf(provider, 'acs');
    await toSignIn(phone);
    expect(phone.text).toContain('Cette étape se fait sur notre site, pas au téléphone.');
    const code = codeIn(phone.text);
    const { body } = await server.begin('acs', { resumeCode: code });
    expect(body.view.fields.map(({ name }) => name)).toEqual(['nir', 'code']);
    const answered = await server.answer(body, { nir: '155019710102338', code: '860352' });
    expect(answered.body.view.outcome).toBe('connected');
    const told = await phone.press('1');
    expect(told).toMatch(
      /^Cette démarche continue sur l’autre appareil ou la page que vous avez ouverte\..* Pour autre chose, tapez 1\./,
    );
  });

  test('the fourth attempt is handed over, the code for it is said twice, and the web goes on at that step (X17, X20, P14)', async () => {
    const phone = phoneOf(provider, 'cpms', provider === 'twilio' ? '+33639981111' : '+33639982222');
    const nir = provider === 'twilio' ? '299017505622262' : '185077505604997';
    await toSignIn(phone);
    await phone.press(nir);
    await phone.press('111222');
    expect(phone.text).toMatch(/^Le numéro ou le code d’accès ne convient pas\./);
    for (let tries = 0; tries < 2; tries++) {
      await phone.press('1');
      await phone.press('111222');
    }
    expect(phone.text).toMatch(/Avant un nouvel essai|Après plusieurs erreurs/);
    const code = codeIn(phone.text);
    const joined = await server.begin('cpms', { resumeCode: code });
    expect(joined.body.view.fields.map(({ name }) => name)).toEqual(['nir', 'code', 'humanCheck']);
    expect(await phone.press('1')).toMatch(/^La page est ouverte sur le site/);
  });

  test('hanging up and calling again goes on by the resume code, from any line, and never without it (X11, X23)', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    await phone.press('3');
    await phone.press('1');
    const asked = phone.text;
    await phone.press('*');
    const code = codeIn(await phone.press('1'));
    await phone.hangUp();

    const same = phoneOf(provider);
    expect(await same.call()).toMatch(/^ACS, bonjour\./);
    const again = phoneOf(provider, 'acs', '+33639985555');
    await again.call();
    expect(await again.press('8')).toContain('Tapez les 8 chiffres de votre code de reprise');
    expect(await again.press('00000000')).toMatch(/^Ce code de reprise n’est pas connu/);
    expect(await again.press(code)).toBe(`Nous reprenons où vous étiez. ${asked}`);
  });

  test('a link goes to what is on file, in the same words for everyone, once a hand-over, and opens this session (P07, X20, X22)', async () => {
    await server.ask('POST', '/dev/reset');
    const said: string[] = [];
    for (const nir of ['155019710102338', unknown]) {
      const phone = phoneOf(provider);
      await phone.call();
      await phone.press('1');
      await phone.press(nir);
      await phone.press('*');
      await phone.press('1');
      const told = await phone.press('2');
      said.push(told.replaceAll(/(?:\d[,.] ){7}\d/g, '…').replaceAll(untilSaid, 'UNTIL'));
      await phone.repeat();
    }
    expect(said[0]).toBe(said[1]);
    await settle();
    const { sms } = await server.outbox();
    expect(sms).toHaveLength(1);
    const token = /\/l\/([\w-]+) /.exec(sms[0]!.text)![1]!;
    const joined = await server.begin('acs', { token });
    expect(joined.body.view).toMatchObject({ flow: 'code-reset', state: 'requested' });
  });

  test('silence and keys that mean nothing are asked again, then end kindly with a number to call (P09, P10)', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    expect(await phone.silence()).toMatch(/^Je n’ai pas reçu de réponse\. ACS, bonjour\./);
    await phone.press('1');
    expect(await phone.silence()).toMatch(/^Je n’ai pas reçu de réponse\. Tapez les 13 chiffres/);
    expect(await phone.say('euh voilà')).toMatch(/^Je n’ai pas compris\./);
    await phone.silence();
    const last = await phone.silence();
    expect(last).toMatch(/^Nous n’y arrivons pas cette fois/);
    expect(last).toContain('appel non surtaxé, du lundi au vendredi');
    expect(last).toContain('zéro 1, 99, zéro zéro, 20, zéro 1');
    expect(phone.over).toBe(true);
  });

  test('0 says who can help with price and hours first, then puts through; nobody there leads back (E64, P09)', async () => {
    const phone = phoneOf(provider, 'cpms');
    await phone.call();
    const person = await phone.press('0');
    expect(person).toMatch(/prix à vérifier auprès de votre opérateur|appel non surtaxé/);
    const key = /Pour appeler : [^.]*?, tapez (\d)\./.exec(person)![1]!;
    expect(await phone.press(key)).toBe('Je vous mets en relation.');
    expect(phone.heard.dial!.number).toMatch(/^\+33\d{9}$/);
    expect(await phone.dialled('no-answer')).toMatch(/^Personne n’a pu répondre\./);
    await phone.press(key);
    expect(await phone.dialled('completed')).toBe('Merci de votre appel. Au revoir.');
    expect(phone.over).toBe(true);
  });

  test('0 in the star’s menu of whoever asked for a person tells again who can help', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    const person = await phone.press('0');
    await phone.press('*');
    expect(await phone.press('0')).toBe(person);
  });

  test('0 and 9 followed by # mean the same inside a field; the star and # lead to the other choices (contract)', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    const asked = await phone.press('1');
    expect(await phone.press('9')).toBe(asked);
    expect(await phone.press('*')).toContain('Pour savoir où est votre lettre, tapez 2.');
    expect(await phone.press('*')).toBe(asked);
    expect(await phone.press('0')).toMatch(/^Voici qui peut vous aider\./);
  });

  test('0 is a person wherever something is asked, and never a wrong answer (contract, P09)', async () => {
    const ways: readonly (readonly string[])[] = [
      ['8'],
      ['1', '1503099139002'],
      ['1', '150309913900258', '2'],
      ['1', '150309913900258', '2', '7'],
    ];
    for (const keys of ways) {
      const phone = phoneOf(provider);
      await phone.call();
      for (const key of keys) await phone.press(key);
      const person = await phone.press('0');
      expect(person, keys.join()).toMatch(/^Voici qui peut vous aider\./);
      expect(await phone.press('0'), 'heard again').toBe(person);
    }
  });

  test('a NIR may be said group by group, and is read back before it counts', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    await phone.press('1');
    expect(await phone.say('un cinquante')).toMatch(
      /^Chiffres notés : \d+ sur 13\. Continuez votre numéro\.$/,
    );
    expect(await phone.say('zéro trois quatre-vingt-dix-neuf, cent trente-neuf')).toMatch(
      /^(?:Chiffres notés : \d+ sur 13\. Continuez votre numéro\.|Votre numéro)/,
    );
    if (phone.text.endsWith('Continuez votre numéro.')) await phone.say('zéro zéro deux');
    expect(phone.text).toMatch(/^Votre numéro se termine par 0, 0, 2\./);
    expect(await phone.say('oui')).toContain('Votre demande est enregistrée');
  });

  test('a wish that the provider hardly heard is asked about first, and one it cannot vouch for is not', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    const asked = await phone.say('bonjour, j’ai perdu mon code', 0.2);
    expect(asked).toMatch(/^Je ne suis pas sûr de comprendre.* Pour obtenir un code d’accès, tapez 1\./);
    expect(await phone.press('1')).toContain('Tapez les 13 chiffres');
    const other = phoneOf(provider);
    await other.call();
    expect(await other.say('bonjour, j’ai perdu mon code', 0)).toContain('Tapez les 13 chiffres');
  });

  test('a wish in the caller’s own words leads where its key would; in the middle of something, an answer and back (D11)', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    expect(await phone.say('bonjour, j’ai perdu mon code')).toContain('Tapez les 13 chiffres');
    await phone.press(known);
    const standing = (await turnOf(phone)).state;
    await phone.say('c’est quoi le numéro AMC sur ma carte de tiers payant');
    expect((await turnOf(phone)).flow).toBe('information');
    const back = /Pour revenir où vous en étiez, tapez (\d)\./.exec(phone.text)![1]!;
    await phone.press(back);
    expect((await turnOf(phone)).state).toBe(standing);
  });

  test('a topic, or one zone of the card, asked for aloud at the first menu is told at once, and leads back to the menu (D08-D11)', async () => {
    for (const [words, state, told] of [
      ['dans quel délai suis-je remboursé', 'reimbursement', '48 heures'],
      ['à quoi correspond la zone F de ma carte', 'card-zone', 'F'],
      ['what does the letter C on my third-party card mean', 'card-zone', 'C'],
      ['c’est quoi le numéro AMC', 'card-zone', 'Zone A'],
      ['what’s an AMC number', 'card-zone', 'Zone A'],
    ] as const) {
      const phone = phoneOf(provider);
      const menu = await phone.call();
      await wish(phone, words);
      expect(await turnOf(phone)).toMatchObject({ flow: 'information', state });
      expect(phone.text).toContain(told);
      const back = /Pour revenir où vous en étiez, tapez (\d)\./.exec(phone.text)![1]!;
      expect(await phone.press(back)).toBe(menu);
    }
  });

  test('words that may mean two things are asked about: a key, « oui » or the star answers', async () => {
    const phone = phoneOf(provider);
    const menu = await phone.call();
    const asked = await phone.say('je n’ai rien reçu');
    expect(asked).toMatch(/^Je ne suis pas sûr de comprendre\. Pour savoir où est votre lettre, tapez 1\./);
    expect(asked).toContain('Pour parler à quelqu’un, tapez 0. Pour revenir en arrière, tapez étoile.');
    expect(await phone.silence()).toContain('Pour savoir où est votre lettre, tapez 1.');
    expect(await phone.press('9')).toBe(asked);
    expect(await phone.press('*')).toBe(menu);
    await phone.say('je n’ai rien reçu');
    expect(await phone.press('1')).toContain('Tapez les 13 chiffres');
    expect((await turnOf(phone)).flow).toBe('letter-status');
  });

  test('whoever was silent hears with 9 all that was said before the question, not the question alone', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    await phone.press('1');
    const told = await phone.press(known);
    const followUp = digitsSaid(told, 6)!;
    expect(digitsSaid(await phone.silence(), 6)).toBeUndefined();
    await phone.silence();
    expect(await phone.press('9')).toBe(told);
    expect(digitsSaid(phone.text, 6)).toBe(followUp);
    const options = await phone.press('*');
    await phone.silence();
    expect(await phone.press('9')).toBe(options);
  });

  test('9 while a resume code is typed says that question again', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    const asked = await phone.press('8');
    expect(await phone.press('9')).toBe(asked);
  });

  /** A wish said aloud, and « the first one » where it is asked which of two was meant. */
  async function wish(phone: Caller, words: string): Promise<void> {
    if ((await phone.say(words)).startsWith('Je ne suis pas sûr de comprendre')) await phone.press('1');
  }

  test('somebody in hospital hears the desk that answers day and night first; danger to life hears 15 and 112 (D13)', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    expect(await phone.say('je suis à l’hôpital, il me faut une prise en charge')).toMatch(
      /^Service des prises en charge, appel non surtaxé, 7 jours sur 7/,
    );
    expect(await phone.press('1')).toBe('Je vous mets en relation.');
    expect(phone.heard.dial!.number).toBe('+33199002002');
    const other = phoneOf(provider);
    await other.call();
    expect(await other.say('au secours, mon mari fait une crise cardiaque')).toMatch(
      /^Si une vie est en danger, raccrochez et appelez le 15 ou le 112\./,
    );
    const despairing = phoneOf(provider);
    await despairing.call();
    const heard = await despairing.say('je n’ai plus envie de vivre');
    expect(heard).toMatch(/^Vous pouvez en parler : au 31 14, .* appelez le 15 ou le 112\./);
    expect(heard).not.toContain('prises en charge');
    expect(await despairing.press('*')).toContain('Pour obtenir un code d’accès');
  });

  /** Where the session of a call stands. */
  async function turnOf(phone: Caller) {
    const { token } = (await server.product.conversations.load(phone.conversation))!;
    return (await server.product.engine.resume(token!)).view;
  }

  test('what is not signed as it should be gets nothing and changes nothing', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    const before = phone.action;
    const body = { ...speaks.call(phone.sid), ...speaks.keys('1') };
    const forged = signed(provider, { url: before, body }, { secret: 'not-the-secret' });
    const unsigned = { ...forged, headers: { 'content-type': forged.headers!['content-type'] as string } };
    const elsewhere = { ...signed(provider, { url: before, body }), url: '/ivr/twilio/nobody' };
    for (const request of [forged, unsigned, elsewhere]) {
      const { statusCode, body: told } = await server.app.inject(request);
      expect([statusCode, told]).toEqual([403, '']);
    }
    if (speaks.signaturesAge) {
      const old = signed(provider, { url: before, body }, { at: Date.now() - 600_000 });
      expect((await server.app.inject(old)).statusCode).toBe(403);
    }
    expect(await phone.press('1')).toContain('Tapez les 13 chiffres');
  });

  test('a webhook again, late or out of order gets what it got, and changes nothing (P11)', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    await phone.press('3');
    await phone.press('1');
    const [start, first, second] = phone.webhooks;
    for (const [index, webhook] of [start!, first!, second!, first!, start!].entries()) {
      const { status, document } = await phone.repeat(webhook);
      expect(status).toBe(200);
      expect(document).toBe(phone.documents[[0, 1, 2, 1, 0][index]!]);
    }
    // The same question answered differently is the same webhook: the recorded answer stands.
    const other = { ...first!, body: { ...first!.body, ...speaks.keys('5') } };
    expect((await phone.repeat(other)).document).toBe(phone.documents[1]);
    expect(await phone.press('2')).not.toMatch(/moved|avancé/);
  });

  test('a webhook older than the replies that are kept is answered with the question of now, and changes nothing (P11)', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    await phone.press('3');
    for (let times = 0; times < 8; times++) await phone.press('9');
    const stored = () => server.product.conversations.load(phone.conversation);
    const before = await stored();
    expect((await phone.repeat(phone.webhooks[1])).document).toBe(phone.documents.at(-1));
    expect(await stored()).toEqual(before);
  });

  test('after the call has ended its webhooks change nothing, and an unknown one begins nothing (P11)', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    await phone.press('1');
    const late = { ...phone.webhooks.at(-1)!, url: phone.action };
    await phone.hangUp();
    const { status, document } = await phone.repeat(late);
    expect(status).toBe(200);
    expect(document).toMatch(/Hangup|hangup/);
    const stranger = phoneOf(provider);
    const told = await stranger.repeat({ url: late.url, body: speaks.call(stranger.sid) });
    expect(told.document).toMatch(/Hangup|hangup/);
  });

  test('sign-in help, information and the e-CPS guide are walked by keys', async () => {
    const phone = phoneOf(provider);
    await phone.call();
    expect(await phone.press('3')).toContain('Pour oui, tapez 1. Pour non, tapez 2.');
    await phone.press('1');
    expect(await phone.press('1')).toContain('demander un nouveau code d’accès');
    const guide = phoneOf(provider);
    await guide.call();
    expect(await guide.press('7')).toMatch(/tapez 1\./);
    const information = phoneOf(provider);
    await information.call();
    expect(await information.press('4')).toMatch(/tapez 1\./);
  });
});
