import { hash } from 'node:crypto';
import { type MemberBody, memberKind } from './members.ts';
import type { ServicePorts } from './ports.ts';
import type { Update } from './updating.ts';

interface LoginBody {
  readonly tenant: string;
  readonly member: string;
  readonly epoch: number;
  readonly openedAt: number;
  readonly seenAt: number;
}

export interface Login {
  readonly id: string;
  readonly tenant: string;
  readonly member: string;
  readonly epoch: number;
  readonly openedAt: number;
}

/** Idle time is written at most this often: reading pages should not write at every click. */
const touchMs = 60_000;
export const loginKind = 'login';

/**
 * Who is signed in on a browser: a secret of its own, new at every sign-in (ASVS 7.2.4), 15 minutes idle and
 * 8 hours in all (X23). It holds only while the member is active and of the same epoch, so that a code change
 * or a deactivation ends it at once, wherever it is (P05, X16).
 */
export function createLogins({ documents, clock, randomness, insurers }: ServicePorts, update: Update) {
  const idOf = (token: string) => hash('sha256', token, 'base64url');

  async function stillConnected(tenant: string, member: string, epoch: number): Promise<boolean> {
    const document = await documents.load<MemberBody>(memberKind, member);
    const found = document?.body.member;
    return found !== undefined && found.tenant === tenant && found.active && found.epoch === epoch;
  }

  async function look(id: string): Promise<Login | undefined> {
    const document = await documents.load<LoginBody>(loginKind, id);
    if (!document) return undefined;
    const { tenant, member, epoch, openedAt, seenAt } = document.body;
    const now = clock.now();
    const { loginIdleMs } = insurers.get(tenant)!.policies.lifetimes;
    if (now >= seenAt + loginIdleMs || !(await stillConnected(tenant, member, epoch))) return undefined;
    if (now >= seenAt + touchMs)
      await update<LoginBody, void>(loginKind, id, (current) =>
        current
          ? { next: { body: { ...current.body, seenAt: now } }, result: undefined }
          : { result: undefined },
      );
    return { id, tenant, member, epoch, openedAt };
  }

  return {
    stillConnected,

    async open(tenant: string, member: string, epoch: number): Promise<string> {
      const token = randomness.token(32);
      const now = clock.now();
      const { loginMaxMs } = insurers.get(tenant)!.policies.lifetimes;
      const body: LoginBody = { tenant, member, epoch, openedAt: now, seenAt: now };
      await update<LoginBody, void>(loginKind, idOf(token), () => ({
        next: { body, keys: [`member:${member}`], expiresAt: now + loginMaxMs },
        result: undefined,
      }));
      return token;
    },

    /** The login, touched; undefined when it is over for whatever reason. */
    check: (token: string): Promise<Login | undefined> => look(idOf(token)),

    /** The same for what a login began and that knows its id only: the id opens nothing. */
    checkId: look,

    /** Over when this resolves, whoever touches the login meanwhile. */
    async close(token: string): Promise<void> {
      const id = idOf(token);
      for (;;) {
        const document = await documents.load<LoginBody>(loginKind, id);
        if (!document || (await documents.remove(loginKind, id, document.rev)) === 'committed') return;
      }
    },

    /** Ends every other login of the same member (X16). */
    async closeOthers(token: string): Promise<void> {
      const mine = await documents.load<LoginBody>(loginKind, idOf(token));
      if (!mine) return;
      for (;;) {
        const others = (await documents.find<LoginBody>(loginKind, `member:${mine.body.member}`)).filter(
          ({ id }) => id !== mine.id,
        );
        if (others.length === 0) return;
        for (const { id, rev } of others) await documents.remove(loginKind, id, rev);
      }
    },
  };
}

export type Logins = ReturnType<typeof createLogins>;
