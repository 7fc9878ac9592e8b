export interface OutgoingSms {
  readonly id: string;
  readonly tenant: string;
  readonly to: string;
  readonly text: string;
}

/** Sends at least once, with an id by which the provider can tell a repeat. Throws like `Mailer`. */
export interface SmsSender {
  send(sms: OutgoingSms): Promise<void>;
}
