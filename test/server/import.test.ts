import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Served, served } from './served.ts';

let server: Served;
beforeAll(async () => {
  server = await served();
});
beforeEach(async () => {
  await server.ask('POST', '/dev/reset');
});
afterAll(() => server.close());

const nir1 = '184061305501228';
const header = 'nir,lastName,firstName,address1,address6,email,mobile,client,code,codeKind';
const signIn = (tenant: string, nir: string, code: string) => server.signIn(tenant, nir, code);

describe('import', () => {
  it('takes members with a printed code, who then meet their first connection (F01, X07)', async () => {
    const csv = `${header}\n2990175056222,NOUVEAU,Nina,1 rue Neuve,99001 VILLE,nina@example.test,,,319264,printed\n`;
    expect((await server.importCsv('cpms', csv)).body).toEqual({ accepted: 1, rejected: [] });
    const { view } = await signIn('cpms', '2990175056222', '319264');
    expect(view.fields.map(({ name }) => name)).toEqual(['newCode', 'confirmCode']);
  });

  it('tells each line it cannot take with its number and the reason, and takes the others', async () => {
    const csv = [
      `\uFEFF${header}`,
      '299017505622263,CLE,Fausse,1 rue,99001 VILLE,,,,,',
      '2990175056222,NOUVEAU,Nina,1 rue Neuve,99001 VILLE,not-an-address,,,,',
      '2990175056222,NOUVEAU,Nina,1 rue Neuve,99001 VILLE,,,,,',
      '1850775056048,COURTE',
      '1850775056048,,Sans nom,1 rue,99001 VILLE,,,,,',
      '1850775056049,CODE,Court,1 rue,99001 VILLE,,,,1234,printed',
      '1850175056049,"CITE, à virgule",Paul,"1, rue X",99001 VILLE,,,,319264,lost',
      '',
    ].join('\r\n');
    const { body } = await server.importCsv('cpms', csv);
    expect(body.rejected).toEqual([
      { line: 2, reason: 'nir: not a valid number, or its key does not fit' },
      { line: 3, reason: 'email: expected one plain address' },
      { line: 4, reason: 'nir: stands on line 3 already' },
      { line: 5, reason: 'the line has not as many fields as the header' },
      { line: 6, reason: 'lastName, firstName: expected both' },
      { line: 7, reason: 'code: expected 6 digits' },
      { line: 8, reason: 'codeKind: expected printed or posted' },
    ]);
    expect(body.accepted).toBe(0);
    expect(JSON.stringify(body)).not.toMatch(/\d{7}/);
  });

  it('never replaces a personal code, and the same file again changes nothing (R10)', async () => {
    const csv = `${header}\n${nir1},ARGAN,Paul,12 rue Neuve,99012 VILLE-EXEMPLE,m01@example.test,,,319264,printed\n`;
    for (let again = 0; again < 2; again++)
      expect((await server.importCsv('cpms', csv)).body.accepted).toBe(1);
    expect((await signIn('cpms', nir1, '319264')).view.error?.id).toBe('wrong-credentials');
    expect((await signIn('cpms', nir1, '274931')).view.outcome).toBe('connected');
  });

  it('without a column for e-mail addresses leaves the stored one alone: a code asked for goes there (R04, D04)', async () => {
    const csv = `nir,lastName,firstName\n${nir1},ARGAN,Pauline\n`;
    expect((await server.importCsv('cpms', csv)).body).toEqual({ accepted: 1, rejected: [] });
    const { body: asked } = await server.begin('cpms', { flow: 'code-reset' });
    await server.answer(asked, { nir: nir1 });
    await server.loop.drain();
    const { mails, letters } = await server.outbox();
    expect(mails.map(({ to }) => to)).toContain('m01@example.test');
    expect(letters.filter(({ id }) => !id.startsWith('demo-'))).toEqual([]);
  });

  it('takes a thousand lines without codes in a moment, read as they come', async () => {
    const lines = Array.from(
      { length: 1000 },
      (_, n) => `29901750${String(56000 + n)},N${n},Nina,1 rue,99001 VILLE,,,,,`,
    );
    const { body } = await server.importCsv('acs', [header, ...lines].join('\n'));
    expect(body).toEqual({ accepted: 1000, rejected: [] });
  });

  it.each([
    ['a header that is not ours', 'NIR;Nom\n1;2'],
    ['a header without a name', 'nir,lastName\n1,2'],
    ['a column twice', 'nir,lastName,firstName,nir\n1,2,3,4'],
    ['nothing at all', ''],
  ])('refuses %s, naming the columns', async (_what, csv) => {
    const { status, body } = await server.importCsv('cpms', csv);
    expect(status).toBe(400);
    expect(body.detail).toMatch(/^the first line must name the columns/);
  });

  it('refuses what is not CSV (415) and unknown insurers (404)', async () => {
    const headers = { authorization: `Bearer ${server.product.config.adminToken}` };
    for (const type of ['application/json', 'application/xml', 'text/plain', 'text/csvx', undefined]) {
      const { status, body } = await server.ask('POST', '/admin/v1/cpms/members/import', {
        headers: { ...headers, ...(type && { 'content-type': type }) },
        payload: JSON.stringify({ nir: nir1 }),
      });
      expect([type, status, body]).toMatchObject([
        type,
        415,
        { code: 'media-type', detail: 'send text/csv' },
      ]);
    }
    const csv = await server.ask('POST', '/admin/v1/cpms/members/deactivate', {
      headers: { ...headers, 'content-type': 'text/csv' },
      payload: header,
    });
    expect(csv).toMatchObject({ status: 415, body: { detail: 'send application/json' } });
    expect((await server.importCsv('nowhere', header)).status).toBe(404);
  });
});

describe('clients', () => {
  it('are added with a contact, who is then told of a deactivation (T00, T04)', async () => {
    const client = { name: 'ACME', contactName: 'Madame Acme', contactEmail: 'rh.acme@example.test' };
    expect((await server.admin('cpms/clients', client)).status).toBe(200);
    const csv = `${header}\n2990175056222,NOUVEAU,Nina,1 rue,99001 VILLE,,,ACME,319264,printed\n`;
    await server.importCsv('cpms', csv);
    expect((await server.admin('cpms/members/deactivate', { client: 'ACME' })).body).toEqual({ changed: 1 });
    await server.loop.drain();
    const { mails } = await server.outbox();
    expect(mails.at(-1)).toMatchObject({ to: 'rh.acme@example.test' });
    expect(mails.at(-1)!.text).toContain('Nina NOUVEAU');
  });

  it('need an address that is one', async () => {
    const client = { name: 'ACME', contactName: 'Madame Acme', contactEmail: 'a@b.example, c@d.example' };
    expect((await server.admin('cpms/clients', client)).status).toBe(400);
  });
});
