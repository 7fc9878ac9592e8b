import { Type } from 'typebox';
import { ErrorSchema } from './problems.ts';
import { ActivitySchema } from './read-activity.ts';

const UserName = Type.String({ minLength: 1, maxLength: 100, pattern: '^[\\w.@:|-]+$' });

export const GenerateBody = Type.Object(
  {
    tenant: Type.String({
      maxLength: 100,
      description: 'An insurer’s id, as in the addresses of the pages.',
    }),
    user: Type.Optional(
      Type.Union([UserName, Type.Object({ id: UserName }, { additionalProperties: true })], {
        description: 'Bound in the token: it wins over whatever an activity says. Random when left out.',
      }),
    ),
    locale: Type.Optional(Type.String({ maxLength: 35, description: 'French unless it begins with `en`.' })),
  },
  { additionalProperties: true },
);

export const TokenBody = Type.Object({
  conversationId: Type.String(),
  token: Type.String({ description: 'A secret: for Authorization, never for an address.' }),
  expires_in: Type.Integer({ description: 'Seconds.' }),
});

export const ConversationBody = Type.Object({
  conversationId: Type.String(),
  token: Type.String(),
  expires_in: Type.Integer(),
  streamUrl: Type.String({ description: 'WebSocket; good for opening it within five minutes.' }),
});

export const ConversationParams = Type.Object({ conversation: Type.String({ maxLength: 64 }) });
export const Watermark = Type.Object(
  { watermark: Type.Optional(Type.String({ maxLength: 20, description: 'Only what was said after it.' })) },
  { additionalProperties: true },
);
export const StreamQuery = Type.Object(
  {
    watermark: Type.Optional(Type.String({ maxLength: 20, description: 'Only what was said after it.' })),
    t: Type.String({ maxLength: 2048, description: 'As in `streamUrl`.' }),
  },
  { additionalProperties: true },
);

export const ResourceBody = Type.Object({ id: Type.String() });
export const ActivitiesBody = Type.Object({
  activities: Type.Array(Type.Object({}, { additionalProperties: true })),
  watermark: Type.String(),
});
export { ActivitySchema };

/** Description of a route, and the errors it may answer. */
export const described = (summary: string, ...statuses: readonly number[]) => ({
  summary,
  tags: ['chat'],
  response: Object.fromEntries(statuses.map((status) => [status, ErrorSchema])),
});

/** What was said after this. Anything that is no watermark of ours means: from the beginning. */
export const seqOf = (watermark: string | undefined): number =>
  /^\d+$/.test(watermark ?? '') ? Number(watermark) : 0;
