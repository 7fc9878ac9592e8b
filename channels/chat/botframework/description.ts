import { Type } from 'typebox';
import { ActivitySchema } from './activity.ts';

const ErrorBody = Type.Object(
  { error: Type.Object({ code: Type.String(), message: Type.String() }) },
  { description: 'The protocol’s own `ErrorResponse`.' },
);

const Replies = Type.Object(
  { activities: Type.Array(Type.Unknown()) },
  {
    description:
      'With `deliveryMode: expectReplies`; else the replies are posted to `serviceUrl`, and this is empty.',
  },
);

/** For `/openapi.json`: what both addresses take and give. */
export const messagesDescription = {
  tags: ['chat'],
  summary: 'An activity of the Bot Framework: Teams and any Bot Service channel',
  description:
    'Needs a token of the Bot Service for BOT_APP_ID. Without an app, outside production, requests without a token are taken from loopback. The same activity again changes nothing.',
  body: ActivitySchema,
  response: {
    200: Replies,
    202: Type.Null({ description: 'The answer takes longer; it will be posted.' }),
    ...Object.fromEntries(
      [400, 401, 403, 404, 413, 415, 429, 501, 502, 503].map((status) => [status, ErrorBody]),
    ),
  },
};
