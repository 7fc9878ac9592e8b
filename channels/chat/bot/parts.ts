import type { Insurer } from '../../../machines/domain/insurer.ts';
import type { Engine } from '../../../machines/engine/engine.ts';
import type { Registry } from '../../../machines/engine/registry.ts';
import type { Clock } from '../../../machines/ports/clock.ts';
import type { Logger } from '../../../machines/ports/logger.ts';
import type { Links } from '../../../machines/services/links.ts';
import type { TendedConversations } from '../../conversation/conversations.ts';
import type { Understanding } from '../../conversation/understanding/understanding.ts';

/** What the bot is built from. */
export interface BotParts {
  readonly engine: Engine;
  readonly links: Links;
  readonly conversations: TendedConversations;
  readonly registry: Registry;
  readonly insurers: ReadonlyMap<string, Insurer>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Links are built from it, never from what a request says. */
  readonly publicUrl: string;
  /** Loaded when the first sentence is read: a server that starts needs none. */
  readonly understanding: () => Promise<Understanding>;
}
