import type { Documents } from '../../machines/engine/documents.ts';
import type { OutboxEntry } from '../../machines/engine/outbox.ts';
import type { Clock } from '../../machines/ports/clock.ts';
import type { PasswordHasher } from '../../machines/ports/password-hasher.ts';
import type { Randomness, Vault } from '../../machines/ports/vault.ts';
import type { ActivationFor, WalletEventType } from '../../machines/ports/wallet.ts';
import { createMessagesOut } from '../../machines/services/messages-out.ts';
import { type Update, updater } from '../../machines/services/updating.ts';
import {
  type Activation,
  type ActivationBody,
  indexed,
  isOver,
  keptMs,
  nobodysSession,
  voided,
  walletKind,
} from './activation.ts';

export interface WalletParts {
  readonly documents: Documents;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly randomness: Randomness;
  readonly hasher: Pick<PasswordHasher, 'hash'>;
  /** Where the telephone of the simulator is (its mail says so). */
  readonly phoneUrl: string;
}

export interface Decision<Result> {
  readonly next?: Activation;
  readonly send?: readonly OutboxEntry[];
  readonly result: Result;
}

/** What is random in a decision, drawn before it so that deciding again after a lost race is harmless. */
export interface Drawn {
  readonly qr: string;
  readonly addCode: string;
  readonly smsCode: string;
}

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const remembered = 8;
/** There is one, but for a process that died between ending the last and beginning the next. */
const atOnce = 10;

/** The stored activations: every change of one is one compare-and-set, repeated calls get their first answer. */
export function createActivations({ documents, clock, vault, randomness }: WalletParts) {
  const update: Update = updater(documents);
  const messages = createMessagesOut({ randomness, clock });
  const digest = (payload: string) => vault.digest('wallet-qr', payload);
  const stored = (body: ActivationBody) => ({
    ...indexed(body, digest),
    expiresAt: clock.now() + keptMs,
  });

  /**
   * A new activation whose id follows from the call: the same call again finds it (`decide` is not asked). It takes the
   * place of what its session has under way, which ends first: whoever starts over has one good QR, the newest (P16).
   */
  async function begin<Result>(
    { session }: ActivationFor,
    callId: string,
    decide: (now: number) => { activation: Activation; send: readonly OutboxEntry[]; result: Result },
  ): Promise<{ id: string; result: Result }> {
    const id = vault.digest('wallet-activation', callId);
    if (session !== nobodysSession && !(await documents.load(walletKind, id)))
      for (const earlier of await documents.find(walletKind, `session:${session}`, atOnce))
        await end(earlier.id);
    const result = await update<ActivationBody, Result>(walletKind, id, (document) => {
      const known = document?.body.activation.answered.find((one) => one.callId === callId);
      if (known) return { result: known.result as Result };
      const { activation, send, result: fresh } = decide(clock.now());
      const answered = [{ callId, result: fresh }];
      return { next: stored({ activation: { ...activation, answered }, outbox: send }), result: fresh };
    });
    return { id, result };
  }

  const end = (id: string) =>
    change(id, undefined, undefined, (activation) => ({
      ...(!isOver(activation) && { next: { ...voided(activation), stage: 'ended' } }),
      result: undefined,
    }));

  /** Reads, decides, writes. `gone` is the result where there is no such activation. */
  async function change<Result>(
    id: string,
    callId: string | undefined,
    gone: Result,
    decide: (activation: Activation, now: number) => Decision<Result>,
  ): Promise<Result> {
    return update<ActivationBody, Result>(walletKind, id, (document) => {
      if (!document) return { result: gone };
      const { activation, outbox } = document.body;
      const known = activation.answered.find((one) => callId !== undefined && one.callId === callId);
      if (known) return { result: known.result as Result };
      const { next = activation, send = [], result } = decide(activation, clock.now());
      const answered = callId ? [...next.answered, { callId, result }].slice(-remembered) : next.answered;
      return { next: stored({ activation: { ...next, answered }, outbox: [...outbox, ...send] }), result };
    });
  }

  return {
    begin,
    change,
    update,
    messages,
    draw: (): Drawn => ({
      qr: `GUICHET-ECPS:${randomness.token(15)}`,
      addCode: letters[Number(randomness.digits(4)) % letters.length]! + randomness.digits(5),
      smsCode: randomness.digits(6),
    }),
    /** The session is told, by the outbox of the same write. */
    tell: (
      { session }: Activation,
      activation: string,
      type: WalletEventType,
      expiresAt?: number,
    ): OutboxEntry =>
      messages.event({
        session,
        event: { type, activation, ...(expiresAt !== undefined && { expiresAt }) },
      }),
    async findByQr(payload: string): Promise<string | undefined> {
      for (const one of vault.digests('wallet-qr', payload)) {
        const [document] = await documents.find<ActivationBody>(walletKind, `qr:${one}`, 1);
        if (document) return document.id;
      }
      return undefined;
    },
    load: async (id: string) => (await documents.load<ActivationBody>(walletKind, id))?.body.activation,
    async list(): Promise<readonly { id: string; activation: Activation }[]> {
      const all: { id: string; activation: Activation }[] = [];
      for (let after = ''; ; ) {
        const page = await documents.list<ActivationBody>(walletKind, after, 200);
        all.push(...page.map(({ id, body }) => ({ id, activation: body.activation })));
        const last = page.at(-1);
        if (!last) return all.sort((a, b) => a.activation.startedAt - b.activation.startedAt);
        after = last.id;
      }
    },
  };
}

export type Activations = ReturnType<typeof createActivations>;
