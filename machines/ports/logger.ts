/** Structured log. Fields never hold a NIR, code, token or PIN (P13); a digest or a document id identifies. */
export interface Logger {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}
