import { parseToken } from '../../machines/engine/session.ts';
import type { Leading } from '../../machines/services/personal-data.ts';
import { type Conversation, conversationKind } from './conversation.ts';
import { earlierLinesKind, shelfOf } from './earlier-lines.ts';

/** A conversation and its earlier lines are of whoever the session is of that it leads. */
export const conversationsLead: Leading = {
  kind: conversationKind,
  sessionOf: (body) => {
    const { token } = body as Conversation;
    return token === undefined ? undefined : parseToken(token).id;
  },
  shelfKind: earlierLinesKind,
  shelfOf: (id, body) => `${shelfOf(id, body as Conversation)}|`,
};
