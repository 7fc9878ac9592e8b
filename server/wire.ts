import { createHasher } from '../adapters/crypto/argon2-hasher.ts';
import { boundedQueue } from '../adapters/crypto/bounded-queue.ts';
import { systemRandomness } from '../adapters/crypto/randomness.ts';
import { parseSecretKeys } from '../adapters/crypto/secret-keys.ts';
import { createVault } from '../adapters/crypto/vault.ts';
import { createHumanCheck } from '../adapters/human-check/human-check.ts';
import { demoBouncingAddresses } from '../adapters/insurers/demo/seed.ts';
import { withGuides } from '../adapters/insurers/guides/with-guides.ts';
import { loadInsurers } from '../adapters/insurers/load.ts';
import { outboxMailer } from '../adapters/mail/outbox-mailer.ts';
import type { MailArguments } from '../adapters/mail/render.ts';
import { demoMemberRecord } from '../adapters/member-record/demo-member-record.ts';
import { noMemberRecord } from '../adapters/member-record/no-member-record.ts';
import { httpSmsSender } from '../adapters/sms/http-sms-sender.ts';
import { noSms } from '../adapters/sms/no-sms.ts';
import { outboxSms } from '../adapters/sms/outbox-sms.ts';
import { createWalletSimulator } from '../adapters/wallet/simulator.ts';
import { createBot } from '../channels/chat/bot/create-bot.ts';
import { botFrameworkConnection } from '../channels/chat/botframework/index.ts';
import { chatChannelDescription } from '../channels/chat/channel.ts';
import { conversationKind } from '../channels/conversation/conversation.ts';
import { createConversations } from '../channels/conversation/conversations.ts';
import { ivrChannelDescription } from '../channels/ivr/channel.ts';
import { birthYear } from '../machines/domain/nir.ts';
import { type Documents, sealedDocuments } from '../machines/engine/documents.ts';
import { createEngine, type EngineEvent, type EngineOptions } from '../machines/engine/engine.ts';
import { createRegistry, type RegistryOptions } from '../machines/engine/registry.ts';
import { validateRegistry } from '../machines/engine/validate.ts';
import type { Origin } from '../machines/flow.ts';
import { earlierFlows, flows } from '../machines/flows/index.ts';
import { chattedMessages } from '../machines/messages/chatted.ts';
import { commonMessages } from '../machines/messages/common.ts';
import { spokenMessages } from '../machines/messages/spoken.ts';
import type { Clock } from '../machines/ports/clock.ts';
import type { Logger } from '../machines/ports/logger.ts';
import type { PasswordHasher } from '../machines/ports/password-hasher.ts';
import type { SmsSender } from '../machines/ports/sms-sender.ts';
import type { Store } from '../machines/ports/store.ts';
import { createServices } from '../machines/services/index.ts';
import { createLinks } from '../machines/services/links.ts';
import { createMemberArea } from '../machines/services/member-area.ts';
import type { Found } from '../machines/services/members.ts';
import type { ServicePorts } from '../machines/services/ports.ts';
import { createWorker } from '../machines/services/worker.ts';
import { type MovableClock, movableClock, systemClock } from './clock.ts';
import type { Config } from './config.ts';
import { createDeliver, type DeliveryWatch, fewAtOnce, mostAtOnce, watched } from './deliver.ts';
import { recordCheckAnswer } from './dev/checks.ts';
import { allKinds } from './kinds.ts';
import { lazyUnderstanding } from './lazy-understanding.ts';
import { openStore } from './open-store.ts';
import { createPrinter } from './printer.ts';
import { orClose, refuseStrangeKeys } from './whose-store.ts';

export interface WireOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly watch?: (event: EngineEvent) => void;
  readonly watchDelivery?: DeliveryWatch;
  /** Tests replace parts by name; nothing else is replaced for them. */
  readonly store?: Store;
  readonly clock?: Clock;
  readonly hasher?: PasswordHasher;
  readonly observe?: RegistryOptions['observe'];
  /** `none`: the e-CPS flow guides only, as in real life. */
  readonly wallet?: 'simulated' | 'none';
}

/** Builds the product from its parts, once. Nothing listens yet. */
export async function wire({ config, logger, watch, watchDelivery, observe, ...given }: WireOptions) {
  const clock: Clock = given.clock ?? (config.production ? systemClock : movableClock());
  const insurers = new Map(
    withGuides(loadInsurers(config.insurersDir)).map((insurer) => [insurer.id, insurer]),
  );
  const keys = parseSecretKeys(config.secretKeys);
  const vault = createVault(keys);
  const store = given.store ?? (await openStore(config, clock));
  const documents = sealedDocuments(store, vault, allKinds);
  await orClose(
    store,
    refuseStrangeKeys(
      documents,
      keys.map(({ version }) => version),
    ),
  );
  const hasher = given.hasher ?? (await createHasher({ threadPoolSize: config.threadPoolSize }));
  const registry = createRegistry({
    flows,
    earlier: earlierFlows,
    messages: [commonMessages, chattedMessages, spokenMessages],
    ...(observe && { observe }),
  });
  const drawings = boundedQueue({ atOnce: 1, maxWaiting: 50, expectedMs: 20 });
  const humanCheck = createHumanCheck({
    drawing: drawings.run,
    vault,
    hmacKey: vault.digest('human-check', 'hmac'),
    ...(!config.production && { onImageAnswer: recordCheckAnswer(documents, clock) }),
  });
  const wallet =
    config.production || given.wallet === 'none'
      ? undefined
      : createWalletSimulator({
          documents,
          clock,
          vault,
          randomness: systemRandomness,
          hasher,
          phoneUrl: `${config.publicUrl}/dev/wallet/phone`,
        });
  const sms = smsOf(config, documents, clock);
  const ports: ServicePorts = {
    documents,
    registry,
    insurers,
    clock,
    vault,
    randomness: systemRandomness,
    hasher,
    humanCheck,
    logger,
    limitSources: config.limitSources,
    publicUrl: config.publicUrl,
    sendsSms: sms !== noSms,
    wallet,
    ...(wallet && { outboxes: { [wallet.outbox.kind]: wallet.outbox } }),
  };
  const app = createServices(ports);
  const effects: EngineOptions['effects'] = {
    tellDesk: ({ to, ...args }, { insurer }) => ({
      kind: 'mail',
      payload: { template: 'desk-request', to: { name: insurer.name, address: to }, locale: 'fr', args },
    }),
    tellNewBrowser: ({ member }, { now, origin }) => ({
      kind: 'mail',
      payload: {
        template: 'new-browser',
        member,
        args: { at: now, means: meansOf(origin), browser: origin.browser ?? '' },
      },
    }),
  };
  validateRegistry(registry, app.services, effects, insurers);
  const engine = createEngine({
    ...ports,
    services: app.services,
    stillConnected: app.logins.stillConnected,
    wordings,
    effects,
    ...(watch && { watch }),
  });
  const smtp = config.smtpUrl ? await connectSmtp(config.smtpUrl, config.mailFrom, clock) : undefined;
  const mailer =
    smtp ?? outboxMailer({ documents, clock, bouncing: config.demo ? demoBouncingAddresses : [] });
  const printer = createPrinter({
    dir: config.letterDir,
    insurers,
    clock,
    logger,
    documents,
    outbox: !config.production,
  });
  const handOver = createDeliver({
    mailer,
    printer,
    insurers,
    members: app.members,
    clock,
    sms,
    tell: engine.deliver,
  });
  const places = { mail: smtp?.atOnce ?? mostAtOnce, sms: mostAtOnce };
  const deliver = watched(fewAtOnce(handOver, places), clock, watchDelivery);
  const links = createLinks(ports, engine, app);
  const conversations = createConversations({
    documents,
    clock,
    keptMs: (tenant) => insurers.get(tenant ?? '')?.policies.lifetimes.conversationMs ?? unclaimedMs,
  });
  const understanding = lazyUnderstanding();
  const bot = createBot({
    engine,
    links,
    conversations,
    registry,
    insurers,
    clock,
    logger,
    publicUrl: config.publicUrl,
    understanding,
  });
  // Without an app anyone on this machine may speak to the bot, which production has no use for.
  const botFramework =
    config.bot || !config.production
      ? botFrameworkConnection({
          app: config.bot,
          production: config.production,
          publicUrl: config.publicUrl,
          logger,
        })
      : undefined;
  if (botFramework) bot.attach('botframework', botFramework.outlet);
  const worker = createWorker(ports, {
    engine,
    codeRequests: app.codeRequests,
    clients: app.clients,
    deliver,
    attended: { [conversationKind]: bot.attend },
  });
  const record = config.demo
    ? demoMemberRecord(clock, async (_tenant, id) => insured(await app.members.load(id), clock))
    : noMemberRecord;
  const memberArea = createMemberArea(app.members, record, clock);
  const close = async () => {
    await smtp?.close();
    await printer.close();
    await store.close();
  };
  return {
    config,
    ports,
    app,
    engine,
    worker,
    links,
    conversations,
    understanding,
    bot,
    botFramework,
    memberArea,
    documents,
    store,
    clock,
    registry,
    insurers,
    hasher,
    printer,
    wallet,
    close,
  };
}

/** A conversation that has not yet said which insurer it is for is kept for a day. ms. */
const unclaimedMs = 86_400_000;

const wordings: ReadonlyMap<string, string> = new Map(
  [chatChannelDescription, ivrChannelDescription].flatMap(({ id, wording }) =>
    wording ? [[id, wording]] : [],
  ),
);

/** What a member who is told of a sign-in reads it was made with; a program need not say what it is (X16). */
function meansOf({ channel, browser }: Origin): MailArguments['new-browser']['means'] {
  if (channel === ivrChannelDescription.id) return 'telephone';
  return browser === undefined ? 'device' : 'browser';
}

function smsOf({ sms, production }: Config, documents: Documents, clock: Clock): SmsSender {
  if (sms) return httpSmsSender(sms);
  return production ? noSms : outboxSms({ documents, clock });
}

/** The mail library is loaded only where mail is sent. */
async function connectSmtp(url: string, from: string, clock: Clock) {
  const { smtpMailer } = await import('../adapters/mail/smtp-mailer.ts');
  return smtpMailer({ url, from, clock });
}

function insured(found: Found | undefined, clock: Clock) {
  if (!found) return undefined;
  const { firstName, lastName, nir } = found.member;
  return { firstName, lastName, birthYear: birthYear(nir, clock.now()) };
}

export type Product = Awaited<ReturnType<typeof wire>>;

export function isMovable(clock: Clock): clock is MovableClock {
  return 'advance' in clock;
}
