/**
 * What a channel that asks one thing at a time is able to do, as data. What it cannot do becomes a hand-over (X20),
 * decided in one place from this table (`channels/conversation/hand-over.ts`) and never by an `if` in a flow.
 */
export interface ChannelCapabilities {
  /** Can show a picture: an image check, a QR code. */
  readonly showsImages: boolean;
  /** May be told a code, a PIN or a NIR. Chat may not: its content is kept by the member's employer. */
  readonly takesSecrets: boolean;
  /** Can let a person read a long text before agreeing to it (T01). */
  readonly showsLongTexts: boolean;
}

/** A way to reach the flows that has to hand over what it cannot do. Pages and JSON can do everything. */
export interface Channel {
  /** As it stands in `Origin.channel`, in the audit and in the table of the proof. */
  readonly id: string;
  readonly capabilities: ChannelCapabilities;
  /** Of a message there may be `<id>.<wording>`, said here in its place; else it is worded as a page shows it. */
  readonly wording?: 'chatted' | 'spoken';
}
