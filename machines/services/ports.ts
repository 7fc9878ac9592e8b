import type { Insurer } from '../domain/insurer.ts';
import type { Documents } from '../engine/documents.ts';
import type { Registry } from '../engine/registry.ts';
import type { Clock } from '../ports/clock.ts';
import type { HumanCheck } from '../ports/human-check.ts';
import type { Logger } from '../ports/logger.ts';
import type { PasswordHasher } from '../ports/password-hasher.ts';
import type { Randomness, Vault } from '../ports/vault.ts';
import type { Wallet } from '../ports/wallet.ts';
import type { OutboxKind } from './outbox-kind.ts';

/** What the services are built from. */
export interface ServicePorts {
  readonly documents: Documents;
  readonly registry: Registry;
  readonly insurers: ReadonlyMap<string, Insurer>;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly randomness: Randomness;
  readonly hasher: PasswordHasher;
  readonly humanCheck: HumanCheck;
  readonly logger: Logger;
  /** Outside production the simulator; without one the e-CPS flow guides only. */
  readonly wallet?: Wallet | undefined;
  /** Adapters' documents that hold messages: the worker delivers them, operators see those that died. */
  readonly outboxes?: Readonly<Record<string, OutboxKind>>;
  /** False only outside production, for load tests: failures per source are not counted (RATE_LIMITS=0). */
  readonly limitSources: boolean;
  readonly publicUrl: string;
  /** False in production without a provider of SMS: then a mail leaves, or nothing. */
  readonly sendsSms: boolean;
}
