import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';

const id = Type.String({ minLength: 1, maxLength: 1024 });
const Account = Type.Object({ id, aadObjectId: Type.Optional(Type.String({ maxLength: 128 })) });

/**
 * What is read of an activity; the rest goes by unseen. Strings are as long as the protocol's services make
 * them and no longer, because some are stored.
 */
export const ActivitySchema = Type.Object({
  type: Type.String({ minLength: 1, maxLength: 64 }),
  id: Type.Optional(id),
  channelId: Type.Optional(Type.String({ maxLength: 64 })),
  serviceUrl: Type.Optional(Type.String({ maxLength: 2048 })),
  locale: Type.Optional(Type.String({ maxLength: 64 })),
  timestamp: Type.Optional(Type.String({ maxLength: 64 })),
  deliveryMode: Type.Optional(Type.String({ maxLength: 64 })),
  conversation: Type.Object({
    id,
    isGroup: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
    conversationType: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  }),
  from: Type.Optional(Account),
  recipient: Type.Optional(Type.Object({ id: Type.Optional(Type.String({ maxLength: 1024 })) })),
  text: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  value: Type.Optional(Type.Unknown()),
  channelData: Type.Optional(Type.Unknown()),
  name: Type.Optional(Type.String({ maxLength: 256 })),
  action: Type.Optional(Type.String({ maxLength: 64 })),
  attachments: Type.Optional(Type.Union([Type.Array(Type.Unknown()), Type.Null()])),
  membersAdded: Type.Optional(Type.Union([Type.Array(Account), Type.Null()])),
});

export type IncomingActivity = Static<typeof ActivitySchema>;

const compiled = Compile(ActivitySchema);

/** The body as an activity, or undefined when it is none. */
export function readActivity(body: unknown): IncomingActivity | undefined {
  return compiled.Check(body) ? body : undefined;
}
