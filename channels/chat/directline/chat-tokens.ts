import type { Locale } from '../../../machines/envelope.ts';
import { Refused } from '../../../machines/errors.ts';
import type { Clock } from '../../../machines/ports/clock.ts';
import type { Vault } from '../../../machines/ports/vault.ts';

/** Whose conversation it is. Fixed when the conversation is named, and the same for its whole life. */
export interface Party {
  readonly conversation: string;
  readonly tenant: string;
  /** The name of the person's side in the conversation. Proves nothing about who they are. */
  readonly user: string;
  readonly locale: Locale;
}

/**
 * What a token is good for. `talk`: everything of Direct Line. `stream`: opening the WebSocket only, because it
 * stands in an address, which proxies write down. `page`: the browser's own cookie, from which the others are
 * made; good for as long as a conversation is kept that speaks of a letter when it is late.
 */
export type TokenUse = 'talk' | 'stream' | 'page';

export const lifetimesMs: Readonly<Record<TokenUse, number>> = {
  talk: 30 * 60_000,
  stream: 5 * 60_000,
  page: 30 * 24 * 3600_000,
};

const refusals = {
  unknown: 'this is no token of this server',
  expired: 'this token has expired',
  elsewhere: 'this token is for another conversation',
} as const;

/** Not a token of ours, not any more, or not for what is asked. `expired` tells a client that another helps. */
export class TokenRefused extends Error {
  override name = 'TokenRefused';
  readonly why: keyof typeof refusals;
  constructor(why: keyof typeof refusals) {
    super(refusals[why]);
    this.why = why;
  }
}

export interface ChatTokens {
  /** A party of its own for a new conversation: its id is random and cannot be guessed. Nothing is stored. */
  party(about: Omit<Party, 'conversation'>): Party;
  /** A name for a person who gives none. */
  anyone(): string;
  issue(party: Party, use: TokenUse): string;
  /** Who holds this token. Throws `TokenRefused`. */
  read(token: string, use: TokenUse): Party;
}

interface Claims extends Party {
  readonly use: TokenUse;
  readonly exp: number;
}

const purpose = 'chat-token';
const header = encode({ alg: 'HS256', typ: 'JWT' });
const pattern = /^([\w-]{1,64})\.([\w-]{1,1024})\.([\w-]{1,32}~[\w-]{43})$/;

/**
 * Signed, not stored: a restart, another node and another tab know them. They have the form of a JWT because
 * Microsoft's client reads the bound `user` out of it; the signature is the vault's, which names its key version
 * so that rotating SECRET_KEYS ends no conversation.
 */
export function createChatTokens(vault: Vault, clock: Clock, mint: () => string): ChatTokens {
  return {
    party: (about) => ({ ...about, conversation: mint().slice(0, 22) }),
    // The prefix by which Microsoft's client knows a name that only a token may carry.
    anyone: () => `dl_${mint().slice(0, 22)}`,
    issue({ conversation, tenant, user, locale }, use) {
      const claims: Claims = { conversation, tenant, user, locale, use, exp: clock.now() + lifetimesMs[use] };
      const body = `${header}.${encode({ ...claims, exp: Math.floor(claims.exp / 1000) })}`;
      return `${body}.${vault.digest(purpose, body).replace('.', '~')}`;
    },
    read(token, use) {
      const [, first, second, signature] = pattern.exec(token) ?? [];
      if (!signature || !vault.matches(purpose, `${first}.${second}`, signature.replace('~', '.')))
        throw new TokenRefused('unknown');
      // Signed by us: of the form that we gave it.
      const claims = JSON.parse(Buffer.from(second!, 'base64url').toString()) as Claims;
      if (claims.use !== use) throw new TokenRefused('unknown');
      if (claims.exp * 1000 <= clock.now()) throw new TokenRefused('expired');
      const { conversation, tenant, user, locale } = claims;
      return { conversation, tenant, user, locale };
    },
  };
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** The token of `Authorization: Bearer …`. Throws `Refused` where there is none. */
export function bearerOf(header: string | undefined): string {
  const match = /^Bearer +(\S{1,2048})$/i.exec(header ?? '');
  if (!match) throw new Refused('session-unknown', 'send the token as Authorization: Bearer');
  return match[1]!;
}
