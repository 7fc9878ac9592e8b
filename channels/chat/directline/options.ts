import type { FastifyRequest } from 'fastify';
import type { Insurer } from '../../../machines/domain/insurer.ts';
import type { Origin } from '../../../machines/flow.ts';
import type { Clock } from '../../../machines/ports/clock.ts';
import type { Logger } from '../../../machines/ports/logger.ts';
import type { Conversations } from '../../conversation/conversations.ts';
import type { Bot } from '../bot.ts';
import type { ChatTokens } from './chat-tokens.ts';

/** What the protocol is built from. */
export interface DirectLineOptions {
  readonly bot: Bot;
  readonly conversations: Pick<Conversations, 'follow'>;
  readonly tokens: ChatTokens;
  readonly insurers: ReadonlyMap<string, Insurer>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly publicUrl: string;
  readonly production: boolean;
  readonly originOf: (request: FastifyRequest, channel: string) => Origin;
}
