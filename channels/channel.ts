/**
 * What a channel is able to do, as data. What it cannot do becomes a hand-over (X20), decided in one place
 * from this table and never by an `if` in a flow.
 */
export interface ChannelCapabilities {
  /** Can show a picture: an image check, a QR code. */
  readonly showsImages: boolean;
  /** May be told a code, a PIN or a NIR. Chat may not: its content is kept by the member's employer. */
  readonly takesSecrets: boolean;
  /** Says its views aloud: no address, no terms, no NIR is spoken (X18). */
  readonly speaks: boolean;
  /** Is answered with the keys of a telephone. */
  readonly hasKeys: boolean;
  /** Shows all fields of a view at once; otherwise they are asked one by one and submitted together. */
  readonly showsForms: boolean;
  /** Can let a person read a long text before agreeing to it (T01). */
  readonly showsLongTexts: boolean;
  /** Can prove itself a browser that signed in before (X21). */
  readonly keepsDevice: boolean;
}

/** One way to reach the flows: input → `Answer`, `View` → output, and nothing else. */
export interface Channel {
  /** As it stands in `Origin.channel`, in the audit and in the table of the proof. */
  readonly id: string;
  readonly capabilities: ChannelCapabilities;
}
