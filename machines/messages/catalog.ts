/** French first, English beside it: one cannot exist without the other. ICU MessageFormat, typographic quotes. */
export interface Message {
  readonly fr: string;
  readonly en: string;
}

export type Catalog = Readonly<Record<string, Message>>;
