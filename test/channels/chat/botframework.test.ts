import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Bot } from '../../../channels/chat/bot.ts';
import type { Line } from '../../../channels/conversation/conversation.ts';
import {
  type BotServer,
  type BotServerOptions,
  botServer,
  messageActivity,
  type Replies,
} from '../../support/bot-server.ts';
import { type ActivityJson, type Connector, connector } from '../../support/connector.ts';
import { demoRow, type TestProduct, testProduct } from '../../support/product.ts';

let given: TestProduct;
let service: Connector;
let server: BotServer;
const more: { close(): Promise<unknown> }[] = [];

beforeEach(async () => {
  given = await testProduct();
  service = await connector();
  server = await serve();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server.app.close();
  for (const one of more.splice(0)) await one.close();
  await service.close();
  await given.close();
});

const serve = (options: Partial<BotServerOptions> = {}) =>
  botServer({
    bot: given.product.bot,
    tenants: ['cpms', 'acs'],
    publicUrl: given.product.config.publicUrl,
    ...options,
  });

/** Replies in the answer's body. */
async function ask(
  text: string,
  activity: ActivityJson = {},
  path?: string,
): Promise<readonly ActivityJson[]> {
  const sent = messageActivity(text, { deliveryMode: 'expectReplies', ...activity });
  const { status, body } = await server.post<Replies>(sent, path === undefined ? {} : { path });
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.activities;
}

/** As programs send it: nothing of it is declared here. */
const asSent = (more: object): ActivityJson => JSON.parse(JSON.stringify(more));
const attaching = (attachments: readonly object[]) => asSent({ attachments });

const textOf = (activities: readonly ActivityJson[]) => activities.map(({ text }) => text).join('\n');
const labels = (activity: ActivityJson | undefined): string[] =>
  (activity?.suggestedActions?.actions ?? []).map(({ title }) => title);
const links = (activities: readonly ActivityJson[]): string[] =>
  activities.flatMap(({ attachments = [] }) =>
    attachments.flatMap(({ content }) =>
      (content.buttons ?? []).map(({ type, value }) => `${type} ${value}`),
    ),
  );
const standing = (activities: readonly ActivityJson[]) => activities.at(-1)?.channelData?.guichet;

describe('what is said (contract)', () => {
  test('the member’s own words lead to the flow; choices are suggested, the hand-over is one openUrl', async () => {
    const replies = await ask('jai perdu mon code');
    expect(standing(replies)).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
    expect(links(replies)).toEqual([
      expect.stringMatching(new RegExp(`^openUrl ${given.product.config.publicUrl}/l/[\\w-]{22,}$`)),
    ]);
    const last = replies.at(-1)!;
    expect(last.suggestedActions?.actions[0]?.type).toBe('imBack');
    expect(labels(last)).toEqual(standing(replies)?.choices.map(({ label }) => label));
    expect(last).toMatchObject({ inputHint: 'expectingInput', suggestedActions: { to: ['person-1'] } });
    for (const reply of replies) {
      expect(reply.channelData?.guichet).toMatchObject({
        flow: expect.any(String),
        state: expect.any(String),
        turn: expect.any(Number),
        choices: expect.any(Array),
      });
      expect(reply.attachments ? labels(reply) : []).toEqual([]);
    }
  });

  test('English is spoken to those whose channel is English', async () => {
    const [reply] = await ask('hello', { locale: 'en-US' });
    expect(reply!.text).toMatch(/\b(what|hello|here)\b/i);
  });

  test('an activity says the language it speaks, whatever that of the person’s program is (WCAG 3.1.2)', async () => {
    const tags = async (text: string) => new Set((await ask(text)).map(({ locale }) => locale));
    expect(await tags('jai perdu mon code')).toEqual(new Set(['fr-FR']));
    expect(await tags('do you speak English?')).toEqual(new Set(['en-GB']));
    expect(await tags('I have lost my code')).toEqual(new Set(['en-GB']));
  });

  test('and to whoever asks for it there: the first warning, too', async () => {
    const replies = await ask('English please', { locale: 'fr-FR' });
    expect(textOf(replies)).toMatch(/^Do not write a social security number/);
    expect(textOf(replies)).not.toContain('N’écrivez');
  });

  test('without the insurer in the address the bot asks for it, then goes on (contract)', async () => {
    const first = await ask('jai perdu mon code', {}, '/api/messages');
    expect(labels(first.at(-1))).toEqual(expect.arrayContaining(['CPMS', 'ACS', 'ABELA']));
    const next = await ask('ACS', {}, '/api/messages');
    expect(textOf(next)).not.toBe(textOf(first));
    expect(standing(next)).toMatchObject({ turn: expect.any(Number) });
  });

  test('two insurers, two people and two channels share no conversation', async () => {
    await ask('jai perdu mon code');
    const others: [ActivityJson, string?][] = [
      [{}, '/api/messages/acs'],
      [{ conversation: { id: 'conversation-2' } }],
      [{ channelId: 'msteams' }],
    ];
    for (const [activity, path] of others)
      expect(standing(await ask('bonjour', activity, path))).toMatchObject({ flow: 'front-door' });
  });

  test('nothing stored in clear names the person or the place', async () => {
    await ask('bonjour', { conversation: { id: '19:person-of-teams@unq' }, from: { id: '29:1abcPERSON' } });
    const stored = readdirSync(given.dir)
      .filter((name) => name.includes('sqlite'))
      .map((name) => readFileSync(join(given.dir, name), 'latin1'))
      .join();
    expect(stored).toContain('botframework:');
    expect(stored).not.toContain('person-of-teams');
    expect(stored).not.toContain('1abcPERSON');
  });
});

describe('what is heard', () => {
  const pressed = async (activity: ActivityJson) => standing(await ask('', activity));

  test.each<[string, ActivityJson]>([
    ['its label, as suggested actions send it', { text: 'Obtenir mon code d’accès' }],
    ['messageBack of a card in Teams', { text: 'Obtenir mon code d’accès', value: { choice: 'code-reset' } }],
    ['postBack without words', { text: undefined, value: { choice: 'code-reset' } }],
    ['the label as a value alone', { text: undefined, value: 'Obtenir mon code d’accès' }],
    ['a mention before the words', { text: '<at>Guichet</at>&nbsp;obtenir mon code' }],
  ])('a button by %s', async (_what, activity) => {
    await ask('bonjour');
    expect(await pressed(activity)).toMatchObject({ flow: 'code-reset' });
  });

  test('a button of an adaptive card by Action.Execute is answered as an invoke, and its lines are posted', async () => {
    await server.post(messageActivity('bonjour', { serviceUrl: service.serviceUrl }));
    const before = (await service.messages(1)).length;
    const { status, body } = await server.post<{ statusCode: number }>(
      messageActivity('', {
        type: 'invoke',
        name: 'adaptiveCard/action',
        serviceUrl: service.serviceUrl,
        value: { action: { type: 'Action.Execute', data: { choice: 'code-reset' } } },
      }),
    );
    expect([status, body.statusCode]).toEqual([200, 200]);
    const said = (await service.messages(before + 1)).slice(before);
    expect(standing(said)).toMatchObject({ flow: 'code-reset' });
  });

  test.each<[string, unknown]>([
    ['no choice of ours', { choice: { $ne: 1 } }],
    ['another bot’s data', { action: 'x' }],
    ['a list', ['code-reset']],
    ['a long one', { choice: 'x'.repeat(5000) }],
    ['an unknown choice', { choice: 'no-such-choice' }],
  ])('a value that is %s changes nothing', async (_what, value) => {
    const before = standing(await ask('bonjour'))!;
    const replies = await ask('', { value });
    expect(standing(replies)).toMatchObject({ flow: before.flow, state: before.state });
  });

  test('the bot greets once, whichever of the opening activities come, and how often', async () => {
    const opening = (activity: ActivityJson) =>
      ask('', {
        text: undefined,
        membersAdded: [{ id: 'person-1' }],
        type: 'conversationUpdate',
        ...activity,
      });
    expect(textOf(await opening({}))).toContain('CPMS');
    expect(await opening({ membersAdded: [{ id: 'bot-1' }] })).toEqual([]);
    expect(await opening({ type: 'installationUpdate', action: 'add' })).toEqual([]);
    const anywhere = { text: undefined, membersAdded: [{ id: 'person-1' }], type: 'conversationUpdate' };
    expect(textOf(await ask('', anywhere, '/api/messages'))).toContain('Quel est votre assureur');
    expect(
      await ask('', { ...anywhere, type: 'installationUpdate', action: 'add' }, '/api/messages'),
    ).toEqual([]);
    for (const left of [
      { type: 'conversationUpdate', membersRemoved: [{ id: 'person-1' }] },
      { type: 'installationUpdate', action: 'remove' },
    ]) {
      const sent = messageActivity('', {
        deliveryMode: 'expectReplies',
        conversation: { id: 'left' },
        ...left,
      });
      expect((await server.post(sent)).body).toBeUndefined();
    }
  });

  test('where several read along nothing is asked, and nothing is begun', async () => {
    for (const conversation of [
      { id: 'g', isGroup: true },
      { id: 'g', conversationType: 'channel' },
      { id: 'g', conversationType: 'groupChat' },
    ]) {
      const receive = vi.spyOn(given.product.bot, 'receive');
      const [reply, ...others] = await ask('jai perdu mon code', { conversation });
      expect(others).toEqual([]);
      expect(reply!.text).toContain('en privé');
      expect(reply!.channelData).toMatchObject({ guichet: { flow: 'front-door', turn: 0, choices: [] } });
      expect(receive).not.toHaveBeenCalled();
      receive.mockRestore();
      const joining = messageActivity('', {
        type: 'conversationUpdate',
        membersAdded: [{ id: 'person-9' }],
        conversation,
        deliveryMode: 'expectReplies',
      });
      const { status, body } = await server.post(joining);
      expect([status, body]).toEqual([200, undefined]);
    }
  });

  test('there a danger is answered first, and whoever shows a number or a picture is told how to delete it (D13, P13)', async () => {
    const conversation = { id: 'g', conversationType: 'groupChat' };
    const inGroup = (text: string, more: ActivityJson = {}) =>
      ask(text, { channelId: 'msteams', conversation, ...more });
    const stored = () => given.product.documents.list('conversation', '', 10);
    const said = textOf(await inGroup('mon collègue ne respire plus 184061305501228'));
    expect(said).toMatch(/^Si une vie est en danger, appelez tout de suite le 15[\s\S]*Supprimer/);
    expect(textOf(await inGroup('184061305501228'))).toMatch(
      /ni lu, ni gardé[\s\S]*Supprimer[\s\S]*en privé/,
    );
    const picture = attaching([{ contentType: 'image/png', contentUrl: 'https://teams.example/a' }]);
    expect(textOf(await inGroup('', picture))).toMatch(
      /ne lis pas les images[\s\S]*Supprimer[\s\S]*en privé/,
    );
    expect(await stored()).toEqual([]);
  });

  test.each<[string, readonly object[], boolean]>([
    ['a picture', [{ contentType: 'image/jpeg', contentUrl: 'https://t.example/184061305501228.jpg' }], true],
    [
      'a file of Teams, beside the text as HTML',
      [
        { contentType: 'text/html', content: '<p>x</p>' },
        { contentType: 'application/vnd.microsoft.teams.file.download.info', name: 'carte 274931.pdf' },
      ],
      true,
    ],
    ['the text as HTML', [{ contentType: 'text/html', content: '<div>bonjour</div>' }], false],
    ['what is answered to', [{ contentType: 'messageReference', content: '{}' }], false],
    ['nothing', [], false],
  ])(
    '%s beside a message: only files are unread, and nothing of them is stored',
    async (_what, attachments, unread) => {
      const said = await ask('bonjour', { channelId: 'msteams', ...attaching(attachments) });
      expect(textOf(said).includes('Je ne lis pas les images ni les fichiers')).toBe(unread);
      expect(textOf(said)).toContain('Bonjour !');
      const stored = JSON.stringify(await given.product.documents.list('conversation', '', 10));
      expect(stored).not.toMatch(/184061305501228|274931|t\.example|image\/jpeg/);
    },
  );

  test('a message changed in Teams is not read again, once for each change, and the question stands (P11)', async () => {
    const teams = { channelId: 'msteams', id: 'first' };
    await ask('j’ai perdu mon code', teams);
    const change = (timestamp: string, eventType?: string) =>
      asSent({
        ...teams,
        type: 'messageUpdate',
        timestamp,
        ...(eventType && { channelData: { eventType } }),
      });
    const edited = change('2026-11-23T10:00:00Z', 'editMessage');
    const told = await ask('mon numéro est 184061305501228', edited);
    const deleting = 'Je ne peux pas l’effacer à votre place. Dans Teams';
    expect(textOf(told)).toMatch(
      /^Attention : votre message semble[\s\S]*Je ne relis pas un message modifié/,
    );
    expect(textOf(told)).toMatch(new RegExp(`${deleting}[\\s\\S]*Voici de nouveau la page`));
    expect(await ask('184061305501228', edited)).toEqual(told);
    const harmless = textOf(await ask('ma lettre', change('2026-11-23T10:00:05Z')));
    expect(harmless).toMatch(/^Je ne relis pas/);
    expect(harmless).not.toContain(deleting);
    const back = change('2026-11-23T10:00:09Z', 'undeleteMessage');
    expect(
      (await server.post(messageActivity('ma lettre', { ...back, deliveryMode: 'expectReplies' }))).body,
    ).toBeUndefined();
    const stored = JSON.stringify(await given.product.documents.list('conversation', '', 10));
    expect(stored).not.toContain('184061305501228');
    expect(stored.split('[message modifié, non relu]')).toHaveLength(3);
  });

  test('a secret typed in Teams is not kept, not said again, and the person is told how to delete it', async () => {
    const { nir, code } = demoRow(1);
    for (const set of ['27<b>49</b>31', '&#50;74931', '27<span class="x">4931</span>'])
      expect(textOf(await ask(set, { channelId: 'msteams' })), set).toContain('ni lu, ni gardé');
    const replies = await ask(`mon numéro est ${nir} et mon code ${code}`, { channelId: 'msteams' });
    expect(textOf(replies)).toMatch(/Teams.*Supprimer/s);
    expect(JSON.stringify(replies)).not.toMatch(new RegExp(`${nir}|${code}`));
    expect(JSON.stringify(given.logged)).not.toMatch(new RegExp(`${nir}|${code}`));
  });

  test('failures and caps count against the person, whom the service vouches for, not its address (X03, X22)', async () => {
    const heard = vi.spyOn(given.product.bot, 'receive');
    await ask('bonjour');
    await ask('bonjour', { from: { id: 'person-2' }, conversation: { id: 'conversation-2' } });
    await ask('bonjour', { from: { id: 'person-1' }, conversation: { id: 'conversation-3' } });
    const [first, second, third] = heard.mock.calls.map(([{ origin }]) => origin.source);
    expect(first).toMatch(/^botframework:/);
    expect(second).not.toBe(first);
    expect(third).toBe(first);
  });
});

describe('what Teams can show', () => {
  const inTeams = (text: string, activity: ActivityJson = {}) =>
    ask(text, {
      channelId: 'msteams',
      conversation: { id: 'teams', conversationType: 'personal' },
      ...activity,
    });

  test('of a drawing and its choices in one line, the choices are a message of their own, without the drawing', async () => {
    const choices = [
      { id: 'worked', label: 'Oui' },
      { id: 'failed', label: 'Non' },
    ];
    const { activities } = await saidOnTeams({ text: 'Branchez.', drawing: { id: 'd', text: 'x' }, choices });
    expect(activities.map(({ attachments = [] }) => attachments.length)).toEqual([1, 0]);
    expect(activities.map(labels)).toEqual([[], ['Oui', 'Non']]);
    expect(new Set(activities.map(({ channelData }) => channelData!.line)).size).toBe(2);
  });

  test('three choices are suggestions; more also stand on an adaptive card of 1.5, six in a row, and its buttons work', async () => {
    const [menu] = await inTeams('', { type: 'installationUpdate', action: 'add' });
    const { contentType, content } = menu!.attachments![0]!;
    expect(contentType).toBe('application/vnd.microsoft.card.adaptive');
    expect(content).toMatchObject({ type: 'AdaptiveCard', version: '1.5' });
    const rows = content.body!.map(({ actions }) => actions);
    expect(rows.every((row) => row.length <= 6)).toBe(true);
    const plain = (count: number) =>
      saidOnTeams({
        text: 'x',
        choices: Array.from({ length: count }, (_, id) => ({ id: `${id}`, label: `${id}` })),
      });
    expect((await plain(3)).activities[0]!.attachments).toBeUndefined();
    expect((await plain(4)).activities[0]!.attachments).toHaveLength(1);
    expect(rows.flat().map(({ title }) => title)).toEqual(labels(menu));
    const { data } = rows.flat().find(({ title }) => title === 'Obtenir mon code d’accès')!;
    expect(standing(await inTeams('', { text: undefined, value: data }))).toMatchObject({
      flow: 'code-reset',
    });
  });

  test('paragraphs stay apart in Markdown, and nothing else in a text means anything there', async () => {
    const replies = await inTeams('jai perdu mon code');
    const words = replies.find(({ attachments }) => attachments)!;
    expect(words.textFormat).toBe('markdown');
    expect(words.text!.split('\n\n').length).toBeGreaterThan(1);
    const { activities } = await saidOnTeams({ text: 'a*b_c [x](http://evil.example/a_b) <b> # `\nz' });
    expect(activities[0]).toMatchObject({
      textFormat: 'markdown',
      text: 'a\\*b\\_c \\[x\\](http://evil.example/a_b) \\<b\\> \\# \\`\n\nz',
    });
  });

  /** Any line, as Teams would get it. */
  async function saidOnTeams(line: Pick<Line, 'text' | 'choices' | 'drawing'>) {
    const bot: Bot = {
      ...given.product.bot,
      receive: async () => ({ locale: 'fr', lines: [{ seq: 1, id: 'l', at: 0, from: 'bot', ...line }] }),
    };
    const other = await serve({ bot });
    more.push(other.app);
    const sent = messageActivity('x', { channelId: 'msteams', deliveryMode: 'expectReplies' });
    return (await other.post<Replies>(sent)).body;
  }
});
