import type { Message } from '../../../machines/messages/catalog.ts';

/** What a mail is made of. Plain text and HTML are two renderings of the same blocks, so they say the same. */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: Message }
  /** The words before it, the button's label and the address: in the text, the address stands alone on its line. */
  | { readonly kind: 'link'; readonly label: Message; readonly url: string }
  /** A QR code of a value; in the text, what it says stands alone on its line. */
  | { readonly kind: 'qr'; readonly value: string; readonly text: Message }
  /** A short code, alone on its line (X11). */
  | { readonly kind: 'code'; readonly value: string }
  /** Set apart, because everything depends on it being read. */
  | { readonly kind: 'warning'; readonly text: Message }
  | { readonly kind: 'people'; readonly of: string }
  /** Pairs of a label's id and what was said, one a line; a value that is an id itself has words too. */
  | {
      readonly kind: 'facts';
      readonly of: string;
      readonly labels: Readonly<Record<string, Message>>;
      /** By the label's id. */
      readonly values: Readonly<Record<string, Readonly<Record<string, Message>>>>;
    };

export interface Template {
  readonly subject: Message;
  /** The line a mailbox shows beside the subject. Says what it is about and gives nothing away. */
  readonly preview: Message;
  readonly blocks: readonly Block[];
  /** Read by the insurer's own people: whom members may call is no news to them, and nobody signs. */
  readonly toDesk?: true;
}

export const paragraph = (fr: string, en: string): Block => ({ kind: 'paragraph', text: { fr, en } });
export const warning = (fr: string, en: string): Block => ({ kind: 'warning', text: { fr, en } });
export const hello: Block = paragraph('Bonjour,', 'Hello,');
