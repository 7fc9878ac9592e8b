import type { FastifyRequest } from 'fastify';
import type { Insurer } from '../../machines/domain/insurer.ts';
import type { Engine } from '../../machines/engine/engine.ts';
import type { Registry } from '../../machines/engine/registry.ts';
import type { Origin } from '../../machines/flow.ts';
import type { Clock } from '../../machines/ports/clock.ts';
import type { Logger } from '../../machines/ports/logger.ts';
import type { Randomness, Vault } from '../../machines/ports/vault.ts';
import type { HandOverMessages } from '../../machines/services/hand-over-messages.ts';
import type { Links } from '../../machines/services/links.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { Conversations } from '../conversation/conversations.ts';
import type { Understanding } from '../conversation/understanding/understanding.ts';
import type { Asked, CallState } from './call-state.ts';
import type { Prompt, Spoken } from './prompt.ts';

/** What the telephone needs of the product. */
export interface TelephoneParts {
  readonly engine: Engine;
  readonly links: Links;
  readonly handOverMessages: HandOverMessages;
  readonly conversations: Conversations;
  readonly insurers: ReadonlyMap<string, Insurer>;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly randomness: Randomness;
  readonly logger: Logger;
  readonly publicUrl: string;
  /** Made at the first word that is heard: a start must not wait for it. */
  readonly understanding: () => Promise<Understanding>;
}

/** Which line a call came in on. */
export interface Access {
  /** `twilio`, `jambonz`: whose ids of calls these are. */
  readonly provider: string;
  readonly insurer: Insurer;
  /** The webhook, where there is one: for the log alone. */
  readonly request?: FastifyRequest;
}

/** One answer of one call, being handled. */
export interface Call {
  readonly conversation: Conversation;
  readonly state: CallState;
  /** What was said with the question, for whoever is late or wants to hear it again. */
  readonly prompt: Prompt;
  readonly insurer: Insurer;
  readonly origin: Origin;
}

/** What is about to be said and asked, before it has a name. */
export interface Composed {
  readonly say: readonly Spoken[];
  readonly asked: Asked;
  readonly next: 'key' | 'number' | 'hang-up' | { readonly dial: string };
}

/** The call after an answer, and what is asked next. */
export interface Moved {
  readonly call: Call;
  readonly composed: Composed;
  /** Said before the question: what has happened, why it is asked again. */
  readonly first?: readonly Spoken[];
}
