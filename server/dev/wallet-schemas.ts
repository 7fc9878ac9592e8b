import { Type } from 'typebox';
import { faults } from '../../adapters/wallet/phone.ts';
import { refusal, refusedBody, tags } from './described.ts';

const orNull = (description: string) => Type.Union([Type.String(), Type.Null()], { description });

const Activations = Type.Object({
  activations: Type.Array(
    Type.Object({
      id: Type.String(),
      nationalId: Type.String(),
      qr: orNull('What the QR code says, until it has been scanned.'),
      addCode: orNull('The code that adds the card on the wallet’s site.'),
      state: Type.String({ description: 'How far the activation has come.' }),
      method: Type.String({ description: 'With the card, or by the contact details.' }),
      expiresAt: orNull('Until when the QR code is good.'),
    }),
  ),
});

export const listing = {
  summary: 'Activations of the simulated wallet',
  tags,
  response: { 200: Activations },
};

/** What may be done is checked by the wallet itself, which says it in words. */
export const acting = {
  summary: 'Let something happen to an activation',
  description: 'Answers with the activation as it is then; a form is led back to the page.',
  tags,
  body: Type.Object({
    id: Type.Optional(Type.String({ description: 'Of an activation in `/dev/wallet.json`.' })),
    do: Type.Optional(
      Type.String({
        description: `One of scan, ${faults.join(', ')}; or insert-card, with \`card\` instead of \`id\`.`,
      }),
    ),
    card: Type.Optional(Type.String({ description: 'National id of a demo holder who has a card.' })),
  }),
  response: {
    200: Activations,
    303: Type.Null({ description: 'What a form sent is done: the page again.' }),
    400: refusal('malformed', 'This is nothing that can be done, or nobody has this card.'),
    403: refusal('foreign', 'The request comes from a page of another site.'),
    404: refusal('not-found', 'There is no such activation.'),
    409: refusal('impossible', 'This cannot happen to the activation as it stands.'),
    ...refusedBody,
  },
};
