import type { Finding } from './report.ts';

export interface Setting {
  readonly rounds: number;
  /** Length of one round. */
  readonly seconds: number;
  /** Tells whoever waits how far it is. */
  readonly note: (text: string) => void;
}

export interface Measurement {
  readonly name: string;
  measure(setting: Setting): Promise<readonly Finding[]>;
}
