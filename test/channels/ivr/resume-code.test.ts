/** The code with which the site goes on with a call, as the caller hears it (X11, X20). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Served, served } from '../../server/served.ts';
import { losingFirstCommit } from '../../support/lost-commit.ts';
import { Caller, codeIn, type Provider, providers } from '../../support/phone/caller.ts';

let server: Served;
beforeAll(async () => {
  server = await served({ RATE_LIMITS: '0' });
});
afterAll(() => server.close());

const advance = (advanceSeconds: number) => server.ask('POST', '/dev/clock', { body: { advanceSeconds } });

/** A call that has gone where this key of the menu leads, and the code by which the site goes on with it. */
async function handedOver(provider: Provider, key = '1') {
  const phone = new Caller(server.app, { provider, tenant: 'acs' });
  await phone.call();
  await phone.press(key);
  const menu = await phone.press('*');
  const further = /Pour continuer plus tard ou sur le site, tapez (\d)\./.exec(menu)![1]!;
  return { phone, code: codeIn(await phone.press(further)) };
}

describe.each(providers)('%s', (provider) => {
  test('a code that was used elsewhere is never told again: that it was, and another one (P04, X11)', async () => {
    for (const press of ['1', '9', '7']) {
      const { phone, code } = await handedOver(provider);
      expect(await phone.press('1')).toMatch(/^Rien n’a encore changé sur le site\./);
      expect(codeIn(phone.text)).toBe(code);
      expect((await server.begin('acs', { resumeCode: code })).status).toBe(201);
      let told = await phone.press(press);
      if (press === '1') {
        expect(told).toMatch(/^La page est ouverte sur le site, et rien n’y a encore changé\./);
        expect(codeIn(told)).toBe('');
        expect(await phone.press('9')).toBe(told);
        expect(await phone.silence()).toBe('Prenez votre temps. Quand c’est fait, tapez 1.');
        told = await phone.press('2');
      }
      expect(told).toContain(
        'Votre code de reprise, ou son lien, a servi : il ne fonctionne plus. En voici un nouveau.',
      );
      expect(codeIn(told)).toMatch(/^\d{8}$/);
      expect(codeIn(told)).not.toBe(code);
      expect(told.replaceAll(/\D/g, '')).not.toContain(code);
      // What is said of the new one is true.
      expect((await server.begin('acs', { resumeCode: codeIn(told) })).status).toBe(201);
    }
  });

  test('what they came for is done: where the page is open there is nothing to finish', async () => {
    const { phone } = await handedOver(provider);
    await phone.press('*');
    await phone.press('*');
    await phone.press('150309913900259');
    const goal = await phone.silence();
    await phone.press('*');
    const code = codeIn(await phone.press('1'));
    expect((await server.begin('acs', { resumeCode: code })).status).toBe(201);
    expect(await phone.press('1')).toBe(
      goal.replace('Je n’ai pas reçu de réponse.', 'C’est ouvert sur le site.'),
    );
  });

  test('starting over is offered where it leads elsewhere than to the main menu: to who joins what was begun elsewhere', async () => {
    const { phone } = await handedOver(provider);
    const again = /Pour recommencer cette démarche, tapez (\d)\./;
    await phone.press('*');
    await phone.press('*');
    expect(await phone.press('*')).not.toMatch(again);
    const { body } = await server.begin('acs', { flow: 'code-reset' });
    const offer = await server.product.engine.handOver(body.session);
    const joined = new Caller(server.app, { provider, tenant: 'acs' });
    await joined.call();
    await joined.press('8');
    await joined.press(offer.code);
    await joined.press('150309913900259');
    await joined.press('*');
    const [, key] = again.exec(joined.text)!;
    expect(await joined.press(key!)).toMatch(/^Demande de code d’accès\./);
  });

  test('what somebody else has answered meanwhile is not taken for the caller’s own answer (X20)', async () => {
    const { phone, code } = await handedOver(provider);
    const { body } = await server.begin('acs', { resumeCode: code });
    await phone.press('*');
    const asked = await phone.press('*');
    expect(asked).toContain('Tapez les 13 chiffres');
    await server.answer(body, { nir: '155019710102338' });
    await phone.press('150309913900259');
    expect(phone.text).toMatch(/^Votre démarche a avancé/);
  });

  test('what somebody else has chosen meanwhile is not taken for the caller’s own choice (X20)', async () => {
    const { phone, code } = await handedOver(provider, '3');
    const { body } = await server.begin('acs', { resumeCode: code });
    await phone.press('*');
    expect(await phone.press('*')).toContain('Pour oui, tapez 1.');
    await server.ask('POST', '/api/v1/session/answers', {
      headers: { authorization: `Bearer ${body.session}` },
      payload: { turn: body.view.turn, answer: { choice: 'no' } },
    });
    expect(await phone.press('1')).toMatch(/^Votre démarche a avancé/);
  });

  test('a number given for a question that somebody else has answered meanwhile is kept for no other (X20)', async () => {
    const { phone, code } = await handedOver(provider, '2');
    const { body } = await server.begin('acs', { resumeCode: code });
    await phone.press('*');
    expect(await phone.press('*')).toContain('Tapez les 13 chiffres');
    await server.answer(body, { nir: '155019710102338', followUp: '111111' });
    expect(await phone.press('150309913900259')).toMatch(/^Votre démarche a avancé.*Tapez les 13 chiffres/s);
  });

  test('typed in a call that somebody else wrote meanwhile, it is taken all the same (P11)', async () => {
    const { engine, documents } = server.product;
    const origin = { channel: 'web', source: '192.0.2.99' };
    const { token } = await engine.start({ tenant: 'acs', flow: 'code-reset', locale: 'fr', origin });
    const { code } = await engine.handOver(token);
    const phone = new Caller(server.app, { provider, tenant: 'acs' });
    await phone.call();
    await phone.press('8');
    const tried = await losingFirstCommit(documents, 'conversation', async () => {
      expect(await phone.press(code)).toContain('Tapez les 13 chiffres');
    });
    expect(tried).toBe(2);
    const session = await documents.load<{ holders: unknown[] }>('session', token.slice(0, 22));
    expect(session!.body.holders).toHaveLength(2);
  });

  test('a link that was used is not sent: a new code first, then a link that opens this session (P04, X20)', async () => {
    await server.ask('POST', '/dev/reset');
    const { phone, code } = await handedOver(provider);
    expect((await server.begin('acs', { resumeCode: code })).status).toBe(201);
    expect(await phone.press('2')).toContain('Tapez les 13 chiffres');
    expect(await phone.press('155019710102338')).toContain('Votre code de reprise, ou son lien, a servi');
    expect(await phone.press('2')).toMatch(/^Si ce numéro est celui d’un adhérent/);
    await server.loop.drain();
    const { sms } = await server.outbox();
    expect(sms).toHaveLength(1);
    const token = /\/l\/([\w-]+) /.exec(sms[0]!.text)![1]!;
    expect((await server.begin('acs', { token })).status).toBe(201);
  });

  test('a link asked for again while its code is the same is sent once (P11, X22)', async () => {
    await server.ask('POST', '/dev/reset');
    const { phone } = await handedOver(provider);
    await phone.press('2');
    expect(await phone.press('155019710102338')).toMatch(/^Si ce numéro est celui d’un adhérent/);
    await phone.repeat();
    await phone.press('1');
    expect(await phone.press('2')).toMatch(/^Je n’ai pas compris/);
    await server.loop.drain();
    expect((await server.outbox()).sms).toHaveLength(1);
  });

  test('a code whose time is over is not told again, and 9 says so (X08)', async () => {
    const { phone, code } = await handedOver(provider);
    await advance(700);
    const told = await phone.press('9');
    expect(told).toContain('Votre code de reprise n’est plus valable. En voici un nouveau.');
    expect(codeIn(told)).not.toBe(code);
    expect((await server.begin('acs', { resumeCode: codeIn(told) })).status).toBe(201);
  });

  test('a code that was noted stays good however often the caller goes away from it and back', async () => {
    const { phone, code } = await handedOver(provider);
    await phone.press('*');
    await phone.press('*');
    const menu = await phone.press('*');
    const key = /Pour continuer plus tard ou sur le site, tapez (\d)\./.exec(menu)![1]!;
    expect(codeIn(await phone.press(key))).toBe(code);
  });
});

test('what the telephone says to choose on the site is a link of that name, on the first page and every door (X11, X20)', async () => {
  for (const [locale, words] of [
    ['fr', /Sur le site .*?, choisissez : (.*?)\. Si vous rappelez/],
    ['en', /On the site .*?, choose: (.*?)\. If you call again/],
  ] as const) {
    const phone = new Caller(server.app, { provider: 'twilio', tenant: 'acs' });
    await phone.call();
    if (locale === 'en') await phone.press('*');
    await phone.press('1');
    await phone.press('*');
    await phone.press('1');
    const name = words.exec(phone.text)![1]!;
    for (const page of ['/', '/cpms/', '/acs/', '/abela/', '/ecps/']) {
      const { body } = await server.app.inject({ url: `${page}?lang=${locale}` });
      const link = [...body.matchAll(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs)].find(
        ([, , inner]) => inner!.replaceAll(/<[^>]*>/g, '').trim() === name,
      );
      expect(link?.[1], `${page} in ${locale}`).toMatch(/\/reprendre$/);
      const led = await server.app.inject({ url: link![1]!, headers: { cookie: '' } });
      expect(led.statusCode).toBe(200);
      expect(led.body).toContain('name="resumeCode"');
    }
  }
});
