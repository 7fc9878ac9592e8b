import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PlainBrowser, startWeb, type WebServer } from '../../support/web-server.ts';

let server: WebServer;
beforeAll(async () => {
  server = await startWeb();
});
afterAll(() => server.close());

const at = (path: string) => PlainBrowser.at(server.url, path);

/** At the first question of a care request. */
async function signedIn(): Promise<PlainBrowser> {
  const browser = await at('/acs/connexion');
  await browser.submit({ nir: '155019710102338', code: '860352' });
  await browser.get('/acs/prise-en-charge');
  return browser;
}

/** What the page’s form holds before anybody types. */
const typed = (browser: PlainBrowser, ...names: string[]) =>
  names.map((name) => {
    const field = browser.page.main.querySelector(`[name="${name}"]`)!;
    return field.tagName === 'TEXTAREA' ? field.text : (field.getAttribute('value') ?? '');
  });

const asked = {
  company: 'Durand SA',
  lastName: 'Exemple',
  firstName: 'Camille',
  nir: '155019710102338',
  email: 'camile@example.test',
};

describe('what was typed once (WCAG 3.3.7)', () => {
  it('stands in a care request that is corrected, in every step of it; agreeing is asked anew', async () => {
    const browser = await signedIn();
    await browser.choose('quote');
    expect(typed(browser, 'beneficiary', 'provider')).toEqual(['', '']);
    await browser.submit({ beneficiary: 'Octave', provider: 'Cabinet, Nice' });
    await browser.submit({ careDate: '12 mars', details: 'Couronne' });
    await browser.choose('correct');
    expect(typed(browser, 'beneficiary', 'provider')).toEqual(['Octave', 'Cabinet, Nice']);
    await browser.submit({ beneficiary: 'Octavie', provider: 'Cabinet, Nice' });
    expect(typed(browser, 'careDate', 'details')).toEqual(['12 mars', 'Couronne']);
    await browser.choose('back');
    expect(typed(browser, 'beneficiary')).toEqual(['Octavie']);
    await browser.submit({ beneficiary: 'Octavie', provider: '' });
    expect(typed(browser, 'beneficiary', 'provider')).toEqual(['Octavie', '']);
    await browser.choose('back');
    await browser.choose('teletransmission');
    await browser.submit({ beneficiary: 'Octavie', acceptTeletransmission: 'true' });
    await browser.choose('correct');
    expect(typed(browser, 'beneficiary')).toEqual(['Octavie']);
    expect(browser.page.main.querySelector('[name=acceptTeletransmission]')!.hasAttribute('checked')).toBe(
      false,
    );
  });

  it('leaves no consent ticked, whichever way somebody comes back', async () => {
    const browser = await signedIn();
    const ticked = () =>
      browser.page.main.querySelector('[name=acceptTeletransmission]')!.hasAttribute('checked');
    await browser.choose('teletransmission');
    await browser.submit({ beneficiary: '', acceptTeletransmission: 'true' });
    expect([browser.state, ticked()]).toEqual(['care-request/awaiting-agreement', true]);
    await browser.choose('back');
    await browser.choose('teletransmission');
    expect(ticked()).toBe(false);
    await browser.submit({ beneficiary: '', acceptTeletransmission: 'true' });
    await browser.choose('back');
    await browser.choose('quote');
    await browser.submit({ beneficiary: 'Octave', provider: 'Cabinet, Nice' });
    await browser.choose('back');
    await browser.choose('back');
    await browser.choose('teletransmission');
    expect(ticked()).toBe(false);
  });

  it('is not shown once the login that it was begun with is over (X16)', async () => {
    const browser = await signedIn();
    await browser.choose('quote');
    await browser.submit({ beneficiary: 'Octave', provider: 'Cabinet, Nice' });
    await browser.choose('back');
    expect(typed(browser, 'beneficiary')).toEqual(['Octave']);
    await server.advance(16 * 60);
    await browser.get('/acs/prise-en-charge');
    expect([browser.state, ...typed(browser, 'beneficiary')]).toEqual(['care-request/awaiting-who', '']);
  });

  it('is not left to another member who signs in where it was to be sent (X16, P14)', async () => {
    const browser = await signedIn();
    await browser.choose('quote');
    await browser.submit({ beneficiary: 'Octave', provider: 'Cabinet, Nice' });
    await browser.submit({ careDate: '12 mars', details: 'soin privé' });
    await server.advance(16 * 60);
    await browser.choose('send');
    expect(browser.state).toBe('sign-in/awaiting-secret');
    await browser.submit({ nir: '184061305501228', code: '395716' });
    expect([browser.state, ...typed(browser, 'beneficiary')]).toEqual(['care-request/awaiting-who', '']);
    await browser.submit({ beneficiary: 'Camille', provider: 'Clinique' });
    expect(typed(browser, 'careDate', 'details')).toEqual(['', '']);
  });

  it('is forgotten once the request has left: the next one begins empty', async () => {
    const browser = await at('/acs/prise-en-charge');
    await browser.choose('quote');
    await browser.submit({ nir: '155019710102338', code: '860352' });
    await browser.submit({ beneficiary: 'Octave', provider: 'Cabinet, Nice' });
    await browser.submit({ careDate: '12 mars', details: 'Couronne' });
    await browser.choose('send');
    await browser.choose('another');
    await browser.choose('hospital');
    expect(typed(browser, 'beneficiary', 'provider')).toEqual(['', '']);
  });

  it('stands in the form of an e-mail address that is corrected, but for the number (X18)', async () => {
    const browser = await at('/acs/adresse-mail');
    await browser.submit({ ...asked, nir: '155019710102339' });
    expect(typed(browser, 'company', 'lastName', 'nir')).toEqual(['Durand SA', 'Exemple', '155019710102339']);
    await browser.submit(asked);
    expect(browser.state).toBe('email-registration/awaiting-mail-code');
    await browser.submit({ mailCode: '00000000' });
    await browser.choose('back');
    expect(typed(browser, 'company', 'lastName', 'firstName', 'nir', 'email')).toEqual([
      'Durand SA',
      'Exemple',
      'Camille',
      '',
      'camile@example.test',
    ]);
  });

  it('is nobody else’s: who goes on with the session elsewhere finds the form empty (X20)', async () => {
    const browser = await at('/acs/adresse-mail');
    await browser.submit(asked);
    await browser.choose('back');
    await browser.get('/acs/continuer-ailleurs');
    await browser.submit();
    const code = browser.page.main.querySelector('.code')!.text.replace(/\D/g, '');
    const other = await at('/acs/reprendre');
    await other.submit({ resumeCode: code }, other.page.main.querySelector('#resumeCode')!.closest('form')!);
    expect(other.state).toBe('email-registration/awaiting-details');
    expect(typed(other, 'lastName', 'email')).toEqual(['', '']);
    await browser.get('/acs/adresse-mail');
    expect(typed(browser, 'lastName', 'email')).toEqual(['Exemple', 'camile@example.test']);
  });
});
