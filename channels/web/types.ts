import type { FastifyRequest } from 'fastify';
import type { Insurer } from '../../machines/domain/insurer.ts';
import type { Engine } from '../../machines/engine/engine.ts';
import type { Registry } from '../../machines/engine/registry.ts';
import type { Origin } from '../../machines/flow.ts';
import type { Clock } from '../../machines/ports/clock.ts';
import type { Devices } from '../../machines/services/devices.ts';
import type { Links } from '../../machines/services/links.ts';
import type { Logins } from '../../machines/services/logins.ts';
import type { MemberArea } from '../../machines/services/member-area.ts';
import type { Guest } from '../page-host.ts';

/** The development outbox as `/dev/outbox.json` gives it (contract). Newest last. */
export interface OutboxView {
  readonly mails: readonly { id: string; to: string; subject: string; text: string; html: string }[];
  readonly letters: readonly {
    id: string;
    tenant: string;
    addressLines: readonly string[];
    pdf: string;
    text: string;
    code: string;
    status: string;
    requestedAt: string | number;
  }[];
  readonly sms: readonly { id: string; to: string; text: string }[];
  readonly checks: readonly { answer: string }[];
}

/** What only exists outside production. */
export interface DevTools {
  outbox(): Promise<OutboxView>;
  /** The PDF of a letter, if there is such a letter. */
  pdf(id: string): Promise<Uint8Array | undefined>;
  advance(seconds: number): Promise<unknown>;
  reset(): Promise<unknown>;
}

export interface WebOptions {
  readonly engine: Engine;
  readonly registry: Registry;
  readonly insurers: ReadonlyMap<string, Insurer>;
  readonly clock: Clock;
  readonly logins: Pick<Logins, 'open' | 'check' | 'close' | 'closeOthers'>;
  readonly memberArea: MemberArea;
  readonly links: Links;
  readonly devices: Pick<Devices, 'mint'>;
  /** True behind https: `__Host-` cookies, Secure, HSTS. */
  readonly secureCookies: boolean;
  readonly publicUrl: string;
  /** The source of a request, as the server trusts it. Channel and device cookie are added here. */
  readonly originOf: (request: FastifyRequest) => Origin;
  readonly devTools?: DevTools | undefined;
  /** Channels that have pages of their own below an insurer's address. */
  readonly guests?: readonly Guest[];
}
