export interface OutgoingMail {
  /** Stable across retries; becomes the Message-ID, by which the receiver can tell a repeat. */
  readonly id: string;
  readonly tenant: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The receiver refuses for good (5xx, invalid address): trying again is useless. */
export class Undeliverable extends Error {
  override name = 'Undeliverable';
}

/**
 * Sends at least once: a mail whose acknowledgement was lost is sent again with the same id. Throws
 * `Undeliverable` when the receiver refuses for good, anything else when it may work later.
 */
export interface Mailer {
  send(mail: OutgoingMail): Promise<void>;
}
