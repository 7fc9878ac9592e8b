import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openMongoStore } from '../../adapters/mongodb/index.ts';
import { conversationsLead } from '../../channels/conversation/leading.ts';
import type { Store } from '../../machines/ports/store.ts';
import { followUpKeys } from '../../machines/services/follow-ups.ts';
import { createPersonalData } from '../../machines/services/personal-data.ts';
import { allKinds } from '../../server/kinds.ts';
import { run } from '../server/process.ts';
import { chatWith, pageOf } from '../support/chat.ts';
import { Conversation, jsonApp } from '../support/json-app.ts';
import { startNodes } from '../support/mongo-nodes.ts';
import { ownDatabase, startMongo } from '../support/mongo-server.ts';
import { suite } from '../support/mongo-suite.ts';
import { demoRow, type TestClock, type TestProduct, testClock, testProduct } from '../support/product.ts';

const server = await startMongo();
afterAll(() => server.stop());

const messageKinds = ['outbox-mail', 'outbox-letter', 'outbox-sms'];
const person = { tenant: 'cpms', nir: '1840613055012' };

/** Every document of the store, opened, as one text each. */
async function everything({ product }: TestProduct): Promise<{ tenant: unknown; text: string }[]> {
  const found = [];
  for (const kind of allKinds)
    for (const { id, keys, body } of await product.documents.list<Record<string, unknown>>(
      kind,
      '',
      10_000,
    )) {
      const member = body.member as { tenant?: string } | undefined;
      found.push({
        tenant: body.tenant ?? member?.tenant,
        text: `${kind} ${id} ${keys.join(' ')} ${JSON.stringify(body)}`,
      });
    }
  return found;
}

function erasure(openStore: (clock: TestClock) => Promise<Store | undefined>): void {
  let running: TestProduct;
  beforeEach(async () => {
    const clock = testClock();
    const store = await openStore(clock);
    running = await testProduct({ clock, environment: { RATE_LIMITS: '0' }, ...(store && { store }) });
  });
  afterEach(() => running.close());

  const personalData = () =>
    createPersonalData({
      documents: running.product.documents,
      vault: running.product.ports.vault,
      kinds: allKinds,
      messageKinds,
      leading: conversationsLead,
    });

  /** Signs in wrong and right, asks for a code by mail, asks where the letter is. */
  async function visits() {
    const app = await jsonApp(running.product);
    const signIn = await Conversation.open(app, { tenant: 'cpms', flow: 'sign-in' });
    await signIn.type({ nir: '184061305501228', code: '948201' });
    await signIn.type({ nir: '184061305501228', code: '274931' });
    expect(signIn.view.outcome).toBe('connected');
    const reset = await Conversation.open(app, { tenant: 'cpms', flow: 'code-reset' });
    await reset.type({ nir: '184061305501228' });
    await running.settle();
    const letter = await Conversation.open(app, { tenant: 'cpms', flow: 'letter-status' });
    await letter.type({ nir: '184061305501228', followUp: '123456' });
    // The same person, with the same number, at another insurer.
    const elsewhere = await Conversation.open(app, { tenant: 'acs', flow: 'sign-in' });
    await elsewhere.type({ nir: '184061305501228', code: '395716' });
    return { app, signIn, elsewhere };
  }

  test('finds everything about a member, and leaves nothing of it that a search of the whole store could find', async () => {
    const { signIn, elsewhere } = await visits();
    const { member } = (await running.product.app.members.findByNir('cpms', person.nir))!;
    const memberId = running.product.ports.vault.digest('member', `cpms|${person.nir}`);
    const { vault } = running.product.ports;
    const words = [
      person.nir,
      member.email!,
      member.mobile!,
      memberId,
      memberId.slice(3),
      ...followUpKeys(vault, 'cpms', person.nir),
      ...vault.digests('lockout', `cpms|nir|${person.nir}`),
    ];
    const before = await everything(running);
    expect(
      before.filter(({ text, tenant }) => tenant !== 'acs' && words.some((word) => text.includes(word)))
        .length,
    ).toBeGreaterThan(3);

    const { removed } = await personalData().erase(person);
    expect(removed).toMatchObject({ member: 1, session: 3, lockout: 1, 'follow-up': 1, 'outbox-mail': 2 });
    const after = await everything(running);
    expect(
      after.filter(({ text, tenant }) => tenant !== 'acs' && words.some((word) => text.includes(word))),
    ).toEqual([]);
    expect(after.filter(({ text }) => text.includes(memberId))).toEqual([]);
    expect((await signIn.read()).status).toBe(401);

    // What the other insurer knows is the other insurer's.
    expect((await elsewhere.read()).status).toBe(200);
    expect(await running.product.app.members.findByNir('acs', person.nir)).toBeDefined();
    // Nobody else lost anything.
    const lost = before.filter(({ text }) => !after.some((kept) => kept.text === text));
    expect(lost).toHaveLength(Object.values(removed).reduce((sum, count) => sum + count, 0));
    expect(await personalData().export(person)).toEqual({});
    expect((await personalData().erase(person)).removed).toEqual({});
  }, 120_000);

  test('finds a number as it was typed, in groups and in lower case, and the chat that led there (X19)', async () => {
    const app = await jsonApp(running.product);
    const letter = await Conversation.open(app, { tenant: 'cpms', flow: 'letter-status' });
    await letter.type({ nir: '1-85-05-2a-004-123\t56', followUp: '123456' });
    const chat = chatWith(() => running.product.bot, { tenant: 'cpms' });
    await chat.open();
    await chat.press('door:code-reset');
    const { engine, links } = running.product;
    const web = { channel: 'web', source: '192.0.2.8' };
    const { token } = await links.exchange(pageOf(chat.lines).slice(3), engine.mint(), web, 'fr');
    const { turn } = (await engine.resume(token)).view;
    await engine.answer({ token, turn, answer: { values: { nir: '1 85 05 2a 004 123' } }, origin: web });

    const corsican = { tenant: 'cpms', nir: '185052A004123' };
    const found = await personalData().export(corsican);
    expect([found.session?.length, found.conversation?.length]).toEqual([2, 1]);
    await personalData().erase(corsican);
    const typed = /1.?85.?05.?2A.?004.?123/i;
    expect((await everything(running)).filter(({ text }) => typed.test(text))).toEqual([]);
    expect((await everything(running)).filter(({ text }) => text.includes(chat.id))).toEqual([]);
  }, 120_000);

  test('exports what is known, and nothing that would let anyone in', async () => {
    await visits();
    const { member } = (await running.product.app.members.findByNir('cpms', person.nir))!;
    const found = await personalData().export(person);
    expect(found.member).toHaveLength(1);
    expect(found.member?.[0]).toMatchObject({
      member: { nir: person.nir, lastName: member.lastName, audit: expect.any(Array) },
    });
    expect(found.session?.length).toBe(3);
    const text = JSON.stringify(found);
    expect(text).not.toMatch(/argon2|Digest|"hash"|\/l\//);
    expect(text).not.toContain('274931');
  }, 120_000);

  test('finds the conversation that led to their session, with its earlier lines, and nobody else’s', async () => {
    const { bot, documents, engine, links } = running.product;
    const web = { channel: 'web', source: '192.0.2.8' };
    const talking = async (nir: string) => {
      const chat = chatWith(() => bot, { tenant: 'cpms' });
      await chat.open();
      await chat.press('door:code-reset');
      const page = pageOf(chat.lines).slice(3);
      const joined = await links.exchange(page, engine.mint(), web, 'fr');
      for (let line = 0; line < 12; line++) await chat.say(`merci, Camille ${line}`);
      const { turn } = (await engine.resume(joined.token)).view;
      await engine.answer({ token: joined.token, turn, answer: { values: { nir } }, origin: web });
      return { chat, page };
    };
    const theirs = await talking('184061305501228');
    const other = await talking('292069935123493');
    const ofOther = async () =>
      (await everything(running)).filter(({ text }) => text.includes(other.chat.id));
    const kept = await ofOther();
    expect(kept.map(({ text }) => text.split(' ')[0])).toContain('earlier-lines');

    const found = await personalData().export(person);
    expect(found.conversation).toHaveLength(1);
    expect(found['earlier-lines']!.length).toBeGreaterThan(0);
    const told = JSON.stringify(found);
    expect(told).toContain('merci, Camille 11');
    for (const secret of [theirs.page, '/l/']) expect(told).not.toContain(secret);

    const { removed } = await personalData().erase(person);
    expect(removed).toMatchObject({ conversation: 1, session: 1 });
    expect((await everything(running)).filter(({ text }) => text.includes(theirs.chat.id))).toEqual([]);
    expect(await ofOther()).toEqual(kept);
    expect(await documents.list('conversation', '', 10)).toHaveLength(1);
  }, 120_000);

  test('spares a member whose number differs in one digit, and one of another insurer', async () => {
    const twin = demoRow(17);
    await personalData().erase({ tenant: 'cpms', nir: '185052A004123' });
    expect(await running.product.app.members.findByNir('cpms', twin.nir.slice(0, 13))).toBeDefined();
    expect(await running.product.app.members.findByNir('cpms', '185052A004123')).toBeUndefined();
    await personalData().erase({ tenant: 'abela', nir: person.nir });
    expect(await running.product.app.members.findByNir('cpms', person.nir)).toBeDefined();
  });
}

describe('erasing a member from SQLite', () => erasure(async () => undefined));

suite('erasing a member from MongoDB', { missing: server.reason }, () => {
  erasure((clock) =>
    openMongoStore({ uri: ownDatabase(server.uri ?? ''), clock, production: false, broom: false }),
  );

  test('is one command beside running servers', async () => {
    const uri = ownDatabase(server.uri ?? '');
    const nodes = await startNodes(1, uri);
    const member = (args: string[], stdin = '') =>
      run('server/admin/member.ts', [...args, '--tenant', 'cpms', '--nir', '-'], { MONGODB_URI: uri }, stdin);
    const exported = await member(['export'], '184061305501228\n');
    expect(JSON.parse(exported.stdout).member[0].member.nir).toBe(person.nir);
    expect((await member(['erase'], '184061305501228')).code).toBe(2);
    const erased = await member(['erase', '--yes'], '184061305501228');
    expect(erased.stderr).toBe('');
    expect(erased.stdout).toContain('1 member removed\n');
    expect(erased.stdout).toContain('Nothing of this member is left in the store.');
    expect((await member(['export'], '184061305501228')).code).toBe(3);
    await nodes.stop();
  });
});
